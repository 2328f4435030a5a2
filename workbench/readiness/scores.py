"""The score of a role on an element or an item, with its 95% interval."""

import numpy as np
import scipy
from numpy.typing import NDArray

from workbench.voices.estimates import LEVEL, Estimate, mean_interval
from workbench.voices.histograms import Histogram
from workbench.voices.items import LEVELS
from workbench.voices.scoring_rules import GateRule

Floats = NDArray[np.float64]


def role_score(scores: Histogram, rule: GateRule) -> Estimate | None:
    """The mean of a role's person scores on levels 1 to 5, with its 95% interval.

    The interval goes with the gate's rule. Whole levels (one anchored item): the posterior mean of
    the shares of the levels, with `prior_per_level` added to each level, described by the Beta
    distribution on 1 to 5 of the same mean and variance. Otherwise: the Student interval with the
    spread taken as at least `spread_floor`. None with fewer than two scores.
    """
    values = scores.values
    if values.size < 2:
        return None
    if (values == np.round(values)).all():
        return _of_levels(values, rule.prior_per_level)
    return mean_interval(values, 1, LEVELS, rule.spread_floor)


def _of_levels(values: Floats, prior: float) -> Estimate:
    weights = np.bincount(values.astype(int), minlength=LEVELS + 1)[1:] + prior
    # The levels as 0 to 1, so that the Beta distribution fits them.
    places = np.linspace(0, 1, LEVELS)
    total = float(weights.sum())
    mean = float(weights @ places) / total
    variance = (float(weights @ places**2) / total - mean**2) / (total + 1)
    size = mean * (1 - mean) / variance - 1
    bounds = scipy.special.betaincinv(
        mean * size, (1 - mean) * size, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2]
    )
    low, high = (float(1 + (LEVELS - 1) * bound) for bound in bounds)
    value = float(values.mean())
    return Estimate(value=value, low=min(low, value), high=max(high, value), n=values.size)
