"""The monthly sheet: both runs of the model, each cell a formula over named cells and rows."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from xlsxwriter import Workbook

from workbench.board_pack.agreed import attribution_name, haircut_name, rate_formula
from workbench.board_pack.grid import Entry, Layout, laid_out, write_grid
from workbench.board_pack.pack import BoardPack
from workbench.board_pack.sheet import Sheet, Styles
from workbench.business_case.case import Appraisal, Case, Line
from workbench.business_case.conventions import TAX_RATE, Timing
from workbench.business_case.formula import MONTH, in_cells
from workbench.business_case.monthly import YEAR
from workbench.business_case.rows import FALLS_AFTER, HEADLINE, RowKind, Tier
from workbench.business_case.table import FENCED

NAME = "Monthly model"
HEADLINE_BLOCK, VALUE_BLOCK = "headline", "with value"
COSTS, FACTOR, WHEN, WHOLE_YEARS = "costs", "factor", "when", "whole years"
APART = "without "

_TITLE = (
    "Month 0 is today. The model is run twice: states are worked out with the change and without "
    "it, where every driver is zero; value is one run less the other. Every figure is a formula "
    "over the named cells of the sheets 'Assumptions', 'Simulator results' and 'Audit' and over "
    "other rows."
)


def months_sheet(
    book: Workbook, styles: Styles, pack: BoardPack, names: Mapping[str, str]
) -> Layout:
    """Write the sheet; returns where its rows stand."""
    case = pack.case
    sections = _sections(case, names)
    layout = laid_out(NAME, sections, case.months + 1)
    sheet = Sheet(book, NAME, styles, [48.0, 17.0, 17.0, *[12.0] * layout.periods])
    sheet.title(NAME, "")
    sheet.text(1, 0, _TITLE)
    heads = ["Today", *(f"Month {month}" for month in range(1, case.months + 1))]
    write_grid(sheet, layout, sections, heads, pack.currency)
    return layout


def _sections(case: Case, names: Mapping[str, str]) -> list[tuple[str, list[Entry]]]:
    driven = case.rows.driven

    def lines(kind: RowKind, tiers: Sequence[Tier] = tuple(Tier)) -> list[Entry]:
        return [_line(case, line, names) for line in case.of_kind(kind, tiers)]

    memos = case.of_kind(RowKind.MEMO)
    before = [_line(case, line, names) for line in memos if line.row.id not in driven]
    after = [_line(case, line, names) for line in memos if line.row.id in driven]
    apart = [
        _line(case, line, names, apart=True) for line in case.of_kind(RowKind.STATE) if line.without
    ]
    benefits, costs = lines(RowKind.BENEFIT, HEADLINE), lines(RowKind.COST)
    outside = lines(RowKind.BENEFIT, FENCED)
    strategic = [line.row.id for line in case.of_kind(RowKind.BENEFIT, (Tier.STRATEGIC,))]
    valued = [*benefits, *(entry for entry in outside if entry.key in strategic)]
    found = [
        ("Time and discounting", _time(case)),
        ("Working figures", before),
        ("Drivers: what the change does", lines(RowKind.DRIVER)),
        ("States without the change", apart),
        ("States with the change", lines(RowKind.STATE)),
        ("Compared", after),
        ("Benefits in the headline", [*benefits, _sum(f"{HEADLINE_BLOCK} benefits", benefits)]),
        ("Costs", [*costs, _sum(COSTS, costs, "Total costs")]),
        ("Outside the headline, never added to it", outside),
        ("Headline", _net(case, HEADLINE_BLOCK, case.headline)),
        (
            "Including your value",
            [
                _sum(f"{VALUE_BLOCK} benefits", valued, "Total benefits including your value"),
                *_net(case, VALUE_BLOCK, case.with_value),
            ],
        ),
    ]
    return [(title, entries) for title, entries in found if entries]


def _time(case: Case) -> list[Entry]:
    timing, months = case.conventions.timing, range(case.months + 1)
    when = timing.years(case.months)
    rate = rate_formula(case)

    def falls(at: Layout, month: int) -> str:
        if not month:
            return "0"
        if timing is Timing.MONTH_END:
            return f"{at.here(MONTH, month)}/12"
        half = "-1/(1+1)" if timing is Timing.MID_YEAR else ""
        return f"{at.here(WHOLE_YEARS, month)}{half}"

    def year(at: Layout, month: int) -> str:
        before = at.here(WHOLE_YEARS, month - 1) if month else "0"
        return f"{before}+1" if month % YEAR == 1 else before

    return [
        Entry(
            MONTH,
            "Month",
            [float(month) for month in months],
            lambda at, month: f"{at.here(MONTH, month - 1)}+1" if month else "0",
            unit="months",
        ),
        Entry(
            WHOLE_YEARS, "Year", [float(-(-month // YEAR)) for month in months], year, unit="years"
        ),
        Entry(WHEN, "Falls after", when.tolist(), falls, unit="years"),
        Entry(
            FACTOR,
            "Worth today of 1",
            ((1 + case.rate) ** -when).tolist(),
            lambda at, month: f"1/(1+{rate})^{at.here(WHEN, month)}",
            unit="times",
        ),
    ]


def _line(case: Case, line: Line, names: Mapping[str, str], *, apart: bool = False) -> Entry:
    row, formula = line.row, line.row.parsed
    doubled = {each.row.id for each in case.lines if each.without}
    drivers = {each.id for each in case.rows.of_kind(RowKind.DRIVER)}

    def written(at: Layout, month: int) -> str:
        here, earlier, without = dict(names), {}, {}
        for each in case.lines:
            key = each.row.id
            place = APART + key if apart and key in doubled else key
            idle = apart and key in drivers
            here[key] = "0" if idle else at.here(place, month)
            earlier[key] = at.here(place, month - 1) if month and not idle else "0"
            without[key] = at.here(APART + key if key in doubled else key, month)
        here |= {MONTH: at.here(MONTH, month), FALLS_AFTER: at.here(WHEN, month)}
        return _agreed(case, row.id, in_cells(formula, here, earlier, without), month)

    return Entry(
        key=APART + row.id if apart else row.id,
        label=row.label,
        values=line.without if apart else line.monthly,
        formula=written,
        unit=row.unit,
        tier=row.tier or "",
    )


def _agreed(case: Case, row_id: str, formula: str, month: int) -> str:
    """The formula with what the conventions do to the row."""
    row, agreed = case.line(row_id).row, case.conventions
    if row.kind is RowKind.DRIVER and agreed.attribution.get(row_id, 1.0) != 1:
        return f"({formula})*{attribution_name(row_id)}"
    if agreed.pricing.haircut(row_id, row.haircut):
        sign = "-" if row.kind is RowKind.BENEFIT else "+"
        formula = f"({formula})*(1{sign}{haircut_name(row_id)})"
    start = agreed.counts_from.get(row_id)
    if start is not None and month < start:
        return f"0*({formula})"
    return formula


def _sum(key: str, entries: Sequence[Entry], label: str = "Total benefits") -> Entry:
    values = np.sum([entry.values for entry in entries], axis=0).tolist()

    def written(at: Layout, month: int) -> str:
        return "+".join(at.here(entry.key, month) for entry in entries)

    return Entry(key, label, values, written, strong=True)


def _net(case: Case, block: str, appraisal: Appraisal) -> list[Entry]:
    net, discounted, placed = f"{block} net", f"{block} discounted", f"{block} placed"
    total, worth = f"{block} cumulative", f"{block} discounted cumulative"
    factors = (1 + case.rate) ** -case.conventions.timing.years(case.months)
    flows = np.asarray(appraisal.monthly)
    kept = f"*(1-{TAX_RATE})" if case.conventions.taxed else ""

    def counted(at: Layout, month: int) -> str:
        gained, spent = at.here(f"{block} benefits", month), at.here(COSTS, month)
        return f"({gained}-{spent}){kept}" if kept else f"{gained}-{spent}"

    def running(of: str, key: str) -> Callable[[Layout, int], str]:
        return lambda at, month: (
            f"{at.here(key, month - 1)}+{at.here(of, month)}" if month else at.here(of, month)
        )

    cumulative, present = np.cumsum(flows), np.cumsum(flows * factors)
    return [
        Entry(net, "Net benefit", flows.tolist(), counted, strong=True),
        Entry(
            discounted,
            "Net benefit, discounted",
            (flows * factors).tolist(),
            lambda at, month: f"{at.here(net, month)}*{at.here(FACTOR, month)}",
        ),
        Entry(total, "Cumulative", cumulative.tolist(), running(net, total)),
        Entry(worth, "Cumulative, discounted", present.tolist(), running(discounted, worth)),
        _back(f"{block} back", "Money back", total, cumulative.tolist()),
        _back(f"{block} discounted back", "Money back, discounted", worth, present.tolist()),
        *_steps(case, block, net, placed, flows.tolist()),
    ]


def _back(key: str, label: str, total: str, values: Sequence[float]) -> Entry:
    def written(at: Layout, month: int) -> str:
        if not month:
            return "0"
        before, now = at.here(total, month - 1), at.here(total, month)
        moment = f"{at.here(MONTH, month - 1)}-{before}/({now}-{before})"
        return f"IF(AND({before}<0,{now}>=0),{moment},0)"

    moments = [0.0]
    for month, (before, now) in enumerate(pairwise(values)):
        moments.append(float(month - before / (now - before)) if before < 0 <= now else 0.0)
    return Entry(key, label, moments, written, unit="months")


def _steps(case: Case, block: str, net: str, placed: str, flows: Sequence[float]) -> list[Entry]:
    """Flows in the months in which they are taken to fall, and their changes of sign."""
    timing, sign = case.conventions.timing, f"{block} sign"
    moved = timing.placed(np.asarray(flows))
    signs: list[float] = []
    for flow in moved:
        signs.append(float(np.sign(flow)) if flow or not signs else signs[-1])
    changes = [0.0, *(float(a * b < 0) for a, b in pairwise(signs))]

    def falls(at: Layout, month: int) -> str:
        if not month or timing is Timing.MONTH_END:
            return at.here(net, month)
        last = month + YEAR // 2 if timing is Timing.MID_YEAR else month
        if last % YEAR:
            return "0"
        return f"SUM({at.across(net, last - YEAR + 1, last)})"

    return [
        Entry(placed, "Net benefit where it falls", moved.tolist(), falls),
        Entry(
            sign,
            "Sign of the net benefit so far",
            signs,
            lambda at, month: (
                f"IF({at.here(placed, month)}=0,{at.here(sign, month - 1)},"
                f"SIGN({at.here(placed, month)}))"
                if month
                else f"SIGN({at.here(placed, month)})"
            ),
            unit="1 or -1",
        ),
        Entry(
            f"{block} changes",
            "Change of sign",
            changes,
            lambda at, month: (
                f"IF({at.here(sign, month - 1)}*{at.here(sign, month)}<0,1,0)" if month else "0"
            ),
            unit="1 where it changes",
        ),
    ]
