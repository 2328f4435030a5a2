"""The columns of the operations files: their names, their units, and what is possible in them."""

import difflib
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from workbench.exchange.problems import Problem, quoted
from workbench.headroom.operations import FcrDefinition


class Holds(StrEnum):
    """What the cells of a column are."""

    DATE = "a date"
    TIME = "a time"
    COUNT = "a whole number"
    AMOUNT = "a number"
    PERCENTAGE = "a percentage from 0 to 100"


class ColumnKind(NamedTuple):
    """A column that a file may have.

    `units` maps each unit that the header may state to the factor into the first one. `lowest`
    and `highest` are in the first unit; `highest` is where a mistaken unit is likelier than the
    value, and `ask` says which. A header that `must_state` has to name one of the units. `basic`
    columns are in the short template.
    """

    field: str
    name: str
    holds: Holds
    units: dict[str, float]
    required: bool
    lowest: float = 0.0
    highest: float = 1e7
    ask: str = ""
    also: tuple[str, ...] = ()
    must_state: bool = False
    basic: bool = True

    @property
    def usual_factor(self) -> float:
        """The factor of a header that states no unit."""
        return next(iter(self.units.values()), 1.0)

    @property
    def header(self) -> str:
        """The column's header in the template."""
        unit = next(iter(self.units), "")
        return f"{self.name} ({unit})" if unit else self.name


SHARE = {"%": 0.01}
FCR_UNITS = SHARE | {str(definition): 0.01 for definition in FcrDefinition}
# Within how many seconds an answer counts as in time; the header says which.
THRESHOLDS = (20, 5, 10, 15, 25, 30, 40, 45, 60, 90, 120, 180, 240, 300, 600)

START = ColumnKind("start", "interval start", Holds.TIME, {}, True, also=("start", "interval"))
DATE = ColumnKind("day", "date", Holds.DATE, {}, True, also=("day",))
TIME = ColumnKind("time", "time", Holds.TIME, {}, True, also=("start time", "time of day"))
FIGURES = (
    ColumnKind("contacts", "contacts offered", Holds.COUNT, {}, True, also=("contacts", "offered")),
    ColumnKind("abandoned", "contacts abandoned", Holds.COUNT, {}, True, also=("abandoned",)),
    ColumnKind(
        "handle_time",
        "handle time",
        Holds.AMOUNT,
        {"minutes": 1.0, "seconds": 1 / 60},
        True,
        lowest=0.2,
        highest=60.0,
        ask="Is it in seconds? Then write “handle time (seconds)” as the header.",
        also=("average handle time", "aht"),
    ),
    ColumnKind(
        "wait",
        "mean wait",
        Holds.AMOUNT,
        {"seconds": 1.0, "minutes": 60.0},
        False,
        highest=7200.0,
        ask="Is it in milliseconds? It must be in seconds.",
        also=("wait",),
    ),
    ColumnKind("seats", "seats", Holds.AMOUNT, {}, True, lowest=0.1, highest=100_000.0),
    ColumnKind(
        "open_hours",
        "open hours",
        Holds.AMOUNT,
        {},
        True,
        lowest=0.1,
        highest=24.0,
        ask="A day has 24 hours. Is it in minutes? It must be in hours.",
    ),
    ColumnKind("occupancy", "occupancy", Holds.PERCENTAGE, SHARE, False),
    ColumnKind("csat", "satisfied", Holds.PERCENTAGE, SHARE, False, also=("csat",)),
    ColumnKind("csat_answers", "survey answers", Holds.COUNT, {}, False, also=("csat answers",)),
    ColumnKind(
        "fcr", "first-contact resolution", Holds.PERCENTAGE, FCR_UNITS, False, also=("fcr",)
    ),
    ColumnKind(
        "in_time",
        "answered in time",
        Holds.COUNT,
        {f"{seconds} seconds": 1.0 for seconds in THRESHOLDS},
        False,
        must_state=True,
        basic=False,
    ),
    ColumnKind(
        "forecast",
        "contacts forecast",
        Holds.AMOUNT,
        {},
        False,
        lowest=0.01,
        also=("forecast", "planned contacts"),
        basic=False,
    ),
    ColumnKind(
        "absence",
        "unplanned absence",
        Holds.PERCENTAGE,
        SHARE,
        False,
        also=("absence",),
        basic=False,
    ),
    ColumnKind("leavers", "leavers", Holds.COUNT, {}, False, basic=False),
    ColumnKind(
        "advisors",
        "advisors employed",
        Holds.AMOUNT,
        {},
        False,
        lowest=0.1,
        highest=100_000.0,
        also=("advisors", "headcount"),
        basic=False,
    ),
)
DAY_COLUMNS = (DATE, *FIGURES)
# What a whole day has and a part of it has not.
OF_A_DAY = {"open_hours", "leavers", "advisors"}
OF_AN_INTERVAL = tuple(kind for kind in FIGURES if kind.field not in OF_A_DAY)
INTERVAL_COLUMNS = (START, *OF_AN_INTERVAL)
DATE_AND_TIME_COLUMNS = (DATE, TIME, *OF_AN_INTERVAL)


class FoundColumn(NamedTuple):
    """A column of a file: where it stands, what it is, and the unit that its header states."""

    at: int
    kind: ColumnKind
    header: str
    factor: float
    unit: str | None = None


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", name).casefold().split())


def _by_name(kinds: Sequence[ColumnKind]) -> dict[str, ColumnKind]:
    return {_plain(name): column for column in kinds for name in (column.name, *column.also)}


_KNOWN = _by_name((START, DATE, TIME, *FIGURES))
_HEADER = re.compile(r"(?P<name>[^(\[]*)(?:[(\[](?P<unit>[^)\]]*)[)\]])?\s*")


def recognised(headers: Sequence[str]) -> int:
    """How many of these are headers of an operations file."""
    return sum(_split(header)[0] in _KNOWN for header in headers)


def kinds_for(headers: Sequence[str]) -> tuple[ColumnKind, ...]:
    """The columns of the kind of file that has these headers: of days, or of intervals."""
    fields = {_KNOWN[name].field for name in (_split(h)[0] for h in headers) if name in _KNOWN}
    if "start" in fields:
        return INTERVAL_COLUMNS
    return DATE_AND_TIME_COLUMNS if "time" in fields else DAY_COLUMNS


def find_columns(
    headers: Sequence[str], row: int, kinds: Sequence[ColumnKind] = DAY_COLUMNS
) -> tuple[list[FoundColumn], list[Problem]]:
    """The columns of a file from its header row, and what is wrong with it."""
    by_name = _by_name(kinds)
    found: dict[str, FoundColumn] = {}
    problems: list[Problem] = []
    for at, header in enumerate(headers):
        if not header.strip():
            continue
        name, unit = _split(header)
        kind = by_name.get(name)
        if kind is None:
            problems.append(Problem(_unknown(name, by_name), row, header.strip()))
        elif unit is None and kind.must_state:
            message = f"the header must say the unit; accepted: “{kind.header}” or another number."
            problems.append(Problem(message, row, header.strip()))
        elif unit is not None and unit not in kind.units:
            problems.append(Problem(_wrong_unit(kind, unit), row, header.strip()))
        elif kind.field in found:
            problems.append(Problem(_twice(kind, found[kind.field]), row, header.strip()))
        else:
            factor = kind.usual_factor if unit is None else kind.units[unit]
            found[kind.field] = FoundColumn(at, kind, header.strip(), factor, unit)
    problems += [
        Problem(f"the column “{kind.header}” is missing.", row)
        for kind in kinds
        if kind.required and kind.field not in found
    ]
    if problems:
        accepted = ", ".join(kind.header for kind in kinds)
        problems.append(Problem(f"accepted headers: {accepted}.", row))
    return list(found.values()), problems


def _split(header: str) -> tuple[str, str | None]:
    match = _HEADER.fullmatch(header)
    if match is None:
        return _plain(header), None
    unit = match["unit"]
    if unit is None:
        return _plain(match["name"]), None
    # “(survey, %)” says how it was measured, and that it is a percentage.
    stated = re.sub(r"\s*,\s*%$", "", unit.strip().casefold())
    return _plain(match["name"]), re.sub(r"^(\d+) ?s(?:ec(?:ond)?s?)?$", r"\1 seconds", stated)


def _unknown(name: str, by_name: dict[str, ColumnKind]) -> str:
    near = difflib.get_close_matches(name, by_name, n=1, cutoff=0.6)
    hint = f" Do you mean “{by_name[near[0]].header}”?" if near else " Leave the column out."
    return f"this column is not known.{hint}"


def _wrong_unit(kind: ColumnKind, unit: str) -> str:
    accepted = " or ".join(kind.units) if kind.units else "none"
    return f"the unit {quoted(unit)} is not known; accepted: {accepted}."


def _twice(kind: ColumnKind, first: FoundColumn) -> str:
    once = "once, as definitions are never mixed" if kind.field == "fcr" else "once"
    return f"the column is there twice, also as column {first.at + 1}; accepted: {once}."
