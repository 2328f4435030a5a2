"""Retention: workshops whose day has come are erased, and only their names are kept."""

from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, delete, insert, select

from workbench.storage.database import Database
from workbench.storage.tables import erasures, workshops
from workbench.workshop.retention import Erased

SHOWN = 20


class Retention:
    """What is erased because its day had come."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase_expired(self, today: date) -> tuple[Erased, ...]:
        """Erase every workshop whose day has come, for good; returns what they were called.

        Raises NotSaved when traces could not be erased; the next day finishes the job.
        """
        at = datetime.now(UTC)
        with self._database.asking() as connection:
            if not connection.execute(select(workshops.c.id).where(_expired(today))).first():
                return ()
        with self._database.writing() as connection:
            wanted = select(
                workshops.c.id,
                workshops.c.name,
                workshops.c.organisation,
                workshops.c.erase_on.label("planned"),
            )
            rows = connection.execute(wanted.where(_expired(today)).with_for_update()).all()
            gone = tuple(
                Erased(name=row.name, organisation=row.organisation, planned=row.planned, at=at)
                for row in rows
            )
            if gone:
                connection.execute(insert(erasures), [each.model_dump() for each in gone])
                these = [row.id for row in rows]
                connection.execute(delete(workshops).where(workshops.c.id.in_(these)))
        self._database.erase_traces()
        return gone

    def erased(self) -> tuple[Erased, ...]:
        """The workshops that were erased last, newest first."""
        columns = [erasures.c[name] for name in Erased.model_fields]
        newest = select(*columns).order_by(erasures.c.id.desc()).limit(SHOWN)
        with self._database.asking() as connection:
            return tuple(Erased(**row._mapping) for row in connection.execute(newest))


def _expired(today: date) -> ColumnElement[bool]:
    return workshops.c.erase_on <= today
