"""Changes that a room proposes, in the order in which they were made."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, and_, delete, insert, select, update

from workbench.storage.database import Database
from workbench.storage.tables import changes
from workbench.storage.workshop_row import lock, raise_revision
from workbench.strategy.changes import MOST_CHANGES, Change
from workbench.workshop.refused import Refused


class Changes:
    """The changes of the workshops; a title is used once in a workshop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, workshop: UUID, change: Change) -> None:
        """Save a change, in the place of the one with its id.

        Raises Refused when another one has its title or there are too many, NotSaved.
        """
        with self._database.writing() as connection:
            lock(connection, workshop)
            there = {one.id: one for one in saved_changes(connection, workshop)}
            title = change.title.casefold()
            if any(one.title.casefold() == title for one in there.values() if one.id != change.id):
                raise Refused(f"There is a change called {change.title} already.")
            document = change.model_dump(mode="json")
            if change.id in there:
                one = and_(changes.c.workshop == workshop, changes.c.id == change.id)
                connection.execute(update(changes).where(one).values(document=document))
            elif len(there) >= MOST_CHANGES:
                raise Refused(f"There are {MOST_CHANGES} changes already; remove one first.")
            else:
                insert_changes(connection, workshop, [change])
            raise_revision(connection, workshop)

    def remove(self, workshop: UUID, change: str) -> None:
        """Remove a change; votes on it are kept and no longer shown."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            connection.execute(
                delete(changes).where(changes.c.workshop == workshop, changes.c.id == change)
            )
            raise_revision(connection, workshop)

    def all(self, workshop: UUID) -> tuple[Change, ...]:
        """The changes of a workshop, the first made first."""
        with self._database.asking() as connection:
            return saved_changes(connection, workshop)


def saved_changes(connection: Connection, workshop: UUID) -> tuple[Change, ...]:
    """The changes of a workshop, the first made first."""
    wanted = select(changes.c.document).where(changes.c.workshop == workshop)
    documents = connection.scalars(wanted.order_by(changes.c.number))
    return tuple(Change.model_validate(document) for document in documents)


def insert_changes(connection: Connection, workshop: UUID, these: Iterable[Change]) -> None:
    """Put changes into a workshop."""
    rows = [
        {"workshop": workshop, "id": one.id, "document": one.model_dump(mode="json")}
        for one in these
    ]
    if rows:
        connection.execute(insert(changes), rows)


def copy_changes(connection: Connection, source: UUID, copy: UUID) -> None:
    """Give a new wave the changes of the last one; the statements behind them stay there."""
    carried = saved_changes(connection, source)
    insert_changes(connection, copy, [one.model_copy(update={"statements": ()}) for one in carried])
