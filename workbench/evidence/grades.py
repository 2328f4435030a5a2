"""One scale for the strength of evidence, used on every page."""

from enum import StrEnum


class Grade(StrEnum):
    """Strength of evidence behind a figure or a link, strongest first."""

    A = "A"
    B = "B"
    C = "C"
    V = "V"
    J = "J"

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return MEANINGS[self]

    @property
    def tested(self) -> bool:
        """Whether the evidence is a study (A to C), not a vendor's claim or a judgement."""
        return self in (Grade.A, Grade.B, Grade.C)


MEANINGS = {
    Grade.A: "experiment",
    Grade.B: "longitudinal or structural study",
    Grade.C: "cross-section",
    Grade.V: "vendor claim",
    Grade.J: "judgement",
}


class SourceKind(StrEnum):
    """What kind of source a figure has."""

    VOICES = "voices"
    UPLOADED = "uploaded data"
    PUBLISHED = "published evidence"
    JUDGEMENT = "judgement"
