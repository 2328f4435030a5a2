"""The questions the other way round, against the published cases and the questions themselves."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.headroom.made import LAW, centre, centres
from workbench.evidence.validation import Case, cases
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.queueing import erlang_a
from workbench.headroom.reverse import (
    ServiceLevel,
    Target,
    agents_for,
    rate_for,
    seats_for,
    volume_for,
)

SLOW = settings(max_examples=15, deadline=None, derandomize=True)
PUBLISHED = [
    case for case in cases("queueing") if case.model == "erlang_a" and "p_abandon" in case.expected
]
NAMES = ("occupancy", "p_abandon", "service_level")


def target_of(name: str, value: float) -> Target:
    given_as: dict[str, Any] = {name: value}
    return Target(**given_as)


targets = st.one_of(
    st.builds(
        Target,
        service_level=st.floats(0.2, 0.99),
        definition=st.sampled_from(ServiceLevel),
    ),
    st.builds(Target, p_abandon=st.floats(0.002, 0.3)),
    st.builds(Target, occupancy=st.floats(0.3, 0.97)),
)


def reached(queue: Any, target: Target) -> Any:
    return getattr(queue, target.name)


@LAW
@given(
    target=targets,
    rate=st.floats(0.5, 300),
    aht=st.floats(1, 20),
    patience=st.floats(0.5, 30),
)
def test_the_agents_found_just_meet_the_target(
    target: Target, rate: float, aht: float, patience: float
) -> None:
    agents = agents_for(rate, aht, patience, 1 / 3, target)
    value = reached(erlang_a(rate, aht, agents, patience, 1 / 3), target)
    if agents == 1:
        slack = value - target.value
        assert slack >= 0 if target.service_level is not None else slack <= 0
    else:
        assert value == pytest.approx(target.value, abs=1e-7)


@LAW
@given(target=targets, agents=st.floats(2, 2000), aht=st.floats(1, 20), patience=st.floats(0.5, 30))
def test_the_volume_carried_is_the_one_that_takes_these_agents(
    target: Target, agents: float, aht: float, patience: float
) -> None:
    rate = rate_for(agents, aht, patience, 1 / 3, target)
    queue = erlang_a(rate, aht, agents, patience, 1 / 3)
    assert reached(queue, target) == pytest.approx(target.value, abs=1e-7)
    back = agents_for(rate, aht, patience, 1 / 3, target)
    assert back == pytest.approx(agents, rel=1e-5)


def test_one_of_a_hundred_thousand_points_is_asked_for_at_once() -> None:
    levels = np.linspace(0.5, 0.95, 10)
    found = [agents_for([10.0, 100.0], 5.0, 3.0, 1 / 3, Target(service_level=x)) for x in levels]
    assert (np.diff(np.array(found), axis=0) > 0).all()
    more = agents_for(100.0, 5.0, 3.0, 1 / 3, Target(service_level=0.8))
    assert more < 10 * float(agents_for(10.0, 5.0, 3.0, 1 / 3, Target(service_level=0.8)))


def test_a_target_that_no_rate_meets_carries_nothing() -> None:
    """With less than one agent some contact now and then waits, however few there are."""
    assert rate_for(0.5, 5.0, 3.0, 1 / 3, Target(service_level=1 - 1e-7)) == 0.0


@SLOW
@given(values=centres(crowded=1.0), data=st.data())
def test_a_target_of_what_is_today_gives_today_back(
    values: dict[str, float], data: st.DataObject
) -> None:
    figures = centre(values)
    now = evaluate(figures)
    name = data.draw(st.sampled_from(NAMES))
    value = float(getattr(now, name))
    if not 0.001 < value < 0.999:
        return
    target = target_of(name, value)
    found = seats_for(figures, target)
    assert getattr(found, name) == pytest.approx(value, abs=1e-6)
    carried = volume_for(figures, target)
    assert getattr(carried, name) == pytest.approx(value, abs=1e-6)
    if now.notes == () and float(now.occupancy) < 0.95:
        assert found.seats == pytest.approx(values["seats"], rel=1e-3)
        assert carried.contacts_per_year == pytest.approx(now.contacts_per_year, rel=1e-3)


def test_seats_for_a_service_level_hold_it_and_more_of_it_takes_more() -> None:
    figures = centre()
    seats = []
    for level in (0.8, 0.9, 0.97):
        found = seats_for(figures, Target(service_level=level))
        assert found.service_level == pytest.approx(level, abs=1e-7)
        again = evaluate(figures, Policy(0.21, 0.3, 10.0, seats=found.seats), standard=1.0)
        assert again.service_level == pytest.approx(level, abs=1e-7)
        seats.append(float(found.seats))
    assert seats == sorted(seats)
    assert seats[0] < seats[2]


def test_without_behaviour_and_repeats_it_is_the_bare_queue() -> None:
    figures = centre(volume_cv=0.0, unresolved_share=0.0, redial=0.0)
    now = today_policy(figures, Evidence.NONE)
    found = seats_for(figures, Target(service_level=0.8), now)
    agents = agents_for(68_000 / 4200, 6.0, 3.0, 1 / 3, Target(service_level=0.8))
    assert found.agents == pytest.approx(agents, rel=1e-6)
    carried = volume_for(figures, Target(p_abandon=0.05), now)
    rate = rate_for(150 * 0.75 * (1 - 10 / 450), 6.0, 3.0, 1 / 3, Target(p_abandon=0.05))
    assert carried.contacts_per_year == pytest.approx(float(rate) * 4200 * 52, rel=1e-6)


def test_a_policy_by_occupancy_carries_what_its_seats_carry() -> None:
    figures = centre()
    by_target = Policy(0.1, 0.1, 10.0, occupancy=0.8, evidence=Evidence.NONE)
    carried = volume_for(figures, Target(occupancy=0.8), by_target)
    now = evaluate(figures, by_target)
    assert carried.contacts_per_year == pytest.approx(now.contacts_per_year, rel=1e-6)
    assert carried.seats == pytest.approx(now.seats, rel=1e-9)


def test_many_centres_are_asked_at_once() -> None:
    figures = centre(patience=np.array([1.0, 3.0, 5.0]))
    found = seats_for(figures, Target(p_abandon=0.02))
    assert found.p_abandon == pytest.approx(np.full(3, 0.02), abs=1e-7)
    alone = seats_for(centre(patience=5.0), Target(p_abandon=0.02))
    assert np.asarray(found.seats)[2] == pytest.approx(alone.seats, rel=1e-5)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case.id)
def test_the_agents_of_a_published_case_are_found_from_its_figures(case: Case) -> None:
    rate, aht, patience, threshold, agents = (
        float(case.inputs[name])
        for name in ("arrival_rate", "aht", "mean_patience", "sl_threshold", "n")
    )
    for name, published in (
        ("p_abandon", "p_abandon"),
        ("service_level", "service_level_of_offered"),
        ("occupancy", "occupancy"),
    ):
        value = float(case.expected[published])
        if value < 1:
            target = target_of(name, value)
            assert agents_for(rate, aht, patience, threshold, target) == pytest.approx(
                agents, rel=1e-6
            )
            assert rate_for(agents, aht, patience, threshold, target) == pytest.approx(
                rate, rel=1e-6
            )


@pytest.mark.parametrize(
    ("given_as", "said"),
    [
        ({}, "0 targets are given"),
        ({"service_level": 0.8, "occupancy": 0.8}, "2 targets are given"),
        ({"service_level": 1.0}, "service level is 1; accepted: above 0 and below 1"),
        ({"p_abandon": 0.0}, "abandonment is 0"),
        ({"occupancy": float("nan")}, "occupancy is nan"),
    ],
)
def test_a_target_that_cannot_be_is_refused(given_as: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Target(**given_as)


def test_an_input_that_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match="aht is 0"):
        agents_for(1.0, 0.0, 3.0, 1 / 3, Target(occupancy=0.8))
    with pytest.raises(ValueError, match="agents is -1"):
        rate_for(-1.0, 5.0, 3.0, 1 / 3, Target(occupancy=0.8))


def test_a_target_out_of_reach_is_said() -> None:
    with pytest.raises(
        ValueError, match="no number of advisors leads to this target: occupancy 1e-05"
    ):
        seats_for(centre(), Target(occupancy=1e-5))
    with pytest.raises(ValueError, match="no volume leads to this target: occupancy 1e-05"):
        volume_for(centre(), Target(occupancy=1e-5))
