"""A phone in tests: a browser without scripts that calls the routes directly, without a network."""

import asyncio
import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Scope

from workbench.phone.routes import phone_routes
from workbench.server.participant import ParticipantCookie
from workbench.server.security import SecurityHeaders
from workbench.storage import Store

HOST = "headroom.test"
FORM = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, str]]


def phone_app(open_store: Callable[[], Store]) -> ASGIApp:
    """The routes as the server has them, with nothing kept, so that no test waits for it."""
    middleware = [Middleware(SecurityHeaders), Middleware(ParticipantCookie)]
    return Starlette(routes=phone_routes(open_store, seconds_kept=0), middleware=middleware)


@dataclass
class Form:
    """A form of a page: where it goes, and what it would send as it stands."""

    action: str
    method: str
    pairs: Pairs = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)
    buttons: Pairs = field(default_factory=list)

    def filled(self, changes: Mapping[str, str | Iterable[str]]) -> Pairs:
        """What it sends when these fields are filled in; a field that it lacks is an error."""
        known = {name for name, _ in self.pairs} | self.offered.keys()
        known |= {name for name, _ in self.buttons}
        assert changes.keys() <= known, f"the page has no field {changes.keys() - known}"
        kept = [pair for pair in self.pairs if pair[0] not in changes]
        for name, value in changes.items():
            kept += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        return kept


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.area: tuple[str, str] | None = None
        self.select = ""
        self.words: list[str] = []
        self.links: list[str] = []
        self.statuses: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "form":
            self.open = Form(given["action"] or "", (given["method"] or "get").upper())
            self.forms.append(self.open)
        if self.open is None or not name:
            return
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.open.offered.setdefault(name, []).append(value)
            if "checked" in given:
                self.open.pairs.append((name, value))
        elif tag == "input":
            self.open.pairs.append((name, value))
        elif tag == "textarea":
            self.area = (name, "")
        elif tag == "select":
            self.select = name
            self.open.offered[name] = []
        elif tag == "button":
            self.open.buttons.append((name, value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.area is not None:
            if self.open is not None:
                self.open.pairs.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.area is not None:
            self.area = (self.area[0], self.area[1] + data)


class _WithOptions(_Reader):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag == "option" and self.select and self.open is not None:
            given = dict(attrs)
            self.open.offered[self.select].append(given.get("value") or "")
            if "selected" in given:
                self.open.pairs.append((self.select, given.get("value") or ""))


@dataclass
class Page:
    """An answer: its status, its headers, and what a reader and a browser find on it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    path: str

    @property
    def html(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    def _read(self) -> _WithOptions:
        reader = _WithOptions()
        reader.feed(self.html)
        return reader

    @property
    def text(self) -> str:
        return " ".join(" ".join(self._read().words).split())

    @property
    def forms(self) -> list[Form]:
        return self._read().forms

    @property
    def links(self) -> list[str]:
        return self._read().links

    def form(self, ending: str = "") -> Form:
        """The one form that posts, to an address with this ending."""
        (found,) = [
            form
            for form in self.forms
            if form.method == "POST" and urlsplit(form.action).path.endswith(ending)
        ]
        return found

    @property
    def is_saved(self) -> bool:
        return "data-saved" in self.html


class Phone:
    """A phone with cookies of its own, or with none."""

    def __init__(self, app: ASGIApp, *, keeps_cookies: bool = True) -> None:
        self.app = app
        self.keeps_cookies = keeps_cookies
        self.cookies: dict[str, str] = {}
        self.page: Page | None = None

    def get(self, path: str, **headers: str) -> Page:
        """Open an address and follow where it leads."""
        return self._follow(self.ask("GET", path, b"", headers))

    def post(self, path: str, pairs: Pairs | Mapping[str, str], **headers: str) -> Page:
        """Send a form and follow where it leads."""
        body = urlencode(pairs if isinstance(pairs, list) else list(pairs.items())).encode()
        return self._follow(self.ask("POST", path, body, {"content_type": FORM, **headers}))

    def send(self, page: Page, ending: str = "", /, **changes: str | Iterable[str]) -> Page:
        """Fill in the form of a page and press its button."""
        form = page.form(ending)
        named = {name.replace("__", "."): value for name, value in changes.items()}
        return self.post(form.action, form.filled(named))

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Page:
        """One request, without following anything."""
        return asyncio.run(self._ask(method, path, [body], headers or {}))

    def stream(self, path: str, pieces: Iterable[bytes], headers: Mapping[str, str]) -> Page:
        """A post whose body comes in pieces."""
        return asyncio.run(self._ask("POST", path, pieces, headers))

    def _follow(self, page: Page) -> Page:
        for _ in range(5):
            if page.status != 303:
                break
            page = self.ask("GET", urljoin(page.path, page.headers["location"]))
        self.page = page
        return page

    async def _ask(
        self, method: str, path: str, pieces: Iterable[bytes], headers: Mapping[str, str]
    ) -> Page:
        parts = urlsplit(path)
        sent = {"host": HOST, "accept-encoding": "gzip"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope: Scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": _unquoted(parts.path),
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(),
            "root_path": "",
            "headers": [(n.encode("latin-1"), v.encode("latin-1")) for n, v in sent.items()],
            "client": ("192.0.2.7", 40000),
            "server": (HOST, 80),
            "state": {},
        }
        waiting = iter(pieces)
        got: list[Message] = []

        async def receive() -> Message:
            piece = next(waiting, None)
            if piece is None:
                return {"type": "http.request", "body": b"", "more_body": False}
            return {"type": "http.request", "body": piece, "more_body": True}

        async def send(message: Message) -> None:
            got.append(message)

        await self.app(scope, receive, send)
        raw = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in got[0]["headers"]]
        if self.keeps_cookies:
            for name, value in raw:
                if name == "set-cookie":
                    self.cookies |= {k: m.value for k, m in SimpleCookie(value).items()}
        body = b"".join(message.get("body", b"") for message in got[1:])
        return Page(got[0]["status"], dict(raw), body, path)


def _unquoted(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)
