"""What the sidebar says below the navigation: which workshop is open."""

import streamlit as st

from workbench.ui.current import current_workshop
from workbench.ui.plain import plain
from workbench.workshop.workshop import Kind


def name_the_workshop() -> None:
    """The open workshop's name and organisation, and that the demo is invented."""
    workshop = current_workshop()
    if workshop is None:
        return
    with st.sidebar, st.container(gap="xxsmall"):
        st.caption("Open workshop")
        wave = f", wave {workshop.wave}" if workshop.wave > 1 else ""
        st.markdown(f"**{plain(workshop.name)}**{wave}")
        st.caption(plain(workshop.organisation))
        if workshop.kind is Kind.REHEARSAL:
            st.badge("Rehearsal", icon=":material/theater_comedy:", color="orange")
        if workshop.kind is Kind.DEMO:
            st.badge("Demo: invented", icon=":material/theater_comedy:", color="orange")
