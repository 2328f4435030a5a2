"""Response headers that keep a page to itself.

The content policy names this server as the only source of anything, so a page that asked another
host for a font, a script or a map tile would be stopped by the browser. Inline styles and compiled
expressions stay allowed: the framework's interface and its charts are built from them. An answer
that brings a policy of its own, as those for phones do, keeps it: theirs allow neither.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}

ENCODED = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class SecurityHeaders:
    """ASGI middleware that adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to the answer."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(pair for pair in ENCODED if pair[0] not in there),
                ]
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)
