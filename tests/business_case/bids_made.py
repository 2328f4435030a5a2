"""Bids for the tests of the portfolio."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from workbench.business_case.bid_trials import Draws
from workbench.business_case.bids import Bid, Funding, Lane, Range
from workbench.business_case.project import Projects, Rates, value_projects
from workbench.evidence.grades import Grade

NEW_YEAR = date(2027, 1, 1)
RATES = Rates(discount=0.1, finance=0.1, reinvest=0.1, horizon=3)
NO_RATE = Rates(discount=0.0, finance=0.0, reinvest=0.0, horizon=3)


def certain(amount: float) -> Range:
    return Range(p10=amount, p50=amount, p90=amount)


def about(amount: float, by: float = 0.4) -> Range:
    return Range(p10=amount * (1 - by), p50=amount, p90=amount * (1 + by))


def a_bid(name: str, cost: float = 100.0, gain: float = 200.0, **changes: Any) -> Bid:
    """Spends `cost` at the start and gains `gain` a year later, unless told otherwise."""
    values: dict[str, Any] = {
        "name": name,
        "function": "Operations",
        "owner": "Head of operations",
        "lane": Lane.MANAGEMENT,
        "starts": NEW_YEAR,
        "months": 3,
        "costs": (certain(cost),),
        "benefits": (certain(gain),),
        "grade": Grade.C,
        "gate": date(2027, 3, 1),
        "before_gate": 0.0,
        "kill_criterion": "No gain at the gate.",
    }
    return Bid(**{**values, **changes})


def funding(money: Sequence[float | None], people: Sequence[float | None] | None = None) -> Funding:
    return Funding(
        first_day=NEW_YEAR,
        money=tuple(money),
        people_months=tuple(people) if people else (None,) * len(money),
    )


def valued(bids: Sequence[Bid], there_is: Funding, rates: Rates = NO_RATE) -> Projects:
    return value_projects(bids, {}, {}, there_is, rates, Draws(200, 4, 1))
