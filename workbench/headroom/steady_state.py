"""Where the centre settles under a policy: rates, handle time, resolution and agents together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.calibration import Today, backlog, on_phone_share
from workbench.headroom.erlang import Floats
from workbench.headroom.fixed_point import fast_fixed_point, fixed_point
from workbench.headroom.links import LinkId
from workbench.headroom.repeats import STEPS as FULLY
from workbench.headroom.repeats import total_rate
from workbench.headroom.response import (
    Care,
    Levers,
    On,
    care,
    leaving,
    log_need,
    resolution,
    settled_standard,
    strain,
)

Cases = NDArray[np.intp]
# How close a search comes to the logarithm of the agents, and how long it may take.
CLOSE = 1e-8
SEARCH_STEPS = 60
# A backlog moves with the rates; so many rounds bring both together.
BACKLOG_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class SteadyState:
    """One entry per case; `rates` in contacts per minute by moment, `handle_time` in minutes.

    `standard` is the standard of care relative to today's, `newcomers` the share of advisors who
    still learn, `attrition` leavers per advisor and year.
    """

    rates: Floats
    handle_time: Floats
    fcr: Floats
    agents: Floats
    occupancy: Floats
    standard: Floats
    newcomers: Floats
    attrition: Floats

    def put(self, cases: Cases, other: "SteadyState") -> None:
        """Take the other's values for some cases."""
        for name in self.__slots__:
            getattr(self, name)[cases] = getattr(other, name)

    def of(self, cases: Cases) -> "SteadyState":
        """Some of the cases."""
        return SteadyState(*(getattr(self, name)[cases] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Question:
    """What a steady state is sought for, one entry per case.

    `demand` is new matters relative to today's. `standard` fixes the standard of care; it settles
    where None. `on` are the links that act.
    """

    today: Today
    levers: Levers
    on: On
    demand: Floats
    standard: Floats | None = None

    def of(self, cases: Cases) -> "Question":
        """Some of the cases."""
        fixed = None if self.standard is None else self.standard[cases]
        return Question(
            self.today.of(cases), self.levers.of(cases), self.on, self.demand[cases], fixed
        )


class _Response:
    """How rates, handle time and resolution answer to each other in every case.

    An array of unknowns is cases × (ln of handle time relative to today's, resolution, and, when
    an occupancy is given in place of agents, ln of the agents). With `held` the resolution stays
    where it starts, and `implied` is what it would lead to. `worn` is for the `fewest` agents.
    """

    def __init__(
        self,
        asked: Question,
        agents: Floats | None = None,
        occupancy: Floats | None = None,
        held: bool = False,
        worn: bool = True,
    ) -> None:
        self.asked, self.agents, self.occupancy = asked, agents, occupancy
        self.held, self.worn = held, worn
        self.rates = asked.today.rates * asked.demand[:, None]
        self.primary = asked.today.primary * asked.demand[:, None]
        self.carry = np.zeros_like(self.rates)
        self.ordered = asked.today.day.minutes is not None
        self.everybody = np.arange(len(self.rates))
        self.standard = np.ones(len(self.rates))
        self.newcomers, self.attrition = self.standard.copy(), self.standard.copy()
        self.implied = self.standard.copy()

    def staff(self, at: Floats, cases: Cases) -> Floats:
        """The agents on the phone."""
        return np.exp(at[:, 2]) if self.agents is None else self.agents[cases]

    def flow(self, at: Floats, cases: Cases, steps: int = FULLY) -> Floats:
        """Contacts answered per minute; the rates of the cases are moved along."""
        today = self.asked.today
        centre, moments = today.centre, self.rates.shape[1]
        fcr = np.clip(at[:, 1], 0.0, 1.0)
        handle_time = centre.handle_time[cases] * np.exp(at[:, 0])
        staff = self.staff(at, cases)
        for _ in range(BACKLOG_ROUNDS if steps == FULLY else 1):
            carry = self.carry[cases]
            total, answered = total_rate(
                np.maximum(self.primary[cases] + carry, 0.0).ravel(),
                np.repeat(handle_time, moments),
                np.outer(staff, today.staffing).ravel(),
                np.repeat(centre.patience[cases], moments),
                np.repeat(1 - (1 - fcr) * centre.recontact[cases], moments),
                np.repeat(centre.redial[cases], moments),
                self.rates[cases].ravel(),
                steps,
            )
            rates = total.reshape(carry.shape)
            self.rates[cases] = rates
            if not self.ordered:
                break
            after = backlog(
                today.day,
                rates - carry,
                handle_time,
                staff,
                today.staffing,
                centre.patience[cases],
            )
            self.carry[cases] = after
            if np.abs(after - carry).max() <= CLOSE * rates.max():
                break
        return answered.reshape(-1, moments) @ today.day_weights

    def careful_step(self, at: Floats, cases: Cases, steps: int = FULLY) -> Floats:
        """What follows from the unknowns, with the rates worked out in full."""
        answered = self.flow(at, cases, steps)
        asked = self.asked if len(cases) == len(self.rates) else self.asked.of(cases)
        today, levers, on = asked.today, asked.levers, asked.on
        staff = self.staff(at, cases)
        work = answered * today.centre.handle_time * np.exp(at[:, 0])
        occupancy = work / staff
        people = leaving(today, levers, strain(today, occupancy, levers.monitoring, on), on)
        need = log_need(today, people.newcomers, on)
        limits = care(today, levers, self.rates[cases] @ today.day_weights, staff, need, on)
        if asked.standard is None or LinkId.STANDARD_OF_CARE not in on:
            standard = settled_standard(limits, levers, on)
        else:
            standard = np.log(asked.standard)
        given = limits.given(standard)
        fcr, _ = resolution(
            today,
            levers,
            given,
            occupancy,
            people.newcomers,
            answered,
            staff / on_phone_part(today, levers),
            on,
        )
        self.standard[cases], self.implied[cases] = np.exp(standard), fcr
        self.newcomers[cases], self.attrition[cases] = people.newcomers, people.attrition
        columns = [given + need, at[:, 1] if self.held else fcr]
        if self.occupancy is not None:
            wanted = np.log(work / self.occupancy[cases])
            columns.append(np.maximum(wanted, fewest(asked, limits, staff, self.worn)))
        return np.stack(columns, axis=1)

    def step(self, at: Floats, cases: Cases) -> Floats:
        """The same for a small move from rates that were right before it: one Newton step."""
        return self.careful_step(at, cases, 1)

    def state(self, found: Floats) -> SteadyState:
        """The steady state at the unknowns that lead nowhere else, where the last step was."""
        answered = self.flow(found, self.everybody)
        handle_time = self.asked.today.centre.handle_time * np.exp(found[:, 0])
        staff = self.staff(found, self.everybody)
        return SteadyState(
            rates=self.rates,
            handle_time=handle_time,
            fcr=np.clip(found[:, 1], 0.0, 1.0),
            agents=staff,
            occupancy=answered * handle_time / staff,
            standard=self.standard,
            newcomers=self.newcomers,
            attrition=self.attrition,
        )


def on_phone_part(today: Today, levers: Levers) -> Floats:
    """Advisors on the phone per advisor on shift."""
    return on_phone_share(today.centre, levers.off_phone_time) / (1 - today.centre.absence)


def fewest(asked: Question, limits: Care, agents: Floats, worn: bool) -> Floats:
    """ln of the fewest agents that an occupancy may ask for, by what limits so many agents.

    One, or as many as it takes for a standard of care that lasts, `worn` down to the handle-time
    target or not: fewer would not be busier, as the time that customers get would fall with them,
    down to nothing.
    """
    if asked.standard is not None or LinkId.STANDARD_OF_CARE not in asked.on:
        return np.zeros_like(agents)
    return np.maximum(0.0, np.log(agents) - limits.slack(np.log(asked.levers.standard), worn))


def settle(asked: Question, agents: Floats, near: SteadyState | None = None) -> SteadyState:
    """The steady state reached from today with so many agents on the phone.

    A link that is not on keeps its part of handle time and resolution as today. Every moment of
    the mixture has its own total rate; habits (pressure, quality) follow the average. `near` is a
    state to start from in place of today's.
    """
    response = _Response(asked, agents=agents)
    start = _start(asked)
    if near is not None:
        response.rates[:] = near.rates
        today = asked.today
        start = np.stack([np.log(near.handle_time / today.centre.handle_time), near.fcr], axis=1)
    response.flow(start, response.everybody)
    return response.state(fixed_point(response.step, response.careful_step, start))


def settle_at_resolution(
    asked: Question, agents: Floats, fcr: Floats
) -> tuple[SteadyState, Floats]:
    """The state if so many were resolved at first contact, and the resolution that it leads to.

    Where the two resolutions are the same, it is a steady state.
    """
    response = _Response(asked, agents=agents, held=True)
    start = np.stack([_start(asked)[:, 0], fcr], axis=1)
    response.flow(start, response.everybody)
    state = response.state(fixed_point(response.step, response.careful_step, start))
    return state, response.implied


def settle_at_occupancy(asked: Question, occupancy: Floats) -> SteadyState:
    """The steady state in which contacts take a given share of the agents' time.

    Where no staffing has the occupancy it stays below, with the `fewest` agents: one in a centre of
    very few contacts, and otherwise the tightest staffing whose standard of care lasts. That is
    where the standard has worn down to the handle-time target, or, if that is no busier, where it
    begins to.
    """
    state = _staffed(asked, occupancy, worn=True)
    below = np.flatnonzero((state.occupancy < occupancy - CLOSE) & (asked.levers.enforcement > 0))
    if below.size:
        part = _staffed(asked.of(below), occupancy[below], worn=False)
        busier = part.occupancy > state.occupancy[below]
        state.put(below[busier], part.of(np.flatnonzero(busier)))
    return state


def _staffed(asked: Question, occupancy: Floats, worn: bool) -> SteadyState:
    """The steady state with an occupancy or the fewest agents.

    The agents are solved for together with everything else, from the number with which everybody
    would be answered; where that does not settle, they are searched for.
    """
    today = asked.today
    response = _Response(asked, occupancy=occupancy, worn=worn)
    answered = response.primary @ today.day_weights
    answered = answered / (1 - (1 - today.fcr) * today.centre.recontact)
    start = _start(asked)
    log_work = np.log(answered * today.centre.handle_time) + start[:, 0]
    start = np.column_stack([start, np.maximum(0.0, log_work - np.log(occupancy))])
    response.flow(start, response.everybody)
    found, left = fast_fixed_point(response.step, start)
    state = response.state(found)
    if left.size:
        state.put(left, _search(asked.of(left), occupancy[left], start[left, 2], worn))
    return state


def _search(asked: Question, occupancy: Floats, log_agents: Floats, worn: bool) -> SteadyState:
    """The agents with which an occupancy is reached, from a first guess of their logarithm.

    Down to the fewest, occupancy falls as agents are added: steps until there is a number on either
    side, halving from there on.
    """
    few, many = np.zeros_like(log_agents), np.full_like(log_agents, np.inf)
    state = settle(asked, np.exp(log_agents))
    active = np.arange(len(log_agents))
    short = _too_few(asked, state, occupancy, worn)
    for _ in range(SEARCH_STEPS):
        few, many = np.where(short, log_agents, few), np.where(short, many, log_agents)
        moving = many - few > CLOSE
        active, few, many = active[moving], few[moving], many[moving]
        if not active.size:
            break
        log_agents = np.where(np.isfinite(many), (few + many) / 2, few + 1.0)
        part = settle(asked.of(active), np.exp(log_agents), state.of(active))
        state.put(active, part)
        short = _too_few(asked.of(active), part, occupancy[active], worn)
    return state


def _too_few(
    asked: Question, state: SteadyState, occupancy: Floats, worn: bool
) -> NDArray[np.bool_]:
    """Where more agents are wanted, because they are too busy or fewer than the fewest."""
    today, agents = asked.today, state.agents
    rate, need = state.rates @ today.day_weights, log_need(today, state.newcomers, asked.on)
    limits = care(today, asked.levers, rate, agents, need, asked.on)
    return (state.occupancy > occupancy) | (np.log(agents) < fewest(asked, limits, agents, worn))


def _start(asked: Question) -> Floats:
    """Today's resolution, and handle time with the clock as it will be."""
    today, levers = asked.today, asked.levers
    nobody = np.zeros_like(today.fcr)
    only_clock = asked.on & {LinkId.ENFORCEMENT_TIME}
    free = care(today, levers, today.rates @ today.day_weights, today.agents, nobody, only_clock)
    return np.stack([free.given(nobody), today.fcr], axis=1)
