"""What the room said and made, as far as it may be shown: read once for each revision."""

import time
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from workbench.storage import NotSaved
from workbench.strategy.changes import Change
from workbench.ui.store import store
from workbench.voices.codebook import Codebook
from workbench.voices.journey_map import JourneyMap
from workbench.voices.statements import Statement
from workbench.voices.step_analysis import ANALYSED
from workbench.voices.step_findings import StepFinding
from workbench.workshop.agenda import Activity
from workbench.workshop.workshop import Workshop

RESTS = 3
MOST_KEPT = 30


def bring_up_to_date(workshop: Workshop) -> None:
    """Take in what may be taken in by itself, and work out what a reveal has made possible.

    A page that cannot store still shows what is there. Nothing is looked for twice at one revision.
    """
    revision = store().workshops.revision(workshop.id)
    if _settled().get(workshop.id) == revision:
        return
    try:
        store().statements.take_in_comments(workshop.id)
        store().statements.take_in_paper(workshop.id)
        room = store().rooms.find(workshop.id)
        for step in room.agenda.steps if room else ():
            if step.activity is Activity.STATEMENTS:
                store().statements.take_in_by_itself(workshop.id, step)
        made = False
        for name, found in findings(workshop).items():
            if found.step.activity in ANALYSED and found.analysis is None:
                made = store().findings.analyse(workshop.id, name) or made
        if made:
            # What was read before does not hold it, and would be kept for a while.
            _kept().pop(workshop.id, None)
    except NotSaved:
        return
    # What was stored just now has raised the revision; the next look sees to that once.
    _settled()[workshop.id] = revision


def findings(workshop: Workshop) -> dict[str, StepFinding]:
    """What the steps showed, by step, in the order of the agenda.

    While people are sending, every answer raises the revision. So what was read is kept for three
    times as long as reading took: a wall that looks every second must not keep a processor busy.
    """
    revision = store().workshops.revision(workshop.id)
    kept = _kept()
    last = kept.get(workshop.id)
    now = time.monotonic()
    if last and (last.revision == revision or now - last.at < RESTS * last.took):
        return last.findings
    found = store().findings.of(workshop.id)
    after = time.monotonic()
    kept[workshop.id] = _Read(revision, after, after - now, found)
    if len(kept) > MOST_KEPT:
        del kept[min(kept, key=lambda one: kept[one].at)]
    return found


def statements(workshop: Workshop) -> tuple[Statement, ...]:
    """Every statement that was taken in."""
    return _statements(workshop.id, store().workshops.figures_revision(workshop.id))


def codebook(workshop: Workshop) -> Codebook:
    """The codebook in force."""
    return _codebook(workshop.id, store().workshops.figures_revision(workshop.id))


def changes(workshop: Workshop) -> tuple[Change, ...]:
    """The changes of the workshop."""
    return _changes(workshop.id, store().workshops.figures_revision(workshop.id))


def journey_map(workshop: Workshop) -> JourneyMap:
    """The touchpoints of the workshop."""
    return _journey(workshop.id, store().workshops.figures_revision(workshop.id))


class _Read(NamedTuple):
    """Findings with the revision they are of, when they were read, and how long that took."""

    revision: int
    at: float
    took: float
    findings: dict[str, StepFinding]


@st.cache_resource(show_spinner=False)
def _settled() -> dict[UUID, int]:
    return {}


@st.cache_resource(show_spinner=False)
def _kept() -> dict[UUID, _Read]:
    return {}


@st.cache_resource(max_entries=30, show_spinner=False)
def _statements(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[Statement, ...]:
    return store().statements.current(workshop)


@st.cache_resource(max_entries=30, show_spinner=False)
def _codebook(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> Codebook:
    return store().room_parts.codebook(workshop)


@st.cache_resource(max_entries=30, show_spinner=False)
def _changes(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[Change, ...]:
    return store().changes.all(workshop)


@st.cache_resource(max_entries=30, show_spinner=False)
def _journey(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> JourneyMap:
    return store().room_parts.journey(workshop)
