"""The case in many futures: the base in the middle, the same digits, and no future twice."""

import numpy as np
import pytest
from scipy import stats

from tests.business_case.made import Centre, assumption, register, settled
from workbench.business_case.case import Verdict, build_case
from workbench.business_case.futures import (
    Sizes,
    break_even_range,
    draw,
    run,
    uncertain,
    with_futures,
    within_reason,
    without_ranges,
)
from workbench.business_case.model import HELD
from workbench.business_case.risk_plan import Allowance, Level, RiskPlan
from workbench.business_case.sentences import one_sentence, verdict_headline, verdict_sentence
from workbench.business_case.simulation import FIGURES
from workbench.business_case.spread import chance_in_words, known, spread
from workbench.business_case.turning_points import turning_points, with_the_value
from workbench.business_case.work import work_of
from workbench.evidence.assumptions import Register

SIZES = Sizes(2000, 100, 10)
PLAN = RiskPlan(seed=11)
STORED = ["3.30425455", "5.92834176", "9.71011406", "6.20186317"]


def test_every_figure_at_its_p50_is_the_case() -> None:
    held, centre = register(value_per_unresolved=7.0), Centre()
    case = build_case(held, centre)
    middle = {each.id: np.full(3, each.p50) for each in uncertain(held)}
    headline, with_value, contacts = work_of(held, centre)(middle)
    assert headline.npv == pytest.approx(np.full(3, case.headline.npv), rel=1e-12)
    assert with_value.npv == pytest.approx(np.full(3, case.with_value.npv), rel=1e-12)
    assert headline.cumulative[0] == pytest.approx(case.headline.cumulative)
    assert headline.discounted[0] == pytest.approx(case.headline.discounted_cumulative)
    assert -headline.npv / contacts == pytest.approx(np.full(3, case.break_even.value))


def test_the_model_runs_once_for_the_futures_that_share_a_run() -> None:
    drawn = draw(register(), PLAN, SIZES)
    for key, column in drawn.items():
        distinct = len(np.unique(column))
        assert distinct <= 100 if key in FIGURES else distinct > 1000, key
    blocks = drawn["handle_time"].reshape(100, 20)
    assert (blocks == blocks[:, :1]).all()


def test_groups_move_together_and_the_seed_is_all_that_chance_depends_on() -> None:
    held = register()
    drawn = draw(held, PLAN, SIZES)
    years = stats.spearmanr(drawn["ramp_months"], drawn["ramp_midpoint"]).statistic
    assert years == pytest.approx(0.7, abs=0.05)
    apart = draw(held, RiskPlan(seed=11, levels={"adoption": Level.NONE}), SIZES)
    free = stats.spearmanr(apart["ramp_months"], apart["ramp_midpoint"]).statistic
    assert free == pytest.approx(0, abs=0.1)
    again = draw(register(change_cost=321.0), PLAN, SIZES)
    assert all(np.array_equal(again[key], drawn[key]) for key in drawn if key != "change_cost")
    other = draw(held, RiskPlan(seed=12), SIZES)
    assert not np.array_equal(other["cashable_share"], drawn["cashable_share"])


def test_the_same_seed_gives_the_same_digits_on_every_machine() -> None:
    """The figures of another machine; every one must find them to nine digits."""
    figures = Register(
        [
            assumption("handle_time", 4, 6, 9),
            assumption("recontact", 0.3, 0.5, 0.6),
            assumption("ramp_months", 0.2, 0.3, 0.5),
            assumption("ramp_midpoint", 0.8, 0.9, 0.95),
            assumption("contingency_share", 0.1, 0.27, 2),
        ]
    )
    drawn = draw(figures, RiskPlan(seed=5, levels={"customers": Level.SOME}), SIZES)
    worth = drawn["ramp_months"] * 3 + drawn["ramp_midpoint"] * drawn["handle_time"]
    told = spread(worth - drawn["recontact"] * drawn["contingency_share"], 10)
    digits = [f"{each.value:.9g}" for each in (told.p10, told.p50, told.p90, told.mean)]
    assert digits == STORED


def test_the_reference_class_is_drawn_in_the_place_of_the_contingency() -> None:
    plan = RiskPlan(allowance=Allowance.REFERENCE_CLASS)
    drawn = draw(register(), plan, SIZES)["contingency_share"]
    assert set(drawn) == {-0.08, 2.0}
    assert (drawn == 2.0).mean() == pytest.approx(1 / 6, abs=0.02)


def test_the_ranges_of_the_case_are_those_of_its_futures() -> None:
    held, centre = register(value_per_unresolved=7.0), Centre()
    case = build_case(held, centre)
    found = run(held, PLAN, SIZES, work_of(held, centre))
    ranged = with_futures(case, found)
    low, high = np.quantile(found.headline.npv, (0.1, 0.9))
    told = spread(found.headline.npv, 10)
    assert ranged.headline.npv_range.low == pytest.approx(low, abs=10 * told.p10.error)
    assert ranged.headline.npv_range.high == pytest.approx(high, abs=10 * told.p90.error)
    assert ranged.headline.npv == case.headline.npv
    last = ranged.headline.discounted_range[-1]
    assert (last.low, last.high) == pytest.approx((low, high))
    assert ranged.headline.cumulative_range[0].base == case.headline.cumulative[0]
    half = ranged.headline.discounted_half[-1]
    assert (half.low, half.high) == pytest.approx(
        tuple(np.quantile(found.headline.npv, (0.25, 0.75)))
    )
    assert ranged.headline.chance == (found.headline.npv > 0).mean()
    least, most = break_even_range(found)
    assert least is not None
    assert most is not None
    assert least < (case.break_even.value or 0) < most


def test_a_case_whose_risk_is_priced_already_has_no_range() -> None:
    case = build_case(register(value_per_unresolved=12.0), Centre())
    closed = without_ranges(case)
    for one, other in ((closed.headline, case.headline), (closed.with_value, case.with_value)):
        assert one.npv_range.low == one.npv_range.high == other.npv
        assert one.cumulative == other.cumulative
    assert closed.break_even.low == closed.break_even.high == case.break_even.value
    assert "range" not in one_sentence(closed, "EUR")
    assert verdict_headline(closed, "EUR").startswith("In cash it does not pay. With EUR 12")
    assert closed.with_value.npv > 0
    assert closed.with_value.verdict is Verdict.PAYS
    assert closed.headline.verdict is Verdict.DOES_NOT_PAY
    assert verdict_sentence(closed.headline) == "Does not pay at these figures."


def test_leavers_end_where_somebody_would_have_stopped_the_change() -> None:
    plain = Centre()

    def runaway(values):  # type: ignore[no-untyped-def]
        results = plain(values)
        return results | {"leavers_per_year_with": 50.0 * results["heads_with"]}

    values = {key: register().value(key) for key in register()}
    found = within_reason(runaway)(values)
    assert found["leavers_per_year_with"] == pytest.approx(2 * np.asarray(found["heads_with"]))
    assert found["leavers_per_year_today"] == plain(values)["leavers_per_year_today"]


def test_at_its_turning_point_a_figure_brings_the_case_to_nothing() -> None:
    held, centre = register(value_per_unresolved=7.0), Centre(extra=0.02)
    work = work_of(held, centre)
    points = turning_points(held, PLAN, work, with_the_value)
    turning = [point for point in points if point.value is not None]
    assert turning
    size = build_case(held, centre).with_value.present_costs
    for point in turning:
        assert point.value is not None
        at = {point.assumption_id: np.array([point.value])}
        assert abs(work(at)[1].npv[0]) < 0.01 * size, point
        assert 0 < point.beyond < 1
        assert point.above == (point.value > point.today)
    assert {point.assumption_id for point in points} == {each.id for each in uncertain(held)}
    chances = [point.beyond for point in points]
    assert chances == sorted(chances, reverse=True)


def test_rates_are_held_and_the_base_lies_within_the_futures() -> None:
    rates = settled(register(), tuple(HELD))
    found, held = (
        run(each, PLAN, SIZES, work_of(each, Centre())).headline.npv for each in (register(), rates)
    )
    assert np.array_equal(found, held)
    low, high = np.quantile(found, (0.1, 0.9))
    assert low < build_case(rates, Centre()).headline.npv < high


def test_a_case_without_ranges_has_no_turning_points_and_no_draws() -> None:
    held = settled(register())
    assert turning_points(held, PLAN, work_of(held, Centre())) == ()
    assert draw(held, PLAN, SIZES) == {}


def test_errors_of_quantiles_hold_the_truth_and_figures_are_rounded_to_them() -> None:
    values = stats.norm.ppf((np.arange(10_000) + 0.5) / 10_000)
    told = spread(np.random.default_rng(1).permutation(values), 10)
    assert told.p10.value == pytest.approx(-1.2816, abs=0.01)
    assert told.p10.error == pytest.approx(0.0171, rel=0.7)
    assert told.shortfall.value == pytest.approx(-1.755, abs=0.01)
    assert known(-912_586.4, 14_000) == -910_000
    assert known(0.31234, 0.02) == pytest.approx(0.31)
    assert known(5.5, 0.0) == 5.5
    with pytest.raises(ValueError, match="two parts"):
        spread(np.zeros(10), 3)
    with pytest.raises(ValueError, match="finite"):
        spread(np.array([1.0, np.inf]), 2)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "none of 10,000 futures"),
        (1.0, "all of 10,000 futures"),
        (0.702, "about 7 in 10 futures"),
        (0.04, "about 4 in 100 futures"),
        (0.0004, "fewer than 1 in 100 futures"),
        (0.998, "more than 99 in 100 futures"),
    ],
)
def test_chances_are_told_as_people_count(chance: float, words: str) -> None:
    assert chance_in_words(chance, 10_000) == words


def test_futures_divide_into_runs_and_parts() -> None:
    for sizes in ((100, 30, 2), (100, 25, 10), (100, 50, 1)):
        with pytest.raises(ValueError, match="divide into"):
            Sizes(*sizes)
