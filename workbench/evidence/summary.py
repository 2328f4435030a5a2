"""Where the figures of a register come from, in one sentence."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from workbench.evidence.assumptions import Assumption
from workbench.evidence.grades import Grade, SourceKind


class Origin(StrEnum):
    """Where a figure comes from, as a reader of the register sorts it; the value is its name."""

    ROWS = "measured from your rows"
    VOICES = "measured from your voices"
    RECORDS = "entered from your records"
    TOLD = "entered from your voices"
    PUBLISHED = "published evidence"
    JUDGEMENT = "judgement"


ENTERED = {
    SourceKind.VOICES: Origin.TOLD,
    SourceKind.UPLOADED: Origin.RECORDS,
    SourceKind.PUBLISHED: Origin.PUBLISHED,
    SourceKind.JUDGEMENT: Origin.JUDGEMENT,
}


def origin(assumption: Assumption) -> Origin:
    """Where a figure comes from: measured ones carry their n, entered ones do not."""
    if assumption.n is not None:
        voices = assumption.source_kind is SourceKind.VOICES
        return Origin.VOICES if voices else Origin.ROWS
    return ENTERED[assumption.source_kind]


def sources_in_words(assumptions: Iterable[Assumption], people: str) -> str:
    """How many figures there are and where they come from; `people` are those behind the voices.

    "64 figures: 6 measured from your own rows, 3 from up to 59 advisors, 55 judgement."
    """
    figures = tuple(assumptions)
    counts = Counter(map(origin, figures))
    most = max((a.n or 0 for a in figures if origin(a) is Origin.VOICES), default=0)
    told = {
        Origin.ROWS: "measured from your own rows",
        Origin.VOICES: f"from up to {most:,} {people}",
        Origin.RECORDS: "entered from your own records",
        Origin.TOLD: "entered from your voices",
        Origin.PUBLISHED: "from published evidence",
        Origin.JUDGEMENT: "judgement",
    }
    parts = [f"{counts[where]} {words}" for where, words in told.items() if counts[where]]
    return f"{_counted(len(figures))}: {', '.join(parts)}." if parts else "No figures."


def by_grade(assumptions: Iterable[Assumption]) -> dict[Grade, int]:
    """How many figures have each grade, strongest first, grades without figures included."""
    counts = Counter(assumption.grade for assumption in assumptions)
    return {grade: counts[grade] for grade in Grade}


def _counted(figures: int) -> str:
    return "1 figure" if figures == 1 else f"{figures} figures"
