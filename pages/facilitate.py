"""Facilitate: what does the room do now?"""

import streamlit as st

from workbench.ui.agenda_choice import choose_agenda
from workbench.ui.agenda_list import show_agenda
from workbench.ui.before_the_room import before_the_room
from workbench.ui.current import current_workshop
from workbench.ui.invited import show_invited
from workbench.ui.join_card import base_address, show_join
from workbench.ui.moderation import show_moderation
from workbench.ui.on_the_wall import is_on_the_wall, show_the_wall
from workbench.ui.page import begin, then
from workbench.ui.room_now import show_joined, watch_room
from workbench.ui.store import store
from workbench.ui.wall_link import show_wall_link
from workbench.ui.without_phone import show_without_phone

SHOWS = {
    "Agenda": show_agenda,
    "Moderation": show_moderation,
    "Without a phone": show_without_phone,
    "Invited by name": show_invited,
    "Before the room": before_the_room,
}

if is_on_the_wall() and (on_the_wall := current_workshop()) is not None:
    show_the_wall(on_the_wall)
    st.stop()

workshop = begin("Facilitate", "What does the room do now?")
if store().rooms.find(workshop.id) is None:
    choose_agenda(workshop)
    st.stop()

now, door = st.columns([13, 5], gap="large")
with door:
    show_wall_link(workshop)
    with st.container(border=True):
        show_join(workshop, base_address())
        show_joined(workshop)
with now:
    watch_room(workshop)
    tabs = st.tabs([*SHOWS], key="facilitate_part", on_change="rerun")
    for name, part in zip(SHOWS, tabs, strict=True):
        if part.open:
            with part:
                SHOWS[name](workshop)

then("readiness", "Go to readiness", "See how close to the starting line the room is.")
