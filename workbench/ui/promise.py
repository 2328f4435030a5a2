"""The promise at the head of a form."""

import streamlit as st

from workbench.workshop.promise import SMALL_ROOM, in_full, in_one_line, purpose
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop


def promise(workshop: Workshop, role: Role) -> None:
    """The promise in one line, what a small room cannot be promised, and the rest one tap away."""
    st.markdown(f":material/lock: {in_one_line(workshop.privacy)}")
    if role is Role.EXECUTIVE:
        st.markdown(f":material/visibility: {SMALL_ROOM}")
    lines = (*in_full(workshop.privacy, role), *purpose(workshop))
    with st.expander("How your answers are protected", icon=":material/shield:"):
        st.markdown("\n".join(f"- {line}" for line in lines))
