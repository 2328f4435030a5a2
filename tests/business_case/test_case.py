"""The business case: its laws, its tiers, its verdict."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.business_case.made import Centre, Unchanged, Values, assumption, register, rows, settled
from tests.business_case.public import Case as Published
from tests.business_case.public import of_kind
from workbench.business_case import valuation
from workbench.business_case.arithmetic import Value
from workbench.business_case.case import Band, Case, Verdict, build_case
from workbench.business_case.monthly import by_year
from workbench.business_case.rows import HEADLINE, Result, Row, RowKind, Rows, Tier
from workbench.evidence.assumptions import Register


def line(case: Case, key: str) -> tuple[float, ...]:
    return next(each.yearly for each in case.lines if each.row.id == key)


def test_a_scenario_that_changes_nothing_brings_nothing() -> None:
    case = build_case(register(value_per_unresolved=50.0), Unchanged())
    for each in case.of_kind(RowKind.BENEFIT):
        assert not any(each.yearly), each.row.id
    for key in ("extra_payroll", "more_leavers", "recruiting"):
        assert not any(line(case, key)), key
    assert case.headline.npv == pytest.approx(-case.headline.present_costs)
    assert case.with_value.npv == case.headline.npv
    assert case.break_even.value is None
    assert "avoids no unresolved contacts" in case.break_even.reason


def test_the_simulator_is_asked_once_for_all_cases() -> None:
    centre = Centre()
    build_case(register(), centre)
    assert centre.asked == 1


def test_the_base_is_the_case_without_ranges() -> None:
    ranged, plain = build_case(register(), Centre()), build_case(settled(register()), Centre())
    for one, other in zip(plain.lines, ranged.lines, strict=True):
        assert one.monthly == pytest.approx(other.monthly, rel=1e-12), one.row.id
    assert plain.headline.swings == ()
    assert plain.headline.npv == pytest.approx(ranged.headline.npv, rel=1e-12)
    assert plain.headline.npv_range == Band(
        low=plain.headline.npv, base=plain.headline.npv, high=plain.headline.npv
    )


def test_each_swing_is_the_case_with_that_value() -> None:
    case = build_case(register(), Centre())
    assert {"wage", "seats", "attrition", "contingency_share"} <= {
        swing.assumption_id for swing in case.headline.swings
    }
    for swing in case.headline.swings:
        for value, npv in ((swing.p10, swing.npv_at_p10), (swing.p90, swing.npv_at_p90)):
            alone = build_case(settled(register(**{swing.assumption_id: value})), Centre())
            assert alone.headline.npv == pytest.approx(npv, rel=1e-9), swing.assumption_id


def test_swings_do_not_depend_on_the_order_of_the_register() -> None:
    forwards = register()
    backwards = Register(reversed(list(forwards.values())))
    one, other = build_case(forwards, Centre()), build_case(backwards, Centre())
    assert one.headline.swings == other.headline.swings
    assert one.headline.npv_range.low == pytest.approx(other.headline.npv_range.low, rel=1e-12)
    assert one.headline.npv_range.high == pytest.approx(other.headline.npv_range.high, rel=1e-12)
    widths = [swing.width for swing in one.headline.swings]
    assert widths == sorted(widths, reverse=True)


def test_the_range_is_the_root_of_the_sum_of_squares() -> None:
    headline = build_case(register(), Centre()).headline
    down = [
        min(0.0, swing.npv_at_p10 - headline.npv, swing.npv_at_p90 - headline.npv)
        for swing in headline.swings
    ]
    assert headline.npv_range.low == pytest.approx(headline.npv - np.sqrt(np.sum(np.square(down))))
    one = build_case(settled(register(), tuple(k for k in register() if k != "wage")), Centre())
    (swing,) = one.headline.swings
    ends = sorted((swing.npv_at_p10, swing.npv_at_p90))
    assert [one.headline.npv_range.low, one.headline.npv_range.high] == pytest.approx(ends)


@given(
    st.floats(-0.2, 0.2), st.floats(0.4, 1.6), st.floats(0, 800_000), st.integers(1, 10),
    st.floats(-0.4, 0.6), st.floats(0, 100),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_what_holds_for_every_case(
    extra: float, kept: float, unresolved: float, horizon: int, rate: float, value: float
) -> None:
    tried = register(horizon_years=horizon, discount_rate=rate, value_per_unresolved=value)
    case = build_case(tried, Centre(extra, kept, unresolved))
    for appraisal in (case.headline, case.with_value):
        band = appraisal.npv_range
        assert band.low <= band.base <= band.high
        assert band.base == pytest.approx(valuation.npv(rate, appraisal.net), rel=1e-9, abs=1e-6)
        assert appraisal.npv == pytest.approx(
            appraisal.present_benefits - appraisal.present_costs, rel=1e-9, abs=1e-3
        )
        assert len(appraisal.net) == horizon + 1
        assert appraisal.cumulative[-1] == pytest.approx(sum(appraisal.net), rel=1e-9, abs=1e-3)
        assert appraisal.discounted_cumulative[-1] == pytest.approx(band.base, rel=1e-9, abs=1e-3)
        assert appraisal.peak_funding >= -min(0.0, *appraisal.cumulative) - 1e-6
    headline = case.of_kind(RowKind.BENEFIT, HEADLINE)
    assert all(amount >= 0 for each in headline for amount in each.yearly)
    assert all(amount >= 0 for each in case.of_kind(RowKind.COST) for amount in each.yearly)
    strategic = sum(each.present_value for each in case.of_kind(RowKind.BENEFIT, (Tier.STRATEGIC,)))
    gained = case.with_value.npv - case.headline.npv
    assert gained == pytest.approx(strategic, rel=1e-9, abs=1e-3)


def test_nothing_is_counted_twice() -> None:
    """Twice the effect on one quantity moves the line of that quantity alone."""
    before = build_case(register(value_per_unresolved=10.0), Centre(0.04, 0.8, 300_000))
    after = build_case(register(value_per_unresolved=10.0), Centre(0.04, 0.8, 200_000))
    moved = {
        one.row.id
        for one, other in zip(before.lines, after.lines, strict=True)
        if one.yearly != other.yearly
    }
    assert moved == {
        "resolution", "unresolved_losses", "unresolved_at_prices", "unresolved_value"
    }  # fmt: skip
    after = build_case(register(value_per_unresolved=10.0), Centre(0.04, 0.7, 300_000))
    moved = {
        one.row.id
        for one, other in zip(before.lines, after.lines, strict=True)
        if one.yearly != other.yearly
    }
    assert moved == {"turnover", "replacement", "leavers_avoided"}


def test_fewer_advisors_are_cash_only_in_the_cashable_share() -> None:
    case = build_case(register(cashable_share=0.4), Centre(extra=-0.1))
    saved = 150 * 1.8 * 0.1 * 38000
    adoption = by_year(np.array(case.line("adoption").monthly)) / 12
    assert line(case, "payroll_saved") == pytest.approx(saved * 0.4 * adoption)
    assert line(case, "hours_not_cashed") == pytest.approx(saved * 0.6 * adoption)
    capacity = sum(each.total for each in case.of_kind(RowKind.BENEFIT, (Tier.CAPACITY,)))
    assert capacity > 0
    counted = sum(each.total for each in case.of_kind(RowKind.BENEFIT, HEADLINE))
    assert sum(case.headline.benefits) == pytest.approx(counted)
    assert not any(line(case, "extra_payroll"))
    assert not any(line(case, "recruiting"))


def test_more_advisors_cost_in_full_from_the_first_year() -> None:
    case = build_case(register(), Centre(extra=0.1))
    more = 150 * 1.8 * 0.1 * 38000
    assert line(case, "extra_payroll") == pytest.approx([0, more, more, more])
    recruiting = more * register().value("leave_cost")
    assert line(case, "recruiting") == pytest.approx([recruiting, 0, 0, 0])
    assert not any(line(case, "payroll_saved"))


def test_harm_counts_in_full_and_gains_ramp_up() -> None:
    better = build_case(register(value_per_unresolved=1.0), Centre(unresolved_with=300_000))
    worse = build_case(register(value_per_unresolved=1.0), Centre(unresolved_with=500_000))
    adoption = by_year(np.array(better.line("adoption").monthly)) / 12
    assert line(better, "unresolved_value") == pytest.approx(100_000 * adoption)
    assert 0.2 < adoption[1] < 0.4 < 0.85 < adoption[2] < adoption[3] < 0.95
    assert line(worse, "unresolved_value") == pytest.approx([0, -100_000, -100_000, -100_000])
    leaving = build_case(register(), Centre(extra=0.0, kept=1.5))
    assert not any(line(leaving, "leavers_avoided"))
    assert line(leaving, "more_leavers")[1] == pytest.approx(line(leaving, "more_leavers")[3])


def test_capacity_and_value_stay_out_of_the_headline() -> None:
    plain = build_case(register(), Centre(extra=-0.1))
    valued = build_case(register(value_per_unresolved=40.0), Centre(extra=-0.1))
    assert valued.headline == plain.headline
    assert valued.with_value.npv > valued.headline.npv
    assert not plain.counts_value
    assert valued.counts_value


def test_at_the_break_even_value_the_case_is_worth_nothing() -> None:
    found = build_case(register(), Centre()).break_even
    assert found.value is not None
    assert found.value > 0
    case = build_case(register(value_per_unresolved=found.value), Centre())
    assert case.with_value.npv == pytest.approx(0, abs=1e-6 * case.headline.present_costs)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_break_even_where_the_scenario_does_harm() -> None:
    worse = build_case(register(), Centre(unresolved_with=500_000)).break_even
    assert worse.value is None
    assert "leaves more contacts unresolved" in worse.reason
    assert worse.worth_of_harm is None
    lean = build_case(register(), Centre(extra=-0.2, unresolved_with=500_000))
    harm = lean.break_even.worth_of_harm
    assert lean.headline.npv > 0
    assert harm is not None
    tried = register(value_per_unresolved=harm)
    at_harm = build_case(tried, Centre(extra=-0.2, unresolved_with=500_000))
    assert at_harm.with_value.npv == pytest.approx(0, abs=1)


def test_an_assumption_that_can_undo_the_effect_leaves_no_upper_end() -> None:
    class Doubtful(Centre):
        def __call__(self, values: Values) -> dict[str, Value]:
            worse = np.where(np.asarray(values["recontact"]) > 0.8, 450_000.0, 300_000.0)
            return super().__call__(values) | {"unresolved_per_year_with": worse}

    found = build_case(register(), Doubtful()).break_even
    assert found.value is not None
    assert found.high is None


@pytest.mark.parametrize(
    ("cost", "verdict"),
    [(20.0, Verdict.SUPPORTED), (40.0, Verdict.NOT_SUPPORTED), (51.0, Verdict.NOT_SUPPORTED),
     (70.0, Verdict.DOES_NOT_PAY)],
)  # fmt: skip
def test_the_verdict_reads_the_range(cost: float, verdict: Verdict) -> None:
    """A benefit of 50, give or take 12, against a sure cost."""
    assert small_case(cost, 38.0, 50.0, 62.0).headline.verdict is verdict


def small_case(cost: float, p10: float, p50: float, p90: float) -> Case:
    extra = [assumption("gain", p10, p50, p90, "{currency}")]
    extra.append(assumption("spend", cost, cost, cost, "{currency}"))
    lines = (
        written("unresolved_at_prices", "0", "memo"),
        written("saving", "min(month, 1) * gain / 12", "benefit"),
        written("outlay", "(1 - min(month, 1)) * spend", "cost"),
    )
    return own_case(extra, lines, horizon_years=1, discount_rate=0.0)


def own_case(extra: list[Any], lines: tuple[Row, ...], **tried: float) -> Case:
    held = Register([*settled(register(**tried)).values(), *extra])
    results = (Result(id="heads", label="paid advisors", unit="advisors"),)

    def nothing(_: Values) -> Mapping[str, Value]:
        return {"heads_today": 1.0, "heads_with": 1.0}

    return build_case(held, nothing, Rows(results=results, rows=lines))


def written(key: str, formula: str, kind: str) -> Row:
    said: dict[str, Any] = {"id": key, "label": f"Row {key}", "kind": kind, "formula": formula}
    if kind != "memo":
        said |= {"owner": "Finance", "ledger": "Any", "source": "A test"}
    tier = {"tier": "cash-releasing"} if kind == "benefit" else {}
    return Row.model_validate(said | tier)


@pytest.mark.parametrize("published", of_kind("tornado"))
def test_a_published_tornado(published: Published) -> None:
    base, ranges = published["inputs"]["base"], published["inputs"]["ranges"]
    extra = [
        assumption(f"own_{key}", ranges[key][0], base[key], ranges[key][1]) for key in base
    ] + [
        assumption(key, value, value, value)
        for key, value in (("gain", 80000.0), ("rate", 30.0), ("rework", 0.1), ("spend", 104697.0))
    ]
    formula = "gain * own_labour_rate / rate * own_adoption * own_coverage * (1 - rework)"
    lines = (
        written("unresolved_at_prices", "0", "memo"),
        written("saving", f"min(month, 1) * {formula} / 12", "benefit"),
        written("outlay", "(1 - min(month, 1)) * spend", "cost"),
    )
    headline = own_case(extra, lines, horizon_years=1, discount_rate=0.0).headline
    expected = published["expected"]
    assert headline.npv == pytest.approx(expected["base"], abs=published["tolerance"])
    swings = {swing.assumption_id.removeprefix("own_"): swing for swing in headline.swings}
    assert list(swings) == ["labour_rate", "adoption", "coverage"]
    for key, swing in swings.items():
        ends = [swing.npv_at_p10, swing.npv_at_p90]
        assert ends == pytest.approx(expected[key], abs=published["tolerance"])


def test_real_and_nominal_terms_agree() -> None:
    """Prices that grow and a rate that grows with them leave the value where it was."""
    real = build_case(register(discount_rate=0.08), Centre())
    nominal = build_case(register(discount_rate=1.08 * 1.02 - 1, price_growth=0.02), Centre())
    assert nominal.headline.npv == pytest.approx(real.headline.npv, rel=1e-9)
    assert nominal.break_even.value == pytest.approx(real.break_even.value, rel=1e-9)
    assert nominal.nominal
    assert not real.nominal


def test_paybacks_that_are_lost_again_are_not_paybacks() -> None:
    lines = (
        written("unresolved_at_prices", "0", "memo"),
        written("running", "min(month, 1)", "memo"),
        written("first_year", "running * min(1, max(0, 12 + 1 - month))", "memo"),
        written("saving", "first_year * gain / 12", "benefit"),
        written("outlay", "(1 - running) * spend + (running - first_year) * spend / 12", "cost"),
    )
    extra = [assumption("gain", 150, 150, 150), assumption("spend", 100, 100, 100)]
    headline = own_case(extra, lines, horizon_years=3, discount_rate=0.0).headline
    assert headline.net == pytest.approx((-100, 150, -100, -100))
    assert headline.first_payback == pytest.approx(2 / 3)
    assert headline.payback is None
    assert headline.discounted_payback is None
    assert headline.irr is None


@pytest.mark.parametrize("years", [0.5, 2.5])
def test_a_horizon_of_part_years_is_refused(years: float) -> None:
    held = settled(register())
    odd = held["horizon_years"].model_copy(update={"p10": years, "p50": years, "p90": years})
    with pytest.raises(ValueError, match="accepted: a whole number from 1"):
        build_case(Register([*(a for a in held.values() if a.id != odd.id), odd]), Centre())


def test_an_impossible_rate_is_refused() -> None:
    held = settled(register())
    rate = held["discount_rate"].model_copy(update={"p10": -1.0, "p50": -1.0, "p90": -1.0})
    with pytest.raises(ValueError, match="rate is -1; accepted: above -1"):
        build_case(Register([*(a for a in held.values() if a.id != rate.id), rate]), Centre())


def test_missing_or_broken_results_are_named() -> None:
    class Short(Centre):
        def __call__(self, values: Values) -> dict[str, Value]:
            results = super().__call__(values)
            del results["heads_with"]
            return results

    class Broken(Centre):
        def __call__(self, values: Values) -> dict[str, Value]:
            return super().__call__(values) | {"heads_with": float("nan")}

    with pytest.raises(ValueError, match="the simulator gave no heads_with"):
        build_case(register(), Short())
    with pytest.raises(ValueError, match="heads_with is not a finite number"):
        build_case(register(), Broken())


def test_rows_without_the_break_even_row_are_refused() -> None:
    some = rows()
    without = tuple(row for row in some.rows if not row.id.startswith("unresolved"))
    with pytest.raises(ValueError, match="the rows hold no unresolved_at_prices"):
        build_case(register(), Centre(), Rows(results=some.results, rows=without))
