"""Three words to come back by: shown after sending, and asked before somebody new is counted."""

import streamlit as st

from workbench.ui.outcome import attempt, say
from workbench.ui.participant import token
from workbench.ui.sheet import Known, Sheet, forget
from workbench.ui.store import store
from workbench.workshop.participant import Participant
from workbench.workshop.refused import Refused

PLACE = "been here"
WORDS = "recovery_words"


def show_words(person: Participant | None) -> None:
    """The three words of somebody who has sent something."""
    if person is None:
        return
    words = " ".join(store().participants.recovery_words(person))
    st.markdown(
        f":material/key: On another device you come back to your answers with three words: "
        f"**{words}**. Nobody else has them."
    )


def ask_been_here(sheet: Sheet, who: Known) -> None:
    """Before somebody new is counted: whether they are one who was here on another device."""
    if who.person is not None:
        say(PLACE)
        return
    with st.expander("Been here before, on another device?", icon=":material/key:"):
        say(PLACE)
        with st.form("been_here", border=False):
            st.text_input("Your three words", key=WORDS, max_chars=80, autocomplete="off")
            st.form_submit_button(
                "Bring my answers back", key="come_back", on_click=_come_back, args=(sheet,)
            )


def _come_back(sheet: Sheet) -> None:
    workshop, role = sheet.visit.workshop, sheet.role

    def change() -> str:
        typed = str(st.session_state[WORDS])
        if not typed.strip():
            raise Refused("Type the three words that were shown when you joined.")
        back = store().participants.recover(workshop.id, typed, token(workshop, role))
        if back.participant.role is not role:
            raise Refused(
                f"These words belong to one of the {back.participant.role.label.lower()}. Open "
                "the form of that role in this browser."
            )
        forget()
        return "You are back: what you sent before is below."

    attempt(PLACE, change)
