"""A thousand phones and twenty of the framework's tabs in one room: `make load`.

The phones are the participants of a rehearsal: they read the HTML, keep the room's rhythm and ask
the small route as the page's script does. The tabs are people at their desks who move a slider.
"""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from websockets.exceptions import WebSocketException

from bench.controls import CONTROLS
from bench.ws_session import Session
from workbench.rehearsal.play import Outcome, Play
from workbench.rehearsal.scenarios import Part, Scenario
from workbench.storage import Store
from workbench.workshop.agenda import Activity, Agenda, Inputs, Prompt, Step
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

STEPS = 6
SECONDS_TO_ARRIVE = 60.0
# A phone looks every three to seven seconds where the room is. A thousand people who take up to
# nine seconds for an answer then send some hundred of them a second at the height of a step.
SECONDS_TO_THINK = (0.0, 9.0)
SECONDS_BETWEEN_MOVES = (10.0, 20.0)
SECONDS_UNTIL_RECONNECTED = 1.0


@dataclass
class Company:
    """What tabs of the framework saw meanwhile, in seconds, and the errors that they showed.

    `cookie` is what their browsers carry, `reconnected` how often they had to connect again.
    """

    cookie: str = ""
    on_the_wall: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    reconnected: int = 0


def agenda(steps: int = STEPS) -> Agenda:
    """Short steps, so that everybody answers as often as there are steps."""
    return Agenda(
        title="Load",
        steps=tuple(
            Step(
                id=f"worth-{number}",
                title=f"Question {number}",
                activity=Activity.CLOSING,
                inputs=Inputs(prompts=(Prompt(id="worth", text="Was it worth your time?"),)),
            )
            for number in range(1, steps + 1)
        ),
    )


def rehearsal(store: Store, steps: int = STEPS) -> Workshop:
    """A room for invented participants."""
    workshop = store.workshops.create(new_workshop("Load", "Orla Energy", datetime.now(UTC)))
    store.rooms.prepare(workshop.id, agenda(steps))
    return store.workshops.rehearse(workshop.id)


def ordinary(people: int) -> tuple[Part, ...]:
    """People of every role who do what one expects of them."""
    roles = list(Role)
    return tuple(
        Part(number=number, role=roles[number % len(roles)], scenario=Scenario.ORDINARY)
        for number in range(1, people + 1)
    )


async def play_in_company(play: Play, tabs: int, cookie: str = "") -> tuple[Outcome, Company]:
    """Play the room while the wall shows it and other tabs of the framework are in use."""
    company = Company(cookie)
    shown: dict[str, int] = {}
    wall = asyncio.create_task(steadily(lambda: watch_the_wall(play, company, shown), company))
    desks = [
        asyncio.create_task(steadily(partial(at_a_desk, play, number, company), company))
        for number in range(1, tabs)
    ]
    try:
        outcome = await play.run()
    finally:
        for each in (wall, *desks):
            each.cancel()
        ended = await asyncio.gather(wall, *desks, return_exceptions=True)
    company.errors += [repr(each) for each in ended if isinstance(each, Exception)]
    return outcome, company


async def steadily(use: Callable[[], Awaitable[None]], company: Company) -> None:
    """Use a tab; connect again, as the framework's page does, when its server has gone."""
    while True:
        try:
            await use()
        except (OSError, WebSocketException):
            company.reconnected += 1
            await asyncio.sleep(SECONDS_UNTIL_RECONNECTED)


async def watch_the_wall(play: Play, company: Company, shown: dict[str, int]) -> None:
    """Look at the projector's page every second, and note when it shows which answer."""
    query = f"workshop={play.workshop.code}&projector=yes"
    wall = Session(play.server, "facilitate", query, company.cookie)
    try:
        await wall.open()
        while True:
            await asyncio.sleep(max(wall.repeating.values(), default=1.0))
            await wall.look_again()
            at = time.perf_counter()
            step = step_on(wall.said)
            ready = ready_on(wall.said)
            saved = play.watch.saved_at.get(step, [])
            for moment in saved[shown.get(step, 0) : ready]:
                company.on_the_wall.append(max(0.0, at - moment))
            shown[step] = max(shown.get(step, 0), ready)
    finally:
        company.errors += wall.errors
        await wall.close()


def step_on(said: Sequence[str]) -> str:
    """The step that the wall shows, by the number it says it has."""
    for line in said:
        if found := re.fullmatch(r"(\d+) of \d+", line):
            return f"worth-{found[1]}"
    return ""


def ready_on(said: Sequence[str]) -> int:
    """How many people the wall says are ready; 0 when it does not say."""
    for line in said:
        if found := re.match(r"(?:All )?([\d,]+)(?: of [\d,]+)? ready", line):
            return int(found[1].replace(",", ""))
    return 0


async def at_a_desk(play: Play, number: int, company: Company) -> None:
    """Open the simulator and move its slider now and then, until somebody says stop."""
    chance = random.Random(number)
    control = CONTROLS["Headroom simulator"]
    query = f"workshop={play.workshop.code}"
    session = Session(play.server, control.page, query, company.cookie)
    try:
        await session.open()
        while True:
            await asyncio.sleep(chance.uniform(*SECONDS_BETWEEN_MOVES))
            value = chance.choice((0.05, 0.1, 0.15))
            company.reruns.append(await session.move(control.key, value))
    finally:
        company.errors += session.errors
        await session.close()
