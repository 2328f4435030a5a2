"""What a facilitator enters for people without a phone: a show of hands, or what paper says.

It is counted apart from what people sent themselves and never enters a statistic about persons:
nobody knows how often one person is in it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from workbench.frozen import Frozen
from workbench.workshop.agenda import StepId
from workbench.workshop.roles import Role

MOST_HANDS = 2000
MOST_WORDS = 1000


class ProxyKind(StrEnum):
    """How people without a phone took part."""

    HANDS = "hands"
    PAPER = "paper"


class ProxyEntry(Frozen):
    """One count of hands, or one sheet of paper.

    `form` and `item` are those under which a phone would have sent it; `counts` maps a value of the
    item to the number of people, `words` is what a sheet says. `role` is None for a mixed room.
    `key` tells two entries apart from one that was sent twice.
    """

    key: str = Field(min_length=8, max_length=64)
    step: StepId
    kind: ProxyKind
    role: Role | None = None
    form: str = Field(min_length=1, max_length=80)
    item: str = Field(min_length=1, max_length=40)
    counts: dict[str, int] = Field(default_factory=dict, max_length=20)
    words: str = Field(default="", max_length=MOST_WORDS)
    entered_at: datetime

    @property
    def people(self) -> int:
        """How many people it speaks for: all hands, or one for a sheet."""
        return sum(self.counts.values()) if self.counts else 1

    @field_validator("counts")
    @classmethod
    def _countable(cls, counts: dict[str, int]) -> dict[str, int]:
        for value, hands in counts.items():
            if not 0 <= hands <= MOST_HANDS:
                raise ValueError(f"{value}: {hands} hands; accepted: 0 to {MOST_HANDS:,}")
        return counts

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.words.strip() and not any(self.counts.values()):
            raise ValueError("nothing is entered; accepted: at least one hand, or what paper says")
        return self
