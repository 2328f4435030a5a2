"""Coding: which theme and which step of the journey each text of a person is counted under."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.codebook import UNCODED, Codebook

Place = tuple[UUID, str, str]
"""Where a text stands: its writer, the form, and the item."""


class Coding(Frozen):
    """The codebook, and what the facilitator said of single texts by place."""

    codebook: Codebook
    assigned: Mapping[Place, str] = Field(default_factory=dict)

    def theme(self, place: Place, text: str, picked: str | None) -> str:
        """A text's theme: the facilitator's, else the writer's, else the codebook's, or none."""
        assigned = self.assigned.get(place)
        if assigned is not None:
            return assigned
        return picked or (self.codebook.theme_of(text) if text else None) or UNCODED

    def step(self, text: str, picked: str | None) -> str:
        """A text's step of the journey: the writer's, else the codebook's, or none."""
        return picked or (self.codebook.step_of(text) if text else None) or UNCODED


def mentioned(codes: Iterable[str]) -> tuple[str, ...]:
    """What one person mentions, each once; "uncoded" only when nothing else is there."""
    found = set(codes)
    return tuple(sorted(found - {UNCODED})) or tuple(sorted(found))
