"""Bids of other functions from an XLSX or CSV file, or what is wrong with it, cell by cell."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from workbench.business_case.bids import (
    MOST_YEARS,
    NOTHING,
    Bid,
    BidProblem,
    Lane,
    Range,
    Removal,
    contradictions,
    ordered_range,
)
from workbench.evidence.grades import Grade
from workbench.exchange.bid_columns import (
    BASE,
    COLUMNS,
    ENDS,
    HEADERS,
    HIGH,
    LOW,
    Column,
    Holds,
    column_of,
)
from workbench.exchange.csv_rows import read_table
from workbench.exchange.date_style import DateStyle, date_style
from workbench.exchange.number_style import NumberStyle, number_style
from workbench.exchange.problems import MOST_TOLD, Problem, UnreadableFile, quoted
from workbench.exchange.sheet_rows import Cell, SheetTable, is_sheet, read_sheet
from workbench.frozen import Frozen

SHEET = "Bids"
MOST_BIDS = 200
FORMULA_STARTS = ("=", "+", "-", "@")
_CAUSE = re.compile(r"(.*?[^\d\s:,.%])\s*:?\s*(?:([0-9]+(?:[.,][0-9]+)?)\s*%)?")
YES, NO = ("yes", "true", "1", "y", "x"), ("no", "false", "0", "n", "")


class BidsFile(Frozen):
    """The bids of a file in its order, and what their owners should know about them."""

    bids: tuple[Bid, ...]
    notes: tuple[str, ...] = ()


def read_bids(data: bytes, there: Sequence[Bid] = (), scenarios: Collection[str] = ()) -> BidsFile:
    """The bids in an XLSX or CSV file with the headers of the template.

    `there` are the bids of the workshop, of which those with the same name are replaced, and
    `scenarios` the names of its scenarios; bids may refer to both. Raises UnreadableFile with up to
    twenty problems, each with row, column and what is accepted; there is no half-read file.
    """
    table = _table(data)
    places, problems = HEADERS.find(table.headers, table.header_row)
    if problems:
        raise UnreadableFile(problems)
    reader = _reader(table, places)
    bids: list[Bid] = []
    rows: dict[str, int] = {}
    for row, cells in table.lines:
        if len(problems) > MOST_TOLD:
            break
        bid, wrong = reader.bid_of(row, cells)
        if bid is not None and (again := _again(bid.name, row, rows, scenarios)):
            wrong.append(again)
        problems += wrong
        if bid is not None:
            bids.append(bid)
            rows.setdefault(bid.name, row)
    if not problems:
        kept = [bid for bid in there if bid.name not in rows]
        for name, problem in contradictions((*kept, *bids), scenarios).items():
            if name in rows:
                problems.append(Problem(f"{problem}.", rows[name], column_of(problem.field).header))
    if problems:
        raise UnreadableFile(problems)
    return BidsFile(bids=tuple(bids), notes=_notes(bids))


class _Reader(NamedTuple):
    """How the cells of one file are read."""

    places: Mapping[str, int]
    numbers: NumberStyle
    dates: DateStyle

    def bid_of(self, row: int, cells: Sequence[Cell]) -> tuple[Bid | None, list[Problem]]:
        """The bid in a row, or what is wrong with it."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for column in COLUMNS:
            if column.field not in self.places:
                continue
            try:
                values[column.field] = self._value(column, cells)
            except ValueError as error:
                problems.append(Problem(_ended(error), row, column.header))
        if problems:
            return None, problems
        try:
            return _bid(values), []
        except BidProblem as error:
            return None, [Problem(_ended(error), row, column_of(error.field).header)]
        except ValidationError as error:
            return None, [_told(error, row)]

    def _value(self, column: Column, cells: Sequence[Cell]) -> Any:
        place = self.places[column.field]
        cell = cells[place] if place < len(cells) else None
        if isinstance(cell, str):
            cell = cell.strip()
            # The mark with which a text that begins as a formula does is kept a text.
            if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS):
                cell = cell[1:]
        if cell in (None, ""):
            if column.holds is Holds.YES_NO:
                return False
            if column.holds in (Holds.NAMES, Holds.SHARES):
                return ()
            if column.is_needed and column.field.split()[0] not in ("cost", "benefit"):
                raise ValueError(f"the cell is empty; accepted: {column.accepted}")
            return None
        return self._filled(column, cell)

    def _filled(self, column: Column, cell: Cell) -> Any:
        text = _text(cell)
        match column.holds:
            case Holds.TEXT:
                return text
            case Holds.NAMES:
                return tuple(name.strip() for name in text.split(";") if name.strip())
            case Holds.SHARES:
                return removals(text)
            case Holds.DATE:
                return cell if isinstance(cell, date) else self.dates.read(text)
            case Holds.LANE:
                return _one_of(text, {lane.value: lane for lane in Lane}, column)
            case Holds.GRADE:
                return _one_of(text[:1], {grade.lower(): grade for grade in Grade}, column, text)
            case Holds.YES_NO:
                return _one_of(text, dict.fromkeys(YES, True) | dict.fromkeys(NO, False), column)
            case Holds.WHOLE:
                number = self._number(cell)
                if not number.is_integer():
                    raise ValueError(f"{quoted(text)} is not whole; accepted: {column.accepted}")
                return int(number)
            case Holds.AMOUNT:
                return self._number(cell)

    def _number(self, cell: Cell) -> float:
        if isinstance(cell, float):
            return cell
        return self.numbers.read(_text(cell))


def _table(data: bytes) -> SheetTable:
    if is_sheet(data):
        return read_sheet(data, SHEET, MOST_BIDS, "bid")
    read = read_table(data, HEADERS.recognised, MOST_BIDS, "bid")
    lines: list[tuple[int, list[Cell]]] = [(row, list(cells)) for row, cells in read.lines]
    return SheetTable(read.header_row, read.headers, lines)


def _reader(table: SheetTable, places: Mapping[str, int]) -> _Reader:
    def texts(*holds: Holds) -> list[str]:
        at = [places[c.field] for c in COLUMNS if c.holds in holds and c.field in places]
        return [
            cell
            for _row, cells in table.lines
            for place in at
            if place < len(cells) and isinstance(cell := cells[place], str) and cell.strip()
        ]

    return _Reader(
        places, number_style(texts(Holds.AMOUNT, Holds.WHOLE)), date_style(texts(Holds.DATE))
    )


def _bid(values: Mapping[str, Any]) -> Bid:
    plain = {field: value for field, value in values.items() if " " not in field}
    people = _trimmed(
        [values.get(f"people {year}") or 0.0 for year in range(1, MOST_YEARS + 1)], 0.0
    )
    costs = _trimmed([_range(values, f"cost {year}") for year in range(MOST_YEARS + 1)], NOTHING)
    benefits = _trimmed(
        [_range(values, f"benefit {year}") for year in range(1, MOST_YEARS + 1)], NOTHING
    )
    try:
        return Bid(**plain, people_months=people, costs=costs, benefits=benefits)
    except ValidationError as error:
        cause = error.errors()[0].get("ctx", {}).get("error")
        if isinstance(cause, BidProblem):
            raise cause from error
        raise


def _range(values: Mapping[str, Any], field: str) -> Range:
    low, base, high = (values.get(f"{field} {end}") for end in ENDS)
    if base is None and (low, high) == (None, None):
        return NOTHING
    if base is None:
        raise BidProblem(
            f"{field} {BASE}", "the cell is empty; accepted: the amount expected (P50)"
        )
    if low is None and high is None:
        return Range(p10=base, p50=base, p90=base)
    if low is None or high is None:
        raise BidProblem(
            f"{field} {LOW if low is None else HIGH}",
            "the cell is empty; accepted: low and high, or neither for an amount without a range",
        )
    return ordered_range(f"{field} {BASE}", low, base, high)


def removals(text: str) -> tuple[Removal, ...]:
    """The causes in a text such as “repeat contacts 40%; complaints”; without a share it is all.

    Raises BidProblem for what is no cause with a share.
    """
    return tuple(_removal(each.strip()) for each in text.split(";") if each.strip())


def _removal(text: str) -> Removal:
    found = _CAUSE.fullmatch(text)
    share = float((found[2] or "100").replace(",", ".")) if found else 0.0
    if found is None or not 0 < share <= 100:
        raise BidProblem(
            "removes",
            f"{quoted(text)} is not a cause with its share; accepted: "
            f"{column_of('removes').accepted}",
        )
    return Removal(cause=found[1].strip(), share=round(share / 100, 6))


def _trimmed(amounts: Sequence[Any], nothing: Any) -> tuple[Any, ...]:
    end = len(amounts)
    while end and amounts[end - 1] == nothing:
        end -= 1
    return tuple(amounts[:end])


def _again(
    name: str, row: int, rows: Mapping[str, int], scenarios: Collection[str]
) -> Problem | None:
    if name in rows:
        return Problem(
            f"{quoted(name)} is in row {rows[name]} already; accepted: each name once.", row, "Name"
        )
    if name in scenarios:
        return Problem(
            f"a scenario of the simulator is called {quoted(name)}; accepted: another name.",
            row,
            "Name",
        )
    return None


def _one_of(text: str, meanings: Mapping[str, Any], column: Column, shown: str = "") -> Any:
    key = text.casefold()
    if key not in meanings:
        raise ValueError(f"{quoted(shown or text)} is not known; accepted: {column.accepted}")
    return meanings[key]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _told(error: ValidationError, row: int) -> Problem:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else "name"
    if field == "people_months":
        field = f"people {int(first['loc'][1]) + 1}"
    if field in ("costs", "benefits") and len(first["loc"]) > 1:
        year = int(first["loc"][1]) + (field == "benefits")
        field = f"{field.removesuffix('s')} {year} {BASE}"
    column = column_of(field)
    message = first["msg"].removeprefix("Value error, ")
    return Problem(f"{message}; accepted: {column.accepted}.", row, column.header)


def _notes(bids: Sequence[Bid]) -> tuple[str, ...]:
    certain = [
        bid.name for bid in bids if all(amount.certain for amount in (*bid.costs, *bid.benefits))
    ]
    if not certain:
        return ()
    return (
        f"No range is given for {', '.join(certain)}: the amounts count as certain, which no "
        "project is.",
    )


def _ended(error: ValueError) -> str:
    text = str(error)
    return text if text.endswith((".", "?")) else f"{text}."
