"""What a facilitator does with a room, and what the log says of it."""

from datetime import datetime, timedelta

from pydantic import ValidationError

from workbench.frozen import Frozen
from workbench.workshop.agenda import LONGEST_STEP, Agenda, RevealPolicy, Step
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused, refused
from workbench.workshop.room import Room


class RoomChange(Frozen):
    """A room after a change, and the lines for the workshop's log."""

    room: Room
    log: tuple[LogEntry, ...] = ()


def by_the_clock(room: Room, at: datetime) -> tuple[LogEntry, ...]:
    """What the log says of what the clock has done to a room by a moment."""
    return tuple(
        LogEntry(what=Event.ROOM_CLOSED, at=stage.closed_at, detail="its days are over")
        if stage.closed_at is not None
        else _begun(stage.step, stage.since)
        for stage in room.stages(at)
        if stage.step is not None and stage.since is not None
    )


def open_room(room: Room, at: datetime) -> RoomChange:
    """Begin with the first step; opening a second time changes nothing."""
    if room.opened_at is not None:
        return reopen_room(room, at)
    first = room.agenda.steps[0]
    opened = room.model_copy(update={"opened_at": at}).moved_to(first, at)
    return RoomChange(room=opened, log=(LogEntry(what=Event.ROOM_OPENED, at=at), _begun(first, at)))


def go_to(room: Room, step_id: str, at: datetime) -> RoomChange:
    """Take the room to a step, forwards or backwards, with its full time."""
    _check_open(room)
    step = _step(room, step_id)
    if step.id == room.current:
        return RoomChange(room=room)
    return RoomChange(room=room.moved_to(step, at), log=(_begun(step, at),))


def advance(room: Room, at: datetime) -> RoomChange:
    """Take the room to the next step. Raises Refused after the last one."""
    _check_open(room)
    if room.next_step is None:
        raise Refused("This is the last step. Close the workshop when everybody is done.")
    return go_to(room, room.next_step.id, at)


def go_back(room: Room, at: datetime) -> RoomChange:
    """Take the room to the step before. Raises Refused at the first one."""
    _check_open(room)
    if room.previous_step is None:
        raise Refused("This is the first step.")
    return go_to(room, room.previous_step.id, at)


def extend(room: Room, minutes: int, at: datetime) -> RoomChange:
    """Give the current step this many minutes more, from now when its time is up already."""
    _check_open(room)
    if not 1 <= minutes <= LONGEST_STEP:
        raise Refused(f"{minutes} minutes more; accepted: 1 to {LONGEST_STEP}.")
    start = max(at, room.deadline or at)
    return RoomChange(room=room.model_copy(update={"deadline": start + timedelta(minutes=minutes)}))


def reveal_step(room: Room, step_id: str, at: datetime) -> RoomChange:
    """Show the results of a step to the room. Raises Refused when they are not for the room."""
    step = _step(room, step_id)
    if step.reveal is RevealPolicy.NEVER:
        raise Refused(f"The results of “{step.title}” are not shown in the room, as agreed.")
    if step not in room.open_to_all:
        raise Refused(f"“{step.title}” has not begun yet, so there is nothing to reveal.")
    if room.is_revealed(step_id):
        return RoomChange(room=room)
    return RoomChange(
        room=room.model_copy(update={"revealed": {**room.revealed, step_id: at}}),
        log=(LogEntry(what=Event.STEP_REVEALED, at=at, detail=step.title),),
    )


def close_step(room: Room, step_id: str, at: datetime) -> RoomChange:
    """Take no more answers to a step, from nobody."""
    step = _step(room, step_id)
    if step_id in room.closed:
        return RoomChange(room=room)
    return RoomChange(
        room=room.model_copy(update={"closed": room.closed | {step_id}}),
        log=(LogEntry(what=Event.STEP_CLOSED, at=at, detail=step.title),),
    )


def reopen_step(room: Room, step_id: str, at: datetime) -> RoomChange:
    """Take answers to a closed step again."""
    step = _step(room, step_id)
    if step_id not in room.closed:
        return RoomChange(room=room)
    return RoomChange(
        room=room.model_copy(update={"closed": room.closed - {step_id}}),
        log=(LogEntry(what=Event.STEP_REOPENED, at=at, detail=step.title),),
    )


def close_room(room: Room, at: datetime) -> RoomChange:
    """Take no more answers at all; what was revealed stays to be seen."""
    if room.opened_at is None:
        raise Refused("The workshop has not begun yet.")
    if room.closed_at is not None:
        return RoomChange(room=room)
    return RoomChange(
        room=room.model_copy(update={"closed_at": at, "deadline": None}),
        log=(LogEntry(what=Event.ROOM_CLOSED, at=at),),
    )


def reopen_room(room: Room, at: datetime) -> RoomChange:
    """Go on in the step in which the room was closed, without a limit.

    An unattended room has its days once more.
    """
    if room.closed_at is None:
        return RoomChange(room=room)
    changes: dict[str, object] = {"closed_at": None, "deadline": None, "since": at}
    if room.agenda.days is not None:
        changes["opened_at"] = at
    return RoomChange(
        room=room.model_copy(update=changes),
        log=(LogEntry(what=Event.ROOM_OPENED, at=at, detail="again"),),
    )


def set_agenda(room: Room, agenda: Agenda, at: datetime) -> RoomChange:
    """Another agenda in the same room. Raises Refused when a step is missing that people are in.

    The steps that people may be in already can be reworded but not taken away, because answers
    belong to them.
    """
    if agenda == room.agenda:
        return RoomChange(room=room)
    kept = {step.id: step for step in agenda.steps}
    for before in room.open_to_all:
        now = kept.get(before.id)
        if now is None:
            raise Refused(
                f"“{before.title}” has begun and may hold answers, so it stays on the agenda."
            )
        if now.activity is not before.activity:
            raise Refused(f"“{before.title}” has begun, so what people do in it stays as it is.")
        if before.anonymity is not now.anonymity:
            raise Refused(
                f"“{before.title}” has begun as {before.anonymity.value}, and people were told so."
            )
    changes = {
        "agenda": agenda,
        "closed": frozenset(room.closed & kept.keys()),
        "revealed": {key: when for key, when in room.revealed.items() if key in kept},
    }
    try:
        changed = Room.model_validate({**dict(room), **changes})
    except ValidationError as error:
        raise refused(error) from error
    return RoomChange(room=changed, log=(LogEntry(what=Event.AGENDA_CHANGED, at=at),))


def _check_open(room: Room) -> None:
    if room.opened_at is None:
        raise Refused("Open the room first.")
    if room.closed_at is not None:
        raise Refused("The workshop is closed. Open it again first.")


def _step(room: Room, step_id: str) -> Step:
    step = room.agenda.step(step_id)
    if step is None:
        raise Refused("This step is not on the agenda any more.")
    return step


def _begun(step: Step, at: datetime) -> LogEntry:
    return LogEntry(what=Event.STEP_BEGUN, at=at, detail=step.title)
