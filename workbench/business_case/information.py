"""What it is worth to know more before deciding, and which figure the value hangs on.

All from one sample of trials, without running the model again, and also when figures move together
(Strong, Oakley and Brennan 2014, Medical Decision Making 34(3)). The choice is to do the case or
not; what is known of a figure is worth what it would change about that choice.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy

from workbench.evidence.distributions import FloatArray

MOST_BINS = 40
FEWEST_IN_A_BIN = 25
FALSE_ALARM = 0.05
"""The chance that any figure without effect is called clear, all of them together."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What one figure has to do with the value.

    `share` is the part of the variance of the value that goes with it (first-order index, Sobol
    1993), from 0 to 1; `worth` what knowing it exactly would be worth (expected value of perfect
    information on one parameter, EVPPI), in the unit of the value; `moves` the standard deviation
    of the expected value over the figure. `clear` says whether so much would hardly come about by
    chance; `worth` and `moves` are 0 where it is not.
    """

    id: str
    share: float
    worth: float
    moves: float
    clear: bool


def worth_of_knowing_all(worth: FloatArray) -> float:
    """What it would be worth to know everything before deciding (EVPI), never below 0."""
    decided = max(0.0, float(worth.mean()))
    return max(0.0, float(np.maximum(worth, 0.0).mean()) - decided)


def learned(values: Mapping[str, FloatArray], worth: FloatArray) -> tuple[Learned, ...]:
    """Every figure with what it has to do with the value, the most worth knowing first.

    `values` and `worth` have one entry a trial. The expected value at each figure is read from
    groups of trials in which it is nearly the same; what such groups differ by chance is taken off.
    Works from pairs of figure and value, so the order of the trials does not matter. Raises
    ValueError for columns of another length or a value that is not finite.
    """
    if not np.isfinite(worth).all():
        raise ValueError("a value is not finite; accepted: finite values")
    everything = worth_of_knowing_all(worth)
    alarm = FALSE_ALARM / max(1, len(values))
    found = [_learned(key, column, worth, everything, alarm) for key, column in values.items()]
    return tuple(sorted(found, key=lambda each: (-each.worth, -each.share, each.id)))


def _learned(
    key: str, column: FloatArray, worth: FloatArray, everything: float, alarm: float
) -> Learned:
    if column.shape != worth.shape:
        raise ValueError(f"{key} has {len(column)} trials and the value {len(worth)}")
    means, weights, noise, free = _grouped(column, worth)
    variance = float(worth.var())
    if len(means) < 2 or variance == 0:
        return Learned(key, 0.0, 0.0, 0.0, clear=False)
    middle = float((weights * means).sum())
    away = means - middle
    between, by_chance = float((weights * away**2).sum()), float((weights * noise).sum())
    left = max(0.0, between - by_chance)
    share = min(1.0, left / variance)
    ratio = between / by_chance if by_chance > 0 else math.inf
    clear = (
        bool(ratio > scipy.special.fdtri(len(means) - 1, free, 1 - alarm)) if free > 0 else left > 0
    )
    if not clear:
        return Learned(key, share, 0.0, 0.0, clear=False)
    expected = middle + math.sqrt(left / between) * away
    gain = float((weights * np.maximum(expected, 0.0)).sum()) - max(0.0, middle)
    return Learned(key, share, min(max(0.0, gain), everything), math.sqrt(left), clear=True)


def _grouped(
    column: FloatArray, worth: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, int]:
    """Mean value, weight and variance of that mean by groups of a figure, and degrees of freedom.

    Trials with exactly the same figure are first averaged, because they may share more than it:
    runs of one model that are used in several trials are one observation. Of a figure with few
    values each is a group by itself, and its trials are the observations.
    """
    order = np.argsort(column, kind="stable")
    x, y = column[order], worth[order]
    starts = np.flatnonzero(np.concatenate([[True], x[1:] != x[:-1]]))
    groups = min(MOST_BINS, len(starts) // FEWEST_IN_A_BIN)
    if groups >= 2:
        if len(starts) < len(x):
            counts = np.diff(np.append(starts, len(x)))
            y = np.add.reduceat(y, starts) / counts
        starts = np.linspace(0, len(y), groups + 1).astype(np.intp)[:-1]
    sizes = np.diff(np.append(starts, len(y)))
    means = np.add.reduceat(y, starts) / sizes
    apart = y - np.repeat(means, sizes)
    squares = np.add.reduceat(apart * apart, starts)
    # Of a group of one nothing is known but what the others vary by.
    free = len(y) - len(means)
    usual = float(squares.sum()) / free if free > 0 else 0.0
    own = np.where(sizes > 1, squares / np.maximum(sizes - 1, 1), usual)
    weights = sizes / len(y)
    return means, weights, own / sizes * (1 - weights), free


def worth_of_a_normal(mean: float, spread: float) -> float:
    """What it is worth to know a normal value with this mean and standard deviation.

    The unit normal loss integral (Raiffa and Schlaifer 1961, Applied Statistical Decision Theory):
    the gain of choosing after instead of before, between the value and nothing. Raises ValueError
    for a standard deviation below 0.
    """
    if not spread >= 0:
        raise ValueError(f"the standard deviation is {spread:g}; accepted: 0 or more")
    if spread == 0:
        return 0.0
    far = abs(mean) / spread
    density = math.exp(-far * far / 2) / math.sqrt(2 * math.pi)
    return max(0.0, spread * (density - far * float(scipy.special.ndtr(-far))))


def worth_of_a_sample(mean: float, moves: float, error: float) -> float:
    """What a pilot is worth that measures a figure with an error (EVSI), when values are normal.

    `moves` is how far the value moves with the figure (its standard deviation over it), `error` the
    standard error of the pilot over the standard deviation of the figure: for n observations of
    which each has k times that deviation, k / sqrt(n). Less than knowing it exactly, and ever less
    more for each further observation.
    """
    if not error >= 0:
        raise ValueError(f"the error is {error:g}; accepted: 0 or more")
    return worth_of_a_normal(mean, moves / math.sqrt(1 + error * error))


def decide_now(everything: float, laid_out: float, nearly_nothing: float) -> bool:
    """Whether knowing everything would be worth next to nothing beside what is laid out."""
    return everything <= nearly_nothing * abs(laid_out)
