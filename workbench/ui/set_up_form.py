"""The form that sets up a new workshop."""

import streamlit as st

from workbench.ui.home_parts import enter
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.store import now, store
from workbench.workshop.creation import ELEMENTS, USUAL_STANDARD, new_workshop
from workbench.workshop.retention import (
    KEPT,
    day_of_erasure,
    problems_of_retention,
    retention,
)
from workbench.workshop.settings import (
    HIGHEST_STANDARD,
    LOWEST_STANDARD,
    problems_of_details,
    problems_of_privacy,
    problems_of_standard,
)
from workbench.workshop.workshop import CURRENCIES, Privacy

PLACE, HOME = "set-up", "home"
DOOR = "door"
USUAL = {
    "new_name": "Customer-experience strategy",
    "new_organisation": "Our organisation",
    "new_currency": CURRENCIES[0],
    "new_requisite": USUAL_STANDARD,
    "new_score_threshold": Privacy().score_threshold,
    "new_comment_threshold": Privacy().comment_threshold,
    "new_days_kept": retention()[KEPT].value,
}


def set_up_form() -> None:
    """Everything a workshop needs, each with a good default and why it is asked."""
    problems = problems_at(PLACE)
    for key, value in USUAL.items():
        st.session_state.setdefault(key, value)
    st.title("Run a workshop", anchor=False)
    st.write("Good defaults are filled in. Change what you like, now or later.")
    say(PLACE)
    with st.form("set_up"):
        left, right = st.columns(2, gap="large")
        with left:
            st.text_input("Name", key="new_name", persist_state="session")
            under_field("name", "The room sees it at the top of every page.", problems)
            st.text_input("Organisation", key="new_organisation", persist_state="session")
            under_field(
                "organisation", "Whose strategy it is. It stands on the board pack too.", problems
            )
            st.selectbox("Currency", CURRENCIES, key="new_currency", persist_state="session")
            under_field("currency", "Every amount is in it; nothing is converted.", problems)
        with right:
            st.number_input(
                f"Requisite standard ({LOWEST_STANDARD:g} to {HIGHEST_STANDARD:g})",
                step=0.1,
                format="%.1f",
                key="new_requisite",
                persist_state="session",
            )
            why = "How good is good enough, for each of the seven S. Locked before results show."
            under_field("requisite", why, problems)
            _people("People behind a score", "new_score_threshold")
            why = "Fewer people than this, and no figure shows. Frozen once somebody joins."
            under_field("score_threshold", why, problems)
            _people("People behind comments", "new_comment_threshold")
            why = "Words give a person away sooner than scores, so they need more people."
            under_field("comment_threshold", why, problems)
            st.number_input("Days it is kept", step=1, key="new_days_kept", persist_state="session")
            why = "Then it is erased by itself. Announced on Home a month before."
            under_field("days_kept", why, problems)
        st.form_submit_button("Set up the workshop", type="primary", on_click=_set_up)
    st.button("Back", icon=":material/arrow_back:", type="tertiary", on_click=_back)


def _people(label: str, key: str) -> None:
    st.number_input(label, step=1, key=key, persist_state="session")


def _set_up() -> None:
    given = {key.removeprefix("new_"): st.session_state[key] for key in USUAL}
    scores, comments = given["score_threshold"], given["comment_threshold"]
    problems = (
        problems_of_details(given["name"], given["organisation"], given["currency"])
        | problems_of_standard(given["requisite"])
        | problems_of_privacy(scores, comments)
        | problems_of_retention(given["days_kept"])
    )
    if problems:
        refuse(PLACE, problems)
        return

    def create() -> str:
        at = now()
        workshop = store().workshops.create(
            new_workshop(
                given["name"],
                given["organisation"],
                at,
                currency=given["currency"],
                requisite=dict.fromkeys(ELEMENTS, given["requisite"]),
                privacy=Privacy(score_threshold=scores, comment_threshold=comments),
                erase_on=day_of_erasure(at, given["days_kept"]),
            )
        )
        enter(workshop)
        return "The workshop is set up. Invite people next."

    if attempt(PLACE, create, then=HOME):
        _back()
        for key in USUAL:
            del st.session_state[key]


def _back() -> None:
    st.session_state.pop(DOOR, None)
