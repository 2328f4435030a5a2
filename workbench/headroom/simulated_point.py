"""One point of the model, as a simulation takes it, and what the formula says about it."""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.calibration import by_day, calibrate, on_phone_share
from workbench.headroom.centre import Figures, flat
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.links import switched_on
from workbench.headroom.outcome import check_levers, lever_values
from workbench.headroom.patience_queue import patience_queue
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.queue_inputs import checked
from workbench.headroom.repeats import total_rate
from workbench.headroom.response import Levers
from workbench.headroom.steady_state import Question, settle, settle_at_occupancy

SECONDS = 60.0
# So nearly whole a number of agents is whole.
WHOLE = 1e-9
ONE: Floats = np.ones(1)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the model, with times in minutes and rates per minute.

    The moments are every kind of day by every interval of the day, in that order: `weights` is the
    share of the time that each stands for, `primary` its new matters, `rates` its contacts in
    total by the formula, `staffing` its advisors relative to the mean `agents`. Where `interval` is
    a length, so many `intervals` follow each other and make a day; else the moments are by
    themselves. Handle time, agents and resolution are where the model settled; a simulation takes
    them as given.
    """

    primary: Floats
    rates: Floats
    weights: Floats
    staffing: Floats
    handle_time: float
    agents: float
    patience: float
    threshold: float
    fcr: float = 1.0
    recontact: float = 0.0
    redial: float = 0.0
    intervals: int = 1
    interval: float | None = None

    @property
    def comes_back(self) -> float:
        """The share of the answered contacts that come back."""
        return (1 - self.fcr) * self.recontact

    @property
    def repeats(self) -> bool:
        """Whether anybody comes back or tries again."""
        return self.comes_back > 0 or self.redial > 0


@dataclass(frozen=True, slots=True)
class FormulaAt:
    """The formula at a point: `answered` per minute by moment, and `figures` by name."""

    answered: Floats
    figures: dict[str, float]


@SILENT
def point_of(figures: Figures, policy: Policy | None = None) -> Point:
    """The point that `evaluate` shows for a centre under a policy, or under today's.

    Raises ValueError when the figures hold more than one case, or a lever is out of range.
    """
    policy = policy or today_policy(figures)
    calibrated = calibrate(figures)
    parts = (*lever_values(figures, policy), policy.staffing)
    cases = max(len(calibrated.rates), *(int(np.size(part)) for part in parts))
    if cases != 1:
        raise ValueError(f"there are {cases} points; accepted: one at a time to simulate")
    today = calibrated.over((1,))
    *flattened, staffing = (flat(part, (1,)) for part in parts)
    levers = Levers(*flattened)
    check_levers(today, levers)
    asked = Question(today, levers, switched_on(policy.evidence), ONE)
    if policy.occupancy is None:
        state = settle(asked, staffing * on_phone_share(today.centre, levers.off_phone_time))
    else:
        state = settle_at_occupancy(asked, staffing)
    centre = today.centre
    return Point(
        primary=today.primary[0],
        rates=state.rates[0],
        weights=today.day_weights,
        staffing=today.staffing,
        handle_time=float(state.handle_time[0]),
        agents=float(state.agents[0]),
        patience=float(centre.patience[0]),
        threshold=float(centre.service_threshold[0]) / SECONDS,
        fcr=float(state.fcr[0]),
        recontact=float(centre.recontact[0]),
        redial=float(centre.redial[0]),
        intervals=today.day.volume.size,
        interval=today.day.minutes,
    )


def plain_point(
    arrival_rate: float, aht: float, agents: float, patience: float, threshold: float
) -> Point:
    """A queue without repeats and with one kind of day, as `erlang_a` takes it; in minutes.

    Raises ValueError for an impossible input.
    """
    rate, handle_time, staff, endured, limit = (
        float(value)
        for value in checked(
            {
                "arrival_rate": arrival_rate,
                "aht": aht,
                "agents": agents,
                "patience": patience,
                "threshold": threshold,
            }
        )
    )
    rates = np.array([rate])
    return Point(rates, rates, ONE, ONE, handle_time, staff, endured, limit)


@SILENT
def formula_at(point: Point) -> FormulaAt:
    """What Erlang A with repeats gives at the point, by the names of a simulation's figures.

    Agents between two whole numbers are both of them, each for as much of the time as it is nearer:
    a simulation can have no other, and in a small centre the difference can be seen.
    """
    agents = point.agents * point.staffing
    few = np.floor(agents + WHOLE)
    share = np.concatenate([1 - np.maximum(0.0, agents - few), np.maximum(0.0, agents - few)])
    staff, weights = np.concatenate([few, few + 1]), np.tile(point.weights, 2) * share
    solved, gone = 1 - point.comes_back, 1 - point.redial
    handle_time, patience = np.array([point.handle_time]), np.array([point.patience])
    real = by_day(
        point.rates[None, :], handle_time, np.array([point.agents]), patience, point.staffing
    )
    # What comes in from outside a moment: new matters, and the backlog of the interval before.
    coming = point.rates * (real.p_answered * solved + real.p_abandon * gone)

    def each(value: float) -> Floats:
        return np.full(staff.size, value)

    rates, _ = total_rate(
        np.tile(coming, 2),
        each(point.handle_time),
        staff,
        each(point.patience),
        each(solved),
        each(point.redial),
    )
    queue = patience_queue(rates, each(point.handle_time), staff, each(point.patience))
    beyond, late = queue.beyond(each(point.threshold))
    flows = weights * rates
    offered = float(flows.sum())

    def of_all(part: Floats) -> float:
        return float(flows @ part) / offered

    answered, in_time = of_all(queue.p_answered), of_all(queue.p_answered - late)
    figures = {
        "contacts_per_minute": offered,
        "service_level": in_time,
        "service_level_answered": in_time / answered,
        "service_level_patient": in_time / (1 - of_all(queue.p_abandon - (beyond - late))),
        "p_wait": of_all(queue.p_wait),
        "p_abandon": of_all(queue.p_abandon),
        "mean_wait": of_all(queue.p_abandon) * point.patience * SECONDS,
        "occupancy": min(1.0, offered * answered * point.handle_time / point.agents),
        "repeat_share": 1 - float(point.weights @ point.primary) / offered,
    }
    return FormulaAt(point.rates * real.p_answered, figures)
