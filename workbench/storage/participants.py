"""Participants: who joined, known again only by a token that they carry themselves."""

import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    distinct,
    func,
    insert,
    select,
    update,
)

from workbench.storage.database import Database
from workbench.storage.log import add_to_log
from workbench.storage.releases import renew
from workbench.storage.tables import participants, submissions
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.participant import Participant
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.transitions import check_open


class Joined(NamedTuple):
    """Somebody who has joined, with the secret by which they are known again."""

    participant: Participant
    token: str


class Turnout(NamedTuple):
    """How many people of a role joined, and how many of them sent something."""

    joined: int
    answered: int


class Participants:
    """The people in the workshops. The token is stored as a fingerprint only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, workshop: UUID, role: Role, token: str | None = None) -> Joined:
        """Join a workshop with a new token, or with one that the person carries already.

        Joining again with the same token is the same person, in whatever tab or device; the role
        may still change until something is sent. Raises Refused when the role's form is closed
        or the person has answered as another role, NotSaved when it was not stored.
        """
        secret = token or secrets.token_urlsafe(16)
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            known = _by_token(connection, workshop, secret)
            if known and known.role == role:
                return Joined(known, secret)
            check_open(now, role)
            if known:
                if _has_sent(connection, known):
                    raise Refused(
                        f"You have answered as one of the {known.role.label.lower()} already. "
                        "Withdraw those answers first to take part in another role."
                    )
                person = known.model_copy(update={"role": role})
                connection.execute(update(participants).where(_is(person)).values(role=person.role))
            else:
                person = Participant(
                    id=uuid4(), workshop=workshop, role=role, joined_on=datetime.now(UTC).date()
                )
                row = person.model_dump() | {"token_hash": fingerprint(secret)}
                connection.execute(insert(participants).values(row))
            raise_revision(connection, workshop)
        return Joined(person, secret)

    def find(self, workshop: UUID, token: str) -> Participant | None:
        """The participant who carries this token in this workshop, or None."""
        with self._database.reading() as connection:
            return _by_token(connection, workshop, token)

    def turnout(self, workshop: UUID) -> dict[Role, Turnout]:
        """How many joined and how many answered, for every role."""
        sent = and_(
            submissions.c.workshop == participants.c.workshop,
            submissions.c.participant == participants.c.id,
        )
        counts = (
            select(
                participants.c.role,
                func.count(distinct(participants.c.id)),
                func.count(distinct(submissions.c.participant)),
            )
            .outerjoin(submissions, sent)
            .where(participants.c.workshop == workshop)
            .group_by(participants.c.role)
        )
        with self._database.reading() as connection:
            found = {Role(role): Turnout(*both) for role, *both in connection.execute(counts)}
        return {role: found.get(role, Turnout(0, 0)) for role in Role}

    def withdraw(self, participant: Participant) -> None:
        """Erase a person and everything they sent, for good and without a trace in the files.

        Their words leave the release of their role at once; its figures change when enough others
        have changed too. Raises NotSaved when traces could not be erased; withdrawing again
        finishes the job.
        """
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        with self._database.writing() as connection:
            now = lock(connection, participant.workshop)
            gone = connection.execute(delete(participants).where(_is(participant)))
            if gone.rowcount:
                renew(connection, now, participant.role)
                entry = LogEntry(what=Event.WITHDRAWN, at=today)
                add_to_log(connection, participant.workshop, [entry])
                raise_revision(connection, participant.workshop)
        self._database.erase_traces()


def fingerprint(token: str) -> str:
    """SHA-256 of a token, in hexadecimal: 128 random bits need no slow hash."""
    return sha256(token.encode()).hexdigest()


def _is(person: Participant) -> ColumnElement[bool]:
    return and_(participants.c.workshop == person.workshop, participants.c.id == person.id)


def _by_token(connection: Connection, workshop: UUID, token: str) -> Participant | None:
    wanted = select(
        participants.c.id, participants.c.workshop, participants.c.role, participants.c.joined_on
    ).where(participants.c.workshop == workshop, participants.c.token_hash == fingerprint(token))
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Participant(**row._mapping)


def _has_sent(connection: Connection, person: Participant) -> bool:
    sent = select(submissions.c.id).where(
        submissions.c.workshop == person.workshop, submissions.c.participant == person.id
    )
    return connection.execute(sent.limit(1)).first() is not None
