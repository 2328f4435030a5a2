"""What is said and signed of the case that is shown, read once for all visitors of a workshop."""

from typing import NamedTuple
from uuid import UUID

import streamlit as st

from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.double_counts import Claim, Clash, clashes
from workbench.business_case.credibility.sign_off import Signature, SignOff, signatures
from workbench.business_case.credibility.standing import Standing, standing
from workbench.business_case.credibility.versions import CaseVersion
from workbench.ui.case import Built
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop


class Said(NamedTuple):
    """The settings, each benefit with its signature, what clashes, and where that leaves the case.

    `name` is the scenario's: signatures are given to it.
    """

    name: str
    file: CaseFile
    lines: tuple[Signature, ...]
    claims: tuple[Claim, ...]
    clashes: tuple[Clash, ...]
    standing: Standing


def case_file(workshop: Workshop) -> CaseFile:
    """The settings of the workshop's case."""
    return _kept(workshop.id, store().workshops.revision(workshop.id))[0]


def versions(workshop: Workshop) -> tuple[CaseVersion, ...]:
    """The versions of the case, oldest first."""
    return _versions(workshop.id, store().workshops.revision(workshop.id))


def said_of(workshop: Workshop, revision: int, shown: Built) -> Said:
    """What is said of the case that is shown. Raises ValueError when there is no case."""
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case to sign: {shown.problem}")
    file, signed = _kept(workshop.id, revision)
    name = shown.scenario.name
    lines = signatures(
        benefit_lines(shown.case, shown.held, file.owners), signed, name, workshop.currency
    )
    claims = _claims(name, lines)
    twice = clashes(claims)
    known = set(shown.held) | {each.line.id for each in lines}
    return Said(name, file, lines, claims, twice, standing(file, lines, twice, known))


def _claims(name: str, lines: tuple[Signature, ...]) -> tuple[Claim, ...]:
    return tuple(
        Claim(project=name, line=each.line.label, pool=each.line.ledger)
        for each in lines
        if each.line.counts
    )


@st.cache_resource(max_entries=50, show_spinner=False)
def _kept(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[CaseFile, tuple[SignOff, ...]]:
    return store().cases.file(workshop), store().cases.sign_offs(workshop)


@st.cache_resource(max_entries=20, show_spinner=False)
def _versions(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
) -> tuple[CaseVersion, ...]:
    return store().cases.versions(workshop)
