"""The pages around the steps: the personal link, waiting, and the small answer that phones poll."""

import json
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.desk import Desk, Visit, now
from workbench.phone.drawing import draw, lead_to
from workbench.phone.place import WAIT, place_of
from workbench.phone.reading import Sent


def visit_of(desk: Desk, request: Request) -> Visit:
    """Who asks, by the address alone. Raises NoWorkshop, Stranger."""
    return desk.visit(request.path_params["code"], request.path_params["token"])


def follower_of(desk: Desk, request: Request) -> Visit:
    """The same, as it was some seconds ago at most: for the pages that follow the room."""
    return desk.visit_as_kept(request.path_params["code"], request.path_params["token"])


def home(desk: Desk, request: Request, _sent: Sent) -> Response:
    """The personal link: on to where the room is, whatever was open here before."""
    visit = follower_of(desk, request)
    place = place_of(visit)
    if place.name != WAIT:
        return lead_to(place.path)
    return draw(request, "wait.html", visit=visit, place=place, now=now().timestamp())


def state(desk: Desk, request: Request, _sent: Sent) -> Response:
    """Where the room is, in a few bytes; nothing but that this has not changed, when it has not."""
    return told_place(request, follower_of(desk, request))


def state_at_hand(desk: Desk, request: Request) -> Response | None:
    """The same, where nothing has to be looked up for it: a thousand phones ask every five seconds.

    None when something has to be.
    """
    visit = desk.visit_at_hand(request.path_params["code"], request.path_params["token"])
    return told_place(request, visit) if visit else None


def told_place(request: Request, visit: Visit) -> Response:
    """The answer about a place, with its tag."""
    place = place_of(visit)
    told = {"step": place.name, "go": place.path, "until": place.until}
    tag = f'"{sha256(json.dumps(told).encode()).hexdigest()[:16]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    if tag in known or f"W/{tag}" in known:
        return Response(status_code=304, headers=headers)
    content = json.dumps({**told, "now": now().timestamp()})
    return Response(content, headers=headers, media_type="application/json")
