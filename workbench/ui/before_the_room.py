"""What a facilitator does before people come: the pre-flight and the rehearsal."""

import streamlit as st

from workbench.ui.pre_flight import show_pre_flight
from workbench.ui.rehearsal import show_rehearsal
from workbench.workshop.workshop import Workshop


def before_the_room(workshop: Workshop) -> None:
    """Both, one below the other."""
    with st.container(border=True):
        show_pre_flight(workshop)
    with st.container(border=True):
        show_rehearsal(workshop)
