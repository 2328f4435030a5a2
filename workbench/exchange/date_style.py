"""How a file writes dates: year first, day first or month first."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from workbench.exchange.problems import quoted

ACCEPTED = "accepted: 2026-03-31, or 31/03/2026 where the file shows which is the day"
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_OTHER = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?: 00:00(?::00)?)?")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,]0+)?")


class DateStyle(NamedTuple):
    """Whether the day comes first, as a cell of the file proves; None when none does."""

    day_first: bool | None
    proof: str = ""

    def read(self, cell: str) -> date:
        """The date in a cell. Raises ValueError saying what is wrong and what is accepted."""
        text = cell.strip()
        if match := _ISO.fullmatch(text):
            year, month, day = (int(part) for part in match.groups())
            return _date(cell, year, month, day)
        match = _OTHER.fullmatch(text)
        if match is None:
            hint = " It looks like a spreadsheet's day number." if _SERIAL.fullmatch(text) else ""
            raise ValueError(f"{quoted(cell)} is not a date; {ACCEPTED}.{hint}")
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        proven = _day_first(text)
        may_be_either = first != second and max(first, second) <= 12
        if may_be_either and proven is None and self.day_first is None:
            raise ValueError(
                f"{quoted(cell)} can be read in two ways, day or month first, and no date in the "
                "file settles it; accepted: 2026-03-31"
            )
        if proven is not None and proven != self.day_first:
            raise ValueError(
                f"{quoted(cell)} has the {'day' if proven else 'month'} first, but "
                f"{quoted(self.proof)} elsewhere has the {'day' if self.day_first else 'month'} "
                "first; accepted: one order in the whole file"
            )
        day, month = (first, second) if self.day_first else (second, first)
        return _date(cell, year, month, day)


def date_style(cells: Iterable[str]) -> DateStyle:
    """The order of day and month that the dates of a file prove."""
    for cell in cells:
        proven = _day_first(cell.strip())
        if proven is not None:
            return DateStyle(proven, cell)
    return DateStyle(None)


def _day_first(text: str) -> bool | None:
    match = _OTHER.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == ".":
        # Nobody writes dots with the month first.
        return True
    if first > 12 >= second:
        return True
    return False if second > 12 >= first else None


def _date(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{quoted(cell)} is no day of the calendar; {ACCEPTED}") from None
