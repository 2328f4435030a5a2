"""Assumptions: every figure used anywhere, where it comes from, and how to change it."""

import streamlit as st

from workbench.evidence.summary import sources_in_words
from workbench.ui.current import register
from workbench.ui.page import begin, then
from workbench.ui.register_edit import figure_details
from workbench.ui.register_table import FIGURE, csv_button, grades_picture, register_table
from workbench.ui.store import store
from workbench.voices.instrument import instrument

workshop = begin("Assumptions", "Where does each figure come from?")
held = register(workshop)
edits = store().edits.all(workshop.id)
changed = frozenset(edit.assumption_id for edit in edits)

told, drawn = st.columns([2, 3], gap="large")
with told:
    people = instrument().work_quantities.role.label.lower()
    st.markdown(f"### {sources_in_words(held.values(), people)}")
    st.write("Change a figure here and every page follows. Nothing is overwritten.")
    csv_button(workshop, held, changed)
with drawn:
    grades_picture(held)

register_table(workshop, held, changed)
key = st.selectbox(
    "Figure",
    list(held),
    index=None,
    format_func=lambda figure: held[figure].label,
    placeholder="Choose one in the table, or type its name",
    key=FIGURE,
    persist_state="session",
)
if key:
    figure_details(workshop, held, edits, key)

then("business_case", "Business case", "See what these figures come to.")
