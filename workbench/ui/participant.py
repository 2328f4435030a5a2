"""Who sits at this screen: the workshop they came to, and how they are known again."""

import secrets
from typing import NamedTuple

import streamlit as st

from workbench.ui.current import JOIN
from workbench.ui.page import begin, mark_invented
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.device_token import browser_token, device_token
from workbench.workshop.named_links import LABEL, SIGNATURE, NamedLink
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

COOKIE = "headroom_participant"
DEVICE = "device of the participant"
HANDED_ROUND = "handed_round"
LONGEST_CODE_SHOWN = 40


class Visit(NamedTuple):
    """A workshop somebody came to, by the link for participants or because it is open here.

    `takes_turns` says that one device serves several people, one after the other.
    """

    workshop: Workshop
    takes_turns: bool


def arrive(title: str, question: str) -> Visit:
    """The head of the page of a form; it ends there when there is no workshop to answer in.

    Whoever came by the link for participants reads the question as the title.
    """
    code = st.query_params.get(JOIN)
    if code is None:
        here = begin(title, question)
        st.button(
            "Hand this device round: the form alone, for one person after the other",
            key="hand_round",
            type="tertiary",
            icon=":material/tablet:",
            on_click=_hand_round,
            args=(here,),
        )
        return Visit(here, takes_turns=True)
    workshop = store().workshops.find(code)
    if workshop is None:
        _ask_for_the_code(code)
        st.stop()
    mark_invented(workshop)
    st.title(question, anchor=False)
    st.caption(f"{title} · {plain(workshop.organisation)}")
    return Visit(workshop, takes_turns=HANDED_ROUND in st.query_params)


def leads_to_no_form() -> None:
    """What a participant sees whose link lost its page: the facilitator's pages are not theirs."""
    st.title("This link leads to no form", anchor=False)
    st.write("Ask the person who gave it to you for the link to your form.")


def token(workshop: Workshop, role: Role) -> str:
    """The secret of whoever sits here, in a role: one browser is one person in each role.

    A named link in the address comes first. Else it is the browser's cookie and, on a device that
    is handed round, the person's turn. Without cookies it lasts as long as the session. Who joined
    on the phones' pages in this role is the same person here.
    """
    link = _named_link(workshop)
    if link is not None and link.role is role:
        return link.token
    own = st.session_state.setdefault(DEVICE, secrets.token_urlsafe(16))
    device, whose_turn = _cookie(COOKIE) or own, turn(workshop)
    if not whose_turn:
        joined = browser_token(device, workshop.id)
        person = store().participants.find(workshop.id, joined)
        if person is not None and person.role is role:
            return joined
    return device_token(device, role, whose_turn)


def _named_link(workshop: Workshop) -> NamedLink | None:
    label, signed = (st.query_params.get(name, "") for name in (LABEL, SIGNATURE))
    if not label or not signed:
        return None
    return store().named_links.check(workshop.id, label, signed)


def is_known_again() -> bool:
    """Tell whether this browser keeps the cookie by which a person is known after a reload."""
    return bool(_cookie(COOKIE))


def turn(workshop: Workshop) -> str:
    """Whose turn it is on this device; empty for the first person."""
    key = turn_cookie(workshop)
    if key not in st.session_state:
        st.session_state[key] = _cookie(key)
    held: str = st.session_state[key]
    return held


def turn_cookie(workshop: Workshop) -> str:
    """The cookie in which the browser remembers whose turn it is."""
    return f"headroom_turn_{workshop.code}"


def next_turn(workshop: Workshop) -> None:
    """Hand the device to another person: nobody's answers are on it any more.

    The browser is told to remember it (see `workbench.ui.draft`), so that a reload does not bring
    the person before back.
    """
    st.session_state[turn_cookie(workshop)] = secrets.token_urlsafe(8)


def _hand_round(workshop: Workshop) -> None:
    st.query_params.from_dict({JOIN: workshop.code, HANDED_ROUND: "yes"})


def _cookie(name: str) -> str:
    """A cookie of this browser, or nothing; without a browser, as in tests, there are none."""
    return dict(st.context.cookies).get(name, "")


def _ask_for_the_code(tried: str) -> None:
    st.title("This link leads to no workshop", anchor=False)
    shown = plain(" ".join(tried.split())[:LONGEST_CODE_SHOWN])
    st.write(
        f"No workshop here has the code “{shown}”. It may be mistyped, or the workshop has been "
        "deleted. Ask the person who gave you the link, or type the code from the screen."
    )
    with st.form("find_workshop", border=False):
        typed = st.text_input("Code of the workshop", placeholder="bado-kimu", key="typed_code")
        if st.form_submit_button("Go to the form", type="primary") and typed.strip():
            st.query_params[JOIN] = typed.strip()
            st.rerun()
