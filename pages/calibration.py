"""Calibration: what a centre's own rows say, the queue first and then how people respond."""

import streamlit as st

from workbench.ui.calibration_links import show_links
from workbench.ui.calibration_queue import show_queue
from workbench.ui.current import register
from workbench.ui.operations_upload import operations_upload
from workbench.ui.page import begin, then
from workbench.ui.plain import plain
from workbench.ui.row_calibration import row_calibration

workshop = begin("Calibration", "What do our own rows say?")
try:
    found = row_calibration(workshop)
except ValueError as problem:
    found = None
    st.error(f"The figures in force describe no centre: {plain(str(problem))}.")
if found is None:
    st.header("Put in your own days, and the model is held against them", anchor=False)
    st.write(
        "Two weeks test the queue; six weeks let the rows speak about people. More columns tell "
        "more: the full template has those for service level, plan, absence and leavers."
    )
    operations_upload(workshop)
else:
    st.header(plain(found.finding), anchor=False)
    show_queue(workshop, found, register(workshop))
    show_links(workshop, found)
    st.header("The rows", anchor=False)
    operations_upload(workshop)
then(
    "headroom",
    "Go to the headroom simulator",
    "See what follows from the figures that are in force.",
)
