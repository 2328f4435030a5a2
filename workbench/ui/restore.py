"""Putting a workshop back from its backup file."""

import streamlit as st

from workbench.exchange.backup import read_backup
from workbench.ui.home_parts import enter
from workbench.ui.outcome import attempt, say
from workbench.ui.store import store
from workbench.workshop.refused import Refused

PLACE, FILE, TRIES = "restore", "backup_file", "backup files restored"


def restore_form() -> None:
    """Choose a backup file and restore it; the workshop in it is open afterwards."""
    with st.expander(
        "Restore a workshop from a backup",
        icon=":material/settings_backup_restore:",
        key="restore_expander",
    ):
        say(PLACE)
        # A key of its own for every restored file, so that the chooser is empty afterwards.
        key = f"{FILE}_{st.session_state.get(TRIES, 0)}"
        with st.form("restore", border=False):
            st.file_uploader("Backup file, as “Back up” made it", type="json", key=key)
            st.form_submit_button("Restore", on_click=_restore, args=(key,))


def _restore(key: str) -> None:
    chosen = st.session_state[key]

    def restore() -> str:
        if chosen is None:
            raise Refused("Choose a backup file first.")
        workshop = store().backups.restore(read_backup(chosen.getvalue()))
        enter(workshop)
        return f"{workshop.name} is restored, with everything that was in it."

    if attempt(PLACE, restore, then="home"):
        st.session_state[TRIES] = st.session_state.get(TRIES, 0) + 1
