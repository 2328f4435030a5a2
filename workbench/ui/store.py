"""The one store of this process."""

import os
from datetime import UTC, datetime

import streamlit as st

from workbench.storage import Store, open_store


@st.cache_resource(show_spinner=False)
def _open(address: str) -> Store:
    return open_store(address or None)


def store() -> Store:
    """What is stored; opened and brought up to date on first use.

    Raises DatabaseUnavailable, whose message is for the person at the screen.
    """
    return _open(os.environ.get("HEADROOM_DATABASE_URL", ""))


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)
