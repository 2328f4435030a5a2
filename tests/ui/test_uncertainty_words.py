"""Chances and break-even values in words: never surer than the draws."""

import numpy as np
import pytest

from workbench.headroom.worth import Worth
from workbench.ui.uncertainty_words import break_even_in_words, of_a_hundred


def said(cost: list[float], avoided: list[float]) -> str:
    return break_even_in_words(Worth(np.array(cost), np.array(avoided)), lambda x: f"EUR {x:g}")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0 of 100"),
        (0.004, "under 1 of 100"),
        (0.08, "8 of 100"),
        (0.996, "over 99 of 100"),
        (1.0, "100 of 100"),
    ],
)
def test_a_chance_is_none_or_certain_only_when_it_is(share: float, words: str) -> None:
    assert of_a_hundred(share) == words


def test_a_break_even_has_its_range() -> None:
    costs = [float(each) for each in range(1, 11)]
    assert said(costs, [1.0] * 10) == (
        "It pays in half of the draws once an avoided unresolved contact is worth EUR 5 "
        "(in 1 of 10 from EUR 1; in 9 of 10 from EUR 9)."
    )


def test_money_saved_is_worth_it_at_nothing() -> None:
    told = said([-1.0] * 6 + [1.0] * 4, [1.0] * 10)
    assert "even if an avoided contact is worth nothing" in told
    assert "in 9 of 10 from EUR 1" in told


def test_what_never_pays_is_said() -> None:
    assert "fewer than 1 of 10 draws" in said([1.0] * 10, [-1.0] * 10)
    assert said([2.0] * 10, [1.0] * 3 + [-1.0] * 7) == (
        "It pays in fewer than half of the draws, whatever an avoided unresolved contact is worth "
        "(in 1 of 10 from EUR 2)."
    )
    assert "no value makes it pay in 9 of 10" in said([2.0] * 10, [1.0] * 6 + [-1.0] * 4)
