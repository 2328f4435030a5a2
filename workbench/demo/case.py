"""What the invented company says of its case: settings, signatures and the version a board saw."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

import yaml

from workbench.business_case.case import build_case
from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.one_sentence import board_sentence
from workbench.business_case.credibility.sign_off import SignOff, signatures
from workbench.business_case.credibility.versions import CaseVersion, content_of
from workbench.business_case.credibility.words import Name, Remark
from workbench.business_case.simulation import simulation
from workbench.demo.description import FOLDER
from workbench.evidence.assumptions import Register
from workbench.frozen import Frozen
from workbench.headroom.policy import tried
from workbench.headroom.scenario import Scenario
from workbench.workshop.title import Title


class SignedLine(Frozen):
    """A benefit line that its owner signed."""

    line: str
    signed_by: Name
    comment: Remark = ""
    signed_at: datetime


class KeptVersion(Frozen):
    """The version that a board saw, with the figures that stood otherwise then."""

    name: Title
    made_by: Name
    remark: Remark = ""
    made_at: datetime
    figures: dict[str, tuple[float, float, float]]


class ToldCase(CaseFile):
    """The settings of the case as the description has them, and what was signed and kept."""

    signatures: tuple[SignedLine, ...] = ()
    version: KeptVersion


class DemoCase(NamedTuple):
    """What goes into the store."""

    file: CaseFile
    sign_offs: tuple[SignOff, ...]
    versions: tuple[CaseVersion, ...]


def demo_case(held: Register, scenario: Scenario, currency: str) -> DemoCase:
    """The case of a scenario on the company's register.

    Raises ValueError when the description names a figure or a line that is not there.
    """
    told = _told()
    file = CaseFile(**{key: getattr(told, key) for key in CaseFile.model_fields})
    used = tried(held, scenario)
    case = build_case(used, simulation(scenario))
    lines = {line.id: line for line in benefit_lines(case, used, file.owners)}
    if unknown := [each.line for each in told.signatures if each.line not in lines]:
        raise ValueError(f"case.yaml: there is no benefit line {', '.join(unknown)} to be signed")
    signed = tuple(
        SignOff(
            scenario=scenario.name,
            line=lines[each.line],
            signed_by=each.signed_by,
            comment=each.comment,
            signed_at=each.signed_at,
        )
        for each in told.signatures
    )
    version = _version(told.version, used, scenario, file, currency)
    return DemoCase(file, signed, (version,))


def _version(
    told: KeptVersion, held: Register, scenario: Scenario, file: CaseFile, currency: str
) -> CaseVersion:
    """The case as the board saw it, before some figures were corrected; nobody had signed then."""
    before = Register(
        each.with_range(*told.figures[key]) if key in told.figures else each
        for key, each in held.items()
    )
    case = build_case(before, simulation(scenario))
    lines = signatures(benefit_lines(case, before, file.owners), (), scenario.name, currency)
    content = content_of(
        case,
        before,
        scenario.model_dump(mode="json", exclude={"overrides"}),
        file,
        lines,
        board_sentence(case, currency),
    )
    return CaseVersion(
        number=1,
        name=told.name,
        made_by=told.made_by,
        remark=told.remark,
        made_at=told.made_at,
        content=content,
        sha256=content.fingerprint,
    )


@cache
def _told() -> ToldCase:
    content = yaml.safe_load((FOLDER / "case.yaml").read_text(encoding="utf-8"))
    return ToldCase.model_validate(content)
