"""What is noted on the way to the board: that the case was built, and that the pack was taken."""

from functools import partial

import streamlit as st

from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.store import store
from workbench.workshop.log import Event
from workbench.workshop.workshop import Workshop

PLACE, BOARD = "to the board", "board pack"


def take_to_the_board(workshop: Workshop, scenario: str) -> None:
    """The end of the page: this is the case that we take to the board.

    Looking at a page notes nothing; somebody who decides does.
    """
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("**Next.** When this is the case that you stand behind, take it to the board.")
        pressed = st.button(
            "Take this case to the board",
            type="primary",
            icon=":material/arrow_forward:",
            key="take_case",
        )
    note = partial(_noted, workshop, scenario, Event.CASE_BUILT)
    if pressed and attempt(PLACE, note, then=BOARD):
        st.switch_page(page("board_pack"))
    say(PLACE)


def note_pack_taken(workshop: Workshop, scenario: str) -> None:
    """Note that a pack was taken; who takes the pack of a case has built it."""
    attempt(BOARD, partial(_noted, workshop, scenario, Event.CASE_BUILT, Event.PACK_TAKEN))


def _noted(workshop: Workshop, scenario: str, *events: Event) -> str:
    noted = {(entry.what, entry.detail) for entry in store().workshops.log(workshop.id)}
    for event in events:
        if event is Event.PACK_TAKEN or (event, scenario) not in noted:
            store().workshops.note(workshop.id, event, scenario)
    return f"Noted in the workshop's log: {events[-1]}, {scenario}."
