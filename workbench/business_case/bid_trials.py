"""How far the net present value of a bid holds: a seeded simulation over its ranges."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.bids import Bid, Range
from workbench.business_case.spread import known
from workbench.evidence.distributions import metalog, quantiles
from workbench.frozen import Frozen

FloatArray = NDArray[np.float64]

ASSUMED = (
    "A bid's costs run high in all its years or in none, and so do its benefits; costs and "
    "benefits do not move together, and neither do bids of different functions. "
    "Customer-experience changes are worth what the business case says in the same futures. "
    "Between the three answers of a range runs a metalog distribution (Keelin 2016). "
    "The discount rate is held, and spending is held at its base where the budget is shared out."
)


class Chance(Frozen):
    """What the trials say: P10, P90 and mean of the value, and the share of trials above zero.

    `error` is the standard error of that share, by the spread of the replicates; P10 and P90 are
    rounded to theirs, as the business case shows them.
    """

    low: float
    mean: float
    high: float
    positive: float
    error: float


class Draws:
    """Uniform numbers by name, a Latin hypercube in each replicate; a name always has the same.

    So a value does not change when another bid is added, and two bids that rest on one assumption
    see the same future. `trials` must be a multiple of `replicates`.
    """

    def __init__(self, trials: int, replicates: int, seed: int) -> None:
        if trials < 1 or replicates < 2 or trials % replicates:
            raise ValueError(
                f"{trials} trials in {replicates} replicates; accepted: two replicates or more, "
                "and trials that divide into them"
            )
        if seed < 0:
            raise ValueError(f"the seed is {seed}; accepted: a whole number from 0")
        self.trials, self.replicates, self.seed = trials, replicates, seed
        self._kept: dict[str, FloatArray] = {}

    def of(self, name: str) -> FloatArray:
        """One number above 0 and below 1 a trial."""
        if name not in self._kept:
            stream = np.random.SeedSequence([self.seed, crc32(name.encode())])
            rng = np.random.Generator(np.random.PCG64(stream))
            size = self.trials // self.replicates
            ranks = rng.permuted(np.tile(np.arange(size), (self.replicates, 1)), axis=1)
            share = (ranks + rng.random((self.replicates, size))) / size
            self._kept[name] = np.clip(share.ravel(), 1e-12, 1 - 1e-12)
        return self._kept[name]

    def chance(self, values: FloatArray) -> Chance:
        """What the trials of a value say."""
        each, root = values.reshape(self.replicates, -1), np.sqrt(self.replicates)
        parts = (each > 0).mean(axis=1)
        errors = np.quantile(each, (0.1, 0.9), axis=1).std(axis=1, ddof=1) / root
        low, high = map(known, np.quantile(values, (0.1, 0.9)).tolist(), errors.tolist())
        return Chance(
            low=low,
            mean=float(values.mean()),
            high=high,
            positive=float(parts.mean()),
            error=float(parts.std(ddof=1) / root),
        )


def bid_trials(bid: Bid, factors: FloatArray, draws: Draws) -> FloatArray:
    """The net present value of a bid in each trial.

    `factors` are what an amount at the end of each year is worth today, from the start on; years
    after the last factor are not counted.
    """
    worth = np.zeros(draws.trials)
    costs, benefits = draws.of(f"costs of {bid.name}"), draws.of(f"benefits of {bid.name}")
    for amount, factor in zip(bid.costs, factors, strict=False):
        worth -= factor * amounts(amount, costs)
    for amount, factor in zip(bid.benefits, factors[1:], strict=False):
        worth += factor * amounts(amount, benefits)
    return worth


def amounts(given: Range, u: FloatArray) -> FloatArray:
    """The amounts of a range below which the shares `u` of it lie.

    A range above zero stays above zero (the metalog's log form where it has one); one that reaches
    zero or below has no bound. P10, P50 and P90 are met exactly.
    """
    if given.certain:
        return np.full(u.shape, given.p50)
    if given.p10 > 0:
        try:
            return metalog(given.p10, given.p50, given.p90, lower=0.0).quantile(u)
        except ValueError:
            return quantiles(given.p10, given.p50, given.p90, 0.0, np.inf, u)
    lowest = 0.0 if given.p10 == 0 else -np.inf
    return quantiles(given.p10, given.p50, given.p90, lowest, np.inf, u)
