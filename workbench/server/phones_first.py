"""The phones' pages before everything else: everybody may reach them, and they are asked most.

For every request the framework compresses, signs a session and checks file paths, and before it
somebody has to decide who may ask. A phone's page needs none of that.
"""

from collections.abc import Sequence

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Receive, Scope, Send


class PhonesFirst:
    """ASGI middleware that answers `routes` itself and passes everything else on."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.first = ExceptionMiddleware(Router(routes, default=app))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a phone, or pass the request on."""
        answer = self.first if scope["type"] == "http" else self.app
        await answer(scope, receive, send)
