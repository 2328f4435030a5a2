"""How many people, or how large an effect: tests of two groups, by normal and t distributions.

`alpha` is the chance of a false alarm (two-sided), `power` the chance of seeing an effect that is
there. Sample sizes are not rounded; round up before you recruit. Student's t instead of the normal
distribution where `degrees` of freedom are given.
"""

import numpy as np
import scipy

from workbench.headroom.erlang import Floats

ALPHA, POWER = 0.05, 0.8
MOST_PERSONS = 1e9
HALVINGS = 100


def reach(alpha: float = ALPHA, power: float = POWER, degrees: float | None = None) -> float:
    """How many standard errors an effect must measure to be seen with this power.

    z(1 - alpha/2) + z(power), or the same of t with few teams (Li and Redden, BMC Medical Research
    Methodology 15, 2015, on small numbers of clusters).
    """
    if degrees is None:
        return float(scipy.special.ndtri(1 - alpha / 2) + scipy.special.ndtri(power))
    return float(
        scipy.special.stdtrit(degrees, 1 - alpha / 2) + scipy.special.stdtrit(degrees, power)
    )


def power_at(
    effects: Floats, error: float, alpha: float = ALPHA, degrees: float | None = None
) -> Floats:
    """The power of a two-sided test of effects with this standard error.

    The counterpart of `reach`; both sides count, so that no effect at all gives `alpha`.
    """
    away = np.abs(effects) / error
    if degrees is None:
        by_normal = scipy.special.ndtri(1 - alpha / 2)
        return np.asarray(
            scipy.special.ndtr(away - by_normal) + scipy.special.ndtr(-away - by_normal)
        )
    limit = scipy.special.stdtrit(degrees, 1 - alpha / 2)
    return np.asarray(
        scipy.special.stdtr(degrees, away - limit) + scipy.special.stdtr(degrees, -away - limit)
    )


def persons_for_shares(
    before: float, after: float, alpha: float = ALPHA, power: float = POWER
) -> float:
    """Persons per group to tell two shares apart, variances not pooled.

    (z(1 - alpha/2) + z(power))² (p0 q0 + p1 q1) / (p1 - p0)² (Fleiss, Levin and Paik, Statistical
    Methods for Rates and Proportions, 2003, without continuity correction). Raises ValueError for
    a share that is not between 0 and 1, or shares that are the same.
    """
    for share in (before, after):
        if not 0 < share < 1:
            raise ValueError(f"a share is {share:g}; accepted: above 0 and below 1")
    if before == after:
        raise ValueError(f"both shares are {before:g}; accepted: two that differ")
    spread = before * (1 - before) + after * (1 - after)
    return reach(alpha, power) ** 2 * spread / (after - before) ** 2


def t_test_power(persons: float, effect: float, alpha: float = ALPHA) -> float:
    """The power of Student's two-sample test with so many persons per group, above 1.

    `effect` is in standard deviations. By the noncentral t distribution (Cohen, Statistical Power
    Analysis for the Behavioral Sciences, 1988).
    """
    degrees = 2 * persons - 2
    limit, away = scipy.special.stdtrit(degrees, 1 - alpha / 2), abs(effect) * np.sqrt(persons / 2)
    return float(
        1 - scipy.special.nctdtr(degrees, away, limit) + scipy.special.nctdtr(degrees, away, -limit)
    )


def persons_for_t_test(effect: float, alpha: float = ALPHA, power: float = POWER) -> float:
    """Persons per group for Student's two-sample test to see so many standard deviations.

    Raises ValueError when the effect is 0, or so small that a thousand million would not do.
    """
    by_normal = 2 * reach(alpha, power) ** 2 / effect**2 if effect else np.inf
    if by_normal > MOST_PERSONS:
        raise ValueError(f"the effect is {effect:g} standard deviations; accepted: a larger one")
    few, many = 1.01, 2 * by_normal + 20
    for _ in range(HALVINGS):
        middle = (few + many) / 2
        few, many = (middle, many) if t_test_power(middle, effect, alpha) < power else (few, middle)
    return many


def design_effect(size: float, icc: float, size_cv: float = 0.0) -> float:
    """How many times more persons it takes when they come in clusters.

    1 + ((1 + CV²) m - 1) ICC, with m persons in a cluster on average and CV the variation of that
    number (Eldridge, Ashby and Kerry, International Journal of Epidemiology 35, 2006).
    """
    return 1 + ((1 + size_cv**2) * size - 1) * icc


def baseline_factor(size: float, icc: float, cac: float = 1.0) -> float:
    """What a baseline period of the same length leaves of the sample: 1 - R².

    R = CAC m ICC / (1 + (m - 1) ICC) is the correlation of a cluster's means in the two periods
    (Teerenstra and others, Statistics in Medicine 31, 2012; Hooper and others, Statistics in
    Medicine 35, 2016).
    """
    related = cac * size * icc / (1 + (size - 1) * icc)
    return 1 - related**2
