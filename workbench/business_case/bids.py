"""Bids for money and people: what any function says of a project it wants to have funded."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from workbench.evidence.grades import Grade
from workbench.frozen import Frozen
from workbench.workshop.title import Title, one_line

MOST_YEARS = 5
"""Years after the start in which a bid may have costs and benefits, and years with a budget."""
MOST_MONTHS = 60
LARGEST_AMOUNT = 1e12
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

_ROUNDING = 1e-9

Amount = Annotated[float, Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT, allow_inf_nan=False)]
Positive = Annotated[float, Field(ge=0, le=LARGEST_AMOUNT, allow_inf_nan=False)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300),
    AfterValidator(one_line),
]


class BidProblem(ValueError):
    """What is wrong with a bid, and with which of its fields."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Lane(StrEnum):
    """What a project changes: how the organisation works, or how well it runs what there is."""

    TRANSFORMATION = "transformation"
    MANAGEMENT = "management"


class Range(Frozen):
    """An amount: one in ten is lower than P10, as likely as not P50, one in ten above P90."""

    p10: Amount
    p50: Amount
    p90: Amount

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError(
                f"low {self.p10:,.10g}, base {self.p50:,.10g}, high {self.p90:,.10g} must not "
                "fall; accepted: low (P10), base (P50) and high (P90) from small to large"
            )
        return self

    @property
    def certain(self) -> bool:
        """Whether there is no range at all."""
        return self.p10 == self.p90


NOTHING = Range(p10=0, p50=0, p90=0)


def ordered_range(field: str, low: float, base: float, high: float) -> Range:
    """The range from low to high; raises BidProblem naming the field when it is none."""
    try:
        return Range(p10=low, p50=base, p90=high)
    except ValidationError as error:
        raise BidProblem(field, error.errors()[0]["msg"].removeprefix("Value error, ")) from error


class Removal(Frozen):
    """A cause that a bid says it removes, and which share (above 0 to 1) it puts down to itself."""

    cause: Title
    share: float = Field(default=1.0, gt=0, le=1, allow_inf_nan=False)


class Bid(Frozen):
    """One project that asks for money and people; every function fills in the same.

    Money is in the workshop's currency, at year ends but for `costs[0]`, which is spent when the
    project starts: `costs[k]` falls in year k after the start and `benefits[k]` in year k + 1.
    `people_months` are by year from the start. `starts` is the earliest day, `months` how long it
    takes until it works, `before_gate` what is spent by the day of the first `gate`.

    `removes` names the causes (repeat contacts, complaints) that its benefits rest on, so that no
    other case counts the same effect again.

    A bid of a `scenario` (a customer-experience change, by the name of a saved scenario) takes
    money and grades from the business case, so it has none of its own. Raises ValueError, naming
    what is wrong, for a bid that contradicts itself.
    """

    name: Title
    function: Title
    owner: Title
    lane: Lane
    starts: Day
    months: int = Field(ge=1, le=MOST_MONTHS)
    costs: tuple[Range, ...] = Field(default=(), max_length=MOST_YEARS + 1)
    benefits: tuple[Range, ...] = Field(default=(), max_length=MOST_YEARS)
    grade: Grade | None = None
    people_months: tuple[Positive, ...] = Field(default=(), max_length=MOST_YEARS)
    gate: Day
    before_gate: Positive | None = None
    kill_criterion: Sentence
    requires: tuple[Title, ...] = ()
    excludes: tuple[Title, ...] = ()
    mandatory: bool = False
    scenario: Title | None = None
    removes: tuple[Removal, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.gate < self.starts:
            raise BidProblem(
                "gate",
                f"the first gate {self.gate} lies before the start {self.starts}; accepted: on or "
                "after it",
            )
        for what, names in (("requires", self.requires), ("excludes", self.excludes)):
            if self.name in names:
                raise BidProblem(what, f"{what} names the bid itself; accepted: other bids")
            if twice := [name for name in names if names.count(name) > 1]:
                raise BidProblem(what, f"{what} names {twice[0]} twice; accepted: once")
        if both := set(self.requires) & set(self.excludes):
            raise BidProblem(
                "excludes", f"{min(both)} is required and excluded; accepted: one of the two"
            )
        causes = [each.cause.casefold() for each in self.removes]
        if again := next((cause for cause in causes if causes.count(cause) > 1), ""):
            raise BidProblem("removes", f"removes names {again} twice; accepted: once")
        if self.scenario is None:
            self._has_figures()
        elif self.costs or self.benefits or self.grade or self.before_gate is not None:
            raise BidProblem(
                "scenario",
                f"the figures of the scenario {self.scenario} come from the business case; "
                "accepted: a scenario, or costs, benefits, grade and spend before the gate",
            )
        return self

    def _has_figures(self) -> None:
        if self.grade is None:
            raise BidProblem("grade", f"there is no evidence grade; accepted: {', '.join(Grade)}")
        if self.before_gate is None:
            raise BidProblem("before_gate", "there is no amount; accepted: an amount from 0")
        if not any(amount != NOTHING for amount in (*self.costs, *self.benefits)):
            raise BidProblem("costs", "there is no cost and no benefit; accepted: at least one")
        for year, cost in enumerate(self.costs):
            if cost.p10 < 0:
                raise BidProblem(
                    f"cost {year} low",
                    f"the cost of year {year} is {cost.p10:,.10g} at its low end; accepted: costs "
                    "from 0, savings as benefits",
                )
        for year, benefit in enumerate(self.benefits, start=1):
            if 12 * year <= self.months and benefit != NOTHING:
                raise BidProblem(
                    f"benefit {year}",
                    f"year {year} has a benefit, but the project works only after {self.months} "
                    "months; accepted: no benefit in a year that ends before it works",
                )
        most = sum(cost.p90 for cost in self.costs)
        if self.before_gate > most * (1 + _ROUNDING):
            raise BidProblem(
                "before_gate",
                f"{self.before_gate:,.10g} before the first gate is more than all costs at their "
                f"high end, {most:,.10g}; accepted: up to that",
            )


class Funding(Frozen):
    """What there is to give: money and people-months of each year, `None` for no limit.

    Year 1 begins on `first_day`.
    """

    first_day: Day
    money: tuple[Positive | None, ...] = Field(min_length=1, max_length=MOST_YEARS)
    people_months: tuple[Positive | None, ...] = Field(min_length=1, max_length=MOST_YEARS)

    @model_validator(mode="after")
    def _same_years(self) -> Self:
        if len(self.money) != len(self.people_months):
            raise ValueError(
                f"money has {len(self.money)} years and people-months {len(self.people_months)}; "
                "accepted: the same years"
            )
        return self

    @property
    def years(self) -> int:
        """How many years there is something to give in."""
        return len(self.money)

    @property
    def total(self) -> float | None:
        """The money of all years with a limit; `None` when none has one."""
        given = [amount for amount in self.money if amount is not None]
        return sum(given) if given else None


def contradictions(bids: Sequence[Bid], also_there: Iterable[str] = ()) -> dict[str, BidProblem]:
    """What cannot be among these bids, by the name of the bid; empty when all fit together.

    `also_there` are names that may be referred to beside those of the bids.
    """
    by_name = {bid.name: bid for bid in bids}
    known = by_name.keys() | set(also_there)
    told = {bid.name: _contradiction(bid, by_name, known) for bid in bids}
    return {name: problem for name, problem in told.items() if problem is not None}


def _contradiction(
    bid: Bid, by_name: Mapping[str, Bid], known: Collection[str]
) -> BidProblem | None:
    for what, names in (("requires", bid.requires), ("excludes", bid.excludes)):
        for name in names:
            if name not in known:
                why = f"{what} names {name}, which is not there; accepted: {_some(known)}"
                return BidProblem(what, why)
    for name in bid.requires:
        needed = by_name.get(name)
        if bid.lane is Lane.TRANSFORMATION and needed and needed.lane is Lane.MANAGEMENT:
            return BidProblem(
                "requires",
                f"a transformation requires {name}, which is management; accepted: "
                "transformation first",
            )
    if circle := _circle(bid.name, by_name):
        return BidProblem("requires", f"what it requires leads back to it: {' → '.join(circle)}")
    for name in bid.excludes:
        if bid.mandatory and name in by_name and by_name[name].mandatory:
            return BidProblem("excludes", f"it and {name} are mandatory, but exclude each other")
    return None


def needed_by(name: str, bids: Iterable[Bid]) -> tuple[str, ...]:
    """The bids that name another one as required."""
    return tuple(bid.name for bid in bids if name in bid.requires)


def _circle(name: str, by_name: Mapping[str, Bid]) -> tuple[str, ...]:
    """The way from a bid through what it requires back to itself; empty when there is none."""
    seen: set[str] = set()
    ways: list[tuple[str, ...]] = [(name,)]
    while ways:
        way = ways.pop()
        bid = by_name.get(way[-1])
        for needed in bid.requires if bid else ():
            if needed == name:
                return (*way, name)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()


def _some(names: Iterable[str]) -> str:
    listed = sorted(names)
    return ", ".join(listed[:8]) + (" …" if len(listed) > 8 else "")
