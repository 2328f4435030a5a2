"""Readiness: how close to the starting line are we?"""

import streamlit as st

from workbench.ui.current import readiness, released
from workbench.ui.page import begin, then
from workbench.ui.projector import projector
from workbench.ui.readiness_comments import show_comments
from workbench.ui.readiness_customers import show_customers
from workbench.ui.readiness_findings import (
    show_headline,
    show_hidden,
    show_other_items,
    show_reasons,
)
from workbench.ui.readiness_pictures import (
    choose_roles,
    explain_pictures,
    show_example_radar,
    show_gaps,
    show_radar,
    show_role_scores,
)
from workbench.ui.readiness_reveal import show_waiting, watch_and_reveal
from workbench.ui.readiness_standard import agree_standard, locked_standard, standards_of, told
from workbench.ui.readiness_waves import show_waves

workshop = begin("Readiness", "How close to the starting line are we?")

if workshop.revealed_at is None:
    left, right = st.columns(2, gap="large")
    with left:
        if workshop.requisite_locked_at is None:
            standards = agree_standard(workshop)
        else:
            standards = standards_of(workshop)
            st.subheader("Who has answered")
            watch_and_reveal(workshop)
            with st.expander(told(workshop), icon=":material/lock:"):
                locked_standard(workshop)
    with right:
        show_example_radar([*standards.values()])
    st.stop()

report, voices = readiness(workshop), released(workshop)
size = projector()
show_headline(report)
left, right = st.columns([11, 9], gap="large")
with left:
    place = st.container()
    roles = choose_roles(report, hidden=size > 1)
    with place:
        show_radar(report, roles, size)
    explain_pictures()
with right:
    show_role_scores(report, roles, size)
show_hidden(report)
show_waves(workshop, size)
left, right = st.columns([11, 9], gap="large")
with left:
    show_gaps(report, size)
with right:
    show_customers(voices)

if size == 1:
    reasons, items, words, standard = st.tabs(
        ["Why each verdict", "Leadership and silos", "In their own words", "The standard"]
    )
    with reasons:
        show_reasons(report)
    with items:
        show_other_items(report)
    with words:
        show_comments(workshop)
    with standard:
        locked_standard(workshop)
    show_waiting(workshop)

then(
    "headroom",
    "Go to the headroom simulator",
    "See what happens to the contact centre, and to what fails here, when the scorecard changes.",
)
