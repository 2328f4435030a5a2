"""Several sites or queues: each for itself, and all as one, with what pooling them is worth."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from workbench.headroom.calibration import Today, calibrate, on_phone_share
from workbench.headroom.centre import Figures, shape_of
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.intraday import Intervals
from workbench.headroom.links import switched_on
from workbench.headroom.monotone import crossing
from workbench.headroom.outcome import (
    SECONDS,
    Outcome,
    check_levers,
    evaluate,
    lever_values,
    outcome_of,
)
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.response import Levers
from workbench.headroom.steady_state import Question, settle

# What all sites must share, because a pooled queue has one of it.
SHARED = ("open_hours_per_week", "contract_hours", "service_threshold")
# What belongs to the advisors, and is weighted by them; the rest is weighted by contacts.
OF_ADVISORS = {
    "absence",
    "shift_hours",
    "off_phone_time",
    "follow_up_share",
    "coaching_share",
    "attrition",
    "wage",
    "leave_cost",
    "strictness",
}
IN_ALL = {"contacts_per_week", "seats"}
# The seats of a pool with the service of its sites lie between these parts of theirs.
FEWEST, MOST = 0.3, 2.0
SMALL = 1e-8
ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class Site:
    """A site or a queue by its name, its figures, and its policy: today's when None."""

    name: str
    figures: Figures
    policy: Policy | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Several sites together: per year, shares of all contacts, advisors in all."""

    seats: float
    heads: float
    contacts_per_year: float
    unresolved_per_year: float
    service_level: float
    p_abandon: float
    mean_wait: float
    satisfaction: float
    cost_per_year: float


@dataclass(frozen=True, slots=True)
class Pooling:
    """The sites each for themselves, in total, and as one queue.

    `same_seats` is the pool with all the seats of the sites, `same_service` with as many as it
    takes for the service level that the sites reach together. `seats_saved` and `saved_per_year`
    (currency) are what the second needs less; `service_gained` (share of offered contacts) is what
    the first gives more at equal cost.
    """

    sites: tuple[Outcome, ...]
    separate: Totals
    same_seats: Outcome
    same_service: Outcome

    @property
    def seats_saved(self) -> float:
        """Advisors on the rota at once that pooling sets free at equal service."""
        return self.separate.seats - float(self.same_service.seats)

    @property
    def saved_per_year(self) -> float:
        """What that is worth in a year."""
        return self.separate.cost_per_year - float(self.same_service.cost_per_year)

    @property
    def service_gained(self) -> float:
        """Service level that pooling adds with the same seats."""
        return float(self.same_seats.service_level) - self.separate.service_level


@SILENT
def pool(sites: Sequence[Site], correlation: float = 0.5) -> Pooling:
    """Several sites under their policies, and as one queue in which everybody answers everything.

    `correlation` is that of the days' volumes between the sites, 0 to 1: busy days that do not
    coincide are part of what pooling is worth. New matters and the standard of care stay those of
    the sites. The pooled queue has one handle time, the mean over all contacts: a pooled
    approximation where handle times differ much. All levers and figures are numbers. Raises
    ValueError naming the site whose opening hours, contract, threshold, intervals of the day or
    links do not fit the others.
    """
    _check(sites, correlation)
    policies = [_policy(site) for site in sites]
    todays = [evaluate(site.figures) for site in sites]
    outcomes = tuple(
        evaluate(site.figures, policy) for site, policy in zip(sites, policies, strict=True)
    )
    figures = _pooled(sites, todays, correlation)
    asked = _question(figures, sites, policies, outcomes, todays)
    separate = _totals(outcomes)
    share = on_phone_share(asked.today.centre, asked.levers.off_phone_time)

    def at(seats: Floats, shape: tuple[int, ...] = ()) -> Outcome:
        return outcome_of(asked, settle(asked, seats * share), shape, asked.today.notes)

    def excess(seats: Floats) -> Floats:
        return np.asarray(at(seats, (1,)).service_level) - separate.service_level

    few, many = (np.array([part * separate.seats]) for part in (FEWEST, MOST))
    return Pooling(
        sites=outcomes,
        separate=separate,
        same_seats=at(np.array([separate.seats])),
        same_service=at(crossing(excess, few, many, SMALL)),
    )


def _policy(site: Site) -> Policy:
    return site.policy or today_policy(site.figures)


def _check(sites: Sequence[Site], correlation: float) -> None:
    if not sites:
        raise ValueError("no site is given; accepted: one or more")
    if not 0 <= correlation <= 1:
        raise ValueError(f"the correlation between sites is {correlation:g}; accepted: 0 to 1")
    first = sites[0]
    for site in sites:
        if shape_of(site.figures):
            raise ValueError(f"{site.name} has several values for a figure; accepted: numbers")
        for name in SHARED:
            own, other = (getattr(each.figures.centre, name) for each in (site, first))
            if own != other:
                raise ValueError(
                    f"{name.replace('_', ' ')} of {site.name} is {own:g}; accepted: {other:g} as "
                    f"at {first.name}, because a pooled queue has one"
                )
        if not _same_times(site.figures.day, first.figures.day):
            raise ValueError(
                f"the intervals of the day of {site.name} do not fit those of {first.name}; "
                f"accepted: the same intervals in order, or the same profile"
            )
        if _policy(site).evidence is not _policy(first).evidence:
            raise ValueError(
                f"{site.name} has other links switched on than {first.name}; accepted: the same"
            )


def _same_times(one: Intervals, other: Intervals) -> bool:
    if one.minutes != other.minutes or one.weights.shape != other.weights.shape:
        return False
    if one.minutes is not None:
        return True
    return all(
        np.allclose(getattr(one, name), getattr(other, name), atol=ALIKE)
        for name in ("volume", "staff", "weights")
    )


def _pooled(sites: Sequence[Site], todays: Sequence[Outcome], correlation: float) -> Figures:
    """The figures of all sites as one centre."""
    centres = [site.figures.centre for site in sites]
    contacts = np.array([float(centre.contacts_per_week) for centre in centres])
    seats = np.array([float(centre.seats) for centre in centres])
    answered = contacts * [1 - float(today.p_abandon) for today in todays]
    unresolved = answered * [float(centre.unresolved_share) for centre in centres]
    weights = {
        "handle_time": answered,
        "unresolved_share": answered,
        "contacts_cut_short": answered,
        "recontact": unresolved if unresolved.sum() > 0 else answered,
    }

    def mean(name: str, values: list[Any], of: Floats) -> float:
        return float(np.average(values, weights=weights.get(name, of)))

    def whole(records: list[Any]) -> dict[str, Any]:
        found = {}
        for field in fields(records[0]):
            values = [getattr(record, field.name) for record in records]
            of = seats if field.name in OF_ADVISORS else contacts
            in_all = field.name in IN_ALL
            found[field.name] = float(sum(values)) if in_all else mean(field.name, values, of)
        return found

    spread = contacts * [float(centre.volume_cv) for centre in centres]
    common = correlation * spread.sum() ** 2 + (1 - correlation) * (spread**2).sum()
    centre = {**whole(centres), "volume_cv": float(np.sqrt(common)) / contacts.sum()}
    first = sites[0].figures
    behaviour = whole([site.figures.behaviour for site in sites])
    pace = whole([site.figures.pace for site in sites])
    return Figures(
        centre=type(first.centre)(**centre),
        behaviour=type(first.behaviour)(**behaviour),
        enforcement=mean("", [site.figures.enforcement for site in sites], seats),
        monitoring=mean("", [site.figures.monitoring for site in sites], seats),
        pace=type(first.pace)(**pace),
        day=_pooled_day([site.figures.day for site in sites], contacts, seats),
        kinds_of_day=first.kinds_of_day,
    )


def _pooled_day(days: Sequence[Intervals], contacts: Floats, seats: Floats) -> Intervals:
    volume = np.average([day.volume for day in days], axis=0, weights=contacts)
    staff = np.average([day.staff for day in days], axis=0, weights=seats)
    return replace(days[0], volume=volume, staff=staff)


def _question(
    figures: Figures,
    sites: Sequence[Site],
    policies: Sequence[Policy],
    outcomes: Sequence[Outcome],
    todays: Sequence[Outcome],
) -> Question:
    """The pool as it is asked for: matters as they come, and care as the sites give it."""
    seats = [float(outcome.seats) for outcome in outcomes]
    values = np.array(
        [lever_values(site.figures, p) for site, p in zip(sites, policies, strict=True)],
        dtype=float,
    )
    levers = Levers(*(np.atleast_1d(part) for part in np.average(values, axis=0, weights=seats)))
    today: Today = calibrate(figures)
    check_levers(today, levers)
    contacts = [float(outcome.contacts_per_year) for outcome in todays]

    def usual(name: str, weights: list[float]) -> Floats:
        each = [float(getattr(outcome, name)) for outcome in todays]
        return np.array([np.average(each, weights=weights)])

    today = replace(
        today,
        occupancy=usual("occupancy", [float(outcome.agents) for outcome in todays]),
        p_abandon=usual("p_abandon", contacts),
        mean_wait=usual("mean_wait", contacts) / SECONDS,
    )
    primary = sum(float(outcome.primary_per_year) for outcome in todays)
    pooled_primary = float(evaluate(figures).primary_per_year)
    on = switched_on(policies[0].evidence)
    standard = np.array([np.average([float(o.standard) for o in outcomes], weights=seats)])
    return Question(today, levers, on, np.array([primary / pooled_primary]), standard)


def _totals(outcomes: Sequence[Outcome]) -> Totals:
    contacts = [float(outcome.contacts_per_year) for outcome in outcomes]

    def total(name: str) -> float:
        return float(sum(float(getattr(outcome, name)) for outcome in outcomes))

    def mean(name: str) -> float:
        each = [float(getattr(outcome, name)) for outcome in outcomes]
        return float(np.average(each, weights=contacts))

    sums = ("seats", "heads", "contacts_per_year", "unresolved_per_year", "cost_per_year")
    means = ("service_level", "p_abandon", "mean_wait", "satisfaction")
    return Totals(**{name: total(name) for name in sums}, **{name: mean(name) for name in means})
