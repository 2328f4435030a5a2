"""Joining: the code, the promise, the role, and coming back with three words or by a named link."""

from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.desk import Desk, Here, home_of
from workbench.phone.drawing import draw, lead_to
from workbench.phone.identity import COOKIE, is_key, new_key
from workbench.phone.reading import Sent
from workbench.workshop.agenda import Anonymity, Step
from workbench.workshop.codes import read_code
from workbench.workshop.device_token import browser_token, device_token
from workbench.workshop.named_links import LABEL, SIGNATURE, NamedLink
from workbench.workshop.promise import SMALL_ROOM, in_full, in_one_line, purpose
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role

ONE_YEAR = 365 * 24 * 60 * 60
LONGEST_CODE = 60
CHOOSE_A_ROLE = "Please choose which of these you are."
LINK_NOT_OURS = (
    "This invitation was not made for this workshop, or it has been taken back. You can join "
    "without it."
)


class Arrival(NamedTuple):
    """Somebody at the door: their secret, the token it gives here, and their invitation, if any."""

    here: Here
    secret: str
    token: str
    link: NamedLink | None
    problem: str = ""


def ask_for_code(_desk: Desk, request: Request, _sent: Sent) -> Response:
    """Type the code from the screen."""
    typed = request.query_params.get("code", "").strip()
    if typed:
        return lead_to(f"/join/{quote(read_code(typed[:LONGEST_CODE]), safe='')}")
    return draw(request, "find.html", tried="")


def join_page(desk: Desk, request: Request, _sent: Sent) -> Response:
    """The door of a workshop: the promise first, then who one is."""
    arrival = arrive(desk, request, "")
    person = desk.store.participants.find(arrival.here.workshop.id, arrival.token)
    if person is not None and arrival.link is not None:
        return lead_to(home_of(arrival.here.workshop, arrival.token))
    return door_page(request, arrival, person.role if person else None)


def join(desk: Desk, request: Request, sent: Sent) -> Response:
    """Join: once, however often the button is pressed."""
    arrival = arrive(desk, request, sent.one("key"))
    is_another = bool(sent.one("another")) and arrival.link is None
    if is_another:
        if not is_key(sent.one("key")):
            return door_page(request, arrival, None, "Please press the button once more.", 422)
        secret = sent.one("key")
        arrival = arrival._replace(
            secret=secret, token=browser_token(secret, arrival.here.workshop.id)
        )
    role = arrival.link.role if arrival.link else read_role(sent.one("role"))
    if role is None:
        return door_page(request, arrival, None, CHOOSE_A_ROLE, 422)
    try:
        desk.store.participants.join(
            arrival.here.workshop.id, role, arrival.token, also=device_token(arrival.secret, role)
        )
    except Refused as problem:
        return door_page(request, arrival, None, str(problem), 409)
    desk.forget_person(arrival.here.workshop.id, arrival.token)
    answer = lead_to(f"{home_of(arrival.here.workshop, arrival.token)}/welcome")
    return with_cookie(answer, request, arrival.secret) if is_another else answer


def come_back(desk: Desk, request: Request, sent: Sent) -> Response:
    """Come back with three words, on another phone or in another browser."""
    arrival = arrive(desk, request, sent.one("key"))
    workshop = arrival.here.workshop
    try:
        desk.store.participants.recover(workshop.id, sent.one("words"), arrival.token)
    except Refused as problem:
        return door_page(request, arrival, None, str(problem), 422, words=sent.one("words"))
    desk.forget_person(workshop.id, arrival.token)
    return lead_to(home_of(workshop, arrival.token))


def welcome(desk: Desk, request: Request, _sent: Sent) -> Response:
    """After joining: the three words, the personal link, and on."""
    visit = desk.visit(request.path_params["code"], request.path_params["token"])
    words = desk.store.participants.recovery_words(visit.person)
    link = f"{request.url.scheme}://{request.headers.get('host', '')}{visit.home}"
    return draw(request, "welcome.html", visit=visit, words=" ".join(words), link=link)


def find_by_cookie(desk: Desk, request: Request, _sent: Sent) -> Response:
    """Lead whoever this browser is known as to their own pages, and anybody else to the door."""
    here = desk.here(request.path_params["code"])
    secret = request.cookies.get(COOKIE, "")
    token = browser_token(secret, here.workshop.id)
    known = desk.store.participants.find(here.workshop.id, token) if secret else None
    return lead_to(home_of(here.workshop, token) if known else f"/join/{here.workshop.code}")


def arrive(desk: Desk, request: Request, key: str) -> Arrival:
    """Who is at the door: by a named link, else by the cookie, else by the form's own key."""
    here = desk.here(request.path_params["code"])
    label, signed = (request.query_params.get(name, "") for name in (LABEL, SIGNATURE))
    secret = request.cookies.get(COOKIE) or (key if is_key(key) else new_key())
    token = browser_token(secret, here.workshop.id)
    if not label and not signed:
        return Arrival(here, secret, token, None)
    link = desk.store.named_links.check(here.workshop.id, label, signed)
    if link is None:
        return Arrival(here, secret, token, None, LINK_NOT_OURS)
    return Arrival(here, secret, link.token, link)


def door_page(
    request: Request,
    arrival: Arrival,
    known_as: Role | None,
    problem: str = "",
    status: int = 200,
    words: str = "",
) -> Response:
    """The page of the door, with what is wrong about the last try."""
    workshop = arrival.here.workshop
    wanted = read_role(request.query_params.get("role", ""))
    fixed = arrival.link.role if arrival.link else wanted
    room = arrival.here.room
    return draw(
        request,
        "join.html",
        status,
        workshop=workshop,
        link=arrival.link,
        home=f"/r/{workshop.code}",
        query=arrival.link.query if arrival.link else "",
        key=new_key(),
        fixed=fixed,
        roles=[role for role in Role if role in workshop.open_roles],
        known_as=known_as,
        has_names=bool(room and any(is_named(step) for step in room.agenda.steps)),
        is_closed=bool(room and room.closed_at) or not workshop.open_roles,
        promise=in_one_line(workshop.privacy),
        small_room=SMALL_ROOM if fixed is Role.EXECUTIVE else "",
        in_full=(*purpose(workshop), *in_full(workshop.privacy, fixed)),
        purpose=purpose(workshop)[0],
        kept=purpose(workshop)[-1],
        problem=problem or arrival.problem,
        words=words[:LONGEST_CODE],
    )


def is_named(step: Step) -> bool:
    """Tell whether the room learns who said what in a step."""
    return step.anonymity is Anonymity.NAMED


def read_role(text: str) -> Role | None:
    """The role with this name, or None."""
    return next((role for role in Role if role.value == text), None)


def with_cookie(answer: Response, request: Request, secret: str) -> Response:
    """Have the browser be known as somebody else from now on."""
    secure = "; Secure" if request.url.scheme == "https" else ""
    cookie = f"{COOKIE}={secret}; Max-Age={ONE_YEAR}; Path=/; HttpOnly; SameSite=Lax{secure}"
    MutableHeaders(raw=answer.raw_headers).append("set-cookie", cookie)
    return answer
