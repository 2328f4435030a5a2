"""One's own page: what I said, what it became, what was decided; and taking everything back."""

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.became import became, decided, shows_changes
from workbench.phone.desk import Desk, Visit
from workbench.phone.drawing import draw
from workbench.phone.place import FORM, place_of, step_path
from workbench.phone.reading import Sent
from workbench.phone.room_pages import visit_of
from workbench.phone.spoken import Line, lines_of
from workbench.voices.activities.checks import card_of
from workbench.voices.answers import About, Submission
from workbench.voices.controls import Asked, asked
from workbench.voices.instrument import instrument
from workbench.voices.sent_values import in_words, values_of
from workbench.workshop.agenda import step_of_form


class Said(NamedTuple):
    """What somebody said under one heading, and where it can still be changed."""

    title: str
    lines: tuple[Line, ...]
    path: str = ""


def mine(desk: Desk, request: Request, _sent: Sent) -> Response:
    """What I said, what it became, and what was decided."""
    visit = visit_of(desk, request)
    workshop, room = visit.here.workshop, visit.here.room
    submissions = desk.store.submissions.of_person(workshop.id, visit.person.id)
    names = desk.store.participants.names(workshop.id)
    return draw(
        request,
        "mine.html",
        visit=visit,
        place=place_of(visit),
        said=said(desk, visit, submissions),
        became=became(desk, visit),
        decided=decided(desk, visit),
        name=names.get(visit.person.id, ""),
        words=" ".join(desk.store.participants.recovery_words(visit.person)),
        link=f"{request.url.scheme}://{request.headers.get('host', '')}{visit.home}",
        is_over=bool(room and room.closed_at),
        is_sure=request.query_params.get("withdraw") == "ask",
    )


def withdraw(desk: Desk, request: Request, sent: Sent) -> Response:
    """Erase a person and everything they sent, once they are sure."""
    visit = visit_of(desk, request)
    if not sent.one("sure"):
        return mine(desk, request, sent)
    desk.store.participants.withdraw(visit.person)
    desk.forget_person(visit.here.workshop.id, visit.token)
    return draw(request, "withdrawn.html", workshop=visit.here.workshop)


def said(desk: Desk, visit: Visit, submissions: tuple[Submission, ...]) -> tuple[Said, ...]:
    """Everything somebody said, step by step in the order of the agenda, then the forms."""
    room = visit.here.room
    of_steps: dict[str, list[Submission]] = {}
    changes = desk.store.changes.all(visit.here.workshop.id) if shows_changes(room) else ()
    titles = {change.id: change.title for change in changes}
    found: list[Said] = []
    for submission in submissions:
        step_id = step_of_form(submission.form)
        if step_id is not None:
            of_steps.setdefault(step_id, []).append(submission)
        elif submission.form in instrument().forms:
            found.append(_of_form(visit, submission))
    for step in room.agenda.steps if room else ():
        if step.id not in of_steps:
            continue
        material = desk.material(visit.here, step)
        lines = [
            line
            for submission in of_steps[step.id]
            for line in lines_of(submission.answers, material, card_of(submission.form), titles)
        ]
        assert room is not None
        may_change = room.takes_answers(step.id, visit.person.role)
        found.append(
            Said(step.title, tuple(lines), step_path(visit, step.id) if may_change else "")
        )
    return tuple(found)


def _of_form(visit: Visit, submission: Submission) -> Said:
    values = values_of(submission)
    lines = [
        Line(_about(one, submission), " · ".join(words))
        for one in asked(submission.form, submission.role)
        if (words := tuple(in_words(one, values)))
    ]
    may_change = place_of(visit).name == FORM and submission.role in visit.here.workshop.open_roles
    path = f"{visit.home}/f/{submission.form}" if may_change else ""
    return Said(instrument().forms[submission.form].title, tuple(lines), path)


def _about(one: Asked, submission: Submission) -> str:
    predicts = instrument().forms[submission.form].predicts
    if one.question.about is not About.PREDICTION or predicts is None:
        return one.question.text
    return f"What {predicts.role.label.lower()} will say: {one.question.text}"
