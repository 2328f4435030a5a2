"""The rows of a CSV file, whatever its separator, with the numbers a spreadsheet gives them."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from workbench.exchange.decoding import decode
from workbench.exchange.problems import Problem, UnreadableFile

SEPARATORS = (",", ";", "\t", "|")
LONGEST_LINE = 10_000

Cells = tuple[int, list[str]]
# How many of some cells are headers that the reader knows.
Recognised = Callable[[Sequence[str]], int]


class Table(NamedTuple):
    """The headers of a file with their row, and the rows below them that are not blank."""

    header_row: int
    headers: list[str]
    lines: list[Cells]


def read_table(data: bytes, recognised: Recognised, most_rows: int, each: str) -> Table:
    """The table in a file in UTF-8, UTF-16 or Windows-1252, separated in any of four ways.

    `each` says what a row is ("day"). Raises UnreadableFile when there is no table, no row, more
    rows than `most_rows`, or a row with more cells than headers when every header is `recognised`.
    """
    rows = _rows(decode(data), recognised)
    header_row, headers = next(rows, (0, []))
    if not headers:
        raise UnreadableFile([Problem(f"The file is empty; accepted: one row for each {each}.")])
    # Under a header that means nothing here, the header is what is wrong, whatever the rows are.
    known = recognised(headers) == sum(bool(header.strip()) for header in headers)
    width = len(headers) if known else None
    return Table(header_row, headers, _checked(rows, width, most_rows, each))


def cell_at(cells: Sequence[str], place: int) -> str:
    """A cell without the blanks around it; empty where the row is shorter."""
    return cells[place].strip() if place < len(cells) else ""


def _rows(text: str, recognised: Recognised) -> Iterator[Cells]:
    skipped = 0
    stated = re.match(r"sep=([,;\t|])\r?\n", text)
    if stated:
        text, skipped = text[stated.end() :], 1
    separator = stated[1] if stated else _separator(text, recognised)
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    row = skipped
    try:
        for row, cells in enumerate(reader, start=skipped + 1):
            if any(cell.strip() for cell in cells):
                yield row, cells
    except csv.Error as error:
        message = "a quotation mark is opened and not closed, or closed in the middle of a cell."
        raise UnreadableFile([Problem(message, row + 1)]) from error


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            raise UnreadableFile(
                [Problem(f"line {number} is longer than {LONGEST_LINE:,} letters; accepted: CSV.")]
            )
        yield line


def _separator(text: str, recognised: Recognised) -> str:
    header = re.split(r"[\r\n]+", text.lstrip("\r\n")[:LONGEST_LINE], maxsplit=1)[0]

    def headers_found(separator: str) -> int:
        return recognised([cell.strip('" ') for cell in header.split(separator)])

    return max(SEPARATORS, key=headers_found)


def _checked(rows: Iterator[Cells], width: int | None, most_rows: int, each: str) -> list[Cells]:
    lines: list[Cells] = []
    problems: list[Problem] = []
    for row, cells in rows:
        if len(lines) == most_rows:
            message = f"there are more than {most_rows:,} rows; accepted: up to that many."
            raise UnreadableFile([Problem(message, row)])
        if width is not None and any(cell.strip() for cell in cells[width:]):
            message = (
                f"there are {len(cells)} cells under {width} headers; accepted: one for "
                "each. A comma inside a number needs quotation marks around the number."
            )
            problems.append(Problem(message, row))
        lines.append((row, cells))
    if problems:
        raise UnreadableFile(problems)
    if not lines:
        raise UnreadableFile(
            [Problem(f"There is only a header; accepted: one row for each {each} below it.")]
        )
    return lines
