"""The case as a table, year by year, and how each of its figures comes about."""

import math

from workbench.business_case.case import UNRESOLVED_VALUE, Appraisal, Case, Line
from workbench.business_case.formula import MONTH, in_words
from workbench.business_case.rows import FALLS_AFTER, HEADLINE, RowKind, Tier, labels
from workbench.evidence.assumptions import Register
from workbench.evidence.units import MINUS
from workbench.frozen import Frozen

FENCED = (Tier.CAPACITY, Tier.STRATEGIC, Tier.EXPECTED)


class TableRow(Frozen):
    """One row of the table; `row_id` is `None` for totals."""

    section: str
    label: str
    tier: str = ""
    yearly: tuple[float, ...]
    total: float
    present_value: float
    row_id: str | None = None


class Table(Frozen):
    """Columns of figures with their rows; sections follow one another in order.

    `left_out` are the labels of lines that are zero throughout.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    left_out: tuple[str, ...] = ()


class Trace(Frozen):
    """A figure's formula in words and with the figures of one month."""

    words: str
    figures: str


def columns(horizon: int) -> tuple[str, ...]:
    """Initial, Year 1 to the horizon, Total, Present value."""
    return (
        "Initial",
        *(f"Year {year}" for year in range(1, horizon + 1)),
        "Total",
        "Present value",
    )


def tei_table(case: Case) -> Table:
    """Benefits that count, costs, net, and what is shown outside the headline.

    The layout of Forrester's Total Economic Impact studies. Costs are positive; lines that are zero
    throughout are left out and named, except the value of unresolved contacts, which says that it
    is zero.
    """
    headline, with_value = case.headline, case.with_value
    rows = [_row("Benefits", line) for line in case.of_kind(RowKind.BENEFIT, HEADLINE)]
    rows.append(_total("Benefits", "Total benefits", headline.benefits, headline.present_benefits))
    rows += [_row("Costs", line) for line in case.of_kind(RowKind.COST)]
    rows.append(_total("Costs", "Total costs", headline.costs, headline.present_costs))
    if case.conventions.taxed:
        worth = headline.present_benefits - headline.present_costs - headline.npv
        rows.append(_total("Net", "Tax on benefits less costs", headline.tax, worth))
    rows.append(_net("Net", "Net benefit", headline))
    outside = "Outside the headline"
    rows += [_row(outside, line) for line in case.of_kind(RowKind.BENEFIT, FENCED)]
    if case.counts_value:
        label = "Net benefit including your value of unresolved contacts"
        rows.append(_net(outside, label, with_value))
    kept = [row for row in rows if row.row_id is None or any(row.yearly) or _always(row)]
    left_out = tuple(row.label for row in rows if row not in kept)
    return Table(columns=columns(case.horizon), rows=tuple(kept), left_out=left_out)


def trace(case: Case, register: Register, row_id: str, month: int) -> Trace:
    """How a row's figure of one month comes about, in the run with the change.

    Raises ValueError when there is no such row or month.
    """
    lines = {line.row.id: line for line in case.lines}
    if row_id not in lines or not 0 <= month <= case.months:
        raise ValueError(f"no row {row_id!r} in month {month}; accepted: months 0 to {case.months}")
    formula = lines[row_id].row.parsed
    spoken = labels(case.rows, {key: register[key].label for key in register})
    falls = float(case.conventions.timing.years(case.months)[month])
    figures = {**case.values, **case.results, MONTH: float(month), FALLS_AFTER: falls}
    figures |= {key: line.monthly[month] for key, line in lines.items()}
    before = {key: line.monthly[month - 1] if month else 0.0 for key, line in lines.items()}
    apart = {key: (line.without or line.monthly)[month] for key, line in lines.items()}
    return Trace(
        words=in_words(formula, spoken),
        figures=in_words(
            formula,
            {key: _figure(value) for key, value in figures.items()},
            {key: _figure(value) for key, value in before.items()},
            {key: _figure(value) for key, value in apart.items()},
        )
        + f"{_adjusted(case, row_id)} = {_figure(lines[row_id].monthly[month])}",
    )


def _adjusted(case: Case, row_id: str) -> str:
    """What the conventions do to a line after its formula, as a reader checks it."""
    said = ""
    share = case.conventions.attribution.get(row_id, 1.0)
    if share != 1:
        said += f", of which {share:.0%} is claimed"
    row = case.line(row_id).row
    if haircut := case.conventions.pricing.haircut(row_id, row.haircut):
        sign = "−" if row.kind is RowKind.BENEFIT else "+"
        said += f", {sign}{haircut:.0%} for risk"
    if start := case.conventions.counts_from.get(row_id):
        said += f", counted from month {start}"
    return said


def _row(section: str, line: Line) -> TableRow:
    return TableRow(
        section=section,
        label=line.row.label,
        tier=line.row.tier or "",
        yearly=line.yearly,
        total=line.total,
        present_value=line.present_value,
        row_id=line.row.id,
    )


def _total(section: str, label: str, yearly: tuple[float, ...], present: float) -> TableRow:
    return TableRow(
        section=section, label=label, yearly=yearly, total=sum(yearly), present_value=present
    )


def _net(section: str, label: str, appraisal: Appraisal) -> TableRow:
    return _total(section, label, appraisal.net, appraisal.npv)


def _always(row: TableRow) -> bool:
    return row.row_id == UNRESOLVED_VALUE


def _figure(value: float) -> str:
    """To seven figures, so that whoever works a line out again gets what it says."""
    size = abs(value)
    decimals = 6 if size < 1 else max(0, 6 - int(math.log10(size)))
    text = f"{size:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS if value < 0 and text != '0' else ''}{text}"
