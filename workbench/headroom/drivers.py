"""Measure this first: which assumption a result hangs on most."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy

from workbench.headroom.erlang import Floats

# The chance that any assumption without effect is called clear, all of them together.
FALSE_ALARM = 0.05


@dataclass(frozen=True, slots=True)
class Driver:
    """An assumption and how a result moves with it, other assumptions varying as they do.

    `correlation` is Spearman's, of the ranks: +1 when more of it always gives more of the result.
    `share` is its square, the part of the variance of the ranks that goes with it. `clear` says
    whether so much would hardly come about by chance.
    """

    id: str
    correlation: float
    share: float
    clear: bool


def drivers(values: Mapping[str, Floats], result: Floats) -> tuple[Driver, ...]:
    """Every assumption that varies, the one that a result hangs on most first.

    `values` and `result` have one entry per draw. Rank correlation finds what moves a result one
    way or the other (Saltelli and others, Sensitivity Analysis, 2000, ch. 6); what only matters
    together with others, or up and down again, it misses. A result that is the same in every draw
    has no drivers. Correlations are called clear beyond the normal limit for as many as are looked
    at (Bonferroni).
    """
    if not values or np.ptp(result) == 0:
        return ()
    count = len(result)
    limit = float(scipy.special.ndtri(1 - FALSE_ALARM / (2 * len(values)))) / np.sqrt(count - 1)
    ranks = _ranks(result)
    found = []
    for key, drawn in values.items():
        if np.ptp(drawn) == 0:
            continue
        correlation = float(np.corrcoef(_ranks(drawn), ranks)[0, 1])
        found.append(Driver(key, correlation, correlation**2, clear=bool(abs(correlation) > limit)))
    return tuple(sorted(found, key=lambda driver: -driver.share))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Floats = (last - (counts - 1) / 2)[place]
    return shared
