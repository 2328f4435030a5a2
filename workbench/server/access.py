"""Who may reach what: this machine everything, others the participants' pages, a key its workshop.

Another machine reaches only the participants' routes, unless its browser carries a facilitator's
session (see `workbench.server.sign_in`) or sign-in by OpenID Connect is switched on; then the frame
decides (see `workbench.ui.visitor`). Where a request comes from is decided here and nowhere else.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from workbench.server.proxy import is_behind_proxy
from workbench.storage import DatabaseUnavailable
from workbench.ui.store import store
from workbench.ui.visitor import HERE, SESSION, STAMP, asks_to_sign_in

THIS_MACHINE = ("127.0.0.1", "::1")
NAMES_OF_THIS_MACHINE = ("localhost", *THIS_MACHINE)
# Written by a proxy about somebody else; whoever sends one is not sitting at this machine.
ABOUT_ANOTHER = {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via"}
FOR_EVERYBODY = ("/_stcore/health",)
PAGE = re.compile(r"^/[a-z-]{0,40}$")
FORMS = ("/advisor-voice", "/leadership-voice", "/customer-voice")
JOIN, FACILITATOR = "/join", "/facilitator"
REFUSED = (
    "This part of Headroom is for the person who runs the workshop. Open it on the machine that "
    "Headroom runs on, or sign in with the facilitator's key."
)
POLICY_VIOLATION = 1008


class Access:
    """ASGI middleware that lets a request through, leads it elsewhere, or refuses it.

    `participants` are the routes that everybody may reach.
    """

    def __init__(self, app: ASGIApp, participants: Sequence[BaseRoute]) -> None:
        self.app = app
        self.participants = participants

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Decide, and pass on what is let through."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        here = is_here(scope)
        scope = stamped(scope, here=here)
        if here or self.is_for_everybody(scope) or await may_be_facilitator(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await elsewhere(scope)(scope, receive, send)

    def is_for_everybody(self, scope: Scope) -> bool:
        """Tell whether this is a participants' route."""
        return scope["type"] == "http" and (
            scope["path"] in FOR_EVERYBODY
            or any(route.matches(scope)[0] is not Match.NONE for route in self.participants)
        )


async def may_be_facilitator(scope: Scope) -> bool:
    """Tell whether the browser carries a facilitator's session, or the frame asks for a sign-in."""
    if asks_for_form(scope):
        return False
    sessions = sessions_of(scope)
    is_known = bool(sessions) and await run_in_threadpool(opens_any, sessions)
    return is_known or asks_to_sign_in()


def opens_any(sessions: list[str]) -> bool:
    """Tell whether any of these sessions opens a workshop; not while the database is away."""
    try:
        return bool(store().keys.opened_by(sessions))
    except DatabaseUnavailable:
        return False


def is_here(scope: Scope) -> bool:
    """Tell whether a request was made at this machine.

    It comes from a loopback address or from the very address that it is sent to, names this
    machine as its host (a foreign site that points its own name here does not), and is not passed
    on by a proxy.
    """
    client, server = scope.get("client"), scope.get("server")
    if client is None or is_behind_proxy() or names_others(scope):
        return False
    own = str(server[0]) if server else ""
    return (
        is_address(client[0])
        and (client[0] in THIS_MACHINE or client[0] == own)
        and host_of(Headers(scope=scope)) in {*NAMES_OF_THIS_MACHINE, own}
    )


def names_others(scope: Scope) -> bool:
    """Tell whether a proxy says that it passes on somebody else's request."""
    return any(name in ABOUT_ANOTHER for name, _ in scope["headers"])


def is_address(text: str) -> bool:
    """Tell whether a peer is named by an IP address, as a network peer always is."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def host_of(headers: Headers) -> str:
    """The host that a request names, without its port; empty when that cannot be read."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def stamped(scope: Scope, *, here: bool) -> Scope:
    """The same request with our mark on it, whatever mark it came with."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    del headers[STAMP]
    if here:
        headers[STAMP] = HERE
    return {**scope, "headers": headers.raw}


def sessions_of(scope: Scope) -> list[str]:
    """The facilitator's sessions that a browser carries."""
    return [
        value
        for name, text in scope["headers"]
        if name == b"cookie"
        for cookie, value in cookie_parser(text.decode("latin-1")).items()
        if cookie.startswith(SESSION)
    ]


def asks_for_form(scope: Scope) -> str:
    """The workshop's code when somebody opens a form by an invitation's link, else nothing."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return ""
    if scope["path"] not in FORMS:
        return ""
    asked: str = parse_qs(scope["query_string"].decode("latin-1")).get("join", [""])[0]
    return asked[:100]


def elsewhere(scope: Scope) -> Response:
    """Where somebody from another machine finds what they probably want."""
    path = scope["path"]
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    if scope["method"] not in ("GET", "HEAD") or not PAGE.fullmatch(path):
        return PlainTextResponse(REFUSED, 403)
    if code := asks_for_form(scope):
        return RedirectResponse(f"{JOIN}/{quote(code, safe='')}", 303)
    if path == "/" and "workshop" not in asked:
        return RedirectResponse(JOIN, 303)
    known = {"page": path.strip("/"), "workshop": asked.get("workshop", [""])[0][:100]}
    return RedirectResponse(f"{FACILITATOR}?{urlencode(known)}", 303)
