"""What a plan can see: laws, and what it says."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.headroom.pilot.made import a_plan
from workbench.headroom.pilot.cautions import cautions
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit, suggested_plan
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.pilot.sizing import (
    chance_to_notice,
    effect_in_words,
    headline,
    in_statistics,
    most_teams,
    persons_per_group,
    sizing,
    teams_needed,
    what_helps,
)

PLANS = st.builds(
    a_plan,
    st.just(PilotOutcome.SATISFACTION),
    design=st.sampled_from(Design),
    teams=st.integers(4, 20).map(lambda half: 2 * half),
    waves=st.integers(2, 6),
    periods_before=st.integers(0, 4),
    periods_after=st.integers(1, 4).map(lambda half: 2 * half),
    answers=st.integers(5, 500),
    icc=st.floats(0, 0.3),
    cac=st.floats(0, 1),
    weeks_per_period=st.just(1.0),
)


def seen(plan: PilotPlan, **changes: object) -> float:
    return sizing(PilotPlan.model_validate(plan.model_dump() | changes)).detectable


@settings(deadline=None, max_examples=60)
@given(PLANS)
def test_more_of_anything_that_is_measured_shows_less(plan: PilotPlan) -> None:
    usual = seen(plan)
    close = 1 + 1e-9
    assert seen(plan, teams=2 * plan.teams) < usual
    assert seen(plan, answers=2 * plan.answers) <= usual * close
    assert seen(plan, power=0.9) > usual
    assert seen(plan, alpha=0.2) < usual
    if plan.design is Design.PARALLEL:
        assert seen(plan, periods_before=plan.periods_before + 1) <= usual * close
    if plan.design is not Design.STEPPED_WEDGE:
        assert seen(plan, periods_after=plan.periods_after + 2) <= usual * close
    else:
        assert seen(plan, waves=plan.waves + 1) <= usual * 1.02


@settings(deadline=None, max_examples=40)
@given(PLANS)
def test_alike_teams_show_less_where_nothing_is_measured_before(plan: PilotPlan) -> None:
    changes = {"design": Design.PARALLEL, "periods_before": 0}
    iccs = [0.0, 0.02, 0.1, 0.3]
    found = [seen(plan, icc=icc, **changes) for icc in iccs]
    assert found == sorted(found)


@settings(deadline=None, max_examples=30)
@given(PLANS)
def test_the_chance_to_notice_rises_through_the_marked_point(plan: PilotPlan) -> None:
    found = sizing(plan)
    effects = np.array([0.0, found.detectable / 2, found.detectable, 2 * found.detectable])
    power = chance_to_notice(plan, effects)
    assert (np.diff(power) > 0).all()
    assert power[0] <= plan.alpha + 1e-9
    assert power[2] == pytest.approx(plan.power, abs=1e-3)


@settings(deadline=None, max_examples=30)
@given(PLANS, st.floats(0.02, 0.2))
def test_the_teams_needed_are_the_fewest(plan: PilotPlan, effect: float) -> None:
    plan = plan.model_copy(update={"smallest_effect": effect})
    needed = teams_needed(plan)
    if needed is None:
        step = plan.waves if plan.design is Design.STEPPED_WEDGE else 2
        assert seen(plan, teams=most_teams(plan) // step * step) > effect
        return
    step = plan.waves if plan.design is Design.STEPPED_WEDGE else 2
    assert seen(plan, teams=needed) <= effect
    if needed > 2 * step:
        assert seen(plan, teams=needed - step) > effect


def test_few_teams_can_show_nothing() -> None:
    plan = a_plan(design=Design.PARALLEL, teams=4)
    found = sizing(plan)
    assert math.isinf(found.detectable)
    assert headline(plan, found).endswith("no change could be told from chance")
    assert "can fall in 6 ways, too few" in in_statistics(plan, found)
    assert chance_to_notice(plan, np.array([0.5])).tolist() == [0.0]
    assert "The lot can fall in 6 ways only" in cautions(plan, found)[0]


def test_the_headline_is_for_a_board_and_the_statistics_behind_it() -> None:
    plan = a_plan(teams=12, waves=4, weeks_per_period=2)
    found = sizing(plan)
    points = f"{100 * found.detectable:.1f}"
    assert headline(plan, found) == (
        f"With 12 teams over 10 weeks you would notice a change of {points} points or more"
    )
    told = in_statistics(plan, found)
    for words in (f"{points} points at 80% power", "10 degrees of freedom", "ICC 0.03", "0.8"):
        assert words in told


def test_the_headline_holds_the_normal_approximation_from_below() -> None:
    """Student's t asks for a little more than the published tables by the normal distribution."""
    plan = a_plan(size_cv=0.0, cac=0.8)
    assert 0.0358 < sizing(plan).detectable < 0.0358 * 1.06


def test_interference_is_said_for_teams_of_one_queue_only() -> None:
    def said(**changes: object) -> str:
        plan = a_plan(PilotOutcome.RESOLUTION, **changes)
        return " ".join(cautions(plan, sizing(plan)))

    assert "The teams share a queue, so they interfere" in said()
    assert "Count a repeat contact for the team" in said()
    assert "share a queue" not in said(shared_queue=False)
    assert "share a queue" not in said(unit=Unit.QUEUE)
    assert "carries over" in said(design=Design.SWITCHBACK)
    assert "Hold the total number of seats" in said()


def test_a_plan_that_is_too_small_says_what_would_be_enough() -> None:
    plan = a_plan(smallest_effect=0.02)
    found = sizing(plan)
    assert not found.sees(plan)
    assert f"{found.teams_needed} teams would be enough" in cautions(plan, found)[0]
    tiny = a_plan(smallest_effect=0.0001)
    assert "no number of teams up to 500" in cautions(tiny, sizing(tiny))[0]


@pytest.mark.parametrize("outcome", PilotOutcome)
def test_every_outcome_has_a_plan_to_start_from(outcome: PilotOutcome) -> None:
    plan = suggested_plan(outcome)
    found = sizing(plan)
    assert 0 < found.detectable < math.inf
    helps = what_helps(plan)
    assert helps["As planned"] == pytest.approx(found.detectable)
    assert helps["Twice as many teams"] < helps["As planned"] < helps["Half as many teams"]


def test_persons_per_group() -> None:
    plan = a_plan(size_cv=0.0)
    found = persons_per_group(plan, 0.03)
    assert found.alone == pytest.approx(3550.3, abs=0.1)
    assert found.in_teams == pytest.approx(found.alone * (1 + 199 * 0.03))
    assert found.alone < found.with_baseline < found.in_teams
    burnout = a_plan(PilotOutcome.BURNOUT, spread=2.0, size_cv=0.0)
    alone = persons_per_group(burnout, 0.6).alone
    assert alone == pytest.approx(175.38, abs=0.01)
    leavers = a_plan(PilotOutcome.ATTRITION, before=0.18)
    assert math.ceil(persons_per_group(leavers, 0.06).alone) == 553
    with pytest.raises(ValueError, match=r"a share is 1\.2"):
        persons_per_group(plan, 0.5)


def test_effects_in_words() -> None:
    assert effect_in_words(0.031, PilotOutcome.RESOLUTION) == "3.1 points"
    assert effect_in_words(-0.031, PilotOutcome.ATTRITION, "+") == "−3.1 points"
    assert effect_in_words(0.3, PilotOutcome.BURNOUT, "+") == "+0.30 points of the scale"


@pytest.mark.parametrize(
    ("outcome", "changes", "words"),
    [
        (PilotOutcome.BURNOUT, {"design": Design.SWITCHBACK}, "takes months to answer"),
        (PilotOutcome.ATTRITION, {"design": Design.STEPPED_WEDGE}, "waves follow faster"),
        (PilotOutcome.SATISFACTION, {"teams": 1}, "has nothing to be compared with"),
        (PilotOutcome.SATISFACTION, {"teams": 3, "waves": 4}, "3 teams for 4 waves"),
        (PilotOutcome.SATISFACTION, {"weeks_per_period": 30}, "would last 210 weeks"),
        (
            PilotOutcome.SATISFACTION,
            {"design": Design.SWITCHBACK, "periods_after": 5},
            "an even number",
        ),
        (
            PilotOutcome.SATISFACTION,
            {"design": Design.SWITCHBACK, "teams": 1, "periods_after": 2},
            "at least 4 to compare",
        ),
        (PilotOutcome.SATISFACTION, {"before": 1.0}, "less than 1"),
        (
            PilotOutcome.SATISFACTION,
            {"design": Design.PARALLEL, "teams": 400, "periods_after": 30, "weeks_per_period": 1},
            "give 13,200 results",
        ),
        (PilotOutcome.SATISFACTION, {"icc": float("nan")}, "less than or equal to 0.9"),
        (PilotOutcome.SATISFACTION, {"teams": 0}, "greater than or equal to 1"),
        (PilotOutcome.SATISFACTION, {"answers": float("inf")}, "less than or equal to"),
        (PilotOutcome.SATISFACTION, {"colour": "red"}, "not permitted"),
    ],
)
def test_what_is_not_possible_is_named(
    outcome: PilotOutcome, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        a_plan(outcome, **changes)


def test_what_the_board_pays_sets_the_break_even() -> None:
    assert a_plan().break_even == 0
    priced = a_plan(value_per_unit=4, units_per_year=2e6, cost_per_year=120_000)
    assert priced.break_even == pytest.approx(0.015)
    assert math.isinf(a_plan(cost_per_year=1).break_even)
