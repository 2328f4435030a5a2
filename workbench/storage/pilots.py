"""The pilot of a workshop: every version is kept, so that what was agreed can be shown later."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Connection, func, insert, select

from workbench.storage.database import Database
from workbench.storage.tables import pilots
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.refused import Refused
from workbench.workshop.saved_pilot import SavedPilot

# A copied plan starts without these.
OF_ONE_RUN: dict[str, JsonValue] = {"assignment": None, "results": [], "source": ""}


class Pilots:
    """The pilots of the workshops, one each; the last version is in force."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, workshop: UUID, document: Mapping[str, JsonValue], based_on: int) -> SavedPilot:
        """Save the next version. `based_on` is the version that was changed, 0 for none.

        Raises Refused when somebody has saved another one since.
        """
        with self._database.writing() as connection:
            lock(connection, workshop)
            now = _latest(connection, workshop)
            if now != based_on:
                raise Refused(
                    "Somebody else has saved the pilot since. Reload the page to see their "
                    "version; yours is not saved."
                )
            saved = SavedPilot(version=now + 1, document=dict(document), saved_at=datetime.now(UTC))
            connection.execute(insert(pilots).values(saved.model_dump() | {"workshop": workshop}))
            raise_revision(connection, workshop)
        return saved

    def all(self, workshop: UUID) -> tuple[SavedPilot, ...]:
        """Every version, oldest first."""
        with self._database.asking() as connection:
            return saved_pilots(connection, workshop)


def saved_pilots(connection: Connection, workshop: UUID) -> tuple[SavedPilot, ...]:
    """Every version of a workshop's pilot, oldest first."""
    columns = [pilots.c[name] for name in SavedPilot.model_fields]
    wanted = select(*columns).where(pilots.c.workshop == workshop).order_by(pilots.c.version)
    return tuple(SavedPilot(**row._mapping) for row in connection.execute(wanted))


def copy_plan(connection: Connection, workshop: UUID, copy: UUID) -> None:
    """Give a copied workshop the plan of the other, without its lot and its results."""
    for saved in saved_pilots(connection, workshop)[-1:]:
        first = SavedPilot(
            version=1, document=saved.document | OF_ONE_RUN, saved_at=datetime.now(UTC)
        )
        connection.execute(insert(pilots).values(first.model_dump() | {"workshop": copy}))


def _latest(connection: Connection, workshop: UUID) -> int:
    wanted = select(func.max(pilots.c.version)).where(pilots.c.workshop == workshop)
    return connection.scalar(wanted) or 0
