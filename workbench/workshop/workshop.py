"""A workshop and its settings."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.frozen import Frozen, OrderedSet
from workbench.workshop.roles import Role
from workbench.workshop.title import Title

CURRENCIES = ("EUR", "GBP", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "NZD", "INR")
PRIVACY_FLOOR = 3


class Kind(StrEnum):
    """What a workshop is for."""

    WORKSHOP = "workshop"
    DEMO = "demo"
    WHAT_IF = "what-if"
    REHEARSAL = "rehearsal"


class Privacy(Frozen):
    """How many people must stand behind a shown figure; frozen once people join."""

    score_threshold: int = Field(default=5, ge=PRIVACY_FLOOR, le=50)
    comment_threshold: int = Field(default=10, ge=PRIVACY_FLOOR, le=100)

    @model_validator(mode="after")
    def _comments_need_more(self) -> Self:
        if self.comment_threshold < self.score_threshold:
            raise ValueError(
                f"comments need at least as many people as scores: {self.comment_threshold} is "
                f"less than {self.score_threshold}"
            )
        return self


class Workshop(Frozen):
    """One workshop: what the facilitator set, and what has been opened, locked and revealed.

    `requisite` maps an element of the instrument to the standard it must reach (1 to 5); it is
    agreed and locked before results are revealed. `first_wave` is the workshop this one repeats.
    On the day `erase_on` the product erases it; None keeps it until somebody deletes it.
    """

    id: UUID
    code: str = Field(pattern=r"^[a-z0-9-]{3,40}$")
    kind: Kind = Kind.WORKSHOP
    name: Title
    organisation: Title
    currency: str = "EUR"
    requisite: dict[str, float]
    privacy: Privacy = Privacy()
    wave: int = Field(default=1, ge=1)
    first_wave: UUID | None = None
    open_roles: OrderedSet[Role] = frozenset(Role)
    requisite_locked_at: datetime | None = None
    revealed_at: datetime | None = None
    created_at: datetime
    erase_on: date | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.currency not in CURRENCIES:
            raise ValueError(f"currency {self.currency!r} is not one of {', '.join(CURRENCIES)}")
        for element, standard in self.requisite.items():
            if not 1 <= standard <= 5:
                raise ValueError(f"the standard of {element} is {standard:g}; accepted: 1 to 5")
        if self.revealed_at and not self.requisite_locked_at:
            raise ValueError("results are revealed only after the requisite standard is locked")
        return self
