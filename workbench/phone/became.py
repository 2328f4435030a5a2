"""What became of what somebody said: shown, merged, in a theme, in a change, and decided on."""

from typing import NamedTuple

from workbench.phone.desk import Desk, Visit
from workbench.storage.statements import Own
from workbench.strategy.changes import Change, Decision
from workbench.voices.statements import Standing
from workbench.workshop.agenda import Activity
from workbench.workshop.room import Room

ABOUT_CHANGES = frozenset(
    {Activity.APPROVE, Activity.QUADRATIC, Activity.PAIRWISE, Activity.EFFORT_IMPACT}
)
STANDINGS = {
    Standing.WAITING: "The facilitator has not looked at it yet.",
    Standing.SHOWN: "It is among what the room sees.",
    Standing.HELD: "The facilitator held it back; nobody else sees it.",
    Standing.MERGED: "It was put together with others that say the same.",
}
DECISIONS = {
    Decision.PROPOSED: "not decided yet",
    Decision.DO: "we do it",
    Decision.LATER: "later",
    Decision.NOT_NOW: "not now",
}


class Decided(NamedTuple):
    """A change, what was decided about it, and why in the room's own words."""

    title: str
    decision: str
    answer: str


class Became(NamedTuple):
    """A statement and what became of it; `public` are the words that the room sees, if others."""

    text: str
    standing: str
    public: str
    label: str
    theme: str
    changes: tuple[Decided, ...]


def became(desk: Desk, visit: Visit) -> tuple[Became, ...]:
    """What became of everything somebody wrote, as far as the room may know it."""
    own = desk.store.statements.of_person(visit.here.workshop.id, visit.person.id)
    shows = shows_changes(visit.here.room)
    return tuple(_became(one, shows=shows) for one in own)


def decided(desk: Desk, visit: Visit) -> tuple[Decided, ...]:
    """What was decided about every change, once there is a decision and the room may know it."""
    if not shows_changes(visit.here.room):
        return ()
    changes = desk.store.changes.all(visit.here.workshop.id)
    return tuple(_decided(change) for change in changes if change.decision is not Decision.PROPOSED)


def shows_changes(room: Room | None) -> bool:
    """Tell whether the room has come to its changes; before, they are ahead of everybody."""
    if room is None or room.closed_at is not None:
        return True
    return any(step.activity in ABOUT_CHANGES for step in room.open_to_all)


def _became(own: Own, *, shows: bool) -> Became:
    return Became(
        text=own.text,
        standing=STANDINGS[own.standing],
        public=own.public if own.public and own.public != own.text else "",
        label=own.label,
        theme=own.theme or "",
        changes=tuple(map(_decided, own.changes)) if shows else (),
    )


def _decided(change: Change) -> Decided:
    return Decided(change.title, DECISIONS[change.decision], change.answer)
