"""What an avoided unresolved contact must be worth, against definitions and hand-made draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.headroom.made import LAW
from workbench.headroom.worth import Worth, beyond_rounding

amounts = arrays(float, 40, elements=st.integers(-1000, 1000))


@LAW
@given(cost=amounts, avoided=arrays(float, 40, elements=st.floats(1, 1000)))
def test_where_all_avoid_something_it_is_the_quantile_of_the_ratio(
    cost: np.ndarray, avoided: np.ndarray
) -> None:
    worth = Worth(cost, avoided)
    if not worth.differs.all():
        return
    ratio = np.maximum(0.0, cost / avoided)
    for chance, value in zip((0.1, 0.5, 0.9), worth.break_even, strict=True):
        expected = np.quantile(ratio, chance, method="inverted_cdf")
        assert value == pytest.approx(expected, rel=1e-9, abs=1e-9)


@LAW
@given(cost=amounts, avoided=amounts, value=st.floats(0, 100))
def test_paying_is_having_a_net_benefit(
    cost: np.ndarray, avoided: np.ndarray, value: float
) -> None:
    worth = Worth(cost, avoided)
    expected = (worth.differs & (worth.net_benefit(value) >= 0)).mean()
    assert worth.pays_at(value)[0] == pytest.approx(expected, abs=0.026)


@LAW
@given(cost=amounts, avoided=amounts, chance=st.floats(0.01, 0.99))
def test_no_lower_value_pays_with_the_chance(
    cost: np.ndarray, avoided: np.ndarray, chance: float
) -> None:
    worth = Worth(cost, avoided)
    value = worth.value_for(chance)
    tried = np.linspace(0, 3000, 200)
    if value is None:
        assert (worth.pays_at(tried) < chance).all()
    else:
        assert worth.pays_at(value * (1 + 1e-9))[0] >= chance
        assert (worth.pays_at(tried[tried < value * (1 - 1e-9)]) < chance).all()


def test_the_four_corners_are_told_apart() -> None:
    """Of ten draws: cheaper and better, dearer and worse, cheaper and worse, dearer and better."""
    cost = np.array([-1.0] * 1 + [1.0] * 2 + [-1.0] * 3 + [1.0] * 4)
    avoided = np.array([1.0] * 1 + [-1.0] * 2 + [-1.0] * 3 + [1.0] * 4)
    worth = Worth(cost, avoided)
    assert worth.saves_money == 0.4
    assert worth.pays_at_any_value == 0.1
    assert worth.pays_at_no_value == 0.2
    assert worth.saves_at_customers_cost == pytest.approx(0.3)
    # At no value of a contact the three that save do, at 1 the four dearer ones break even too.
    assert worth.pays_at([0.0, 1.0, 2.0]) == pytest.approx([0.4, 0.8, 0.5])
    assert worth.value_for(0.5) == pytest.approx(1.0)
    assert worth.value_for(0.9) is None


def test_nothing_that_differs_neither_saves_nor_pays() -> None:
    worth = Worth(np.zeros(20), np.zeros(20))
    assert worth.changes_nothing == 1
    assert worth.saves_money == worth.pays_at_any_value == worth.pays_at_no_value == 0
    assert worth.break_even == (None, None, None)


@pytest.mark.parametrize("chance", [0.0, 1.0, -0.1, float("nan")])
def test_a_chance_that_is_none_is_refused(chance: float) -> None:
    with pytest.raises(ValueError, match="the chance is"):
        Worth(np.ones(20), np.ones(20)).value_for(chance)


def test_rounding_is_no_difference() -> None:
    found = beyond_rounding(np.array([1e-6, -1e-6, 2.0, -2.0]), 100.0)
    assert found.tolist() == [0.0, 0.0, 2.0, -2.0]
