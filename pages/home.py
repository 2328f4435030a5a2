"""Home: three doors, then where the open workshop stands and what to do next."""

import streamlit as st

from workbench.demo.description import description
from workbench.ui.current import close_workshop, current_workshop
from workbench.ui.doors import doors
from workbench.ui.home_parts import INVITE, MANAGE, PART, STANDS
from workbench.ui.invite import show_invitations
from workbench.ui.manage import manage
from workbench.ui.outcome import say
from workbench.ui.page import mark_invented
from workbench.ui.plain import plain
from workbench.ui.progress import show_progress
from workbench.ui.retention import announce_erasure
from workbench.workshop.workshop import Kind

workshop = current_workshop()
if workshop is None:
    doors()
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    st.button(
        "Workshops",
        key="workshops",
        icon=":material/arrow_back:",
        type="tertiary",
        help="All workshops and the three doors",
        on_click=close_workshop,
    )
    mark_invented(workshop)
wave = f", wave {workshop.wave}" if workshop.wave > 1 else ""
with st.container(gap="xxsmall"):
    st.title(f"{plain(workshop.name)}{wave}", anchor=False)
    st.caption(plain(workshop.organisation))
say("home")
announce_erasure(workshop)
if workshop.kind is Kind.DEMO:
    with st.expander("What this company shows", icon=":material/theater_comedy:"):
        st.markdown("\n".join(f"- {line}" for line in description().company.story))

asks_people = workshop.kind is not Kind.WHAT_IF
names = [STANDS, *([INVITE] if asks_people else []), MANAGE]
parts = dict(zip(names, st.tabs(names, key=PART, on_change="rerun"), strict=True))
shows = {STANDS: show_progress, INVITE: show_invitations, MANAGE: manage}
for name, part in parts.items():
    if part.open:
        with part:
            shows[name](workshop)
