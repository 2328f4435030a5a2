"""Driver data from an XLSX or CSV file, or what is wrong with it, cell by cell.

A row is a figure of the register with its range, its source and its owner. Per cents and points are
told apart by the unit: "5%" of customers who leave may be 5% of them or 5 points.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import NamedTuple

from pydantic import ValidationError

from workbench.business_case.readings import Meant, Reading, both, in_words, kept, readings
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_edit
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import PERCENT, factor, unit_in_words
from workbench.exchange.csv_rows import read_table
from workbench.exchange.date_style import DateStyle, date_style
from workbench.exchange.driver_columns import (
    AS_OF,
    BASE,
    FIGURE,
    GRADE,
    HEADERS,
    HIGH,
    KIND,
    LOW,
    OWNER,
    SOURCE,
    UNIT,
    Column,
)
from workbench.exchange.number_style import NumberStyle, number_style
from workbench.exchange.problems import MOST_TOLD, Problem, UnreadableFile, quoted
from workbench.exchange.sheet_rows import Cell, SheetTable, is_sheet, read_sheet
from workbench.frozen import Frozen

SHEET = "Driver data"
MOST_FIGURES = 300
FORMULA_STARTS = ("=", "+", "-", "@")
RELATIVE_UNIT, POINTS_UNIT = "% of today", "points"
RELATIVE_WORDS = ("% of today", "% of today's", "% of it", "relative %", "% relative")
POINTS_WORDS = ("points", "percentage points", "pp", "% points", "pts")
SHARE_WORDS = ("share", "share 0 to 1", "0 to 1", "fraction")
_FIELDS = {"p10": LOW, "p50": BASE, "p90": HIGH, "source": SOURCE, "owner": OWNER}


class DriverData(Frozen):
    """The changes to the register that a file asks for, in its order, and what to know of them."""

    edits: tuple[AssumptionEdit, ...]
    notes: tuple[str, ...] = ()


def read_driver_data(
    data: bytes, held: Register, today: Mapping[str, float], currency: str, at: datetime
) -> DriverData:
    """The figures in an XLSX or CSV file with the headers of the template.

    `held` is the register in force, `today` what the figures are changes of (assumptions and the
    simulator's results by name, shares from 0 to 1), `at` when the file was brought. Raises
    UnreadableFile with up to twenty problems, each with row, column and what is accepted; there is
    no half-read file.
    """
    table = _table(data)
    places, problems = HEADERS.find(table.headers, table.header_row)
    if problems:
        raise UnreadableFile(problems)
    reader = _reader(table, places, held, today, currency, at)
    edits: list[AssumptionEdit] = []
    rows: dict[str, int] = {}
    for row, cells in table.lines:
        if len(problems) > MOST_TOLD:
            break
        edit, wrong = reader.edit_of(row, cells)
        problems += wrong
        if edit is None:
            continue
        if edit.assumption_id in rows:
            first = rows[edit.assumption_id]
            says = f"the figure is in row {first} already; accepted: each figure once."
            problems.append(Problem(says, row, FIGURE.header))
        rows.setdefault(edit.assumption_id, row)
        edits.append(edit)
    if problems:
        raise UnreadableFile(problems)
    return DriverData(edits=tuple(edits), notes=_notes(edits, held))


class _Reader(NamedTuple):
    """How the cells of one file are read."""

    places: Mapping[str, int]
    numbers: NumberStyle
    dates: DateStyle
    held: Register
    today: Mapping[str, float]
    currency: str
    at: datetime

    def edit_of(
        self, row: int, cells: Sequence[Cell]
    ) -> tuple[AssumptionEdit | None, list[Problem]]:
        """The change in a row, or what is wrong with it."""
        try:
            figure = self._figure(self._text(FIGURE, cells))
        except ValueError as error:
            return None, [Problem(_ended(error), row, FIGURE.header)]
        problems: list[Problem] = []
        values: dict[str, float | None] = {}
        for column in (LOW, BASE, HIGH):
            try:
                values[column.field] = self._number(column, cells)
            except ValueError as error:
                problems.append(Problem(_ended(error), row, column.header))
        told: dict[str, object] = {}
        for column, read in (
            (KIND, self._kind), (GRADE, self._grade), (AS_OF, self._day),
        ):  # fmt: skip
            try:
                told[column.field] = read(cells)
            except ValueError as error:
                problems.append(Problem(_ended(error), row, column.header))
        if problems:
            return None, problems
        base, low, high = values["p50"], values["p10"], values["p90"]
        if (low is None) != (high is None):
            empty = LOW if low is None else HIGH
            says = (
                "the cell is empty; accepted: low and high, or neither for a figure without range."
            )
            return None, [Problem(says, row, empty.header)]
        ends = {
            "p10": base if low is None else low,
            "p50": base,
            "p90": base if high is None else high,
        }
        try:
            scale = self._scale(figure, self._text(UNIT, cells), base)
            stored = {field: scale(value) for field, value in ends.items() if value is not None}
        except ValueError as error:
            return None, [Problem(_ended(error), row, UNIT.header)]
        source, owner = self._text(SOURCE, cells), self._text(OWNER, cells)
        wrong = problems_of_edit(figure, {**stored}, source, owner, self.currency)
        if wrong:
            return None, [
                Problem(_inside(why), row, _FIELDS[field].header) for field, why in wrong.items()
            ]
        try:
            return AssumptionEdit(
                assumption_id=figure.id,
                source=source,
                owner=owner,
                source_kind=SourceKind(str(told["kind"])),
                grade=Grade(str(told["grade"])),
                as_of=told["as_of"],
                edited_at=self.at,
                **stored,
            ), []
        except ValidationError as error:
            first = error.errors()[0]
            return None, [Problem(f"{first['loc'][0]}: {first['msg']}.", row)]

    def _figure(self, name: str) -> Assumption:
        if not name:
            raise ValueError(f"the cell is empty; accepted: {FIGURE.accepted}")
        if name in self.held:
            return self.held[name]
        by_label = {each.label.casefold(): each for each in self.held.values()}
        found = by_label.get(name.casefold())
        if found is None:
            near = get_close_matches(name.casefold(), by_label, n=1)
            hint = f". Is it “{by_label[near[0]].label}”?" if near else ""
            raise ValueError(f"{quoted(name)} is no figure; accepted: {FIGURE.accepted}{hint}")
        return found

    def _scale(self, figure: Assumption, unit: str, base: float | None) -> "_Scale":
        """How a number in the cells becomes the stored value."""
        reading, word = readings().get(figure.id), " ".join(unit.casefold().split())
        shown = unit_in_words(figure.unit, self.currency)
        if reading is not None and reading.of in self.today:
            return self._meant(reading, word, unit, base)
        times = factor(figure.unit)
        if word in (shown.casefold(), figure.unit.casefold().replace("{currency}", "")):
            return _Scale(times if word == shown.casefold() else 1.0)
        if times == PERCENT and word in ("%", "per cent", "percent"):
            return _Scale(times)
        if times == PERCENT and word in SHARE_WORDS:
            return _Scale(1.0)
        if times == PERCENT and word in POINTS_WORDS:
            raise ValueError(
                f"{quoted(unit)} is no unit of “{figure.label}”, which is no change in points; "
                f"accepted: {shown}"
            )
        given = quoted(unit) if unit else "the cell is empty, which"
        raise ValueError(f"{given} is not the unit of “{figure.label}”; accepted: {shown}")

    def _meant(self, reading: Reading, word: str, unit: str, base: float | None) -> "_Scale":
        before = self.today[reading.of]
        for words, meant in ((RELATIVE_WORDS, Meant.RELATIVE), (POINTS_WORDS, Meant.POINTS)):
            if word in words:
                return _Scale(PERCENT, reading, meant, before)
        asked = "; or ".join(
            f"“{name}” for {in_words(reading, read)}"
            for name, read in zip(
                (RELATIVE_UNIT, POINTS_UNIT),
                both(reading, (base or 5.0) / PERCENT, before),
                strict=True,
            )
        )
        given = quoted(unit) if unit else "an empty cell"
        raise ValueError(f"{given} can be read in two ways; accepted: {asked}")

    def _number(self, column: Column, cells: Sequence[Cell]) -> float | None:
        cell = self._cell(column, cells)
        if cell in (None, ""):
            if column.may_be_empty:
                return None
            raise ValueError(f"the cell is empty; accepted: {column.accepted}")
        if isinstance(cell, bool):
            raise ValueError(f"{quoted(str(cell))} is no number; accepted: {column.accepted}")
        if isinstance(cell, float):
            return cell
        return self.numbers.read(str(cell).strip().removesuffix("%").rstrip())

    def _kind(self, cells: Sequence[Cell]) -> str:
        text = self._text(KIND, cells).casefold()
        if text not in list(SourceKind):
            raise ValueError(f"{quoted(text)} is not known; accepted: {KIND.accepted}")
        return text

    def _grade(self, cells: Sequence[Cell]) -> str:
        text = self._text(GRADE, cells)
        if text[:1].upper() not in list(Grade) or text[1:2].isalpha():
            raise ValueError(f"{quoted(text)} is not known; accepted: {GRADE.accepted}")
        return text[:1].upper()

    def _day(self, cells: Sequence[Cell]) -> date:
        cell = self._cell(AS_OF, cells)
        if isinstance(cell, date):
            return cell
        if cell in (None, ""):
            raise ValueError(f"the cell is empty; accepted: {AS_OF.accepted}")
        return self.dates.read(str(cell))

    def _text(self, column: Column, cells: Sequence[Cell]) -> str:
        cell = self._cell(column, cells)
        if cell is None:
            return ""
        text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
        # The mark with which a text that begins as a formula does is kept a text.
        return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text

    def _cell(self, column: Column, cells: Sequence[Cell]) -> Cell:
        place = self.places.get(column.field)
        return cells[place] if place is not None and place < len(cells) else None


class _Scale(NamedTuple):
    """From the number in a cell to the stored value."""

    divisor: float
    reading: Reading | None = None
    meant: Meant = Meant.RELATIVE
    before: float = 1.0

    def __call__(self, number: float) -> float:
        share = round(number / self.divisor, 12)
        if self.reading is None:
            return share
        return kept(self.reading, self.meant, share, self.before)


def _table(data: bytes) -> SheetTable:
    if is_sheet(data):
        return read_sheet(data, SHEET, MOST_FIGURES, "figure")
    read = read_table(data, HEADERS.recognised, MOST_FIGURES, "figure")
    lines: list[tuple[int, list[Cell]]] = [(row, list(cells)) for row, cells in read.lines]
    return SheetTable(read.header_row, read.headers, lines)


def _reader(
    table: SheetTable,
    places: Mapping[str, int],
    held: Register,
    today: Mapping[str, float],
    currency: str,
    at: datetime,
) -> _Reader:
    def texts(*columns: Column) -> list[str]:
        at_places = [places[column.field] for column in columns if column.field in places]
        return [
            cell.strip().removesuffix("%").rstrip()
            for _row, cells in table.lines
            for place in at_places
            if place < len(cells) and isinstance(cell := cells[place], str) and cell.strip()
        ]

    return _Reader(
        places,
        number_style(texts(LOW, BASE, HIGH)),
        date_style(texts(AS_OF)),
        held,
        today,
        currency,
        at,
    )


def _notes(edits: Sequence[AssumptionEdit], held: Register) -> tuple[str, ...]:
    certain = [
        held[edit.assumption_id].label
        for edit in edits
        if edit.p10 == edit.p90 and held[edit.assumption_id].p10 < held[edit.assumption_id].p90
    ]
    if not certain:
        return ()
    named = ", ".join(certain)
    return (f"No range is given for {named}: they count as certain, which few figures are.",)


def _inside(why: str) -> str:
    return why[0].lower() + why[1:]


def _ended(error: ValueError) -> str:
    text = str(error)
    return text if text.endswith((".", "?")) else f"{text}."
