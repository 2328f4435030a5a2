"""The settings, signatures and versions of a workshop's case, read once for all its visitors."""

from uuid import UUID

import streamlit as st

from workbench.business_case.bids import Bid
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import SignOff
from workbench.business_case.credibility.versions import CaseVersion
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop


def case_file(workshop: Workshop) -> CaseFile:
    """The settings of the workshop's case."""
    return settings_at(workshop.id, store().workshops.figures_revision(workshop.id))


def versions(workshop: Workshop) -> tuple[CaseVersion, ...]:
    """The versions of the case, oldest first."""
    return _versions(workshop.id, store().workshops.figures_revision(workshop.id))


# The values are frozen, so one copy serves every visitor.


@st.cache_resource(max_entries=50, show_spinner=False)
def settings_at(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> CaseFile:
    """The settings of a case at a revision of its workshop."""
    return store().cases.file(workshop)


@st.cache_resource(max_entries=50, show_spinner=False)
def signed_at(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[SignOff, ...]:
    """The signatures of a case at a revision of its workshop, oldest first."""
    return store().cases.sign_offs(workshop)


@st.cache_resource(max_entries=50, show_spinner=False)
def bids_at(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[Bid, ...]:
    """The bids of a workshop at a revision."""
    return store().bids.all(workshop)


@st.cache_resource(max_entries=20, show_spinner=False)
def _versions(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[CaseVersion, ...]:
    return store().cases.versions(workshop)
