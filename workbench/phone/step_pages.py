"""A step of the agenda on a phone: drawn, sent, and said to be saved once it is."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.card_steps import Deck, deck_of
from workbench.phone.desk import Desk, Visit, now
from workbench.phone.drawing import draw, lead_to
from workbench.phone.filled import Filled, from_sent, from_stored
from workbench.phone.form_pages import NEWER
from workbench.phone.identity import is_key, new_key
from workbench.phone.instrument_form import Part, numbered
from workbench.phone.joining import is_named
from workbench.phone.place import (
    how_many,
    is_waiting,
    minutes_left,
    place_of,
    seconds_at_end,
    step_path,
    stops,
)
from workbench.phone.reading import Sent
from workbench.phone.room_pages import follower_of, visit_of
from workbench.phone.sending import BASE, KEY, Newer, store_answers, stored_for
from workbench.voices.activities.checks import CARDS, check, fields_of, form_of
from workbench.voices.activities.quadratic import price_of_next, spent
from workbench.voices.activities.statements import LONGEST, MOST
from workbench.voices.activities.wording import wording
from workbench.voices.answers import MAX_TEXT, About, Submission
from workbench.voices.checking import Refusal
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.promise import SMALL_ROOM, in_full, in_one_line
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room

NAME = "name"
SAY_WHO = Refusal(field=NAME, question="", what="Please say who you are; this step is named.")
OWN_FIELDS = (KEY, BASE, NAME, "card")
NOTHING_TO_SEND = "This step is for talking; there is nothing to send in it."
NO_SUCH_STEP = "This step is not on the agenda any more. Open the workshop again."


class Table:
    """One step in front of somebody: what it asks, and what they sent for it."""

    def __init__(self, desk: Desk, visit: Visit, room: Room, step: Step) -> None:
        self.desk = desk
        self.visit = visit
        self.room = room
        self.step = step
        self.material = None if step.is_instrument else desk.material(visit.here, step)

    @property
    def part(self) -> Part | None:
        """The questions of the instrument that the step asks, if it asks any."""
        role = self.visit.person.role
        match self.step.activity:
            case Activity.PULSE:
                predicts = self._asks_for_predictions_elsewhere()
                return Part(instrument().form_for(role), role, About.SELF if predicts else None)
            case Activity.FULL_FORM:
                return Part(instrument().form_for(role, Length.FULL), role)
            case Activity.PREDICT:
                return Part(instrument().form_for(role), role, About.PREDICTION)
            case _:
                return None

    @property
    def deck(self) -> Deck | None:
        """The cards of the step, if it goes card by card."""
        if self.step.activity not in CARDS or self.material is None:
            return None
        return deck_of(self.desk, self.visit, self.step, self.material)

    @property
    def takes_answers(self) -> bool:
        """Whether something can be sent now."""
        return self.room.takes_answers(self.step.id, self.visit.person.role)

    @property
    def is_named(self) -> bool:
        """Whether the room learns who said what."""
        return is_named(self.step)

    def name(self) -> str:
        """The name that the person gave; empty when they gave none."""
        if not self.is_named:
            return ""
        names = self.desk.store.participants.names(self.visit.here.workshop.id)
        return names.get(self.visit.person.id, "")

    def _asks_for_predictions_elsewhere(self) -> bool:
        return self.visit.person.role is Role.EXECUTIVE and any(
            step.activity is Activity.PREDICT for step in self.room.agenda.steps
        )


def step_page(desk: Desk, request: Request, _sent: Sent) -> Response:
    """A step, filled with what is stored; where it goes card by card, the next card."""
    table = laid(desk, request)
    if table is None:
        return lead_to(follower_of(desk, request).home)
    if is_waiting(table.step):
        return show(request, table, "step_talk.html", rests=True)
    deck = table.deck
    if deck is not None:
        return show_card(request, table, deck, request.query_params.get("card", ""))
    stored = stored_of(table)
    filled = filled_of(table, stored)
    is_saved = stored is not None and bool(request.query_params.get("saved"))
    return show_whole(request, table, stored, filled, is_saved=is_saved)


def send_step(desk: Desk, request: Request, sent: Sent) -> Response:
    """Store what a step asked for, or show what is wrong with it."""
    visit, wanted = visit_of(desk, request), request.path_params["step"]
    room = visit.here.room
    step = room.agenda.step(wanted) if room else None
    if room is None or step is None:
        raise Refused(NO_SUCH_STEP)
    if is_waiting(step):
        raise Refused(NOTHING_TO_SEND)
    room.check_answer(step.id, visit.person.role)
    table = Table(desk, visit, room, step)
    card = sent.one("card")
    part = table.part
    if part is not None:
        checked, filled = part.check(sent, stored_of(table))
    else:
        assert table.material is not None
        names = {name for name in sent.fields if name not in OWN_FIELDS}
        checked = check(sent.values(names), table.material, visit.person.role, card)
        filled = from_sent(sent, checked.refusals)
    refusals = (*checked.refusals, *_take_name(table, sent))
    if not refusals and not is_key(sent.one(KEY)):
        refusals = (Refusal(field="", question="", what="Please press the button once more."),)
    if refusals:
        return again(request, table, from_sent(sent, refusals), card, sent, status=422)
    form = part.form if part is not None else form_of(step.id, card)
    try:
        store_answers(desk, visit, form, sent, checked.answers)
    except Newer as newer:
        sent.fields[BASE] = [newer.stored.key]
        return again(request, table, filled, card, sent, status=409, problem=NEWER)
    return lead_to(f"{step_path(visit, step.id)}?saved=1")


def laid(desk: Desk, request: Request) -> Table | None:
    """The step that somebody asks for; None when there is none, or it is ahead of the room."""
    visit = follower_of(desk, request)
    room, wanted = visit.here.room, request.path_params["step"]
    if room is None or room.closed_at is not None:
        return None
    step = next((one for one in room.open_steps(visit.person.role) if one.id == wanted), None)
    return None if step is None else Table(desk, visit, room, step)


def stored_of(table: Table) -> Submission | None:
    """What somebody sent for a step that is answered at once."""
    part = table.part
    form = part.form if part is not None else table.step.form
    return stored_for(table.desk, table.visit, form)


def filled_of(table: Table, stored: Submission | None) -> Filled:
    """The page of such a step as it was last sent."""
    if table.part is not None:
        return table.part.filled(stored)
    return from_stored(fields_of(stored.answers, table.step.activity)) if stored else Filled()


def again(
    request: Request,
    table: Table,
    filled: Filled,
    card: str,
    sent: Sent,
    *,
    status: int,
    problem: str = "",
) -> Response:
    """The page once more, as it was typed, with what is wrong."""
    deck = table.deck
    if deck is not None:
        return show_card(request, table, deck, card, filled, sent, status=status, problem=problem)
    stored = stored_of(table)
    return show_whole(request, table, stored, filled, sent, status=status, problem=problem)


def show_whole(
    request: Request,
    table: Table,
    stored: Submission | None,
    filled: Filled,
    sent: Sent | None = None,
    *,
    status: int = 200,
    problem: str = "",
    is_saved: bool = False,
) -> Response:
    """A step that is answered at once."""
    part, material = table.part, table.material
    shown: dict[str, object] = {}
    problems = [(refusal.field, str(refusal)) for refusal in filled.refusals]
    if part is not None:
        template = "step_form.html"
        shown = {"part": part}
        problems = numbered(filled.refusals, part.asked)
        is_saved = is_saved and not part.filled(stored).is_empty
    else:
        assert material is not None
        template = f"step_{table.step.activity.value}.html"
        shown = {
            "material": material,
            "wording": wording(),
            "most": min(MOST, material.budget),
            "longest": LONGEST if table.step.activity is Activity.STATEMENTS else MAX_TEXT,
        }
        if table.step.activity is Activity.QUADRATIC:
            shown |= ballot(filled, material.budget)
    return show(
        request,
        table,
        template,
        status,
        filled=filled,
        problems=problems,
        problem=problem,
        key=key_for(sent, status),
        base=sent.one(BASE) if sent else stored.key if stored else "",
        is_stored=stored is not None and not filled.is_empty,
        is_saved=is_saved,
        rests=is_saved,
        **shown,
    )


def show_card(
    request: Request,
    table: Table,
    deck: Deck,
    wanted: str,
    filled: Filled | None = None,
    sent: Sent | None = None,
    *,
    status: int = 200,
    problem: str = "",
) -> Response:
    """A step that goes card by card: one card, or all that was answered when none is left."""
    card = deck.card(wanted)
    stored = deck.answered.get(card.id) if card else None
    if filled is None:
        filled = from_stored(fields_of(stored.answers, table.step.activity)) if stored else Filled()
    return show(
        request,
        table,
        f"step_{table.step.activity.value}.html",
        status,
        deck=deck,
        card=card,
        material=table.material,
        wording=wording(),
        longest=MAX_TEXT,
        filled=filled,
        problems=[(refusal.field, str(refusal)) for refusal in filled.refusals],
        problem=problem,
        key=key_for(sent, status),
        base=sent.one(BASE) if sent else stored.key if stored else "",
        is_stored=stored is not None,
        is_saved=bool(request.query_params.get("saved")) and bool(deck.answered),
        rests=card is None,
        link=lambda one: f"{step_path(table.visit, table.step.id)}?card={quote(one, safe='~')}",
    )


def show(
    request: Request, table: Table, template: str, status: int = 200, **shown: object
) -> Response:
    """The frame around every step: where it stands, the time that is left, and the way back."""
    visit, room, step = table.visit, table.room, table.step
    role, privacy = visit.person.role, visit.here.workshop.privacy
    there = stops(room, visit)
    own = next(stop for stop in there if stop.step.id == step.id)
    until = seconds_at_end(room, step)
    at = there.index(own)
    place = place_of(visit)
    if shown.get("is_saved"):
        # Once it is sent, nothing holds the phone here any more: it follows the room.
        place = place._replace(name=step.id)
    shown["rests"] = shown.get("rests") and (own.is_current or shown.get("is_saved"))
    return draw(
        request,
        template,
        status,
        None,
        visit=visit,
        place=place,
        step=step,
        path=own.path,
        number=own.number,
        of=how_many(room, role),
        stops=there,
        following=there[at + 1] if at + 1 < len(there) else None,
        is_current=own.is_current,
        until=until,
        minutes=minutes_left(until),
        now=now().timestamp(),
        takes_answers=table.takes_answers,
        is_named=table.is_named,
        name=table.name(),
        promise=in_one_line(privacy),
        small_room=SMALL_ROOM if role is Role.EXECUTIVE else "",
        in_full=in_full(privacy, role),
        **shown,
    )


def key_for(sent: Sent | None, status: int) -> str:
    """The key that a page sends: its own again when it was refused, a new one for a new sending.

    A sending that gives way to a newer one is a new sending when it is meant all the same.
    """
    if sent is not None and status == 422 and is_key(sent.one(KEY)):
        return sent.one(KEY)
    return new_key()


def ballot(filled: Filled, budget: int) -> dict[str, object]:
    """What the page of a quadratic vote needs: how far votes go, and what they cost together."""
    most = int(budget**0.5)
    held: dict[str, int] = {}

    def votes(field: str) -> int:
        try:
            held[field] = max(-most, min(most, int(filled.text(field) or 0)))
        except ValueError:
            held[field] = 0
        return held[field]

    return {
        "range": range(most, -most - 1, -1),
        "votes": votes,
        "cost": lambda cards: spent(votes(f"votes.{card.id}") for card in cards),
        "price": price_of_next,
    }


def _take_name(table: Table, sent: Sent) -> tuple[Refusal, ...]:
    """Keep the name that was given in a named step, or say what is wrong with it."""
    if not table.is_named:
        return ()
    given = sent.one(NAME)
    known = table.name()
    if not given.strip():
        return () if known else (SAY_WHO,)
    if given.strip() == known:
        return ()
    try:
        table.desk.store.participants.set_name(table.visit.person, given)
    except Refused as problem:
        return (Refusal(field=NAME, question="", what=str(problem)),)
    return ()
