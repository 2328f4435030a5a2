"""Pages from templates: escaped everywhere, compiled once, small, and kept to themselves."""

import gzip
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from workbench.phone.assets import asset, takes_gzip
from workbench.voices.activities.material import Choice
from workbench.voices.activities.wording import Rating

TEMPLATES = Path(__file__).parent / "templates"
WORTH_PACKING = 600
HEADERS = {
    # A page with somebody's answers is kept by no browser and no proxy: going back asks anew.
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    # The address holds the token: no other host is told where somebody came from.
    "referrer-policy": "same-origin",
    "vary": "accept-encoding",
    "x-robots-tag": "noindex, nofollow",
}


@cache
def templates() -> Environment:
    """The templates. A name that is not given is an error, never an empty text."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "css": asset("css").path,
        "js": asset("js").path,
        "levels": levels,
        "choices": choices,
    }
    return environment


def levels(rating: Rating) -> list[tuple[int, str]]:
    """The levels of a rating as radio buttons: the number that is sent, and its words."""
    return list(enumerate(rating.levels, start=1))


def choices(cards: Iterable[Choice]) -> list[tuple[str, str]]:
    """Cards as radio buttons."""
    return [(card.id, card.text) for card in cards]


def draw(
    request: Request,
    template: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **shown: object,
) -> Response:
    """A page from a template and what it shows."""
    content = templates().get_template(template).render(shown).encode()
    sent = HEADERS | (headers or {})
    if len(content) > WORTH_PACKING and takes_gzip(request):
        content = gzip.compress(content, 5, mtime=0)
        sent["content-encoding"] = "gzip"
    return Response(content, status, sent, media_type="text/html; charset=utf-8")


def lead_to(path: str) -> Response:
    """Go on to another page, by GET whatever was sent here (RFC 9110, 15.4.4)."""
    return RedirectResponse(path, 303, headers={"cache-control": "no-store"})
