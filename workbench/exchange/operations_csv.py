"""The figures of a contact centre from a CSV file, by day or by half-hour, and the templates."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from workbench.exchange.columns import (
    DAY_COLUMNS,
    INTERVAL_COLUMNS,
    ColumnKind,
    FoundColumn,
    find_columns,
    kinds_for,
    recognised,
)
from workbench.exchange.csv_rows import Cells, cell_at, read_table
from workbench.exchange.date_style import DateStyle, date_style
from workbench.exchange.figure_cells import figure_reader, other_units, sentence, stated_with
from workbench.exchange.interval_days import MOST_INTERVALS, read_intervals
from workbench.exchange.problems import MOST_TOLD, Problem, UnreadableFile
from workbench.frozen import Frozen
from workbench.headroom.operations import OperationsDay

MOST_DAYS = 5000
EARLIEST = date(2000, 1, 1)
BASIC = tuple(kind for kind in DAY_COLUMNS if kind.basic)
EXAMPLES = (
    ("2025-01-06", 6240, 250, 6.4, 48, 90, 12, 84.5, 71, 310, 68, 5010, 6100, 6.5, 1, 212),
    ("2025-01-07", 5975, 190, 6.3, 35, 90, 12, 80.5, 72.5, 295, 69, 5090, 6000, 5.0, 0, 211),
)
INTERVAL_EXAMPLES = (
    ("2025-01-06 08:00", 214, 9, 6.2, 41, 88, 83, 70, 11, 69, 172, 210, 6.5),
    ("2025-01-06 08:30", 260, 17, 6.5, 66, 90, 87.5, 72.5, 14, 67, 183, 255, 6.5),
)

NOTHING = re.compile(r"0+(?:[.,]0+)?")


class OperationsFile(Frozen):
    """The days of a file, earliest first, and what its owner should know about them."""

    days: tuple[OperationsDay, ...]
    notes: tuple[str, ...] = ()


def operations_template(everything: bool = False) -> bytes:
    """A CSV file with the headers, their units, and two example rows.

    The short one holds what measures today's figures; `everything` adds what calibration can use.
    """
    return _template(DAY_COLUMNS if everything else BASIC, EXAMPLES)


def interval_template() -> bytes:
    """The same for half-hours."""
    return _template(INTERVAL_COLUMNS, INTERVAL_EXAMPLES)


def read_operations(data: bytes, today: date, zone: str | None = None) -> OperationsFile:
    """The days that a CSV file holds; a file of half-hours gives days with their intervals.

    Accepts UTF-8, UTF-16 and Windows-1252, the separators comma, semicolon, tab and bar, decimal
    points or commas. `zone` is the time zone of the centre ("Europe/London"), which settles the
    hours of half-hours when the clocks change. Raises UnreadableFile with up to twenty problems,
    each with row and column, when anything is wrong; there is no half-read file.
    """
    table = read_table(data, recognised, MOST_INTERVALS, "day")
    kinds = kinds_for(table.headers)
    columns, problems = find_columns(table.headers, table.header_row, kinds)
    if problems:
        raise UnreadableFile(problems)
    if kinds is not DAY_COLUMNS:
        found = read_intervals(table.lines, columns, today, EARLIEST, zone)
        return OperationsFile(days=found.days, notes=found.notes + _about(columns, kinds))
    if len(table.lines) > MOST_DAYS:
        message = f"there are more than {MOST_DAYS:,} days; accepted: up to that many."
        raise UnreadableFile([Problem(message, table.lines[MOST_DAYS][0])])
    read = _read_rows(table.lines, columns, today)
    if read.problems:
        raise UnreadableFile(read.problems)
    days = sorted(read.days, key=lambda day: day.day)
    return OperationsFile(days=tuple(days), notes=_notes(read, columns))


def _template(kinds: Sequence[ColumnKind], examples: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.header for column in kinds)
    writer.writerows(example[: len(kinds)] for example in examples)
    return out.getvalue().encode()


class _Dates(NamedTuple):
    """How to read the dates of one file."""

    column: FoundColumn
    style: DateStyle
    today: date

    def date_of(self, cells: Sequence[str], seen: Mapping[date, int]) -> date:
        """The day of a row. Raises ValueError saying what is wrong and what is accepted."""
        day = self.style.read(cell_at(cells, self.column.at))
        if day in seen:
            raise ValueError(f"{day} is in row {seen[day]} already; accepted: each day once")
        if day > self.today:
            raise ValueError(f"{day} is in the future; accepted: up to today, {self.today}")
        if day < EARLIEST:
            raise ValueError(f"{day} is too long ago; accepted: from {EARLIEST}")
        return day


class _Read(NamedTuple):
    """What came of the rows of a file."""

    days: list[OperationsDay]
    closed: int
    problems: list[Problem]


def _read_rows(lines: Sequence[Cells], columns: Sequence[FoundColumn], today: date) -> _Read:
    date_column = next(column for column in columns if column.kind.field == "day")
    figures = [column for column in columns if column is not date_column]
    contacts = next(column for column in figures if column.kind.field == "contacts")
    style = date_style(cell_at(cells, date_column.at) for _row, cells in lines)
    dates, reader = _Dates(date_column, style, today), figure_reader(lines, figures)
    read = _Read([], 0, [])
    seen: dict[date, int] = {}
    rows: list[tuple[int, dict[str, Any]]] = []
    closed = 0
    for row, cells in lines:
        if len(read.problems) > MOST_TOLD:
            break
        wrong: list[Problem] = []
        day: date | None = None
        try:
            day = dates.date_of(cells, seen)
            seen[day] = row
        except ValueError as error:
            wrong.append(Problem(sentence(error), row, date_column.header))
        if NOTHING.fullmatch(cell_at(cells, contacts.at)):
            closed += 1
            read.problems.extend(wrong)
            continue
        values, problems = reader.figures_of(row, cells)
        # A contradiction has no column; with a wrong date there is something else to mend first.
        wrong += [problem for problem in problems if problem.column or not wrong]
        read.problems.extend(wrong)
        if not wrong:
            rows.append((row, values))
            read.days.append(OperationsDay(day=day, **stated_with(columns, values)))
    if not read.problems:
        read.problems.extend(other_units(rows))
    if not read.days and not read.problems:
        read.problems.append(Problem("No day has contacts; accepted: at least one day that has."))
    return read._replace(closed=closed)


def _notes(read: _Read, columns: Sequence[FoundColumn]) -> tuple[str, ...]:
    notes: list[str] = []
    there = {day.day for day in read.days}
    first, last = min(there), max(there)
    span = (first + timedelta(days=number) for number in range((last - first).days))
    missing = [day for day in span if day not in there]
    if read.closed:
        notes.append(f"Left out: {_days(read.closed)} without contacts.")
    if len(missing) > read.closed:
        some = ", ".join(str(day) for day in missing[:3]) + (" …" if len(missing) > 3 else "")
        notes.append(
            f"Between {first} and {last}, {_days(len(missing))} have no figures: {some}. They are "
            "left out, not counted as days without contacts."
        )
    notes += _about(columns, BASIC)
    if there == {date.fromisoformat(str(example[0])) for example in EXAMPLES}:
        notes.append("These are the two example days of the template, not figures of your own.")
    return tuple(notes)


def _about(columns: Sequence[FoundColumn], kinds: Sequence[ColumnKind]) -> tuple[str, ...]:
    """What is not in the file, and what was converted."""
    found = {column.kind.field for column in columns}
    absent = [kind.header for kind in kinds if kind.basic and kind.field not in found]
    notes = [f"Not in the file, so not measured: {', '.join(absent)}."] if absent else []
    notes += [
        f"“{column.header}” was converted to {next(iter(column.kind.units))}."
        for column in columns
        if column.factor != column.kind.usual_factor
    ]
    return tuple(notes)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
