"""Themes and priorities: what is wrong now, and what comes first?"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from workbench.ui.change_list import show_changes
from workbench.ui.codebook_editor import show_codebook
from workbench.ui.moderation import show_moderation
from workbench.ui.moderation_log import show_log
from workbench.ui.page import begin, then
from workbench.ui.projector import projector
from workbench.ui.room_findings import bring_up_to_date
from workbench.ui.theme_parts import choose_source, report_of, show_nothing, show_votes
from workbench.ui.theme_pictures import choose_roles, say_uncoded, show_by_role, show_pareto
from workbench.workshop.workshop import Workshop

workshop = begin("Themes and priorities", "What is wrong now, and what comes first?")
bring_up_to_date(workshop)
size = projector()
source = choose_source(workshop, hidden=size > 1)
report = report_of(workshop, source)
if report.people:
    roles = choose_roles(report, hidden=size > 1)
    left, right = st.columns([11, 9], gap="large")
    with left:
        show_by_role(report, roles, size)
    with right:
        show_pareto(report, size)
    say_uncoded(report)
else:
    show_nothing(workshop)
show_votes(workshop, size)

if size == 1:
    shows: dict[str, Callable[[Workshop], None]] = {
        "Changes": partial(show_changes, report=report),
        "Statements": show_moderation,
        "Codebook": show_codebook,
        "Moderation log": show_log,
    }
    tabs = st.tabs([*shows], key="themes_part", on_change="rerun")
    for tab, show in zip(tabs, shows.values(), strict=True):
        if tab.open:
            with tab:
                show(workshop)

then(
    "portfolio",
    "Go to portfolio and roadmap",
    "Put the changes that the room wants beside every other bid for money and people.",
)
