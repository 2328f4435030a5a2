"""Who owns each line of the case: its tier, its owner, its budget line, and from when it counts."""

import streamlit as st

from workbench.business_case.case import Case, Line
from workbench.business_case.rows import HEADLINE, RowKind
from workbench.ui.case_file import Said
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.line_terms import line_start
from workbench.workshop.workshop import Workshop


def line_owners(workshop: Workshop, case: Case, said: Said) -> None:
    """Every line that comes to anything; what is outside the headline is fenced off."""
    lines = [
        line
        for kind in (RowKind.BENEFIT, RowKind.COST)
        for line in case.of_kind(kind)
        if any(line.monthly)
    ]
    opened = st.expander(
        "Who owns each line", icon=":material/badge:", key="owners", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        figure_table(
            ("Line", "Tier", "Owner", "Budget line", "Counts from"),
            [
                FigureRow(
                    line.row.label,
                    (
                        str(line.row.tier or "cost"),
                        said.file.owners.get(line.row.id, line.row.owner),
                        line.row.ledger,
                        _from(line),
                    ),
                    Weight.OUTSIDE
                    if line.row.tier is not None and line.row.tier not in HEADLINE
                    else Weight.LINE,
                )
                for line in lines
            ],
            caption="The lines of the case with tier, owner, budget line and first month",
            words=frozenset({1, 2, 3, 4}),
        )
        line_start(workshop, case)


def _from(line: Line) -> str:
    return f"month {line.counts_from}" if line.counts_from else "today"
