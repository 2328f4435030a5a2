"""Participants: who joined, known again only by a token that they carry themselves."""

import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
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
from workbench.storage.step_releases import renew_step_releases
from workbench.storage.tables import (
    known_devices,
    participant_names,
    participants,
    submissions,
    wrong_tries,
)
from workbench.storage.workshop_row import lock, raise_revision, raise_room_revision, secret_of
from workbench.workshop.agenda import STEP_FORM
from workbench.workshop.agenda_templates import room_limits
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.participant import Participant
from workbench.workshop.recovery import Words, person_with, recovery_words
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.title import Title
from workbench.workshop.transitions import check_open

TRIES_FORGOTTEN = timedelta(minutes=10)
_TITLE: TypeAdapter[str] = TypeAdapter(Title)


# Asked with every page of a phone, so written down once.
_PERSON = select(
    participants.c.id, participants.c.workshop, participants.c.role, participants.c.joined_on
).where(participants.c.workshop == bindparam("of_workshop"))
_WITH_TOKEN = _PERSON.where(participants.c.token_hash == bindparam("carried"))
_WITH_DEVICE = _PERSON.where(
    participants.c.id.in_(
        select(known_devices.c.participant)
        .where(
            known_devices.c.workshop == bindparam("of_workshop"),
            known_devices.c.token_hash == bindparam("carried"),
        )
        .scalar_subquery()
    )
)


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

    def join(
        self, workshop: UUID, role: Role, token: str | None = None, *, also: str | None = None
    ) -> Joined:
        """Join a workshop with a new token, or with one that the person carries already.

        Joining again with the same token is the same person, in whatever tab or device; the role
        may still change until something is sent. `also` is another token of the same browser: who
        is known by it in this role is this person. How many join in a minute does not matter, and
        from where never does: a room shares one address. Raises Refused when the role's form is
        closed, the workshop is full, or the person has answered as another role; NotSaved when it
        was not stored.
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
            elif also and (before := _by_token(connection, workshop, also)) and before.role == role:
                person = before
                _tie(connection, person, secret)
            else:
                _check_capacity(connection, workshop)
                person = Participant(
                    id=uuid4(), workshop=workshop, role=role, joined_on=datetime.now(UTC).date()
                )
                row = person.model_dump() | {"token_hash": fingerprint(secret)}
                connection.execute(insert(participants).values(row))
            raise_room_revision(connection, workshop)
        return Joined(person, secret)

    def find(self, workshop: UUID, token: str) -> Participant | None:
        """The participant who carries this token in this workshop, or None."""
        with self._database.asking() as connection:
            return _by_token(connection, workshop, token)

    def turnout(self, workshop: UUID, *, of_questionnaire: bool = False) -> dict[Role, Turnout]:
        """How many joined and how many answered, the questionnaire or anything, for every role."""
        sent = and_(
            submissions.c.workshop == participants.c.workshop,
            submissions.c.participant == participants.c.id,
        )
        if of_questionnaire:
            sent = and_(sent, ~submissions.c.form.startswith(STEP_FORM))
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
        with self._database.asking() as connection:
            found = {Role(role): Turnout(*both) for role, *both in connection.execute(counts)}
        return {role: found.get(role, Turnout(0, 0)) for role in Role}

    def recovery_words(self, participant: Participant) -> Words:
        """The three words by which this person is known again."""
        with self._database.reading() as connection:
            return recovery_words(secret_of(connection, participant.workshop), participant.id)

    def recover(self, workshop: UUID, typed: str, token: str) -> Joined:
        """Know somebody again by their three words, and from now on by this token too.

        Somebody who joined with this token by mistake and has sent nothing is forgotten. Raises
        Refused when the words are nobody's, were tried too often in this workshop, or the token
        belongs to somebody who has sent something; NotSaved when it was not stored.
        """
        at = datetime.now(UTC)
        with self._database.writing() as connection:
            lock(connection, workshop)
            _check_tries(connection, workshop, at)
            people = connection.scalars(
                select(participants.c.id).where(participants.c.workshop == workshop)
            ).all()
            found = person_with(secret_of(connection, workshop), people, typed)
            if found is None:
                connection.execute(insert(wrong_tries).values(workshop=workshop, at=at))
            else:
                person = _let_in(connection, workshop, found, token)
        if found is None:
            raise Refused(
                "Nobody here has these three words. Check the spelling; their order matters."
            )
        return Joined(person, token)

    def set_name(self, participant: Participant, name: str) -> str:
        """Say who one is, for the steps in which the room learns who said what.

        Raises Refused when the name is not one line of 1 to 120 letters, or the person is gone.
        """
        try:
            told = _TITLE.validate_python(name)
        except ValidationError as error:
            raise Refused("A name is one line of 1 to 120 letters.") from error
        values = {"workshop": participant.workshop, "participant": participant.id, "name": told}
        of_person = and_(
            participant_names.c.workshop == participant.workshop,
            participant_names.c.participant == participant.id,
        )
        with self._database.writing() as connection:
            lock(connection, participant.workshop)
            if (
                connection.execute(select(participants.c.id).where(_is(participant))).first()
                is None
            ):
                raise Refused("Nobody is known under this link any more. Join the workshop again.")
            connection.execute(delete(participant_names).where(of_person))
            connection.execute(insert(participant_names).values(values))
            raise_room_revision(connection, participant.workshop)
        return told

    def names(self, workshop: UUID) -> dict[UUID, str]:
        """The names that people gave for the named steps. For those steps only."""
        wanted = select(participant_names.c.participant, participant_names.c.name).where(
            participant_names.c.workshop == workshop
        )
        with self._database.asking() as connection:
            return {row.participant: row.name for row in connection.execute(wanted)}

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
                renew_step_releases(connection, now, participant.role)
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
    carried = {"of_workshop": workshop, "carried": fingerprint(token)}
    row = connection.execute(_WITH_TOKEN, carried).one_or_none()
    if row is None:
        row = connection.execute(_WITH_DEVICE, carried).one_or_none()
    return None if row is None else Participant(**row._mapping)


def _check_capacity(connection: Connection, workshop: UUID) -> None:
    joined = select(func.count()).where(participants.c.workshop == workshop)
    capacity = room_limits().capacity.value
    if (connection.scalar(joined) or 0) >= capacity:
        raise Refused(
            f"This workshop is full: {capacity:,} people have joined. Tell the person who runs it."
        )


def _check_tries(connection: Connection, workshop: UUID, at: datetime) -> None:
    """Raise Refused when too many wrong words were tried in this workshop a short while ago."""
    connection.execute(
        delete(wrong_tries).where(
            wrong_tries.c.workshop == workshop, wrong_tries.c.at < at - TRIES_FORGOTTEN
        )
    )
    tried = select(func.count()).where(wrong_tries.c.workshop == workshop)
    if (connection.scalar(tried) or 0) >= room_limits().wrong_recovery_tries.value:
        raise Refused(
            "Too many wrong words were tried in this workshop. Wait ten minutes, then try again. "
            "Your personal link still works."
        )


def _let_in(connection: Connection, workshop: UUID, found: UUID, token: str) -> Participant:
    """Tie a token to a person who was found by their words."""
    columns = (
        participants.c.id,
        participants.c.workshop,
        participants.c.role,
        participants.c.joined_on,
    )
    row = connection.execute(
        select(*columns).where(participants.c.workshop == workshop, participants.c.id == found)
    ).one()
    person = Participant(**row._mapping)
    carrier = _by_token(connection, workshop, token)
    if carrier is not None and carrier.id == person.id:
        return person
    if carrier is not None:
        if _has_sent(connection, carrier):
            raise Refused(
                "This device has sent answers as somebody else already. Withdraw those first, or "
                "use another device."
            )
        connection.execute(delete(participants).where(_is(carrier)))
    _tie(connection, person, token)
    raise_room_revision(connection, workshop)
    return person


def _tie(connection: Connection, person: Participant, token: str) -> None:
    """Let a person be known by one token more."""
    row = {"participant": person.id, "token_hash": fingerprint(token)}
    connection.execute(insert(known_devices).values(row | {"workshop": person.workshop}))


def _has_sent(connection: Connection, person: Participant) -> bool:
    sent = select(submissions.c.id).where(
        submissions.c.workshop == person.workshop, submissions.c.participant == person.id
    )
    return connection.execute(sent.limit(1)).first() is not None
