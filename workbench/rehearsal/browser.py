"""A phone's browser without scripts: one connection, its cookies, and pages with their forms.

Only this machine is spoken to, so that a rehearsal can never load somebody else's server.
"""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from workbench.rehearsal.html_forms import Form, Forms

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
MOST_REDIRECTS = 5
SECONDS_TO_ANSWER = 30.0
REDIRECTS = (301, 302, 303, 307, 308)


class NoAnswer(ConnectionError):
    """The server did not answer: it is away, or it hung up."""


@dataclass(frozen=True)
class Page:
    """What came back: the path that it has in the end, and what stands on it."""

    status: int
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page as it was sent."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def parsed(self) -> Forms:
        """The forms and marks on it."""
        return Forms(self.text)

    @property
    def is_saved(self) -> bool:
        """Whether the page says that what was sent is stored."""
        return self.status == 200 and b" data-saved=" in self.body

    def form(self, action: str) -> Form | None:
        """The form on it that goes to a path, whatever follows the question mark."""
        for each in self.parsed.forms:
            if urlsplit(each.action or self.path).path == action and each.method == "post":
                return each
        return None

    def json(self) -> Any:
        """The answer of a route for scripts."""
        return json.loads(self.body)


@dataclass
class Browser:
    """One browser on one phone. `source` is the address that it asks from."""

    server: str
    source: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    seconds_to_first_answer: float = 0.0
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    def __post_init__(self) -> None:
        """Refuse a server that is not this machine."""
        if urlsplit(self.server).hostname not in THIS_MACHINE:
            raise ValueError(f"server is {self.server!r}; only this machine is accepted")

    async def get(self, path: str, **headers: str) -> Page:
        """Open a page, wherever it leads; underscores in names of headers stand for hyphens."""
        return await self._follow("GET", path, b"", headers)

    async def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form, and open the page that it leads to."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._follow("POST", path, urlencode(fields).encode(), headers)

    async def close(self) -> None:
        """Hang up, as a phone does that goes to sleep."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _follow(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> Page:
        since = time.perf_counter()
        for hop in range(MOST_REDIRECTS):
            page = await self.ask(method, path, body, headers)
            if not hop:
                self.seconds_to_first_answer = time.perf_counter() - since
            if page.status not in REDIRECTS:
                return page
            target = urlsplit(urljoin(f"{self.server}{path}", page.headers.get("location", "")))
            if target.netloc != urlsplit(self.server).netloc:
                raise ValueError(f"{path} leads away from this server, to {target.netloc}")
            path = target.path + (f"?{target.query}" if target.query else "")
            method, body, headers = "GET", b"", {}
        raise ValueError(f"{path} leads round in circles")

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Page:
        """One request and its answer. Raises NoAnswer when the server is away."""
        sent = {"Host": urlsplit(self.server).netloc, "Accept-Encoding": "identity"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            sent["Content-Length"] = str(len(body))
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in sent.items()), "", ""]
        request = "\r\n".join(lines).encode("latin-1") + body
        was_open = self._writer is not None
        try:
            async with asyncio.timeout(SECONDS_TO_ANSWER):
                return await self._exchange(method, path, request)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as problem:
            await self.close()
            if was_open and method == "GET":
                # The server closes a connection that was idle; a browser then opens another.
                return await self.ask(method, path, body, headers)
            raise NoAnswer(f"{method} {path}: {problem or type(problem).__name__}") from problem

    async def _exchange(self, method: str, path: str, request: bytes) -> Page:
        if self._writer is None or self._reader is None:
            parts = urlsplit(self.server)
            self._reader, self._writer = await asyncio.open_connection(
                "127.0.0.1" if parts.hostname == "localhost" else parts.hostname,
                parts.port,
                local_addr=(self.source, 0) if self.source else None,
            )
        self._writer.write(request)
        await self._writer.drain()
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers: dict[str, str] = {}
        for line in head[1:-2]:
            name, _, value = line.partition(":")
            name, value = name.strip().lower(), value.strip()
            if name == "set-cookie":
                self._keep(value)
            headers[name] = value
        body = b""
        if method != "HEAD" and status not in (204, 304):
            if headers.get("transfer-encoding", "").lower() == "chunked":
                body = await self._chunks(self._reader)
            else:
                body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return Page(status, path, headers, body)

    @staticmethod
    async def _chunks(reader: asyncio.StreamReader) -> bytes:
        body = bytearray()
        while size := int((await reader.readline()).split(b";")[0], 16):
            body += await reader.readexactly(size)
            await reader.readline()
        await reader.readline()
        return bytes(body)

    def _keep(self, told: str) -> None:
        try:
            for name, morsel in SimpleCookie(told).items():
                self.cookies[name] = morsel.value
        except CookieError:
            return
