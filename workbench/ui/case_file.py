"""What is said and signed of the case that is shown, and where that leaves it."""

from typing import NamedTuple

from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.claims import claims_of
from workbench.business_case.credibility.double_counts import Claim, Clash, clashes
from workbench.business_case.credibility.sign_off import Signature, signatures
from workbench.business_case.credibility.standing import Standing, standing
from workbench.ui.case import Built
from workbench.ui.case_settings import bids_at, settings_at, signed_at
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


def said_of(workshop: Workshop, revision: int, shown: Built) -> Said:
    """What is said of the case that is shown. Raises ValueError when there is no case."""
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case to sign: {shown.problem}")
    file, signed = settings_at(workshop.id, revision), signed_at(workshop.id, revision)
    name = shown.scenario.name
    lines = signatures(
        benefit_lines(shown.case, shown.held, file.owners), signed, name, workshop.currency
    )
    claims = claims_of(shown.case, name, bids_at(workshop.id, revision))
    twice = clashes(claims)
    known = set(shown.held) | {each.line.id for each in lines}
    return Said(name, file, lines, claims, twice, standing(file, lines, twice, known))
