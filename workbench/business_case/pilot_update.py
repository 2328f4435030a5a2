"""A figure before and after a pilot, when what is believed and what is measured are both normal."""

import math

from workbench.evidence.assumptions import Assumption
from workbench.frozen import Frozen

P90_FROM_MEAN = 1.2815515655446004
"""Standard deviations of a normal distribution from its mean to its P90."""


class Belief(Frozen):
    """A normal distribution: what is expected, and the standard deviation of it."""

    mean: float
    sd: float


def belief_in(assumption: Assumption) -> Belief:
    """The normal distribution with the P50 and the width from P10 to P90 of an assumption."""
    width = assumption.p90 - assumption.p10
    return Belief(mean=assumption.p50, sd=width / (2 * P90_FROM_MEAN))


def updated(prior: Belief, measured: float, error: float) -> Belief:
    """What is believed after a measurement with a standard error.

    Both weigh by the inverse of their variance (normal-normal conjugate; Gelman and others,
    Bayesian Data Analysis, 2.5). Raises ValueError for an error that is not above 0, or a prior
    that leaves nothing to learn.
    """
    if not (math.isfinite(measured) and math.isfinite(error) and error > 0):
        raise ValueError(
            f"the pilot found {measured:g} with an error of {error:g}; accepted: finite numbers, "
            "and an error above 0"
        )
    if not prior.sd > 0:
        raise ValueError("the figure has no range; accepted: one that is not certain already")
    before, new = prior.sd**-2, error**-2
    weight = before + new
    return Belief(mean=(before * prior.mean + new * measured) / weight, sd=1 / math.sqrt(weight))


def as_range(assumption: Assumption, belief: Belief) -> Assumption:
    """The assumption with a belief as its range, within what it accepts."""

    def kept(value: float) -> float:
        return min(max(value, assumption.lowest), assumption.highest)

    away = P90_FROM_MEAN * belief.sd
    return assumption.with_range(
        kept(belief.mean - away), kept(belief.mean), kept(belief.mean + away)
    )
