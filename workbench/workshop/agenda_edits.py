"""Changing an agenda step by step, with a way back from every change."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from pydantic import Field, ValidationError

from workbench.frozen import Frozen
from workbench.workshop.agenda import MOST_STEPS, Agenda, Anonymity, Step
from workbench.workshop.refused import Refused, refused

KEPT_EDITS = 30


class Edits(Frozen):
    """The agendas before the present one, the latest last, and those undone, the next last."""

    past: tuple[Agenda, ...] = Field(default=(), max_length=KEPT_EDITS)
    undone: tuple[Agenda, ...] = Field(default=(), max_length=KEPT_EDITS)

    def after_change(self, before: Agenda) -> "Edits":
        """One change later: what had been undone cannot be done again."""
        return Edits(past=(*self.past, before)[-KEPT_EDITS:])

    def undo(self, now: Agenda) -> tuple[Agenda, "Edits"]:
        """The agenda before the last change. Raises Refused when there was none."""
        if not self.past:
            raise Refused("There is nothing to undo.")
        return self.past[-1], Edits(past=self.past[:-1], undone=(*self.undone, now)[-KEPT_EDITS:])

    def redo(self, now: Agenda) -> tuple[Agenda, "Edits"]:
        """The agenda that was undone last. Raises Refused when there is none."""
        if not self.undone:
            raise Refused("There is nothing to do again.")
        return self.undone[-1], Edits(past=(*self.past, now)[-KEPT_EDITS:], undone=self.undone[:-1])


def add_step(agenda: Agenda, step: Step, at: int | None = None) -> Agenda:
    """The agenda with one more step, at a place from 0 or at the end."""
    if len(agenda.steps) >= MOST_STEPS:
        raise Refused(f"An agenda has at most {MOST_STEPS} steps.")
    place = len(agenda.steps) if at is None else at
    return _with(agenda, (*agenda.steps[:place], step, *agenda.steps[place:]))


def remove_step(agenda: Agenda, step_id: str) -> Agenda:
    """The agenda without a step."""
    index = _index(agenda, step_id)
    if len(agenda.steps) == 1:
        raise Refused("An agenda has at least one step.")
    return _with(agenda, (*agenda.steps[:index], *agenda.steps[index + 1 :]))


def move_step(agenda: Agenda, step_id: str, by: int) -> Agenda:
    """The agenda with a step moved so many places down, up when negative, as far as it goes."""
    index = _index(agenda, step_id)
    rest = [*agenda.steps[:index], *agenda.steps[index + 1 :]]
    rest.insert(max(0, min(len(rest), index + by)), agenda.steps[index])
    return _with(agenda, rest)


def change_step(agenda: Agenda, step_id: str, **changes: Any) -> Agenda:
    """The agenda with a step changed; its id stays, because answers refer to it."""
    index = _index(agenda, step_id)
    try:
        changed = Step.model_validate({**dict(agenda.steps[index]), **changes, "id": step_id})
    except ValidationError as error:
        raise refused(error) from error
    return _with(agenda, (*agenda.steps[:index], changed, *agenda.steps[index + 1 :]))


def named_after(agenda: Agenda, step_id: str | None) -> Agenda:
    """The agenda with every step after one named, or every step when there is none."""
    begun = -1 if step_id is None else _index(agenda, step_id)
    steps = [
        step.model_copy(update={"anonymity": Anonymity.NAMED}) if index > begun else step
        for index, step in enumerate(agenda.steps)
    ]
    return _with(agenda, steps)


def free_id(agenda: Agenda, title: str) -> str:
    """An id for a new step, made from its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:18].strip("-") or "step"
    taken = {step.id for step in agenda.steps}
    numbered = (f"{stem}-{number}" for number in range(2, MOST_STEPS + 2))
    return next(name for name in (stem, *numbered) if name not in taken)


def _index(agenda: Agenda, step_id: str) -> int:
    try:
        return agenda.index(step_id)
    except KeyError as error:
        raise Refused("This step is not on the agenda any more.") from error


def _with(agenda: Agenda, steps: Sequence[Step]) -> Agenda:
    try:
        return Agenda(title=agenda.title, steps=tuple(steps), days=agenda.days)
    except ValidationError as error:
        raise refused(error) from error
