"""What the portfolio takes when nobody has said anything else, from `assets/portfolio`."""

from datetime import date
from functools import cache
from typing import Generic, TypeVar

import yaml

from workbench.business_case.bids import Bid, Lane, Sentence
from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.workshop.title import Title

Given = TypeVar("Given")
QUARTER = 3
"""Months."""


class Stated(Frozen, Generic[Given]):
    """A default with its unit and where it comes from."""

    value: Given
    unit: str
    source: str
    date: date


class ChangeTerms(Frozen):
    """The bid of a scenario before anybody has edited it, but for its money and its name."""

    function: Title
    owner: Title
    lane: Lane
    months: Stated[int]
    months_to_gate: Stated[int]
    people_months: Stated[tuple[float, ...]]
    kill_criterion: Sentence


class Limits(Frozen):
    """How the limits of a portfolio are shown."""

    years: Stated[int]
    more: Stated[float]


class PortfolioDefaults(Frozen):
    """All of them."""

    cx_change: ChangeTerms
    limits: Limits


@cache
def portfolio_defaults() -> PortfolioDefaults:
    """The defaults that the product ships with."""
    text = (ASSETS / "portfolio" / "defaults.yaml").read_text(encoding="utf-8")
    return PortfolioDefaults.model_validate(yaml.safe_load(text))


def bid_of_scenario(name: str, first_day: date) -> Bid:
    """The bid of a saved scenario until somebody edits it; it starts on the first day."""
    terms = portfolio_defaults().cx_change
    return Bid(
        name=name,
        function=terms.function,
        owner=terms.owner,
        lane=terms.lane,
        starts=first_day,
        months=terms.months.value,
        people_months=terms.people_months.value,
        gate=months_later(first_day, terms.months_to_gate.value),
        kill_criterion=terms.kill_criterion,
        scenario=name,
    )


def next_quarter(day: date) -> date:
    """The first day of the calendar quarter that begins after a day."""
    return months_later(day.replace(month=(day.month - 1) // QUARTER * QUARTER + 1, day=1), QUARTER)


def months_later(day: date, months: int) -> date:
    """The same day of the month some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - date(year, month + 1, 1)).days
    return date(year, month + 1, min(day.day, last))
