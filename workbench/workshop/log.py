"""What happened to a workshop, when and why."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from workbench.frozen import Frozen


class Event(StrEnum):
    """What can happen; the value is how the log says it."""

    STANDARD_CHANGED = "standard changed"
    STANDARD_LOCKED = "standard locked"
    REVEALED = "results revealed"
    FORMS_OPENED = "forms opened"
    FORMS_CLOSED = "forms closed"
    PRIVACY_CHANGED = "privacy thresholds changed"
    WITHDRAWN = "answers withdrawn"
    FIGURES_REPLACED = "operations figures replaced"
    FIGURES_REMOVED = "operations figures removed"
    CASE_BUILT = "business case built"
    PACK_TAKEN = "board pack taken"
    KEY_MADE = "facilitator's key made"
    KEY_REMOVED = "facilitator's key removed"
    END_CHANGED = "day of erasure changed"
    ROOM_OPENED = "room opened"
    ROOM_CLOSED = "room closed"
    STEP_BEGUN = "step begun"
    STEP_CLOSED = "step closed"
    STEP_REOPENED = "step opened again"
    STEP_REVEALED = "step revealed"
    AGENDA_CHANGED = "agenda changed"
    CONTROL_TAKEN = "control of the room taken"
    ENTERED_FOR_OTHERS = "entered for people without a phone"


class LogEntry(Frozen):
    """One line of the log; `detail` says to what, `why` is the reason that a person gave.

    The time of a withdrawal is the day only, so that it does not point at a person.
    """

    what: Event
    at: datetime
    detail: str = Field(default="", max_length=1000)
    why: str = Field(default="", max_length=1000)
