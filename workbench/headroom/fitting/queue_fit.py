"""The queue that fits the rows: how patient customers are, and how many of the seats answer."""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.day_estimates import (
    FEWEST_ABANDONED,
    CannotMeasure,
    Spread,
    patience_of,
)
from workbench.headroom.demand import day_multipliers
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.fitting.day_columns import DayColumns
from workbench.headroom.fitting.stretches import Stretches
from workbench.headroom.patience_queue import patience_queue

# Where the search for the part of the seats that answers begins and ends.
LOWEST, HIGHEST = 0.05, 2.0
STARTS = np.geomspace(LOWEST, HIGHEST, 30)
# An answer that is so close to an end is the end.
EDGE = 1.01
WIDEST = 1.0
SPREADS = (0.05, 0.2, 0.4)
KINDS = 9


@dataclass(frozen=True, slots=True)
class QueueFit:
    """The queue behind some rows.

    `patience` in minutes. `answering` is the part of the seats that answers contacts: the others
    are absent, off the phone, or lack the skill. `spread` is the variation (standard deviation over
    mean) of the arrival rate within a stretch. `error` is the standard error of `answering`.
    """

    patience: float
    answering: float
    spread: float
    error: float


@dataclass(frozen=True, slots=True)
class Predicted:
    """Shares of the contacts of each stretch: given up, and answered within its threshold."""

    p_abandon: Floats
    service_level: Floats


def measured_patience(days: DayColumns) -> Spread:
    """Mean patience in minutes, from the days that state their mean wait.

    Raises CannotMeasure when too few gave up or the waits are not in the rows.
    """
    given = ~np.isnan(days.wait)
    if not given.any():
        raise CannotMeasure("the rows do not hold the mean wait")
    return patience_of((days.contacts * days.wait)[given], days.abandoned[given])


@SILENT
def predict(rows: Stretches, patience: float, answering: float, spread: float) -> Predicted:
    """What Erlang A expects of each stretch, its rate spread over a Gamma mixture."""
    load = rows.rate * rows.handle_time
    rates, weights = day_multipliers(np.full_like(load, spread), load, KINDS)
    rates = rows.rate[:, None] * rates
    moments = rates.shape[1]
    queue = patience_queue(
        rates.ravel(),
        np.repeat(rows.handle_time, moments),
        np.repeat(answering * rows.seats, moments),
        np.full(rates.size, patience),
    )
    within = np.repeat(np.where(np.isnan(rows.threshold), 1.0, rows.threshold), moments)
    _, late = queue.beyond(within)

    def of_all(share: Floats) -> Floats:
        found: Floats = (share.reshape(rates.shape) * rates) @ weights / rows.rate
        return found

    level = of_all(queue.p_answered - late)
    return Predicted(of_all(queue.p_abandon), np.where(np.isnan(rows.threshold), np.nan, level))


def fit_queue(rows: Stretches, patience: float, patience_error: float = 0.0) -> QueueFit:
    """The part of the seats that answers, and the spread within days, that fit the rows best.

    Least squares on abandonment, and on service level where it is known, each stretch weighted by
    its contacts. Half-hours are taken to be steady within. The error allows for stretches of one
    day being alike (sandwich estimate by day; Liang and Zeger, Biometrika 73, 1986) and for the
    error of the patience. Raises CannotMeasure when nobody gave up, so that any number of advisors
    would do, or when none would.
    """
    if rows.abandoned.sum() < FEWEST_ABANDONED:
        raise CannotMeasure(
            f"{rows.abandoned.sum():.0f} contacts were abandoned, and {FEWEST_ABANDONED} are "
            "needed: with more advisors than work, any number would fit"
        )
    from scipy.optimize import least_squares  # 0.2 s that nobody without rows has to wait for

    def off(at: Floats, patience: float = patience) -> Floats:
        return _off(rows, patience, float(np.exp(at[0])), float(at[1]) if at.size > 1 else 0.0)

    def misses(at: Floats) -> float:
        gaps = off(at)
        return float(gaps @ gaps)

    spreads = () if rows.within_a_day else SPREADS
    middle = spreads[1:2]
    start = min((np.array([np.log(part), *middle]) for part in STARTS), key=misses)
    if spreads:
        start = min((np.array([start[0], spread]) for spread in spreads), key=misses)
    lowest, highest = np.array([np.log(LOWEST), 0.0]), np.array([np.log(HIGHEST), WIDEST])
    bounds = (lowest[: start.size], highest[: start.size])
    found = least_squares(off, start, bounds=bounds, x_scale=[0.1, 0.1][: start.size])
    answering = float(np.exp(found.x[0]))
    spread = float(found.x[1]) if spreads else 0.0
    if not LOWEST * EDGE < answering < HIGHEST / EDGE or spread > WIDEST / EDGE:
        raise CannotMeasure(
            f"no part of the seats between {LOWEST:g} and {HIGHEST:g} explains the abandonment"
        )
    error = _error(rows, found.fun, np.asarray(found.jac))
    if patience_error:
        moved = least_squares(off, found.x, bounds=bounds, args=(patience + patience_error,))
        error = float(np.hypot(error, moved.x[0] - found.x[0]))
    return QueueFit(patience, answering, spread, answering * error)


def _off(rows: Stretches, patience: float, answering: float, spread: float) -> Floats:
    found = predict(rows, patience, answering, spread)
    weights = np.sqrt(rows.contacts / rows.contacts.sum())
    parts = [weights * (found.p_abandon - rows.abandoned / rows.contacts)]
    if not np.isnan(rows.in_time).all():
        gap = found.service_level - rows.in_time / rows.contacts
        parts.append(weights * np.nan_to_num(gap))
    return np.concatenate(parts)


def _error(rows: Stretches, off: Floats, slopes: Floats) -> float:
    """The standard error of the logarithm of the part that answers."""
    days = np.tile(rows.day, len(off) // len(rows.day))
    scores = np.zeros((days.max() + 1, slopes.shape[1]))
    np.add.at(scores, days, slopes * off[:, None])
    bread = np.linalg.pinv(slopes.T @ slopes)
    seen = len(np.unique(days))
    spread = bread @ (scores.T @ scores) @ bread * seen / max(1, seen - slopes.shape[1])
    return float(np.sqrt(spread[0, 0]))
