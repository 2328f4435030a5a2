"""A centre that lives week after week: the equations of `journey`, one step at a time."""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.calibration import Today, backlog, by_day, on_phone_share
from workbench.headroom.centre import MINUTES
from workbench.headroom.erlang import Floats
from workbench.headroom.links import LinkId
from workbench.headroom.plan import Plan
from workbench.headroom.quantile import wait_quantile
from workbench.headroom.repeats import total_rate
from workbench.headroom.response import (
    WEEKS,
    Care,
    Levers,
    On,
    care,
    leaving,
    log_need,
    resolution,
    satisfaction,
    strain,
    todays_levers,
)
from workbench.headroom.steady_state import Cases

SECONDS = 60.0
LONG_WAIT = 0.9
DAYS_OF_WEEK = 7.0
# How often rates, handle time and resolution are brought together within a week, and how little
# the rates may still move by then.
SWEEPS = 40
CLOSE = 1e-5
# Queues whose figures are worked out at once.
AT_ONCE = 6000
# A phone with nobody at it has no queue that could be worked out.
FEWEST_AGENTS = 1e-3

STOCKS = ("advisors", "experienced", "newcomers", "training", "pending", "standard", "strain")
FLOWS = ("primary", "contacts", "answered", "abandoned", "resolved", "lost", "unresolved")
PEOPLE = ("starts", "graduates", "leavers", "attrition", "payroll", "hiring_cost", "cost")
STATE = ("p_abandon", "mean_wait", "occupancy", "headroom_minutes", "handle_time", "fcr")
REST = ("repeat_share", "satisfaction")


@dataclass(frozen=True, slots=True)
class _OnThePhone:
    """What a week on the phone starts from, one entry per case.

    `agents` on the phone, `present` on shift, `newcomers` the share of the advisors, `need` ln of
    the time that contacts need relative to today, `coming` new and returning matters per minute.
    """

    today: Today
    levers: Levers
    agents: Floats
    present: Floats
    newcomers: Floats
    need: Floats
    log_standard: Floats
    coming: Floats

    def of(self, cases: Cases) -> "_OnThePhone":
        """Some of the cases, in their order."""
        if cases.size == self.agents.size:
            return self
        return _OnThePhone(
            self.today.of(cases),
            self.levers.of(cases),
            self.agents[cases],
            self.present[cases],
            self.newcomers[cases],
            self.need[cases],
            self.log_standard[cases],
            self.coming[cases],
        )

    def limits(self, rates: Floats, on: On) -> Care:
        """What limits the time that a customer gets, at these rates."""
        mean_rate = rates @ self.today.day_weights
        return care(self.today, self.levers, mean_rate, self.agents, self.need, on)


class LivingCentre:
    """The stocks of a centre, one entry per case, and what is written down of each week.

    It starts as today. `heads` are today's, `heads_per_seat` paid heads per advisor on the rota.
    """

    def __init__(self, today: Today, on: On, plan: Plan) -> None:
        self.today, self.on, self.plan = today, on, plan
        cases, moments = today.rates.shape
        centre, nothing = today.centre, np.zeros(cases)
        self.heads_per_seat = centre.open_hours_per_week / centre.contract_hours
        self.heads = centre.seats * self.heads_per_seat
        self.minutes = centre.open_hours_per_week * MINUTES
        # People.
        people = leaving(today, todays_levers(today), nothing, on)
        self.newcomers = self.heads * people.newcomers
        self.experienced = self.heads - self.newcomers
        self.training = self.heads * people.attrition / WEEKS * today.pace.training_weeks
        self.vacancies = nothing
        # Habits: ln of the standard of care, and strain.
        self.log_standard = self.strain = nothing
        # The rates of the last two weeks at today's demand, and matters whose customer will be
        # back, per minute of a week.
        self.rates = self.usual = self.usual_before = today.rates
        self.carry = np.zeros_like(self.rates)
        queue = by_day(
            today.rates, centre.handle_time, today.agents, centre.patience, today.staffing
        )
        self.answered = today.rates * queue.p_answered.reshape(today.rates.shape)
        self.handle_time, self.fcr = centre.handle_time.copy(), today.fcr.copy()
        self.occupancy, self.cut = today.occupancy.copy(), centre.contacts_cut_short.copy()
        away = today.pace.recontact_days / DAYS_OF_WEEK
        self.back = 1 / (1 + away)
        unresolved = centre.unresolved_share * centre.recontact
        self.pending = (unresolved * away)[:, None] * self.answered
        # What is written down.
        names = (*STOCKS, *FLOWS, *PEOPLE, *STATE, *REST)
        self.kept = {name: np.empty((plan.weeks, cases)) for name in names}
        self.all_rates = np.empty((plan.weeks, cases, moments))
        self.all_agents = np.empty((plan.weeks, cases))

    def live(self, week: int, levers: Levers, budget: Floats, demand: float) -> None:
        """One week: what happens on the phone, then how people and habits move."""
        today, centre = self.today, self.today.centre
        advisors = self.newcomers + self.experienced
        share = on_phone_share(centre, levers.off_phone_time)
        agents = np.maximum(FEWEST_AGENTS, advisors / self.heads_per_seat * share)
        newcomer_share = np.where(advisors > 0, self.newcomers / advisors, 0.0)
        primary = today.primary * demand
        self.rates = self.guess(demand)
        self.write(week, standard=np.exp(self.log_standard), strain=self.strain)
        on_the_phone = _OnThePhone(
            today=today,
            levers=levers,
            agents=agents,
            present=agents / share * (1 - centre.absence),
            newcomers=newcomer_share,
            need=log_need(today, newcomer_share, self.on),
            log_standard=self.log_standard,
            coming=primary + self.back[:, None] * self.pending,
        )
        self.work(on_the_phone)
        self.usual_before, self.usual = self.usual, self.rates / demand
        self.close_matters(week, levers, primary)
        self.all_rates[week], self.all_agents[week] = self.rates, agents
        self.move_people(week, levers, budget)
        self.move_habits(levers, on_the_phone.limits(self.rates, self.on))

    def guess(self, demand: float) -> Floats:
        """The rates of a week, if they go on moving as they did."""
        going_on = 2 * self.usual - self.usual_before
        rates: Floats = demand * np.clip(going_on, self.usual / 2, 2 * self.usual)
        return rates

    def work(self, week: "_OnThePhone") -> None:
        """Rates, handle time and resolution of a week, from those of the week before.

        They answer to each other, so they are brought together in sweeps, each for the cases that
        still moved in the one before.
        """
        active = np.arange(len(self.rates))
        for _ in range(SWEEPS):
            moved = self.sweep(active, week.of(active))
            active = active[moved > CLOSE]
            if not active.size:
                break

    def sweep(self, cases: Cases, week: "_OnThePhone") -> Floats:
        """One round of some cases; how far their rates moved, relative to the highest.

        Customers come back from the pending matters, those of this week included: at the end of
        the week pending = recontact weeks × those who came back.
        """
        today, centre, weights = week.today, week.today.centre, week.today.day_weights
        before, moments = self.rates[cases], self.rates.shape[1]
        given = week.limits(before, self.on).given(week.log_standard)
        fcr, cut = resolution(
            today,
            week.levers,
            given,
            self.occupancy[cases],
            week.newcomers,
            self.answered[cases] @ weights,
            week.present,
            self.on,
            self.cut[cases],
        )
        handle_time = centre.handle_time * np.exp(given + week.need)
        total, answered = total_rate(
            np.maximum(week.coming + self.carry[cases], 0.0).ravel(),
            np.repeat(handle_time, moments),
            np.outer(week.agents, today.staffing).ravel(),
            np.repeat(centre.patience, moments),
            np.repeat(1 - (1 - fcr) * centre.recontact * self.back[cases], moments),
            np.repeat(centre.redial, moments),
            before.ravel(),
            steps=1,
        )
        rates, answered = total.reshape(before.shape), answered.reshape(before.shape)
        work = answered @ weights * handle_time
        self.rates[cases], self.answered[cases] = rates, answered
        self.fcr[cases], self.cut[cases], self.handle_time[cases] = fcr, cut, handle_time
        # Full is full: rounding must not make it more.
        self.occupancy[cases] = np.minimum(1.0, work / week.agents)
        moved = np.abs(rates - before).max(axis=1)
        if today.day.minutes is not None:
            offered, carried = rates - self.carry[cases], self.carry[cases]
            self.carry[cases] = backlog(
                today.day, offered, handle_time, week.agents, today.staffing, centre.patience
            )
            moved = np.maximum(moved, np.abs(self.carry[cases] - carried).max(axis=1))
        relative: Floats = moved / np.maximum(rates.max(axis=1), np.finfo(float).tiny)
        return relative

    def close_matters(self, week: int, levers: Levers, primary: Floats) -> None:
        """What becomes of the contacts and matters of the week; the pending ones are carried on."""
        today, centre, weights = self.today, self.today.centre, self.today.day_weights
        abandoned = self.rates - self.answered
        resolved = self.answered * self.fcr[:, None]
        unresolved = self.answered - resolved
        lost = unresolved * (1 - centre.recontact)[:, None]
        lost = lost + abandoned * (1 - centre.redial)[:, None]
        self.pending = self.pending + primary + self.carry - resolved - lost
        offered = self.rates @ weights
        p_abandon = abandoned @ weights / offered
        mean_wait = p_abandon * centre.patience
        off_phone = levers.off_phone_time / centre.shift_hours
        flows = {
            "primary": primary,
            "contacts": self.rates,
            "answered": self.answered,
            "abandoned": abandoned,
            "resolved": resolved,
            "lost": lost,
            "unresolved": unresolved + abandoned,
            "pending": self.pending,
        }
        self.write(week, **{name: flow @ weights * self.minutes for name, flow in flows.items()})
        self.write(
            week,
            p_abandon=p_abandon,
            mean_wait=mean_wait * SECONDS,
            occupancy=self.occupancy,
            headroom_minutes=off_phone + (MINUTES - off_phone) * (1 - self.occupancy),
            handle_time=self.handle_time,
            fcr=self.fcr,
            repeat_share=1 - primary @ weights / offered,
            satisfaction=satisfaction(today, self.fcr, p_abandon, mean_wait, self.on),
        )

    def move_people(self, week: int, levers: Levers, budget: Floats) -> None:
        """Who starts, finishes training, learns and leaves in the week, and what it costs."""
        centre, pace = self.today.centre, self.today.pace
        people = leaving(self.today, levers, self.strain, self.on)
        advisors = self.newcomers + self.experienced
        left = np.minimum(1.0, people.hazard) * self.experienced
        left_early = np.minimum(1.0, people.hazard * people.ratio) * self.newcomers
        leavers, graduates = left + left_early, self.training / pace.training_weeks
        learned = np.minimum(self.newcomers / people.learning_weeks, self.newcomers - left_early)
        if LinkId.LEARNING not in self.on:
            stay = people.newcomers * (advisors + graduates - leavers)
            learned = self.newcomers + graduates - left_early - stay
        on_the_way = self.training + self.vacancies - leavers * pace.training_weeks
        wanted = leavers + (budget - advisors - on_the_way) / pace.hiring_weeks
        starts = self.hire(np.maximum(0.0, wanted))
        payroll = advisors * centre.wage / WEEKS
        hiring_cost = starts * centre.leave_cost * centre.wage
        self.write(
            week,
            advisors=advisors,
            experienced=self.experienced,
            newcomers=self.newcomers,
            training=self.training,
            starts=starts,
            graduates=graduates,
            leavers=leavers,
            attrition=np.where(advisors > 0, WEEKS * leavers / advisors, 0.0),
            payroll=payroll,
            hiring_cost=hiring_cost,
            cost=payroll + hiring_cost,
        )
        self.training = self.training + starts - graduates
        self.newcomers = self.newcomers + graduates - learned - left_early
        self.experienced = self.experienced + learned - left

    def hire(self, wanted: Floats) -> Floats:
        """Those who start of those who are wanted: no more than the cap, in whole classes."""
        cap = np.inf if self.plan.hiring_cap is None else self.plan.hiring_cap
        size = self.plan.class_size
        if not size:
            return np.minimum(wanted, cap)
        places = self.vacancies + wanted
        starts = np.floor(np.minimum(places, cap) / size) * size
        self.vacancies = places - starts
        return starts

    def move_habits(self, levers: Levers, limits: Care) -> None:
        """Strain follows the work; the standard of care erodes or recovers."""
        pace, standard = self.today.pace, np.exp(self.log_standard)
        towards = strain(self.today, self.occupancy, levers.monitoring, self.on)
        self.strain = self.strain + (towards - self.strain) / pace.strain_weeks
        if LinkId.STANDARD_OF_CARE not in self.on:
            return
        asked, most = levers.standard, np.exp(limits.ceiling())
        less = np.minimum(np.exp(limits.given(self.log_standard)), asked)
        eroded = standard + np.minimum(0.0, less - standard) / pace.erosion_weeks
        recovered = standard + np.maximum(0.0, asked - standard) / pace.recovery_weeks
        can_rise = standard <= np.minimum(asked, most)
        self.log_standard = np.log(np.where(can_rise, np.minimum(recovered, most), eroded))

    def write(self, week: int, **values: Floats) -> None:
        """Write down figures of a week."""
        for name, value in values.items():
            self.kept[name][week] = value

    def written(self, long_waits: bool) -> dict[str, Floats]:
        """All that was written down, weeks × cases, with the service levels of every week."""
        levels = ("service_level", "service_level_answered", "service_level_patient")
        found = {name: np.empty_like(self.all_agents) for name in levels}
        if long_waits:
            found["p90_wait"] = np.empty_like(self.all_agents)
        weeks, _, moments = self.all_rates.shape
        together = max(1, AT_ONCE // self.all_rates[0].size)
        centre, weights = self.today.centre, self.today.day_weights
        for first in range(0, weeks, together):
            part = slice(first, min(weeks, first + together))
            rates = self.all_rates[part].reshape(-1, moments)
            times = len(rates) // len(centre.patience)
            patience = np.tile(centre.patience, times)
            queue = by_day(
                rates,
                self.kept["handle_time"][part].ravel(),
                self.all_agents[part].ravel(),
                patience,
                self.today.staffing,
            )
            threshold = np.tile(centre.service_threshold / SECONDS, times)
            beyond, late = queue.beyond(np.repeat(threshold, moments))
            shares = rates * weights
            offered = shares.sum(axis=1)
            answered, late, beyond = (
                (share.reshape(shares.shape) * shares).sum(axis=1)
                for share in (queue.p_answered, late, beyond)
            )
            in_time = np.maximum(0.0, answered - late)
            gave_up_early = np.maximum(0.0, offered - answered - (beyond - late))
            for name, of in zip(levels, (offered, answered, offered - gave_up_early), strict=True):
                found[name][part] = (in_time / of).reshape(-1, len(centre.patience))
            if long_waits:
                waits = wait_quantile(queue, shares / offered[:, None], LONG_WAIT) * SECONDS
                found["p90_wait"][part] = waits.reshape(-1, len(centre.patience))
        return {**self.kept, **found}
