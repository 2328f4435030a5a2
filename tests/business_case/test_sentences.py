"""What a case says, in words and figures."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.business_case.made import Centre, Unchanged, register, settled
from workbench.business_case import valuation
from workbench.business_case.case import Appraisal, Band, Case, build_case
from workbench.business_case.money import money, percent, years
from workbench.business_case.sentences import (
    break_even_sentence,
    irr_sentence,
    one_sentence,
    payback_sentence,
    verdict_sentence,
)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(1_234_567, "EUR 1.23 million"), (-1_234_567, "−EUR 1.23 million"), (999_950, "EUR 1 million"),
     (312_345, "EUR 312,000"), (0, "EUR 0"), (0.0, "EUR 0"), (4.4999, "EUR 4.50"),
     (16.04, "EUR 16"), (21.44, "EUR 21.4"), (2.5e9, "EUR 2.50 billion"), (950.4, "EUR 950"),
     (-0.004, "EUR 0"), (12_000_000, "EUR 12 million")],
)  # fmt: skip
def test_money_to_three_figures(amount: float, said: str) -> None:
    assert money(amount, "EUR") == said


@given(st.floats(1, 1e11))
def test_money_is_within_half_a_percent_of_the_amount(amount: float) -> None:
    said = re.fullmatch(r"EUR ([\d,.]+)( million| billion)?", money(amount, "EUR"))
    assert said
    scale = {"": 1, " million": 1e6, " billion": 1e9}[said[2] or ""]
    assert float(said[1].replace(",", "")) * scale == pytest.approx(amount, rel=0.0051)


def test_rates_and_times() -> None:
    assert [percent(x) for x in (0.08, 0.125, -0.02, 0.0)] == ["8%", "12.5%", "−2%", "0%"]
    assert [years(x) for x in (1, 1.04, 2.43, 3)] == ["1 year", "1 year", "2.4 years", "3 years"]


def test_the_case_in_one_sentence() -> None:
    case = build_case(register(), Centre())
    said = one_sentence(case, "EUR")
    headline = case.headline
    for figure in (
        headline.present_costs, headline.present_benefits, headline.npv,
        headline.npv_range.low, headline.npv_range.high,
    ):  # fmt: skip
        assert money(figure, "EUR") in said
    assert said.startswith("Over 3 years the scenario costs EUR")
    assert "in today's prices, discounted at 8% a year" in said
    assert said.count(".") - len(re.findall(r"\d\.\d", said)) == 1


def test_your_own_value_makes_a_second_sentence() -> None:
    case = build_case(register(value_per_unresolved=12.5), Centre())
    said = one_sentence(case, "GBP")
    assert "With the GBP 12.5 that you put on each avoided unresolved contact" in said
    assert money(case.with_value.npv, "GBP") in said


def test_growing_prices_are_told() -> None:
    case = build_case(register(price_growth=0.02), Centre())
    assert "with growing prices" in one_sentence(case, "EUR")


def appraisal(low: float, base: float, high: float) -> Appraisal:
    headline = build_case(register(), Centre()).headline
    return headline.model_copy(update={"npv_range": Band(low=low, base=base, high=high)})


@pytest.mark.parametrize(
    ("band", "said"),
    [((1, 2, 3), "Supported: it pays even"), ((-1, 2, 3), "Not supported yet: it pays at the"),
     ((-2, -1, 3), "Not supported: it does not pay at"), ((-3, -2, -1), "Does not pay: not even"),
     ((0, 1, 2), "Not supported yet"), ((-2, -1, 0), "Does not pay")],
)  # fmt: skip
def test_the_verdict_has_four_sentences(band: tuple[float, float, float], said: str) -> None:
    assert verdict_sentence(appraisal(*band)).startswith(said)


def with_flows(*net: float) -> Case:
    case = build_case(settled(register(horizon_years=len(net) - 1, discount_rate=0.1)), Centre())
    bands = tuple(
        Band(low=total, base=total, high=total)
        for total in (sum(net[: year + 1]) for year in range(len(net)))
    )
    sustained = valuation.payback(net, "sustained") if sum(net) >= 0 else None
    headline = case.headline.model_copy(
        update={
            "net": net,
            "cumulative_range": bands,
            "irr_roots": valuation.irr_roots(net),
            "payback": sustained,
            "first_payback": valuation.payback(net),
            "discounted_payback": valuation.discounted_payback(0.1, net, "sustained"),
        }
    )
    return case.model_copy(update={"headline": headline})


@pytest.mark.parametrize(
    ("net", "said"),
    [
        ((-100.0, 60.0, 60.0), "The internal rate of return is 13.1% a year."),
        ((-100.0, 230.0, -132.0), "2 rates make the value zero (10% and 20%): use NPV and MIRR"),
        ((-100.0, -1.0, 0.0), "never changes sign"),
        ((0.0, 0.0), "never changes sign"),
        ((-100.0, 200.0, -150.0), "no internal rate of return between −99% and 1,000%"),
        ((-1.0, 100.0), "no internal rate of return between −99% and 1,000%"),
    ],
)
def test_the_rate_of_return_or_why_there_is_none(net: tuple[float, ...], said: str) -> None:
    assert said in irr_sentence(with_flows(*net).headline)


@pytest.mark.parametrize(
    ("net", "said"),
    [
        ((-100.0, 60.0, 80.0), "after 1.5 years; discounted, after 1.7 years."),
        ((-100.0, 60.0, 41.0), "after 2 years; discounted, not within 2 years."),
        ((-100.0, 10.0), "The money is not back within 1 year."),
        ((0.0, 10.0), "never exceeds the money that has come back."),
        ((-100.0, 120.0, -50.0, 60.0), "after 2.5 years (first after 0.8 years, then it dips"),
    ],
)
def test_payback_or_why_there_is_none(net: tuple[float, ...], said: str) -> None:
    case = with_flows(*net)
    assert said in payback_sentence(case, case.headline)


def test_what_one_would_have_to_believe() -> None:
    case = build_case(register(), Centre())
    value = case.break_even.value
    assert value is not None
    assert f"must be worth {money(value, 'EUR')} to you (range: " in break_even_sentence(
        case, "EUR"
    )
    pays = build_case(register(), Centre(extra=-0.2))
    assert "pays before any value" in break_even_sentence(pays, "EUR")
    unchanged = build_case(register(), Unchanged())
    assert "avoids no unresolved contacts" in break_even_sentence(unchanged, "EUR")
    lean = build_case(register(), Centre(extra=-0.2, unresolved_with=500_000))
    assert "stops paying when each of them costs you more" in break_even_sentence(lean, "EUR")
    doubtful = case.model_copy(
        update={"break_even": case.break_even.model_copy(update={"high": None})}
    )
    assert "no value would be enough" in break_even_sentence(doubtful, "EUR")
