"""Fitted on the first days, does the queue predict the others? If not, nothing more is claimed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.day_estimates import FEWEST_DAYS, CannotMeasure
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.day_columns import day_columns
from workbench.headroom.fitting.queue_fit import QueueFit, fit_queue, measured_patience, predict
from workbench.headroom.fitting.stretches import SECONDS, Stretches, stretches
from workbench.headroom.operations import OperationsDay
from workbench.headroom.rules import rules

ABANDONED, IN_TIME = "contacts that gave up", "answered in time"
# What a day is predicted from, as its columns are called.
PREDICTED_FROM = ("contacts offered", "handle time", "seats")
# How many advisors there might have been, relative to those fitted, to give a day's abandonment.
PARTS = np.geomspace(0.6, 1.6, 41)


class QueueVerdict(StrEnum):
    """Whether the rows behave as the queue says; only the first lets behaviour be claimed."""

    HOLDS = "the queue predicts these days"
    OFF = "the queue does not predict these days"
    TOO_FEW = "too few days"
    ALIKE = "every day is alike"
    UNKNOWN = "the queue cannot be fitted"


@dataclass(frozen=True, slots=True)
class DayByDay:
    """A share of the contacts on every day, seen and predicted, in the order of the calendar.

    `name` says which share. `held_out` are the days that the queue was not fitted on. `band` is
    the distance that four of five fitted days keep to their prediction, and `within` the share of
    the held-out days that keep it too.
    """

    name: str
    days: tuple[date, ...]
    seen: Floats
    predicted: Floats
    held_out: NDArray[np.bool_]
    band: float
    within: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """What became of the prediction, in shares of contacts (0.05 is five points).

    Errors are the mean distance between prediction and day, weighted by contacts. Where the rows
    do not hold how many were answered in time, `level_error` is what the miss in abandonment means
    for service level in the same queue, and `level_is_implied`. `guess_error` is the miss in
    abandonment of who takes the mean of the weekday instead. `fit` is on the first days, None where
    it could not be made.
    """

    verdict: QueueVerdict
    sentence: str
    fitted_days: int = 0
    abandonment_error: float | None = None
    level_error: float | None = None
    level_is_implied: bool = False
    guess_error: float | None = None
    fit: QueueFit | None = None
    picture: DayByDay | None = None

    @property
    def unlocked(self) -> bool:
        """Whether anything may be claimed about behaviour."""
        return self.verdict is QueueVerdict.HOLDS


def back_test(
    days: Sequence[OperationsDay], patience: float | None = None, threshold: float = 20.0
) -> BackTest:
    """Fit the queue on the first days, in the order of the calendar, and predict the others.

    Predicted is what the queue makes of a day's own contacts, handle time and seats. `patience` in
    minutes is taken where the rows do not tell their own; `threshold` is that of the service level
    in seconds, where the rows do not hold one. The split and the largest error are rules in
    `assets/calibration.yaml`.
    """
    if len(days) < FEWEST_DAYS:
        said = (
            f"{len(days)} days are too few to test the queue; {FEWEST_DAYS} are needed. Nothing "
            "is claimed about behaviour."
        )
        return BackTest(QueueVerdict.TOO_FEW, said)
    ordered = sorted(days, key=lambda day: day.day)
    count = round(rules("calibration")["fit_share"].value * len(ordered))
    if set(PREDICTED_FROM) <= set(day_columns(ordered).never_change):
        said = (
            f"The same every day: {', '.join(PREDICTED_FROM)}. There is nothing to predict, so "
            "nothing is claimed about behaviour."
        )
        return BackTest(QueueVerdict.ALIKE, said)
    rows = stretches(ordered)
    try:
        fit = fit_queue(rows.of(rows.day < count), _patience(ordered[:count], patience))
    except CannotMeasure as error:
        said = f"The queue cannot be fitted: {error}. Nothing is claimed about behaviour."
        return BackTest(QueueVerdict.UNKNOWN, said, fitted_days=count)
    found = predict(rows, fit.patience, fit.answering, fit.spread)
    contacts = rows.per_day(rows.contacts)
    held_out = np.arange(len(ordered)) >= count
    lost = rows.per_day(rows.abandoned) / contacts
    lost_expected = rows.per_day(found.p_abandon * rows.contacts) / contacts
    level = rows.per_day(rows.in_time) / contacts
    told = not np.isnan(level[held_out]).all()
    if told:
        level_expected = rows.per_day(found.service_level * rows.contacts) / contacts
    else:
        level, level_expected = _implied(rows, fit, lost, threshold / SECONDS)
    lost_error = _distance(lost, lost_expected, contacts, held_out)
    level_error = _distance(level, level_expected, contacts, held_out)
    weekday = np.array([day.day.weekday() for day in ordered])
    guess = _distance(lost, _weekday_means(lost, contacts, weekday, count), contacts, held_out)
    limit = rules("calibration")["largest_error"].value
    holds = max(lost_error, level_error) <= limit
    seen, expected = (level, level_expected) if told else (lost, lost_expected)
    off = np.abs(seen - expected)
    band = float(np.nanquantile(off[~held_out], 0.8))
    verdict = QueueVerdict.HOLDS if holds else QueueVerdict.OFF
    test = BackTest(
        verdict=verdict,
        sentence="",
        fitted_days=count,
        abandonment_error=lost_error,
        level_error=level_error,
        level_is_implied=not told,
        guess_error=guess,
        fit=fit,
        picture=DayByDay(
            name=IN_TIME if told else ABANDONED,
            days=tuple(day.day for day in ordered),
            seen=seen,
            predicted=expected,
            held_out=held_out,
            band=band,
            within=float(np.mean(off[held_out & ~np.isnan(off)] <= band)),
        ),
    )
    return replace(test, sentence=_sentence(test, int(held_out.sum()), threshold, limit))


def _patience(days: Sequence[OperationsDay], otherwise: float | None) -> float:
    try:
        return measured_patience(day_columns(days)).value
    except CannotMeasure:
        if otherwise is None:
            raise
        return otherwise


def _implied(
    rows: Stretches, fit: QueueFit, lost: Floats, threshold: float
) -> tuple[Floats, Floats]:
    """Service level of every day as its abandonment implies, and as predicted.

    The same queue with more or fewer advisors loses as many contacts as the day did; what it
    answers in time is what the day would have.
    """
    timed = replace(rows, threshold=np.full_like(rows.threshold, threshold))
    contacts = rows.per_day(rows.contacts)
    levels, losses = np.empty((PARTS.size, lost.size)), np.empty((PARTS.size, lost.size))
    for at, part in enumerate(PARTS):
        found = predict(timed, fit.patience, part * fit.answering, fit.spread)
        levels[at] = rows.per_day(found.service_level * rows.contacts) / contacts
        losses[at] = rows.per_day(found.p_abandon * rows.contacts) / contacts
    fitted = predict(timed, fit.patience, fit.answering, fit.spread)
    # Fewer contacts are lost with more advisors, and interpolation wants them to rise.
    implied = [np.interp(lost[at], losses[::-1, at], levels[::-1, at]) for at in range(lost.size)]
    return np.array(implied), rows.per_day(fitted.service_level * rows.contacts) / contacts


def _distance(
    seen: Floats, predicted: Floats, contacts: Floats, chosen: NDArray[np.bool_]
) -> float:
    known = chosen & ~np.isnan(seen)
    return float(np.average(np.abs(seen - predicted)[known], weights=contacts[known]))


def _weekday_means(
    share: Floats, contacts: Floats, weekday: NDArray[np.int64], count: int
) -> Floats:
    """The mean share of the weekday over the first days, or of all of them."""
    first = np.arange(len(share)) < count
    means = np.full_like(share, np.average(share[first], weights=contacts[first]))
    for day in np.unique(weekday[first]):
        these = first & (weekday == day)
        means[weekday == day] = np.average(share[these], weights=contacts[these])
    return means


def _sentence(test: BackTest, predicted: int, threshold: float, limit: float) -> str:
    lost, level = 100 * (test.abandonment_error or 0.0), 100 * (test.level_error or 0.0)
    means = f", which stands for {level:.1f} points of service level at {threshold:g} s"
    errors = (
        f"{lost:.1f} points of the contacts that gave up{means}"
        if test.level_is_implied
        else f"{level:.1f} points of service level and {lost:.1f} of the contacts that gave up"
    )
    said = (
        f"Fitted on the first {test.fitted_days} days, the queue misses the other {predicted} on "
        f"average by {errors}."
    )
    if test.unlocked:
        return f"{said} That is within the {100 * limit:.0f} points that are allowed."
    return (
        f"{said} More than {100 * limit:.0f} points are too many: something other than the queue "
        "decides, so nothing is claimed about behaviour."
    )
