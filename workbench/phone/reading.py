"""Reading what a phone sent, without believing it: bounded in bytes, in fields, and in kind."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

MOST_BYTES = 256 * 1024
"""A full form with every text at its longest takes about half of it."""
MOST_FIELDS = 400
FORM = "application/x-www-form-urlencoded"
OWN = ("same-origin", "none")


class Unreadable(Exception):
    """A request that cannot be taken as it is: the status that says so, and a sentence."""

    def __init__(self, status: int, told: str) -> None:
        super().__init__(told)
        self.status = status


class Sent:
    """The fields of a form: each with every value that was sent for it, in order."""

    def __init__(self, pairs: list[tuple[str, str]] | None = None) -> None:
        self.pairs = pairs or []
        self.fields: dict[str, list[str]] = {}
        for name, value in self.pairs:
            self.fields.setdefault(name, []).append(value)

    def one(self, name: str) -> str:
        """The value of a field, the first of several; empty when it was not sent."""
        return self.fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self.fields.get(name, [])

    def values(self, names: frozenset[str] | set[str]) -> Mapping[str, object]:
        """Fields as `workbench.voices.checking` reads them: a text, or a list of several."""
        return {
            name: found[0] if len(found) == 1 else found
            for name, found in self.fields.items()
            if name in names
        }


async def read_form(request: Request) -> Sent:
    """Read a form; raises Unreadable when it is too large, of another kind, or another site's."""
    check_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise Unreadable(415, "Only a form of these pages can be sent here.")
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > MOST_BYTES:
        raise too_large()
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise too_large()
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Unreadable(
            413, f"That form has more than {MOST_FIELDS} fields, more than any form here has."
        ) from None
    return Sent(pairs)


def too_large() -> Unreadable:
    """The answer to a body that nobody types on a phone."""
    return Unreadable(
        413,
        f"That was more than {MOST_BYTES // 1024} KB of text, and nothing of it was stored. "
        "Go back, shorten what you wrote, and send again.",
    )


def check_origin(request: Request) -> None:
    """Raise Unreadable when another site made the browser send this.

    Browsers say where a post comes from (`Sec-Fetch-Site`, and `Origin` before it); a program that
    says nothing needs the token in the address all the same.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "")
    foreign = site not in OWN if site is not None else False
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        foreign = True
    if foreign:
        raise Unreadable(403, "Another website sent this. Open the workshop's own page instead.")
