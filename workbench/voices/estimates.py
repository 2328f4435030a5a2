"""Estimates with their 95% interval and the number of people behind them."""

import math
from collections.abc import Mapping

import numpy as np
import scipy
from numpy.typing import NDArray
from pydantic import Field

from workbench.frozen import Frozen

LEVEL = 0.95


class Estimate(Frozen):
    """A figure, the bounds of its 95% interval, and how many people it comes from."""

    value: float
    low: float
    high: float
    n: int = Field(ge=0)


def z_value(level: float = LEVEL) -> float:
    """The standard normal quantile for a two-sided interval at this level."""
    return float(scipy.special.ndtri(0.5 + level / 2))


def t_value(degrees: int, level: float = LEVEL) -> float:
    """The Student quantile for a two-sided interval at this level."""
    return float(scipy.special.stdtrit(degrees, 0.5 + level / 2))


def wilson(successes: int, n: int) -> Estimate:
    """A share with its Wilson score interval.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 1927. Raises ValueError unless 0 <= successes <= n and
    n >= 1.
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"{successes} of {n} is not a share; accepted: 0 to n of at least 1")
    z, share = z_value(), successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and n of n a bound is exactly 0 or 1; rounding must not push it past the share.
    low, high = min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half))
    return Estimate(value=share, low=low, high=high, n=n)


def spread_out(counts: Mapping[float, int]) -> NDArray[np.float64]:
    """One number a person from a histogram (value to people), ascending."""
    values = sorted(counts)
    return np.repeat(np.array(values, float), [counts[value] for value in values])


def mean_interval(
    values: NDArray[np.float64], lowest: float, highest: float, spread_floor: float
) -> Estimate:
    """A mean with its Student interval, kept within `lowest` and `highest`.

    The standard deviation (n - 1) is taken as at least `spread_floor`, because a few people who
    say the same do not make a figure exact. Raises ValueError with fewer than two values.
    """
    n = len(values)
    if n < 2:
        raise ValueError(f"{n} values given; accepted: at least 2")
    mean = float(np.mean(values))
    spread = max(float(np.std(values, ddof=1)), spread_floor)
    half = t_value(n - 1) * spread / math.sqrt(n)
    return Estimate(value=mean, low=max(lowest, mean - half), high=min(highest, mean + half), n=n)
