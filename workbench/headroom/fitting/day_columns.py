"""Days of operations data as columns to fit with, and what about them cannot tell anything."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.erlang import Floats
from workbench.headroom.operations import FcrDefinition, OperationsDay

MINUTES = 60.0
SECONDS = 60.0
# Absence of nearly everybody is a day on which the figure means something else.
FEWEST_PRESENT = 0.05
# In what words a column is spoken of, where it can be the same every day.
NAMES = {
    "contacts": "contacts offered",
    "seats": "seats",
    "handle_time": "handle time",
    "occupancy": "occupancy",
    "abandoned": "contacts abandoned",
    "wait": "mean wait",
    "csat": "satisfied customers",
    "fcr": "first-contact resolution",
    "absence": "unplanned absence",
}


@dataclass(frozen=True, slots=True)
class DayColumns:
    """Days in the order of the calendar; a figure that was not given is nan.

    `when` counts days from the first; `wait` and `handle_time` are in minutes. `definitions` are
    the ways in which first-contact resolution was measured, None for a file that does not say.
    """

    when: NDArray[np.int64]
    weekday: NDArray[np.int64]
    contacts: Floats
    abandoned: Floats
    handle_time: Floats
    wait: Floats
    seats: Floats
    open_minutes: Floats
    occupancy: Floats
    csat: Floats
    fcr: Floats
    forecast: Floats
    in_time: Floats
    threshold: Floats
    absence: Floats
    leavers: Floats
    advisors: Floats
    definitions: frozenset[FcrDefinition | None]

    def __len__(self) -> int:
        return len(self.when)

    def of(self, chosen: NDArray[np.bool_]) -> "DayColumns":
        """Some of the days."""
        arrays = [field.name for field in fields(self) if field.name != "definitions"]
        return replace(self, **{name: getattr(self, name)[chosen] for name in arrays})

    @property
    def presence(self) -> Floats:
        """How many of the rota came, relative to the mean day; 1 where absence is not known."""
        came = np.maximum(FEWEST_PRESENT, 1 - self.absence)
        known = ~np.isnan(came)
        return np.where(known, came / came[known].mean(), 1.0) if known.any() else known + 1.0

    @property
    def never_change(self) -> tuple[str, ...]:
        """The figures that are the same every day, in words: nothing follows from them."""
        return tuple(
            words
            for name, words in NAMES.items()
            if (given := getattr(self, name)[~np.isnan(getattr(self, name))]).size > 1
            and np.ptp(given) == 0
        )


def day_columns(days: Sequence[OperationsDay]) -> DayColumns:
    """The days as columns, earliest first."""
    ordered = sorted(days, key=lambda day: day.day)

    def column(name: str) -> Floats:
        values = (getattr(day, name) for day in ordered)
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    first = ordered[0].day.toordinal() if ordered else 0
    return DayColumns(
        when=np.array([day.day.toordinal() - first for day in ordered], dtype=np.int64),
        weekday=np.array([day.day.weekday() for day in ordered], dtype=np.int64),
        contacts=column("contacts"),
        abandoned=column("abandoned"),
        handle_time=column("handle_time"),
        wait=column("wait") / SECONDS,
        seats=column("seats"),
        open_minutes=column("open_hours") * MINUTES,
        occupancy=column("occupancy"),
        csat=column("csat"),
        fcr=column("fcr"),
        forecast=column("forecast"),
        in_time=column("in_time"),
        threshold=column("threshold") / SECONDS,
        absence=column("absence"),
        leavers=column("leavers"),
        advisors=column("advisors"),
        definitions=frozenset(day.fcr_definition for day in ordered if day.fcr is not None),
    )
