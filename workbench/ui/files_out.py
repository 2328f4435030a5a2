"""Files of a workshop: the lossless backup, and the export that obeys the privacy rules."""

import re
from collections.abc import Callable

import streamlit as st

from workbench.exchange.backup import write_backup
from workbench.exchange.export import csv_files, json_file
from workbench.exchange.released_tables import Tables, released_tables
from workbench.exchange.room_tables import room_tables
from workbench.ui.current import readiness, released
from workbench.ui.room_findings import changes, codebook, findings, journey_map, statements
from workbench.ui.store import now, store
from workbench.ui.theme_parts import FORMS, report_of
from workbench.voices.instrument import instrument
from workbench.workshop.workshop import Workshop


def backup_button(workshop: Workshop) -> None:
    """Everything in one file, for the facilitator alone."""
    st.markdown("#### Back up")
    st.caption(
        "One file that puts everything back. **Confidential**: it holds what each person said. "
        "Keep it to yourself."
    )
    stored = store()
    st.download_button(
        "Back up (confidential)",
        data=lambda: write_backup(stored.backups.take(workshop.id), now()),
        file_name=f"{file_stem(workshop)}-backup-confidential-{now():%Y-%m-%d}.json",
        mime="application/json",
        icon=":material/lock:",
        on_click="ignore",
        key="back_up",
    )


def export_buttons(workshop: Workshop) -> None:
    """What may be shared: released figures, scores and words."""
    st.markdown("#### Export to share")
    if not _anything(workshop):
        st.caption("Counts, scores and comments that may be shown. Reveal something first.")
    else:
        privacy = workshop.privacy
        st.caption(
            f"Counts and scores from {privacy.score_threshold} people of a role, comments from "
            f"{privacy.comment_threshold}. Nothing in it points at a person."
        )
    with st.container(horizontal=True):
        _export(workshop, "CSV files", csv_files, "zip", "application/zip")
        _export(workshop, "JSON", json_file, "json", "application/json")


def shared_tables(workshop: Workshop) -> Tables:
    """The released tables of a workshop and of its room."""
    voices, report = released(workshop), readiness(workshop)
    return released_tables(workshop, voices, report, instrument()) | room_tables(
        findings(workshop),
        statements(workshop),
        changes(workshop),
        codebook(workshop),
        journey_map(workshop),
        report_of(workshop, FORMS),
        store().statements.log(workshop.id),
    )


def file_stem(workshop: Workshop) -> str:
    """The name of the workshop as the start of a file's name."""
    words = re.sub(r"[^\w]+", "-", workshop.name.casefold()).strip("-")
    return words[:60].strip("-") or "workshop"


def _export(
    workshop: Workshop, label: str, write: Callable[[Tables], bytes], ending: str, mime: str
) -> None:
    st.download_button(
        label,
        data=lambda: write(shared_tables(workshop)),
        file_name=f"{file_stem(workshop)}-released-{now():%Y-%m-%d}.{ending}",
        mime=mime,
        icon=":material/download:",
        disabled=not _anything(workshop),
        on_click="ignore",
        key=f"export_{ending}",
    )


def _anything(workshop: Workshop) -> bool:
    """Whether anything is revealed: the readiness, or a step of the room."""
    return workshop.revealed_at is not None or bool(findings(workshop))
