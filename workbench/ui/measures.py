"""The simulator's results as a person reads them: name, unit, digits, and which way is better."""

from enum import StrEnum
from math import isfinite
from typing import Literal, NamedTuple

from workbench.charts.amounts import Scale, scale_of
from workbench.evidence.units import MINUS
from workbench.headroom.comparison import Difference
from workbench.headroom.finding import signed
from workbench.headroom.outcome import Outcome

TEN_SECONDS = 10.0
# The cost of each where there is none: nobody resolves anything.
UNDEFINED = "not defined"


class Kind(StrEnum):
    """What a result counts."""

    SHARE = "share"
    MINUTES = "minutes"
    SECONDS = "seconds"
    COUNT = "count"
    MONEY = "money"


class Better(StrEnum):
    """Which way is better for everybody who looks at it."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


# What follows a value, and a difference of two.
UNITS = {Kind.SHARE: "%", Kind.MINUTES: " min", Kind.SECONDS: " s"}
CHANGES = {Kind.SHARE: " points", Kind.MINUTES: " min", Kind.SECONDS: " s"}


class Written(NamedTuple):
    """A result in words: its name with the unit of amounts, values, and what differs."""

    name: str
    today: str
    scenario: str
    difference: str
    range: str

    @property
    def arrow(self) -> Literal["up", "down", "off"]:
        """Which way the difference goes as it is written; off where it rounds to nothing."""
        if self.difference.startswith(MINUS):
            return "down"
        return "up" if self.difference.startswith("+") else "off"


class Measure(NamedTuple):
    """A result: its field of `Outcome`, its name, and how it is read."""

    field: str
    name: str
    kind: Kind
    better: Better
    group: str

    def of(self, outcome: Outcome) -> float:
        """Its value in an outcome."""
        return float(getattr(outcome, self.field))

    def named(self, scale: Scale, currency: str) -> str:
        """The name, with the unit of amounts and of large counts."""
        unit = scale.unit(currency if self.kind is Kind.MONEY else "").strip()
        return (
            f"{self.name}, {unit}" if unit and self.kind in (Kind.MONEY, Kind.COUNT) else self.name
        )

    def scale(self, *values: float) -> Scale:
        """The scale in which some values are written together."""
        if self.kind is Kind.MONEY:
            return scale_of(filter(isfinite, values))
        return Scale.MILLION if max(map(abs, values)) >= Scale.MILLION.size else Scale.ONE

    def value(self, value: float, scale: Scale) -> str:
        """A value with its unit; an amount or a count in the scale that its name states."""
        if not isfinite(value):
            return UNDEFINED
        match self.kind:
            case Kind.SHARE:
                return f"{100 * value:.1f}%"
            case Kind.MINUTES:
                return f"{value:.1f} min"
            case Kind.SECONDS:
                return f"{value:.1f} s" if value < TEN_SECONDS else f"{value:,.0f} s"
            case Kind.COUNT if scale is Scale.ONE:
                return f"{value:,.0f}"
        return scale.short(value)

    def change(self, value: float, scale: Scale, beside: float) -> str:
        """A difference with its sign, without its unit, as fine as the value `beside` it."""
        if not isfinite(value):
            return UNDEFINED
        match self.kind:
            case Kind.SHARE:
                return signed(100 * value)
            case Kind.MINUTES:
                return signed(value)
            case Kind.SECONDS:
                return signed(value, 1 if abs(value) < TEN_SECONDS else 0)
            case Kind.COUNT if scale is Scale.ONE:
                return signed(value, 0)
        _, _, decimals = scale.short(beside).partition(".")
        return signed(value / scale.size, len(decimals))

    def written(
        self, today: Outcome, scenario: Outcome, difference: Difference | None, currency: str
    ) -> Written:
        """The result today and under a scenario, with what differs and its range."""
        now, then = self.of(today), self.of(scenario)
        scale, unit = self.scale(now, then), CHANGES.get(self.kind, "")
        moved = then - now if difference is None else difference.base
        ends = ""
        if difference is not None and not difference.none:
            low, high = difference.low, difference.high
            if isfinite(low) and isfinite(high):
                ends = f"{self.change(low, scale, then)} to {self.change(high, scale, then)}{unit}"
        return Written(
            self.named(scale, currency),
            self.value(now, scale),
            self.value(then, scale),
            f"{self.change(moved, scale, then)}{unit}",
            ends,
        )


def measures(threshold: float) -> tuple[Measure, ...]:
    """Every result in the order of the table; `threshold` of the service level in seconds."""
    share, minutes, seconds, count, amount = Kind
    more, less, neither = Better
    within = f"{threshold:g} s"
    customers = (
        ("satisfaction", "Satisfied customers", share, more),
        ("fcr", "Resolved at first contact", share, more),
        ("unresolved_per_year", "Contacts without resolution a year", count, less),
        ("lost_per_year", "Matters given up for good a year", count, less),
        ("repeat_share", "Repeat contacts, share of all offered", share, less),
    )
    service = (
        ("service_level", f"Service level: answered within {within}, of all offered", share, more),
        ("service_level_answered", f"Answered within {within}, of those answered", share, more),
        (
            "service_level_patient",
            f"Answered within {within}, leaving out who gives up before that",
            share,
            more,
        ),
        ("p_abandon", "Contacts that give up", share, less),
        ("mean_wait", "Mean wait, all contacts", seconds, less),
        ("p90_wait", "One contact in ten waits longer than", seconds, less),
        ("handle_time", "Handle time per contact", minutes, neither),
        ("standard", "Standard of care, relative to today", share, more),
    )
    advisors = (
        ("headroom_minutes", "Headroom per advisor-hour", minutes, more),
        ("between_minutes", "Headroom between contacts", minutes, neither),
        ("off_phone_minutes", "Headroom planned off the phone", minutes, neither),
        ("follow_up_minutes", "Off the phone: finishing matters", minutes, neither),
        ("coaching_minutes", "Off the phone: coaching", minutes, neither),
        ("knowledge_minutes", "Off the phone: learning and the rest", minutes, neither),
        ("occupancy", "Occupancy: time on the phone taken by contacts", share, neither),
        ("attrition", "Advisors leaving a year", share, less),
        ("newcomer_share", "Advisors who still learn the job", share, less),
        ("heads", "Paid full-time advisors", count, neither),
        ("seats", "Advisors on the rota at once", count, neither),
    )
    money = (
        ("payroll_per_year", "Payroll a year", amount, less),
        ("leaver_cost_per_year", "Replacing leavers a year", amount, less),
        ("cost_per_year", "Cost a year", amount, less),
        ("cost_per_contact", "Cost per answered contact", amount, less),
        ("cost_per_resolved", "Cost per resolved matter", amount, less),
    )
    groups = {"Customers": customers, "Service": service, "Advisors": advisors, "Money": money}
    return tuple(Measure(*row, group) for group, rows in groups.items() for row in rows)
