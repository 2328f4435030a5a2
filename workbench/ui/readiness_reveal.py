"""Before the results: who has answered, and the facilitator's decision to reveal."""

from uuid import UUID

import streamlit as st

from workbench.readiness.sentences import listed
from workbench.ui.outcome import attempt, say
from workbench.ui.store import store
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

SECONDS_TO_LOOK_AGAIN = 10
PLACE = "reveal"


@st.fragment(run_every=SECONDS_TO_LOOK_AGAIN)
def watch_and_reveal(workshop: Workshop) -> None:
    """Who has answered by now, and the button that shows the results to the room.

    It looks again by itself, so that every screen follows when one of them reveals.
    """
    now = store().workshops.find(workshop.id)
    if now is None or now.revealed_at:
        st.rerun()
    least = workshop.privacy.score_threshold
    turnout = store().participants.turnout(workshop.id)
    answered = {role: turnout[role].answered for role in Role}
    with st.grid(5, min_column_width=150):
        for role, people in answered.items():
            st.metric(
                role.label,
                people if people >= least or not people else f"under {least}",
                delta=_enough(people, least),
                delta_color="off",
                delta_arrow="off",
            )
    say(PLACE)
    needed = instrument().scoring.gate.roles
    missing = any(answered[role] < least for role in needed)
    if missing:
        wanted = listed(f"{least} {role.label.lower()}" for role in needed)
        st.info(
            f"A verdict needs {wanted}. Until then every verdict would be “undecided: too few”.",
            icon=":material/hourglass_empty:",
        )
    with st.popover("Reveal the results", icon=":material/visibility:", type="primary"):
        st.markdown(
            "Everybody who has this page open sees the results within "
            f"{SECONDS_TO_LOOK_AGAIN} seconds. This cannot be undone."
        )
        st.button(
            "Reveal anyway" if missing else "Reveal now",
            key="reveal_now",
            type="primary",
            on_click=_reveal,
            args=(workshop,),
        )
    st.caption(
        "Answers that still come in are kept and count later: what is shown of a role changes "
        f"only when {least} of its people have answered or changed their answers since, so that "
        "nobody can read off what one person said."
    )


def show_waiting(workshop: Workshop) -> None:
    """Which roles have answers that the results do not show yet; how many is not told."""
    waiting = _waiting(workshop.id, store().workshops.revision(workshop.id))
    held = [role.label.lower() for role, n in waiting.items() if n]
    if held:
        st.caption(
            f"There are new or changed answers of {listed(held)} that are not shown yet. They show "
            f"as soon as {workshop.privacy.score_threshold} people of a role have come together."
        )


@st.cache_resource(max_entries=50, show_spinner=False)
def _waiting(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> dict[Role, int]:
    return store().releases.waiting(workshop)


def _enough(answered: int, least: int) -> str:
    if not answered:
        return "nobody yet"
    return "enough to show" if answered >= least else f"{least} needed to be shown"


def _reveal(workshop: Workshop) -> None:
    def change() -> str:
        store().workshops.reveal(workshop.id)
        return ""

    attempt(PLACE, change)
