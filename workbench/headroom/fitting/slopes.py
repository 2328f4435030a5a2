"""Slopes from days that are no experiment: with controls, an instrument, and honest errors.

Everything takes float arrays with one entry per day. Controls are a matrix of days × effects with
a constant among them; they are taken out of outcome, driver and instrument first, which leaves the
slope as it is (Frisch and Waugh 1933; Lovell 1963).
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from workbench.headroom.erlang import Floats

YEAR = 365.25
# So many days show a season.
SEASON = 300
# A driver of which so little is left after the controls is one of them.
NOTHING = 1e-10
# A spread so small beside the values is rounding.
ROUNDING = 1e-9


class NothingVaries(ValueError):
    """Why a slope cannot be told: the driver, or the instrument, moves with the controls alone."""


@dataclass(frozen=True, slots=True)
class Slope:
    """A slope with its standard error and 95 % interval.

    `degrees` are those of Student's t. `effective_days` is the number of independent days that
    would be as informative as these, which follow each other.
    """

    value: float
    error: float
    low: float
    high: float
    degrees: float
    days: int
    effective_days: float

    @property
    def p_value(self) -> float:
        """The chance of so large a slope either way if there were none."""
        return (
            float(2 * scipy.special.stdtr(self.degrees, -abs(self.value) / self.error))
            if self.error
            else 0.0
        )


@dataclass(frozen=True, slots=True)
class Instrumented:
    """A slope by two-stage least squares; `first_stage` is the F statistic of the instrument."""

    slope: Slope
    first_stage: float


def calendar(when: NDArray[np.int64], weekday: NDArray[np.int64]) -> Floats:
    """A constant, the weekdays that occur, a trend with a bend, and a season in a long record."""
    span = max(1, int(np.ptp(when)))
    trend = 2 * (when - when.min()) / span - 1
    columns = [np.ones(len(when)), trend, trend * trend - 1 / 3]
    columns += [(weekday == day) * 1.0 for day in np.unique(weekday)[1:]]
    if span >= SEASON:
        turn = 2 * np.pi * when / YEAR
        columns += [np.sin(turn), np.cos(turn)]
    return np.column_stack(columns)


def varies(values: Floats) -> bool:
    """Whether values differ by more than rounding."""
    return bool(np.ptp(values) > ROUNDING * np.abs(values).max())


def left_over(values: Floats, controls: Floats) -> Floats:
    """What the controls leave of some values."""
    fitted: Floats = controls @ np.linalg.lstsq(controls, values, rcond=None)[0]
    return values - fitted


def slope(
    outcome: Floats, driver: Floats, controls: Floats, when: NDArray[np.int64], lags: int
) -> Slope:
    """The slope of the outcome on the driver by least squares, given the controls.

    The error allows for days being related to those up to `lags` days before, gaps in the calendar
    included, and for their spread not being the same (Newey and West, Econometrica 55, 1987; Parzen
    1963 for the gaps). Raises NothingVaries.
    """
    y, x = left_over(outcome, controls), _moving(driver, controls, "the driver")
    value = float(x @ y / (x @ x))
    used = int(np.linalg.matrix_rank(controls)) + 1
    return _with_error(value, x, y - value * x, float(x @ x), when, lags, used)


def instrumented_slope(
    outcome: Floats,
    driver: Floats,
    instrument: Floats,
    controls: Floats,
    when: NDArray[np.int64],
    lags: int,
) -> Instrumented:
    """The slope through that part of the driver alone that the instrument moves.

    Two-stage least squares with one instrument (Wright 1928; Angrist and Pischke, Mostly Harmless
    Econometrics, 2009, 4.1), errors as in `slope`. Raises NothingVaries.
    """
    y = left_over(outcome, controls)
    x = _moving(driver, controls, "the driver")
    z = _moving(instrument, controls, "the instrument")
    first = slope(driver, instrument, controls, when, lags)
    crossed = float(z @ x)
    value = float(z @ y) / crossed
    used = int(np.linalg.matrix_rank(controls)) + 1
    found = _with_error(value, z, y - value * x, abs(crossed), when, lags, used)
    return Instrumented(found, (first.value / first.error) ** 2 if first.error else np.inf)


def variance_inflation(driver: Floats, controls: Floats) -> float:
    """How many times the controls widen the variance of the driver's slope (Marquardt 1970).

    Infinite where the driver follows from the controls.
    """
    rest, around = left_over(driver, controls), driver - driver.mean()
    left, whole = float(rest @ rest), float(around @ around)
    return whole / left if varies(driver) and left > NOTHING * whole else np.inf


def _moving(values: Floats, controls: Floats, what: str) -> Floats:
    if not varies(values):
        raise NothingVaries(f"{what} does not vary")
    if np.isinf(variance_inflation(values, controls)):
        raise NothingVaries(f"{what} moves with the controls")
    return left_over(values, controls)


def _with_error(
    value: float,
    moves: Floats,
    off: Floats,
    scale: float,
    when: NDArray[np.int64],
    lags: int,
    used: int,
) -> Slope:
    days = len(when)
    free = days - used
    if free < 1:
        raise NothingVaries(f"{days} days are no more than the {used} effects to tell apart")
    related = _long_run(moves * off, when, lags)
    correction = days / free
    error = float(np.sqrt(related * correction)) / scale
    alone = float((off @ off) / free * (moves @ moves))
    effective = days * min(1.0, alone / (related * correction)) if related > 0 else float(days)
    degrees = max(1.0, effective - used)
    reach = error * float(scipy.special.stdtrit(degrees, 0.975))
    return Slope(value, error, value - reach, value + reach, degrees, days, effective)


def _long_run(scores: Floats, when: NDArray[np.int64], lags: int) -> float:
    """The variance of the sum of scores that are related over some days, by Bartlett's weights."""
    calendar_days = np.zeros(int(np.ptp(when)) + 1)
    calendar_days[when - when.min()] = scores
    total = float(calendar_days @ calendar_days)
    for lag in range(1, min(lags, len(calendar_days) - 1) + 1):
        weight = 1 - lag / (lags + 1)
        total += 2 * weight * float(calendar_days[lag:] @ calendar_days[:-lag])
    return total
