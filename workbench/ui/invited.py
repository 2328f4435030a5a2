"""Named links: one for each person who is invited by name."""

import streamlit as st

from workbench.ui.facilitator import change
from workbench.ui.join_card import base_address, join_link, show_qr
from workbench.ui.outcome import say
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.named_links import NamedLink
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PLACE = "invited"
MOST_AT_ONCE = 200


def show_invited(workshop: Workshop) -> None:
    """Invite people by name, one a line, and hand out their links."""
    st.markdown(
        "A named link is one person on every device they open it on. The label only tells you whom "
        "you gave it to: it is never shown beside an answer."
    )
    say(PLACE)
    with st.form("invite_named", border=False, clear_on_submit=True):
        st.text_area("Whom to invite, one a line", key="invited_labels", height=100)
        st.selectbox("As", list(Role), format_func=lambda role: role.singular, key="invited_role")
        st.form_submit_button(
            "Make their links", key="make_links", on_click=_invited, args=(workshop,)
        )
    links = store().named_links.all(workshop.id)
    if not links:
        return
    base = base_address()
    shown: NamedLink | None = st.selectbox(
        f"Show one of {len(links)}",
        links,
        index=None,
        format_func=lambda link: f"{link.label}, {link.role.singular.lower()}",
        key="shown_link",
        placeholder="Choose a person",
    )
    if shown is not None:
        address = named_address(base, workshop.code, shown)
        left, right = st.columns([1, 3], vertical_alignment="center")
        with left:
            show_qr(address, 180)
        with right:
            st.code(address, language=None, wrap_lines=True)
            st.button(
                f"Let the link of {plain(shown.label)} lead nowhere",
                key="remove_link",
                on_click=change,
                args=(PLACE, workshop, lambda _key: _removed(workshop, shown)),
            )
    with st.expander("All links as text", icon=":material/list:"):
        st.code(
            "\n".join(f"{one.label}\t{named_address(base, workshop.code, one)}" for one in links),
            language=None,
        )


def named_address(base: str, code: str, link: NamedLink) -> str:
    """The whole address of a named link."""
    return f"{join_link(base, code)}?{link.query}"


def _invited(workshop: Workshop) -> None:
    role: Role = st.session_state["invited_role"]
    labels = [line.strip() for line in st.session_state["invited_labels"].splitlines()]
    wanted = [label for label in labels if label]

    def made(_key: str) -> str:
        if not 1 <= len(wanted) <= MOST_AT_ONCE:
            raise Refused(f"{len(wanted)} people are given; accepted: 1 to {MOST_AT_ONCE}.")
        for label in wanted:
            store().named_links.invite(workshop.id, label, role)
        return f"{len(wanted)} links are ready." if len(wanted) > 1 else "The link is ready."

    change(PLACE, workshop, made)


def _removed(workshop: Workshop, link: NamedLink) -> str:
    store().named_links.remove(workshop.id, link.label)
    return f"The link of {link.label} leads nowhere now."
