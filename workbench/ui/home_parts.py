"""The parts of Home for an open workshop, and entering a workshop at the first of them."""

import streamlit as st

from workbench.ui.current import open_workshop
from workbench.workshop.workshop import Workshop

PART = "home_part"
STANDS, INVITE, MANAGE = "Where it stands", "Invite", "Manage"


def enter(workshop: Workshop) -> None:
    """Open a workshop from a callback; Home shows where it stands."""
    open_workshop(workshop)
    show_part(STANDS)


def show_part(name: str) -> None:
    """Turn Home to one of its parts from a callback."""
    st.session_state[PART] = name
