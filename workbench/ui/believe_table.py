"""What one would have to believe of every figure: where it turns the case, and the chance of it."""

import streamlit as st

from workbench.business_case.believing import believe_rows, believe_title
from workbench.ui.case import Built
from workbench.ui.case_head import Shown
from workbench.ui.case_moves import turning_points_of
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.plain import plain

COLUMNS = ("Figure", "Today", "Turns the case at", "Chance that it lies beyond", "Evidence")


def believe_table(shown: Built, view: Shown, currency: str) -> None:
    """Every figure with its break-even, today's value and the chance of lying beyond, on demand."""
    opened = st.expander(
        "Every figure: what would turn the case",
        icon=":material/balance:",
        key="believe_all",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        try:
            points = turning_points_of(shown, view)
        except ValueError as error:
            st.error(plain(f"The case cannot be tried in other futures: {error}."))
            return
        st.markdown(f"**{plain(believe_title(points))}**")
        figure_table(
            COLUMNS,
            [FigureRow(name, rest) for name, *rest in believe_rows(points, currency)],
            caption="What one would have to believe of every figure",
            words=frozenset({1, 2, 3, 4}),
        )
        st.caption(
            "Each figure alone is moved through its range, out to one outcome in a thousand, with "
            "all others as expected. The chance is read off its own range, widened where it is an "
            "expert's."
        )
