"""What a figure was before, and how it is put back: as a new edit, so that nothing is lost."""

from collections.abc import Iterable
from datetime import datetime

from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.frozen import Frozen


class Earlier(Frozen):
    """A value that a figure had; `entered_at` is when somebody entered it, None when nobody did."""

    assumption: Assumption
    entered_at: datetime | None = None


def history(register: Register, edits: Iterable[AssumptionEdit], key: str) -> tuple[Earlier, ...]:
    """Every value that a figure has had, oldest first; the last is the one in force.

    `edits` are those of the register, oldest first.
    """
    values = (*register.replaced(key), register[key])
    entered = [edit.edited_at for edit in edits if edit.assumption_id == key]
    times: list[datetime | None] = [None] * (len(values) - len(entered)) + [*entered]
    return tuple(
        Earlier(assumption=value, entered_at=time)
        for value, time in zip(values, times, strict=True)
    )


def to_go_back_to(past: Iterable[Earlier]) -> dict[str, Assumption]:
    """What a figure that somebody edited can be put back to, by how a button calls it.

    That is what was measured, if anything was, and the default; neither when it stands already.
    """
    values = tuple(past)
    unedited = [each.assumption for each in values if each.entered_at is None]
    if not values or values[-1].entered_at is None:
        return {}
    found = {"the default": unedited[0]}
    if unedited[-1].n is not None:
        found = {"what was measured": unedited[-1]} | found
    now = values[-1].assumption
    return {name: value for name, value in found.items() if not _same(value, now)}


def entered_again(value: Assumption, at: datetime) -> AssumptionEdit:
    """An earlier value as a new edit, with its own source, owner, grade and date."""
    kept = value.model_dump(
        include={"p10", "p50", "p90", "source_kind", "source", "owner", "grade", "as_of"}
    )
    return AssumptionEdit(assumption_id=value.id, edited_at=at, **kept)


def _same(one: Assumption, other: Assumption) -> bool:
    left, right = (a.model_dump(exclude={"n", "interval", "explanation"}) for a in (one, other))
    return left == right
