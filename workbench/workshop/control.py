"""Who runs the room: one facilitator at a time, and how control is handed over.

Whoever looks on may ask. The one in control hands over or keeps it; no answer within a while, or no
sign of life for longer, and whoever asked may take it.
"""

from datetime import datetime, timedelta

from pydantic import Field

from workbench.frozen import Frozen
from workbench.workshop.refused import Refused
from workbench.workshop.title import Title


class Patience(Frozen):
    """How long, in seconds: without a sign of life until control is free, and for an answer."""

    silent: int = Field(ge=10, le=3600)
    answer: int = Field(ge=5, le=600)


class Facilitator(Frozen):
    """Somebody who can run the room: a secret key of their browser, and their name."""

    key: str = Field(min_length=1, max_length=80)
    name: Title


class Control(Frozen):
    """Who holds control since when, when they were last seen, and who asks for it since when."""

    holder: Facilitator | None = None
    seen_at: datetime | None = None
    asking: Facilitator | None = None
    asked_at: datetime | None = None

    def is_held_by(self, key: str) -> bool:
        """Tell whether this browser runs the room."""
        return self.holder is not None and self.holder.key == key

    def is_free(self, now: datetime, patience: Patience) -> bool:
        """Tell whether nobody holds control, or its holder has been silent for too long."""
        if self.holder is None or self.seen_at is None:
            return True
        return now - self.seen_at > timedelta(seconds=patience.silent)

    def has_waited(self, key: str, now: datetime, patience: Patience) -> bool:
        """Tell whether this one asked and got no answer for long enough."""
        return (
            self.asking is not None
            and self.asking.key == key
            and self.asked_at is not None
            and now - self.asked_at > timedelta(seconds=patience.answer)
        )

    def check(self, key: str) -> None:
        """Raise Refused when somebody else runs the room."""
        if self.holder is not None and self.holder.key != key:
            raise Refused(
                f"{self.holder.name} runs the room. Ask for control before you change anything."
            )


def take(control: Control, who: Facilitator, now: datetime, patience: Patience) -> Control:
    """Control in the hands of somebody. Raises Refused while another holds it and is there."""
    free = control.is_free(now, patience) or control.has_waited(who.key, now, patience)
    if not free and not control.is_held_by(who.key):
        held = control.holder.name if control.holder else ""
        raise Refused(f"{held} runs the room and is there. Ask for control first.")
    return Control(holder=who, seen_at=now)


def ask(control: Control, who: Facilitator, now: datetime) -> Control:
    """Ask for control. Raises Refused when another one is asking already."""
    if control.is_held_by(who.key):
        return control
    if control.asking is not None and control.asking.key != who.key:
        raise Refused(f"{control.asking.name} has asked for control already.")
    since = control.asked_at if control.asking else now
    return control.model_copy(update={"asking": who, "asked_at": since})


def hand_over(control: Control, key: str, now: datetime) -> Control:
    """Give control to the one who asks. Raises Refused unless one holds it and another asks."""
    control.check(key)
    if control.asking is None:
        raise Refused("Nobody asks for control any more.")
    return Control(holder=control.asking, seen_at=now)


def keep(control: Control, key: str) -> Control:
    """Say no to the one who asks."""
    control.check(key)
    return control.model_copy(update={"asking": None, "asked_at": None})


def let_go(control: Control, key: str) -> Control:
    """Leave the room to whoever takes it next; whoever asked has it."""
    control.check(key)
    return Control()


def still_here(control: Control, key: str, now: datetime) -> Control:
    """A sign of life of the one in control."""
    if not control.is_held_by(key):
        return control
    return control.model_copy(update={"seen_at": now})
