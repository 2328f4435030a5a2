"""Sheets of words and fixed tables: what is said of the case, the portfolio, the pilot."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from workbench.board_pack.pack import Cell, Findings, Section
from workbench.board_pack.sheet import Kind, Sheet, Styles

WIDE = 110.0
NARROWEST, WIDEST = 12.0, 58.0
FIGURE_WIDTH = 16.0


def section_sheet(book: Workbook, styles: Styles, section: Section) -> None:
    """One section as a sheet; nothing on it moves."""
    sheet = Sheet(book, section.name, styles, _widths(section.tables))
    sheet.title(section.name, section.remark)
    row = 3
    for table in section.tables:
        sheet.section(row, table.title)
        row += 1
        if len(table.columns) > 1:
            sheet.heading(row, table.columns, figures=_figures(table))
            row += 1
        for cells in table.rows:
            _line(sheet, row, cells)
            row += 1
        if table.note:
            sheet.paragraph(row, table.note, styles.of("text", italic=True, text_wrap=True))
            row += 1
        row += 1


def _line(sheet: Sheet, row: int, cells: Sequence[Cell]) -> None:
    if len(cells) == 1:
        sheet.paragraph(row, str(cells[0]))
        return
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.wrapped(row, column, (cell,))
        elif cell is not None:
            kind: Kind = "whole" if isinstance(cell, int) else "money"
            sheet.number(row, column, cell, sheet.styles.fixed(kind))


def _figures(table: Findings) -> list[int]:
    return [
        column
        for column in range(len(table.columns))
        if any(isinstance(cells[column], int | float) for cells in table.rows)
    ]


def _widths(tables: Sequence[Findings]) -> list[float]:
    columned = [table for table in tables if len(table.columns) > 1]
    count = max((len(table.columns) for table in columned), default=1)
    widths = [
        max((_width(table, column) for table in columned), default=WIDE) for column in range(count)
    ]
    if short := WIDE - sum(widths):
        widths[0] += max(0.0, short)
    return widths


def _width(table: Findings, column: int) -> float:
    if column >= len(table.columns):
        return NARROWEST
    if column in _figures(table):
        return FIGURE_WIDTH
    longest = max(len(str(cells[column])) for cells in (table.columns, *table.rows))
    return min(WIDEST if column == 0 else 0.75 * WIDEST, max(NARROWEST, 1.1 * longest + 2))
