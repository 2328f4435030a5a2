"""Where a phone belongs: the room's step for its role, and how its address says so."""

from typing import NamedTuple

from workbench.phone.desk import Visit, now
from workbench.voices.instrument import instrument
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role
from workbench.workshop.room import Room

WAIT, CLOSED, FORM = "wait", "closed", "form"


class Place(NamedTuple):
    """What the room is doing for somebody: a word that changes when it moves, and where that is."""

    name: str
    path: str
    until: float | None = None


class Stop(NamedTuple):
    """A step that somebody may open: its number among theirs, and whether the room is in it."""

    number: int
    step: Step
    path: str
    is_current: bool


def place_of(visit: Visit) -> Place:
    """Where the room wants this phone now."""
    room = visit.here.room
    if room is None:
        form = instrument().form_for(visit.person.role)
        return Place(FORM, f"{visit.home}/f/{form}")
    if room.closed_at is not None:
        return Place(CLOSED, f"{visit.home}/mine")
    step = room.step_for(visit.person.role)
    if step is None:
        return Place(WAIT, visit.home)
    return Place(step.id, step_path(visit, step.id), seconds_at_end(room, step))


def step_path(visit: Visit, step: str) -> str:
    """The address of a step for somebody."""
    return f"{visit.home}/s/{step}"


def stops(room: Room, visit: Visit) -> tuple[Stop, ...]:
    """The steps that somebody may open: the current one and those before it, never those ahead.

    Where everybody goes at their own pace, the next one is among them.
    """
    role = visit.person.role
    mine = [step for step in room.agenda.steps if role in step.roles]
    current = room.step_for(role)
    return tuple(
        Stop(mine.index(step) + 1, step, step_path(visit, step.id), step == current)
        for step in room.open_steps(role)
    )


def how_many(room: Room, role: Role) -> int:
    """How many steps the agenda has for a role."""
    return sum(role in step.roles for step in room.agenda.steps)


def seconds_at_end(room: Room, step: Step) -> float | None:
    """When the time of a step is up, in seconds since 1970; None without a limit, or when over."""
    is_running = room.current == step.id and room.is_open
    return room.deadline.timestamp() if room.deadline and is_running else None


def minutes_left(until: float | None) -> int | None:
    """Whole minutes until then, rounded up, for pages that cannot count down by themselves."""
    if until is None:
        return None
    return max(0, -int(-(until - now().timestamp()) // 60))


def is_waiting(step: Step) -> bool:
    """Tell whether a step asks nothing of a phone."""
    return step.activity is Activity.TALK
