"""Valuation against published cases, against pyxirr, and by its laws."""

import math
import warnings
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.business_case.public import Case, of_kind, published, tolerance
from workbench.business_case.valuation import (
    bcr,
    discounted_payback,
    irr,
    irr_roots,
    mirr,
    npv,
    payback,
    profitability_index,
    xirr,
    xnpv,
)

TESTED_HERE = {
    "npv_t0", "npv_excel", "xnpv", "irr", "mirr", "full_metrics", "tei", "tei_identity",
    "convention_error", "business_case", "published_error", "irr_all_roots", "payback",
    "engine_trap", "sensitivity", "risk_adjustment", "conversion", "cx_calculator",
}  # fmt: skip
TESTED_BESIDE = {"distribution", "knapsack", "tornado"}
NOT_BUILT_YET = {
    "attribution", "bayes_update", "clv", "fcr", "monte_carlo", "real_option",
    "retention_no_double_count", "s_curve", "sobol", "voi",
}  # fmt: skip

amounts = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-3)
series = st.lists(amounts, min_size=1, max_size=12)
rates = st.floats(-0.5, 2.0)
conventional = st.tuples(
    st.floats(1, 1e6), st.lists(st.floats(0, 1e6), min_size=1, max_size=15)
).map(lambda parts: [-parts[0], *parts[1]])


def test_no_published_case_is_forgotten() -> None:
    kinds = {case["kind"] for case in published()}
    assert kinds == TESTED_HERE | TESTED_BESIDE | NOT_BUILT_YET


@pytest.mark.parametrize("case", of_kind("npv_t0"))
def test_npv_leaves_flow_0_as_it_is(case: Case) -> None:
    inputs = case["inputs"]
    worth = npv(inputs["rate"], inputs["cashflows"])
    assert worth == pytest.approx(case["expected"]["npv"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("npv_excel"))
def test_a_spreadsheets_npv_is_ours_a_period_later(case: Case) -> None:
    inputs = case["inputs"]
    worth = npv(inputs["rate"], [0.0, *inputs["cashflows"]])
    assert worth == pytest.approx(case["expected"]["npv"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("xnpv"))
def test_xnpv(case: Case) -> None:
    inputs = case["inputs"]
    dates = [date.fromisoformat(day) for day in inputs["dates"]]
    worth = xnpv(inputs["rate"], inputs["cashflows"], dates)
    assert worth == pytest.approx(case["expected"]["xnpv"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("irr"))
def test_irr(case: Case) -> None:
    rate = irr(case["inputs"]["cashflows"])
    assert rate == pytest.approx(case["expected"]["irr"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("mirr"))
def test_mirr(case: Case) -> None:
    inputs = case["inputs"]
    rate = mirr(inputs["cashflows"], inputs["finance_rate"], inputs["reinvest_rate"])
    assert rate == pytest.approx(case["expected"]["mirr"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("full_metrics"))
def test_published_projects(case: Case) -> None:
    rate, flows = case["inputs"]["rate"], case["inputs"]["cashflows"]
    measured = {
        "npv": npv(rate, flows),
        "irr": irr(flows),
        "mirr": mirr(flows, rate, rate),
        "pi": profitability_index(rate, flows),
        "payback": payback(flows),
        "discounted_payback": discounted_payback(rate, flows),
    }
    for measure, expected in case["expected"].items():
        assert measured[measure] == pytest.approx(expected, abs=tolerance(case, measure)), measure


@pytest.mark.parametrize("case", of_kind("tei"))
def test_a_tei_table(case: Case) -> None:
    rate, costs, benefits = (case["inputs"][key] for key in ("rate", "costs", "benefits"))
    net = [gain - cost for gain, cost in zip(benefits, costs, strict=True)]
    ratio = bcr(rate, costs, benefits)
    assert ratio is not None
    measured = {
        "pv_costs": npv(rate, costs),
        "pv_benefits": npv(rate, benefits),
        "npv": npv(rate, net),
        "roi": ratio - 1,
    }
    for measure, expected in case["expected"].items():
        assert measured[measure] == pytest.approx(expected, abs=tolerance(case, measure)), measure


def test_tei_headlines() -> None:
    genesys, factor = (case.values[0] for case in of_kind("tei_identity"))
    inputs, expected = genesys["inputs"], genesys["expected"]
    ratio = bcr(0.0, [inputs["pv_costs"]], [inputs["pv_benefits"]])
    late = inputs["pv_costs"] - inputs["initial"] + inputs["initial"] / (1 + inputs["rate"])
    late_ratio = bcr(0.0, [late], [inputs["pv_benefits"]])
    assert ratio is not None
    assert late_ratio is not None
    assert inputs["pv_benefits"] - inputs["pv_costs"] == expected["npv"]
    assert ratio - 1 == pytest.approx(expected["roi"], abs=0.005)
    assert late_ratio - 1 == pytest.approx(expected["roi_if_initial_discounted_1y"], abs=0.005)
    share = factor["inputs"]["share_moderate"] * factor["inputs"]["risk_factor"]
    assert share == pytest.approx(factor["expected"]["risk_adjustment"], abs=0.005)


@pytest.mark.parametrize("case", of_kind("convention_error"))
def test_the_trap_of_todays_flow_inside_a_spreadsheets_npv(case: Case) -> None:
    rate, net = case["inputs"]["rate"], case["inputs"]["net"]
    assert npv(rate, [0.0, *net]) == pytest.approx(case["expected"]["npv"], abs=case["tolerance"])
    assert npv(rate, net) == pytest.approx(case["expected"]["npv"] * (1 + rate), rel=1e-6)


@pytest.mark.parametrize("case", of_kind("business_case"))
def test_a_published_support_case(case: Case) -> None:
    rate, costs, benefits = (case["inputs"][key] for key in ("rate", "costs", "benefits"))
    net = [gain - cost for gain, cost in zip(benefits, costs, strict=True)]
    ratio = bcr(0.0, costs, benefits)
    assert ratio is not None
    measured: dict[str, float | None] = {
        "cost": sum(costs),
        "benefit": sum(benefits),
        "roi_undiscounted": ratio - 1,
        "npv": npv(rate, net),
        "payback_years": payback(net),
    }
    for measure, expected in case["expected"].items():
        if expected is None:
            assert measured[measure] is None
        else:
            assert measured[measure] == pytest.approx(expected, abs=tolerance(case, measure))


@pytest.mark.parametrize("case", of_kind("sensitivity"))
def test_a_published_residual_loss(case: Case) -> None:
    cost, benefit, loss = (case["inputs"][k] for k in ("cost", "benefit", "residual_loss"))
    for measure, factor in (("roi_half", 0.5), ("roi_x1_5", 1.5)):
        ratio = bcr(0.0, [cost + (factor - 1) * loss], [benefit])
        assert ratio is not None
        assert ratio - 1 == pytest.approx(case["expected"][measure], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("cx_calculator"))
def test_a_published_calculator(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    kept = inputs["customers"] * inputs["annual_revenue_per_customer"]
    for points, roi, gain, months in zip(
        inputs["churn_pp"], expected["roi"], expected["net_gain"], expected["payback_months"],
        strict=True,
    ):  # fmt: skip
        cost, benefit = inputs["annual_cost"], kept * points
        ratio = bcr(0.0, [cost], [benefit])
        time = payback([-cost, *[benefit / 12] * 12])
        assert ratio is not None
        assert ratio - 1 == pytest.approx(roi, abs=tolerance(case, "roi"))
        assert npv(0.0, [-cost, benefit]) == pytest.approx(gain)
        assert time == pytest.approx(months, abs=tolerance(case, "payback_months"))


@pytest.mark.parametrize("case", of_kind("published_error"))
def test_a_published_mistake_is_not_repeated(case: Case) -> None:
    rate, flows, expected = case["inputs"]["rate"], case["inputs"]["cashflows"], case["expected"]
    found, time = irr(flows), payback(flows)
    assert found == pytest.approx(expected["irr"], abs=tolerance(case, "irr"))
    assert abs(found - case["inputs"]["published_irr"]) > 0.1
    assert npv(rate, flows) == pytest.approx(expected["npv"], abs=tolerance(case, "npv"))
    assert time is not None
    assert time * 12 == pytest.approx(expected["payback_months"], abs=0.05)


@pytest.mark.parametrize("case", of_kind("irr_all_roots"))
def test_all_rates_of_return(case: Case) -> None:
    flows, expected = case["inputs"]["cashflows"], case["expected"]
    roots, time = irr_roots(flows), payback(flows)
    assert roots == pytest.approx(tuple(expected["irr_roots"]), abs=case["tolerance"])
    assert irr(flows) == (roots[0] if len(roots) == 1 else None)
    if expected["payback"] is None:
        assert time is None
    else:
        assert time == pytest.approx(expected["payback"], abs=case["tolerance"])


@pytest.mark.parametrize("case", of_kind("payback"))
def test_first_and_sustained_payback(case: Case) -> None:
    flows, expected = case["inputs"]["cashflows"], case["expected"]
    assert payback(flows) == pytest.approx(expected["first"], abs=case["tolerance"])
    assert payback(flows, "sustained") == pytest.approx(
        expected["sustained"], abs=case["tolerance"]
    )


@pytest.mark.parametrize("case", of_kind("engine_trap"))
def test_a_square_table_is_valued_row_by_row(case: Case) -> None:
    rate, table = case["inputs"]["rate"], np.array(case["inputs"]["cashflows_2d"], dtype=float)
    assert npv(rate, table) == pytest.approx(case["expected"]["npv_rows"], abs=case["tolerance"])
    assert npf.npv(rate, table) == pytest.approx(case["expected"]["npf_1_0_0_returns"], abs=1e-5)


@pytest.mark.parametrize("case", of_kind("risk_adjustment"))
def test_risk_priced_twice(case: Case) -> None:
    inputs, expected = case["inputs"], case["expected"]
    flows = [0.0, *[1.0] * inputs["years"]]
    plain, dear = npv(inputs["rate"], flows), npv(inputs["hurdle"], flows)
    both = dear * (1 - inputs["haircut"]) / plain - 1
    assert both == pytest.approx(expected["combined_cut"], abs=case["tolerance"])
    assert dear / plain - 1 == pytest.approx(expected["rate_only"], abs=case["tolerance"])


def test_a_monthly_rate_is_the_effective_one() -> None:
    rate = next(c.values[0] for c in of_kind("conversion") if c.values[0]["id"] == "RATE-CONVERT")
    monthly = rate["expected"]["monthly"]
    assert npv(monthly, [0.0] * 12 + [1.1]) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize(
    ("rates_of_return", "leading"),
    [([0.1, 0.1], 0), ([0.1] * 3, 0), ([0.25] * 4, 2), ([0.1] * 5, 0), ([-0.5, -0.5, 3.0], 3),
     ([0.1, 0.1, 0.2, 0.2], 0), ([0.1, 0.1001], 0), ([-0.98, 9.9], 1), ([0.0, 0.0, 0.5], 0)],
)  # fmt: skip
def test_constructed_rates_are_found_once_each(rates_of_return: list[float], leading: int) -> None:
    flows = np.array([-1000.0])
    for rate in rates_of_return:
        flows = np.convolve(flows, [1.0, -(1 + rate)])
    flows = np.concatenate([np.zeros(leading), flows, np.zeros(leading)])
    assert irr_roots(flows) == pytest.approx(sorted(set(rates_of_return)), abs=1e-7)


def test_a_double_rate_in_money_of_two_decimals() -> None:
    assert irr_roots([-100.0, 230.0, -132.25]) == pytest.approx((0.15,), abs=1e-9)
    assert irr_roots([-100.0, 230.0, -132.26]) == ()
    assert len(irr_roots([-100.0, 230.0, -132.24])) == 2


def test_rates_at_the_ends_are_outside() -> None:
    assert irr_roots([-1.0, 11.0]) == ()
    assert irr_roots([-1.0, 0.01]) == ()
    assert irr_roots([-1.0, 10.99]) == pytest.approx((9.99,))
    assert irr_roots([0.0, 0.0]) == ()
    assert irr_roots([5.0]) == ()


def test_481_flows_that_change_sign_at_random() -> None:
    flows = np.random.default_rng(7).normal(size=481)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        growth = np.roots(flows)
    real = np.sort(growth[np.abs(growth.imag) < 1e-9].real) - 1
    expected = real[(real > -0.99) & (real < 10)]
    assert len(expected) > 1
    assert irr_roots(flows) == pytest.approx(expected, abs=1e-7)


def test_conventional_flows_agree_with_pyxirr() -> None:
    draw = np.random.default_rng(20261121)
    compared = 0
    for length in draw.integers(2, 61, size=300):
        flows = np.append(-draw.uniform(50, 500), draw.uniform(0, 60, size=length))
        found, theirs = irr(flows), pyxirr.irr(flows)
        if found is None:
            assert theirs is None or not -0.99 < theirs < 10
            continue
        assert found == pytest.approx(theirs, abs=1e-9)
        assert npv(0.08, flows) == pytest.approx(pyxirr.npv(0.08, flows), rel=1e-12)
        assert mirr(flows, 0.05, 0.09) == pytest.approx(pyxirr.mirr(flows, 0.05, 0.09), abs=1e-12)
        compared += 1
    assert compared > 250


def test_dated_flows_agree_with_pyxirr() -> None:
    draw = np.random.default_rng(3)
    first = date(2026, 11, 21)
    for _ in range(50):
        days = [0, *sorted(int(day) for day in draw.integers(20, 3000, size=8))]
        dates = [first + timedelta(days=day) for day in days]
        flows = [-1000.0, *draw.uniform(50, 400, size=8)]
        assert xnpv(0.09, flows, dates) == pytest.approx(pyxirr.xnpv(0.09, dates, flows))
        assert xirr(flows, dates) == pytest.approx(pyxirr.xirr(dates, flows), abs=1e-8)
        assert xirr(flows[::-1], dates[::-1]) == pytest.approx(xirr(flows, dates), abs=1e-12)


def test_flows_on_one_day_add_up() -> None:
    day, later = date(2026, 1, 1), datetime(2027, 1, 1, 12)
    assert xirr([-60.0, -40.0, 110.0], [day, day, later]) == pytest.approx(0.1)


@given(series, series, rates, st.floats(-5, 5))
def test_npv_is_linear(first: list[float], second: list[float], rate: float, times: float) -> None:
    length = min(len(first), len(second))
    one, two = np.array(first[:length]), np.array(second[:length])
    together = npv(rate, one + times * two)
    assert together == pytest.approx(npv(rate, one) + times * npv(rate, two), rel=1e-9, abs=1e-3)


@given(conventional, rates, rates)
def test_npv_of_conventional_flows_falls_with_the_rate(
    flows: list[float], first: float, second: float
) -> None:
    low, high = sorted((first, second))
    assert npv(low, flows) >= npv(high, flows) - 1e-9 * sum(map(abs, flows))


@given(conventional)
def test_conventional_flows_have_at_most_one_rate_and_it_makes_npv_zero(flows: list[float]) -> None:
    roots = irr_roots(flows)
    assert len(roots) <= 1
    for root in roots:
        discounted = np.abs(flows) * (1 + root) ** -np.arange(len(flows))
        assert abs(npv(root, flows)) <= 1e-9 * discounted.sum()


@given(series, st.floats(0.01, 1000))
def test_rates_do_not_depend_on_the_currency_or_the_sign(flows: list[float], factor: float) -> None:
    roots = irr_roots(flows)
    assert irr_roots([-factor * flow for flow in flows]) == pytest.approx(roots, abs=1e-5)


@given(series)
def test_there_are_no_more_rates_than_changes_of_sign(flows: list[float]) -> None:
    signs = [flow > 0 for flow in flows if flow]
    assert len(irr_roots(flows)) <= sum(a != b for a, b in pairwise(signs))


@given(conventional)
def test_the_cumulative_flow_is_zero_at_payback(flows: list[float]) -> None:
    time = payback(flows)
    if time is None:
        assert sum(flows) < 1e-9 * sum(map(abs, flows))
        return
    whole = math.floor(time)
    total = sum(flows[: whole + 1])
    part = (time - whole) * flows[whole + 1] if whole + 1 < len(flows) else 0.0
    assert total + part == pytest.approx(0, abs=1e-6 * max(map(abs, flows)))
    assert payback(flows, "sustained") == time


@given(conventional, st.floats(0, 0.5))
def test_discounting_never_shortens_payback(flows: list[float], rate: float) -> None:
    plain, discounted = payback(flows), discounted_payback(rate, flows)
    assume(discounted is not None)
    assert plain is not None
    assert discounted is not None
    assert discounted >= plain - 1e-9


@given(conventional, st.floats(0.01, 0.3))
def test_the_measures_agree_on_whether_it_pays(flows: list[float], rate: float) -> None:
    worth = npv(rate, flows)
    assume(abs(worth) > 1e-6 * sum(map(abs, flows)))
    ratio = bcr(rate, [-flows[0]], [0.0, *flows[1:]])
    index = profitability_index(rate, flows)
    assert ratio is not None
    assert index is not None
    assert (ratio > 1) == (index > 1) == (worth > 0)
    modified = mirr(flows, rate, rate)
    assert modified is None or (modified > rate) == (worth > 0)


def test_rates_and_rows_broadcast() -> None:
    table = np.array([[-100.0, 60.0, 60.0], [-100.0, 70.0, 70.0]])
    by_row = npv(np.array([0.1, 0.2]), table)
    assert by_row == pytest.approx([npv(0.1, table[0]), npv(0.2, table[1])])
    assert npv(np.array([0.0, 0.1]), [1.0, 1.1]) == pytest.approx([2.1, 2.0])
    assert isinstance(npv(0.1, [1.0, 2.0]), float)


def test_measures_that_do_not_exist_are_none() -> None:
    assert mirr([1.0, 2.0], 0.1, 0.1) is None
    assert mirr([-5.0], 0.1, 0.1) is None
    assert payback([10.0, -5.0]) is None
    assert payback([-10.0, 5.0]) is None
    assert profitability_index(0.1, [0.0, 5.0]) is None
    assert bcr(0.1, [0.0, 0.0], [1.0, 1.0]) is None


def test_payback_at_the_end_of_a_year_is_not_lost_to_rounding() -> None:
    assert payback([-0.3, 0.1, 0.1, 0.1]) == pytest.approx(3.0)
    assert payback([-0.7, 0.1, 0.2, 0.4]) == pytest.approx(3.0)


broken: list[tuple[str, Any]] = [
    ("flow 1 is nan", lambda: npv(0.1, [1.0, math.nan])),
    ("flow 0 is inf", lambda: irr_roots([math.inf, 1.0])),
    ("flow 1 is nan", lambda: irr([-1.0, math.nan])),
    ("flow 0 is nan", lambda: mirr([math.nan, 1.0], 0.1, 0.1)),
    ("flow 0 1 is nan", lambda: npv(0.1, np.array([[1.0, math.nan]]))),
    ("flow 2 is nan", lambda: payback([-1.0, 2.0, math.nan])),
    ("rate is nan", lambda: npv(math.nan, [1.0])),
    ("rate is -1; accepted: above -1", lambda: npv(-1.0, [1.0, 2.0])),
    ("finance_rate is -2", lambda: mirr([-1.0, 2.0], -2.0, 0.1)),
    ("reinvest_rate is inf", lambda: mirr([-1.0, 2.0], 0.1, math.inf)),
    ("cost 0 is nan", lambda: bcr(0.1, [math.nan], [1.0])),
    ("benefits is empty", lambda: bcr(0.1, [1.0], [])),
    ("flows is empty", lambda: npv(0.1, [])),
    ("flows is empty", lambda: irr_roots([])),
    ("flows is empty", lambda: payback([])),
    ("flows has 2 dimensions", lambda: irr_roots(np.ones((2, 2)))),
    ("accepted: finite numbers", lambda: npv(0.1, ["a"])),  # type: ignore[list-item]
    ("crossing is 'last'", lambda: payback([-1.0, 2.0], "last")),  # type: ignore[arg-type]
    ("2 flows but 1 dates", lambda: xirr([-1.0, 2.0], [date(2026, 1, 1)])),
    ("before the first date", lambda: xnpv(0.1, [1.0, 1.0], [date(2026, 2, 1), date(2026, 1, 1)])),
    ("is not a date", lambda: xnpv(0.1, [1.0], ["2026-01-01"])),  # type: ignore[list-item]
]


@pytest.mark.parametrize(("message", "call"), broken)
def test_bad_input_is_named(message: str, call: Any) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        call()
