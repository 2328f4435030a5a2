"""Statements: what somebody wrote for the room, and what moderation made of it.

A statement carries nobody's role and nothing that points at a person, but in a named step the name
that its writer gave for it.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.activities.statements import LONGEST
from workbench.voices.checking import clean
from workbench.workshop.refused import Refused

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 8


class Standing(StrEnum):
    """Where a statement stands in moderation."""

    WAITING = "waiting"
    SHOWN = "shown"
    HELD = "held back"
    MERGED = "merged"


class Origin(StrEnum):
    """Where a statement comes from."""

    PARTICIPANT = "participant"
    FORM = "form"
    FACILITATOR = "facilitator"
    PAPER = "paper"


LABELS = {
    Origin.PARTICIPANT: "",
    Origin.FORM: "From the questionnaire",
    Origin.FACILITATOR: "Worded by the facilitator",
    Origin.PAPER: "From a paper sheet",
}
EDITED = "Edited by the facilitator"


class Statement(Frozen):
    """A statement. `text` are the words as written, `public` the edited ones if there are any.

    `step` is the step of the agenda it was written in, empty for a comment of a form; `prompt` the
    question. `theme` is a theme's id when the writer or the facilitator gave one. `into` is the
    statement that it was merged into. `voted` says whether it goes to the vote. `author` is the
    writer's name, in named steps only.
    """

    id: str
    step: str = ""
    prompt: str
    origin: Origin = Origin.PARTICIPANT
    text: str = Field(min_length=1, max_length=1000)
    public: str | None = Field(default=None, max_length=1000)
    standing: Standing = Standing.WAITING
    theme: str | None = None
    journey: str | None = None
    into: str | None = None
    voted: bool = True
    author: str = ""

    @property
    def shown_text(self) -> str:
        """The words that others read."""
        return self.public or self.text

    @property
    def label(self) -> str:
        """What is said beside the words of where they come from; empty for nothing."""
        return " · ".join(part for part in (self.author, LABELS[self.origin], self._edited) if part)

    @property
    def _edited(self) -> str:
        return EDITED if self.public is not None else ""


class Moderation(StrEnum):
    """What a moderator did; the value is how the log says it."""

    TAKEN_IN = "taken in"
    SHOWN = "shown"
    HELD = "held back"
    EDITED = "edited"
    MERGED = "merged"
    SPLIT = "taken out of a merger"
    ASSIGNED = "theme changed"
    TO_VOTE = "put to the vote"
    OFF_VOTE = "taken off the vote"
    ADDED = "added"
    UNDONE = "undone"
    SWITCHED_ON = "moderation switched on"
    SWITCHED_OFF = "moderation switched off"
    CODEBOOK = "codebook changed"


class ModerationEntry(Frozen):
    """One line of the moderation log: who did what to which statements, and when. No words."""

    at: datetime
    by: str
    what: Moderation
    statements: tuple[str, ...] = ()
    detail: str = ""


Changed = Mapping[str, Statement]
"""Statements that a moderator's act changes, as they are afterwards, by id."""


def new_id() -> str:
    """A random id that says nothing of when a statement was written."""
    return "t" + "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def show(there: Mapping[str, Statement], ids: Iterable[str]) -> Changed:
    """Let the room see these statements."""
    return _each(there, ids, {"standing": Standing.SHOWN, "into": None})


def hold(there: Mapping[str, Statement], ids: Iterable[str]) -> Changed:
    """Keep these statements from the room."""
    return _each(there, ids, {"standing": Standing.HELD, "into": None})


def edit(there: Mapping[str, Statement], statement: str, text: str) -> Changed:
    """Repost a statement in other words, which it is labelled with; its own words put it back."""
    words = clean(text)
    if not words:
        raise Refused("The new wording is empty. Hold the statement back to hide it.")
    if len(words) > LONGEST:
        raise Refused(f"The new wording has {len(words)} characters; accepted: up to {LONGEST}.")
    as_written = statement in there and there[statement].text == words
    return _each(there, [statement], {"public": None if as_written else words})


def merge(there: Mapping[str, Statement], ids: Sequence[str], into: str) -> Changed:
    """Let one statement stand for the others; those that had been merged into them follow."""
    others = [name for name in dict.fromkeys(ids) if name != into]
    if not others:
        raise Refused("Choose at least two statements to merge.")
    if into not in there or there[into].standing is Standing.MERGED:
        raise Refused("The statement to merge into is not there any more; choose another one.")
    follow = [one.id for one in there.values() if one.into in others and one.id != into]
    changes = {"standing": Standing.MERGED, "into": into}
    return _each(there, [*others, *follow], changes)


def split(there: Mapping[str, Statement], ids: Iterable[str]) -> Changed:
    """Take statements out of the one that they were merged into; they are shown again."""
    merged = [name for name in ids if name in there and there[name].standing is Standing.MERGED]
    return _each(there, merged, {"standing": Standing.SHOWN, "into": None})


def assign(there: Mapping[str, Statement], ids: Iterable[str], theme: str | None) -> Changed:
    """Count statements under a theme, or under none that was given."""
    return _each(there, ids, {"theme": theme})


def put_to_vote(there: Mapping[str, Statement], ids: Iterable[str], voted: bool) -> Changed:
    """Put statements among those that the room votes on, or take them off."""
    return _each(there, ids, {"voted": voted})


def on_screen(there: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements that the room may see, in the order of their random ids."""
    shown = [one for one in there if one.standing is Standing.SHOWN]
    return tuple(sorted(shown, key=lambda one: one.id))


def _each(
    there: Mapping[str, Statement],
    ids: Iterable[str],
    changes: Mapping[str, Any],
) -> Changed:
    wanted = list(dict.fromkeys(ids))
    missing = sum(name not in there for name in wanted)
    if missing:
        gone = "A statement was" if missing == 1 else f"{missing} statements were"
        raise Refused(f"{gone} withdrawn meanwhile. Nothing was changed; choose again.")
    changed = {}
    for name in wanted:
        now = there[name]
        after = now.model_copy(update=dict(changes))
        if after != now:
            changed[name] = after
    return changed
