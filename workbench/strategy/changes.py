"""Changes: what a room wants to be done, and where it comes from."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.codebook import Codebook, Theme
from workbench.workshop.title import Title

MOST_CHANGES = 100
SUFFIX = 4
WORDS_OF_AN_ID = 18


class Decision(StrEnum):
    """What was decided about a change."""

    PROPOSED = "proposed"
    DO = "do it"
    LATER = "later"
    NOT_NOW = "not now"


class Change(Frozen):
    """One change. `themes` and `statements` are the ids of what it comes from.

    `element` is one of the seven S, `must_have` one of the five, `journey` a step of the journey.
    `answer` is what the room is told about the decision.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,23}$")
    title: Title
    why: str = Field(default="", max_length=400)
    themes: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    element: str | None = None
    must_have: str | None = None
    journey: str | None = None
    owner: str = Field(default="", max_length=120)
    decision: Decision = Decision.PROPOSED
    answer: str = Field(default="", max_length=400)
    made_at: datetime


def new_change_id(title: str) -> str:
    """An id that can be read: the beginning of the title and a few random letters."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:WORDS_OF_AN_ID].strip("-")
    return f"{words or 'change'}-{secrets.token_hex(SUFFIX // 2)}"


def change_of_theme(
    theme: Theme, statements: Iterable[str], at: datetime, title: str | None = None
) -> Change:
    """The change that a theme asks for, with the statements it comes from."""
    named = title or f"Fix: {theme.label[0].lower()}{theme.label[1:]}"
    return Change(
        id=new_change_id(named),
        title=named,
        why=theme.meaning,
        themes=(theme.id,),
        statements=tuple(sorted(statements)),
        element=theme.element,
        must_have=theme.must_have,
        made_at=at,
    )


def told(change: Change, codebook: Codebook) -> str:
    """Where a change comes from, in words."""
    labels = [theme.label for theme in codebook.themes if theme.id in change.themes]
    count = len(change.statements)
    from_them = f"{count} statement{'s' if count != 1 else ''}" if count else ""
    return " · ".join(part for part in (", ".join(labels), from_them) if part)
