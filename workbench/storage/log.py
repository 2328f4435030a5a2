"""The log of what happened to a workshop."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, insert, select

from workbench.storage.tables import log
from workbench.workshop.log import LogEntry


def add_to_log(connection: Connection, workshop: UUID, entries: Iterable[LogEntry]) -> None:
    """Append lines to the log of a workshop."""
    rows = [{"workshop": workshop, **entry.model_dump()} for entry in entries]
    if rows:
        connection.execute(insert(log), rows)


def log_of(connection: Connection, workshop: UUID) -> tuple[LogEntry, ...]:
    """What happened to a workshop, oldest first."""
    columns = [log.c[name] for name in LogEntry.model_fields]
    wanted = select(*columns).where(log.c.workshop == workshop).order_by(log.c.id)
    return tuple(LogEntry(**row._mapping) for row in connection.execute(wanted))
