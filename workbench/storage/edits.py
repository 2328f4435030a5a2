"""Edits of the assumption register: appended, the later wins, none is lost."""

from uuid import UUID

from sqlalchemy import Connection, insert, select

from workbench.evidence.assumptions import AssumptionEdit
from workbench.storage.database import Database
from workbench.storage.tables import assumption_edits
from workbench.storage.workshop_row import lock, raise_revision


class Edits:
    """What people changed in the registers of the workshops."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, workshop: UUID, *edits: AssumptionEdit) -> None:
        """Store edits, all of them or none. Raises Refused when the workshop is gone, NotSaved."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            rows = [edit.model_dump() | {"workshop": workshop} for edit in edits]
            if rows:
                connection.execute(insert(assumption_edits), rows)
            raise_revision(connection, workshop)

    def all(self, workshop: UUID) -> tuple[AssumptionEdit, ...]:
        """Every edit of a workshop, oldest first."""
        with self._database.asking() as connection:
            return edits_made(connection, workshop)


def edits_made(connection: Connection, workshop: UUID) -> tuple[AssumptionEdit, ...]:
    """Every edit of a workshop, oldest first."""
    columns = [assumption_edits.c[name] for name in AssumptionEdit.model_fields]
    wanted = (
        select(*columns)
        .where(assumption_edits.c.workshop == workshop)
        .order_by(assumption_edits.c.id)
    )
    return tuple(AssumptionEdit(**row._mapping) for row in connection.execute(wanted))
