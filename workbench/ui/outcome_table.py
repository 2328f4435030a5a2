"""Every result of the simulator, today beside the scenario."""

import streamlit as st

from workbench.headroom.comparison import Comparison
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.measures import Measure, measures
from workbench.ui.plain import plain


def outcome_table(found: Comparison, name: str, currency: str) -> None:
    """Today, the scenario, the difference, and how far the figures let one tell."""
    rows: list[FigureRow] = []
    group = ""
    for measure in measures(float(found.figures.centre.service_threshold)):
        if measure.group != group:
            group = measure.group
            rows.append(FigureRow(group, weight=Weight.SECTION))
        rows.append(_row(measure, found, currency))
    columns = ("Result", "Today", name, "Difference", "Range of the difference")
    figure_table(columns, rows, caption=f"Every result, today and {name}", words=frozenset())
    st.caption(
        "Range: P10 to P90, each assumption moved alone and the swings combined as independent. "
        "A year has 52 weeks. Repeat contacts and people who try again are counted in all figures."
    )
    for note in dict.fromkeys((*found.today.notes, *found.scenario.notes)):
        st.caption(plain(note))


def _row(measure: Measure, found: Comparison, currency: str) -> FigureRow:
    difference = found.differences.get(measure.field)
    name, *cells = measure.written(found.today, found.scenario, difference, currency)
    return FigureRow(name, tuple(cells))
