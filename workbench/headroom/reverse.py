"""The questions the other way round: how many advisors for a target, how much volume at a target.

Advisors and volumes are real numbers here, as everywhere in the model; rounding is for whoever
writes a rota.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from workbench.headroom.centre import Figures, shape_of
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.monotone import crossing
from workbench.headroom.outcome import Outcome, evaluate, lever_values
from workbench.headroom.patience_queue import PatienceQueue, patience_queue
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.queue_inputs import NOT_NEGATIVE, checked
from workbench.headroom.scorecard import Number

# The search for a bare queue spans this many times its load or capacity, in logarithms.
WIDEST = np.log(1e4)
# In a whole centre it starts near today, and gives up far from it.
FIRST_REACH, FURTHEST = 0.2, 6.0
# A share that is as good as none; steady states are not known better.
SMALL = 1e-8


class ServiceLevel(StrEnum):
    """What the contacts answered in time are a share of; the value is the field of `Outcome`."""

    OFFERED = "service_level"
    ANSWERED = "service_level_answered"
    PATIENT = "service_level_patient"

    @property
    def label(self) -> str:
        """The definition in words."""
        return LABELS[self]


LABELS = {
    ServiceLevel.OFFERED: "of all offered contacts",
    ServiceLevel.ANSWERED: "of the answered contacts",
    ServiceLevel.PATIENT: "of all contacts but those that give up within the threshold",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: exactly one of the three, each a share above 0 and below 1.

    `service_level` by its `definition`, `p_abandon` the share of offered contacts that give up,
    `occupancy` the share of the time on the phone that contacts take.
    """

    service_level: float | None = None
    p_abandon: float | None = None
    occupancy: float | None = None
    definition: ServiceLevel = ServiceLevel.OFFERED

    def __post_init__(self) -> None:
        given = [
            (name, value)
            for name, value in (
                ("service level", self.service_level),
                ("abandonment", self.p_abandon),
                ("occupancy", self.occupancy),
            )
            if value is not None
        ]
        if len(given) != 1:
            raise ValueError(
                f"{len(given)} targets are given; accepted: one of service level, abandonment and "
                f"occupancy"
            )
        name, value = given[0]
        if not 0 < value < 1:
            raise ValueError(f"the target for {name} is {value:g}; accepted: above 0 and below 1")

    @property
    def name(self) -> str:
        """The field of `Outcome` that is to reach the target."""
        if self.service_level is not None:
            return self.definition.value
        return "p_abandon" if self.p_abandon is not None else "occupancy"

    @property
    def label(self) -> str:
        """What is to be reached, in words."""
        if self.service_level is not None:
            return f"service level {self.definition.label}"
        return "abandonment" if self.p_abandon is not None else "occupancy"

    @property
    def value(self) -> float:
        """The one that is given."""
        return next(
            value
            for value in (self.service_level, self.p_abandon, self.occupancy)
            if value is not None
        )

    def slack(self, reached: Number) -> Floats:
        """How far a result is on the side of more advisors: 0 where the target is just met."""
        more = np.atleast_1d(np.asarray(reached, dtype=float)) - self.value
        return more if self.service_level is not None else -more


@SILENT
def agents_for(
    arrival_rate: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
    target: Target,
) -> Number:
    """The real number of agents with which an Erlang A queue just meets a target.

    At least 1: where one agent has more slack than the target asks for, it is 1. Broadcasts, in any
    consistent unit of time, like `erlang_a`. Raises ValueError for an impossible input.
    """
    rate, handle, endured, limit = checked(
        {"arrival_rate": arrival_rate, "aht": aht, "patience": patience, "threshold": threshold}
    )
    shape = rate.shape
    rate, handle, endured, limit = (each.ravel() for each in (rate, handle, endured, limit))
    load = np.log(np.maximum(rate * handle, 1.0))

    def slack(log_agents: Floats) -> Floats:
        queue = patience_queue(rate, handle, np.exp(log_agents), endured)
        return target.slack(_reached(queue, limit, target))

    found = np.exp(crossing(slack, np.maximum(0.0, load - WIDEST), load + WIDEST))
    return found.reshape(shape) if shape else float(found[0])


@SILENT
def rate_for(
    agents: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    threshold: ArrayLike,
    target: Target,
) -> Number:
    """The highest arrival rate that so many agents carry at a target, in an Erlang A queue.

    Broadcasts, in any consistent unit of time, like `erlang_a`. 0 where the target is not met even
    by a single contact now and then. Raises ValueError for an impossible input.
    """
    n, handle, endured, limit = checked(
        {"agents": agents, "aht": aht, "patience": patience, "threshold": threshold},
        threshold=NOT_NEGATIVE,
    )
    shape = n.shape
    n, handle, endured, limit = (each.ravel() for each in (n, handle, endured, limit))
    capacity = np.log(n / handle)

    def excess(log_rate: Floats) -> Floats:
        queue = patience_queue(np.exp(log_rate), handle, n, endured)
        return -target.slack(_reached(queue, limit, target))

    low, high = capacity - 2 * WIDEST, capacity + WIDEST
    found = np.where(excess(low) >= 0, 0.0, np.exp(crossing(excess, low, high)))
    return found.reshape(shape) if shape else float(found[0])


def seats_for(figures: Figures, target: Target, policy: Policy | None = None) -> Outcome:
    """The centre with just as many seats as a target takes, under a policy or today's.

    The standard of care is held at what leaders ask for: a target must not be met because care has
    eroded. Raises ValueError when the target is out of reach.
    """
    levers = policy or today_policy(figures)
    levers = replace(levers, occupancy=None, seats=figures.centre.seats)

    def at(log_seats: Floats) -> Outcome:
        return evaluate(figures, replace(levers, seats=np.exp(log_seats)), standard=levers.standard)

    today = np.log(_filled(figures, levers, figures.centre.seats))
    log_seats = _reach(at, target, today, "number of advisors", rising=True)
    return evaluate(
        figures,
        replace(levers, seats=_number(np.exp(log_seats), figures, levers)),
        standard=levers.standard,
    )


def volume_for(figures: Figures, target: Target, policy: Policy | None = None) -> Outcome:
    """The centre at the highest volume that a policy's seats, or today's, carry at a target.

    New matters grow or shrink; `contacts_per_year` holds the volume with their repeats. The
    standard of care is held at what leaders ask for. Raises ValueError when the target is out of
    reach at any volume.
    """
    levers = policy or today_policy(figures)

    def at(log_demand: Floats) -> Outcome:
        return evaluate(figures, levers, standard=levers.standard, demand=np.exp(log_demand))

    if levers.occupancy is not None:
        seats = evaluate(figures, levers).seats
        levers = replace(levers, occupancy=None, seats=seats)
    today = np.zeros_like(_filled(figures, levers, 1.0))
    log_demand = _reach(at, target, today, "volume", rising=False)
    return evaluate(
        figures,
        levers,
        standard=levers.standard,
        demand=_number(np.exp(log_demand), figures, levers),
    )


def _reach(
    at: Callable[[Floats], Outcome], target: Target, today: Floats, what: str, *, rising: bool
) -> Floats:
    """The logarithm of the advisors or the volume at which a target is just met.

    `rising` says whether more of it takes the centre towards more slack.
    """

    def excess(log_value: Floats) -> Floats:
        slack = target.slack(np.asarray(getattr(at(log_value), target.name)))
        return slack if rising else -slack

    found = excess(today)
    low, at_low, high, at_high, reach = today, found, today, found, FIRST_REACH
    while ((at_low >= 0) | (at_high < 0)).any():
        if reach > FURTHEST:
            raise ValueError(f"no {what} leads to this target: {target.label} {target.value:g}")
        if (at_low >= 0).any():
            low = today - reach
            at_low = excess(low)
        if (at_high < 0).any():
            high = today + reach
            at_high = excess(high)
        reach *= 3
    return crossing(excess, low, high, SMALL)


def _reached(queue: PatienceQueue, threshold: Floats, target: Target) -> Floats:
    if target.p_abandon is not None:
        return queue.p_abandon
    if target.occupancy is not None:
        return queue.occupancy
    beyond, late = queue.beyond(threshold)
    in_time: Floats = np.maximum(0.0, queue.p_answered - late)
    if target.definition is ServiceLevel.ANSWERED:
        in_time = in_time / queue.p_answered
    elif target.definition is ServiceLevel.PATIENT:
        in_time = in_time / (1 - np.maximum(0.0, queue.p_abandon - (beyond - late)))
    return in_time


def _filled(figures: Figures, policy: Policy, value: Number) -> Floats:
    """A number for every case of the figures and the levers, as a list of at least one."""
    shapes = [np.shape(part) for part in (*lever_values(figures, policy), policy.staffing)]
    shape = np.broadcast_shapes(shape_of(figures), *shapes)
    return np.atleast_1d(np.broadcast_to(np.asarray(value, dtype=float), shape)).copy()


def _number(values: Floats, figures: Figures, policy: Policy) -> Number:
    """A number where all is numbers, else the values."""
    shapes = [np.shape(part) for part in (*lever_values(figures, policy), policy.staffing)]
    scalar = not np.broadcast_shapes(shape_of(figures), *shapes)
    return float(values[0]) if scalar else values
