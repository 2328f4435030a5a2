"""The way to the room's screen."""

import streamlit as st

from workbench.ui.current import PARAMETER as WORKSHOP
from workbench.ui.on_the_wall import PARAMETER
from workbench.workshop.workshop import Workshop


def show_wall_link(workshop: Workshop) -> None:
    """Open the room's screen in a window of its own, to be dragged to the projector."""
    st.link_button(
        "Open the projector",
        f"/facilitate?{WORKSHOP}={workshop.code}&{PARAMETER}=yes",
        icon=":material/cast:",
        width="stretch",
        help="Opens in a new tab. Drag it to the projector and make it fill the screen.",
    )
