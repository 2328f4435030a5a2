"""Files to share: released figures only, with nothing in them that points at a person.

The caller passes rows that have gone through a release; this module takes no answers of persons.
"""

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

Cell = str | int | float | bool | date | None
Row = Mapping[str, Cell]
Tables = Mapping[str, Sequence[Row]]

# A spreadsheet runs a cell that starts with one of these, also in their full-width forms.
RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def csv_files(tables: Tables) -> bytes:
    """A ZIP with one CSV file a table, in UTF-8 with a mark that spreadsheets recognise.

    The rows of a table share its columns. They are shuffled, times are cut to the day, and text
    that a spreadsheet would run is put behind an apostrophe. Raises ValueError when the rows of a
    table differ in their columns.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            # The archive must not tell when it was made either.
            content = _csv(name, _shuffled(rows))
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", LONG_AGO), content)
    return out.getvalue()


def csv_file(rows: Sequence[Row]) -> bytes:
    """One table in its own order, for rows that stand for no person, as one CSV file.

    Raises ValueError when the rows differ in their columns.
    """
    return _csv("the table", rows)


def json_file(tables: Tables) -> bytes:
    """The tables as one JSON object of lists; the rows are shuffled, times are cut to the day."""
    shared = {
        name: [{column: _coarse(cell) for column, cell in row.items()} for row in _shuffled(rows)]
        for name, rows in tables.items()
    }
    return json.dumps(shared, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _csv(name: str, rows: Sequence[Row]) -> bytes:
    columns = list(rows[0]) if rows else []
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_harmless(column) for column in columns])
    for row in rows:
        if list(row) != columns:
            raise ValueError(f"the rows of {name} have different columns: {columns}, {list(row)}")
        writer.writerow([_harmless(_coarse(cell)) for cell in row.values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _shuffled(rows: Sequence[Row]) -> list[Row]:
    return secrets.SystemRandom().sample(rows, len(rows))


def _coarse(cell: Cell) -> str | int | float | bool | None:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else cell


def _harmless(cell: str | int | float | bool | None) -> str | int | float | bool | None:
    if isinstance(cell, str) and (cell.startswith(RUNS) or cell.lstrip().startswith(RUNS)):
        return f"'{cell}"
    return cell
