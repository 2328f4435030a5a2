"""Managing the open workshop: its details, copies, files, log and end."""

import pandas as pd
import streamlit as st

from workbench.ui.current import close_workshop
from workbench.ui.facilitator_key import facilitator_key
from workbench.ui.files_out import backup_button, export_buttons
from workbench.ui.home_parts import enter
from workbench.ui.moments import day_in_words, moment_in_words
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.retention import keeping
from workbench.ui.store import store
from workbench.workshop.log import Event
from workbench.workshop.settings import problems_of_details, problems_of_privacy
from workbench.workshop.workshop import CURRENCIES, Privacy, Workshop

HOME, DETAILS, THRESHOLDS, COPY, END = "home", "details", "thresholds", "copy", "delete"


def manage(workshop: Workshop) -> None:
    """What a facilitator may do with a workshop as a whole, group by group."""
    left, right = st.columns(2)
    with left.container(border=True):
        _details(workshop)
    with right.container(border=True):
        _thresholds(workshop)
    with right.container(border=True):
        keeping(workshop)
    with left.container(border=True):
        facilitator_key(workshop)
    with right.container(border=True):
        _copy(workshop)
    with left.container(border=True):
        backup_button(workshop)
        export_buttons(workshop)
    _log(workshop)
    _delete(workshop)


def _details(workshop: Workshop) -> None:
    problems = problems_at(DETAILS)
    st.markdown("#### Details")
    say(DETAILS)
    with st.form("details", border=False):
        for field, label in (("name", "Name"), ("organisation", "Organisation")):
            st.text_input(label, getattr(workshop, field), key=f"{field}_{workshop.id}")
            if field in problems:
                under_field(field, "", problems)
        st.selectbox(
            "Currency",
            CURRENCIES,
            CURRENCIES.index(workshop.currency),
            key=f"currency_{workshop.id}",
            help="Amounts keep their number: nothing is converted.",
        )
        st.form_submit_button("Save details", on_click=_save_details, args=(workshop,))


def _save_details(workshop: Workshop) -> None:
    name, organisation, currency = (
        st.session_state[f"{field}_{workshop.id}"] for field in ("name", "organisation", "currency")
    )
    if problems := problems_of_details(name, organisation, currency):
        refuse(DETAILS, problems)
        return

    def save() -> str:
        store().workshops.rename(workshop.id, name)
        store().workshops.set_details(workshop.id, organisation=organisation, currency=currency)
        return "Saved."

    attempt(DETAILS, save)


def _thresholds(workshop: Workshop) -> None:
    problems = problems_at(THRESHOLDS)
    privacy = workshop.privacy
    joined = sum(each.joined for each in store().participants.turnout(workshop.id).values())
    st.markdown("#### Privacy thresholds")
    say(THRESHOLDS)
    if joined:
        st.write(
            f"Scores from **{privacy.score_threshold}** people of a role, comments from "
            f"**{privacy.comment_threshold}**."
        )
        st.caption("Frozen: people have joined, and were promised these numbers.")
        return
    with st.form("thresholds", border=False):
        for field, label in (
            ("score_threshold", "People behind a score"),
            ("comment_threshold", "People behind comments"),
        ):
            st.number_input(
                label, value=getattr(privacy, field), step=1, key=f"{field}_{workshop.id}"
            )
            if field in problems:
                under_field(field, "", problems)
        st.caption("They freeze as soon as somebody joins.")
        st.form_submit_button("Save thresholds", on_click=_save_thresholds, args=(workshop,))


def _save_thresholds(workshop: Workshop) -> None:
    scores = st.session_state[f"score_threshold_{workshop.id}"]
    comments = st.session_state[f"comment_threshold_{workshop.id}"]
    if problems := problems_of_privacy(scores, comments):
        refuse(THRESHOLDS, problems)
        return

    def save() -> str:
        privacy = Privacy(score_threshold=scores, comment_threshold=comments)
        store().workshops.set_privacy(workshop.id, privacy)
        return "Saved."

    attempt(THRESHOLDS, save)


def _copy(workshop: Workshop) -> None:
    st.markdown("#### Copy or repeat")
    say(COPY)
    st.caption("Another workshop with the same set-up and none of the answers.")
    with st.form("copy", border=False):
        key = f"copy_{workshop.id}_{workshop.name}"
        st.text_input("Name of the copy", f"Copy of {workshop.name}"[:120], key=key)
        st.form_submit_button("Copy the set-up", on_click=_duplicate, args=(workshop, key))
    st.caption("The same workshop again, to see what has moved since.")
    st.button("Repeat as the next wave", key="next_wave", on_click=_repeat, args=(workshop,))


def _duplicate(workshop: Workshop, key: str) -> None:
    def copy() -> str:
        made = store().workshops.duplicate(workshop.id, st.session_state[key])
        enter(made)
        return f"The set-up is copied. You are in {made.name} now."

    attempt(COPY, copy, then=HOME)


def _repeat(workshop: Workshop) -> None:
    def repeat() -> str:
        made = store().workshops.new_wave(workshop.id)
        enter(made)
        return f"Wave {made.wave} is ready beside the earlier ones. You are in it now."

    attempt(COPY, repeat, then=HOME)


def _log(workshop: Workshop) -> None:
    st.subheader("What happened", anchor=False)
    entries = store().workshops.log(workshop.id)
    if not entries:
        st.caption("What is locked, changed and revealed is listed here, with the reason.")
        return
    lines = [
        {
            # A withdrawal is known by its day only, so that its time points at nobody.
            "When": (day_in_words if entry.what is Event.WITHDRAWN else moment_in_words)(entry.at),
            "What": entry.what.value.capitalize(),
            "To what": entry.detail,
            "Why": entry.why,
        }
        for entry in reversed(entries)
    ]
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt="What happened to this workshop")


def _delete(workshop: Workshop) -> None:
    with st.expander("Delete this workshop", icon=":material/delete:", key="delete_expander"):
        say(END)
        st.write(
            "Everything in it is erased for good: answers, figures, scenarios. Back it up first if "
            "in doubt."
        )
        with st.form("delete", border=False):
            key = f"typed_{workshop.id}"
            st.text_input(f"To delete it, type its name: {plain(workshop.name)}", key=key)
            st.form_submit_button("Delete for good", on_click=_erase, args=(workshop, key))


def _erase(workshop: Workshop, key: str) -> None:
    def erase() -> str:
        store().workshops.delete(workshop.id, st.session_state[key])
        close_workshop()
        return f"{workshop.name} is deleted."

    attempt(END, erase, then=HOME)
