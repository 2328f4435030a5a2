"""How answers become scores: the rules and figures that the instrument file carries."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from workbench.frozen import Frozen
from workbench.workshop.roles import Role


class Length(StrEnum):
    """How much a form asks: the pulse, the full form, or a check of one topic."""

    PULSE = "pulse"
    FULL = "full"
    CHECK = "check"


class DontKnow(Frozen):
    """The answer "don't know": missing, never the middle of the scale.

    Above `highest_share` (share of a role's people) an element counts as not visible to the role.
    """

    code: str = Field(min_length=1, max_length=10)
    label: str = Field(min_length=3)
    highest_share: float = Field(gt=0, lt=1)


class GateRule(Frozen):
    """When an element passes, and how sure that has to be.

    `requisite` is the standard on the scale of the anchors that a new workshop starts from;
    `pass_at` and `fail_at` are probabilities of being at the standard; `prior_per_level` is the
    Dirichlet weight of each level of a single anchored item; `spread_floor` is the smallest
    standard deviation of person scores (levels) that the rule believes; a gate that `most_to_ask`
    further people would not settle is called too close to the standard.
    """

    roles: tuple[Role, Role]
    requisite: float = Field(ge=1, le=5)
    pass_at: float = Field(gt=0.5, le=1)
    fail_at: float = Field(ge=0, lt=0.5)
    prior_per_level: float = Field(gt=0, le=5)
    spread_floor: float = Field(gt=0, le=2)
    most_to_ask: int = Field(ge=1, le=10_000)
    source: str = Field(min_length=3)
    as_of: date


class ElementItems(Frozen):
    """How many items of an element a person must answer to have a score for it."""

    pulse: int = Field(ge=1)
    full: int = Field(ge=1)


class Evidence(Frozen):
    """The optional line that a high rating asks for: what could be shown for it."""

    role: Role
    from_level: int = Field(ge=1, le=5)
    question: str = Field(min_length=3)


class Scoring(Frozen):
    """The scoring rules. `explanations` says each rule in words, for the interface."""

    lowest: int
    highest: int
    dont_know: DontKnow
    element_items: ElementItems
    gate: GateRule
    evidence: Evidence
    people_to_show: int = Field(ge=3)
    people_for_agreement: int = Field(ge=3)
    explanations: dict[str, str]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.lowest >= self.highest:
            raise ValueError(f"lowest {self.lowest} is not below highest {self.highest}")
        return self

    def flipped(self, value: float) -> float:
        """A reverse-keyed answer turned round, so that high is always good."""
        return self.lowest + self.highest - value


class Timing(Frozen):
    """How long a form takes: reading speed (words a minute) and seconds to decide a question."""

    words_per_minute: float = Field(gt=0)
    decide_anchored: float = Field(ge=0)
    decide_short: float = Field(ge=0)
    target_seconds: float = Field(gt=0)
    source: str = Field(min_length=3)
    as_of: date


class WorkQuantities(Frozen):
    """How answers about one's own work become assumptions.

    `reporting_error` is the share by which people's recall of their own work may be off as a
    group, beyond chance.
    """

    role: Role
    reporting_error: float = Field(ge=0, le=1)
    owner: str = Field(min_length=2)
    source: str = Field(min_length=3)
    as_of: date
