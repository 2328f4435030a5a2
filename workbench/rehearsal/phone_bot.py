"""One invented participant: joins, follows the room, answers, sleeps, and comes back."""

import asyncio
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from workbench.rehearsal.answering import Given, filled_in
from workbench.rehearsal.browser import Browser, NoAnswer, Page
from workbench.rehearsal.html_forms import Form
from workbench.rehearsal.ledger import Acknowledged, Ledger
from workbench.rehearsal.scenarios import Part, Scenario

# As the page's script looks again: every five seconds, more or less.
SECONDS_BETWEEN_LOOKS = 5.0
MORE_OR_LESS = (0.6, 1.4)
QUICKEST_LOOK = 0.05
SECONDS_BEFORE_TRYING_AGAIN = 0.5
MOST_CARDS = 400
# The instrument's items begin with a capital, such as `ST1` and `predict.ST1`; ids of steps do not.
OF_THE_INSTRUMENT = re.compile(r"(^|\.)[A-Z]")
UNAVAILABLE = (502, 503, 504)
STEPS_A_SLEEPER_MISSES = 2
STEPS_UNTIL_LATE = 2


class Stuck(RuntimeError):
    """A bot found a page that it cannot go on from; the message says where, and what it saw."""


@dataclass
class Watch:
    """What all bots of a rehearsal report to: times by what was waited for, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    tokens: set[str] = field(default_factory=set)
    saved_at: dict[str, list[float]] = field(default_factory=dict)
    outages: list[float] = field(default_factory=list)

    def took(self, what: str, since: float) -> None:
        """Keep how long something took."""
        self.seconds.setdefault(what, []).append(time.perf_counter() - since)


@dataclass
class PhoneBot:
    """A phone without scripts that plays a part.

    `pause` gives the seconds that it thinks about a page, `looks` those until it looks again.
    """

    part: Part
    server: str
    code: str
    watch: Watch
    pause: Callable[[random.Random], float]
    source: str = ""
    looks: float = SECONDS_BETWEEN_LOOKS
    home: str = ""
    done: set[str] = field(default_factory=set)
    is_over: bool = False
    has_slept: bool = False
    is_asleep: bool = False
    seen: str = ""

    def __post_init__(self) -> None:
        """Get a browser and a mind of its own."""
        self.browser = Browser(self.server, self.source)
        self.chance = random.Random(self.part.number)
        self.tag = ""
        self.go = ""

    @property
    def token(self) -> str:
        """The last part of the personal link."""
        return self.home.rsplit("/", 1)[-1]

    async def play(self, position: Callable[[], int]) -> None:
        """Take part until the room is over. `position` tells how many steps the room is on."""
        if self.part.scenario is Scenario.LATE_JOINER:
            while position() < STEPS_UNTIL_LATE and not self.is_over:
                await asyncio.sleep(0.05)
        await self.join()
        while not self.is_over:
            if self.part.scenario is Scenario.SLEEPER and self.done:
                await self.sleep(position)
            await self.follow()
        await self.browser.close()

    async def join(self) -> None:
        """Join as a person does: the join page, the role, and on to the first step."""
        path = f"/join/{self.code}"
        door = await self.steadily(path)
        form = self.must_have(door, path)
        since = time.perf_counter()
        sent = form.filled({"role": self.part.role.value})
        inside = await self.steadily(path, sent)
        if inside.status != 200 or not inside.path.endswith("/welcome"):
            raise Stuck(f"{self.name} cannot join: {inside.status} at {inside.path}")
        self.home = inside.path.removesuffix("/welcome")
        self.watch.tokens.add(self.token)
        await self.steadily(self.home)
        self.watch.took("join to first question", since)

    async def follow(self) -> None:
        """See where the room is, answer what it asks, and wait for it to go on."""
        page = await self.steadily(self.go or self.home)
        self.go = ""
        step = step_of(page)
        self.seen = step or urlsplit(page.path).path
        if step and step not in self.done and page.status == 200:
            await self.answer(page, step)
            return
        await self.wait_for_the_room()

    async def wait_for_the_room(self) -> None:
        """Ask the small route until the room has moved, as the page's script does."""
        while not self.is_over:
            headers = {"If_None_Match": self.tag} if self.tag else {}
            try:
                told = await self.browser.get(f"{self.home}/state", **headers)
            except NoAnswer:
                await asyncio.sleep(SECONDS_BEFORE_TRYING_AGAIN)
                continue
            if told.status == 200:
                self.tag = told.headers.get("etag", "")
                place = told.json()
                if place.get("step") not in self.done:
                    self.go = place.get("go", "")
                    return
            await asyncio.sleep(self.looks * self.chance.uniform(*MORE_OR_LESS))

    async def answer(self, page: Page, step: str) -> None:
        """Answer a step, card by card where it goes so, until nothing is asked any more."""
        path = f"{self.home}/s/{step}"
        for _ in range(MOST_CARDS):
            form = page.form(path)
            if form is None or not form.buttons or (page.is_saved and not asks_for_a_card(form)):
                break
            await asyncio.sleep(self.pause(self.chance))
            given = filled_in(form, self.part, self.chance)
            if not given:
                break
            page = await self.send(form, given, step)
            if page.status != 200:
                break
        else:
            raise Stuck(f"{self.name} answers {step} without an end")
        self.done.add(step)

    async def send(self, form: Form, given: Given, step: str) -> Page:
        """Send a form as it is filled in; what the page then calls saved goes into the ledger."""
        path = urlsplit(form.action).path
        if self.part.scenario is Scenario.TROLL:
            await self.must_be_refused(form, path)
        sent = form.filled(given)
        page = await self.steadily(path, sent)
        if page.status == 422 and self.part.scenario is Scenario.TROLL:
            page = await self.steadily(path, form.filled({}))
        if page.status == 200 and page.is_saved:
            self.watch.seconds.setdefault("answer to stored", []).append(
                self.browser.seconds_to_first_answer
            )
            self.acknowledge(form, step, sent)
            if self.part.scenario is Scenario.DUPLICATE_TAB:
                await self.send_from_another_tab(path, sent)
        elif page.status == 409:
            # The room moved on, or the step was closed, between looking and sending.
            self.watch.refused.append(f"{step}: {told_by(page)}")
        elif page.status >= 400:
            raise Stuck(f"{self.name} at {path}: {page.status}, {told_by(page)}")
        return page

    def acknowledge(self, form: Form, step: str, sent: list[tuple[str, str]]) -> None:
        """Keep what the page called saved."""
        self.watch.saved_at.setdefault(step, []).append(time.perf_counter())
        fields = form.fields
        card = fields["card"].values[0] if "card" in fields else ""
        texts = {
            " ".join(value.split())
            for name, value in sent
            if name in fields and fields[name].takes_text and not fields[name].is_numeric
            if name != "name" and value.strip()
        }
        is_troll = self.part.scenario is Scenario.TROLL
        self.watch.ledger.note(
            Acknowledged(
                token=self.token,
                step=step,
                card=card,
                is_instrument=not card and any(OF_THE_INSTRUMENT.search(name) for name in fields),
                words=() if is_troll else tuple(sorted(texts)),
            )
        )

    async def send_from_another_tab(self, path: str, sent: list[tuple[str, str]]) -> None:
        """The same sending again from a second browser: the same person, nothing doubled."""
        other = Browser(self.server, self.source)
        page = await self.steadily(path, sent, other)
        if page.status not in (200, 409):
            raise Stuck(f"{self.name}, second tab at {path}: {page.status}, {told_by(page)}")
        await other.close()

    async def must_be_refused(self, form: Form, path: str) -> None:
        """What nobody may send is refused in words, and never breaks the page."""
        honest = form.filled({})
        tries: list[tuple[str, str, list[tuple[str, str]]]] = [
            ("a forged link", f"/r/{self.code}/{'x' * 22}/s/{path.rsplit('/', 1)[-1]}", honest),
            ("another workshop", f"/r/zuzu-zazu/{self.token}/s/x", honest),
            ("a step that is not there", f"{self.home}/s/nowhere", honest),
        ]
        for each in form.asked():
            rest = [pair for pair in honest if pair[0] != each.name]
            if each.kind == "radio":
                tries.append(("a value nobody offered", path, [*rest, (each.name, "9999")]))
                break
        for each in form.asked():
            rest = [pair for pair in honest if pair[0] != each.name]
            if each.takes_text and not each.is_numeric:
                tries.append(("ten thousand letters", path, [*rest, (each.name, "x" * 10_000)]))
                break
        for what, target, fields in tries:
            page = await self.steadily(target, fields)
            if page.status not in (403, 404, 409, 413, 422):
                raise Stuck(f"{self.name}: {what} was not refused at {target}: {page.status}")
            self.watch.refused.append(what)

    async def sleep(self, position: Callable[[], int]) -> None:
        """Hang up, miss some steps, and come back by the personal link, once."""
        if self.has_slept:
            return
        self.has_slept = True
        await self.browser.close()
        until = position() + STEPS_A_SLEEPER_MISSES
        self.is_asleep = True
        while position() < until and not self.is_over:
            await asyncio.sleep(0.05)
        self.is_asleep = False
        self.browser = Browser(self.server, self.source)  # its cookies are gone too
        self.tag = self.go = ""

    async def steadily(
        self,
        path: str,
        fields: list[tuple[str, str]] | None = None,
        browser: Browser | None = None,
    ) -> Page:
        """Ask until there is an answer: through a restart of the server, with the same sending."""
        away_since: float | None = None
        while True:
            through = browser or self.browser
            try:
                page = (
                    await through.post(path, fields)
                    if fields is not None
                    else await through.get(path)
                )
            except NoAnswer:
                page = None
            if page is not None and page.status not in UNAVAILABLE:
                if away_since is not None:
                    self.watch.outages.append(time.perf_counter() - away_since)
                return page
            away_since = away_since or time.perf_counter()
            if self.is_over and time.perf_counter() - away_since > 10:
                raise Stuck(f"{self.name} gets no answer at {path}")
            await asyncio.sleep(SECONDS_BEFORE_TRYING_AGAIN)

    def must_have(self, page: Page, action: str) -> Form:
        """The form of a page; raises Stuck when it has none."""
        form = page.form(action)
        if page.status != 200 or form is None:
            raise Stuck(f"{self.name} finds no form at {page.path}: {page.status}, {told_by(page)}")
        return form

    @property
    def name(self) -> str:
        """Who this is, for a message."""
        part = self.part
        return f"Participant {part.number} ({part.scenario.value}, {part.role.value})"


def step_of(page: Page) -> str:
    """The step that a page belongs to; empty for any other page."""
    before, found, step = urlsplit(page.path).path.partition("/s/")
    return step if before and found and "/" not in step else ""


def asks_for_a_card(form: Form) -> bool:
    """Whether a form is one card of several."""
    return "card" in form.fields


def told_by(page: Page) -> str:
    """What a page says is wrong, for a message."""
    alerts = [" ".join(each.split()) for each in page.parsed.alerts]
    return "; ".join(alerts)[:300] or "no explanation"
