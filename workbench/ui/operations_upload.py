"""Operations data of the workshop: the template, a file, what was measured, the history."""

from collections.abc import Callable
from zoneinfo import available_timezones

import streamlit as st

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import SourceKind
from workbench.evidence.units import figure_in_words, range_in_words
from workbench.exchange.decoding import LARGEST_FILE
from workbench.exchange.operations_csv import (
    interval_template,
    operations_template,
    read_operations,
)
from workbench.exchange.problems import UnreadableFile
from workbench.headroom.operations import Measured
from workbench.ui.current import register, todays_rows
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.file_problems import tell_notes, tell_problems
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

PLACE = "operations"
FILE, BY, REMOVED_BY = "operations_file", "operations_by", "operations_removed_by"
ZONE = "operations_zone"
PROBLEMS, NOTES = "operations problems", "operations notes"
TEMPLATES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "Template": ("operations.csv", operations_template),
    "Template with every column": (
        "operations_in_full.csv",
        lambda: operations_template(everything=True),
    ),
    "Template by half-hour": ("operations_by_half_hour.csv", interval_template),
}


def operations_upload(workshop: Workshop) -> None:
    """Put in the daily figures of the centre; they replace today's figures where they can."""
    st.markdown("**From your own operations data**")
    st.caption(
        "One row a day, or one a half-hour, at least two weeks. What can be measured from them "
        "takes the place of today's figures, with its interval; nothing is stored when anything in "
        "the file is wrong."
    )
    say(PLACE)
    tell_problems(PROBLEMS)
    tell_notes(NOTES)
    _form(workshop)
    found = todays_rows(workshop)
    if found is not None:
        _measured(workshop, found, register(workshop))
    _history(workshop, there=found is not None)


def _form(workshop: Workshop) -> None:
    with st.container(horizontal=True):
        for name, (file, template) in TEMPLATES.items():
            st.download_button(
                name,
                template,
                file,
                "text/csv",
                key=f"{file.removesuffix('.csv')}_template",
                icon=":material/download:",
                on_click="ignore",
            )
    with st.form("operations", clear_on_submit=True):
        st.file_uploader(
            "CSV file",
            type=["csv", "txt"],
            key=FILE,
            max_upload_size=LARGEST_FILE // 1024**2,
        )
        st.selectbox(
            "Time zone of the centre",
            sorted(available_timezones()),
            index=None,
            key=ZONE,
            placeholder="Only for half-hours: it settles the nights on which clocks change",
        )
        st.text_input("Who puts it in", key=BY, placeholder="Your name or function")
        st.form_submit_button(
            "Read the file and use it", icon=":material/upload:", on_click=_read, args=(workshop,)
        )


def _read(workshop: Workshop) -> None:
    file, who = st.session_state[FILE], st.session_state[BY]
    if file is None:
        st.session_state[PROBLEMS] = ("There is no file; choose a CSV file first.",)
        return
    try:
        read = read_operations(file.getvalue(), now().date(), st.session_state[ZONE])
    except UnreadableFile as error:
        st.session_state[PROBLEMS] = tuple(str(problem) for problem in error.problems)
        return

    def put_in() -> str:
        store().operations.replace(workshop.id, read.days, file.name, who)
        return f"{len(read.days)} days are in. Below is what they say."

    if attempt(PLACE, put_in):
        st.session_state[NOTES] = read.notes


def _measured(workshop: Workshop, found: Measured, held: Register) -> None:
    if found.assumptions:
        rows = [
            FigureRow(
                measured.label,
                (
                    figure_in_words(measured.p50, measured.unit, workshop.currency),
                    range_in_words(measured, workshop.currency),
                    _in_force(held, measured, workshop.currency),
                ),
            )
            for measured in found.assumptions
        ]
        st.markdown(f"**What {found.assumptions[0].n} days say**")
        columns = ("Measured", "Value", "P10 to P90", "In force")
        figure_table(columns, rows, caption="What the days say", words=frozenset({3}))
    for note in found.notes:
        st.caption(plain(note))


def _in_force(held: Register, measured: Assumption, currency: str) -> str:
    now = held[measured.id]
    if now == measured:
        return "yes"
    used = figure_in_words(now.p50, now.unit, currency)
    source = "the voices" if now.source_kind is SourceKind.VOICES else "the page Assumptions"
    return f"no: {used} from {source}"


def _history(workshop: Workshop, *, there: bool) -> None:
    history = store().operations.history(workshop.id)
    if not history:
        return
    with st.expander(f"History: {len(history)}", icon=":material/history:"):
        for note in reversed(history):
            span = f", {note.first_day} to {note.last_day}" if note.first_day else ""
            what = f"{note.day_count} days{span}" if note.day_count else "figures removed"
            st.markdown(
                f"{note.uploaded_at:%-d %B %Y, %H:%M} UTC: {plain(note.file_name)}, {what}, by "
                f"{plain(note.uploaded_by)}"
            )
    if there:
        with st.popover("Remove these figures", icon=":material/delete:"):
            st.write("The history keeps them; the model goes back to the figures before them.")
            st.text_input("Who removes them", key=REMOVED_BY, placeholder="Your name or function")
            st.button("Remove", key="operations_remove", on_click=_remove, args=(workshop,))


def _remove(workshop: Workshop) -> None:
    who = st.session_state[REMOVED_BY]

    def remove() -> str:
        store().operations.remove(workshop.id, who)
        return "The uploaded figures are no longer used."

    attempt(PLACE, remove)
