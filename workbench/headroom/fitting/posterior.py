"""What was believed, what the data say, and what to believe now: one figure at a time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

from workbench.evidence.assumptions import Assumption
from workbench.evidence.distributions import metalog
from workbench.evidence.units import figure_in_words
from workbench.headroom.day_estimates import CannotMeasure
from workbench.headroom.erlang import Floats
from workbench.headroom.rules import rules

POINTS = 801
# How near P50 may be to P10 or P90, as a part of what is between them.
NEAR = 0.2
LOG_ODDS = np.linspace(-18.0, 18.0, 1201)
# Outside this part of the mass nothing is worth a point.
TAIL = 1e-7

LogLikelihood = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """P10, P50 and P90 of a figure, and the ends of its 95 % interval."""

    p10: float
    p50: float
    p90: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Update:
    """A figure before and after the data, ready to be drawn: densities at `values`.

    `data` is the likelihood, scaled to a density over what is accepted. `shift` is the furthest
    move of P10, P50 or P90, as a part of the prior's P10 to P90.
    """

    assumption: Assumption
    values: Floats
    prior: Floats
    data: Floats
    posterior: Floats
    before: Quantiles
    after: Quantiles

    @property
    def shift(self) -> float:
        """How far the data move the figure."""
        before, after = self.before, self.after
        moves = (after.p10 - before.p10, after.p50 - before.p50, after.p90 - before.p90)
        return max(abs(move) for move in moves) / (before.p90 - before.p10)

    @property
    def speaks(self) -> bool:
        """Whether the data move the figure enough to say so."""
        return self.shift >= rules("calibration")["least_shift"].value


def update(assumption: Assumption, log_likelihood: LogLikelihood) -> Update:
    """The figure after data with this likelihood, by a numerical grid.

    The prior has the P10, P50 and P90 of the assumption, within what it accepts. Raises
    CannotMeasure when the assumption has no range, so that there is nothing to learn.
    """
    if assumption.p10 == assumption.p90:
        fixed = figure_in_words(assumption.p50, assumption.unit, "")
        raise CannotMeasure(f"the register holds it at {fixed} without a range")
    whole = np.linspace(assumption.lowest, assumption.highest, POINTS)
    log_prior = _log_prior(assumption, whole)
    both = _density(whole, log_prior + log_likelihood(whole))
    reach = [_span(whole, each) for each in (_density(whole, log_prior), both)]
    step = whole[1] - whole[0]
    parts = [
        np.linspace(max(whole[0], low - step), min(whole[-1], high + step), POINTS)
        for low, high in reach
    ]
    values = np.unique(np.concatenate([whole, *parts]))
    log_prior, log_data = _log_prior(assumption, values), log_likelihood(values)
    prior, posterior = _density(values, log_prior), _density(values, log_prior + log_data)
    return Update(
        assumption=assumption,
        values=values,
        prior=prior,
        data=_density(values, log_data),
        posterior=posterior,
        before=_quantiles(values, prior),
        after=_quantiles(values, posterior),
    )


def likelihood_of(
    estimate: float,
    error: float,
    implied: Callable[[Floats], Floats],
    degrees: float = np.inf,
) -> LogLikelihood:
    """The likelihood of an estimate; `implied` is the estimate that a value of the figure implies.

    Student's t with so many degrees of freedom, for an error that is itself estimated from few
    days; normal without.
    """

    def log_likelihood(values: Floats) -> Floats:
        squared = ((estimate - implied(values)) / error) ** 2
        if np.isinf(degrees):
            return -0.5 * squared
        found: Floats = -0.5 * (degrees + 1) * np.log1p(squared / degrees)
        return found

    return log_likelihood


def _log_prior(assumption: Assumption, values: Floats) -> Floats:
    """The distribution that the whole product draws the figure from, as the logarithm of a density.

    A metalog within what is accepted, else one that is cut off there
    (`workbench.evidence.distributions`). A P50 too near an end for either is moved off it.
    """
    low, high = assumption.p10, assumption.p90
    try:
        shape = metalog(low, assumption.p50, high, assumption.lowest, assumption.highest)
    except ValueError:
        nearest, furthest = low + NEAR * (high - low), high - NEAR * (high - low)
        shape = metalog(low, min(max(assumption.p50, nearest), furthest), high)
    shares = scipy.special.expit(LOG_ODDS)
    at = shape.quantile(shares)
    rising = np.diff(at) > 0
    density = np.diff(shares)[rising] / np.diff(at)[rising]
    middles = ((at[1:] + at[:-1]) / 2)[rising]
    found = np.interp(values, middles, density, left=0.0, right=0.0)
    log_density: Floats = np.log(np.maximum(found, np.finfo(float).tiny))
    return log_density


def _density(values: Floats, log_density: Floats) -> Floats:
    density = np.exp(log_density - log_density.max())
    scaled: Floats = density / np.trapezoid(density, values)
    return scaled


def _cumulative(values: Floats, density: Floats) -> Floats:
    steps = np.diff(values) * (density[1:] + density[:-1]) / 2
    mass = np.concatenate([[0.0], np.cumsum(steps)])
    share: Floats = mass / mass[-1]
    return share


def _span(values: Floats, density: Floats) -> tuple[float, float]:
    mass = _cumulative(values, density)
    first = int(np.searchsorted(mass, TAIL, side="right")) - 1
    last = int(np.searchsorted(mass, 1 - TAIL))
    return float(values[max(0, first)]), float(values[min(last, len(values) - 1)])


def _quantiles(values: Floats, density: Floats) -> Quantiles:
    mass = _cumulative(values, density)
    at = [0.1, 0.5, 0.9, 0.025, 0.975]
    return Quantiles(*(float(found) for found in np.interp(at, mass, values)))
