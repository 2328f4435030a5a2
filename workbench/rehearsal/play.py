"""A whole workshop played by invented participants, step by step, as its facilitator would lead it.

Participants use the real pages over HTTP; the facilitator's part uses the same calls as the
Facilitate page. It takes place in a marked copy, so that nobody real is ever among them.
"""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from workbench.frozen import Frozen
from workbench.rehearsal.browser import NoAnswer
from workbench.rehearsal.ledger import Count
from workbench.rehearsal.phone_bot import (
    QUICKEST_LOOK,
    SECONDS_BETWEEN_LOOKS,
    PhoneBot,
    Stuck,
    Watch,
)
from workbench.rehearsal.scenarios import Part, Scenario
from workbench.storage import Store
from workbench.strategy.changes import Change
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.refused import Refused
from workbench.workshop.room import Room
from workbench.workshop.workshop import Kind, Workshop

SECONDS_A_PERSON_THINKS = (4.0, 20.0)
SECONDS_TO_ARRIVE = 60.0
SECONDS_UNTIL_STUCK = 60.0
CHANGES_TO_CHOOSE_FROM = 6
# What phones are shown is looked up twice a second at most.
SECONDS_UNTIL_SHOWN = 1.0


class Progress(Frozen):
    """Where a rehearsal is."""

    step: str
    number: int
    of: int
    joined: int
    people: int
    saved: int


class Check(Frozen):
    """One thing that a rehearsal looked at: red or green, in words."""

    name: str
    is_good: bool
    told: str


class Outcome(Frozen):
    """What a rehearsal found."""

    checks: tuple[Check, ...]
    count: Count
    seconds: dict[str, tuple[float, float]]

    @property
    def is_good(self) -> bool:
        """Whether everything is green."""
        return all(check.is_good for check in self.checks)


@dataclass
class Play:
    """One rehearsal. `speed` is how many times faster than people the participants are.

    `thinks` are the fewest and the most seconds that a person takes for a page, `arrives` how many
    the room takes to fill, `lingers` how long it stays in a step that everybody has answered, and
    `looks` after how many a phone looks where the room is. Set `is_last_step` to end it after the
    step that it is in.
    """

    store: Store
    workshop: Workshop
    server: str
    cast: Sequence[Part]
    speed: float = 10.0
    thinks: tuple[float, float] = SECONDS_A_PERSON_THINKS
    arrives: float = SECONDS_TO_ARRIVE
    lingers: float = 0.0
    looks: float = SECONDS_BETWEEN_LOOKS
    source: str = ""
    tell: Callable[[Progress], None] | None = None
    watch: Watch = field(default_factory=Watch)
    position: int = 0
    is_last_step: bool = False

    def __post_init__(self) -> None:
        """Refuse to play among real people."""
        if self.workshop.kind is not Kind.REHEARSAL:
            raise Refused("Participants are invented in a rehearsal only, never among real people.")
        self.bots = [
            PhoneBot(
                part=part,
                server=self.server,
                code=self.workshop.code,
                watch=self.watch,
                pause=self.pause,
                source=self.source,
                looks=max(QUICKEST_LOOK, self.looks / self.speed),
            )
            for part in self.cast
        ]

    def pause(self, chance: random.Random) -> float:
        """The seconds for which a participant thinks."""
        return chance.uniform(*self.thinks) / self.speed

    async def run(self) -> Outcome:
        """Play every step, then look at what is stored. Raises Stuck when nothing moves."""
        tasks = [asyncio.create_task(self.arrive(bot)) for bot in self.bots]
        try:
            await self.lead(tasks)
        finally:
            for bot in self.bots:
                bot.is_over = True
            ended = await asyncio.gather(*tasks, return_exceptions=True)
        self.watch.problems += [
            str(each) for each in ended if isinstance(each, Stuck | NoAnswer | ValueError)
        ]
        for each in ended:
            if isinstance(each, BaseException) and str(each) not in self.watch.problems:
                raise each
        return await asyncio.to_thread(self.outcome)

    async def arrive(self, bot: PhoneBot) -> None:
        """Come in at some moment of the first minute, and stay."""
        await asyncio.sleep(bot.chance.uniform(0, self.arrives / self.speed))
        await bot.play(lambda: self.position)

    async def lead(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """What the facilitator does: open, wait, show, go on, close."""
        room = await asyncio.to_thread(self.store.rooms.open, self.workshop.id)
        for number, step in enumerate(room.agenda.steps, start=1):
            self.position = number - 1
            if room.current != step.id:
                room = await asyncio.to_thread(self.store.rooms.go, self.workshop.id, step.id)
            await asyncio.to_thread(self.prepare, step)
            await self.until_done(step, number, room, tasks)
            await asyncio.sleep(self.lingers / self.speed)
            await asyncio.to_thread(self.show, step)
            if step.activity is Activity.STATEMENTS:
                await asyncio.sleep(SECONDS_UNTIL_SHOWN)
            if self.is_last_step:
                break
        self.position = len(room.agenda.steps)
        await self.until_awake(tasks)

    async def until_done(
        self, step: Step, number: int, room: Room, tasks: Sequence[asyncio.Task[None]]
    ) -> None:
        """Wait until everybody who is there has answered a step."""
        since, moved = time.monotonic(), -1
        while True:
            expected = [bot for bot in self.bots if self.is_expected(bot, step)]
            saved = len(self.watch.ledger.entries)
            self.report(step, number, len(room.agenda.steps))
            waiting = [bot for bot in expected if step.id not in bot.done]
            if not waiting or not step.asks:
                return
            self.raise_failure(tasks)
            if saved != moved:
                since, moved = time.monotonic(), saved
            if time.monotonic() - since > SECONDS_UNTIL_STUCK:
                who = "; ".join(f"{bot.name} at {bot.seen or 'the door'}" for bot in waiting[:5])
                raise Stuck(f"Nothing moves in “{step.title}”. {len(waiting)} wait: {who}.")
            await asyncio.sleep(0.05)

    def report(self, step: Step, number: int, of: int) -> None:
        """Tell whoever watches where the rehearsal is."""
        if self.tell is not None:
            progress = Progress(
                step=step.title,
                number=number,
                of=of,
                joined=len(self.watch.tokens),
                people=len(self.bots),
                saved=len(self.watch.ledger.entries),
            )
            self.tell(progress)

    async def until_awake(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Let those who slept or came late catch up with the last step."""
        give_up = time.monotonic() + SECONDS_UNTIL_STUCK
        while any(bot.is_asleep or not bot.home for bot in self.bots):
            self.raise_failure(tasks)
            if time.monotonic() > give_up:
                raise Stuck("A participant who slept or came late has not come back.")
            await asyncio.sleep(0.05)

    def is_expected(self, bot: PhoneBot, step: Step) -> bool:
        """Whether the room waits for somebody in a step."""
        is_late = bot.part.scenario is Scenario.LATE_JOINER and not bot.home
        return bot.part.role in step.roles and not bot.is_asleep and not is_late

    def raise_failure(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Raise what stopped a participant, at once."""
        for task in tasks:
            if task.done() and not task.cancelled() and (problem := task.exception()):
                raise problem

    def prepare(self, step: Step) -> None:
        """Put something to choose from on the table, where nothing is there yet."""
        needs_changes = step.activity in (
            Activity.APPROVE,
            Activity.QUADRATIC,
            Activity.PAIRWISE,
            Activity.EFFORT_IMPACT,
        )
        if needs_changes and not self.store.changes.all(self.workshop.id):
            for number in range(1, CHANGES_TO_CHOOSE_FROM + 1):
                title = f"Rehearsed change {number}"
                change = Change(id=f"rehearsed-{number}", title=title, made_at=datetime.now(UTC))
                self.store.changes.save(self.workshop.id, change)

    def show(self, step: Step) -> None:
        """What a facilitator does at the end of a step: let statements in, reveal what is to be."""
        if step.activity is Activity.STATEMENTS:
            if self.store.statements.intake(self.workshop.id, step).may_take:
                self.store.statements.take_in(self.workshop.id, step)
            waiting = [each.id for each in self.store.statements.current(self.workshop.id)]
            if waiting:
                self.store.statements.show(self.workshop.id, waiting)

    def outcome(self) -> Outcome:
        """Hold what phones were told against what is stored."""
        stored = self.store.backups.take(self.workshop.id)

        def person_of(token: str) -> UUID | None:
            person = self.store.participants.find(self.workshop.id, token)
            return person.id if person else None

        count = self.watch.ledger.count(stored.submissions, person_of, self.watch.tokens)
        slow = {what: quantiles(found) for what, found in self.watch.seconds.items() if found}
        return Outcome(
            checks=self.checks(count, len(stored.participants)), count=count, seconds=slow
        )

    def checks(self, count: Count, participants: int) -> tuple[Check, ...]:
        """The findings, in words for the facilitator."""
        people, refused = len(self.bots), len(self.watch.refused)
        slept = [bot for bot in self.bots if bot.has_slept]
        return (
            Check(
                name="Everybody came in",
                is_good=count.people == people == participants,
                told=f"{count.people} of {people} invented participants joined, and the workshop "
                f"counts {participants}.",
            ),
            Check(
                name="Nothing was lost, nothing counted twice",
                is_good=count.is_right,
                told=f"{count.acknowledged:,} answers were called saved; {count.lost} are missing, "
                f"{count.doubled} are there twice.",
            ),
            Check(
                name="What nobody may send was refused",
                is_good=all(bot.part.scenario is not Scenario.TROLL for bot in self.bots)
                or refused > 0,
                told=f"{refused} forged, oversized or misdirected requests were refused in words.",
            ),
            Check(
                name="Phones that slept came back",
                is_good=all(not bot.is_asleep for bot in slept),
                told=f"{len(slept)} slept, forgot their cookies, and came back by their link.",
            ),
            Check(
                name="Nobody got stuck",
                is_good=not self.watch.problems,
                told=self.watch.problems[0] if self.watch.problems else "Every page led on.",
            ),
        )


def quantiles(found: Sequence[float]) -> tuple[float, float]:
    """The middle and the 95th percentile of some seconds."""
    ordered = sorted(found)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
