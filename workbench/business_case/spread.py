"""What many trials say of an amount, each figure with the error that the trials leave in it."""

import math
from collections.abc import Sequence

import numpy as np

from workbench.evidence.distributions import FloatArray
from workbench.frozen import Frozen

ENDS = (0.1, 0.5, 0.9)
PERCENTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Those that are printed."""


class Estimate(Frozen):
    """A figure from trials with its standard error, by the spread between independent parts."""

    value: float
    error: float

    @property
    def shown(self) -> float:
        """The figure to the place of the first digit of its error; what lies below is noise."""
        return known(self.value, self.error)


class Spread(Frozen):
    """P10, P50, P90 and mean of an amount over the trials, and what a board asks beside them.

    `positive` is the chance that it is above zero; `shortfall` the mean of the worst `tail` of the
    trials (expected shortfall; Acerbi and Tasche 2002, Journal of Banking and Finance 26(7)).
    """

    p10: Estimate
    p50: Estimate
    p90: Estimate
    mean: Estimate
    positive: Estimate
    shortfall: Estimate
    tail: float
    trials: int


def known(amount: float, error: float) -> float:
    """An amount rounded to the place of its error's first digit."""
    if not (math.isfinite(error) and error > 0 and math.isfinite(amount)):
        return amount
    place = math.floor(math.log10(error))
    return float(round(amount / 10**place) * 10**place) if place > 0 else round(amount, -place)


def spread(values: FloatArray, parts: int, tail: float = 0.1) -> Spread:
    """What the trials of an amount say; trials that follow each other make up the `parts`.

    Raises ValueError when the trials do not divide into two parts or more, a value is not finite,
    or the tail holds no trial of a part.
    """
    count = len(values)
    if parts < 2 or count % parts or count == 0:
        raise ValueError(f"{count} trials in {parts} parts; accepted: two parts or more, all equal")
    if not np.isfinite(values).all():
        raise ValueError("a trial is not a finite amount; accepted: finite amounts")
    if not 1 <= round(tail * count / parts) <= count / parts:
        raise ValueError(f"the tail is {tail:g} of {count // parts} trials; accepted: one or more")
    each = values.reshape(parts, -1)
    whole = values.reshape(1, -1)
    quantiles, in_parts = np.quantile(whole, ENDS, axis=1), np.quantile(each, ENDS, axis=1)
    p10, p50, p90 = (
        _estimate(float(of_all[0]), of_parts)
        for of_all, of_parts in zip(quantiles, in_parts, strict=True)
    )
    return Spread(
        p10=p10,
        p50=p50,
        p90=p90,
        mean=_estimate(float(values.mean()), each.mean(axis=1)),
        positive=_estimate(float((values > 0).mean()), (each > 0).mean(axis=1)),
        shortfall=_estimate(float(_worst(whole, tail)[0]), _worst(each, tail)),
        tail=tail,
        trials=count,
    )


def percentiles(values: FloatArray) -> tuple[float, ...]:
    """The printed percentiles of an amount."""
    return tuple(float(value) for value in np.quantile(values, PERCENTILES))


def rounded_error(estimate: Estimate) -> float:
    """An error to one figure."""
    return float(f"{estimate.error:.1g}")


def chance_in_words(chance: float, trials: int = 10_000) -> str:
    """A chance as people count: "about 7 in 10 futures"; never surer than so many trials say."""
    if chance * trials < 1:
        return f"none of {trials:,} futures"
    if (1 - chance) * trials < 1:
        return f"all of {trials:,} futures"
    if 0.095 <= chance <= 0.905:
        return f"about {round(10 * chance)} in 10 futures"
    if 0.0095 <= chance <= 0.9905:
        return f"about {round(100 * chance)} in 100 futures"
    return "fewer than 1 in 100 futures" if chance < 0.5 else "more than 99 in 100 futures"


def quantile_error(share: float, trials: int, density: float) -> float:
    """The standard error of the quantile at `share` of independent trials.

    `density` is that of the amount at the quantile, in its own unit.
    """
    return math.sqrt(share * (1 - share) / trials) / density


def _worst(parts: FloatArray, tail: float) -> FloatArray:
    """The mean of the lowest trials of each part."""
    kept = max(1, round(tail * parts.shape[1]))
    lowest: FloatArray = np.partition(parts, kept - 1, axis=1)[:, :kept].mean(axis=1)
    return lowest


def _estimate(value: float, parts: Sequence[float] | FloatArray) -> Estimate:
    spread_of_parts = float(np.std(parts, ddof=1))
    return Estimate(value=value, error=spread_of_parts / math.sqrt(len(parts)))
