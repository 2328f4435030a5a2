"""The cash-flow sheet: the yearly table, each figure the sum of its months."""

from collections.abc import Callable, Sequence
from typing import TypedDict

import numpy as np
from xlsxwriter import Workbook

from workbench.board_pack.grid import Entry, Layout, laid_out, write_grid
from workbench.board_pack.months import COSTS, FACTOR, HEADLINE_BLOCK, VALUE_BLOCK
from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import Sheet, Styles
from workbench.business_case.case import UNRESOLVED, Appraisal, Case, Line
from workbench.business_case.conventions import TAX_RATE
from workbench.business_case.monthly import YEAR
from workbench.business_case.rows import HEADLINE, RowKind, Tier
from workbench.business_case.table import FENCED, columns

NAME = "Cash flow"
COSTS_BELOW = "costs below zero"


def cash_flow_sheet(book: Workbook, styles: Styles, pack: BoardPack, months: Layout) -> Layout:
    """Write the sheet; returns where its rows stand."""
    case = pack.case
    sections = _sections(case, months)
    layout = laid_out(NAME, sections, case.horizon + 1)
    widths = [48.0, 17.0, 17.0, *[14.0] * (layout.periods + 2)]
    sheet = Sheet(book, NAME, styles, widths)
    sheet.title(
        NAME,
        "The initial column is today and is not discounted; each year is the sum of its months on "
        f"the sheet '{months.sheet}', whose flows are taken to fall {case.conventions.timing}. "
        "Costs are positive and are taken off in the net benefit.",
    )
    write_grid(sheet, layout, sections, columns(case.horizon), pack.currency)
    return layout


def _sections(case: Case, months: Layout) -> list[tuple[str, list[Entry]]]:
    def lines(kind: RowKind, tiers: Sequence[Tier] = tuple(Tier)) -> list[Entry]:
        return [_line(line, months) for line in case.of_kind(kind, tiers)]

    benefits, costs = lines(RowKind.BENEFIT, HEADLINE), lines(RowKind.COST)
    outside = lines(RowKind.BENEFIT, FENCED)
    outside.append(_line(case.line(UNRESOLVED), months))
    headline, with_value = case.headline, case.with_value
    spent = _total(COSTS, "Total costs", headline.costs, headline.present_costs, months)
    gained = _total(
        f"{HEADLINE_BLOCK} benefits",
        "Total benefits",
        headline.benefits,
        headline.present_benefits,
        months,
    )
    valued = _total(
        f"{VALUE_BLOCK} benefits",
        "Total benefits including your value",
        with_value.benefits,
        with_value.present_benefits,
        months,
    )
    return [
        ("Benefits in the headline", [*benefits, gained]),
        ("Costs", [*costs, spent]),
        ("Net benefit, headline", _net(case, HEADLINE_BLOCK, headline, months)),
        ("Outside the headline, never added to it", outside),
        (
            "Net benefit, including your value of unresolved contacts",
            [valued, *_net(case, VALUE_BLOCK, with_value, months)],
        ),
        ("For the picture", [_negative(spent)]),
    ]


def _of_year(months: Layout, key: str, year: int) -> str:
    """The months of a year on the monthly sheet."""
    if not year:
        return months.cell(key, 0)
    return months.range(key, YEAR * (year - 1) + 1, YEAR * year)


def _summed(months: Layout, key: str) -> Callable[[Layout, int], str]:
    return lambda _, year: (
        f"SUM({_of_year(months, key, year)})" if year else _of_year(months, key, 0)
    )


def _worth(months: Layout, key: str) -> str:
    return f"SUMPRODUCT({months.range(key)},{months.range(FACTOR)})"


class Ends(TypedDict):
    """The two columns after the last year."""

    total: tuple[str, float]
    present: tuple[str, float]


def _ends(months: Layout, key: str, total: float, present: float) -> Ends:
    return {
        "total": (f"SUM({months.range(key)})", total),
        "present": (_worth(months, key), present),
    }


def _line(line: Line, months: Layout) -> Entry:
    return Entry(
        line.row.id,
        line.row.label,
        line.yearly,
        _summed(months, line.row.id),
        unit=line.row.unit,
        tier=line.row.tier or "",
        **_ends(months, line.row.id, line.total, line.present_value),
    )


def _total(key: str, label: str, values: Sequence[float], present: float, months: Layout) -> Entry:
    ends = _ends(months, key, float(np.sum(values)), present)
    return Entry(key, label, values, _summed(months, key), strong=True, **ends)


def _negative(costs: Entry) -> Entry:
    return Entry(
        COSTS_BELOW,
        "Costs, below zero",
        [-value for value in costs.values],
        lambda at, year: f"-{at.here(costs.key, year)}",
    )


def _net(case: Case, block: str, appraisal: Appraisal, months: Layout) -> list[Entry]:
    net, discounted, tax = f"{block} net", f"{block} discounted", f"{block} tax"

    def running(of: str, key: str) -> Callable[[Layout, int], str]:
        return lambda at, year: (
            f"{at.here(key, year - 1)}+{at.here(of, year)}" if year else at.here(of, year)
        )

    def before(at: Layout, year: int) -> str:
        return f"{at.here(f'{block} benefits', year)}-{at.here(COSTS, year)}"

    taxed = case.conventions.taxed
    taxes = Entry(
        tax,
        "Tax on benefits less costs",
        appraisal.tax,
        lambda at, year: f"({before(at, year)})*{TAX_RATE}",
    )
    return [
        *([taxes] if taxed else []),
        Entry(
            net,
            "Net benefit",
            appraisal.net,
            lambda at, year: before(at, year) + (f"-{at.here(tax, year)}" if taxed else ""),
            strong=True,
            **_ends(months, net, float(np.sum(appraisal.net)), appraisal.npv),
        ),
        Entry(
            discounted,
            "Net benefit, discounted",
            appraisal.discounted,
            _summed(months, discounted),
        ),
        Entry(
            f"{block} cumulative",
            "Cumulative",
            appraisal.cumulative,
            running(net, f"{block} cumulative"),
        ),
        Entry(
            f"{block} discounted cumulative",
            "Cumulative, discounted",
            appraisal.discounted_cumulative,
            running(discounted, f"{block} discounted cumulative"),
        ),
    ]
