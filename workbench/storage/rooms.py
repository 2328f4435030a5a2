"""Rooms: the agenda of a workshop, where it stands, and who runs it."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, exists, func, or_, select

from workbench.storage.database import Database
from workbench.storage.log import add_to_log
from workbench.storage.room_row import RoomRow, insert_room, room_of, row_of, store_room
from workbench.storage.tables import participants, rooms, submissions
from workbench.storage.workshop_row import lock, look, raise_revision, raise_room_revision
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.voices.turnout import Turnout, cannot_be_anonymous, turnout
from workbench.workshop import control as control_rules
from workbench.workshop import room_moves
from workbench.workshop.agenda import Activity, Agenda, Anonymity, Step
from workbench.workshop.agenda_edits import Edits
from workbench.workshop.agenda_templates import room_limits
from workbench.workshop.control import Control, Facilitator
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.room_moves import RoomChange

NO_ROOM = "This workshop has no agenda yet. Choose one first."

_Rule = Callable[[Room, datetime], RoomChange]


class Rooms:
    """The rooms of the workshops, at most one each.

    `by` is the key of the facilitator who asks; while somebody else holds control, the change is
    refused. Whatever changes a room returns it as it stands afterwards, and raises Refused when the
    rules do not allow it, NotSaved when it was not stored.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, workshop: UUID) -> Room | None:
        """The room as it stands now; None when the workshop has no agenda."""
        with self._database.asking() as connection:
            return room_of(connection, workshop, datetime.now(UTC))

    def revision(self, workshop: UUID) -> int:
        """A number that rises with every change of the room by a facilitator; 0 without a room.

        The clock changes a room without it: ask `Room.standing` for now.
        """
        with self._database.asking() as connection:
            wanted = select(rooms.c.revision).where(rooms.c.workshop == workshop)
            return connection.scalar(wanted) or 0

    def prepare(self, workshop: UUID, agenda: Agenda, by: str = "") -> Room:
        """Give a workshop an agenda, in the place of one that has not been opened yet."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            before = row_of(connection, workshop, datetime.now(UTC))
            if before is not None:
                before.control.check(by)
                if before.room.opened_at is not None:
                    raise Refused("This agenda is under way. Edit it, or start another workshop.")
                edits = before.edits.after_change(before.room.agenda)
                after = before._replace(
                    room=Room(agenda=agenda), edits=edits, revision=before.revision + 1
                )
                store_room(connection, workshop, after)
            else:
                insert_room(connection, workshop, Room(agenda=agenda))
            raise_revision(connection, workshop)
        return Room(agenda=agenda)

    def discard(self, workshop: UUID, by: str = "") -> None:
        """Take the agenda away again. Raises Refused once the room has been opened."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            row = _caught_up(connection, workshop, datetime.now(UTC))
            row.control.check(by)
            if row.room.opened_at is not None:
                raise Refused("The room has been opened, so its agenda stays.")
            connection.execute(delete(rooms).where(rooms.c.workshop == workshop))
            raise_revision(connection, workshop)

    def open(self, workshop: UUID, by: str = "") -> Room:
        """Begin with the first step, or go on after closing."""
        return self._move(workshop, by, room_moves.open_room)

    def go(self, workshop: UUID, step: str, by: str = "") -> Room:
        """Take the room to a step."""
        return self._move(workshop, by, lambda room, at: room_moves.go_to(room, step, at))

    def advance(self, workshop: UUID, by: str = "", *, after: str | None = None) -> Room:
        """Take the room to the next step.

        `after` is the step that the facilitator saw: when the room has moved on since, as by its
        clock or a second press, nothing changes.
        """
        return self._move(workshop, by, _unless_left(after, room_moves.advance))

    def back(self, workshop: UUID, by: str = "", *, after: str | None = None) -> Room:
        """Take the room to the step before; `after` as in `advance`."""
        return self._move(workshop, by, _unless_left(after, room_moves.go_back))

    def extend(
        self, workshop: UUID, minutes: int, by: str = "", *, seen: Room | None = None
    ) -> Room:
        """Give the current step more minutes.

        `seen` is the room that the facilitator saw: when its time has changed since, as by a second
        press, nothing changes.
        """

        def rule(room: Room, at: datetime) -> RoomChange:
            if seen is not None and (seen.current, seen.deadline) != (room.current, room.deadline):
                return RoomChange(room=room)
            return room_moves.extend(room, minutes, at)

        return self._move(workshop, by, rule)

    def reveal_step(self, workshop: UUID, step: str, by: str = "") -> Room:
        """Show the results of a step to the room."""
        return self._move(workshop, by, lambda room, at: room_moves.reveal_step(room, step, at))

    def close_step(self, workshop: UUID, step: str, by: str = "") -> Room:
        """Take no more answers to a step."""
        return self._move(workshop, by, lambda room, at: room_moves.close_step(room, step, at))

    def reopen_step(self, workshop: UUID, step: str, by: str = "") -> Room:
        """Take answers to a closed step again."""
        return self._move(workshop, by, lambda room, at: room_moves.reopen_step(room, step, at))

    def close(self, workshop: UUID, by: str = "") -> Room:
        """Take no more answers at all."""
        return self._move(workshop, by, room_moves.close_room)

    def reopen(self, workshop: UUID, by: str = "") -> Room:
        """Go on after closing."""
        return self._move(workshop, by, room_moves.reopen_room)

    def edit(self, workshop: UUID, rule: Callable[[Agenda], Agenda], by: str = "") -> Room:
        """Change the agenda as it is at that moment; the change can be undone."""

        def edits(row: RoomRow, at: datetime) -> tuple[RoomChange, Edits]:
            change = room_moves.set_agenda(row.room, rule(row.room.agenda), at)
            return change, row.edits.after_change(row.room.agenda)

        return self._edit(workshop, by, edits)

    def undo(self, workshop: UUID, by: str = "") -> Room:
        """Take back the last change of the agenda."""

        def edits(row: RoomRow, at: datetime) -> tuple[RoomChange, Edits]:
            agenda, after = row.edits.undo(row.room.agenda)
            return room_moves.set_agenda(row.room, agenda, at), after

        return self._edit(workshop, by, edits)

    def redo(self, workshop: UUID, by: str = "") -> Room:
        """Make the change again that was undone last."""

        def edits(row: RoomRow, at: datetime) -> tuple[RoomChange, Edits]:
            agenda, after = row.edits.redo(row.room.agenda)
            return room_moves.set_agenda(row.room, agenda, at), after

        return self._edit(workshop, by, edits)

    def edits(self, workshop: UUID) -> Edits:
        """What can be undone and done again."""
        with self._database.asking() as connection:
            row = row_of(connection, workshop, datetime.now(UTC))
        return Edits() if row is None else row.edits

    def turnout(self, workshop: UUID, step: Step | None = None) -> Turnout:
        """Who is in the room and how many are ready in a step, as it may be told."""
        with self._database.reading() as connection:
            here = look(connection, workshop)
            joined = _joined(connection, workshop)
            ready = 0 if step is None else _ready(connection, workshop, step)
        return turnout(
            joined,
            ready,
            frozenset(Role) if step is None else step.roles,
            here.privacy.score_threshold,
            is_named=step is not None and step.anonymity is Anonymity.NAMED,
        )

    def too_small(self, workshop: UUID) -> tuple[Role, ...]:
        """The roles with somebody in the room, but too few to be anonymous."""
        with self._database.reading() as connection:
            threshold = look(connection, workshop).privacy.score_threshold
            return cannot_be_anonymous(_joined(connection, workshop), threshold)

    def control(self, workshop: UUID) -> Control:
        """Who runs the room."""
        with self._database.asking() as connection:
            row = row_of(connection, workshop, datetime.now(UTC))
        return Control() if row is None else row.control

    def take(self, workshop: UUID, who: Facilitator) -> Control:
        """Take control, when it is free, when one has it already, or after an unanswered ask."""
        patience = room_limits().patience
        return self._control(
            workshop, lambda now, at: control_rules.take(now, who, at, patience), is_logged=True
        )

    def ask(self, workshop: UUID, who: Facilitator) -> Control:
        """Ask for control."""
        return self._control(workshop, lambda now, at: control_rules.ask(now, who, at))

    def hand_over(self, workshop: UUID, by: str) -> Control:
        """Give control to the one who asks."""
        return self._control(
            workshop, lambda now, at: control_rules.hand_over(now, by, at), is_logged=True
        )

    def keep(self, workshop: UUID, by: str) -> Control:
        """Say no to the one who asks."""
        return self._control(workshop, lambda now, _at: control_rules.keep(now, by))

    def let_go(self, workshop: UUID, by: str) -> Control:
        """Leave control to whoever takes it next."""
        return self._control(workshop, lambda now, _at: control_rules.let_go(now, by))

    def still_here(self, workshop: UUID, by: str) -> Control:
        """A sign of life of the one in control; no other page is told of it."""
        return self._control(workshop, lambda now, at: control_rules.still_here(now, by, at))

    def _move(self, workshop: UUID, by: str, rule: _Rule) -> Room:
        return self._edit(workshop, by, lambda row, at: (rule(row.room, at), row.edits))

    def _edit(
        self,
        workshop: UUID,
        by: str,
        rule: Callable[[RoomRow, datetime], tuple[RoomChange, Edits]],
    ) -> Room:
        at = datetime.now(UTC)
        with self._database.writing() as connection:
            lock(connection, workshop)
            row = _caught_up(connection, workshop, at)
            row.control.check(by)
            change, edits = rule(row, at)
            if change.room == row.room and not change.log:
                return row.room
            after = RoomRow(change.room, edits, row.control, row.revision + 1)
            store_room(connection, workshop, after)
            add_to_log(connection, workshop, change.log)
            raise_room_revision(connection, workshop)
        return change.room

    def _control(
        self,
        workshop: UUID,
        rule: Callable[[Control, datetime], Control],
        *,
        is_logged: bool = False,
    ) -> Control:
        at = datetime.now(UTC)
        with self._database.writing() as connection:
            lock(connection, workshop)
            row = _caught_up(connection, workshop, at)
            after = rule(row.control, at)
            if after == row.control:
                return after
            store_room(connection, workshop, row._replace(control=after))
            if is_logged and after.holder is not None and after.holder != row.control.holder:
                entry = LogEntry(what=Event.CONTROL_TAKEN, at=at, detail=after.holder.name)
                add_to_log(connection, workshop, [entry])
                raise_room_revision(connection, workshop)
        return after


def _unless_left(step: str | None, rule: _Rule) -> _Rule:
    """A rule that changes nothing when the room is not in this step any more."""

    def checked(room: Room, at: datetime) -> RoomChange:
        is_left = step is not None and step != room.current
        return RoomChange(room=room) if is_left else rule(room, at)

    return checked


def _caught_up(connection: Connection, workshop: UUID, at: datetime) -> RoomRow:
    """The row as it stands now; what the clock has done since it was stored is kept and logged."""
    row = row_of(connection, workshop, None)
    if row is None:
        raise Refused(NO_ROOM)
    done = room_moves.by_the_clock(row.room, at)
    if done:
        row = row._replace(room=row.room.standing(at))
        store_room(connection, workshop, row)
        add_to_log(connection, workshop, done)
        raise_room_revision(connection, workshop)
    return row


def _joined(connection: Connection, workshop: UUID) -> dict[Role, int]:
    counted = (
        select(participants.c.role, func.count())
        .where(participants.c.workshop == workshop)
        .group_by(participants.c.role)
    )
    return {Role(role): people for role, people in connection.execute(counted)}


def _ready(connection: Connection, workshop: UUID, step: Step) -> int:
    """How many people of the step's roles have sent something in it."""
    form = submissions.c.form
    of_step = (
        form.in_(instrument_forms(step))
        if step.is_instrument
        else or_(form == step.form, form.like(f"{step.form}/%"))
    )
    # Whoever sent something is found at their first sending, not after all of them.
    has_sent = exists().where(
        submissions.c.workshop == workshop,
        submissions.c.participant == participants.c.id,
        of_step,
    )
    counted = select(func.count()).where(
        participants.c.workshop == workshop,
        participants.c.role.in_([role.value for role in step.roles]),
        has_sent,
    )
    return connection.scalar(counted) or 0


def instrument_forms(step: Step) -> tuple[str, ...]:
    """The forms of the instrument on which a step is answered, for all its roles."""
    length = Length.FULL if step.activity is Activity.FULL_FORM else Length.PULSE
    asked = instrument()
    return tuple(
        name
        for role in Role
        if role in step.roles
        for name, form in asked.forms_for(role).items()
        if form.length is length
    )
