"""How a calibrated centre answers to its levers: time, resolution, strain, people, satisfaction.

Everything is on float arrays with one entry per case. A link that is not on keeps its part as
today. Shares are from 0 to 1, times in minutes, rates per minute, hazards per week.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.behaviour import (
    cut_short,
    follow_up,
    newcomers,
    strain_from_occupancy,
)
from workbench.headroom.calibration import Today, follow_up_minutes, quality_at
from workbench.headroom.centre import MINUTES
from workbench.headroom.erlang import Floats
from workbench.headroom.links import LinkId

On = frozenset[LinkId]
WEEKS = 52.0
COACHED = 10.0
"""Minutes per shift that the effect of coaching on learning is stated for."""


@dataclass(frozen=True, slots=True)
class Levers:
    """The levers of `Policy` but for the staffing, one entry per case."""

    enforcement: Floats
    monitoring: Floats
    off_phone_time: Floats
    target: Floats
    standard: Floats
    follow_up_share: Floats
    coaching_share: Floats

    def of(self, cases: NDArray[np.intp]) -> "Levers":
        """Some of the cases."""
        return Levers(*(getattr(self, field.name)[cases] for field in fields(self)))

    def towards(self, other: "Levers", share: float) -> "Levers":
        """Levers that have gone this share of the way to others."""
        both = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return Levers(*(start + share * (end - start) for start, end in both))


def todays_levers(today: Today) -> Levers:
    """The levers as they stand today."""
    one = np.ones_like(today.enforcement)
    return Levers(
        enforcement=today.enforcement,
        monitoring=today.monitoring,
        off_phone_time=today.centre.off_phone_time,
        target=one,
        standard=one,
        follow_up_share=today.centre.follow_up_share,
        coaching_share=today.centre.coaching_share,
    )


@dataclass(frozen=True, slots=True)
class Care:
    """The time that a customer gets, as it depends on the standard of care S.

    In logarithms, relative to today's time for the same contact: s + today - elasticity × max(0,
    crowding + s) - enforcement × max(0, above + s) with s = ln S, where `crowding` is the load at
    full need beyond the load without pressure, and `above` how far today's free time is above the
    handle-time target. `today` is what pressure and the clock take off today.
    """

    today: Floats
    elasticity: Floats
    crowding: Floats
    enforcement: Floats
    above: Floats

    def given(self, s: Floats) -> Floats:
        """The logarithm of the time given."""
        pressed = self.elasticity * np.maximum(0.0, self.crowding + s)
        return s + self.today - pressed - self.enforcement * np.maximum(0.0, self.above + s)

    def ceiling(self) -> Floats:
        """ln of the highest standard that is delivered: above it, less than S is given.

        What is given less S is a minimum of falling lines, so its root is the least of theirs.
        """
        with np.errstate(all="ignore"):
            pressed = self.today / self.elasticity - self.crowding
            enforced = self.today / self.enforcement - self.above
            both = self.elasticity + self.enforcement
            falls = self.today - self.elasticity * self.crowding - self.enforcement * self.above
            return np.minimum(
                np.where(self.elasticity > 0, pressed, np.inf),
                np.minimum(
                    np.where(self.enforcement > 0, enforced, np.inf),
                    np.where(both > 0, falls / both, np.inf),
                ),
            )

    def slack(self, asked: Floats, worn: bool) -> Floats:
        """ln of how many times fewer agents would work harder before they only care less.

        The load rises with fewer agents until pressure and the clock take as much off the time as
        they do today. From there the standard gives way as fast as agents go, so that any number of
        them has the same load (Oliva and Sterman 2001); with a clock it first gives way a little
        slower, until it is `worn` down to the handle-time target. `asked` is ln of the standard
        that leaders ask for. Infinite without pressure, negative where there are fewer already.
        """
        with np.errstate(all="ignore"):
            clock = np.zeros_like(self.today) if worn else self.today / self.enforcement
            most = np.where(self.enforcement > 0, clock - self.above, np.inf)
            lasting = np.minimum(asked, most)
            left = self.today - self.enforcement * np.maximum(0.0, self.above + lasting)
            fullest = np.where(self.elasticity > 0, left / self.elasticity, np.inf)
        return fullest - lasting - self.crowding


def care(
    today: Today, levers: Levers, rate: Floats, agents: Floats, log_need: Floats, on: On
) -> Care:
    """What limits the time that a customer gets, at a rate, a number of agents and a need.

    `log_need` is ln of the need for time relative to today's. Work pressure: the time left is
    (load / load without pressure) ^ elasticity (Oliva and Sterman 2001). The clock takes
    `enforcement` of the distance to the target, which lies so far below today's free time that
    today's enforcement explains today's shortening.
    """
    nothing = np.zeros_like(rate)
    taken, elasticity, crowding = nothing, nothing, nothing
    if LinkId.PRESSURE_TIME in on:
        free = today.behaviour.pressure_free_occupancy
        elasticity = -today.elasticity
        crowding = np.log(rate * today.need / (agents * free)) + log_need
        taken = taken - today.log_pressure
    enforcement, above = nothing, nothing
    if LinkId.ENFORCEMENT_TIME in on:
        enforcement = levers.enforcement
        distance = -today.log_enforced / np.where(today.enforcement > 0, today.enforcement, 1.0)
        taken = taken + today.enforcement * distance
        above = distance - np.log(levers.target)
    return Care(taken, elasticity, crowding, enforcement, above)


def settled_standard(limits: Care, levers: Levers, on: On) -> Floats:
    """ln of the standard of care that lasts: what leaders ask for, as far as it is delivered."""
    if LinkId.STANDARD_OF_CARE not in on:
        return np.zeros_like(limits.today)
    return np.minimum(np.log(levers.standard), limits.ceiling())


def resolution(
    today: Today,
    levers: Levers,
    log_care: Floats,
    occupancy: Floats,
    newcomer_share: Floats,
    answered: Floats,
    present: Floats,
    on: On,
    near: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Resolution at first contact, and the share of contacts that are cut short.

    `log_care` is ln of the time given relative to today's, `answered` contacts per minute,
    `present` the advisors on shift. `near` is a share of contacts cut short to search from.
    """
    fcr, behaviour = today.fcr, today.behaviour
    cut = np.zeros_like(fcr)
    if LinkId.TIME_RESOLUTION in on:
        spent = np.minimum(1.0, today.spent * np.exp(log_care))
        cut = cut_short(spent, behaviour.work_variation, near)
        fcr = today.best * (1 - (1 - today.resolved_anyway) * cut)
    if LinkId.LOAD_QUALITY in on:
        fcr = fcr * quality_at(behaviour, occupancy) / today.quality
    if LinkId.LEARNING in on:
        fcr = fcr - behaviour.newcomer_resolution * (newcomer_share - today.newcomers)
    fcr = np.clip(fcr, 0.0, 1.0)
    if LinkId.INVESTED_TIME in on:
        minutes = follow_up_minutes(today.centre, levers.off_phone_time, levers.follow_up_share)
        settled = follow_up(
            minutes * present,
            MINUTES * answered * (1 - fcr),
            behaviour.follow_up_minutes,
            behaviour.follow_up_success,
        )
        left = np.where(today.followed_up < 1, (1 - settled) / (1 - today.followed_up), 1.0)
        fcr = np.clip(1 - (1 - fcr) * left, 0.0, 1.0)
    return fcr, cut


def strain(today: Today, occupancy: Floats, monitoring: Floats, on: On) -> Floats:
    """The strain that work at this occupancy and monitoring leads to, less today's."""
    behaviour, more = today.behaviour, np.zeros_like(occupancy)
    if LinkId.OCCUPANCY_STRAIN in on:
        free, weight = behaviour.strain_free_occupancy, behaviour.occupancy_strain
        more = more + strain_from_occupancy(occupancy, free, weight)
        more = more - strain_from_occupancy(today.occupancy, free, weight)
    if LinkId.MONITORING_STRAIN in on:
        more = more + behaviour.monitoring_strain * (monitoring - today.monitoring)
    return more


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves: `hazard` of the experienced per week, `ratio` of the newcomers' to it.

    `learning_weeks` is how long newcomers learn, `newcomers` their share where as many are hired
    as leave.
    """

    hazard: Floats
    ratio: Floats
    learning_weeks: Floats
    newcomers: Floats

    @property
    def attrition(self) -> Floats:
        """Leavers per advisor and year where as many are hired as leave."""
        return WEEKS * self.hazard * (1 + (self.ratio - 1) * self.newcomers)


def leaving(today: Today, levers: Levers, more_strain: Floats, on: On) -> Leaving:
    """Who leaves at a strain above today's: each hazard is multiplied by e ^ (response × strain).

    Without the learning link newcomers leave like everybody else, and are as many as today.
    """
    behaviour = today.behaviour
    answer = np.ones_like(more_strain)
    if LinkId.STRAIN_ATTRITION in on:
        answer = np.exp(behaviour.strain_attrition * more_strain)
    weeks = behaviour.learning_weeks
    if LinkId.LEARNING not in on:
        hazard = today.centre.attrition / WEEKS * answer
        return Leaving(hazard, np.ones_like(hazard), weeks, today.newcomers)
    if LinkId.INVESTED_TIME in on:
        now = _taught(today.centre.off_phone_time, today.centre.follow_up_share)
        more = _taught(levers.off_phone_time, levers.follow_up_share) - now
        weeks = weeks * np.exp(-behaviour.coaching_learning * more / COACHED)
    hazard = today.hazard * answer
    return Leaving(hazard, behaviour.newcomer_attrition, weeks, newcomers(hazard, weeks))


def _taught(off_phone_time: Floats, follow_up_share: Floats) -> Floats:
    """Minutes per shift of coaching and knowledge."""
    return off_phone_time * (1 - follow_up_share)


def log_need(today: Today, newcomer_share: Floats, on: On) -> Floats:
    """ln of the time that contacts need relative to today, as newcomers need more."""
    if LinkId.LEARNING not in on:
        return np.zeros_like(newcomer_share)
    slow = today.behaviour.newcomer_slowness
    return np.log1p(slow * newcomer_share) - np.log1p(slow * today.newcomers)


def satisfaction(today: Today, fcr: Floats, p_abandon: Floats, mean_wait: Floats, on: On) -> Floats:
    """Satisfied customers: today's share, moved by resolution, abandonment and waits (minutes)."""
    behaviour, share = today.behaviour, today.centre.satisfaction
    if LinkId.RESOLUTION_SATISFACTION in on:
        share = share + behaviour.resolution_satisfaction * (fcr - today.fcr)
    if LinkId.WAITS_SATISFACTION in on:
        share = share - behaviour.abandon_satisfaction * (p_abandon - today.p_abandon)
        share = share - behaviour.wait_satisfaction * (mean_wait - today.mean_wait)
    return np.clip(share, 0.0, 1.0)
