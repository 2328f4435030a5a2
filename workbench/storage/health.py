"""Whether the database takes a write, and what time it is there."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import DateTime, func, select, text

from workbench.storage.database import Database
from workbench.storage.tables import log, submissions

VERSION_TABLE = "headroom_version"


class Times(NamedTuple):
    """The database's own clock, and the newest moment that is stored."""

    database: datetime
    newest: datetime | None


def try_writing(database: Database) -> None:
    """Write what is there already, and wait until it is on the disk. Raises NotSaved."""
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))


def times(database: Database) -> Times:
    """What time it is, as the database sees it. Raises DatabaseUnavailable."""
    with database.reading() as connection:
        if database.address.is_sqlite:
            now = datetime.now(UTC)  # the file has no clock of its own
        else:
            now = connection.execute(select(func.now(type_=DateTime(timezone=True)))).scalar_one()
        newest = [
            connection.scalar(select(func.max(column)))
            for column in (submissions.c.sent_at, log.c.at)
        ]
    found = [moment for moment in newest if moment is not None]
    return Times(now, max(found) if found else None)
