"""Submissions: appended when they are sent, counted once, the latest of each person in force."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
)

from workbench.storage.database import Database
from workbench.storage.room_row import room_of
from workbench.storage.rooms import instrument_forms
from workbench.storage.statement_rows import follow_words
from workbench.storage.tables import participants, submissions
from workbench.storage.together import Together
from workbench.storage.workshop_row import lock, raise_revision, raise_room_revision
from workbench.voices.answers import About, Answer, Submission
from workbench.workshop.agenda import STEP_FORM, step_of_form
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.transitions import check_open
from workbench.workshop.workshop import Workshop


class Receipt(NamedTuple):
    """The answers are on the disk. Both a first and a repeated sending get one.

    `stored`: this call stored them; False when the same sending had been stored before. `first`:
    they are the person's first for this form. `at`: when they were sent.
    """

    stored: bool
    first: bool
    at: datetime


# Asked for every answer that arrives, so written down once: making a statement takes longer than
# running it.
_OF_PERSON = and_(
    submissions.c.workshop == bindparam("workshop"),
    submissions.c.participant == bindparam("participant"),
    submissions.c.form == bindparam("form"),
)
_LATEST = select(submissions).where(_OF_PERSON).order_by(submissions.c.id.desc()).limit(1)
_WITH_KEYS = select(submissions).where(
    submissions.c.workshop == bindparam("workshop"),
    submissions.c.key.in_(bindparam("keys", expanding=True)),
)
_FIRST_KEYS = select(submissions.c.key).where(
    submissions.c.id.in_(
        select(func.min(submissions.c.id))
        .where(
            submissions.c.workshop == bindparam("workshop"),
            submissions.c.participant.in_(bindparam("people", expanding=True)),
        )
        .group_by(submissions.c.participant, submissions.c.form)
    )
)
_ROLES = select(participants.c.id, participants.c.role).where(
    participants.c.workshop == bindparam("workshop"),
    participants.c.id.in_(bindparam("people", expanding=True)),
)
_ADD = insert(submissions)
SENT_OTHERWISE = (
    "This form was sent before with other answers. Load the form again, then change your answers "
    "and send."
)
_ALL_OF_PERSON = (
    select(submissions)
    .where(
        submissions.c.id.in_(
            select(func.max(submissions.c.id))
            .where(
                submissions.c.workshop == bindparam("workshop"),
                submissions.c.participant == bindparam("participant"),
                submissions.c.form.like(bindparam("forms"), escape="\\"),
            )
            .group_by(submissions.c.form)
        )
    )
    .order_by(submissions.c.id)
)


class Submissions:
    """What people sent."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._together = Together(database, _store_all)

    def submit(self, submission: Submission) -> Receipt:
        """Store a sending once, however often it arrives.

        Raises Refused when the role's form is closed, the room has not reached the step or takes no
        more answers to it, the participant is not known in that role, or the key was used for other
        answers; NotSaved when it was not stored.
        """
        return self._together.store(submission)

    def current(self, workshop: UUID, role: Role | None = None) -> tuple[Submission, ...]:
        """The latest submission of every person for every form: the ones that count.

        For releases and backups only: a page must never see the answers of a person.
        """
        with self._database.reading() as connection:
            return current_submissions(connection, workshop, role)

    def of(self, workshop: UUID, participant: UUID, form: str) -> Submission | None:
        """A person's latest submission for a form, to show their own answers to them again."""
        wanted = {"workshop": workshop, "participant": participant, "form": form}
        with self._database.asking() as connection:
            row = connection.execute(_LATEST, wanted).one_or_none()
        return None if row is None else from_row(row)

    def of_person(
        self, workshop: UUID, participant: UUID, forms: str = ""
    ) -> tuple[Submission, ...]:
        """A person's latest submission for every form whose name begins so, to show them theirs."""
        beginning = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in forms)
        wanted = {"workshop": workshop, "participant": participant, "forms": f"{beginning}%"}
        with self._database.asking() as connection:
            return tuple(from_row(row) for row in connection.execute(_ALL_OF_PERSON, wanted))


def _store_all(
    connection: Connection, these: Sequence[Submission]
) -> Sequence[Receipt | ValueError]:
    """Store sendings of one moment; each is stored or refused for itself, in their order."""
    told: dict[int, Receipt | ValueError] = {}
    # In one order everywhere, or two servers could wait for each other.
    for workshop in sorted({sent.workshop for sent in these}):
        mine = [number for number, sent in enumerate(these) if sent.workshop == workshop]
        found = _store_in(connection, workshop, [these[number] for number in mine])
        told |= dict(zip(mine, found, strict=True))
    return [told[number] for number in range(len(these))]


def _store_in(
    connection: Connection, workshop: UUID, these: Sequence[Submission]
) -> Sequence[Receipt | ValueError]:
    try:
        now = lock(connection, workshop)
    except Refused as gone:
        return [Refused(str(gone)) for _ in these]
    room = room_of(connection, workshop, datetime.now(UTC))
    roles = _roles(connection, workshop, these)
    there = _with_keys(connection, workshop, these)
    added: list[Submission] = []
    found: list[bool | Refused] = []
    for sent in these:
        is_new = sent.key not in there
        try:
            if is_new:
                _check_open(now, room, sent)
                _check_sender(roles, sent)
                added.append(sent)
            elif _content(there[sent.key]) != _content(sent):
                raise Refused(SENT_OTHERWISE)
        except Refused as refusal:
            found.append(refusal)
            continue
        there.setdefault(sent.key, sent)
        found.append(is_new)
    if added:
        _add(connection, now, added)
    firsts = _first_keys(connection, workshop, these)
    return [
        one
        if isinstance(one, Refused)
        else Receipt(one, sent.key in firsts, there[sent.key].sent_at)
        for one, sent in zip(found, these, strict=True)
    ]


def _add(connection: Connection, workshop: Workshop, these: Sequence[Submission]) -> None:
    connection.execute(_ADD, [to_values(sent) for sent in these])
    has_changed = follow_words(connection, workshop.id, these)
    is_questionnaire = any(step_of_form(sent.form) is None for sent in these)
    if has_changed or (is_questionnaire and workshop.revealed_at is not None):
        raise_revision(connection, workshop.id)
    else:
        raise_room_revision(connection, workshop.id)


def questionnaire_submissions(
    connection: Connection, workshop: UUID, role: Role | None = None
) -> tuple[Submission, ...]:
    """The same for the forms of the questionnaire only: a step may have tens of thousands."""
    return current_submissions(
        connection, workshop, role, ~submissions.c.form.startswith(STEP_FORM)
    )


def current_submissions(
    connection: Connection,
    workshop: UUID,
    role: Role | None = None,
    among: ColumnElement[bool] | None = None,
) -> tuple[Submission, ...]:
    """The latest submission of every person for every form, in the order of sending."""
    of_these = submissions.c.workshop == workshop
    if among is not None:
        of_these = and_(of_these, among)
    return tuple(from_row(row) for row in connection.execute(_latest(of_these, role)))


def step_submissions(
    connection: Connection, workshop: UUID, step: str, role: Role | None = None
) -> tuple[Submission, ...]:
    """The latest submission of every person for every form of a step, in the order of sending.

    They were checked when they were sent and a step may have tens of thousands, so they are not
    checked again.
    """
    form = f"{STEP_FORM}{step}"
    of_these = and_(
        submissions.c.workshop == workshop,
        or_(submissions.c.form == form, submissions.c.form.startswith(f"{form}/", autoescape=True)),
    )
    return tuple(_as_it_is(row) for row in connection.execute(_latest(of_these, role)))


def _latest(among: ColumnElement[bool], role: Role | None) -> Select[Any]:
    """The rows that count: the latest of every person for every form, in the order of sending."""
    if role is not None:
        among = and_(among, submissions.c.role == role)
    latest = (
        select(func.max(submissions.c.id))
        .where(among)
        .group_by(submissions.c.participant, submissions.c.form)
    )
    return select(submissions).where(submissions.c.id.in_(latest)).order_by(submissions.c.id)


def _as_it_is(row: Row[Any]) -> Submission:
    values = dict(row._mapping)
    answers = tuple(
        Answer.model_construct(**answer | {"about": About(answer.get("about", About.SELF))})
        for answer in values["answers"]
    )
    role = Role(values["role"])
    return Submission.model_construct(**values | {"answers": answers, "role": role})


def from_row(row: Row[Any]) -> Submission:
    """The submission that a row holds."""
    values = dict(row._mapping)
    del values["id"]
    return Submission(**values)


def to_values(submission: Submission) -> dict[str, Any]:
    """A submission as the columns of its row."""
    answers = [
        answer.model_dump(mode="json", exclude_defaults=True) for answer in submission.answers
    ]
    return dict(submission) | {"answers": answers}


def _content(submission: Submission) -> Submission:
    return submission.model_copy(update={"sent_at": datetime.min})


def _with_keys(
    connection: Connection, workshop: UUID, these: Iterable[Submission]
) -> dict[str, Submission]:
    """What is stored under the keys of sendings, by key."""
    wanted = {"workshop": workshop, "keys": [sent.key for sent in these]}
    return {row.key: from_row(row) for row in connection.execute(_WITH_KEYS, wanted)}


def _first_keys(connection: Connection, workshop: UUID, these: Iterable[Submission]) -> set[str]:
    """The keys of the first sendings of these people, one for each of their forms."""
    wanted = {"workshop": workshop, "people": _people(these)}
    return set(connection.scalars(_FIRST_KEYS, wanted))


def _roles(connection: Connection, workshop: UUID, these: Iterable[Submission]) -> dict[UUID, Role]:
    """The role of everybody among the senders who is known here."""
    wanted = {"workshop": workshop, "people": _people(these)}
    return {row.id: Role(row.role) for row in connection.execute(_ROLES, wanted)}


def _people(these: Iterable[Submission]) -> list[UUID]:
    return list({sent.participant for sent in these})


def _check_open(workshop: Workshop, room: Room | None, submission: Submission) -> None:
    """Raise Refused when the form, or the step of the agenda, takes nothing from this role now."""
    step = step_of_form(submission.form)
    if step is None:
        check_open(workshop, submission.role)
        if room is not None:
            _check_not_ended(room, submission)
        return
    if room is None:
        raise Refused("This workshop has no agenda any more. Open the workshop again.")
    room.check_answer(step, submission.role)


def _check_not_ended(room: Room, submission: Submission) -> None:
    """Raise Refused when the agenda asks for this form, and asks no more.

    That is when the room is closed, or every begun step that asks for it is; from whatever screen
    it is sent, a phone or a kiosk. A form that the agenda does not ask for opens and closes by role
    alone.
    """
    asks = [
        step.id
        for step in room.agenda.steps
        if step.is_instrument
        and submission.role in step.roles
        and submission.form in instrument_forms(step)
    ]
    if asks and room.closed_at is not None:
        raise Refused("The workshop is closed; nothing more can be sent.")
    begun = [step.id for step in room.open_steps(submission.role) if step.id in asks]
    if begun and room.closed.issuperset(begun):
        room.check_answer(begun[0], submission.role)


def _check_sender(roles: Mapping[UUID, Role], submission: Submission) -> None:
    role = roles.get(submission.participant)
    if role is None:
        raise Refused("Nobody is known under this link any more. Join the workshop again to send.")
    if role != submission.role:
        raise Refused(
            f"This form is for {submission.role.label.lower()}, and you joined as one of the "
            f"{role.label.lower()}. Open the form of your own role."
        )
