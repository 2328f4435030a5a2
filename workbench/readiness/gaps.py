"""Gaps: between roles, between what was predicted and what was said, and between two waves."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.histograms import Histogram
from workbench.voices.items import LEVELS

Floats = NDArray[np.float64]
DRAWS = 5000
SEED = 19830101
WIDEST = LEVELS - 1.0


class Gap(Frozen):
    """The mean of one group minus the mean of another, in levels, with its 95% interval.

    `delta` is Cliff's delta, -1 to 1. `clear` says that the interval stays off 0 even when it is
    widened for all the gaps that are looked at together.
    """

    value: float
    low: float
    high: float
    delta: float = Field(ge=-1, le=1)
    clear: bool
    n: tuple[int, int]


def gap(
    first: Histogram,
    second: Histogram,
    spread_floor: float,
    *,
    looked_at: int = 1,
    whole_first: bool = False,
    whole_second: bool = False,
) -> Gap | None:
    """The mean of `first` minus the mean of `second`, or None with fewer than two scores in one.

    The interval is a bootstrap of people inside each group: 5,000 draws of a fixed seed, n - 1 of
    n people drawn with replacement so that the variance is not too small in small groups (Rao and
    Wu, "Resampling inference with complex survey data", Journal of the American Statistical
    Association 83, 1988). A spread under `spread_floor` (levels) is raised to it: a few people who
    say the same do not make a gap exact. With `looked_at` gaps side by side, `clear` uses
    Bonferroni's wider interval; there are no stars. A group that is `whole` (everybody answered)
    is a fact rather than a sample, and its mean does not vary.
    """
    a, b = first.values, second.values
    if a.size < 2 or b.size < 2:
        return None
    generator = np.random.default_rng(SEED)
    value = float(a.mean() - b.mean())
    varied = value + (
        _variation(first, spread_floor, generator, whole_first)
        - _variation(second, spread_floor, generator, whole_second)
    )
    low, high = _interval(varied, 0.05)
    wide_low, wide_high = _interval(varied, 0.05 / max(1, looked_at))
    return Gap(
        value=value,
        low=max(-WIDEST, low),
        high=min(WIDEST, high),
        delta=cliffs_delta(a, b),
        clear=wide_low > 0 or wide_high < 0,
        n=(a.size, b.size),
    )


def cliffs_delta(first: ArrayLike, second: ArrayLike) -> float:
    """How much more often the first is above the second than below, over all pairs: -1 to 1.

    Cliff, "Dominance statistics: ordinal analyses to answer ordinal questions", Psychological
    Bulletin 114, 1993. Raises ValueError when a group is empty.
    """
    a, b = np.asarray(first, float).ravel(), np.sort(np.asarray(second, float).ravel())
    if not a.size or not b.size:
        raise ValueError(f"groups of {a.size} and {b.size}; accepted: at least 1 in each")
    above = np.searchsorted(b, a, side="left").sum()
    below = (b.size - np.searchsorted(b, a, side="right")).sum()
    return float(above - below) / (a.size * b.size)


def changes(
    before: Mapping[str, Histogram],
    after: Mapping[str, Histogram],
    spread_floor: float,
) -> dict[str, Gap]:
    """By how much each element moved from one wave to the next (after minus before).

    The waves are taken as separate groups, because nothing links a person's answers across them;
    where the same people answered twice the interval is wider than it need be. Elements that lack
    scores in one of the waves are left out.
    """
    both = [name for name in after if name in before]
    found = {
        name: gap(after[name], before[name], spread_floor, looked_at=len(both)) for name in both
    }
    return {name: moved for name, moved in found.items() if moved is not None}


def _variation(
    group: Histogram, spread_floor: float, generator: np.random.Generator, whole: bool
) -> Floats:
    """How the mean of a group would vary around what it is, draw by draw."""
    if whole:
        return np.zeros(DRAWS)
    levels = np.array(sorted(group.counts), float)
    people = np.array([group.counts[level] for level in levels.tolist()], float)
    n = people.sum()
    mean = people @ levels / n
    drawn = generator.multinomial(int(n) - 1, people / n, size=DRAWS) @ levels / (n - 1)
    missing = spread_floor**2 - people @ (levels - mean) ** 2 / (n - 1)
    floor = generator.normal(0, np.sqrt(max(0.0, missing) / n), size=DRAWS)
    return np.asarray(drawn - mean + floor, float)


def _interval(draws: Floats, outside: float) -> tuple[float, float]:
    low, high = np.quantile(draws, [outside / 2, 1 - outside / 2])
    return float(low), float(high)
