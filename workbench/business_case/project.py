"""A bid with what it is worth: the same measures for every function, worked out the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.business_case import valuation
from workbench.business_case.bid_trials import Chance, Draws, bid_trials
from workbench.business_case.bids import Bid, Funding
from workbench.business_case.case import (
    DISCOUNT_RATE,
    FINANCE_RATE,
    HORIZON,
    REINVEST_RATE,
    Appraisal,
)
from workbench.business_case.conventions import TAX_RATE, YEAR, Conventions, RiskMode, Timing
from workbench.business_case.timetable import QUARTERS_A_YEAR, Slot, quarter_name, timetable
from workbench.evidence.assumptions import Register
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen

FloatArray = NDArray[np.float64]

_NOTHING = 1e-9


class Rates(Frozen):
    """What every project is valued with: yearly rates, and years counted from its own start.

    The conventions of the business case, so that no function is reckoned otherwise than another.
    `premium` is what is asked on top of `discount` where risk is priced in the rate; trials, which
    price it by themselves, go without. `kept` is what tax leaves of a unit of net benefit.
    """

    discount: float
    finance: float
    reinvest: float
    horizon: int
    timing: Timing = Timing.YEAR_END
    premium: float = 0.0
    kept: float = 1.0


class ScenarioWorth(Frozen):
    """What the business case says of a scenario, and its evidence.

    `costs` and `benefits` are by year from 0 and before tax, `net` by month from 0 and after it.
    `grades` says which share of what moves the value rests on which grade.
    """

    costs: tuple[float, ...]
    benefits: tuple[float, ...]
    net: tuple[float, ...]
    grades: dict[Grade, float]


class Project(Frozen):
    """One line of the portfolio.

    Money is at the P50 of every figure and today's where it says present value, and what waits for
    its start is discounted for it. `spend` and `people` are by year
    of the funding, `rationed` the spend that its budgets limit (all of it without one). `adds_to`
    names the change that a change is valued beside; `problem` says why the project cannot be funded
    now, and is empty for those that can.
    """

    bid: Bid
    slot: Slot
    spend: tuple[float, ...]
    people: tuple[float, ...]
    rationed: float
    npv: float
    mirr: float | None
    discounted_payback: float | None
    chance: Chance
    grades: dict[Grade, float]
    at_risk: float
    adds_to: str = ""
    problem: str = ""

    @property
    def name(self) -> str:
        """What the project is called."""
        return self.bid.name

    @property
    def per_spend(self) -> float | None:
        """Value per unit of the spend that budgets limit; `None` when it spends nothing of it."""
        return self.npv / self.rationed if self.rationed > _NOTHING else None


@dataclass(frozen=True)
class Projects:
    """The lines of a portfolio, and their values in each trial (trials x projects)."""

    lines: tuple[Project, ...]
    trials: FloatArray

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class _Money:
    """Costs before tax by year, net flows after tax by month, and the value of each trial."""

    costs: FloatArray
    net: FloatArray
    trials: FloatArray
    grades: Mapping[Grade, float]
    adds_to: str = ""


def rates_of(register: Register, agreed: Conventions | None = None) -> Rates:
    """The rates, the horizon and the conventions of the business case."""
    conventions = agreed or Conventions()
    return Rates(
        discount=register.value(DISCOUNT_RATE),
        finance=register.value(FINANCE_RATE),
        reinvest=register.value(REINVEST_RATE),
        horizon=int(register.value(HORIZON)),
        timing=conventions.timing,
        premium=conventions.pricing.hurdle_premium,
        kept=1.0 - register.value(TAX_RATE) if conventions.taxed else 1.0,
    )


def terms_in_words(agreed: Conventions) -> str:
    """What of the case's conventions the bids of other functions follow, and what they cannot."""
    told = "Every bid is discounted and timed as the business case is"
    told += ", and taxed at its rate: bids are entered before tax." if agreed.taxed else "."
    if agreed.pricing.mode is RiskMode.HURDLE:
        told += " The premium on the rate is asked of every bid; the trials go without it."
    if agreed.pricing.mode is RiskMode.HAIRCUTS:
        told += (
            " Risk is taken off the lines of customer-experience changes only, so their value at "
            "the P50s stands lower beside the other bids; the trials go without it."
        )
    return told


def worth_of(appraisal: Appraisal, register: Register) -> ScenarioWorth:
    """What a case says of its scenario, with the grades of the assumptions that move it."""
    weights: dict[Grade, float] = {}
    for swing in appraisal.swings:
        grade = register[swing.assumption_id].grade
        weights[grade] = weights.get(grade, 0.0) + swing.width**2
    total = sum(weights.values())
    return ScenarioWorth(
        costs=appraisal.costs,
        benefits=appraisal.benefits,
        net=appraisal.monthly,
        grades={grade: weights[grade] / total for grade in Grade if grade in weights},
    )


def discount_factors(rates: Rates) -> FloatArray:
    """What an amount of each year, 0 to the horizon, is worth at the start, without a premium.

    An amount of a year is spread evenly over its months.
    """
    months = _month_factors(rates, rates.discount)
    return np.concatenate([months[:1], months[1:].reshape(-1, YEAR).mean(axis=1)])


def _month_factors(rates: Rates, rate: float) -> FloatArray:
    factors: FloatArray = (1.0 + rate) ** -rates.timing.years(rates.horizon * YEAR)
    return factors


def _monthly(yearly: FloatArray) -> FloatArray:
    """What falls at the start, then the amount of each year spread evenly over its months."""
    return np.concatenate([yearly[:1], np.repeat(yearly[1:] / YEAR, YEAR)])


def value_projects(
    bids: Sequence[Bid],
    worths: Mapping[str, ScenarioWorth],
    trials: Mapping[str, FloatArray],
    funding: Funding,
    rates: Rates,
    draws: Draws,
) -> Projects:
    """The bids with their measures, in the order given.

    `worths` and `trials` (values when started today) hold what the business case says of each
    scenario that a bid names. A change that requires another one of the simulator is valued as what
    it adds to it. A bid whose scenario is not in them is left out.
    """
    kept = [bid for bid in bids if bid.scenario is None or bid.scenario in worths]
    by_name = {bid.name: bid for bid in kept}
    slots = timetable(kept, funding.first_day)
    lines, columns = [], []
    for bid in kept:
        money = _money(bid, by_name, worths, trials, rates, draws)
        slot = slots.get(bid.name, Slot(start=0, end=0, gate=0.0))
        problem = _problem(bid, by_name, slots, funding)
        waits = slot.start / QUARTERS_A_YEAR
        columns.append(money.trials * (1.0 + rates.discount) ** -waits)
        lines.append(_project(bid, slot, money, funding, rates, problem, draws.chance(columns[-1])))
    matrix = np.stack(columns, axis=1) if columns else np.zeros((draws.trials, 0))
    return Projects(lines=tuple(lines), trials=matrix)


def on_the_mean(projects: Projects) -> Projects:
    """The same projects with the mean of their trials as their value."""
    lines = (line.model_copy(update={"npv": line.chance.mean}) for line in projects.lines)
    return Projects(lines=tuple(lines), trials=projects.trials)


def alternatives(bids: Sequence[Bid]) -> tuple[tuple[str, str], ...]:
    """Pairs of scenarios that cannot both be funded: two states of one contact centre.

    Unless one of them builds on the other.
    """
    changes = [bid for bid in bids if bid.scenario is not None]
    by_name = {bid.name: bid for bid in bids}
    chains = {bid.name: _chain(bid, by_name) for bid in changes}
    return tuple(
        (first.name, second.name)
        for place, first in enumerate(changes)
        for second in changes[place + 1 :]
        if first.name not in chains[second.name] and second.name not in chains[first.name]
    )


def _chain(bid: Bid, by_name: Mapping[str, Bid]) -> tuple[str, ...]:
    """The scenarios that a change builds on, the nearest first."""
    found: list[str] = []
    waiting = list(bid.requires)
    while waiting:
        needed = by_name.get(waiting.pop(0))
        if needed is not None and needed.name not in (*found, bid.name):
            waiting += needed.requires
            if needed.scenario is not None:
                found.append(needed.name)
    return tuple(found)


def _money(
    bid: Bid,
    by_name: Mapping[str, Bid],
    worths: Mapping[str, ScenarioWorth],
    trials: Mapping[str, FloatArray],
    rates: Rates,
    draws: Draws,
) -> _Money:
    years, months = rates.horizon + 1, rates.horizon * YEAR + 1
    if bid.scenario is None:
        costs = _padded([cost.p50 for cost in bid.costs], years)
        benefits = _padded([0.0, *(benefit.p50 for benefit in bid.benefits)], years)
        return _Money(
            costs=costs,
            net=_monthly(benefits - costs) * rates.kept,
            trials=bid_trials(bid, discount_factors(rates), draws) * rates.kept,
            grades={bid.grade: 1.0} if bid.grade else {},
        )
    own = worths[bid.scenario]
    costs, net = _padded(own.costs, years), _padded(own.net, months)
    drawn, adds_to = trials[bid.scenario], ""
    for name in _chain(bid, by_name)[:1]:
        adds_to = name
        before = by_name[name].scenario or ""
        costs = costs - _padded(worths[before].costs, years)
        net = net - _padded(worths[before].net, months)
        drawn = drawn - trials[before]
    return _Money(costs=costs, net=net, trials=drawn, grades=own.grades, adds_to=adds_to)


def _project(
    bid: Bid,
    slot: Slot,
    money: _Money,
    funding: Funding,
    rates: Rates,
    problem: str,
    chance: Chance,
) -> Project:
    rate, waits = rates.discount + rates.premium, slot.start / QUARTERS_A_YEAR
    discounted = money.net * _month_factors(rates, rate)
    spend = _by_year(money.costs[0], money.costs[1:], slot, funding.years)
    people = _by_year(0.0, np.array(bid.people_months), slot, funding.years)
    limited = sum(
        each for each, limit in zip(spend, funding.money, strict=True) if limit is not None
    )
    base = limited if funding.total is not None else sum(spend)
    payback = (
        valuation.payback(discounted, "sustained")
        if discounted.sum() >= -_NOTHING * np.abs(discounted).sum()
        else None
    )
    return Project(
        bid=bid,
        slot=slot,
        spend=tuple(spend),
        people=tuple(people),
        rationed=base,
        npv=float(discounted.sum()) * (1.0 + rate) ** -waits,
        mirr=valuation.mirr_at(
            rates.timing.placed(money.net),
            np.arange(len(money.net)) / YEAR,
            rates.finance,
            rates.reinvest,
            rates.horizon,
        ),
        discounted_payback=None if payback is None else payback / YEAR + waits,
        chance=chance,
        grades=dict(money.grades),
        at_risk=_at_risk(bid, slot, money.costs),
        adds_to=money.adds_to,
        problem=problem,
    )


def _at_risk(bid: Bid, slot: Slot, costs: FloatArray) -> float:
    """What is spent before the first gate: as stated, else by then at the pace of the costs."""
    if bid.before_gate is not None:
        return bid.before_gate
    years = (slot.gate - slot.start) / QUARTERS_A_YEAR
    running = np.clip(years - np.arange(len(costs) - 1), 0.0, 1.0) @ costs[1:]
    return float(costs[0] + running)


def _by_year(first: float, yearly: FloatArray, slot: Slot, years: int) -> list[float]:
    """What falls into each year of the funding: `first` at the start, the rest spread evenly."""
    begins = slot.start / QUARTERS_A_YEAR
    whole, part = int(begins), begins % 1
    amounts = np.zeros(max(years, whole + len(yearly) + 2))
    amounts[whole] += first
    amounts[whole : whole + len(yearly)] += (1 - part) * yearly
    amounts[whole + 1 : whole + 1 + len(yearly)] += part * yearly
    found: list[float] = amounts[:years].tolist()
    return found


def _problem(
    bid: Bid, by_name: Mapping[str, Bid], slots: Mapping[str, Slot], funding: Funding
) -> str:
    if missing := [name for name in bid.requires if name not in by_name]:
        return f"It requires {missing[0]}, which is not there."
    if bid.name not in slots:
        return "What it requires leads back to it."
    start = slots[bid.name].start
    if start >= funding.years * QUARTERS_A_YEAR:
        when = quarter_name(funding.first_day, start)
        return f"It starts in {when}, after the years that there is a budget for."
    return ""


def _padded(amounts: Sequence[float], years: int) -> FloatArray:
    padded = np.zeros(years)
    kept = list(amounts)[:years]
    padded[: len(kept)] = kept
    return padded
