"""Driver data as a file to fill in: the figures of the case as they stand, as XLSX and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from workbench.business_case.readings import Meant, readings
from workbench.evidence.assumptions import Assumption
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import factor, unit_in_words
from workbench.exchange.driver_columns import COLUMNS, GRADE, KIND, Column
from workbench.exchange.driver_data_in import (
    FORMULA_STARTS,
    MOST_FIGURES,
    POINTS_UNIT,
    RELATIVE_UNIT,
    SHEET,
)

GUIDE = (
    "One row for each figure; take out the rows that you do not change. Low is P10 (one in ten is "
    "lower), base is P50, high is P90 (one in ten is higher); low and high may both be empty for a "
    "figure without a range. A figure that changes a share needs “% of today” or “points” as its "
    "unit: 5% of today's 20% is 1 point. Grades: A experiment, B longitudinal or structural study, "
    "C cross-section, V vendor claim, J judgement."
)
CHOICES: dict[Column, list[str]] = {
    KIND: [kind.value for kind in SourceKind],
    GRADE: [grade.value for grade in Grade],
}

Row = tuple[str | float | date, ...]


def driver_rows(figures: Iterable[Assumption], currency: str) -> tuple[Row, ...]:
    """The rows of a file: figures as people read them, in the order given."""
    return tuple(_row(figure, currency) for figure in figures)


def driver_csv(rows: Sequence[Row]) -> bytes:
    """The rows as CSV with the headers that `read_driver_data` knows."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.header for column in COLUMNS)
    for row in rows:
        writer.writerow([_shown(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def driver_xlsx(rows: Sequence[Row]) -> bytes:
    """The same as XLSX, with lists to choose from and a second sheet that explains the columns."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column.header, head)
            sheet.set_column(
                place, place, 44 if place == 0 else 40 if column.field == "source" else 15
            )
            if choices := CHOICES.get(column):
                rule = {"validate": "list", "source": choices}
                sheet.data_validation(1, place, MOST_FIGURES, place, rule)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, float | int):
                    sheet.write_number(number, place, value)
                elif value:
                    # Text stays text, also when it begins as a formula does.
                    sheet.write_string(number, place, value)
        guide = book.add_worksheet("How to fill it in")
        guide.set_column(0, 0, 20)
        guide.set_column(1, 1, 90)
        guide.merge_range(0, 0, 0, 1, GUIDE, wrapped)
        guide.set_row(0, 80)
        for number, column in enumerate(COLUMNS, start=2):
            guide.write_string(number, 0, column.header)
            guide.write_string(number, 1, column.accepted)
    return out.getvalue()


def _row(figure: Assumption, currency: str) -> Row:
    times = factor(figure.unit)
    low, base, high = (round(value * times, 9) for value in (figure.p10, figure.p50, figure.p90))
    return (
        figure.label,
        _unit(figure, currency),
        low,
        base,
        high,
        figure.source[:500],
        figure.source_kind.value,
        figure.owner,
        figure.grade.value,
        figure.as_of,
    )


def _unit(figure: Assumption, currency: str) -> str:
    reading = readings().get(figure.id)
    if reading is None:
        return unit_in_words(figure.unit, currency)
    return POINTS_UNIT if reading.stored is Meant.POINTS else RELATIVE_UNIT


def _shown(value: str | float | date) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    text = str(value)
    # A spreadsheet would run a text that begins as a formula does.
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
