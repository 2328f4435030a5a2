"""The parts of the instrument: items, scales, options, elements, modules and forms."""

from enum import StrEnum

from pydantic import ConfigDict, Field, field_validator

from workbench.frozen import Frozen
from workbench.voices.scoring_rules import Length
from workbench.workshop.roles import Role

LEVELS = 5
ALL_ELEMENTS = "all_elements"
PLEASANT = "positive"
UNPLEASANT = "negative"
WORDINGS: dict[Role, Role] = {
    Role.EXECUTIVE: Role.EXECUTIVE,
    Role.MIDDLE: Role.EXECUTIVE,
    Role.ADVISOR: Role.ADVISOR,
    Role.BACK_OFFICE: Role.ADVISOR,
}
"""Whose wording a role reads where an item is worded for executives and for advisors."""


class Kind(StrEnum):
    """What an item asks for; the value is the item's `type` in the file."""

    ANCHORED = "anchored"
    SCALE = "scale"
    NUMBER = "number"
    TEXT = "text"
    PICK_ONE = "pick_one"
    PICK_MANY = "pick_many"
    RANK = "rank"
    GRID = "grid"
    ACTIVITIES = "activities"


class Option(Frozen):
    """One thing that can be picked. A theme belongs to an element and perhaps to a must-have."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)
    label: str = Field(min_length=2, max_length=60)
    meaning: str = ""
    group: str | None = None
    element: str | None = None
    must_have: str | None = None


class Scale(Frozen):
    """Levels with a label each, counted from 1; or numbers from `lowest` to `highest`, with a
    label at either end.
    """

    labels: tuple[str, ...] = ()
    lowest: int = 1
    highest: int | None = None
    ends: tuple[str, str] | None = None

    @property
    def top(self) -> int:
        """The highest value."""
        return len(self.labels) if self.highest is None else self.highest


class Item(Frozen):
    """One question, before it is put into a form.

    `text` is one wording for everybody; `exec` and `advisor` are two wordings of the same
    question. `most` is how many may be picked. `rounded_to` is the step people round their
    answer to (numbers only, in `unit`). `divide_by` turns a number into the assumption's unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(pattern=r"^[A-Z][A-Z0-9_]{1,11}$")
    kind: Kind = Field(alias="type")
    audience: tuple[Role, ...] = ()
    text: str | None = None
    exec: str | None = None
    advisor: str | None = None
    anchors: tuple[str, ...] = ()
    scale: str | None = None
    reverse: bool = False
    core: bool = False
    source: str | None = None
    options: tuple[Option, ...] = ()
    options_from: str | None = None
    most: int | None = Field(default=None, ge=1)
    unit: str | None = None
    lowest: int | None = None
    highest: int | None = None
    rounded_to: float | None = Field(default=None, gt=0)
    divide_by: float | None = Field(default=None, gt=0)
    assumption: str | None = None
    follow_up: str | None = None
    must_have: str | None = None
    metric: str | None = None
    analysis: str | None = None
    note: str | None = None

    def wording(self, role: Role) -> str | None:
        """The item as a role reads it, or None when it is not worded for that role."""
        if self.text is not None:
            return self.text
        wordings = {Role.EXECUTIVE: self.exec, Role.ADVISOR: self.advisor}
        return wordings.get(WORDINGS.get(role, role))


class Element(Frozen):
    """One of the seven S: its meaning, its items, and the customers' item beside it, if any."""

    label: str
    hard: bool
    definition: str
    items: tuple[Item, ...]
    customer: Item | None = None


class Module(Frozen):
    """Items on one topic beside the seven S."""

    label: str
    purpose: str
    sources: tuple[str, ...] = ()
    items: tuple[Item, ...]


class Predicts(Frozen):
    """What a form's people predict: the mean answer of another role to these items."""

    role: Role
    introduction: str
    items: tuple[str, ...]


class Form(Frozen):
    """What one role is asked at once, in order.

    `items` are ids, or the word `all_elements`. `stems` names the role whose wording is used;
    without it everybody reads their own.
    """

    title: str
    audience: tuple[Role, ...]
    length: Length
    stems: Role | None = None
    items: tuple[str, ...]
    predicts: Predicts | None = None

    @field_validator("items", mode="before")
    @classmethod
    def _one_word(cls, items: object) -> object:
        return [items] if items == ALL_ELEMENTS else items
