"""The model of today, calibrated so that it gives today's figures back exactly."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.behaviour import (
    cut_short,
    experienced_hazard,
    follow_up,
    newcomers,
    quality,
    time_spent,
)
from workbench.headroom.centre import MINUTES, Behaviour, Centre, Figures, Pace, flat, shape_of
from workbench.headroom.demand import moments
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.intraday import Intervals, carried
from workbench.headroom.patience_queue import PatienceQueue, patience_queue

WEEKS = 52.0
# Less unexplained shortening than this is rounding, not something to tell anybody.
WORTH_A_NOTE = 1e-6
# What belongs to the moments of a week, not to the cases.
OF_MOMENTS = {"day_weights", "staffing", "day"}


@dataclass(frozen=True, slots=True)
class Today:
    """The calibrated model: one entry per case in every array, moments as a second axis.

    The moments are every kind of day by every interval of the day: `day_weights` is the share of
    the time that each stands for, `staffing` its advisors relative to the mean. `rates` and
    `primary` are contacts to answer and new matters per minute in each; `need` the minutes that a
    contact really takes; `spent` the part of the need that it gets, which is `exp(log_pressure +
    log_enforced)`; `elasticity` the response to pressure that today allows; `best` the resolution
    if no contact were cut short, and `resolved_anyway` that of the cut-short ones relative to it.
    `hazard` is that of experienced advisors to leave in a week, `newcomers` the share of the
    others; `followed_up` the share of unresolved matters that are settled after the contact.
    """

    shape: tuple[int, ...]
    centre: Centre[Floats]
    behaviour: Behaviour[Floats]
    pace: Pace[Floats]
    enforcement: Floats
    monitoring: Floats
    day: Intervals
    day_weights: Floats
    staffing: Floats
    rates: Floats
    primary: Floats
    agents: Floats
    need: Floats
    spent: Floats
    log_pressure: Floats
    log_enforced: Floats
    elasticity: Floats
    best: Floats
    resolved_anyway: Floats
    fcr: Floats
    quality: Floats
    occupancy: Floats
    p_abandon: Floats
    mean_wait: Floats
    hazard: Floats
    newcomers: Floats
    followed_up: Floats
    notes: tuple[str, ...]

    def over(self, shape: tuple[int, ...]) -> "Today":
        """The same, repeated over a larger shape."""
        if shape == self.shape:
            return self

        def repeated(value: Floats) -> Floats:
            days = value.shape[1:]
            full = np.broadcast_to(value.reshape(self.shape + days), shape + days)
            return full.reshape(-1, *days)

        repeated_today: Today = _mapped(self, repeated)
        return replace(repeated_today, shape=shape)

    def of(self, cases: NDArray[np.intp]) -> "Today":
        """Some of the cases, as a list."""
        part: Today = _mapped(self, lambda value: value[cases])
        return replace(part, shape=cases.shape)


@SILENT
def calibrate(figures: Figures) -> Today:
    """The model that gives today's volume, handle time, resolution and waits back exactly.

    Contacts offered in total are given, so new matters follow from conservation: what is resolved
    or given up in a day. The contacts cut short give the time that contacts need. The shortening
    is put down to work pressure first, as far as the published response goes, and the rest to the
    enforced clock; what neither can explain is left out and noted.
    """
    shape = shape_of(figures)
    centre: Centre[Floats] = _flat(figures.centre, shape)
    behaviour: Behaviour[Floats] = _flat(figures.behaviour, shape)
    kappa, watched = (flat(value, shape) for value in (figures.enforcement, figures.monitoring))
    rate = centre.contacts_per_week / (centre.open_hours_per_week * MINUTES)
    agents = centre.seats * on_phone_share(centre, centre.off_phone_time)
    fcr = 1 - centre.unresolved_share

    relative, staffing, day_weights = moments(
        centre.volume_cv, rate * centre.handle_time, figures.day, figures.kinds_of_day
    )
    offered = rate[:, None] * relative
    carry = backlog(figures.day, offered, centre.handle_time, agents, staffing, centre.patience)
    rates = offered + carry
    queue = by_day(rates, centre.handle_time, agents, centre.patience, staffing)
    answered = rates * queue.p_answered.reshape(rates.shape)
    abandoned = rates * queue.p_abandon.reshape(rates.shape)
    solved = 1 - centre.unresolved_share * centre.recontact
    primary = answered * solved[:, None] + abandoned * (1 - centre.redial)[:, None] - carry
    p_abandon = abandoned @ day_weights / rate
    occupancy = answered @ day_weights * centre.handle_time / agents

    notes: list[str] = []
    elastic = -behaviour.pressure_elasticity
    busy = np.log(rate * centre.handle_time / (agents * behaviour.pressure_free_occupancy))
    cut, spent = _explained_cuts(centre, behaviour, kappa, elastic, busy, notes)
    short = -np.log(spent)
    crowding = np.maximum(0.0, busy + short)
    pressed = np.minimum(elastic * crowding, short)
    crowded = crowding > 0
    response = -np.where(crowded, pressed / np.where(crowded, crowding, 1.0), elastic)
    limited = elastic * crowding - pressed > WORTH_A_NOTE
    if limited.any():
        notes.append(
            f"Fewer contacts are cut short than the response of handle time to work pressure "
            f"implies; it is taken as {response[limited][0]:.2f} instead of "
            f"{-elastic[limited][0]:.2f}."
        )

    resolved_anyway = behaviour.cut_short_resolved
    best = fcr / (1 - (1 - resolved_anyway) * cut)
    if (best > 1).any():
        capped = best > 1
        fitted = 1 - (1 - fcr) / np.where(capped, cut, 1.0)
        notes.append(
            f"More contacts are resolved today than the cut-short ones allow; "
            f"{fitted[capped][0]:.0%} of those are taken to be resolved anyway, instead of "
            f"{resolved_anyway[capped][0]:.0%}."
        )
        resolved_anyway = np.where(capped, fitted, resolved_anyway)
        best = np.minimum(best, 1.0)

    hazard = experienced_hazard(
        centre.attrition / WEEKS, behaviour.learning_weeks, behaviour.newcomer_attrition
    )
    followed_up = follow_up(
        follow_up_minutes(centre, centre.off_phone_time, centre.follow_up_share)
        * (centre.seats * (1 - centre.absence)),
        MINUTES * (answered @ day_weights) * centre.unresolved_share,
        behaviour.follow_up_minutes,
        behaviour.follow_up_success,
    )

    return Today(
        shape=shape,
        centre=centre,
        behaviour=behaviour,
        pace=_flat(figures.pace, shape),
        enforcement=kappa,
        monitoring=watched,
        day=figures.day,
        day_weights=day_weights,
        staffing=staffing,
        rates=rates,
        primary=primary,
        agents=agents,
        need=centre.handle_time / spent,
        spent=spent,
        log_pressure=-pressed,
        log_enforced=pressed - short,
        elasticity=response,
        best=best,
        resolved_anyway=resolved_anyway,
        fcr=fcr,
        quality=quality_at(behaviour, occupancy),
        occupancy=occupancy,
        p_abandon=p_abandon,
        mean_wait=p_abandon * centre.patience,
        hazard=hazard,
        newcomers=newcomers(hazard, behaviour.learning_weeks),
        followed_up=followed_up,
        notes=tuple(notes),
    )


def _explained_cuts(
    centre: Centre[Floats],
    behaviour: Behaviour[Floats],
    kappa: Floats,
    elastic: Floats,
    busy: Floats,
    notes: list[str],
) -> tuple[Floats, Floats]:
    """The share of contacts cut short that can be explained, and the part of the need it leaves.

    `busy` is the logarithm of today's load per agent relative to the load without pressure. The
    clock explains a shortening of at most κ × that of full enforcement, pressure the rest: the need
    solves ln need = ln time + clock + elasticity × (busy + ln need - ln time).
    """
    cut = centre.contacts_cut_short
    spent = time_spent(cut, behaviour.work_variation)
    short = -np.log(spent)
    clock = -kappa * np.log1p(-behaviour.full_enforcement)
    over = short - clock - elastic * np.maximum(0.0, busy + short) > WORTH_A_NOTE
    if over.any():
        most = clock + elastic / (1 - elastic) * np.maximum(0.0, busy + clock)
        spent = np.where(over, np.exp(-most), spent)
        reported, cut = cut, np.where(over, cut_short(spent, behaviour.work_variation), cut)
        notes.append(
            f"Today's scorecard and work pressure can explain that {cut[over][0]:.0%} of contacts "
            f"are cut short, where {reported[over][0]:.0%} are reported; the rest is left out."
        )
    return cut, spent


def on_phone_share(centre: Centre[Floats], off_phone_time: Floats) -> Floats:
    """Advisors on the phone per seat: those present, less their planned time off the phone."""
    return (1 - centre.absence) * (1 - off_phone_time / (MINUTES * centre.shift_hours))


def quality_at(behaviour: Behaviour[Floats], occupancy: Floats) -> Floats:
    """The quality factor of a centre at an occupancy."""
    return quality(
        occupancy,
        behaviour.overload_from,
        behaviour.overload_quality,
        behaviour.idle_below,
        behaviour.idle_quality,
    )


def follow_up_minutes(
    centre: Centre[Floats], off_phone_time: Floats, follow_up_share: Floats
) -> Floats:
    """Minutes of follow-up in an hour on shift."""
    return off_phone_time / centre.shift_hours * follow_up_share


def by_day(
    rates: Floats,
    handle_time: Floats,
    agents: Floats,
    patience: Floats,
    staffing: Floats | None = None,
) -> PatienceQueue:
    """The queue of every moment of every case, as one flat array.

    `agents` is the mean of the case and `staffing` the advisors of each moment relative to it.
    """
    moments = rates.shape[1]
    here = np.repeat(agents, moments) if staffing is None else np.outer(agents, staffing).ravel()
    return patience_queue(
        rates.ravel(), np.repeat(handle_time, moments), here, np.repeat(patience, moments)
    )


def backlog(
    day: Intervals,
    offered: Floats,
    handle_time: Floats,
    agents: Floats,
    staffing: Floats,
    patience: Floats,
) -> Floats:
    """What is carried into each moment less what is carried on; nothing in a day without order."""
    if day.minutes is None:
        return np.zeros_like(offered)
    capacity = np.outer(agents / handle_time, staffing)
    whole_days = (len(offered), -1, day.volume.size)
    there = np.broadcast_to(patience[:, None], (len(offered), offered.shape[1] // day.volume.size))
    moved = carried(offered.reshape(whole_days), capacity.reshape(whole_days), there, day.minutes)
    return moved.reshape(offered.shape)


def _flat(record: Any, shape: tuple[int, ...]) -> Any:
    return _mapped(record, lambda value: flat(value, shape))


def _mapped(record: Any, change: Callable[[Any], Floats]) -> Any:
    """The record with every figure of its cases changed, in the records within it too."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in OF_MOMENTS:
            continue
        if is_dataclass(value):
            changed[field.name] = _mapped(value, change)
        elif isinstance(value, float | int | np.ndarray):
            changed[field.name] = change(value)
    return replace(record, **changed)
