"""What drives the case, entered one figure at a time or brought in a file."""

import streamlit as st

from workbench.ui.case import Built, Ground
from workbench.ui.driver_files import driver_files
from workbench.ui.driver_form import driver_form
from workbench.workshop.workshop import Workshop

GROUPS = ("Value drivers", "Business case")
WHY = "It moves every page and the board pack."


def case_drivers(workshop: Workshop, on: Ground, shown: Built) -> None:
    """The form for one figure and the file for many."""
    figures = tuple(
        figure for group in GROUPS for figure in on.held.values() if figure.group == group
    )
    one = st.expander(
        "Enter or change a driver", icon=":material/edit:", key="driver_form", on_change="rerun"
    )
    if one.open:
        with one:
            choices = {figure.id: figure.label for figure in figures}
            driver_form(workshop, on, shown, choices, WHY)
    many = st.expander(
        "Bring driver data in a file",
        icon=":material/upload:",
        key="driver_files",
        on_change="rerun",
    )
    if many.open:
        with many:
            driver_files(workshop, shown, figures)
