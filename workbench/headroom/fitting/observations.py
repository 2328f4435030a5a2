"""What happened day by day, in the terms of the behavioural links."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.behaviour import cut_short, log_pressure, quality
from workbench.headroom.calibration import Today
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.day_columns import DayColumns
from workbench.headroom.fitting.slopes import calendar

PAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Observations:
    """Days with what the links speak of; one entry per day, nan where it is not known.

    `occupancy` as reported, or worked out from contacts and the seats that answer. `load` is the
    work per advisor on the phone if every contact had its full time. `crowding` is ln of the load
    over the load without pressure, at least 0. `past_load` is the mean occupancy of the week
    before. Times in minutes.
    """

    days: DayColumns
    today: Today
    occupancy: Floats
    load: Floats
    crowding: Floats
    past_load: Floats
    abandoned: Floats

    @property
    def volume_controls(self) -> Floats:
        """Calendar effects and ln of the contacts, days × effects."""
        return np.column_stack([self.calendar, np.log(self.days.contacts)])

    @property
    def calendar(self) -> Floats:
        """Weekdays, trend and season, days × effects."""
        return calendar(self.days.when, self.days.weekday)

    @property
    def log_time(self) -> Floats:
        """ln of the handle time."""
        return np.log(self.days.handle_time)

    def yesterday(self, values: Floats) -> Floats:
        """What a column was on the day before; nan where there was none."""
        return lagged(values, self.days.when, 1)

    def resolution(self, log_time: Floats, overload: Floats) -> Floats:
        """What the links make of resolution, days × cases.

        `log_time` is ln of the time given relative to today's, by day; `overload` the loss of
        quality in overload, by case. Everything else is as in force.
        """
        behaviour = self.today.behaviour
        factor = quality(
            self.occupancy[:, None],
            behaviour.overload_from,
            overload[None, :],
            behaviour.idle_below,
            behaviour.idle_quality,
        )
        return _resolved(self.today, log_time)[:, None] * factor / self.today.quality

    def pressed(self) -> Floats:
        """What work pressure does to ln of the time on each day, relative to today."""
        free = self.today.behaviour.pressure_free_occupancy
        return log_pressure(self.load, free, self.today.elasticity) - self.today.log_pressure


def observations(days: DayColumns, answering: float, today: Today) -> Observations:
    """The days seen through a calibrated centre in which this part of the seats answers."""
    on_phone = answering * days.seats * days.presence
    work = (days.contacts - days.abandoned) * days.handle_time / days.open_minutes
    occupancy = np.where(np.isnan(days.occupancy), np.minimum(1.0, work / on_phone), days.occupancy)
    load = days.contacts / days.open_minutes * today.need / on_phone
    free = today.behaviour.pressure_free_occupancy
    return Observations(
        days=days,
        today=today,
        occupancy=occupancy,
        load=load,
        crowding=np.maximum(0.0, np.log(load / free)),
        past_load=_past_mean(occupancy, days.when),
        abandoned=days.abandoned / days.contacts,
    )


def lagged(values: Floats, when: NDArray[np.int64], days: int) -> Floats:
    """The values so many days before each day, by the calendar."""
    at = {int(day): place for place, day in enumerate(when)}
    before = [at.get(int(day) - days) for day in when]
    return np.array([np.nan if place is None else values[place] for place in before])


def _past_mean(values: Floats, when: NDArray[np.int64]) -> Floats:
    table = np.array([lagged(values, when, days) for days in range(1, PAST_DAYS + 1)])
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    total = np.where(known, table, 0.0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _resolved(today: Today, log_time: Floats) -> Floats:
    spent = np.minimum(1.0, today.spent * np.exp(log_time))
    variation = np.broadcast_to(today.behaviour.work_variation, spent.shape)
    cut = cut_short(spent, variation)
    return today.best * (1 - (1 - today.resolved_anyway) * cut)
