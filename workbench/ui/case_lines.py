"""The case by line and year, and one line opened to its formula and its sources."""

from collections.abc import Sequence

import streamlit as st

from workbench.business_case.case import Case
from workbench.business_case.lineage import Lineage, lineage
from workbench.business_case.money import money
from workbench.business_case.monthly import YEAR as MONTHS
from workbench.business_case.rows import MONEY, RowKind
from workbench.business_case.sentences import terms
from workbench.business_case.table import Table, TableRow, tei_table
from workbench.charts.amounts import Scale
from workbench.evidence.assumptions import Register
from workbench.evidence.units import MINUS, digits, figure_in_words, range_in_words
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.plain import plain

OUTSIDE = "Outside the headline"
LINE, YEAR = "case_line", "case_year"


def line_table(case: Case, currency: str) -> None:
    """Benefits, costs and net by line and year, what is outside the headline fenced off."""
    table = tei_table(case)
    largest = max(abs(value) for row in table.rows for value in row.yearly)
    scale = Scale.THOUSAND if largest >= Scale.MILLION.size else Scale.ONE
    rows: list[FigureRow] = []
    section = ""
    for row in table.rows:
        if row.section != section:
            section = row.section
            name = f"{OUTSIDE}: shown, never added to it" if section == OUTSIDE else section
            rows.append(FigureRow(name, weight=Weight.SECTION))
        rows.append(_line(row, scale))
    figure_table(
        (scale.unit(currency), *table.columns),
        rows,
        caption=f"The case by line and year, in {scale.unit(currency)}",
    )
    st.caption(
        f"In {scale.unit(currency)}, {terms(case)}. Costs are positive and are taken off in the "
        f"net benefit. Rounded for reading: sums are of the unrounded figures.{_left_out(table)}"
    )


def line_trace(case: Case, held: Register, currency: str) -> None:
    """One line opened: its formula in words and in figures, and every assumption behind it."""
    lines = {
        line.row.id: line for kind in (RowKind.BENEFIT, RowKind.COST) for line in case.of_kind(kind)
    }
    labels = {key: line.row.label for key, line in lines.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Open a line", list(lines), format_func=labels.__getitem__, key=LINE,
            index=list(lines).index(_largest(case)), persist_state="session", width=360,
        )  # fmt: skip
        shown = list(range(case.horizon + 1))
        if st.session_state.get(YEAR) not in shown:
            st.session_state[YEAR] = _first_year(lines[chosen].yearly)
        year = st.segmented_control(
            "Year", shown, format_func=lambda year: str(year) if year else "Initial",
            key=YEAR, persist_state="session", required=True,
        )  # fmt: skip
    row = lines[chosen].row
    month = MONTHS * (year or 0)
    found = lineage(case, held, chosen, month)
    with st.container(border=True):
        tier = f"{row.tier}: {row.tier.meaning}. " if row.tier else ""
        st.markdown(
            f"**{plain(row.label)}, {'initial' if not year else f'year {year}'}: "
            f"{plain(money(case.line(chosen).yearly[year or 0], currency))}**"
        )
        st.markdown(
            plain(f"{row.source} {tier.capitalize()}Owner: {row.owner}. Ledger line: {row.ledger}.")
        )
        if year:
            st.caption(f"Below: the last of that year's twelve months, month {month}.")
        _steps(found, currency)
        _assumptions(found, currency)


def _left_out(table: Table) -> str:
    if not table.left_out:
        return ""
    return f" Left out, because they come to nothing in every year: {'; '.join(table.left_out)}."


def _line(row: TableRow, scale: Scale) -> FigureRow:
    figures = (*row.yearly, row.total, row.present_value)
    weight = Weight.OUTSIDE if row.section == OUTSIDE else Weight.LINE
    weight = Weight.TOTAL if row.row_id is None and row.section != OUTSIDE else weight
    return FigureRow(row.label, [_whole(f, scale) for f in figures], weight, row.tier)


def _whole(amount: float, scale: Scale) -> str:
    size = round(abs(amount) / scale.size)
    return f"{MINUS if amount < 0 and size else ''}{size:,}"


def _largest(case: Case) -> str:
    counted = (*case.of_kind(RowKind.COST), *case.of_kind(RowKind.BENEFIT, case.headline.tiers))
    return max(counted, key=lambda line: abs(line.present_value)).row.id


def _first_year(yearly: Sequence[float]) -> int:
    return next((year for year, amount in enumerate(yearly) if amount), 0)


def _steps(found: Lineage, currency: str) -> None:
    rows = [
        FigureRow(
            step.label,
            (
                figure_in_words(step.value, step.unit, currency)
                if step.unit.startswith(MONEY)
                else digits(step.value),
                step.trace.words,
                step.trace.figures,
            ),
        )
        for step in found.steps
    ]
    figure_table(
        ("How it comes about", "Figure", "In words", "In figures"),
        rows,
        caption="The line's formula, and the figures that it is made of",
        words=frozenset({2, 3}),
    )
    if found.results:
        named = "; ".join(f"{label} {digits(value)}" for label, value in found.results.items())
        st.caption(f"From the simulator: {plain(named)}.")


def _assumptions(found: Lineage, currency: str) -> None:
    rows = [
        FigureRow(
            assumption.label,
            (
                figure_in_words(assumption.p50, assumption.unit, currency),
                range_in_words(assumption, currency),
                f"{assumption.grade}, {assumption.grade.meaning}",
                assumption.source,
            ),
        )
        for assumption in found.assumptions
    ]
    if rows:
        figure_table(
            ("Assumption", "Value", "P10 to P90", "Evidence", "Source"),
            rows,
            caption="The assumptions behind this line, with their sources",
            words=frozenset({3, 4}),
        )
