"""What facilitators entered for people without a phone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from workbench.storage.database import Database
from workbench.storage.log import add_to_log
from workbench.storage.room_row import row_of
from workbench.storage.tables import proxy_entries
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.proxy import ProxyEntry
from workbench.workshop.refused import Refused


class Proxies:
    """Shows of hands and sheets of paper, apart from what people sent themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, workshop: UUID, entry: ProxyEntry, by: str = "") -> None:
        """Enter one, once, however often it arrives. Raises Refused, NotSaved."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            row = row_of(connection, workshop, entry.entered_at)
            step = None if row is None else row.room.agenda.step(entry.step)
            if row is None or step is None:
                raise Refused("This step is not on the agenda any more.")
            row.control.check(by)
            same = select(proxy_entries.c.id).where(
                proxy_entries.c.workshop == workshop, proxy_entries.c.key == entry.key
            )
            if connection.execute(same).first() is not None:
                return
            insert_entries(connection, workshop, [entry])
            detail = f"{step.title}: {entry.people} by {entry.kind.value}"
            logged = LogEntry(what=Event.ENTERED_FOR_OTHERS, at=entry.entered_at, detail=detail)
            add_to_log(connection, workshop, [logged])
            raise_revision(connection, workshop)

    def remove(self, workshop: UUID, key: str, by: str = "") -> None:
        """Take one back."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            row = row_of(connection, workshop, datetime.now(UTC))
            if row is not None:
                row.control.check(by)
            connection.execute(
                delete(proxy_entries).where(
                    proxy_entries.c.workshop == workshop, proxy_entries.c.key == key
                )
            )
            raise_revision(connection, workshop)

    def all(self, workshop: UUID, step: str | None = None) -> tuple[ProxyEntry, ...]:
        """The entries of a workshop, or of one of its steps, oldest first."""
        with self._database.reading() as connection:
            return entries_of(connection, workshop, step)


def entries_of(
    connection: Connection, workshop: UUID, step: str | None = None
) -> tuple[ProxyEntry, ...]:
    """The entries of a workshop, or of one of its steps, oldest first."""
    wanted = select(proxy_entries.c.document).where(proxy_entries.c.workshop == workshop)
    if step is not None:
        wanted = wanted.where(proxy_entries.c.step == step)
    documents = connection.scalars(wanted.order_by(proxy_entries.c.id))
    return tuple(ProxyEntry.model_validate(document) for document in documents)


def insert_entries(connection: Connection, workshop: UUID, entries: Iterable[ProxyEntry]) -> None:
    """Put entries into a workshop."""
    rows = [
        {
            "workshop": workshop,
            "key": entry.key,
            "step": entry.step,
            "document": entry.model_dump(mode="json"),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(proxy_entries), rows)
