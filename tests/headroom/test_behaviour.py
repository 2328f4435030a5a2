import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from tests.headroom.made import LAW
from workbench.headroom.behaviour import (
    cut_short,
    log_pressure,
    quality,
    strain_from_occupancy,
    time_spent,
)

spreads = st.floats(0.1, 3)


def one(value: float) -> np.ndarray:
    return np.array([value])


@pytest.mark.parametrize("spread", [0.3, 0.9, 1.3])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.4])
def test_time_spent_is_the_mean_of_the_capped_time(share: float, spread: float) -> None:
    sigma = np.sqrt(np.log1p(spread**2))
    needed = stats.lognorm(sigma, scale=np.exp(-(sigma**2) / 2))
    assert needed.mean() == pytest.approx(1)
    cap = needed.isf(share)
    below, _ = quad(lambda s: s * needed.pdf(s), 0, cap, epsabs=1e-12)
    assert time_spent(one(share), one(spread))[0] == pytest.approx(below + cap * share, abs=1e-9)


@LAW
@given(st.floats(0, 0.95), spreads)
def test_the_share_cut_short_is_found_back_from_the_time(share: float, spread: float) -> None:
    spent = time_spent(one(share), one(spread))
    assert 0 < spent[0] <= 1
    assert cut_short(spent, one(spread))[0] == pytest.approx(share, abs=1e-8)


@LAW
@given(st.floats(0.05, 1), st.floats(0.05, 1), spreads)
def test_less_time_cuts_more_contacts_short(first: float, second: float, spread: float) -> None:
    little, much = sorted((first, second))
    cut = cut_short(np.array([little, much]), np.array([spread, spread]))
    assert cut[0] >= cut[1] - 1e-12


def test_full_time_cuts_nothing_short() -> None:
    assert cut_short(np.array([1.0, 1.0]), np.array([0.5, 2.0])).tolist() == [0, 0]
    assert time_spent(one(0.0), one(0.9))[0] == 1


def test_pressure_is_the_published_power_of_the_load() -> None:
    """Oliva and Sterman (2001): a quarter more load takes 13% of the time at -0.64."""
    left = np.exp(log_pressure(one(1.0), one(0.8), one(-0.64)))
    assert left[0] == pytest.approx(1.25**-0.64)
    assert log_pressure(one(0.7), one(0.8), one(-0.64))[0] == 0


def test_quality_is_best_in_between() -> None:
    occupancy = np.array([0.3, 0.6, 0.75, 0.88, 1.0])
    parameters = (np.full(5, value) for value in (0.88, 2.0, 0.6, 0.5))
    factors = quality(occupancy, *parameters)
    assert factors[1:4].tolist() == [1, 1, 1]
    assert factors[0] == pytest.approx(1 - 0.5 * 0.3**2)
    assert factors[4] == pytest.approx(1 - 2.0 * 0.12**2)


def test_strain_counts_steps_of_five_points() -> None:
    strain = strain_from_occupancy(np.array([0.7, 0.8, 0.9]), np.full(3, 0.8), np.full(3, 0.5))
    assert strain == pytest.approx([0, 0, 1.0])
