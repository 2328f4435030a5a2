"""How people get in: the code, the address, and the same as a picture for a phone's camera."""

from typing import Literal
from urllib.parse import urlsplit

import segno
import streamlit as st

from workbench.ui.plain import plain
from workbench.ui.served_at import phones_open
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
ROLE = "join_role"
INK, PAPER = "#0C1728", "#FFFFFF"


def base_address() -> str:
    """The address at which phones reach this visitor's Headroom.

    It is the one in the address bar, unless that names this machine and phones are let in: then it
    is this machine's address in the network.
    """
    parts = urlsplit(st.context.url or "")
    if parts.hostname in THIS_MACHINE and (for_phones := phones_open()):
        return for_phones
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def join_link(base: str, code: str, role: Role | None = None) -> str:
    """The permanent link into a workshop, for one role or with the choice of one."""
    chosen = f"?role={role.value}" if role else ""
    return f"{base.rstrip('/')}/join/{code}{chosen}"


def only_here(base: str) -> bool:
    """Whether a link with this address works on this machine alone."""
    return urlsplit(base).hostname in THIS_MACHINE


@st.cache_resource(max_entries=500, show_spinner=False)
def qr_picture(link: str) -> str:
    """A link as a QR code, an SVG on white paper whatever the theme.

    Error correction Q: a quarter of it may be covered or glare.
    """
    return str(
        segno.make(link, error="q", micro=False).svg_inline(
            scale=8, border=3, dark=INK, light=PAPER, omitsize=False
        )
    )


def show_qr(link: str, width: int | Literal["stretch"]) -> None:
    """The picture of a link, so many pixels wide or as wide as its place."""
    st.image(qr_picture(link), width=width, alt=f"QR code of {link}")


def show_join(workshop: Workshop, base: str, width: int = 200) -> None:
    """Picture, code and address in one card, with the choice of a role's own link."""
    role: Role | None = st.session_state.get(ROLE)
    link = join_link(base, workshop.code, role)
    with st.container(horizontal_alignment="center", gap="xsmall"):
        show_qr(link, width)
        st.subheader(workshop.code, anchor=False, width="content")
        st.caption(f"at {plain(host(base))}/join", width="content")
    with st.expander("The link", icon=":material/link:"):
        st.selectbox(
            "Who joins",
            [None, *Role],
            format_func=lambda one: one.label if one else "Everybody",
            key=ROLE,
            persist_state="session",
        )
        st.code(link, language=None, wrap_lines=True)
    if only_here(base):
        st.caption(
            ":material/wifi_off: Works on this computer only. To let phones in, start Headroom "
            "with `make run HOST=0.0.0.0` and open it at the address that it prints."
        )


def host(base: str) -> str:
    """An address as people type it."""
    return base.split("://")[-1]
