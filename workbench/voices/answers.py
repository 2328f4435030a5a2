"""What one person sends: answers, predictions and statements."""

from datetime import datetime
from enum import StrEnum
from math import isfinite
from uuid import UUID

from pydantic import Field, field_validator

from workbench.frozen import Frozen
from workbench.workshop.roles import Role

DONT_KNOW = "dk"
MAX_TEXT = 1000

Value = int | float | str | tuple[str, ...]


class About(StrEnum):
    """Whose view an answer is: one's own, or what one predicts another role will say."""

    SELF = "self"
    PREDICTION = "prediction"


class Answer(Frozen):
    """One item answered. `value` is `dk` for "don't know", which counts as missing, never as 3.

    `theme` and `step` are the two optional picks that follow an open text.
    """

    item: str = Field(min_length=1, max_length=40)
    value: Value
    about: About = About.SELF
    theme: str | None = Field(default=None, max_length=30)
    step: str | None = Field(default=None, max_length=30)

    @field_validator("value")
    @classmethod
    def _bounded(cls, value: Value) -> Value:
        if isinstance(value, float) and not isfinite(value):
            raise ValueError(f"the value is {value}; accepted: a finite number")
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise ValueError(f"the text has {len(value)} characters; accepted: {MAX_TEXT}")
        return value


class Submission(Frozen):
    """One sending of a form. The latest submission of a person for a form is what counts.

    `key` comes from the form itself, so that sending twice is recognised.
    """

    key: str = Field(min_length=8, max_length=64)
    workshop: UUID
    participant: UUID
    role: Role
    form: str
    answers: tuple[Answer, ...]
    sent_at: datetime
