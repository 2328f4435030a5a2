"""The door of every page: what comes in is bounded, what fails is said, nothing typed is lost."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from workbench.phone.desk import Desk, NoWorkshop, Stranger
from workbench.phone.drawing import draw
from workbench.phone.reading import Sent, Unreadable, read_form
from workbench.storage import DatabaseUnavailable, NotSaved
from workbench.voices.activities.statements import FIELD as STATEMENT
from workbench.voices.instrument import instrument
from workbench.voices.items import Kind
from workbench.voices.questions import NOTE
from workbench.workshop.refused import Refused

LOG = logging.getLogger("headroom")
Answer = Callable[[Desk, Request, Sent], Response]
AtOnce = Callable[[Desk, Request], Response | None]
# Readers must not wait behind writers, who are stored together the more there are of them.
READERS, WRITERS = 8, 32
SECONDS_TO_TRY_AGAIN = "5"
LONGEST_SHOWN = 60
WRITTEN = ("name", "words")


class Doors:
    """Makes the endpoint of a page from the function that answers it, in a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.readers = ThreadPoolExecutor(READERS, "phone-reader")
        self.writers = ThreadPoolExecutor(WRITERS, "phone-writer")

    def __call__(
        self, answer: Answer, at_once: AtOnce | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a page; `at_once` answers without a thread when it can."""

        async def endpoint(request: Request) -> Response:
            if at_once is not None and (response := at_once(self.desk, request)) is not None:
                return response
            loop = asyncio.get_running_loop()
            if request.method != "POST":
                return await loop.run_in_executor(
                    self.readers, guarded, answer, self.desk, request, Sent()
                )
            try:
                sent = await read_form(request)
            except Unreadable as problem:
                return refuse(request, problem)
            return await loop.run_in_executor(
                self.writers, guarded, answer, self.desk, request, sent
            )

        return endpoint


def guarded(answer: Answer, desk: Desk, request: Request, sent: Sent) -> Response:
    """Answer, or say in a sentence why not, with everything that was typed still there."""
    try:
        return answer(desk, request, sent)
    except NoWorkshop as problem:
        return draw(request, "find.html", 404, tried=shortened(problem.code))
    except Stranger as problem:
        return draw(request, "stranger.html", 404, workshop=problem.here.workshop)
    except Refused as problem:
        return failed(request, sent, 409, "This could not be done", str(problem))
    except (NotSaved, DatabaseUnavailable) as problem:
        title = "Not saved yet" if request.method == "POST" else "One moment, please"
        return failed(request, sent, 503, title, str(problem))
    except Exception as problem:
        reference = secrets.token_hex(3).upper()
        LOG.exception("Reference %s: a phone's page failed with %s", reference, type(problem))
        told = (
            "Something went wrong in Headroom. What was saved before is still there. Send again or "
            f"reload; if it happens again, tell the person who runs the workshop: {reference}."
        )
        return failed(request, sent, 500, "Something went wrong", told)


def refuse(request: Request, problem: Unreadable) -> Response:
    """Say why a request was not even read."""
    return draw(
        request, "failed.html", problem.status, {"connection": "close"},
        title="That could not be taken", told=str(problem), written=(), pairs=(),
        here=here(request), back=back(request),
    )  # fmt: skip


def failed(request: Request, sent: Sent, status: int, title: str, told: str) -> Response:
    """A page that says what went wrong, and sends the very same form again at a press."""
    headers = {"retry-after": SECONDS_TO_TRY_AGAIN} if status == 503 else {}
    written = [value for name, value in sent.pairs if value.strip() and is_written(name)]
    return draw(
        request, "failed.html", status, headers, title=title, told=told, written=written,
        pairs=sent.pairs, here=here(request), back=back(request),
    )  # fmt: skip


def is_written(field: str) -> bool:
    """Tell whether people write in a field in their own words, rather than pick from a list."""
    if field in WRITTEN or field.endswith(NOTE) or STATEMENT.match(field):
        return True
    item = instrument().items.get(field)
    return item is not None and item.kind is Kind.TEXT


def back(request: Request) -> str:
    """The start of the addresses of whoever asks; empty at the door."""
    code, token = (request.path_params.get(name, "") for name in ("code", "token"))
    return f"/r/{quote(code)}/{quote(token)}" if token else ""


def here(request: Request) -> str:
    """The address of this page, without the host."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def shortened(text: str) -> str:
    """A text as it may be repeated on a page: one line, and short."""
    return " ".join(text.split())[:LONGEST_SHOWN]
