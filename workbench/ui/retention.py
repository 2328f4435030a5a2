"""The day on which a workshop is erased: set, announced, and what was erased on its day."""

import streamlit as st

from workbench.ui.moments import date_in_words, day_in_words
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.retention import (
    KEPT,
    day_of_erasure,
    days_kept,
    days_left,
    problems_of_retention,
    retention,
)
from workbench.workshop.workshop import Workshop

PLACE = "retention"


def announce_erasure(workshop: Workshop) -> None:
    """Say on Home that the workshop's day is near, while there is time for a backup."""
    left = days_left(workshop, now().date())
    if left is None or workshop.erase_on is None:
        return
    when = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    st.warning(
        f"**This workshop is erased {when}, on {date_in_words(workshop.erase_on)}.** It was set up "
        "to be kept until then. Take a backup under Manage, or the board pack, if you need it.",
        icon=":material/auto_delete:",
    )


def keeping(workshop: Workshop) -> None:
    """How long the workshop is kept, and the way to change it."""
    problems = problems_at(PLACE)
    st.markdown("#### Kept until")
    say(PLACE)
    if workshop.erase_on is None:
        st.write("Nobody has set an end: it is kept until somebody deletes it.")
    else:
        st.write(f"It is erased by itself on **{date_in_words(workshop.erase_on)}**.")
    usual = retention()[KEPT]
    with st.form("keeping", border=False):
        st.number_input(
            "Days it is kept, from when it was set up",
            value=days_kept(workshop) or usual.value,
            step=1,
            key=f"days_kept_{workshop.id}",
            help=usual.source,
        )
        why = "Once people have joined, the day can only come nearer: they were told it."
        under_field("days_kept", why, problems)
        st.form_submit_button("Save the day", on_click=_save, args=(workshop,))


def erased_on_their_day() -> None:
    """What Headroom has erased because its day had come."""
    gone = store().retention.erased()
    if gone:
        with st.expander("Erased on their day", icon=":material/auto_delete:"):
            for each in gone:
                st.caption(
                    f"{plain(each.name)}, {plain(each.organisation)}: due on "
                    f"{date_in_words(each.planned)}, erased on {day_in_words(each.at)}"
                )


def _save(workshop: Workshop) -> None:
    days = st.session_state[f"days_kept_{workshop.id}"]
    if problems := problems_of_retention(days):
        refuse(PLACE, problems)
        return

    def save() -> str:
        day = day_of_erasure(workshop.created_at, days)
        store().workshops.set_erase_on(workshop.id, day)
        return f"It is erased on {date_in_words(day)}."

    attempt(PLACE, save)
