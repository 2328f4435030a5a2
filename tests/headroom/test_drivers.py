"""What a result hangs on: rank correlation, its limits, and what it must not claim."""

import numpy as np
import pytest
from scipy import stats

from workbench.headroom.drivers import drivers

RANDOM = np.random.default_rng(5)
A, B, C = RANDOM.random((3, 300))


def test_what_moves_a_result_most_comes_first() -> None:
    found = drivers({"c": C, "b": B, "a": A}, 3 * A - B)
    assert [driver.id for driver in found[:2]] == ["a", "b"]
    assert found[0].correlation > 0 > found[1].correlation
    assert not found[2].clear


def test_a_rising_function_has_correlation_one() -> None:
    (found,) = drivers({"a": A}, np.exp(A))
    assert found.correlation == pytest.approx(1.0, abs=1e-12)
    assert found.share == pytest.approx(1.0, abs=1e-12)
    (found,) = drivers({"a": A}, -(A**3))
    assert found.correlation == pytest.approx(-1.0, abs=1e-12)


def test_it_is_spearman_s_correlation_with_ties() -> None:
    result = np.round(3 * A + B, 1)
    for driver in drivers({"a": A, "b": np.round(B, 1)}, result):
        values = A if driver.id == "a" else np.round(B, 1)
        expected = stats.spearmanr(values, result).statistic
        assert driver.correlation == pytest.approx(expected, abs=1e-12)


def test_chance_alone_is_seldom_called_clear() -> None:
    """Of a hundred rankings of ten that mean nothing, about five may have one that seems clear."""
    random = np.random.default_rng(11)
    alarms = 0
    for _ in range(100):
        values = {str(each): random.random(200) for each in range(10)}
        alarms += any(driver.clear for driver in drivers(values, random.random(200)))
    assert alarms <= 12


def test_a_strong_driver_is_called_clear() -> None:
    assert drivers({"a": A, "b": B}, A + 0.5 * B)[0].clear


def test_a_result_that_never_changes_has_no_drivers() -> None:
    assert drivers({"a": A}, np.ones(300)) == ()
    assert drivers({}, A) == ()
    assert drivers({"a": np.ones(300)}, A) == ()
