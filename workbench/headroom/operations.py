"""Days of operations data, and the figures that can be measured from them."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from workbench.evidence.assumptions import Assumption
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.frozen import Frozen
from workbench.headroom.day_estimates import (
    ESTIMATES,
    FEWEST_DAYS,
    CannotMeasure,
    Days,
    Spread,
)
from workbench.headroom.erlang import Floats
from workbench.headroom.intervals import OperationsInterval


class FcrDefinition(StrEnum):
    """How first-contact resolution was measured: three different things, never mixed."""

    SURVEY = "survey"
    NO_RECONTACT = "7-day no recontact"
    AGENT_FLAG = "agent flag"


class OperationsDay(Frozen):
    """One day of a contact centre.

    `contacts` were offered, `abandoned` of them gave up. `handle_time` is the mean per answered
    contact in minutes, `wait` the mean of all contacts in seconds. `seats` is the number of
    advisors on the rota at once, averaged over the `open_hours`. `occupancy`, `csat` (satisfied
    customers among `csat_answers`) and `fcr` (resolved at first contact, by `fcr_definition`) are
    shares. `forecast` is the contacts that the plan expected; `in_time` of the contacts were
    answered within `threshold` seconds. `absence` is the share of the rota that was away without a
    plan; `leavers` left on the day, of `advisors` employed. `intervals` are the parts of the day,
    where the figures came by half-hour.
    """

    day: date
    contacts: int = Field(ge=0)
    abandoned: int = Field(ge=0)
    handle_time: float = Field(gt=0, allow_inf_nan=False)
    wait: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    seats: float = Field(gt=0, allow_inf_nan=False)
    open_hours: float = Field(gt=0, le=25)
    occupancy: float | None = Field(default=None, ge=0, le=1)
    csat: float | None = Field(default=None, ge=0, le=1)
    csat_answers: int | None = Field(default=None, ge=0)
    fcr: float | None = Field(default=None, ge=0, le=1)
    fcr_definition: FcrDefinition | None = None
    forecast: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    in_time: int | None = Field(default=None, ge=0)
    threshold: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    absence: float | None = Field(default=None, ge=0, le=1)
    leavers: int | None = Field(default=None, ge=0)
    advisors: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    intervals: tuple[OperationsInterval, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.abandoned > self.contacts:
            raise ValueError(
                f"{self.day}: {self.abandoned} abandoned of {self.contacts} contacts; accepted: "
                f"at most as many as there were contacts"
            )
        # A day on which the clocks go back has 25 hours, and only half-hours can show that.
        if self.open_hours > 24 and not self.intervals:
            raise ValueError(f"{self.day}: {self.open_hours:g} open hours; accepted: at most 24")
        if (self.in_time is None) != (self.threshold is None):
            raise ValueError(
                f"{self.day}: contacts answered in time need the threshold in seconds; accepted: "
                f"both or neither"
            )
        if self.in_time is not None and self.in_time > self.contacts - self.abandoned:
            raise ValueError(
                f"{self.day}: {self.in_time} answered in time of {self.contacts - self.abandoned} "
                f"answered; accepted: at most as many as were answered"
            )
        return self


class Measured(Frozen):
    """The assumptions that a set of days gives, and what could not be measured and why."""

    assumptions: tuple[Assumption, ...]
    notes: tuple[str, ...]


def measured(days: Sequence[OperationsDay]) -> Measured:
    """What the days say about the contact centre, in place of the defaults.

    P10 and P90 come from the spread between days (Student's t, days taken as independent); the
    interval is the 95% one of the same. A figure that cannot be measured is left out and named in
    the notes, so that its default stays.
    """
    if len(days) < FEWEST_DAYS:
        return Measured(
            assumptions=(),
            notes=(
                f"{len(days)} days are too few to measure anything; {FEWEST_DAYS} are needed. "
                f"The figures in force stay.",
            ),
        )
    columns = _columns(days)
    first, last = min(day.day for day in days), max(day.day for day in days)
    source = f"Uploaded operations data, {first} to {last}"
    defaults = {assumption.id: assumption for assumption in default_assumptions()}
    found, notes = [], []
    for key, (estimate, how) in ESTIMATES.items():
        default = defaults[key]
        try:
            spread = estimate(columns)
            found.append(_assumption(default, spread, source, how, len(days), last))
        except CannotMeasure as error:
            notes.append(f"{default.label} cannot be measured: {error}. The figure in force stays.")
    return Measured(assumptions=tuple(found), notes=tuple(notes))


def _columns(days: Sequence[OperationsDay]) -> Days:
    def column(name: str) -> Floats:
        values = (getattr(day, name) for day in days)
        return np.array([np.nan if value is None else value for value in values], dtype=float)

    contacts, abandoned = column("contacts"), column("abandoned")
    return Days(
        weekday=np.array([day.day.weekday() for day in days], dtype=float),
        contacts=contacts,
        answered=contacts - abandoned,
        abandoned=abandoned,
        handle_time=column("handle_time"),
        wait=column("wait"),
        seats=column("seats"),
        open_hours=column("open_hours"),
        csat=column("csat"),
        csat_answers=column("csat_answers"),
        fcr=column("fcr"),
    )


def _assumption(
    default: Assumption, spread: Spread, source: str, how: str, n: int, as_of: date
) -> Assumption:
    if not default.lowest <= spread.value <= default.highest:
        raise CannotMeasure(
            f"the days give {spread.value:g} {default.unit}, outside the accepted "
            f"{default.lowest:g} to {default.highest:g}"
        )

    def within(value: float) -> float:
        return min(default.highest, max(default.lowest, value))

    return Assumption.model_validate(
        default.model_dump()
        | {
            "p10": within(spread.p10),
            "p50": spread.value,
            "p90": within(spread.p90),
            "source_kind": SourceKind.UPLOADED,
            "source": source,
            "grade": Grade.C,
            "as_of": as_of,
            "explanation": f"{default.explanation} {how}",
            "n": n,
            "interval": (within(spread.low), within(spread.high)),
        }
    )
