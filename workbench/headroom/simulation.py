"""The same point once more, contact by contact: a simulation beside the formula.

A discrete-event simulation that shares the inputs of the formula and none of its mathematics. Each
kind of day of the mixture is simulated by itself, with its own stream of random numbers and for as
long as its share of the contacts asks for; unresolved customers come back, and those who give up
try again. What only a simulation can do is in `SimulationOnly`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from workbench.frozen import Frozen
from workbench.headroom.simulated_figures import Simulated, StoodFor, figures_of
from workbench.headroom.simulated_point import WHOLE, FormulaAt, Point, formula_at
from workbench.headroom.simulation_by_events import ByEvents
from workbench.headroom.simulation_in_order import InOrder
from workbench.headroom.simulation_laws import Laws, Tally

MILLION = 1_000_000
FEWEST_CALLS, MOST_CALLS = 10_000, 20_000_000
LEVEL = 0.95
# Periods of a kind of day; their differences give the interval.
PERIODS, FEWEST_PERIODS = 60, 6
WARM_UP = 2
# Who comes back does so in the next of the rounds of a period. A round is no shorter than this many
# handle times, so that the queue has forgotten the last one, and after a few rounds so has demand.
ROUNDS, MEMORY = 4, 5.0
# Kinds of day with fewer of all contacts than this are left out.
SELDOM = 1e-4

Progress = Callable[[float], None]
Period = Callable[[], Tally]


class SimulationOnly(Frozen):
    """What the formula cannot do; every field is off unless stated.

    handle_time_cv  lognormal handle times with this ratio of standard deviation to mean
    patience_cv     lognormal patience, likewise
    repeat_delay    minutes until an unresolved customer comes back, exponential
    redial_delay    minutes until a customer who gave up tries again, exponential
    goes_first      share of the contacts that is answered before all others
    chats_at_once   contacts that an advisor has at the same time
    chat_slowdown   how much longer a chat takes for each other chat of the advisor at its start
    """

    handle_time_cv: float | None = Field(default=None, gt=0, le=5)
    patience_cv: float | None = Field(default=None, gt=0, le=5)
    repeat_delay: float | None = Field(default=None, gt=0, le=1440)
    redial_delay: float | None = Field(default=None, gt=0, le=1440)
    goes_first: float = Field(default=0.0, ge=0, lt=1)
    chats_at_once: int = Field(default=1, ge=1, le=8)
    chat_slowdown: float = Field(default=0.0, ge=0, le=2)

    @property
    def any(self) -> bool:
        """Whether the simulation does something that the formula cannot."""
        return self != SimulationOnly()

    @property
    def by_events(self) -> bool:
        """Whether contacts do more than queue in the order of arrival."""
        delayed = self.repeat_delay is not None or self.redial_delay is not None
        return delayed or self.goes_first > 0 or self.chats_at_once > 1


@dataclass(frozen=True, slots=True)
class _Part(StoodFor):
    """A part of the time that is simulated by itself: some moments with a number of agents.

    The moments follow each other when there are several. A period is once through all of them.
    `stream` tells its random numbers from those of other parts.
    """

    stream: tuple[int, int]
    moments: slice
    agents: float
    contacts: float
    periods: int


def simulate(
    point: Point,
    calls: int = MILLION,
    seed: int = 1,
    only: SimulationOnly | None = None,
    progress: Progress | None = None,
    level: float = LEVEL,
) -> Simulated:
    """Simulate a point with about so many contacts; the same seed gives the same digits.

    A number of agents between two whole ones is simulated with both, for as much of the time as
    each comes nearer. Customers who come back do so a round later, or after the delays of `only`.
    Intervals of the day that follow each other are simulated as whole days, queues carried over,
    where the formula takes each as steady; with what breaks the order of arrival (`by_events`) the
    simulation takes each as steady too. Of the formula it knows how many are about to come back at
    the start, and nothing else. `progress` is told the share that is done, up to 1; `level` is that
    of the intervals. Raises ValueError when `calls`, `seed` or `level` is out of range or there is
    not even one advisor on the phone.
    """
    if not FEWEST_CALLS <= calls <= MOST_CALLS:
        raise ValueError(
            f"the number of contacts is {calls}; accepted: {FEWEST_CALLS:,} to {MOST_CALLS:,}"
        )
    if seed < 0:
        raise ValueError(f"the seed is {seed}; accepted: 0 or more")
    if not 0 < level < 1:
        raise ValueError(f"the level of the intervals is {level}; accepted: above 0 and below 1")
    fewest = point.agents * float(point.staffing.min())
    if fewest < 1:
        raise ValueError(f"there are {fewest:g} advisors on the phone; accepted: 1 or more")
    only = only or SimulationOnly()
    formula = formula_at(point)
    parts = list(_parts(point, calls, only))
    whole, done = sum(part.contacts * (part.periods + WARM_UP) for part in parts), 0.0
    found: list[list[Tally]] = []
    for part in parts:
        source = np.random.SeedSequence(seed, spawn_key=part.stream)
        period = _period(point, part, formula, only, np.random.default_rng(source))
        tallies = []
        for _ in range(part.periods + WARM_UP):
            tallies.append(period())
            done += part.contacts
            if progress is not None:
                progress(min(1.0, done / whole))
        found.append(tallies[WARM_UP:])
    return Simulated(
        figures=figures_of(point, parts, found, formula, level, in_order=not only.by_events),
        calls=sum(tally.offered for tallies in found for tally in tallies),
        seed=seed,
        level=level,
        beyond_formula=only.any,
    )


def _parts(point: Point, calls: int, only: SimulationOnly) -> Iterator[_Part]:
    flows = point.weights * point.rates
    whole_days = point.interval is not None and not only.by_events
    together = point.intervals if whole_days else 1
    for first in range(0, len(flows), together):
        moments = slice(first, first + together)
        agents = point.agents * float(point.staffing[first])
        for place, (staff, part) in enumerate([(agents, 1.0)] if whole_days else _whole(agents)):
            share = float(flows[moments].sum() / flows.sum()) * part
            if share < SELDOM:
                continue
            rate = float(point.rates[moments].mean())
            minutes = share * calls / rate
            if whole_days:
                length = float(point.interval or 0.0) * together
                periods = max(FEWEST_PERIODS, round(minutes / length))
            else:
                least = ROUNDS * MEMORY * point.handle_time
                periods = int(np.clip(minutes / least, FEWEST_PERIODS, PERIODS))
                length = max(minutes / periods, least)
            weight = float(point.weights[moments].sum()) * part
            yield _Part(weight, length, (first, place), moments, staff, length * rate, periods)


def _whole(agents: float) -> list[tuple[float, float]]:
    """The whole numbers of agents on either side, and how near each is."""
    few = int(agents + WHOLE)
    more = agents - few
    return [(few, 1 - more), (few + 1, more)] if more > WHOLE else [(few, 1.0)]


def _period(
    point: Point,
    part: _Part,
    formula: FormulaAt,
    only: SimulationOnly,
    rng: np.random.Generator,
) -> Period:
    """What simulates the next period of a part."""
    laws = Laws(
        handle_time=point.handle_time,
        patience=point.patience,
        threshold=point.threshold,
        comes_back=point.comes_back,
        redials=point.redial,
        handle_spread=_log_spread(only.handle_time_cv),
        patience_spread=_log_spread(only.patience_cv),
        return_delay=only.repeat_delay or part.minutes / ROUNDS,
        redial_delay=only.redial_delay or part.minutes / ROUNDS,
        goes_first=only.goes_first,
        at_once=only.chats_at_once,
        slowdown=only.chat_slowdown,
    )
    primary, answered = point.primary[part.moments], formula.answered[part.moments]
    recontacts = answered * point.comes_back
    redials = (point.rates[part.moments] - answered) * point.redial
    if only.by_events:
        back = (float(recontacts[0]), float(redials[0]))
        events = ByEvents(laws, int(part.agents), float(primary[0]), back, rng)
        return lambda: events.run(part.minutes)
    whole_days = len(primary) > 1
    rounds = 1 if whole_days else ROUNDS
    length = part.minutes / len(primary) / rounds
    staff = part.agents * point.staffing[part.moments] / point.staffing[part.moments.start]
    load = float(point.rates[part.moments.start]) * point.handle_time / part.agents
    rota, start = rng.spawn(2)
    centre = InOrder(laws, int(staff[0] + WHOLE), load, rng)
    returning = start.poisson((recontacts + redials) * length)

    def period() -> Tally:
        total = Tally()
        for place, rate in (*enumerate(primary),) * rounds:
            # On whole days half an advisor is there on every other one.
            centre.staff(int(staff[place] + WHOLE + rota.random() * whole_days))
            tally = centre.run(length, float(rate), int(returning[place]))
            returning[place] = tally.returning
            total += tally
        return total

    return period


def _log_spread(variation: float | None) -> float | None:
    return None if variation is None else float(np.sqrt(np.log1p(variation * variation)))
