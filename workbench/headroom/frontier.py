"""The two pictures of the simulator, as arrays ready to draw."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.centre import Figures
from workbench.headroom.erlang import Floats
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.policy import Policy, today_policy

# The staffing of both pictures spans these occupancies, as far as today's work goes.
CROWDED = 0.97
IDLE = 0.55
# Room around a scenario's own number of seats.
BEYOND = 1.1


@dataclass(frozen=True, slots=True)
class Curve:
    """One scorecard over a range of staffing; every array has one entry per number of seats.

    `headroom_minutes` is per advisor-hour, `satisfaction` and `occupancy` shares, cost per year.
    """

    seats: Floats
    headroom_minutes: Floats
    satisfaction: Floats
    cost_per_year: Floats
    occupancy: Floats


@dataclass(frozen=True, slots=True)
class Mark:
    """One outcome in a picture; the units are those of `Curve` and `CostFrontier`."""

    seats: float
    headroom_minutes: float
    satisfaction: float
    cost_per_year: float
    occupancy: float
    handle_time: float
    unresolved_per_year: float


@dataclass(frozen=True, slots=True)
class HeadroomPicture:
    """Headroom against satisfaction under both scorecards; each outcome lies on its curve."""

    today_curve: Curve
    scenario_curve: Curve
    today: Mark
    scenario: Mark


@dataclass(frozen=True, slots=True)
class CostFrontier:
    """Cost against unresolved contacts: staffing (rows) × enforcement of handle time (columns).

    All arrays have that shape. `enforcement` is from 0 to 1, `handle_time` in minutes, `occupancy`
    a share, cost and unresolved contacts per year. A point is `dominated` when another of the grid
    costs no more and leaves no more unresolved, and one of the two is less.
    """

    seats: Floats
    enforcement: Floats
    handle_time: Floats
    occupancy: Floats
    cost_per_year: Floats
    unresolved_per_year: Floats
    dominated: NDArray[np.bool_]
    today: Mark
    scenario: Mark


def headroom_picture(
    figures: Figures, policy: Policy, today: Outcome, scenario: Outcome, points: int = 25
) -> HeadroomPicture:
    """Headroom against satisfaction as staffing changes, today's scorecard and the proposed one.

    `figures` and `policy` hold numbers, not arrays; `today` and `scenario` are their outcomes. Each
    curve keeps the planned time off the phone of its own policy, and both the scenario's evidence.
    """
    seats = _staffing(today, scenario, points)
    now = today_policy(figures)
    both = Policy(
        enforcement=np.array([[now.enforcement], [policy.enforcement]]),
        monitoring=np.array([[now.monitoring], [policy.monitoring]]),
        off_phone_time=np.array([[now.off_phone_time], [policy.off_phone_time]]),
        seats=seats,
        evidence=policy.evidence,
    )
    swept = evaluate(figures, both)
    curves = [
        Curve(
            seats=seats,
            headroom_minutes=np.asarray(swept.headroom_minutes)[row],
            satisfaction=np.asarray(swept.satisfaction)[row],
            cost_per_year=np.asarray(swept.cost_per_year)[row],
            occupancy=np.asarray(swept.occupancy)[row],
        )
        for row in (0, 1)
    ]
    return HeadroomPicture(curves[0], curves[1], _mark(today), _mark(scenario))


def cost_frontier(
    figures: Figures,
    policy: Policy,
    today: Outcome,
    scenario: Outcome,
    staffing: int = 40,
    enforcements: int = 30,
) -> CostFrontier:
    """Cost against unresolved contacts over staffing and the enforcement of handle time.

    `figures` and `policy` hold numbers, not arrays; `today` and `scenario` are their outcomes. The
    grid keeps today's monitoring and time off the phone, so today lies on it; a scenario that
    changes those may lie off it. Enforcement goes from none to twice today's or the scenario's.
    """
    now = today_policy(figures)
    top = min(1.0, max(2 * float(now.enforcement), float(policy.enforcement), 0.1))
    seats = _staffing(today, scenario, staffing)[:, None]
    enforcement = np.linspace(0.0, top, enforcements)[None, :]
    swept = evaluate(
        figures, replace(now, seats=seats, enforcement=enforcement, evidence=policy.evidence)
    )
    shape = (staffing, enforcements)
    cost, unresolved = np.asarray(swept.cost_per_year), np.asarray(swept.unresolved_per_year)
    return CostFrontier(
        seats=np.broadcast_to(seats, shape),
        enforcement=np.broadcast_to(enforcement, shape),
        handle_time=np.asarray(swept.handle_time),
        occupancy=np.asarray(swept.occupancy),
        cost_per_year=cost,
        unresolved_per_year=unresolved,
        dominated=dominated(cost, unresolved),
        today=_mark(today),
        scenario=_mark(scenario),
    )


def dominated(cost: Floats, harm: Floats) -> NDArray[np.bool_]:
    """Which points another one beats: no more cost, no more harm, and less of at least one.

    Arrays of one shape; equal points do not beat each other.
    """
    order = np.lexsort((harm.ravel(), cost.ravel()))
    costs, harms = cost.ravel()[order], harm.ravel()[order]
    least = np.minimum.accumulate(harms)
    best_before = np.concatenate([[np.inf], least[:-1]])
    first = np.maximum.accumulate(np.where(harms < best_before, np.arange(harms.size), 0))
    cost_before = np.concatenate([[np.inf], costs[first[:-1]]])
    beaten = (best_before < harms) | ((best_before == harms) & (cost_before < costs))
    answer = np.empty(cost.size, dtype=bool)
    answer[order] = beaten
    return answer.reshape(cost.shape)


def _staffing(today: Outcome, scenario: Outcome, points: int) -> Floats:
    """Numbers of seats, evenly spaced in proportion, that hold both outcomes."""
    work = float(today.seats) * float(today.occupancy)
    low = min(work / CROWDED, float(today.seats), float(scenario.seats))
    high = max(work / IDLE, float(today.seats), float(scenario.seats) * BEYOND)
    return np.geomspace(low, high, points)


def _mark(outcome: Outcome) -> Mark:
    return Mark(**{name: float(getattr(outcome, name)) for name in Mark.__slots__})
