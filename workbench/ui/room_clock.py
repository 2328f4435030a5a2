"""The time that is left, counted down in the browser by the server's clock."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from workbench.workshop.room import Room

_clock = st.components.v2.component(
    "headroom_clock",
    html='<p role="timer"></p>',
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def show_clock(room: Room, size: str = "page") -> None:
    """Minutes and seconds until the time of the current step is up; nothing without a limit."""
    left = room.seconds_left(datetime.now(UTC))
    if left is None or room.deadline is None:
        return
    _clock(
        key=f"clock_{size}",
        data={"left": left, "deadline": room.deadline.isoformat(), "size": size},
    )
