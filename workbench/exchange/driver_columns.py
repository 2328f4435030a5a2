"""The columns of a file of driver data: what they are called and what they hold."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from workbench.exchange.problems import Problem, quoted


class Column(NamedTuple):
    """A column: its header, its field, what is accepted, and whether its cells may be empty."""

    header: str
    field: str
    accepted: str
    may_be_empty: bool = False


FIGURE = Column("Figure", "figure", "the name of a figure, as in the template")
UNIT = Column("Unit", "unit", "the unit that the template gives for the figure")
LOW = Column("Low", "p10", "a number: one in ten is lower (P10)", may_be_empty=True)
BASE = Column("Base", "p50", "a number: as likely higher as lower (P50)")
HIGH = Column("High", "p90", "a number: one in ten is higher (P90)", may_be_empty=True)
SOURCE = Column("Source", "source", "who measured or said so, in 3 to 500 letters")
KIND = Column("Kind of source", "kind", "voices, uploaded data, published evidence or judgement")
OWNER = Column("Owner", "owner", "who answers for the figure, in 2 to 120 letters")
GRADE = Column(
    "Evidence grade",
    "grade",
    "A experiment, B longitudinal or structural study, C cross-section, V vendor claim, "
    "J judgement",
)
AS_OF = Column("As of", "as_of", "a date such as 2026-11-30")
COLUMNS = (FIGURE, UNIT, LOW, BASE, HIGH, SOURCE, KIND, OWNER, GRADE, AS_OF)
_ALSO = {"p10": "low", "p50": "base", "p90": "high"}


def _plain(header: str) -> str:
    words = re.sub(r"[^\w]+", " ", header.casefold().replace("_", " ")).split()
    return " ".join(_ALSO.get(word, word) for word in words)


_BY_NAME = {_plain(column.header): column for column in COLUMNS}


def recognised(headers: Sequence[str]) -> int:
    """How many of these are headers of a file of driver data."""
    return sum(_plain(header) in _BY_NAME for header in headers)


def find_columns(headers: Sequence[str], row: int) -> tuple[dict[str, int], list[Problem]]:
    """Where each field stands, and what is wrong with the headers; `row` is theirs."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for place, header in enumerate(headers):
        if not header.strip():
            continue
        column = _BY_NAME.get(_plain(header))
        if column is None:
            near = get_close_matches(_plain(header), _BY_NAME, n=1)
            hint = f" Is it “{_BY_NAME[near[0]].header}”?" if near else ""
            listed = ", ".join(each.header for each in COLUMNS)
            problems.append(
                Problem(f"{quoted(header)} is not known; accepted: {listed}.{hint}", row)
            )
        elif column.field in found:
            problems.append(Problem("the header is there twice; accepted: once.", row, header))
        else:
            found[column.field] = place
    missing = [c.header for c in COLUMNS if c.field not in found and not c.may_be_empty]
    if missing:
        problems.append(
            Problem(
                f"there is no column {', '.join(missing)}; take the headers of the template.", row
            )
        )
    return found, problems
