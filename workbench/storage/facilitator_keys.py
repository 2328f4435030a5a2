"""Facilitators' keys: made, tried a few times, and remembered by the browser that gave one."""

from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from workbench.storage.database import Database
from workbench.storage.log import add_to_log
from workbench.storage.tables import facilitator_keys, workshops
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.codes import read_code
from workbench.workshop.facilitator_key import (
    Attempts,
    hashed,
    matches,
    new_key,
    new_session,
    opens,
)
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused

NOT_TOGETHER = "This code and this key do not belong together. Check both and try again."


class FacilitatorKeys:
    """The keys of the workshops. A key is given out once, when it is made."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # One slow hash at a time: whoever tries many keys must not take the room's processor.
        self._turn = Lock()

    def make(self, workshop: UUID) -> str:
        """A new key, which ends the one before and everybody's session with it."""
        key = new_key()
        kept = hashed(key)
        with self._database.writing() as connection:
            lock(connection, workshop)
            connection.execute(delete(facilitator_keys).where(_of(workshop)))
            keep_key(connection, workshop, kept)
            _log(connection, workshop, Event.KEY_MADE)
        return key

    def remove(self, workshop: UUID) -> None:
        """Have no key: only the machine that Headroom runs on opens the workshop then."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            if connection.execute(delete(facilitator_keys).where(_of(workshop))).rowcount:
                _log(connection, workshop, Event.KEY_REMOVED)

    def is_set(self, workshop: UUID) -> bool:
        """Whether the workshop has a key."""
        with self._database.reading() as connection:
            return stored_key(connection, workshop) is not None

    def sign_in(self, code: str, key: str) -> str:
        """A session for whoever knows the code and the key of a workshop.

        Raises Refused with the same words whichever is wrong, and for some minutes after ten wrong
        keys in a row; NotSaved when the try could not be counted.
        """
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            found = connection.execute(
                select(facilitator_keys)
                .join(workshops, workshops.c.id == facilitator_keys.c.workshop)
                .where(workshops.c.code == read_code(code[:100]))
                .with_for_update(of=facilitator_keys)
            ).one_or_none()
            if found is None:
                raise Refused(NOT_TOGETHER)
            _count_one_more(connection, found, now)
        with self._turn:
            right = matches(key, found.stored)
        if not right:
            raise Refused(NOT_TOGETHER)
        with self._database.writing() as connection:
            connection.execute(
                update(facilitator_keys)
                .where(_of(found.workshop))
                .values(wrong=0, wrong_since=None)
            )
        return new_session(found.stored, now)

    def opened_by(self, sessions: Iterable[str]) -> frozenset[UUID]:
        """The workshops that these sessions open."""
        carried = [session for session in sessions if session]
        if not carried:
            return frozenset()
        now = datetime.now(UTC)
        with self._database.asking() as connection:
            kept = connection.execute(
                select(facilitator_keys.c.workshop, facilitator_keys.c.stored)
            ).all()
        return frozenset(
            workshop
            for workshop, stored in kept
            if any(opens(session, stored, now) for session in carried)
        )


def stored_key(connection: Connection, workshop: UUID) -> str | None:
    """The slow hash of a workshop's key, or None."""
    return connection.scalar(select(facilitator_keys.c.stored).where(_of(workshop)))


def keep_key(connection: Connection, workshop: UUID, stored: str | None) -> None:
    """Give a workshop without a key this one, if it is one."""
    if stored is not None:
        row = {"workshop": workshop, "stored": stored, "wrong": 0}
        connection.execute(insert(facilitator_keys).values(row))


def copy_key(connection: Connection, source: UUID, target: UUID) -> None:
    """Let whoever has the key of one workshop open its copy."""
    keep_key(connection, target, stored_key(connection, source))


def _count_one_more(connection: Connection, found: Row[Any], now: datetime) -> None:
    # Counted before it is looked at, so that many tries at once are counted too.
    attempts = Attempts(wrong=found.wrong, since=found.wrong_since)
    if minutes := attempts.wait(now):
        unit = "minute" if minutes == 1 else "minutes"
        raise Refused(
            f"Too many wrong keys were tried for this workshop. Try again in {minutes} {unit}, or "
            "make a new key on the machine that Headroom runs on."
        )
    attempts = attempts.after_one_more(now)
    connection.execute(
        update(facilitator_keys)
        .where(_of(found.workshop))
        .values(wrong=attempts.wrong, wrong_since=attempts.since)
    )


def _log(connection: Connection, workshop: UUID, what: Event) -> None:
    add_to_log(connection, workshop, [LogEntry(what=what, at=datetime.now(UTC))])
    raise_revision(connection, workshop)


def _of(workshop: UUID) -> ColumnElement[bool]:
    return facilitator_keys.c.workshop == workshop
