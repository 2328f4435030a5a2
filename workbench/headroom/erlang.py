"""The two numbers that Erlang's formulas are made of, exact from one agent to a million.

Everything here takes and returns float arrays of one shape, checked by the caller.

B(n, a) is Erlang's blocking probability for a real number of agents n at load a. A(x, y) is
Palm's sum 1 + y/(x+1) + y²/((x+1)(x+2)) + ..., with x = agents × patience / handle time and
y = arrival rate × patience. Both are a Poisson probability over an incomplete gamma function.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# For public functions. Tails that are too small for a float are 0, and the limits at 0 and in
# overload are taken on purpose: neither is worth a warning.
SILENT = np.errstate(all="ignore")

# Beyond this many standard deviations the ratio is taken from its expansion (DLMF 8.11.6), whose
# 24th term is then below 1e-15; inside, from the incomplete gamma function itself.
FAR = 9.0
TERMS = 24
POWERS = np.arange(TERMS)[:, None]
# Where y is below x / 4, so many terms of Palm's sum are all that a float can hold.
PLACES = np.arange(1.0, 29.0)[:, None]
# scipy's lower incomplete gamma loses digits for large x between 4.5 standard deviations (where
# its own uniform expansion ends) and FAR; there A comes from its integral.
LARGE = 5000.0
NEAR = 4.4
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(44)
NODES: Floats = (_POINTS[:, None] + 1) / 2
RULE: Floats = np.stack([_WEIGHTS / 2, _WEIGHTS / 2 * NODES[:, 0]])
# Points integrated at once, so that the work stays in the processor's cache.
BLOCK = 128
# ln(1e-16): what a tail may weigh before it counts as nothing.
NEGLIGIBLE = 36.0


def _eulerian(terms: int) -> Floats:
    """Coefficients of (-1)^k b_k(λ) in DLMF 8.11.6: row k, power of λ (Eulerian, second order)."""
    rows = np.zeros((terms, terms))
    rows[0, 0] = 1
    for k in range(1, terms):
        for power in range(k):
            rows[k, power] += power * rows[k - 1, power]
            rows[k, power + 1] += (2 * k - 1 - power) * rows[k - 1, power]
    return rows * (-1.0) ** np.arange(terms)[:, None]


EULERIAN = _eulerian(TERMS)
# The same for powers of 1/λ, after λ^k was taken out of row k.
REVERSED = np.array([np.roll(row[::-1], k + 1 - TERMS) for k, row in enumerate(EULERIAN)])


def log_poisson(x: Floats, y: Floats, log_y: Floats) -> Floats:
    """The logarithm of y^x e^-y / Γ(x+1), without cancellation for large x.

    Loader's saddle-point form ("Fast and accurate computation of binomial probabilities", 2000).
    `log_y` is given beside y, because y itself may be too small for a float.
    """
    big = np.maximum(x, 15.0)
    away = (y - big) / big
    drop = big * (np.where(away > -0.5, np.log1p(away), log_y - np.log(big)) - away)
    square = 1 / (big * big)
    series = 1 / 1188 - square * 691 / 360360
    series = 1 / 1260 - square * (1 / 1680 - square * series)
    stirling = (1 / 12 - square * (1 / 360 - square * series)) / big
    large = drop - stirling - 0.5 * np.log(2 * np.pi * big)
    if x.size and x.min() >= 15.0:
        return large
    small = np.minimum(x, 15.0)
    direct = np.where(small > 0, small * log_y, 0.0) - y - scipy.special.gammaln(small + 1)
    return np.where(x >= 15.0, large, direct)


def _expansion(x: Floats, y: Floats) -> Floats:
    """x Σ (-x)^k b_k(y/x) / (x-y)^(2k+1): A(x, y) for y < x, and 1 - 1/B(x, y) for y > x.

    DLMF 8.11.6 and 8.11.7 (https://dlmf.nist.gov/8.11), in powers of whichever of y/x and x/y is
    below 1; all points on one side.
    """
    away = x - y
    small, large, rows = (y, x, EULERIAN) if y[0] < x[0] else (x, y, REVERSED)
    inner = rows @ (small / large) ** POWERS
    series: Floats = (inner * (large / away**2) ** POWERS).sum(axis=0)
    return series * x / away


def blocking(agents: Floats, load: Floats) -> Floats:
    """Erlang B for real-valued agents: the share of contacts that find everybody busy."""
    log_load = np.log(load)
    poisson = np.exp(log_poisson(agents, load, log_load))
    answer: Floats = poisson / scipy.special.gammaincc(agents + 1, load)
    far = (load > agents) & ((load - agents) ** 2 > FAR**2 * load)
    if far.any():
        n, a = agents[far], load[far]
        answer[far] = 1 / (1 - _expansion(n, a))
    return answer


@dataclass(frozen=True, slots=True)
class Palm:
    """`inverse` 1/A(x, y) and `rest` 1 - 1/A, `poisson` y^x e^-y / Γ(x+1), `lower` Poisson × A.

    `lower` is P(x, y), the regularised lower incomplete gamma function.
    """

    inverse: Floats
    rest: Floats
    poisson: Floats
    lower: Floats


def palm(x: Floats, y: Floats, log_y: Floats) -> Palm:
    """Palm's sum by way of 1/A, which falls to 0 in overload, so that nothing overflows."""
    poisson = np.exp(log_poisson(x, y, log_y))
    lower = scipy.special.gammainc(x, y)
    inverse = poisson / lower
    below = (x - y) / np.sqrt(x)
    low = y < x / 4
    far = (below > FAR) & ~low
    between = (below > NEAR) & (x > LARGE) & ~low & ~far
    if far.any():
        inverse[far] = 1 / _expansion(x[far], y[far])
        lower[far] = poisson[far] / inverse[far]
    if between.any():
        area, _ = _offered_wait(x[between], y[between])
        inverse[between] = 1 / (x[between] * area)
        lower[between] = poisson[between] / inverse[between]
    rest = 1 - inverse
    if low.any():
        sum_after_one = np.cumprod(y[low] / (x[low] + PLACES), axis=0).sum(axis=0)
        inverse[low] = 1 / (1 + sum_after_one)
        rest[low] = sum_after_one / (1 + sum_after_one)
        lower[low] = poisson[low] * (1 + sum_after_one)
    return Palm(inverse, rest, poisson, lower)


def _offered_wait(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Area and mean of exp(y (1 - e^-s) - x s) over s >= 0, the area relative to the peak.

    This is the density of the time an endlessly patient contact would wait, in units of the mean
    patience. The range is cut where the density falls below 1e-16 of its peak.
    """
    peak = np.maximum(0.0, np.log(y / x))
    curve = y * np.exp(-peak)
    slope = np.maximum(0.0, x - curve)
    half = NEGLIGIBLE / 2 - slope
    right = (half + np.sqrt(half**2 + 2 * NEGLIGIBLE * (slope + curve))) / (slope + curve)
    drop = slope * right + curve * (np.expm1(-right) + right)
    right -= (drop - NEGLIGIBLE) / (slope - curve * np.expm1(-right))
    left = np.minimum(np.sqrt(2 * NEGLIGIBLE / curve), (24 * NEGLIGIBLE / curve) ** 0.25)
    start = -np.minimum(peak, left)
    width = right - start
    sums = np.empty((2, x.size))
    for first in range(0, x.size, BLOCK):
        part = slice(first, first + BLOCK)
        u = width[part] * NODES
        u += start[part]
        fall = np.expm1(-u)
        fall += u
        fall *= -curve[part]
        u *= slope[part]
        fall -= u
        np.exp(fall, out=fall)
        sums[:, part] = RULE @ fall
    return width * sums[0], peak + start + width * sums[1] / sums[0]


def mean_served_wait(x: Floats, y: Floats) -> Floats:
    """Mean wait of the contacts that wait and are answered, in units of the mean patience."""
    return _offered_wait(x + 1, y)[1]
