"""A sheet of rows over time: where each row stands, and every cell a formula."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from workbench.board_pack.sheet import Sheet, kind_of
from workbench.business_case.rows import MONEY

FIRST_COLUMN = 3
HEADING_ROW = 3


@dataclass(frozen=True)
class Entry:
    """A row of the sheet: its values and the formula of a period; money rows may have a total.

    `total` and `present` are formulas for the two columns after the last period, with their values.
    """

    key: str
    label: str
    values: Sequence[float]
    formula: Callable[["Layout", int], str]
    unit: str = MONEY
    tier: str = ""
    strong: bool = False
    total: tuple[str, float] | None = None
    present: tuple[str, float] | None = None


@dataclass(frozen=True)
class Layout:
    """Where each row of a sheet stands, by key; periods run from 0, today."""

    sheet: str
    rows: Mapping[str, int]
    periods: int

    def here(self, key: str, period: int) -> str:
        """A figure's address within the sheet."""
        return f"{_column(period)}{self.rows[key] + 1}"

    def across(self, key: str, first: int = 0, last: int | None = None) -> str:
        """A row from a period to another, within the sheet."""
        end = self.periods - 1 if last is None else last
        return f"{self.here(key, first)}:{self.here(key, end)}"

    def cell(self, key: str, period: int) -> str:
        """A figure's address for other sheets."""
        return f"'{self.sheet}'!${_column(period)}${self.rows[key] + 1}"

    def range(self, key: str, first: int = 0, last: int | None = None) -> str:
        """A row from a period to another, for other sheets."""
        end = self.periods - 1 if last is None else last
        return f"{self.cell(key, first)}:${_column(end)}${self.rows[key] + 1}"

    def heads(self) -> str:
        """The names of the periods, for other sheets."""
        row = HEADING_ROW + 1
        return f"'{self.sheet}'!${_column(0)}${row}:${_column(self.periods - 1)}${row}"

    def total(self, key: str) -> str:
        """A row's undiscounted total, for other sheets."""
        return self.cell(key, self.periods)

    def present(self, key: str) -> str:
        """A row's present value, for other sheets."""
        return self.cell(key, self.periods + 1)


Sections = Sequence[tuple[str, Sequence[Entry]]]


def laid_out(name: str, sections: Sections, periods: int) -> Layout:
    """Where the rows of some sections stand."""
    rows: dict[str, int] = {}
    row = HEADING_ROW + 1
    for _, entries in sections:
        row += 1
        for entry in entries:
            rows[entry.key] = row
            row += 1
        row += 1
    return Layout(name, rows, periods)


def write_grid(
    sheet: Sheet, layout: Layout, sections: Sections, heads: Iterable[str], currency: str
) -> None:
    """Write the heads of the periods and every row."""
    named = ("Line", "Unit", "Tier", *heads)
    sheet.heading(HEADING_ROW, named, figures=range(FIRST_COLUMN, len(named)))
    sheet.page.freeze_panes(HEADING_ROW + 1, FIRST_COLUMN)
    sheet.page.repeat_rows(HEADING_ROW)
    for title, entries in sections:
        sheet.section(layout.rows[entries[0].key] - 1, title)
        for entry in entries:
            _write(sheet, layout, entry, currency)


def _column(period: int) -> str:
    return str(xl_col_to_name(FIRST_COLUMN + period))


def _write(sheet: Sheet, layout: Layout, entry: Entry, currency: str) -> None:
    row = layout.rows[entry.key]
    kind = kind_of(entry.unit, *entry.values)
    if kind == "plain":
        kind = "whole" if all(float(value).is_integer() for value in entry.values) else "times"
    style = sheet.styles.total if entry.strong else sheet.styles.of
    sheet.text(row, 0, entry.label, style("text"))
    sheet.text(row, 1, entry.unit.replace(MONEY, currency), style("text"))
    sheet.text(row, 2, entry.tier, style("text"))
    for period, value in enumerate(entry.values):
        column = FIRST_COLUMN + period
        sheet.formula(row, column, entry.formula(layout, period), value, style(kind))
    for offset, last in enumerate((entry.total, entry.present)):
        if last is not None:
            column = FIRST_COLUMN + layout.periods + offset
            sheet.formula(row, column, *last, style(kind))
