"""Days are not alike: a Gamma mixture over the rate of the day."""

from functools import cache

import numpy as np
import scipy

from workbench.headroom.erlang import Floats
from workbench.headroom.intraday import Intervals

# How many kinds of day, by the largest variation × √load they serve. A queue of load a turns from
# idle to crowded within about 1/√a of its rate; nine days keep service levels to 0.002 where the
# variation is not much wider than that, and where it is, more days are needed.
KINDS = ((1.5, 9), (2.5, 21), (4.0, 41), (np.inf, 81))
ONE_DAY: Floats = np.ones(1)
# Less variation than this could not be seen, and its Gamma distribution is beyond a float.
SMALLEST = 1e-4


def day_multipliers(
    variation: Floats, load: Floats, kinds: int | None = None
) -> tuple[Floats, Floats]:
    """The rate of some representative days relative to the mean day, and their weights.

    `variation` is the coefficient of variation of the daily rate (standard deviation over mean),
    `load` the mean load in Erlangs, of the same shape; a last axis is added for the days. The days
    are Gauss-Hermite points on the quantile scale of a Gamma distribution, scaled so that their
    mean is exactly 1: `kinds` of them, or nine, or more where the largest load and variation ask
    for it. Without any variation there is one day, and the plain formula.
    """
    if not np.any(variation):
        return np.ones((*variation.shape, 1)), ONE_DAY
    sharpest = float((variation * np.sqrt(load)).max())
    points, weights = _hermite(kinds or next(nodes for most, nodes in KINDS if sharpest <= most))
    # Seldom more than one variation among many points, and its quantiles are what takes time.
    distinct, place = np.unique(variation, return_inverse=True)
    shape = 1 / np.maximum(distinct, SMALLEST)[:, None] ** 2
    upper = points > 0
    days = np.empty((distinct.size, points.size))
    days[:, ~upper] = scipy.special.gammaincinv(shape, scipy.special.ndtr(points[~upper]))
    days[:, upper] = scipy.special.gammainccinv(shape, scipy.special.ndtr(-points[upper]))
    days /= days @ weights[:, None]
    days[distinct == 0] = 1.0
    return days[place.reshape(variation.shape)], weights


def moments(
    variation: Floats, load: Floats, day: Intervals, kinds: int | None = None
) -> tuple[Floats, Floats, Floats]:
    """Every kind of day by every interval of the day: rates, advisors and weights.

    Rates are cases × moments, relative to the mean rate; advisors and weights have one entry for
    each moment, advisors relative to their mean. The intervals of one day follow each other.
    """
    days, weights = day_multipliers(variation, load * day.volume.max(), kinds)
    rates = (days[:, :, None] * day.volume).reshape(len(days), -1)
    return rates, np.tile(day.staff, days.shape[1]), np.outer(weights, day.weights).ravel()


@cache
def _hermite(nodes: int) -> tuple[Floats, Floats]:
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    return points, weights / weights.sum()
