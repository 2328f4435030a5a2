"""Driver data from a file: a template with the figures as they stand, and what is wrong with it."""

from collections.abc import Mapping

import streamlit as st

from workbench.business_case.accepted_edits import edited
from workbench.evidence.assumptions import Assumption, Register
from workbench.exchange.driver_data_in import read_driver_data
from workbench.exchange.driver_data_out import driver_csv, driver_rows, driver_xlsx
from workbench.exchange.problems import UnreadableFile
from workbench.ui.case import Built, refusal
from workbench.ui.current import register
from workbench.ui.file_problems import tell_notes, tell_problems
from workbench.ui.files_out import file_stem
from workbench.ui.outcome import attempt, say
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE, FILE = "driver file", "driver_file"
PROBLEMS, NOTES = "driver problems", "driver notes"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def driver_files(workshop: Workshop, shown: Built, figures: tuple[Assumption, ...]) -> None:
    """The template to take, filled with these figures as they stand, and the file to bring."""
    say(PLACE)
    st.caption(
        "One row for each figure, with its range, source, owner and grade, as XLSX or CSV. The "
        "template holds the figures as they stand; nothing is stored when anything in the file is "
        "wrong."
    )
    rows, stem = driver_rows(figures, workshop.currency), file_stem(workshop)
    with st.container(horizontal=True):
        st.download_button(
            "Template, XLSX", lambda: driver_xlsx(rows), f"{stem}-drivers.xlsx", XLSX,
            key="driver_xlsx", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Template, CSV", lambda: driver_csv(rows), f"{stem}-drivers.csv", "text/csv",
            key="driver_csv", on_click="ignore",
        )  # fmt: skip
    tell_problems(PROBLEMS)
    tell_notes(NOTES)
    today: dict[str, float] = {}
    if shown.case is not None:
        today = shown.case.values | shown.case.results
    with st.form("drivers_in", clear_on_submit=True, border=False):
        st.file_uploader("XLSX or CSV file", type=["xlsx", "csv", "txt"], key=FILE)
        st.form_submit_button(
            "Read the figures",
            icon=":material/upload:",
            on_click=_read,
            args=(workshop, shown, today),
        )


def _read(workshop: Workshop, shown: Built, today: Mapping[str, float]) -> None:
    file = st.session_state[FILE]
    if file is None:
        st.session_state[PROBLEMS] = ("There is no file; choose an XLSX or CSV file first.",)
        return
    held = register(workshop)
    try:
        read = read_driver_data(file.getvalue(), held, today, workshop.currency, now())
    except UnreadableFile as error:
        st.session_state[PROBLEMS] = tuple(str(problem) for problem in error.problems)
        return

    def put_in() -> str:
        current: Register = held
        for edit in read.edits:
            try:
                after = edited(current, edit)
            except ValueError as problem:
                raise Refused(f"Nothing was stored: {problem}.") from problem
            current = Register(after if each.id == after.id else each for each in current.values())
        if why := refusal(shown, current):
            raise Refused(f"Nothing was stored, because there would be no case any more: {why}.")
        store().edits.add(workshop.id, *read.edits)
        count = len(read.edits)
        return f"{count} {'figure is' if count == 1 else 'figures are'} in the register now."

    if attempt(PLACE, put_in):
        st.session_state[NOTES] = read.notes
