"""Submissions: appended when they are sent, counted once, the latest of each person in force."""

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
from workbench.storage.workshop_row import lock, raise_revision
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
_FIRST_KEY = select(submissions.c.key).where(_OF_PERSON).order_by(submissions.c.id).limit(1)
_WITH_KEY = select(submissions).where(
    submissions.c.workshop == bindparam("workshop"), submissions.c.key == bindparam("key")
)
_ROLE_OF_SENDER = select(participants.c.role).where(
    participants.c.workshop == bindparam("workshop"), participants.c.id == bindparam("participant")
)
_ADD = insert(submissions)
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
        self._together: Together[Receipt] = Together(database)

    def submit(self, submission: Submission) -> Receipt:
        """Store a sending once, however often it arrives.

        Raises Refused when the role's form is closed, the room has not reached the step or takes no
        more answers to it, the participant is not known in that role, or the key was used for other
        answers; NotSaved when it was not stored.
        """
        return self._together.store(lambda connection: _store(connection, submission))

    def current(self, workshop: UUID, role: Role | None = None) -> tuple[Submission, ...]:
        """The latest submission of every person for every form: the ones that count.

        For releases and backups only: a page must never see the answers of a person.
        """
        with self._database.reading() as connection:
            return current_submissions(connection, workshop, role)

    def of(self, workshop: UUID, participant: UUID, form: str) -> Submission | None:
        """A person's latest submission for a form, to show their own answers to them again."""
        wanted = {"workshop": workshop, "participant": participant, "form": form}
        with self._database.reading() as connection:
            row = connection.execute(_LATEST, wanted).one_or_none()
        return None if row is None else from_row(row)

    def of_person(
        self, workshop: UUID, participant: UUID, forms: str = ""
    ) -> tuple[Submission, ...]:
        """A person's latest submission for every form whose name begins so, to show them theirs."""
        beginning = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in forms)
        wanted = {"workshop": workshop, "participant": participant, "forms": f"{beginning}%"}
        with self._database.reading() as connection:
            return tuple(from_row(row) for row in connection.execute(_ALL_OF_PERSON, wanted))


def _store(connection: Connection, submission: Submission) -> Receipt:
    now = lock(connection, submission.workshop)
    before = _with_key(connection, submission)
    if before is None:
        _check_open(connection, now, submission)
        _check_sender(connection, submission)
        connection.execute(_ADD, to_values(submission))
        follow_words(connection, submission)
        raise_revision(connection, submission.workshop)
    elif _content(before) != _content(submission):
        raise Refused(
            "This form was sent before with other answers. Load the form again, then change your "
            "answers and send."
        )
    first = _first_key(connection, submission) == submission.key
    return Receipt(before is None, first, (before or submission).sent_at)


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


def _with_key(connection: Connection, submission: Submission) -> Submission | None:
    same = {"workshop": submission.workshop, "key": submission.key}
    row = connection.execute(_WITH_KEY, same).one_or_none()
    return None if row is None else from_row(row)


def _first_key(connection: Connection, submission: Submission) -> str | None:
    of_person = {
        "workshop": submission.workshop,
        "participant": submission.participant,
        "form": submission.form,
    }
    return connection.scalar(_FIRST_KEY, of_person)


def _check_open(connection: Connection, workshop: Workshop, submission: Submission) -> None:
    """Raise Refused when the form, or the step of the agenda, takes nothing from this role now."""
    step = step_of_form(submission.form)
    room = room_of(connection, workshop.id, datetime.now(UTC))
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


def _check_sender(connection: Connection, submission: Submission) -> None:
    sender = {"workshop": submission.workshop, "participant": submission.participant}
    role = connection.scalar(_ROLE_OF_SENDER, sender)
    if role is None:
        raise Refused("Nobody is known under this link any more. Join the workshop again to send.")
    if role != submission.role:
        raise Refused(
            f"This form is for {submission.role.label.lower()}, and you joined as one of the "
            f"{Role(role).label.lower()}. Open the form of your own role."
        )
