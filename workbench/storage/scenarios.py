"""Named scenarios of the simulator."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from pydantic import JsonValue, ValidationError
from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from workbench.storage.database import Database
from workbench.storage.tables import scenarios
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.refused import Refused
from workbench.workshop.saved_scenario import SavedScenario


class Scenarios:
    """The scenarios of the workshops; a name is used once in a workshop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, workshop: UUID, name: str, document: Mapping[str, JsonValue]) -> SavedScenario:
        """Save a scenario under a name, in the place of the one that has it. Raises Refused."""
        scenario = _named(name, document, datetime.now(UTC))
        with self._database.writing() as connection:
            lock(connection, workshop)
            values = scenario.model_dump()
            changed = connection.execute(
                update(scenarios).where(_is(workshop, scenario.name)).values(values)
            )
            if not changed.rowcount:
                connection.execute(insert(scenarios).values(values | {"workshop": workshop}))
            raise_revision(connection, workshop)
        return scenario

    def rename(self, workshop: UUID, name: str, new_name: str) -> None:
        """Give a scenario another name. Raises Refused when it is gone or the name is taken."""
        new_name = _named(new_name, {}, datetime.now(UTC)).name
        with self._database.writing() as connection:
            lock(connection, workshop)
            _check_there(connection, workshop, name)
            if new_name == name:
                return
            if _there(connection, workshop, new_name):
                raise Refused(f"There is a scenario called {new_name} already.")
            connection.execute(update(scenarios).where(_is(workshop, name)).values(name=new_name))
            raise_revision(connection, workshop)

    def delete(self, workshop: UUID, name: str) -> None:
        """Delete a scenario. Raises Refused when it is gone."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            _check_there(connection, workshop, name)
            connection.execute(delete(scenarios).where(_is(workshop, name)))
            raise_revision(connection, workshop)

    def all(self, workshop: UUID) -> tuple[SavedScenario, ...]:
        """The scenarios of a workshop, in the order in which they were first saved."""
        with self._database.asking() as connection:
            return saved_scenarios(connection, workshop)


def saved_scenarios(connection: Connection, workshop: UUID) -> tuple[SavedScenario, ...]:
    """The scenarios of a workshop, in the order in which they were first saved."""
    wanted = (
        select(scenarios.c.name, scenarios.c.document, scenarios.c.saved_at)
        .where(scenarios.c.workshop == workshop)
        .order_by(scenarios.c.id)
    )
    return tuple(SavedScenario(**row._mapping) for row in connection.execute(wanted))


def _named(name: str, document: Mapping[str, JsonValue], saved_at: datetime) -> SavedScenario:
    try:
        return SavedScenario(name=name, document=dict(document), saved_at=saved_at)
    except ValidationError as error:
        raise Refused(
            "A scenario needs a name of 1 to 120 letters in one line, and settings that can be "
            f"stored: {error.errors()[0]['msg'].removeprefix('Value error, ')}."
        ) from error


def _is(workshop: UUID, name: str) -> ColumnElement[bool]:
    return and_(scenarios.c.workshop == workshop, scenarios.c.name == name)


def _there(connection: Connection, workshop: UUID, name: str) -> bool:
    return connection.scalar(select(scenarios.c.id).where(_is(workshop, name))) is not None


def _check_there(connection: Connection, workshop: UUID, name: str) -> None:
    if not _there(connection, workshop, name):
        raise Refused(f"There is no scenario called {name} any more.")
