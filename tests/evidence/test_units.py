import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.made import assumption
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.units import (
    decimals_to_type,
    factor,
    figure_in_words,
    interval_in_words,
    range_in_words,
    typed_value,
    unit_in_words,
    value_and_range,
)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.26, "share", "26%"),
        (0.2644, "share", "26.44%"),
        (0.0, "share", "0%"),
        (-0.02, "share", "−2%"),
        (0.19, "share of yearly cost", "19% of yearly cost"),
        (0.03, "share per minute", "3 points per minute"),
        (31500, "{currency} a year", "GBP 31,500 a year"),
        (-5, "{currency} per contact", "−GBP 5 per contact"),
        (110000, "{currency}", "GBP 110,000"),
        (6.05, "minutes", "6.05 minutes"),
        (301524.3, "contacts", "301,524 contacts"),
        (791.27, "advisors", "791.3 advisors"),
        (0.0625, "ratio", "0.0625 ratio"),
    ],
)
def test_a_figure_is_read_with_its_unit(value: float, unit: str, words: str) -> None:
    assert figure_in_words(value, unit, "GBP") == words


@given(st.sampled_from(["share", "share of the mean", "minutes"]), st.floats(0, 1))
def test_what_is_shown_and_typed_again_is_the_same_figure(unit: str, value: float) -> None:
    typed = typed_value(value * factor(unit), unit)
    assert typed == pytest.approx(value, abs=1e-11)


@given(st.integers(0, 10_000))
def test_a_share_typed_twice_is_never_above_itself(basis_points: int) -> None:
    typed = typed_value(basis_points / 100, "share")
    assert typed == basis_points / 10_000


def test_nothing_typed_stays_nothing() -> None:
    assert typed_value(None, "share") is None


def test_a_range_names_its_unit_once_and_says_when_there_is_none() -> None:
    assert range_in_words(assumption(), "EUR") == "20 to 32%"
    money = assumption(unit="{currency} a year", p10=1, p50=2, p90=3, highest=9)
    assert range_in_words(money, "EUR") == "1 to 3 EUR a year"
    assert range_in_words(assumption(p10=0.25, p90=0.25), "EUR") == "no range"


def test_a_measured_figure_tells_how_many_and_how_sure() -> None:
    measured = assumption(n=58, interval=(0.2, 0.3))
    assert interval_in_words(measured, "EUR") == "n = 58, 95% interval 20 to 30%"
    assert interval_in_words(assumption(), "EUR") == ""


def test_every_figure_of_the_product_can_be_shown_and_typed() -> None:
    for each in default_assumptions():
        assert "{" not in figure_in_words(each.p50, each.unit, "EUR")
        assert not unit_in_words(each.unit, "EUR").startswith("share")
        shown = round(each.p50 * factor(each.unit), decimals_to_type(each))
        assert typed_value(shown, each.unit) == pytest.approx(each.p50, abs=each.step / 2)


def test_a_value_stands_with_its_range() -> None:
    assert value_and_range(2, 5, 12, "{currency} per contact", "GBP") == (
        "GBP 5 per contact (2 to 12)"
    )
    assert value_and_range(0.01, 0.02, 0.04, "share", "GBP") == "2% (1 to 4)"
    assert value_and_range(3, 3, 3, "years", "GBP") == "3 years"
