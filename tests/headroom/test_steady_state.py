"""An occupancy target: met where the centre can rest there, and never a centre worn to nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import DEFAULTS, LAW, centre, centres
from workbench.headroom.calibration import calibrate
from workbench.headroom.centre import Figures, flat
from workbench.headroom.erlang import SILENT
from workbench.headroom.links import Evidence, switched_on
from workbench.headroom.outcome import Outcome, evaluate, lever_values
from workbench.headroom.policy import Policy, policy, today_policy
from workbench.headroom.response import Levers
from workbench.headroom.scorecard import Number
from workbench.headroom.shipped import shipped_scenarios
from workbench.headroom.steady_state import Question, SteadyState, settle, settle_at_occupancy

ELASTICITIES = np.array([-0.9, -0.8, -0.64, -0.56, -0.55, -0.5, -0.4, -0.25, -0.1, 0.0])
TARGETS = np.array([0.6, 0.7, 0.8, 0.85, 0.87, 0.88, 0.9, 0.92, 0.95])[:, None]
ON_TARGET = 1e-6
OUT_OF_REACH = "Work pressure does not let the occupancy stay at"
TOO_LITTLE = "There is too little work for an occupancy of"
# Release the clock, headroom, hire, and the scorecard of today with half the strictness.
ENFORCEMENTS = [0.0, 0.02, 0.105, 0.21]


def responding(elasticity: Number) -> Figures:
    """The default centre with any response to pressure, also one that the register refuses."""
    figures = centre()
    behaviour = replace(figures.behaviour, pressure_elasticity=elasticity)
    return replace(figures, behaviour=behaviour)


def at_occupancy(levers: Policy, target: Number) -> Policy:
    return replace(levers, seats=None, occupancy=target)


def scenario_policies(figures: Figures) -> list[Policy]:
    shipped = [policy(figures, scenario) for scenario in shipped_scenarios(DEFAULTS)]
    return [*shipped, *(replace(today_policy(figures), enforcement=k) for k in ENFORCEMENTS)]


def care_given(figures: Figures, found: Outcome) -> float:
    """The time that a customer gets for the same contact, relative to today."""
    today, slow = evaluate(figures), float(figures.behaviour.newcomer_slowness)
    need = (1 + slow * float(found.newcomer_share)) / (1 + slow * float(today.newcomer_share))
    return float(found.handle_time) / float(today.handle_time) / need


@pytest.mark.parametrize("elasticity", [-0.8, -0.64, -0.55])
def test_the_load_of_today_does_not_wear_the_work_down_to_nothing(elasticity: float) -> None:
    """With so strong a response, pressure explains all of today's shortening: a corner case."""
    figures = centre(pressure_elasticity=elasticity)
    today = evaluate(figures)
    headroom = policy(figures, shipped_scenarios(DEFAULTS)[1])
    found = evaluate(figures, at_occupancy(headroom, today.occupancy))
    assert found.occupancy == pytest.approx(today.occupancy, abs=5e-5)
    assert found.handle_time == pytest.approx(today.handle_time, rel=2e-3)
    assert found.standard == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("place", range(3 + len(ENFORCEMENTS)))
def test_over_all_responses_and_targets_the_centre_stays_a_centre(place: int) -> None:
    figures = responding(ELASTICITIES)
    found = evaluate(figures, at_occupancy(scenario_policies(figures)[place], TARGETS))
    occupancy, standard = np.asarray(found.occupancy), np.asarray(found.standard)
    ratio = np.asarray(found.handle_time) / np.asarray(evaluate(figures).handle_time)
    assert (ratio > 1 / 1.5).all()
    assert (ratio < 1.5).all()
    # Up to some occupancy the target is met, and from there on the staffing stays what it is.
    highest = np.asarray(
        evaluate(figures, at_occupancy(scenario_policies(figures)[place], 0.99)).occupancy
    )
    assert occupancy == pytest.approx(np.minimum(TARGETS, highest), abs=ON_TARGET)
    assert highest.min() > 0.86
    # Who asks for more occupancy never gets more seats or more care.
    assert (np.diff(np.asarray(found.seats), axis=0) <= 1e-5).all()
    assert (np.diff(standard, axis=0) <= 1e-7).all()
    # A stronger response to pressure never lets the centre be busier.
    assert (np.diff(occupancy, axis=1) >= -ON_TARGET).all()


@pytest.mark.parametrize("enforcement", ENFORCEMENTS)
def test_the_highest_occupancy_is_reached_without_a_jump(enforcement: float) -> None:
    figures = centre(pressure_elasticity=-0.5)
    levers = replace(today_policy(figures), enforcement=enforcement)
    highest = float(evaluate(figures, at_occupancy(levers, 0.99)).occupancy)
    below, above = (
        evaluate(figures, at_occupancy(levers, highest + step)) for step in (-1e-5, 1e-5)
    )
    assert below.occupancy == pytest.approx(highest - 1e-5, abs=ON_TARGET)
    assert not any(note.startswith(OUT_OF_REACH) for note in below.notes)
    assert above.occupancy == pytest.approx(highest, abs=ON_TARGET)
    assert above.seats == pytest.approx(below.seats, rel=2e-3)
    assert above.handle_time == pytest.approx(below.handle_time, rel=2e-3)


def test_a_target_out_of_reach_is_said_with_the_occupancy_that_lasts() -> None:
    figures = centre(pressure_elasticity=-0.64)
    headroom = policy(figures, shipped_scenarios(DEFAULTS)[1])
    found = evaluate(figures, at_occupancy(headroom, 0.9))
    (note,) = (note for note in found.notes if note.startswith(OUT_OF_REACH))
    assert "90.0%" in note
    assert f"{found.occupancy:.1%}" in note
    met = evaluate(figures, headroom)
    assert not any(note.startswith(OUT_OF_REACH) for note in met.notes)


def test_a_centre_of_few_contacts_keeps_one_advisor_and_says_so() -> None:
    figures = centre(contacts_per_week=100.0, seats=4.0)
    found = evaluate(figures, at_occupancy(today_policy(figures), 0.8))
    assert found.agents == pytest.approx(1)
    assert found.occupancy < 0.2
    assert found.notes[-1].startswith(TOO_LITTLE)


@SILENT
def settled_twice(figures: Figures, levers: Policy) -> tuple[SteadyState, SteadyState]:
    """Where a policy settles, and where the same staffing settles from there."""
    today = calibrate(figures).over((1,))
    flattened = Levers(*(flat(part, (1,)) for part in lever_values(figures, levers)))
    asked = Question(today, flattened, switched_on(levers.evidence), np.ones(1))
    state = settle_at_occupancy(asked, flat(levers.staffing, (1,)))
    return state, settle(asked, state.agents, state)


kappas = st.one_of(st.just(0.0), st.floats(0, 1))


@LAW
@given(
    centres(),
    st.floats(-0.8, 0),
    kappas,
    st.floats(0.6, 0.95),
    st.floats(0.75, 1.25),
    st.floats(0.75, 1.25),
    st.sampled_from([Evidence.ALL, Evidence.ALL, Evidence.TESTED_ONLY]),
)
def test_an_occupancy_is_met_or_no_standard_of_care_lasts_there(
    values: dict[str, float],
    elasticity: float,
    kappa: float,
    target: float,
    clock: float,
    asked: float,
    evidence: Evidence,
) -> None:
    figures = centre(values, pressure_elasticity=elasticity)
    levers = Policy(
        kappa, 0.3, 15.0, occupancy=target, evidence=evidence, target=clock, standard=asked
    )
    found = evaluate(figures, levers)
    assert found.occupancy <= target + ON_TARGET
    assert 1 / 3 < float(found.handle_time) / values["handle_time"] < 3
    said = any(note.startswith((OUT_OF_REACH, TOO_LITTLE)) for note in found.notes)
    if found.occupancy >= target - ON_TARGET:
        assert not said
        return
    assert said
    if found.agents <= 1 + ON_TARGET:
        return
    # Hold the standard anywhere and staff for the target: customers get less, so that it falls.
    for standard in np.geomspace(0.9 * float(found.standard), asked, 4):
        held = evaluate(figures, levers, standard=float(standard))
        if held.agents > 1 + ON_TARGET:
            assert held.occupancy == pytest.approx(target, abs=ON_TARGET)
            assert care_given(figures, held) < standard
    # Nobody with more advisors is busier.
    more = float(found.seats) * np.array([1.02, 1.1, 1.3, 2.0])
    loose = evaluate(figures, replace(levers, occupancy=None, seats=more))
    assert (np.asarray(loose.occupancy) <= found.occupancy + 1e-7).all()


@LAW
@given(centres(), st.floats(-0.8, 0), kappas, st.floats(0.6, 0.95))
def test_from_where_it_settles_it_leads_nowhere_else(
    values: dict[str, float], elasticity: float, kappa: float, target: float
) -> None:
    figures = centre(values, pressure_elasticity=elasticity)
    levers = Policy(kappa, 0.3, 15.0, occupancy=target)
    state, again = settled_twice(figures, levers)
    for name in ("handle_time", "fcr", "occupancy", "standard", "attrition"):
        assert getattr(again, name) == pytest.approx(getattr(state, name), rel=1e-6), name


@LAW
@given(centres(), st.floats(-0.8, 0), kappas)
def test_targets_together_are_targets_one_by_one(
    values: dict[str, float], elasticity: float, kappa: float
) -> None:
    figures = centre(values, pressure_elasticity=elasticity)
    targets = np.array([0.7, 0.83, 0.95])
    levers = Policy(kappa, 0.3, 15.0, occupancy=targets)
    many = evaluate(figures, levers)
    for place, target in enumerate(targets):
        one = evaluate(figures, replace(levers, occupancy=float(target)))
        for name in ("handle_time", "seats", "occupancy", "fcr"):
            got = np.asarray(getattr(many, name))[place]
            assert got == pytest.approx(getattr(one, name), rel=1e-6), name
