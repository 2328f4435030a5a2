"""What can be told about a contact centre from its days: one estimate for each figure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy

from workbench.headroom.erlang import Floats

# Two weeks: below that a weekday has no second observation.
FEWEST_DAYS = 14
# With fewer abandoned contacts the estimate of patience is off by more than a third.
FEWEST_ABANDONED = 30
SECONDS = 60.0


class CannotMeasure(ValueError):
    """Why a figure cannot be measured from these days."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An estimate with its range: P10 and P90, and the ends of the 95% interval."""

    value: float
    p10: float
    p90: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Days:
    """The days as columns; a figure that was not given is nan."""

    weekday: Floats
    contacts: Floats
    answered: Floats
    abandoned: Floats
    handle_time: Floats
    wait: Floats
    seats: Floats
    open_hours: Floats
    csat: Floats
    csat_answers: Floats
    fcr: Floats


def _by_error(value: float, error: float, degrees: int) -> Spread:
    ten, end = (error * float(scipy.special.stdtrit(degrees, level)) for level in (0.9, 0.975))
    return Spread(value, value - ten, value + ten, value - end, value + end)


def _weekday_pattern(days: Days, values: Floats) -> tuple[Floats, Floats, int]:
    """Means by weekday seen, each day relative to its mean, and the number of free days."""
    seen = np.unique(days.weekday)
    means = np.array([values[days.weekday == weekday].mean() for weekday in seen])
    if not (means > 0).all():
        raise CannotMeasure("on some weekday there were none at all")
    relative = values / means[np.searchsorted(seen, days.weekday)]
    return means, relative, len(values) - len(seen)


def _weekly(name: str) -> Callable[[Days], Spread]:
    """A week's total: the sum of the weekday means; a weekday that never occurs is closed."""

    def estimate(days: Days) -> Spread:
        values = getattr(days, name)
        means, relative, free = _weekday_pattern(days, values)
        counts = np.unique(days.weekday, return_counts=True)[1]
        variation = ((relative - 1) ** 2).sum() / free
        error = float(np.sqrt((means**2 * variation / counts).sum()))
        return _by_error(float(means.sum()), error, free)

    return estimate


def _mean(name: str, weight: str) -> Callable[[Days], Spread]:
    """A weighted mean over the days that state the figure."""

    def estimate(days: Days) -> Spread:
        return _ratio(getattr(days, name), getattr(days, weight))

    return estimate


def _ratio(values: Floats, weights: Floats, floor: float = 0.0) -> Spread:
    """Weighted mean with the error of a ratio estimate (Cochran, Sampling Techniques, 1977)."""
    given = ~np.isnan(values) & (weights > 0)
    values, weights = values[given], weights[given]
    n = len(values)
    if n < FEWEST_DAYS:
        raise CannotMeasure(f"{n} days state it, and {FEWEST_DAYS} are needed")
    mean = float(np.average(values, weights=weights))
    off = weights * (values - mean)
    error = float(np.sqrt(n / (n - 1) * (off**2).sum()) / weights.sum())
    return _by_error(mean, max(error, floor), n - 1)


def _variation(days: Days) -> Spread:
    """Standard deviation of the contacts per hour on the rota around their weekday.

    A busy season that the rota follows is not variation; contacts arriving by chance are taken out.
    """
    _, relative, free = _weekday_pattern(days, days.contacts / (days.seats * days.open_hours))
    if np.ptp(days.contacts) == 0:
        raise CannotMeasure("the number of contacts is the same every day")
    squares = float(((relative - 1) ** 2).sum())
    chance = 1 / float(days.contacts.mean())

    def at(level: float) -> float:
        return float(np.sqrt(max(0.0, squares / float(scipy.special.chdtri(free, level)) - chance)))

    value = float(np.sqrt(max(0.0, squares / free - chance)))
    return Spread(
        value,
        min(value, at(0.1)),
        max(value, at(0.9)),
        min(value, at(0.025)),
        max(value, at(0.975)),
    )


def _patience(days: Days) -> Spread:
    """Total waiting time over abandoned contacts, in minutes."""
    given = ~np.isnan(days.wait)
    if given.sum() < FEWEST_DAYS:
        raise CannotMeasure(f"{given.sum()} days state the mean wait, and {FEWEST_DAYS} are needed")
    waited = days.contacts[given] * days.wait[given] / SECONDS
    return patience_of(waited, days.abandoned[given])


def patience_of(waited: Floats, lost: Floats) -> Spread:
    """Mean patience from minutes waited by all contacts and contacts abandoned, day by day.

    Waiting time over abandoned contacts, the maximum-likelihood estimate of an exponential patience
    that is only seen to the end in those who give up (Mandelbaum and Zeltyn, "Service engineering
    in action", 2007). The error is the spread between days, or that of so many abandoned contacts
    if it is larger. Raises CannotMeasure.
    """
    total = float(lost.sum())
    if total < FEWEST_ABANDONED:
        raise CannotMeasure(
            f"{total:.0f} contacts were abandoned, and {FEWEST_ABANDONED} are needed"
        )
    value = float(waited.sum()) / total
    if value == 0:
        raise CannotMeasure("contacts were abandoned although the mean wait is 0 every day")
    n = len(lost)
    off = waited - value * lost
    between_days = float(np.sqrt(n / max(1, n - 1) * (off**2).sum())) / total
    return _by_error(value, max(between_days, value / np.sqrt(total)), max(1, n - 1))


def _satisfaction(days: Days) -> Spread:
    """Satisfied customers, by answers where their number is given, else by days."""
    counted = not np.isnan(days.csat_answers[~np.isnan(days.csat)]).any()
    if not counted:
        return _ratio(days.csat, np.ones_like(days.csat))
    weights = np.nan_to_num(days.csat_answers)
    spread = _ratio(days.csat, weights)
    # No better than that many answers can be, however alike the days are.
    floor = float(np.sqrt(spread.value * (1 - spread.value) / weights.sum()))
    return _ratio(days.csat, weights, floor)


def _unresolved(days: Days) -> Spread:
    return _ratio(1 - days.fcr, days.answered)


BETWEEN_DAYS = "P10 and P90 come from the spread between days, taken as independent."
BY_WEEKDAY = f"The sum of the means of the weekdays that occur. {BETWEEN_DAYS}"

ESTIMATES: dict[str, tuple[Callable[[Days], Spread], str]] = {
    "contacts_per_week": (_weekly("contacts"), BY_WEEKDAY),
    "open_hours_per_week": (_weekly("open_hours"), BY_WEEKDAY),
    "handle_time": (
        _mean("handle_time", "answered"),
        f"Weighted by answered contacts. {BETWEEN_DAYS}",
    ),
    "seats": (_mean("seats", "open_hours"), f"Weighted by open hours. {BETWEEN_DAYS}"),
    "volume_cv": (
        _variation,
        "Spread of the contacts per advisor-hour on the rota around their weekday, less what "
        "chance arrivals add, so that a season which the rota follows does not count. P10 and P90 "
        "come from the chi-squared distribution.",
    ),
    "patience": (
        _patience,
        "Total waiting time divided by abandoned contacts, the maximum-likelihood estimate for "
        f"exponential patience. {BETWEEN_DAYS}",
    ),
    "satisfaction": (
        _satisfaction,
        f"Weighted by survey answers where their number is given. {BETWEEN_DAYS}",
    ),
    "unresolved_share": (
        _unresolved,
        f"One less first-contact resolution, weighted by answered contacts. {BETWEEN_DAYS}",
    ),
}
