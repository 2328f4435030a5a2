"""Figures that move together: the values stay, their order follows the wanted correlations."""

import numpy as np
import pytest
from scipy import stats

from workbench.business_case.correlation import (
    group_matrix,
    level,
    move_together,
    possible,
    repaired,
)


def hypercube(count: int, figures: int, parts: int = 1) -> np.ndarray:
    rng = np.random.default_rng(7)
    size = count // parts
    ranks = rng.permuted(np.tile(np.arange(size), (figures, parts, 1)), axis=2)
    return ((ranks + rng.random(ranks.shape)) / size).reshape(figures, -1).T


@pytest.mark.parametrize("together", [0.3, 0.7])
def test_the_wanted_rank_correlations_are_reached_and_every_stratum_keeps_its_one(
    together: float,
) -> None:
    columns = hypercube(10_000, 5, parts=10)
    matrix = group_matrix("abcde", {"all": ("abcd", together)})
    moved = move_together(columns, matrix, parts=10)
    found = stats.spearmanr(moved).statistic
    assert np.abs(found - matrix).max() <= 0.02
    for column in moved.T:
        strata = np.sort(np.floor(column.reshape(10, -1) * 1000), axis=1)
        assert np.array_equal(strata, np.tile(np.arange(1000.0), (10, 1)))


def test_fixed_columns_keep_their_order() -> None:
    columns = hypercube(2000, 3)
    matrix = group_matrix("abc", {"all": ("abc", 0.7)})
    correlated = move_together(columns, group_matrix("abc", {"two": ("ab", 0.7)}))
    moved = move_together(correlated, matrix, fixed=2)
    assert np.array_equal(moved[:, :2], correlated[:, :2])
    assert np.asarray(stats.spearmanr(moved).statistic)[2, :2] == pytest.approx(
        [0.7, 0.7], abs=0.03
    )


def test_what_cannot_hold_together_is_shrunk_to_what_can() -> None:
    impossible = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    assert not possible(impossible)
    found, left = repaired(impossible)
    # The smallest eigenvalue of all ones and minus ones is -0.8; it reaches 0 at 1/1.8.
    assert left == pytest.approx(1 / 1.8, abs=1e-5)
    assert possible(found)
    assert found == pytest.approx(np.eye(3) + left * (impossible - np.eye(3)))
    assert repaired(np.eye(4))[1] == 1.0


def test_correlations_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="symmetric"):
        repaired(np.array([[1.0, 0.2], [0.3, 1.0]]))
    with pytest.raises(ValueError, match="between -1 and 1"):
        repaired(np.array([[1.0, 1.2], [1.2, 1.0]]))
    with pytest.raises(ValueError, match="accepted: none, some, strong"):
        level("much")
    with pytest.raises(ValueError, match="cannot hold"):
        move_together(np.zeros((4, 2)), np.array([[1.0, 1.0], [1.0, 1.0]]))
    with pytest.raises(ValueError, match="more trials than figures"):
        move_together(hypercube(40, 4, 10), np.eye(4), parts=10)
