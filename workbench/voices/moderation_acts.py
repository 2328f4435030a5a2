"""What is kept of statements and of moderation beside what is shown: who wrote, and how to undo."""

from typing import Any
from uuid import UUID

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.codebook import Codebook
from workbench.voices.coding import Place
from workbench.voices.statements import ModerationEntry, Standing, Statement

STATE = ("standing", "theme", "into", "voted")
"""What an act may change and undoing puts back; wordings are kept with the statement itself."""


class Kept(Frozen):
    """A statement with its writer (None for the facilitator), and where its words come from.

    `earlier` are the public wordings before the present one, oldest first.
    """

    statement: Statement
    participant: UUID | None = None
    form: str
    item: str
    earlier: tuple[str | None, ...] = ()

    def changed(self, after: Statement) -> "Kept":
        """The statement after an act; a new wording is kept beside the one before."""
        reworded = after.public != self.statement.public
        earlier = (*self.earlier, self.statement.public) if reworded else self.earlier
        return self.model_copy(update={"statement": after, "earlier": earlier})


class Act(Frozen):
    """A line of the moderation log, and how each statement stood before, by id."""

    entry: ModerationEntry
    before: dict[str, dict[str, Any]] = Field(default_factory=dict)
    undone: bool = False


def state_of(statement: Statement, reworded: bool) -> dict[str, Any]:
    """How a statement stands, without its words."""
    kept = {name: getattr(statement, name) for name in STATE}
    return kept | {"reworded": reworded}


def put_back(kept: Kept, before: dict[str, Any]) -> Kept:
    """A statement as it stood before an act."""
    state = {name: before[name] for name in STATE if name in before}
    if "standing" in state:
        state["standing"] = Standing(state["standing"])
    earlier = kept.earlier
    if before.get("reworded") and earlier:
        state["public"], earlier = earlier[-1], earlier[:-1]
    statement = kept.statement.model_copy(update=state)
    return kept.model_copy(update={"statement": statement, "earlier": earlier})


def assigned_themes(kept: dict[str, Kept], codebook: Codebook) -> dict[Place, str]:
    """The theme under which the facilitator's work puts each text: its own, or its merger's."""
    found: dict[Place, str] = {}
    for one in kept.values():
        target = kept.get(one.statement.into or "")
        theme = one.statement.theme
        if target is not None:
            theme = theme_of(target.statement, codebook)
        if one.participant is not None and theme is not None:
            found[one.participant, one.form, one.item] = theme
    return found


def theme_of(statement: Statement, codebook: Codebook) -> str | None:
    """A statement's theme: the one it was given, else the codebook's."""
    return statement.theme or codebook.theme_of(statement.shown_text)
