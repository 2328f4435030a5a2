"""The contact centre as it is: the figures that the model runs on."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

import numpy as np

from workbench.evidence.assumptions import Assumption
from workbench.headroom.erlang import Floats
from workbench.headroom.intraday import FLAT, Intervals
from workbench.headroom.scorecard import Metric, Number, enforcement, monitoring

Value = TypeVar("Value")
MINUTES = 60.0
MOST_KINDS = 81


@dataclass(frozen=True, slots=True)
class Centre(Generic[Value]):
    """The assumptions of `assets/assumptions/10_contact_centre.yaml`, in their units."""

    contacts_per_week: Value
    open_hours_per_week: Value
    handle_time: Value
    seats: Value
    absence: Value
    shift_hours: Value
    off_phone_time: Value
    follow_up_share: Value
    coaching_share: Value
    contacts_cut_short: Value
    unresolved_share: Value
    recontact: Value
    redial: Value
    patience: Value
    volume_cv: Value
    service_threshold: Value
    satisfaction: Value
    attrition: Value
    wage: Value
    contract_hours: Value
    leave_cost: Value
    strictness: Value


@dataclass(frozen=True, slots=True)
class Behaviour(Generic[Value]):
    """The assumptions of `assets/assumptions/20_behaviour.yaml`, in their units."""

    full_enforcement: Value
    pressure_elasticity: Value
    pressure_free_occupancy: Value
    work_variation: Value
    cut_short_resolved: Value
    overload_from: Value
    overload_quality: Value
    idle_below: Value
    idle_quality: Value
    resolution_satisfaction: Value
    abandon_satisfaction: Value
    wait_satisfaction: Value
    strain_free_occupancy: Value
    occupancy_strain: Value
    monitoring_strain: Value
    strain_attrition: Value
    learning_weeks: Value
    newcomer_slowness: Value
    newcomer_resolution: Value
    newcomer_attrition: Value
    follow_up_minutes: Value
    follow_up_success: Value
    coaching_learning: Value


@dataclass(frozen=True, slots=True)
class Pace(Generic[Value]):
    """How fast things follow from each other; it moves the weekly path, never where it ends."""

    recontact_days: Value
    hiring_weeks: Value
    training_weeks: Value
    strain_weeks: Value
    erosion_weeks: Value
    recovery_weeks: Value


@dataclass(frozen=True, slots=True)
class Figures:
    """What the model runs on: numbers, or arrays that broadcast to one shape.

    `enforcement` and `monitoring` are what today's scorecard amounts to, both from 0 to 1. `day` is
    how contacts and advisors spread over the open day. `kinds_of_day` is the number of days that
    stand for the variation of volume: as many as it takes when None.
    """

    centre: Centre[Number]
    behaviour: Behaviour[Number]
    enforcement: Number
    monitoring: Number
    pace: Pace[Number]
    day: Intervals = FLAT
    kinds_of_day: int | None = None


def figures(
    register: Mapping[str, Assumption],
    values: Mapping[str, Number] | None = None,
    *,
    day: Intervals = FLAT,
    kinds_of_day: int | None = None,
) -> Figures:
    """The model's figures: the P50 of each assumption, or what `values` holds for its id.

    A value may be an array: a sweep, the draws of a simulation, low, base and high. Raises
    ValueError naming the assumption when a value is not a number it accepts, an id is unknown,
    today's weights are all 0, or the time off the phone fills the shift.
    """
    if kinds_of_day is not None and not 1 <= kinds_of_day <= MOST_KINDS:
        raise ValueError(f"the kinds of day are {kinds_of_day}; accepted: 1 to {MOST_KINDS}")
    given = dict(values or {})
    unknown = [key for key in given if key not in register]
    if unknown:
        raise ValueError(f"no assumption is called {', '.join(unknown)}")

    def value(key: str) -> Number:
        return _accepted(register[key], given[key]) if key in given else register[key].p50

    points = {metric: value(f"weight_{metric}") for metric in Metric}
    centre = Centre(**{field.name: value(field.name) for field in fields(Centre)})
    check_off_phone_time(centre.off_phone_time, centre.shift_hours)
    return Figures(
        centre=centre,
        behaviour=Behaviour(**{field.name: value(field.name) for field in fields(Behaviour)}),
        enforcement=enforcement(points, centre.strictness),
        monitoring=monitoring(points),
        pace=Pace(**{field.name: value(field.name) for field in fields(Pace)}),
        day=day,
        kinds_of_day=kinds_of_day,
    )


def _accepted(assumption: Assumption, given: Number) -> Number:
    value = np.asarray(given, dtype=float)
    wrong = ~((value >= assumption.lowest) & (value <= assumption.highest))
    if wrong.any():
        raise ValueError(
            f"{assumption.label} is {value[wrong][0]:g} {assumption.unit}; accepted: "
            f"{assumption.lowest:g} to {assumption.highest:g}"
        )
    return value if value.ndim else float(value)


def check_off_phone_time(off_phone_time: Number, shift_hours: Number) -> None:
    """Raise ValueError when the planned time off the phone leaves no time in the shift."""
    full = np.asarray(off_phone_time) >= MINUTES * np.asarray(shift_hours)
    if full.any():
        minutes, hours = np.broadcast_arrays(off_phone_time, shift_hours)
        raise ValueError(
            f"time off the phone is {minutes[full][0]:g} minutes in a shift of "
            f"{hours[full][0]:g} hours; accepted: less than the shift"
        )


def flat(value: Number, shape: tuple[int, ...]) -> Floats:
    """A number or an array, repeated over a shape, as a list of cases."""
    if np.ndim(value) == 0:
        return np.full(math.prod(shape), float(value))
    return np.broadcast_to(np.asarray(value, dtype=float), shape).ravel()


def shape_of(figures: Figures) -> tuple[int, ...]:
    """The shape that all the figures broadcast to."""
    values = [figures.enforcement, figures.monitoring]
    for record in (figures.centre, figures.behaviour, figures.pace):
        values += [getattr(record, field.name) for field in fields(record)]
    return np.broadcast_shapes(*(np.shape(value) for value in values))
