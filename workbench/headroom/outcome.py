"""What a policy leads to: service, headroom, resolution, people and cost, a year at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.headroom.calibration import Today, by_day, calibrate, on_phone_share
from workbench.headroom.centre import MINUTES, Figures, check_off_phone_time, flat
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.links import switched_on
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.quantile import wait_quantile
from workbench.headroom.response import WEEKS, Levers, satisfaction
from workbench.headroom.scorecard import Number
from workbench.headroom.steady_state import Question, SteadyState, settle, settle_at_occupancy
from workbench.headroom.tipping import warning

SECONDS = 60.0
LONG_WAIT = 0.9
# An occupancy that is missed by no more than this is met.
ON_TARGET = 1e-6


@dataclass(frozen=True, slots=True)
class Outcome:
    """A steady state, as numbers or as arrays of the shape of what was swept.

    Flows are per year of 52 weeks. Contacts offered = primary (new matters) + repeats. Every matter
    ends resolved or lost (given up): primary = resolved + lost. Shares are from 0 to 1.

    contacts_per_year      all contacts offered, first attempts and repeats
    primary_per_year       new matters
    agents                 advisors on the phone at once: seats × present × time on the phone
    seats                  advisors on the rota at once, absent ones included
    heads                  paid full-time advisors: seats × open hours / contracted hours
    handle_time            minutes per answered contact
    service_level          answered within the threshold, share of all offered contacts
    service_level_answered the same, share of the answered contacts
    service_level_patient  the same, share of all but those that give up within the threshold
    p_abandon              share of the offered contacts that give up
    mean_wait              seconds, all contacts, those that give up included
    p90_wait               seconds that one contact in ten waits longer than; None unless asked for
    occupancy              share of the time on the phone that contacts take
    headroom_minutes       minutes per hour on shift not taken by contacts, the sum of the next two
    off_phone_minutes      of those, planned time off the phone, the sum of the next three
    follow_up_minutes      of those, finishing matters after the contact
    coaching_minutes       of those, being coached or coaching others
    knowledge_minutes      of those, the rest
    between_minutes        of those, time between contacts
    fcr                    share of answered contacts resolved at once
    repeat_share           share of the offered contacts that are repeats
    unresolved_per_year    contacts that end without resolution: answered or given up
    resolved_per_year      matters resolved
    lost_per_year          matters given up for good
    satisfaction           satisfied customers
    standard               standard of care: the time customers are given before pressure and the
                           clock, relative to today
    attrition              leavers per year per advisor
    newcomer_share         share of advisors who still learn
    leavers_per_year       advisors
    payroll_per_year       heads × yearly cost of an advisor, currency
    leaver_cost_per_year   leavers × cost of replacing one, currency
    cost_per_year          the two together, currency
    cost_per_contact       cost per answered contact, currency
    cost_per_resolved      cost per matter resolved, currency
    notes                  what the calibration had to assume, and of a single case what is to be
                           known about its steady state, in sentences
    """

    contacts_per_year: Number
    primary_per_year: Number
    agents: Number
    seats: Number
    heads: Number
    handle_time: Number
    service_level: Number
    service_level_answered: Number
    service_level_patient: Number
    p_abandon: Number
    mean_wait: Number
    occupancy: Number
    headroom_minutes: Number
    off_phone_minutes: Number
    follow_up_minutes: Number
    coaching_minutes: Number
    knowledge_minutes: Number
    between_minutes: Number
    fcr: Number
    repeat_share: Number
    unresolved_per_year: Number
    resolved_per_year: Number
    lost_per_year: Number
    satisfaction: Number
    standard: Number
    attrition: Number
    newcomer_share: Number
    leavers_per_year: Number
    payroll_per_year: Number
    leaver_cost_per_year: Number
    cost_per_year: Number
    cost_per_contact: Number
    cost_per_resolved: Number
    notes: tuple[str, ...]
    p90_wait: Number | None = None


@SILENT
def evaluate(
    figures: Figures,
    policy: Policy | None = None,
    *,
    long_waits: bool = False,
    standard: Number | None = None,
    demand: Number = 1.0,
) -> Outcome:
    """The steady state of a centre under a policy, or under today's when none is given.

    Every number may be an array; all broadcast to one shape, which is that of the outcome.
    `long_waits` adds the 90th percentile of the wait, which costs as much as all the rest.
    `standard` fixes the standard of care, relative to today's; where None it settles: what leaders
    ask for, as far as it is delivered, so that under a policy tighter than today's it has eroded.
    `demand` is new matters relative to today's.

    An occupancy target is met wherever a steady state has it. Above some occupancy none has, as
    work pressure takes more off the contacts than people get used to: the standard of care falls
    for ever, and the advisors that the target asks for with it. The outcome then is the tightest
    staffing that lasts, and its occupancy is below the target. So it is where the target asks for
    less than one advisor.

    Of a single case, the notes say when more than one steady state exists, and when the target is
    out of reach. Raises ValueError for a lever that is out of range.
    """
    policy = policy or today_policy(figures)
    calibrated = calibrate(figures)
    parts = (*lever_values(figures, policy), policy.staffing, demand)
    fixed = () if standard is None else (standard,)
    shape = np.broadcast_shapes(calibrated.shape, *(np.shape(part) for part in (*parts, *fixed)))
    today = calibrated.over(shape)
    *flattened, staffing, wanted = (flat(part, shape) for part in parts)
    levers = Levers(*flattened)
    check_levers(today, levers)
    _check(wanted, "new matters relative to today", 1e-9, 1e6)
    held = None if standard is None else flat(standard, shape)
    if held is not None:
        _check(held, "the standard of care", 0.01, 2)
    asked = Question(today, levers, switched_on(policy.evidence), wanted, held)
    share = on_phone_share(today.centre, levers.off_phone_time)
    if policy.occupancy is None:
        _check(staffing, "the number of seats", 1e-6, np.inf)
        state = settle(asked, staffing * share)
        return outcome_of(asked, state, shape, calibrated.notes, long_waits)
    _check(staffing, "the occupancy target", 0.05, 0.995)
    state = settle_at_occupancy(asked, staffing)
    notes = calibrated.notes if shape else (*calibrated.notes, *_below_target(state, staffing))
    return outcome_of(asked, state, shape, notes, long_waits)


def _below_target(state: SteadyState, target: Floats) -> tuple[str, ...]:
    """A sentence when a single case settles below the occupancy that it is staffed for."""
    found, wanted = float(state.occupancy[0]), float(target[0])
    if found >= wanted - ON_TARGET:
        return ()
    there, asked = f"{found:.1%}", f"{wanted:.1%}"
    there = "just below it" if there == asked else f"at {there}"
    if state.agents[0] <= 1 + ON_TARGET:
        return (
            f"There is too little work for an occupancy of {asked}: with a single advisor on the "
            f"phone it stays {there}.",
        )
    return (
        f"Work pressure does not let the occupancy stay at {asked}: with fewer advisors than these "
        f"the standard of care would wear down, and the work would shrink with the advisors. Shown "
        f"is the tightest staffing before that, {there}.",
    )


def lever_values(figures: Figures, policy: Policy) -> tuple[Number, ...]:
    """The levers of a policy in the order of `Levers`; what it leaves out is as today."""
    centre = figures.centre
    follow_up, coaching = policy.follow_up_share, policy.coaching_share
    return (
        policy.enforcement,
        policy.monitoring,
        policy.off_phone_time,
        policy.target,
        policy.standard,
        centre.follow_up_share if follow_up is None else follow_up,
        centre.coaching_share if coaching is None else coaching,
    )


def check_levers(today: Today, levers: Levers) -> None:
    """Raise ValueError naming the first lever that is out of range."""
    for values, name, lowest, highest in (
        (levers.enforcement, "the enforcement of handle time", 0, 1),
        (levers.monitoring, "the monitoring in the scorecard", 0, 1),
        (levers.off_phone_time, "time off the phone", 0, 480),
        (levers.target, "the handle-time target relative to today's", 0.1, 10),
        (levers.standard, "the standard of care relative to today's", 0.1, 2),
        (levers.follow_up_share, "the share of follow-up", 0, 1),
        (levers.coaching_share, "the share of coaching", 0, 1),
    ):
        _check(values, name, lowest, highest)
    check_off_phone_time(levers.off_phone_time, today.centre.shift_hours)


def outcome_of(
    asked: Question,
    state: SteadyState,
    shape: tuple[int, ...],
    notes: tuple[str, ...],
    long_waits: bool = False,
) -> Outcome:
    """A steady state as an outcome of a shape; of a single case, with a warning of others."""
    values = _outcome(asked, state, long_waits)
    shaped: dict[str, Any] = {
        name: value.reshape(shape) if shape else float(value[0]) for name, value in values.items()
    }
    if not shape:
        notes = (*notes, *warning(asked, state))
    return Outcome(**shaped, notes=notes)


def _outcome(asked: Question, state: SteadyState, long_waits: bool) -> dict[str, Floats]:
    today, levers, agents = asked.today, asked.levers, state.agents
    centre = today.centre
    share = on_phone_share(centre, levers.off_phone_time)
    queue = by_day(state.rates, state.handle_time, agents, centre.patience, today.staffing)
    days = state.rates.shape[1]
    beyond, late = queue.beyond(np.repeat(centre.service_threshold / SECONDS, days))

    def per_minute(daily: Floats) -> Floats:
        return (daily.reshape(-1, days) * state.rates) @ today.day_weights

    offered = state.rates @ today.day_weights
    abandoned, answered = per_minute(queue.p_abandon), per_minute(queue.p_answered)
    in_time = answered - per_minute(late)
    short_abandons = abandoned - per_minute(beyond - late)
    p_abandon = abandoned / offered
    mean_wait = p_abandon * centre.patience
    # Full is full: rounding must not make it more.
    occupancy = np.minimum(1.0, answered * state.handle_time / agents)

    resolved = answered * state.fcr
    unresolved = answered - resolved
    lost = unresolved * (1 - centre.recontact) + abandoned * (1 - centre.redial)
    primary = today.primary @ today.day_weights * asked.demand
    yearly = centre.open_hours_per_week * MINUTES * WEEKS

    seats = agents / share
    heads = seats * centre.open_hours_per_week / centre.contract_hours
    payroll, leavers = heads * centre.wage, heads * state.attrition
    leaver_cost = leavers * centre.leave_cost * centre.wage
    cost = payroll + leaver_cost
    off_phone = levers.off_phone_time / centre.shift_hours
    follow_up = off_phone * levers.follow_up_share
    coaching = (off_phone - follow_up) * levers.coaching_share
    between = (MINUTES - off_phone) * (1 - occupancy)
    values = {
        "contacts_per_year": offered * yearly,
        "primary_per_year": primary * yearly,
        "agents": agents,
        "seats": seats,
        "heads": heads,
        "handle_time": state.handle_time,
        "service_level": in_time / offered,
        "service_level_answered": in_time / answered,
        "service_level_patient": in_time / (offered - short_abandons),
        "p_abandon": p_abandon,
        "mean_wait": mean_wait * SECONDS,
        "occupancy": occupancy,
        "headroom_minutes": off_phone + between,
        "off_phone_minutes": off_phone,
        "follow_up_minutes": follow_up,
        "coaching_minutes": coaching,
        "knowledge_minutes": off_phone - follow_up - coaching,
        "between_minutes": between,
        "fcr": state.fcr,
        "repeat_share": 1 - primary / offered,
        "unresolved_per_year": (unresolved + abandoned) * yearly,
        "resolved_per_year": resolved * yearly,
        "lost_per_year": lost * yearly,
        "satisfaction": satisfaction(today, state.fcr, p_abandon, mean_wait, asked.on),
        "standard": state.standard,
        "attrition": state.attrition,
        "newcomer_share": state.newcomers,
        "leavers_per_year": leavers,
        "payroll_per_year": payroll,
        "leaver_cost_per_year": leaver_cost,
        "cost_per_year": cost,
        "cost_per_contact": cost / (answered * yearly),
        "cost_per_resolved": cost / (resolved * yearly),
    }
    if long_waits:
        weights = state.rates * today.day_weights / offered[:, None]
        values["p90_wait"] = wait_quantile(queue, weights, LONG_WAIT) * SECONDS
    return values


def _check(values: Floats, name: str, lowest: float, highest: float) -> None:
    wrong = ~((values >= lowest) & (values <= highest))
    if wrong.any():
        raise ValueError(f"{name} is {values[wrong][0]:g}; accepted: {lowest:g} to {highest:g}")
