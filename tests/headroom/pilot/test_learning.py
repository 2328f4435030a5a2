"""What a pilot says about an assumption, and what the board does then."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.headroom.pilot.made import a_plan
from workbench.business_case.accepted_edits import edited
from workbench.evidence.assumptions import Register, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.pilot.decision import Verdict, decide
from workbench.headroom.pilot.estimate import PilotEstimate
from workbench.headroom.pilot.learning import (
    as_edit,
    before_pilot,
    implied_effect,
    is_taken,
    learned,
    measurable,
)
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit
from workbench.headroom.scenario import Scenario
from workbench.headroom.shipped import as_today, shipped_scenarios

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def register() -> Register:
    return resolve(default_assumptions())


@pytest.fixture(scope="module")
def release(register: Register) -> Scenario:
    return shipped_scenarios(register)[0]


def result(effect: float, error: float | None) -> PilotEstimate:
    low, high = (None, None) if error is None else (effect - 2 * error, effect + 2 * error)
    return PilotEstimate(effect, 0.01, low, high, error, 2000, False, 0, None, ())


def for_(scenario: Scenario, key: str, **changes: object) -> PilotPlan:
    return a_plan(PilotOutcome.RESOLUTION, scenario=scenario, assumption_id=key, **changes)


def test_a_pilot_of_the_clock_tells_about_what_the_clock_does(
    register: Register, release: Scenario
) -> None:
    found = measurable(register, a_plan(PilotOutcome.RESOLUTION), release)
    assert "pressure_elasticity" in found
    assert "wait_satisfaction" not in found
    sizes = list(found.values())
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) < 0.3


def test_a_scenario_that_changes_nothing_tells_nothing(register: Register) -> None:
    assert measurable(register, a_plan(PilotOutcome.RESOLUTION), as_today(register)) == {}
    assert measurable(register, a_plan(PilotOutcome.BURNOUT), as_today(register)) == {}


def test_teams_of_one_queue_keep_their_load(register: Register) -> None:
    """Hiring changes the load and nothing else, so a pilot within one queue cannot show it."""
    (hire,) = [one for one in shipped_scenarios(register) if one.name.startswith("Hire")]
    within = measurable(register, a_plan(PilotOutcome.RESOLUTION), hire)
    between = measurable(register, a_plan(PilotOutcome.RESOLUTION, unit=Unit.QUEUE), hire)
    assert within == {}
    assert "pressure_elasticity" in between


def test_a_precise_result_leads_to_the_value_that_implies_it(
    register: Register, release: Scenario
) -> None:
    key = "pressure_elasticity"
    plan = for_(release, key)
    for value in (-0.15, -0.35):
        implied = implied_effect(register, plan, release, key, np.array([value]))
        found = learned(register, plan, result(float(implied[0]), 1e-4))
        assert found.after.p50 == pytest.approx(value, abs=0.02)
        assert found.after.p90 - found.after.p10 < 0.02


def test_a_value_that_the_scenario_only_tries_is_not_its_own_prior(
    register: Register, release: Scenario
) -> None:
    key = "pressure_elasticity"
    tries = release.model_copy(update={"overrides": {key: -0.6}})
    usual = learned(register, for_(release, key), result(0.03, 0.01))
    assert learned(register, for_(tries, key), result(0.03, 0.01)).after == usual.after


def test_no_result_counts_twice(register: Register, release: Scenario) -> None:
    plan = for_(release, "pressure_elasticity")
    first = learned(before_pilot(register, plan), plan, result(0.03, 0.01))
    edit = as_edit(plan, register["pressure_elasticity"], first, "+3 points", NOON)
    taken = resolve(default_assumptions(), edits=[edit])
    assert is_taken(taken, plan)
    assert not is_taken(register, plan)
    assert before_pilot(taken, plan)["pressure_elasticity"] == register["pressure_elasticity"]
    assert learned(before_pilot(taken, plan), plan, result(0.03, 0.01)).after == first.after


def test_a_vague_result_changes_nothing(register: Register, release: Scenario) -> None:
    found = learned(register, for_(release, "pressure_elasticity"), result(0.03, 10.0))
    assert found.after.p50 == pytest.approx(found.before.p50, abs=1e-3)
    assert not found.speaks


def test_more_precision_narrows(register: Register, release: Scenario) -> None:
    widths = []
    for error in (0.1, 0.02, 0.005, 0.001):
        after = learned(register, for_(release, "cut_short_resolved"), result(0.03, error)).after
        widths.append(after.p90 - after.p10)
    assert widths == sorted(widths, reverse=True)


def test_leavers_are_counted_over_the_period(register: Register) -> None:
    scenario = shipped_scenarios(register)[1]
    half, quarter = (
        a_plan(PilotOutcome.ATTRITION, weeks_per_period=weeks, unit=Unit.QUEUE)
        for weeks in (26, 13)
    )
    key, at = "occupancy_strain", np.array([0.5])
    effects = [float(implied_effect(register, p, scenario, key, at)[0]) for p in (half, quarter)]
    assert effects[0] < effects[1] < 0
    assert effects[0] == pytest.approx(2 * effects[1], rel=0.15)


def test_the_update_is_an_edit_that_the_register_accepts(
    register: Register, release: Scenario
) -> None:
    plan = for_(release, "pressure_elasticity", name="Ride", owner="X")
    found = learned(register, plan, result(0.03, 0.01))
    edit = as_edit(plan, register["pressure_elasticity"], found, "+3.0 points " * 60, NOON)
    assert (edit.source_kind, edit.grade, edit.as_of) == (
        SourceKind.UPLOADED,
        Grade.A,
        NOON.date(),
    )
    assert edit.source.startswith("Pilot “Ride”: +3.0 points")
    after = edited(register, edit)
    assert after.p50 == pytest.approx(found.after.p50)
    assert resolve(default_assumptions(), edits=[edit]).replaced(after.id)


@pytest.mark.parametrize(
    ("plan", "error", "words"),
    [
        (a_plan(), 0.01, "the plan names no assumption"),
        ("named", None, "the lots are too few to bound the effect"),
    ],
)
def test_what_cannot_be_learned_is_said(
    register: Register, release: Scenario, plan: PilotPlan | str, error: float | None, words: str
) -> None:
    on = plan if isinstance(plan, PilotPlan) else for_(release, "pressure_elasticity")
    with pytest.raises(ValueError, match=words):
        learned(register, on, result(0.03, error))


@pytest.mark.parametrize(
    ("effect", "error", "verdict"),
    [
        (0.05, 0.01, Verdict.GO_ON),
        (0.016, 0.01, Verdict.UNDECIDED),
        (0.0, 0.01, Verdict.END),
        (0.05, None, Verdict.UNDECIDED),
    ],
)
def test_the_board_keeps_to_its_rule(effect: float, error: float | None, verdict: Verdict) -> None:
    plan = a_plan(value_per_unit=4, units_per_year=2e6, cost_per_year=120_000)
    assert decide(plan, result(effect, error)).verdict is verdict


def test_less_is_better_for_burnout_and_leavers() -> None:
    plan = a_plan(PilotOutcome.BURNOUT)
    assert decide(plan, result(-0.3, 0.1)).verdict is Verdict.GO_ON
    assert decide(plan, result(0.3, 0.1)).verdict is Verdict.END


def test_what_is_worth_nothing_cannot_pay() -> None:
    found = decide(a_plan(cost_per_year=1), result(0.9, 0.01))
    assert (found.chance, found.verdict) == (0.0, Verdict.END)


def test_the_chance_is_that_of_the_normal_distribution() -> None:
    found = decide(a_plan(), result(0.01, 0.01))
    assert found.chance == pytest.approx(0.841345, abs=1e-6)
    assert decide(a_plan(), replace(result(0.0, 0.01), error=0.0)).chance == 0.5
