"""The stretches of time that the queue is fitted on: half-hours where there are any, else days."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.chance import without_chance
from workbench.headroom.fitting.day_columns import day_columns
from workbench.headroom.operations import OperationsDay

SECONDS = 60.0
MINUTES = 60.0
MINUTES_OF_DAY = 24 * MINUTES


@dataclass(frozen=True, slots=True)
class Stretches:
    """One entry per stretch in which the centre was open and somebody called.

    `day` is the place of its day among the days, `minutes` its length; the other times are in
    minutes too. `rate` is contacts per minute, less what is chance in a part of a day. `in_time`
    and `threshold` are nan where they were not given. `within_a_day` says whether the stretches are
    parts of days.
    """

    day: NDArray[np.int64]
    minutes: Floats
    contacts: Floats
    rate: Floats
    abandoned: Floats
    handle_time: Floats
    seats: Floats
    in_time: Floats
    threshold: Floats
    within_a_day: bool

    def of(self, chosen: NDArray[np.bool_]) -> "Stretches":
        """Some of the stretches."""
        arrays = [field.name for field in fields(self) if field.name != "within_a_day"]
        return replace(self, **{name: getattr(self, name)[chosen] for name in arrays})

    def per_day(self, values: Floats) -> Floats:
        """Totals by day, one for each day that there is."""
        return np.bincount(self.day, values).astype(np.float64)


def stretches(days: Sequence[OperationsDay]) -> Stretches:
    """The stretches of days in the order of the calendar; half-hours only if every day has them.

    Seats are those of the rota, fewer or more as unplanned absence leaves on the day.
    """
    ordered = sorted(days, key=lambda day: day.day)
    presence = day_columns(ordered).presence
    within = bool(ordered) and all(day.intervals for day in ordered)
    rows: list[tuple[float | None, ...]] = []
    for place, day in enumerate(ordered):
        # The mean handle time of half an hour is mostly chance; the day's serves all of it.
        of_day = (day.handle_time, day.threshold, day.day.weekday() * MINUTES_OF_DAY)
        if within:
            rows += [
                (
                    place,
                    part.minutes,
                    part.contacts,
                    part.abandoned,
                    part.seats * presence[place],
                    part.in_time,
                    *of_day[:2],
                    of_day[2] + part.start.hour * MINUTES + part.start.minute,
                )
                for part in day.intervals
            ]
        else:
            counts, seats = (day.contacts, day.abandoned), day.seats * presence[place]
            rows.append((place, day.open_hours * MINUTES, *counts, seats, day.in_time, *of_day))
    table = np.array(rows, dtype=float).reshape(-1, 9)
    table = table[table[:, 2] > 0]
    columns: list[Floats] = list(table.T)
    at, minutes, contacts = columns[0].astype(np.int64), columns[1], columns[2]
    part = columns[8].astype(np.int64)
    return Stretches(
        day=at,
        minutes=minutes,
        contacts=contacts,
        rate=(without_chance(at, part, contacts) if within else contacts) / minutes,
        abandoned=columns[3],
        seats=columns[4],
        in_time=columns[5],
        handle_time=columns[6],
        threshold=columns[7] / SECONDS,
        within_a_day=within,
    )
