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
from workbench.business_case.timetable import QUARTERS_A_YEAR, Slot, quarter_name, timetable
from workbench.evidence.assumptions import Register
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen

FloatArray = NDArray[np.float64]

_NOTHING = 1e-9


class Rates(Frozen):
    """What every project is valued with: yearly rates, and years counted from its own start."""

    discount: float
    finance: float
    reinvest: float
    horizon: int


class ScenarioWorth(Frozen):
    """What the business case says of a scenario: money by year from 0, and its evidence.

    `grades` says which share of what moves the value rests on which grade.
    """

    costs: tuple[float, ...]
    benefits: tuple[float, ...]
    grades: dict[Grade, float]


class Project(Frozen):
    """One line of the portfolio.

    Money is at the P50 of every figure and today's where it says present value; `flows` start with
    the project, and what waits for its start is discounted for it. `spend` and `people` are by year
    of the funding, `rationed` the spend that its budgets limit (all of it without one). `adds_to`
    names the change that a change is valued beside; `problem` says why the project cannot be funded
    now, and is empty for those that can.
    """

    bid: Bid
    slot: Slot
    flows: tuple[float, ...]
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
    costs: FloatArray
    benefits: FloatArray
    trials: FloatArray
    grades: Mapping[Grade, float]
    adds_to: str = ""


def rates_of(register: Register) -> Rates:
    """The rates and the horizon of the business case."""
    return Rates(
        discount=register.value(DISCOUNT_RATE),
        finance=register.value(FINANCE_RATE),
        reinvest=register.value(REINVEST_RATE),
        horizon=int(register.value(HORIZON)),
    )


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
        grades={grade: weights[grade] / total for grade in Grade if grade in weights},
    )


def discount_factors(rates: Rates) -> FloatArray:
    """What an amount at the end of each year, 0 to the horizon, is worth at the start."""
    factors: FloatArray = (1.0 + rates.discount) ** -np.arange(rates.horizon + 1.0)
    return factors


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
    factors = discount_factors(rates)
    lines, columns = [], []
    for bid in kept:
        money = _money(bid, by_name, worths, trials, factors, draws)
        slot = slots.get(bid.name, Slot(start=0, end=0, gate=0.0))
        problem = _problem(bid, by_name, slots, funding)
        delay = (1.0 + rates.discount) ** (-slot.start / QUARTERS_A_YEAR)
        lines.append(_project(bid, slot, money, funding, rates, draws, delay, problem))
        columns.append(money.trials * delay)
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
    factors: FloatArray,
    draws: Draws,
) -> _Money:
    years = len(factors)
    if bid.scenario is None:
        return _Money(
            costs=_padded([cost.p50 for cost in bid.costs], years),
            benefits=_padded([0.0, *(benefit.p50 for benefit in bid.benefits)], years),
            trials=bid_trials(bid, factors, draws),
            grades={bid.grade: 1.0} if bid.grade else {},
        )
    own = worths[bid.scenario]
    costs, benefits = _padded(own.costs, years), _padded(own.benefits, years)
    drawn, adds_to = trials[bid.scenario], ""
    for name in _chain(bid, by_name)[:1]:
        adds_to = name
        before = by_name[name].scenario or ""
        costs = costs - _padded(worths[before].costs, years)
        benefits = benefits - _padded(worths[before].benefits, years)
        drawn = drawn - trials[before]
    return _Money(costs=costs, benefits=benefits, trials=drawn, grades=own.grades, adds_to=adds_to)


def _project(
    bid: Bid,
    slot: Slot,
    money: _Money,
    funding: Funding,
    rates: Rates,
    draws: Draws,
    delay: float,
    problem: str,
) -> Project:
    net = money.benefits - money.costs
    npv = float(valuation.npv(rates.discount, net)) * delay
    spend = _by_year(money.costs[0], money.costs[1:], slot, funding.years)
    people = _by_year(0.0, np.array(bid.people_months), slot, funding.years)
    limited = sum(
        each for each, limit in zip(spend, funding.money, strict=True) if limit is not None
    )
    base = limited if funding.total is not None else sum(spend)
    discounted = net * discount_factors(rates)
    payback = (
        valuation.payback(discounted, "sustained")
        if discounted.sum() >= -_NOTHING * np.abs(discounted).sum()
        else None
    )
    return Project(
        bid=bid,
        slot=slot,
        flows=tuple(net.tolist()),
        spend=tuple(spend),
        people=tuple(people),
        rationed=base,
        npv=npv,
        mirr=valuation.mirr(net, rates.finance, rates.reinvest),
        discounted_payback=None if payback is None else payback + slot.start / QUARTERS_A_YEAR,
        chance=draws.chance(money.trials * delay),
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
