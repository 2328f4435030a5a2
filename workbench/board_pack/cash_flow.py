"""The cash-flow sheet: every cell of every year a formula over named cells and other rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import Sheet, Styles, kind_of
from workbench.business_case.case import DISCOUNT_RATE, UNRESOLVED, Appraisal, Case, Line
from workbench.business_case.formula import YEAR, in_cells
from workbench.business_case.rows import HEADLINE, MONEY, RowKind, Tier
from workbench.business_case.table import FENCED, columns

NAME = "Cash flow"
HEADLINE_BLOCK, VALUE_BLOCK = "headline", "with value"
COSTS, COSTS_BELOW = "costs", "costs below zero"

_FIRST_YEAR_COLUMN = 3
_HEADING_ROW = 3


@dataclass(frozen=True)
class Entry:
    """A row of the sheet: its values and the formula of a year; money rows may have a total."""

    key: str
    label: str
    values: Sequence[float]
    formula: Callable[["Layout", int], str]
    unit: str = MONEY
    tier: str = ""
    summed: bool = True
    strong: bool = False


@dataclass(frozen=True)
class Layout:
    """Where each row of the sheet stands, by key."""

    rows: Mapping[str, int]
    years: int

    def here(self, key: str, year: int) -> str:
        """A figure's address within the sheet."""
        return f"{_column(year)}{self.rows[key] + 1}"

    def across(self, key: str, first_year: int = 0) -> str:
        """A row from a year to the last, within the sheet."""
        return f"{self.here(key, first_year)}:{self.here(key, self.years - 1)}"

    def cell(self, key: str, year: int) -> str:
        """A figure's address for other sheets."""
        return f"'{NAME}'!${_column(year)}${self.rows[key] + 1}"

    def range(self, key: str, first_year: int = 0) -> str:
        """A row from a year to the last, for other sheets."""
        last = f"${_column(self.years - 1)}${self.rows[key] + 1}"
        return f"{self.cell(key, first_year)}:{last}"

    def heads(self) -> str:
        """The names of the years, for other sheets."""
        row = _HEADING_ROW + 1
        return f"'{NAME}'!${_column(0)}${row}:${_column(self.years - 1)}${row}"

    def total(self, key: str) -> str:
        """A row's undiscounted total, for other sheets."""
        return self.cell(key, self.years)

    def present(self, key: str) -> str:
        """A row's present value, for other sheets."""
        return self.cell(key, self.years + 1)


def _column(year: int) -> str:
    return str(xl_col_to_name(_FIRST_YEAR_COLUMN + year))


def cash_flow_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, names: Mapping[str, str]
) -> Layout:
    """Write the sheet; returns where its rows stand."""
    case = pack.case
    sections = _sections(case, names)
    layout = Layout(_positions(sections), case.horizon + 1)
    widths = [48.0, 17.0, 17.0, *[14.0] * (layout.years + 2)]
    sheet = Sheet(book, NAME, styles, widths)
    sheet.title(
        NAME,
        "The initial column is today and is not discounted; each year's flow falls at its end. "
        "Costs are positive and are taken off in the net benefit. Every figure is a formula over "
        "the named cells of the sheets 'Assumptions' and 'Simulator results' and over other rows.",
    )
    heads = ("Line", "Unit", "Tier", *columns(case.horizon))
    sheet.heading(_HEADING_ROW, heads, figures=range(_FIRST_YEAR_COLUMN, len(heads)))
    sheet.page.freeze_panes(_HEADING_ROW + 1, _FIRST_YEAR_COLUMN)
    sheet.page.repeat_rows(_HEADING_ROW)
    for title, entries in sections:
        sheet.section(layout.rows[entries[0].key] - 1, title)
        for entry in entries:
            _write(sheet, layout, entry, pack)
    return layout


def _positions(sections: Iterable[tuple[str, Sequence[Entry]]]) -> dict[str, int]:
    rows: dict[str, int] = {}
    row = _HEADING_ROW + 1
    for _, entries in sections:
        row += 1
        for entry in entries:
            rows[entry.key] = row
            row += 1
        row += 1
    return rows


def _write(sheet: Sheet, layout: Layout, entry: Entry, pack: BoardPack) -> None:
    row, last = layout.rows[entry.key], layout.years - 1
    kind = kind_of(entry.unit, *entry.values)
    if kind == "plain":
        kind = "whole" if all(float(value).is_integer() for value in entry.values) else "times"
    style = sheet.styles.total if entry.strong else sheet.styles.of
    sheet.text(row, 0, entry.label, style("text"))
    sheet.text(row, 1, entry.unit.replace(MONEY, pack.currency), style("text"))
    sheet.text(row, 2, entry.tier, style("text"))
    for year, value in enumerate(entry.values):
        column = _FIRST_YEAR_COLUMN + year
        sheet.formula(row, column, entry.formula(layout, year), value, style(kind))
    if entry.summed:
        column = _FIRST_YEAR_COLUMN + layout.years
        across, later = layout.across(entry.key), layout.across(entry.key, min(1, last))
        rate = pack.case.values[DISCOUNT_RATE]
        present = float(np.sum(entry.values * (1 + rate) ** -np.arange(layout.years)))
        sheet.formula(row, column, f"SUM({across})", float(np.sum(entry.values)), style(kind))
        worth = f"{layout.here(entry.key, 0)}+NPV({DISCOUNT_RATE},{later})"
        sheet.formula(row, column + 1, worth, present, style(kind))


def _sections(case: Case, names: Mapping[str, str]) -> list[tuple[str, list[Entry]]]:
    def lines(kind: RowKind, tiers: Sequence[Tier] = tuple(Tier)) -> list[Entry]:
        return [_line(line, names) for line in case.of_kind(kind, tiers)]

    benefits, costs = lines(RowKind.BENEFIT, HEADLINE), lines(RowKind.COST)
    outside = lines(RowKind.BENEFIT, FENCED)
    strategic = [line.row.id for line in case.of_kind(RowKind.BENEFIT, (Tier.STRATEGIC,))]
    headline, with_value = case.headline, case.with_value
    year = Entry(
        YEAR,
        "Year",
        [float(year) for year in range(case.horizon + 1)],
        lambda at, year: f"{at.here(YEAR, year - 1)}+1" if year else "0",
        unit="years",
        summed=False,
    )
    all_costs = _sum(COSTS, "Total costs", costs, headline.costs)
    gained = _sum(f"{HEADLINE_BLOCK} benefits", "Total benefits", benefits, headline.benefits)
    valued = _sum(
        f"{VALUE_BLOCK} benefits",
        "Total benefits including your value",
        [gained, *(entry for entry in outside if entry.key in strategic)],
        with_value.benefits,
    )
    return [
        ("Working figures", [year, *lines(RowKind.MEMO)]),
        ("Benefits in the headline", [*benefits, gained]),
        ("Costs", [*costs, all_costs]),
        ("Net benefit, headline", _net(HEADLINE_BLOCK, headline)),
        ("Outside the headline, never added to it", outside),
        (
            "Net benefit, including your value of unresolved contacts",
            [valued, *_net(VALUE_BLOCK, with_value)],
        ),
        ("Steps towards the measures, headline", _steps(HEADLINE_BLOCK, headline)),
        ("Steps towards the measures, including your value", _steps(VALUE_BLOCK, with_value)),
        ("For the picture", [_negative(all_costs)]),
    ]


def _line(line: Line, names: Mapping[str, str]) -> Entry:
    formula = line.row.parsed

    def written(at: Layout, year: int) -> str:
        cells = dict(names) | {key: at.here(key, year) for key in at.rows}
        earlier = {key: at.here(key, year - 1) if year else "0" for key in at.rows}
        return in_cells(formula, cells, earlier)

    return Entry(
        key=line.row.id,
        label=line.row.label,
        values=line.yearly,
        formula=written,
        unit=line.row.unit,
        tier=line.row.tier or "",
        summed=line.row.kind is not RowKind.MEMO or line.row.id == UNRESOLVED,
    )


def _sum(key: str, label: str, entries: Sequence[Entry], values: Sequence[float]) -> Entry:
    def written(at: Layout, year: int) -> str:
        return f"SUM({','.join(at.here(entry.key, year) for entry in entries)})"

    return Entry(key, label, values, written, strong=True)


def _negative(costs: Entry) -> Entry:
    return Entry(
        COSTS_BELOW,
        "Costs, below zero",
        [-value for value in costs.values],
        lambda at, year: f"-{at.here(costs.key, year)}",
        summed=False,
    )


def _net(block: str, appraisal: Appraisal) -> list[Entry]:
    net, discounted = f"{block} net", f"{block} discounted"

    def running(of: str, key: str) -> Callable[[Layout, int], str]:
        return lambda at, year: (
            f"{at.here(key, year - 1)}+{at.here(of, year)}" if year else at.here(of, year)
        )

    return [
        Entry(
            net,
            "Net benefit",
            appraisal.net,
            lambda at, year: f"{at.here(f'{block} benefits', year)}-{at.here(COSTS, year)}",
            strong=True,
        ),
        Entry(
            discounted,
            "Net benefit, discounted",
            appraisal.discounted,
            lambda at, year: f"{at.here(net, year)}/(1+{DISCOUNT_RATE})^{at.here(YEAR, year)}",
            summed=False,
        ),
        Entry(
            f"{block} cumulative",
            "Cumulative",
            appraisal.cumulative,
            running(net, f"{block} cumulative"),
            summed=False,
        ),
        Entry(
            f"{block} discounted cumulative",
            "Cumulative, discounted",
            appraisal.discounted_cumulative,
            running(discounted, f"{block} discounted cumulative"),
            summed=False,
        ),
    ]


def _steps(block: str, appraisal: Appraisal) -> list[Entry]:
    """Rows that find changes of sign and the moment at which the money is back."""
    net, sign = f"{block} net", f"{block} sign"
    signs = _signs(appraisal.net)
    changes = [0.0, *(float(a * b < 0) for a, b in pairwise(signs))]

    def back(key: str, label: str, total: str, values: Sequence[float]) -> Entry:
        def written(at: Layout, year: int) -> str:
            if not year:
                return "0"
            before, now = at.here(total, year - 1), at.here(total, year)
            moment = f"{at.here(YEAR, year - 1)}-{before}/({now}-{before})"
            return f"IF(AND({before}<0,{now}>=0),{moment},0)"

        return Entry(key, label, _moments(values), written, unit="years", summed=False)

    return [
        Entry(
            sign,
            "Sign of the net benefit so far",
            signs,
            lambda at, year: (
                f"IF({at.here(net, year)}=0,{at.here(sign, year - 1)},SIGN({at.here(net, year)}))"
                if year
                else f"SIGN({at.here(net, year)})"
            ),
            unit="1 or -1",
            summed=False,
        ),
        Entry(
            f"{block} changes",
            "Change of sign",
            changes,
            lambda at, year: (
                f"IF({at.here(sign, year - 1)}*{at.here(sign, year)}<0,1,0)" if year else "0"
            ),
            unit="1 where it changes",
            summed=False,
        ),
        back(f"{block} back", "Money back", f"{block} cumulative", appraisal.cumulative),
        back(
            f"{block} discounted back",
            "Money back, discounted",
            f"{block} discounted cumulative",
            appraisal.discounted_cumulative,
        ),
    ]


def _signs(net: Sequence[float]) -> list[float]:
    signs = [float(np.sign(net[0]))]
    for flow in net[1:]:
        signs.append(float(np.sign(flow)) if flow else signs[-1])
    return signs


def _moments(total: Sequence[float]) -> list[float]:
    moments = [0.0]
    for year, (before, now) in enumerate(pairwise(total)):
        moments.append(year - before / (now - before) if before < 0 <= now else 0.0)
    return moments
