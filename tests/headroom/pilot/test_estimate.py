"""The estimate against brute force, and the promises of its test: size, power, coverage."""

from itertools import combinations

import numpy as np
import pytest

from tests.headroom.pilot.made import a_lot, a_plan, cells, simulated
from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.assignment import Assignment, assigned_schedule
from workbench.headroom.pilot.estimate import PilotEstimate, estimate
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan
from workbench.headroom.pilot.results import TeamPeriod
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.pilot.sizing import sizing

EIGHT = a_plan(design=Design.PARALLEL, teams=8, periods_before=2, periods_after=2, size_cv=0.0)


def judged(plan: PilotPlan, lot: Assignment, results: Floats, answers: float) -> PilotEstimate:
    return estimate(plan, lot, cells(lot, results, answers))


def by_whitening(plan: PilotPlan, schedule: Floats, results: Floats, answers: float) -> Floats:
    """Effect and standard error by least squares on whitened rows, written out."""
    variances = plan.variances
    own = variances.team_period + variances.total * (1 - variances.icc) / answers
    root = np.linalg.cholesky(np.linalg.inv(variances.team + own * np.eye(plan.periods))).T
    rows = [root @ np.column_stack([np.eye(plan.periods), row]) for row in schedule]
    design, outcome = np.concatenate(rows), np.concatenate([root @ row for row in results])
    found, *_ = np.linalg.lstsq(design, outcome)
    error = np.sqrt(np.linalg.inv(design.T @ design)[-1, -1])
    return np.array([found[-1], error])


@pytest.mark.parametrize(
    "plan",
    [EIGHT, a_plan(teams=9, waves=3), a_plan(design=Design.SWITCHBACK, teams=5, periods_after=4)],
)
def test_the_effect_is_that_of_least_squares_written_out(plan: PilotPlan) -> None:
    lot = a_lot(plan)
    results = simulated(plan, lot, 0.04, np.random.default_rng(3))
    expected, _ = by_whitening(plan, assigned_schedule(plan, lot), results, 200)
    assert judged(plan, lot, results, 200).effect == pytest.approx(expected, rel=1e-9)


def test_the_p_value_is_the_share_of_lots_that_are_as_far_out() -> None:
    lot = a_lot(EIGHT, 3)
    results = simulated(EIGHT, lot, 0.03, np.random.default_rng(4))
    found = judged(EIGHT, lot, results, 200)
    assert (found.lots, found.all_lots) == (70, True)
    far = 0
    drawn = abs(by_whitening(EIGHT, assigned_schedule(EIGHT, lot), results, 200)[0])
    for chosen in combinations(range(8), 4):
        schedule = np.zeros((8, 4))
        schedule[list(chosen), 2:] = 1
        far += abs(by_whitening(EIGHT, schedule, results, 200)[0]) >= drawn - 1e-12
    assert found.p_value == pytest.approx(far / 70)


def test_an_effect_that_is_there_alone_is_found_exactly() -> None:
    plan, lot = a_plan(teams=12, waves=3), a_lot(a_plan(teams=12, waves=3))
    period = np.array([0.70, 0.66, 0.71, 0.69])
    results = period + 0.05 * assigned_schedule(plan, lot)
    found = judged(plan, lot, results, 200)
    assert found.effect == pytest.approx(0.05)
    assert found.low == pytest.approx(0.05)
    assert found.high == pytest.approx(0.05)
    assert [each.effect for each in found.by_time] == pytest.approx([0.05] * 3)


@pytest.mark.parametrize("shift", [-0.2, 0.15])
def test_what_happens_to_everybody_is_not_an_effect(shift: float) -> None:
    lot = a_lot(EIGHT)
    results = simulated(EIGHT, lot, 0.02, np.random.default_rng(5))
    usual = judged(EIGHT, lot, results, 200)
    later = judged(EIGHT, lot, results + shift * np.array([0, 0, 1, 1]), 200)
    assert later.effect == pytest.approx(usual.effect)
    assert later.p_value == usual.p_value
    assert later.plain_difference == pytest.approx(usual.plain_difference)


def test_the_plain_difference_in_differences() -> None:
    lot = a_lot(EIGHT)
    changed = assigned_schedule(EIGHT, lot)[:, -1] > 0
    results = np.where(changed[:, None], [0.6, 0.6, 0.7, 0.72], [0.7, 0.7, 0.73, 0.73])
    assert judged(EIGHT, lot, results, 200).plain_difference == pytest.approx(0.11 - 0.03)
    assert judged(a_plan(teams=12, waves=3), *_flat(), 200).plain_difference is None


def _flat() -> tuple[Assignment, Floats]:
    plan = a_plan(teams=12, waves=3)
    return a_lot(plan), simulated(plan, a_lot(plan), 0, np.random.default_rng(1))


def test_the_ends_of_the_interval_are_where_the_test_turns() -> None:
    """Taking the effect off the results moves the p-value through alpha exactly there."""
    lot = a_lot(EIGHT, 11)
    results = simulated(EIGHT, lot, 0.05, np.random.default_rng(6))
    schedule = assigned_schedule(EIGHT, lot)
    found = judged(EIGHT, lot, results, 200)
    assert found.low is not None
    assert found.high is not None
    for end, outwards in ((found.low, -1), (found.high, 1)):
        for step, kept in ((-1e-6, True), (1e-6, False)):
            taken = results - (end + outwards * step) * schedule
            assert (judged(EIGHT, lot, taken, 200).p_value > EIGHT.alpha) is kept


def test_false_alarms_are_never_more_frequent_than_promised() -> None:
    """Exactly: for results without an effect, over every lot that could have been drawn.

    The results are as unlike the model as results can be, with other numbers of answers each time
    and holes, because the promise does not rest on the model.
    """
    rng = np.random.default_rng(8)
    results = np.clip(0.7 + 0.1 * rng.standard_t(2, (8, 4)), 0, 1)
    answers = rng.integers(5, 900, (8, 4)).astype(float)
    answers[2, 1] = 0
    p_values: dict[bytes, float] = {}
    for seed in range(1500):
        lot = a_lot(EIGHT, seed)
        key = assigned_schedule(EIGHT, lot).tobytes()
        if key not in p_values:
            p_values[key] = estimate(EIGHT, lot, cells(lot, results, answers)).p_value
    assert len(p_values) == 70
    found = np.array(list(p_values.values()))
    for alpha in (0.03, 0.05, 0.1, 0.3, 0.7):
        assert alpha - 2 / 70 < (found <= alpha).mean() <= alpha + 1e-9


@pytest.mark.parametrize(
    "plan",
    [
        a_plan(design=Design.PARALLEL, teams=12, periods_before=2, periods_after=2, size_cv=0.0),
        a_plan(teams=12, waves=3, size_cv=0.0),
        a_plan(design=Design.SWITCHBACK, teams=2, periods_after=14, size_cv=0.0),
    ],
    ids=["parallel", "wedge", "switchback"],
)
def test_the_effect_of_the_plan_is_seen_as_often_as_promised(plan: PilotPlan) -> None:
    effect = sizing(plan).detectable
    seen = covered = 0
    trials = 160
    for seed in range(trials):
        lot = a_lot(plan, seed)
        results = simulated(plan, lot, effect, np.random.default_rng([seed, 1]))
        found = judged(plan, lot, results, plan.answers)
        seen += found.p_value <= plan.alpha
        covered += (found.low or -1.0) <= effect <= (found.high or 1.0)
    # Three standard errors of the simulation.
    assert seen / trials == pytest.approx(plan.power, abs=0.095)
    assert covered / trials > 0.95 - 0.052


def test_few_lots_bound_nothing() -> None:
    plan = a_plan(design=Design.PARALLEL, teams=4, periods_before=1, periods_after=1)
    lot = a_lot(plan)
    found = judged(plan, lot, simulated(plan, lot, 0.3, np.random.default_rng(2)), 200)
    assert found.p_value >= 1 / 3
    assert found.low is None
    assert found.high is None
    assert found.error is None


def test_one_queue_that_switches() -> None:
    plan = a_plan(design=Design.SWITCHBACK, teams=1, periods_after=12)
    lot = a_lot(plan, 4)
    schedule = assigned_schedule(plan, lot)
    results = 0.7 + np.linspace(0, 0.05, 12) + 0.04 * schedule
    found = judged(plan, lot, results, 500)
    assert found.effect == pytest.approx(0.04)
    assert found.p_value == pytest.approx(2 / 64)
    assert found.by_time == ()


def test_an_effect_that_grows_shows_by_time() -> None:
    plan = a_plan(teams=12, waves=4)
    lot = a_lot(plan)
    time = np.cumsum(assigned_schedule(plan, lot), axis=1)
    found = judged(plan, lot, 0.7 + 0.02 * time, 200)
    assert [each.effect for each in found.by_time] == pytest.approx([0.02, 0.04, 0.06, 0.08])
    assert [each.periods for each in found.by_time] == [1, 2, 3, 4]


def test_what_is_missing_is_counted_and_a_whole_team_may_be() -> None:
    lot = a_lot(EIGHT)
    results = simulated(EIGHT, lot, 0.03, np.random.default_rng(9))
    answers = np.full(results.shape, 200.0)
    answers[0] = 0
    answers[1, 3] = 0
    found = estimate(EIGHT, lot, cells(lot, results, answers))
    assert found.missing == 5
    assert np.isfinite(found.effect)
    assert found.plain_difference is not None


def test_a_lot_that_would_have_compared_nothing_is_not_far_out() -> None:
    """Of four teams only two were measured, so a third of the lots put both on one side."""
    plan = a_plan(design=Design.PARALLEL, teams=4, periods_before=0, periods_after=1)
    lots = (a_lot(plan, seed) for seed in range(100))
    lot = next(one for one in lots if assigned_schedule(plan, one)[:2].sum() == 1)
    answers = np.array([[200.0], [200.0], [0.0], [0.0]])
    found = estimate(plan, lot, cells(lot, np.array([[0.7], [0.8], [0.0], [0.0]]), answers))
    assert abs(found.effect) == pytest.approx(0.1)
    assert found.p_value == pytest.approx(4 / 6)


def test_results_that_compare_nothing_are_refused() -> None:
    lot = a_lot(EIGHT)
    results = np.full((8, 4), 0.7)
    before_only = np.where(np.arange(4) < 2, 200.0, 0.0) * np.ones((8, 1))
    with pytest.raises(ValueError, match="nothing can be compared"):
        estimate(EIGHT, lot, cells(lot, results, before_only))
    with pytest.raises(ValueError, match="nothing can be compared"):
        estimate(EIGHT, lot, ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (TeamPeriod(team="Moon", period=1, answers=5, result=0.5), "Moon is not in the pilot"),
        (TeamPeriod(team="Team 1", period=9, answers=5, result=0.5), "there is no period 9"),
        (TeamPeriod(team="team 1", period=1, answers=5, result=0.5), "two results in period 1"),
    ],
)
def test_results_of_another_plan_are_refused(cell: TeamPeriod, words: str) -> None:
    lot = a_lot(EIGHT)
    first = TeamPeriod(team="Team 1", period=1, answers=5, result=0.5)
    with pytest.raises(ValueError, match=words):
        estimate(EIGHT, lot, (first, cell))


def test_a_scale_is_in_its_own_points() -> None:
    plan = a_plan(PilotOutcome.BURNOUT, teams=8, spread=1.3, size_cv=0.0)
    lot = a_lot(plan)
    results = 3.1 - 0.4 * assigned_schedule(plan, lot)
    assert judged(plan, lot, results, 12).effect == pytest.approx(-0.4)


def test_many_teams_are_judged_in_a_moment() -> None:
    plan = a_plan(teams=120, waves=6)
    lot = a_lot(plan)
    found = judged(plan, lot, simulated(plan, lot, 0.02, np.random.default_rng(3)), 200)
    assert (found.lots, found.all_lots) == (2000, False)
    assert found.p_value >= 1 / 2000
