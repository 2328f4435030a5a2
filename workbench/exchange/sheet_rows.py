"""The rows of an XLSX file, with their numbers in the sheet and the types of their cells."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from workbench.exchange.problems import Problem, UnreadableFile

START = b"PK\x03\x04"
LARGEST_SHEET = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_COLUMNS = 200

Cell = str | float | bool | date | None


class SheetTable(NamedTuple):
    """The headers of a sheet with their row, and the rows below them that are not blank."""

    header_row: int
    headers: list[str]
    lines: list[tuple[int, list[Cell]]]


def is_sheet(data: bytes) -> bool:
    """Whether a file begins as an XLSX file does."""
    return data.startswith(START)


def read_sheet(data: bytes, sheet: str, most_rows: int, each: str) -> SheetTable:
    """The table on the sheet of this name in an XLSX file, or on its first one.

    `each` says what a row is ("bid"). Raises UnreadableFile when the file is too large or broken,
    there is no table, no row or more rows than `most_rows`, a cell holds an error, or a formula has
    no stored result.
    """
    _check_size(data)
    shown, written = (_open(data, sheet, formulas=formulas) for formulas in (False, True))
    problems: list[Problem] = []
    rows: list[tuple[int, list[Cell]]] = []
    for number, (values, formulas) in enumerate(zip(shown, written, strict=True), start=1):
        cells: list[Cell] = []
        for place, (value, formula) in enumerate(zip(values, formulas, strict=True)):
            column = str(rows[0][1][place]) if rows and place < len(rows[0][1]) else _letters(place)
            if value is None and isinstance(formula, str) and formula.startswith("="):
                problems.append(
                    Problem(
                        "the formula has no stored result; accepted: a value. Open and save the "
                        "file in a spreadsheet, or paste the values.",
                        number,
                        column,
                    )
                )
            if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
                problems.append(
                    Problem(f"the cell holds the error {value}; accepted: a value.", number, column)
                )
            cells.append(_cell(value))
        if any(cell not in (None, "") for cell in cells):
            rows.append((number, cells))
        if len(rows) > most_rows + 1:
            message = f"there are more than {most_rows:,} {each}s; accepted: up to that many."
            raise UnreadableFile([Problem(message, number)])
    if problems:
        raise UnreadableFile(problems)
    if not rows:
        raise _refused(f"The sheet is empty; accepted: one row for each {each}.")
    if len(rows) == 1:
        raise _refused(f"There is only a header; accepted: one row for each {each} below it.")
    header_row, headers = rows[0]
    return SheetTable(header_row, ["" if h is None else str(h) for h in headers], rows[1:])


def _check_size(data: bytes) -> None:
    if len(data) > LARGEST_SHEET:
        raise _refused(
            f"The file has {len(data) / 1024**2:.0f} MB; accepted: up to "
            f"{LARGEST_SHEET // 1024**2} MB."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            there = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _refused("The file is damaged or cut off; accepted: XLSX or CSV.") from error
    if not there:
        raise _refused("The file is an archive, not a spreadsheet; accepted: XLSX or CSV.")
    if unpacked > LARGEST_UNPACKED:
        raise _refused(
            f"The file unpacks to {unpacked / 1024**2:.0f} MB; accepted: up to "
            f"{LARGEST_UNPACKED // 1024**2} MB."
        )


def _open(data: bytes, sheet: str, *, formulas: bool) -> Iterator[tuple[Any, ...]]:
    # Loading it takes 0.2 s, which only those who bring a file need.
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=not formulas)
        names = book.sheetnames
        found = book[sheet if sheet in names else names[0]]
        rows = list(found.iter_rows(values_only=True, max_col=MOST_COLUMNS))
    except Exception as error:
        # The library raises whatever the broken part of a file leads it to.
        raise _refused(
            "The file cannot be read as a spreadsheet; accepted: XLSX or CSV."
        ) from error
    return iter(rows)


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool | date) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    return str(value).strip()


def _letters(place: int) -> str:
    letters, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refused(message: str) -> UnreadableFile:
    return UnreadableFile([Problem(message)])
