"""What is current: the workshop of this visitor, and what is known and in force in it."""

from datetime import date
from uuid import UUID

import streamlit as st

from workbench.evidence.assumptions import Register, resolve
from workbench.evidence.defaults import default_assumptions, retired_assumptions
from workbench.headroom.operations import Measured, measured
from workbench.readiness.findings import ReadinessReport
from workbench.readiness.report import readiness_report
from workbench.ui.store import store
from workbench.ui.visitor import may_open
from workbench.voices.instrument import instrument
from workbench.voices.released import ReleasedVoices, released_voices
from workbench.voices.work_quantities import measured_assumptions
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PARAMETER = "workshop"
JOIN = "join"
KEPT = "current workshop"


def keep_in_address() -> None:
    """Hold on to the current workshop: in the session across pages, in the address for a reload."""
    code = st.query_params.get(PARAMETER)
    if code:
        st.session_state[KEPT] = code
    elif KEPT in st.session_state:
        st.query_params[PARAMETER] = st.session_state[KEPT]


def open_workshop(workshop: Workshop) -> None:
    """Make a workshop the current one of this visitor."""
    st.session_state[KEPT] = workshop.code
    st.query_params[PARAMETER] = workshop.code


def close_workshop() -> None:
    """Have no current workshop."""
    st.session_state.pop(KEPT, None)
    st.query_params.pop(PARAMETER, None)


def current_workshop() -> Workshop | None:
    """The workshop that this visitor has open; None when there is none, or it is not theirs."""
    code = st.session_state.get(KEPT)
    found = store().workshops.find(code) if code else None
    return found if found is not None and may_open(found) else None


def released(workshop: Workshop) -> ReleasedVoices:
    """What may be shown of the answers; nothing at all before the reveal."""
    if workshop.revealed_at is None:
        return ReleasedVoices(privacy=workshop.privacy)
    return _released(workshop.id, store().workshops.figures_revision(workshop.id))


def readiness(workshop: Workshop) -> ReadinessReport:
    """The readiness report on what is released."""
    return _readiness(workshop.id, store().workshops.figures_revision(workshop.id))


def register(workshop: Workshop) -> Register:
    """Every assumption in force: defaults, uploaded rows, revealed voices, edits."""
    return _register(workshop.id, store().workshops.figures_revision(workshop.id))


def todays_rows(workshop: Workshop) -> Measured | None:
    """What the uploaded operations rows say; None when there are none."""
    return _measured(workshop.id, store().workshops.figures_revision(workshop.id))


# The values below are frozen, so one copy serves every visitor. They are kept by the revision of
# what figures are worked out from. Its name must not begin with an underscore: the framework leaves
# such an argument out of the key.


@st.cache_resource(max_entries=50, show_spinner=False)
def _released(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> ReleasedVoices:
    found = _find(workshop)
    turnout = store().participants.turnout(workshop, of_questionnaire=True)
    answered = {role: turnout[role].answered for role in Role if role in turnout}
    return released_voices(store().releases.current(workshop), answered, found.privacy)


@st.cache_resource(max_entries=50, show_spinner=False)
def _readiness(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> ReadinessReport:
    found = _find(workshop)
    return readiness_report(released(found), found.requisite, instrument())


@st.cache_resource(max_entries=50, show_spinner=False)
def _measured(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> Measured | None:
    days = store().operations.days(workshop)
    return measured(days) if days else None


@st.cache_resource(max_entries=50, show_spinner=False)
def _register(workshop: UUID, revision: int) -> Register:
    found = _find(workshop)
    defaults = {assumption.id: assumption for assumption in default_assumptions()}
    rows = _measured(workshop, revision)
    told = measured_assumptions(released(found), defaults, instrument(), _as_of(found))
    return resolve(
        defaults.values(),
        (*(rows.assumptions if rows else ()), *told),
        store().edits.all(workshop),
        retired_assumptions(),
    )


def _as_of(workshop: Workshop) -> date:
    return (workshop.revealed_at or workshop.created_at).date()


def _find(workshop: UUID) -> Workshop:
    found = store().workshops.find(workshop)
    if found is None:
        raise LookupError(f"workshop {workshop} was deleted while a page of it was drawn")
    return found
