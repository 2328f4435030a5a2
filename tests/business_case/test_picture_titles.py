"""What the pictures of a case are titled with, and the verdict in one line."""

import re

import pytest

from tests.business_case.made import Centre, Unchanged, register, settled
from workbench.business_case.case import Band, Case, build_case
from workbench.business_case.money import money
from workbench.business_case.picture_titles import belief_title, cash_title, swing_title
from workbench.business_case.sentences import verdict_headline


def paying() -> Case:
    return build_case(register(value_per_unresolved=30.0), Centre(extra=0.0))


def test_the_money_is_back_or_still_out() -> None:
    case = build_case(register(), Centre())
    still = money(-case.headline.cumulative[-1], "EUR")
    assert cash_title(case, case.headline, "EUR", discounted=False) == (
        f"After 3 years {still} is still out"
    )
    worth = money(-case.headline.npv, "EUR")
    assert cash_title(case, case.headline, "EUR", discounted=True) == (
        f"After 3 years {worth} is still out, discounted"
    )
    valued = cash_title(paying(), paying().with_value, "EUR", discounted=False)
    assert re.fullmatch(
        r"With your value counted as money: the money is back after [\d.]+ years?", valued
    )


def test_money_that_is_never_out_is_said_so() -> None:
    spent = ("change_cost", "training_hours", "scorecard_cost", "coaches_per_advisor")
    free = dict.fromkeys((*spent, "tool_cost", "productivity_dip"), 0.0)
    case = build_case(settled(register(**free)), Centre(extra=-0.1))
    said = cash_title(case, case.headline, "EUR", discounted=False)
    assert said.startswith("No money is ever out")


def test_what_moves_the_value_most() -> None:
    case = build_case(register(), Centre())
    widest = case.headline.swings[0]
    said = swing_title(case.headline, "EUR")
    assert widest.label in said
    assert money(min(widest.npv_at_p10, widest.npv_at_p90), "EUR") in said
    settled_case = build_case(settled(register()), Centre())
    assert "No assumption" in swing_title(settled_case.headline, "EUR")


def test_what_a_contact_must_be_worth_beside_what_was_put_on_it() -> None:
    case = build_case(register(), Centre())
    assert case.break_even.value is not None
    needed = money(case.break_even.value, "EUR")
    assert belief_title(case, "EUR").endswith(
        f"must be worth {needed} to break even; no value has been put on it yet"
    )
    assert "; you put EUR 30 on it" in belief_title(
        build_case(register(value_per_unresolved=30.0), Centre()), "EUR"
    )
    assert "pays without" in belief_title(build_case(register(), Centre(extra=-0.2)), "EUR")
    assert "No value per contact" in belief_title(build_case(register(), Unchanged()), "EUR")


@pytest.mark.parametrize(
    ("cash", "value", "said"),
    [
        ((1, 2, 3), None, "In cash it pays, even at the low end of the range"),
        ((-1, 2, 3), None, "In cash it should pay, but the range reaches below zero"),
        ((-3, -2, 1), None, "In cash it pays only towards the high end of the range"),
        ((-3, -2, -1), None, "In cash it does not pay, not even at the high end of the range"),
        ((-3, -2, -1), (1, 2, 3), "each avoided unresolved contact it pays, even at the low end"),
        ((-3, -2, -1), (-3, -2, -1), "each avoided unresolved contact it does not pay, not even"),
    ],
)
def test_the_verdict_for_a_board_in_one_line(
    cash: tuple[float, ...], value: tuple[float, ...] | None, said: str
) -> None:
    case = build_case(register(value_per_unresolved=7.0 if value else 0.0), Centre())

    def ranged(ends: tuple[float, ...]) -> dict[str, Band]:
        return {"npv_range": Band(low=ends[0], base=ends[1], high=ends[2])}

    case = case.model_copy(
        update={
            "headline": case.headline.model_copy(update=ranged(cash)),
            "with_value": case.with_value.model_copy(update=ranged(value or cash)),
        }
    )
    headline = verdict_headline(case, "EUR")
    assert said in headline
    assert ("With EUR 7 for" in headline) is (value is not None)


def test_the_discounted_range_ends_at_the_net_present_value() -> None:
    headline = build_case(register(), Centre()).headline
    last = headline.discounted_range[-1]
    assert (last.low, last.base, last.high) == pytest.approx(
        (headline.npv_range.low, headline.npv_range.base, headline.npv_range.high), rel=1e-12
    )
    assert headline.discounted_range[0] == headline.cumulative_range[0]


@pytest.mark.parametrize(
    ("base", "chance", "said"),
    [
        (2, 0.36, "In cash it pays with every figure as expected, but only in about 4 in 10"),
        (2, 0.72, "In cash it pays with every figure as expected, and in about 7 in 10 futures"),
        (-2, 0.3, "In cash it pays in about 3 in 10 futures, and not with every figure as"),
    ],
)
def test_the_verdict_counts_the_futures_that_pay(base: float, chance: float, said: str) -> None:
    case = build_case(register(), Centre())
    told = {"npv_range": Band(low=-3, base=base, high=3), "chance": chance}
    case = case.model_copy(update={"headline": case.headline.model_copy(update=told)})
    assert verdict_headline(case, "EUR").startswith(said)
