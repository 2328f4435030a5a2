"""Versions of a case: what was put before a board, kept word for word and figure for figure."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from pydantic import Field, JsonValue

from workbench.business_case.case import Band, Case
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import Signature
from workbench.business_case.credibility.words import Name, Remark
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen
from workbench.workshop.title import Title

SHORT = 12


class HeldFigure(Frozen):
    """A figure of the register as a version holds it."""

    id: str
    label: str
    unit: str
    p10: float
    p50: float
    p90: float
    grade: Grade
    owner: str
    source: str

    @property
    def range(self) -> tuple[float, float, float]:
        """P10, P50 and P90."""
        return self.p10, self.p50, self.p90


class Results(Frozen):
    """What a version came to, headline first: money in the workshop's currency, times in years."""

    npv: Band
    present_benefits: float
    present_costs: float
    payback: float | None
    sentence: str


class Signed(Frozen):
    """A headline line in a version: who had signed it, if anybody, as it stood."""

    line: str
    label: str
    signed_by: str = ""


class Content(Frozen):
    """All that decides what a case comes to and what is said of it.

    `scenario` holds the levers, `figures` every assumption in force, `file` the settings.
    """

    scenario: dict[str, JsonValue]
    figures: tuple[HeldFigure, ...]
    file: CaseFile
    results: Results
    signed: tuple[Signed, ...]

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the content: the same content has the same, on every machine.

        What stands at its default is left out, so that a setting which later versions of the
        program add does not change the hash of what was kept before.
        """
        content = self.model_dump(mode="json", exclude_defaults=True)
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class CaseVersion(Frozen):
    """A version, counted from 1, with who made it, when and for what."""

    number: int = Field(ge=1)
    name: Title
    made_by: Name
    remark: Remark = ""
    made_at: datetime
    content: Content
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")

    @property
    def short_hash(self) -> str:
        """The start of the hash, enough to tell versions apart on paper."""
        return self.sha256[:SHORT]

    @property
    def intact(self) -> bool:
        """Whether the content still is what the hash was taken of."""
        return self.content.fingerprint == self.sha256


def content_of(
    case: Case,
    held: Register,
    scenario: Mapping[str, JsonValue],
    file: CaseFile,
    standing: tuple[Signature, ...],
    sentence: str,
) -> Content:
    """A case as a version keeps it. `held` is the register that it was built on."""
    headline = case.headline
    return Content(
        scenario=dict(scenario),
        figures=tuple(_figure(each) for each in held.values()),
        file=file,
        results=Results(
            npv=headline.npv_range,
            present_benefits=headline.present_benefits,
            present_costs=headline.present_costs,
            payback=headline.payback,
            sentence=sentence,
        ),
        signed=tuple(
            Signed(
                line=each.line.id,
                label=each.line.label,
                signed_by=each.signed.signed_by if each.valid and each.signed else "",
            )
            for each in standing
            if each.line.counts
        ),
    )


def _figure(assumption: Assumption) -> HeldFigure:
    return HeldFigure(**assumption.model_dump(include=set(HeldFigure.model_fields)))
