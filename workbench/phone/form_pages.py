"""The forms of the instrument outside an agenda: the short one, the full one, and the checks."""

from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.desk import Desk, Visit
from workbench.phone.drawing import draw, lead_to
from workbench.phone.filled import Filled
from workbench.phone.identity import new_key
from workbench.phone.instrument_form import Part, numbered
from workbench.phone.place import place_of
from workbench.phone.reading import Sent
from workbench.phone.room_pages import visit_of
from workbench.phone.sending import Newer, store_answers, stored_for
from workbench.voices.answers import Submission
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.workshop.promise import SMALL_ROOM, in_full, in_one_line
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role

NOT_THEIRS = "This form is not for you, or not now. Open the workshop again."
NEWER = (
    "You sent answers from another window after you opened this one. Send once more if those on "
    "this screen are to count, or open the others first."
)


def form_page(desk: Desk, request: Request, _sent: Sent) -> Response:
    """A form, filled with what is stored; or, just after sending, that it is."""
    visit, part = opened(desk, request)
    if part is None:
        return lead_to(visit.home)
    stored = stored_for(desk, visit, part.form)
    if stored is not None and request.query_params.get("saved"):
        return draw(
            request,
            "form_saved.html",
            visit=visit,
            form=part.form,
            other=other_length(visit, part.form),
            people=visit.person.role.label.lower(),
            threshold=visit.here.workshop.privacy.score_threshold,
        )
    filled = part.filled(stored or _sent_for_another_length(desk, visit, part.form))
    return show_form(request, visit, part, stored, filled)


def send_form(desk: Desk, request: Request, sent: Sent) -> Response:
    """Store a form, or show what is wrong with it."""
    visit, part = opened(desk, request)
    if part is None:
        raise Refused(NOT_THEIRS)
    stored = stored_for(desk, visit, part.form)
    checked, filled = part.check(sent, stored)
    if checked.refusals:
        return show_form(request, visit, part, stored, filled, status=422, sent=sent)
    try:
        store_answers(desk, visit, part.form, sent, checked.answers)
    except Newer as newer:
        return show_form(
            request, visit, part, newer.stored, filled, status=409, problem=NEWER
        )  # fmt: skip
    return lead_to(f"{visit.home}/f/{part.form}?saved=1")


def opened(desk: Desk, request: Request) -> tuple[Visit, Part | None]:
    """Who asks, and for which form; None when it is not theirs, or the agenda asks for it."""
    visit = visit_of(desk, request)
    form = request.path_params["form"]
    is_theirs = form in instrument().forms_for(visit.person.role)
    if visit.here.room is not None or not is_theirs:
        return visit, None
    return visit, Part(form, visit.person.role)


def show_form(
    request: Request,
    visit: Visit,
    part: Part,
    stored: Submission | None,
    filled: Filled,
    status: int = 200,
    problem: str = "",
    sent: Sent | None = None,
) -> Response:
    """The page of a form."""
    workshop, role = visit.here.workshop, visit.person.role
    return draw(
        request,
        "form.html",
        status,
        visit=visit,
        place=place_of(visit),
        part=part,
        title=instrument().forms[part.form].title,
        filled=filled,
        problems=numbered(filled.refusals, part.asked),
        problem=problem,
        key=sent.one("key") if sent and status == 422 else new_key(),
        base=sent.one("base") if sent else stored.key if stored else "",
        is_stored=stored is not None,
        is_open=role in workshop.open_roles,
        other=other_length(visit, part.form),
        promise=in_one_line(workshop.privacy),
        small_room=SMALL_ROOM if role is Role.EXECUTIVE else "",
        in_full=in_full(workshop.privacy, role),
    )


def other_length(visit: Visit, form: str) -> tuple[str, str]:
    """The way to the full form and back to the short one: its path and what it is."""
    role = visit.person.role
    full = instrument().form_for(role, Length.FULL)
    other = instrument().form_for(role) if form == full else full
    asks = instrument().questionnaire(other, role)
    name = "full" if other == full else "short"
    return (
        f"{visit.home}/f/{other}",
        f"The {name} form: {len(asks.questions)} questions, about {asks.minutes} min",
    )


def _sent_for_another_length(desk: Desk, visit: Visit, form: str) -> Submission | None:
    """What was sent for the short form, when this is the full one; or the other way round."""
    role = visit.person.role
    pair = [instrument().form_for(role, length) for length in (Length.PULSE, Length.FULL)]
    if form not in pair:
        return None
    (other,) = (each for each in pair if each != form)
    return stored_for(desk, visit, other)
