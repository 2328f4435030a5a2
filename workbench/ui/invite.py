"""Inviting people: a link for each form, who has answered, and whether forms are open."""

import streamlit as st

from workbench.ui.join_card import base_address, join_link, only_here, show_qr
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.store import store
from workbench.voices.instrument import instrument
from workbench.workshop.invitations import INVITATIONS, Invitation
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PLACE = "invite"


def show_invitations(workshop: Workshop) -> None:
    """A card for each link, with the people it reaches."""
    turnout = store().participants.turnout(workshop.id)
    answered = {role: turnout[role].answered for role in turnout}
    base = base_address()
    say(PLACE)
    st.write(
        "Give people a link. Nobody needs an account, and nobody sees what one person said. "
        "A switch opens or closes a form."
    )
    with st.container(border=True):
        picture, words = st.columns([1, 5], vertical_alignment="center")
        with picture:
            show_qr(join_link(base, workshop.code), 130)
        with words, st.container(gap="xsmall"):
            st.markdown(f"#### One link for everybody, code {workshop.code}")
            st.caption(
                "The light page: it opens in a second on an old phone, asks who one is, and "
                "follows the room when you run it live."
            )
            st.code(join_link(base, workshop.code), language=None, wrap_lines=True)
            st.page_link(page("facilitate"), label="Run it live", icon=":material/arrow_forward:")
    st.markdown("Or send each group the form of its own, for a desktop or a tablet at the counter:")
    with st.grid(3, border=True, min_column_width=260) as grid:
        for invitation in INVITATIONS:
            with grid.cell():
                _card(workshop, invitation, base, answered)
    if only_here(base):
        st.caption(
            ":material/wifi_off: These links work on this computer only. To let phones in, start "
            "Headroom with `make run HOST=0.0.0.0` and open it at the address that it prints."
        )
    st.button("Count again", icon=":material/refresh:", type="tertiary", key="count_again")


def _card(workshop: Workshop, invitation: Invitation, base: str, answered: dict[Role, int]) -> None:
    st.markdown(f"#### {invitation.page}")
    either = " People say on the page which they are." if len(invitation.roles) > 1 else ""
    st.caption(f"For {invitation.whom}, {_minutes(invitation)}.{either}")
    st.code(invitation.link(base, workshop.code), language=None, wrap_lines=True)
    for role in invitation.roles:
        _role(workshop, role, answered[role])


def _role(workshop: Workshop, role: Role, answered: int) -> None:
    key = f"form_open_{role.value}"
    is_open = role in workshop.open_roles
    # The database decides: somebody else may have opened or closed the form meanwhile.
    st.session_state[key] = is_open
    with st.container(gap="xxsmall"):
        st.toggle(role.label, key=key, on_change=_open_or_close, args=(workshop, role, key))
        told = how_many_answered(answered, workshop.privacy.score_threshold)
        st.caption(f"{told}. The form is {'open' if is_open else 'closed'}.")


def how_many_answered(answered: int, threshold: int) -> str:
    """How many people of a role have answered; a number under the threshold is not told."""
    if not answered:
        return "Nobody has answered yet"
    if answered < threshold:
        return f"Fewer than {threshold} have answered"
    return f"{answered:,} have answered"


def _open_or_close(workshop: Workshop, role: Role, key: str) -> None:
    wanted = st.session_state[key]

    def change() -> str:
        if wanted:
            store().workshops.open_forms(workshop.id, [role])
            return f"The form for {role.label.lower()} is open."
        store().workshops.close_forms(workshop.id, [role])
        return f"The form for {role.label.lower()} is closed. Withdrawing stays possible."

    attempt(PLACE, change)


def _minutes(invitation: Invitation) -> str:
    asked = instrument()
    longest = max(
        asked.questionnaire(asked.form_for(role), role).minutes for role in invitation.roles
    )
    return f"about {longest} {'minute' if longest == 1 else 'minutes'}"
