"""The facilitator's way in from another machine: the code and the key give a session for a day."""

import re
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workbench.storage import DatabaseUnavailable, NotSaved
from workbench.ui.store import store
from workbench.ui.visitor import SESSION
from workbench.workshop.codes import read_code
from workbench.workshop.facilitator_key import SESSION_LASTS
from workbench.workshop.refused import Refused

PATH = "/facilitator"
PAGE = Template((Path(__file__).parent / "sign_in.html").read_text("utf-8"))
LEAVE = (
    f'<form method="post" action="{PATH}/leave">'
    '<button type="submit" class="second">Sign out of this browser</button></form>'
)
NAME_OF_A_PAGE = re.compile(r"[a-z-]{0,40}")
MOST_BYTES = 4096


async def ask(request: Request) -> Response:
    """The form, with the code filled in when the link had it."""
    asked = request.query_params
    is_known = any(name.startswith(SESSION) for name in request.cookies)
    return form(asked.get("workshop", ""), asked.get("page", ""), leave=LEAVE if is_known else "")


async def sign_in(request: Request) -> Response:
    """Give a session for the right key, or the form again with what is wrong."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return form("", "", "This was sent from another site. Fill in the form here.", 403)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return form("", "", "That is too long for a code and a key.", 413)
    sent = parse_qs(body.decode("utf-8", "replace"))
    code, key, page = (sent.get(name, [""])[0] for name in ("code", "key", "page"))
    try:
        session = await run_in_threadpool(store().keys.sign_in, code, key)
    except Refused as problem:
        return form(code, page, str(problem), 403)
    except (DatabaseUnavailable, NotSaved) as problem:
        return form(code, page, str(problem), 503)
    page = page if NAME_OF_A_PAGE.fullmatch(page) else ""
    target = f"/{page}?{urlencode({'workshop': read_code(code[:100])})}"
    response = RedirectResponse(target, 303)
    response.set_cookie(
        f"{SESSION}{session.partition('.')[0]}",
        session,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


async def sign_out(request: Request) -> Response:
    """Forget every session of this browser."""
    response = RedirectResponse(PATH, 303)
    for name in request.cookies:
        if name.startswith(SESSION):
            response.delete_cookie(name, httponly=True, samesite="lax")
    return response


def form(
    code: str, page: str, problem: str = "", status: int = 200, leave: str = ""
) -> HTMLResponse:
    """The page; whatever was typed is text in it, and never the key."""
    told = f'<p class="wrong" role="alert">{escape(problem)}</p>' if problem else ""
    shown = PAGE.substitute(
        problem=told, code=escape(code[:100]), page=escape(page[:40]), leave=leave
    )
    return HTMLResponse(shown, status, {"cache-control": "no-store"})


routes = [
    Route(PATH, ask, methods=["GET"]),
    Route(PATH, sign_in, methods=["POST"]),
    Route(f"{PATH}/leave", sign_out, methods=["POST"]),
]
