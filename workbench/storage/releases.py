"""Releases: what may be seen of each role, brought up to date by the release rule."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from workbench.storage.database import Database
from workbench.storage.statement_rows import coding_of
from workbench.storage.submissions import questionnaire_submissions
from workbench.storage.tables import releases
from workbench.storage.workshop_row import lock, look, raise_revision, secret_of
from workbench.voices.aggregates import RoleRelease
from workbench.voices.answers import Submission
from workbench.voices.instrument import instrument
from workbench.voices.readings import InstrumentReading
from workbench.voices.release import RoleState, next_state
from workbench.voices.release import waiting as people_waiting
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop


class Releases:
    """The one way to what people answered: a page sees releases, never the answers of a person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self, workshop: UUID) -> dict[Role, RoleRelease]:
        """What may be seen of every role that has enough answers, brought up to date.

        Two pages never renew a release from the same last one, so that no difference between what
        they show is the answer of a person. Takes a moment for many answers: keep the result by
        the workshop's revision. Raises Refused when the workshop is gone, NotSaved.
        """
        with self._database.reading() as connection:
            here = look(connection, workshop)
            last = states(connection, workshop)
            now = {role: renewed(connection, here, role, last.get(role)) for role in Role}
        if any(now[role] is not last.get(role) for role in Role):
            with self._database.writing() as connection:
                here = lock(connection, workshop)
                now = {role: renew(connection, here, role) for role in Role}
        return {role: state.release for role, state in now.items() if state}

    def waiting(self, workshop: UUID) -> dict[Role, int]:
        """How many people of each role have said something that its release does not show yet."""
        with self._database.reading() as connection:
            look(connection, workshop)
            key = bytes.fromhex(secret_of(connection, workshop))
            last = states(connection, workshop)
            sent = questionnaire_submissions(connection, workshop)
            reading = _reading(connection, workshop)
        return {role: people_waiting(role, sent, last.get(role), key, reading) for role in Role}


def renew(connection: Connection, workshop: Workshop, role: Role) -> RoleState | None:
    """Bring the release of a role up to date; the workshop must be locked."""
    last = states(connection, workshop.id).get(role)
    now = renewed(connection, workshop, role, last)
    if now is None or now is last:
        return now
    connection.execute(
        delete(releases).where(releases.c.workshop == workshop.id, releases.c.role == role)
    )
    connection.execute(insert(releases).values(to_row(now) | {"workshop": workshop.id}))
    if last is None or last.release != now.release:
        raise_revision(connection, workshop.id)
    return now


def renewed(
    connection: Connection, workshop: Workshop, role: Role, last: RoleState | None
) -> RoleState | None:
    """The state of a role that follows the last one; the last one itself if nothing changes."""
    sent: Sequence[Submission] = questionnaire_submissions(connection, workshop.id, role)
    key = bytes.fromhex(secret_of(connection, workshop.id))
    reading = _reading(connection, workshop.id)
    return next_state(role, sent, last, workshop.privacy, key, reading)


def _reading(connection: Connection, workshop: UUID) -> InstrumentReading:
    return InstrumentReading(instrument(), coding_of(connection, workshop))


def states(connection: Connection, workshop: UUID) -> dict[Role, RoleState]:
    """The last release of every role that has one, with what is kept behind it."""
    wanted = (
        select(releases.c.role, releases.c.release, releases.c.behind)
        .where(releases.c.workshop == workshop)
        .order_by(releases.c.role)
    )
    return {
        Role(row.role): RoleState.model_validate({"release": row.release, **row.behind})
        for row in connection.execute(wanted)
    }


def to_row(state: RoleState) -> dict[str, Any]:
    """A state as the columns of its row."""
    behind = state.model_dump(mode="json")
    return {"role": state.release.role, "release": behind.pop("release"), "behind": behind}
