"""The row of a workshop's room."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update

from workbench.storage.tables import rooms
from workbench.workshop.agenda import Agenda
from workbench.workshop.agenda_edits import Edits
from workbench.workshop.control import Control
from workbench.workshop.room import Room

# Asked with every answer that arrives, so written down once.
_ROOM = select(rooms.c.room).where(rooms.c.workshop == bindparam("of_workshop"))


class RoomRow(NamedTuple):
    """All that is kept of a room; `revision` rises with every change of the room itself."""

    room: Room
    edits: Edits
    control: Control
    revision: int


def room_of(connection: Connection, workshop: UUID, now: datetime) -> Room | None:
    """The room of a workshop as it stands at a moment; None when it has no agenda."""
    document = connection.scalar(_ROOM, {"of_workshop": workshop})
    return None if document is None else Room.model_validate(document).standing(now)


def row_of(connection: Connection, workshop: UUID, now: datetime | None) -> RoomRow | None:
    """Everything that is kept of a room, as it stands at a moment or as it was stored."""
    row = connection.execute(select(rooms).where(rooms.c.workshop == workshop)).one_or_none()
    if row is None:
        return None
    room = Room.model_validate(row.room)
    return RoomRow(
        room if now is None else room.standing(now),
        Edits.model_validate(row.edits),
        Control.model_validate(row.control),
        row.revision,
    )


def insert_room(
    connection: Connection, workshop: UUID, room: Room | None, edits: Edits | None = None
) -> None:
    """Give a workshop its room; it keeps none when there is none to give."""
    if room is not None:
        values = _documents(room, edits or Edits(), Control())
        connection.execute(insert(rooms).values(values | {"workshop": workshop, "revision": 1}))


def store_room(connection: Connection, workshop: UUID, row: RoomRow) -> None:
    """Store a room in the place of what is kept of it."""
    values = _documents(row.room, row.edits, row.control) | {"revision": row.revision}
    connection.execute(update(rooms).where(rooms.c.workshop == workshop).values(values))


def copy_agenda(connection: Connection, source: UUID, copy: UUID) -> None:
    """Give a copied workshop the agenda of the other, in a room that nobody has opened."""
    document = connection.scalar(select(rooms.c.room).where(rooms.c.workshop == source))
    if document is not None:
        agenda = Agenda.model_validate(document["agenda"])
        insert_room(connection, copy, Room(agenda=agenda))


def _documents(room: Room, edits: Edits, control: Control) -> dict[str, Any]:
    return {
        "room": room.model_dump(mode="json"),
        "edits": edits.model_dump(mode="json"),
        "control": control.model_dump(mode="json"),
    }
