"""Who runs the room at this screen, and changing the room only as the one in control."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import streamlit as st

from workbench.storage import NotSaved
from workbench.ui.outcome import attempt, say
from workbench.ui.participant import COOKIE
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.agenda_templates import room_limits
from workbench.workshop.control import Control, Facilitator
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

DEVICE, NAME = "device of the facilitator", "name of the facilitator"
PLACE = "control"
USUAL_NAME = "The facilitator"
SECONDS_BETWEEN_SIGNS = 10


def my_key(workshop: Workshop) -> str:
    """The secret key of this browser in a workshop; without cookies, of this session."""
    own = st.session_state.setdefault(DEVICE, secrets.token_urlsafe(16))
    carried = dict(st.context.cookies).get(COOKIE) or own
    return sha256(f"facilitator {carried} {workshop.id}".encode()).hexdigest()


def me(workshop: Workshop) -> Facilitator:
    """Whoever sits here, under the name they gave."""
    name = str(st.session_state.get(NAME) or USUAL_NAME)
    return Facilitator(key=my_key(workshop), name=name)


def in_control(workshop: Workshop) -> bool:
    """Whether this screen may change the room; the first one that looks at it gets control."""
    control = store().rooms.control(workshop.id)
    if control.holder is None and control.asking is None:
        # Two screens may look in the same moment: the other one may have it by now.
        with suppress(Refused, NotSaved):
            control = store().rooms.take(workshop.id, me(workshop))
    return control.is_held_by(my_key(workshop))


def change(place: str, workshop: Workshop, made: Callable[[str], str]) -> None:
    """Change the room from a callback as this facilitator; `made` gets the key, returns the news.

    What was made is said at `place`; nothing is said when the news is empty.
    """
    attempt(place, lambda: made(my_key(workshop)))


def show_control(workshop: Workshop) -> None:
    """Who runs the room; asking for control, handing it over, and a sign of life."""
    control, now = store().rooms.control(workshop.id), datetime.now(UTC)
    key, patience = my_key(workshop), room_limits().patience
    say(PLACE)
    if control.is_held_by(key):
        _sign_of_life(workshop, control, now)
        if control.asking is not None:
            _answer(workshop, control.asking)
        return
    holder = control.holder.name if control.holder else "Nobody"
    with st.container(border=True):
        st.markdown(f":material/lock: **{plain(holder)} runs the room.** You look on.")
        if control.is_free(now, patience):
            st.caption("There has been no sign of life for a while.")
            _take(workshop, "Take control")
        elif control.has_waited(key, now, patience):
            st.caption("Nobody answered.")
            _take(workshop, "Take control")
        elif control.asking is not None and control.asking.key == key and control.asked_at:
            left = control.asked_at + timedelta(seconds=patience.answer) - now
            st.caption(
                f"You have asked. Without an answer you can take control in "
                f"{max(1, round(left.total_seconds()))} seconds."
            )
        else:
            _ask(workshop, control)


def _sign_of_life(workshop: Workshop, control: Control, now: datetime) -> None:
    seen = control.seen_at or now
    if now - seen >= timedelta(seconds=SECONDS_BETWEEN_SIGNS):
        # A database that is busy for a moment is no reason to stop the room.
        with suppress(NotSaved):
            store().rooms.still_here(workshop.id, my_key(workshop))


def _answer(workshop: Workshop, asking: Facilitator) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/front_hand: **{plain(asking.name)} asks for control.**")
        st.button(
            "Hand over",
            key="hand_over",
            type="primary",
            on_click=change,
            args=(PLACE, workshop, lambda key: _handed_over(workshop, key)),
        )
        st.button(
            "Keep it",
            key="keep_control",
            on_click=change,
            args=(PLACE, workshop, lambda key: _kept(workshop, key)),
        )


def _ask(workshop: Workshop, control: Control) -> None:
    if control.asking is not None:
        st.caption(f"{plain(control.asking.name)} has asked for control already.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Your name", key=NAME, max_chars=120, persist_state="session", placeholder="Ben"
        )
        st.button("Ask for control", key="ask_control", on_click=_asked, args=(workshop,))


def _take(workshop: Workshop, label: str) -> None:
    st.button(label, key="take_control", type="primary", on_click=_taken, args=(workshop,))


def _asked(workshop: Workshop) -> None:
    def made() -> str:
        store().rooms.ask(workshop.id, _named(workshop))
        return ""

    attempt(PLACE, made)


def _taken(workshop: Workshop) -> None:
    def made() -> str:
        store().rooms.take(workshop.id, _named(workshop))
        return "You run the room now."

    attempt(PLACE, made)


def _named(workshop: Workshop) -> Facilitator:
    """Whoever sits here; a second one without a name is told apart from the first."""
    who = me(workshop)
    other = store().rooms.control(workshop.id).holder
    if other is not None and other.key != who.key and other.name == who.name:
        return Facilitator(key=who.key, name="A second facilitator")
    return who


def _handed_over(workshop: Workshop, key: str) -> str:
    store().rooms.hand_over(workshop.id, key)
    return "Control is handed over. You look on."


def _kept(workshop: Workshop, key: str) -> str:
    store().rooms.keep(workshop.id, key)
    return ""
