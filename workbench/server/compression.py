"""The framework's scripts and styles, each compressed once and kept in memory.

A first visit loads about three megabytes of them, which the framework sends uncompressed.
"""

import asyncio
import gzip
from hashlib import sha256
from typing import NamedTuple

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TEXT = (".css", ".js", ".json", ".svg", ".wasm")
ABOUT_THE_COPY = (b"accept-encoding", b"if-modified-since", b"if-none-match", b"range")


class Asset(NamedTuple):
    """One compressed file with the headers it is sent with."""

    headers: MutableHeaders
    body: bytes


class CompressedAssets:
    """ASGI middleware that answers `/static/...` from compressed copies in memory.

    Only files that the framework marks as immutable are kept, so the memory is bounded by the
    framework's own files (about 7 MB in all), and a kept copy is never out of date.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.copies: dict[str, asyncio.Task[Asset | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from a copy if there is to be one, else let the framework answer."""
        if not is_text_asset(scope):
            await self.app(scope, receive, send)
            return
        asset = await self.copy(scope) if takes_gzip(Headers(scope=scope)) else None
        if asset is None:
            await self.app(scope, receive, varying(send))
        else:
            await answer(asset, scope, send)

    async def copy(self, scope: Scope) -> Asset | None:
        """Give the compressed copy, making it once however many ask at the same time."""
        path = scope["path"]
        if path not in self.copies:
            self.copies[path] = asyncio.create_task(self.compress(scope))
        asset = await asyncio.shield(self.copies[path])
        if asset is None:
            self.copies.pop(path, None)
        return asset

    async def compress(self, scope: Scope) -> Asset | None:
        """Fetch the file from the framework and compress it; None if it is not to be kept."""
        start: Message = {}
        body = bytearray()

        async def receive() -> Message:  # nobody hangs up on us, so there is nothing to hear
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))

        plain = [pair for pair in scope["headers"] if pair[0] not in ABOUT_THE_COPY]
        await self.app({**scope, "method": "GET", "headers": plain}, receive, collect)
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] != 200 or "immutable" not in headers.get("cache-control", ""):
            return None
        packed = await asyncio.to_thread(gzip.compress, bytes(body), 6)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(packed))
        headers["etag"] = f'"{sha256(body).hexdigest()[:20]}-gzip"'
        headers.add_vary_header("accept-encoding")
        for name in ("last-modified", "accept-ranges"):
            del headers[name]
        return Asset(headers, packed)


def is_text_asset(scope: Scope) -> bool:
    """Tell whether this request reads a file that compression makes smaller."""
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and scope["path"].startswith("/static/")
        and scope["path"].endswith(TEXT)
    )


def takes_gzip(headers: Headers) -> bool:
    """Tell whether the client accepts gzip (RFC 9110 §12.5.3: a weight of 0 refuses it)."""
    for offer in headers.get("accept-encoding", "").split(","):
        name, _, weight = offer.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def varying(send: Send) -> Send:
    """Say on an uncompressed answer that a compressed one exists."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"]).add_vary_header("accept-encoding")
        await send(message)

    return marked


async def answer(asset: Asset, scope: Scope, send: Send) -> None:
    """Send the copy, or only that the client already has it."""
    known = Headers(scope=scope).get("if-none-match", "")
    if asset.headers["etag"] in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
        kept = [pair for pair in asset.headers.raw if pair[0] != b"content-length"]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(asset.headers.raw)})
    await send(
        {
            "type": "http.response.body",
            "body": asset.body if scope["method"] == "GET" else b"",
        }
    )
