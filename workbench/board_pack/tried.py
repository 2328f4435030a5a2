"""Assumptions as the pack shows them: what was only tried says so, in place of a source."""

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import figure_in_words


def assumptions_as_used(
    used: Register, register: Register, currency: str
) -> tuple[Assumption, ...]:
    """The assumptions that a case was built on.

    One that differs from the register was tried, so that its source is nobody's: the pack says
    what the register holds instead, and grades it as judgement.
    """
    return tuple(
        used[key] if used[key] == register[key] else _as_tried(used[key], register[key], currency)
        for key in used
    )


def _as_tried(tried: Assumption, kept: Assumption, currency: str) -> Assumption:
    value = figure_in_words(kept.p50, kept.unit, currency)
    said = {
        "source_kind": SourceKind.JUDGEMENT,
        "source": f"Tried for this case; the register holds {value} ({kept.source})",
        "grade": Grade.J,
        "n": None,
        "interval": None,
    }
    return Assumption.model_validate(tried.model_dump() | said)
