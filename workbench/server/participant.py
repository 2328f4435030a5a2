"""The participant's cookie: how a phone is known again after a reload, a nap or a restart.

It is a random number and nothing else. Pages read it through `st.context.cookies[COOKIE]`.
"""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "headroom_participant"
ONE_YEAR = 365 * 24 * 60 * 60
NOT_PAGES = ("/_stcore/", "/component/", "/media/", "/static/")


class ParticipantCookie:
    """ASGI middleware that gives a visitor without the cookie one, with the page they open."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the cookie to the page it opens."""
        if not opens_page(scope) or has_cookie(scope):
            await self.app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                headers = MutableHeaders(raw=message["headers"])
                headers.append("set-cookie", new_cookie(is_secure=scope["scheme"] == "https"))
                if headers.get("cache-control") != "no-store":
                    headers["cache-control"] = "private, no-cache"
            await send(message)

        await self.app(scope, receive, with_cookie)


def opens_page(scope: Scope) -> bool:
    """Tell whether this request opens a page, rather than one of its files."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["path"].startswith(NOT_PAGES)
        and "." not in scope["path"].rsplit("/", 1)[-1]
    )


def has_cookie(scope: Scope) -> bool:
    """Tell whether the visitor already carries the cookie."""
    return any(
        name == b"cookie" and cookie_parser(value.decode("latin-1")).get(COOKIE)
        for name, value in scope["headers"]
    )


def new_cookie(*, is_secure: bool) -> str:
    """Make a `Set-Cookie` value with 128 random bits that scripts cannot read."""
    value = f"{COOKIE}={secrets.token_urlsafe(16)}; Max-Age={ONE_YEAR}; Path=/"
    return f"{value}; HttpOnly; SameSite=Lax{'; Secure' if is_secure else ''}"
