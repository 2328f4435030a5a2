"""Two servers on one PostgreSQL behind HAProxy, and one of them killed half-way."""

import asyncio
from collections.abc import Coroutine
from contextlib import ExitStack
from dataclasses import dataclass

from bench.haproxy import running_haproxy
from bench.load_room import (
    SECONDS_TO_ARRIVE,
    SECONDS_TO_THINK,
    STEPS,
    Company,
    ordinary,
    play_in_company,
    rehearsal,
)
from bench.postgres import running_postgres
from bench.server_process import RunningServer, running_server
from workbench.rehearsal.phone_bot import Watch
from workbench.rehearsal.play import Outcome, Play
from workbench.storage import open_store
from workbench.ui.visitor import SESSION


@dataclass(frozen=True)
class Survived:
    """What came of it: the outcome, what phones and tabs saw, and what they had to wait for."""

    outcome: Outcome
    watch: Watch
    company: Company


def room_on_replicas(
    people: int,
    tabs: int,
    thinks: tuple[float, float] = SECONDS_TO_THINK,
    arrives: float = SECONDS_TO_ARRIVE,
    steps: int = STEPS,
) -> Survived:
    """Play a room on two servers; the first is killed when the room is half-way, for good."""
    with ExitStack() as stack:
        url = stack.enter_context(running_postgres())
        # HAProxy is on this machine, so nobody counts as sitting at it.
        settings = {"HEADROOM_DATABASE_URL": url, "HEADROOM_PROXY": "127.0.0.1"}
        servers = [stack.enter_context(running_server(environment=settings)) for _ in range(2)]
        door = stack.enter_context(running_haproxy([server.url for server in servers]))
        store = stack.enter_context(open_store(url))
        workshop = rehearsal(store, steps)
        session = store.keys.sign_in(workshop.code, store.keys.make(workshop.id))
        cookie = f"{SESSION}{session.partition('.')[0]}={session}"
        play = Play(
            store,
            workshop,
            door,
            ordinary(people),
            speed=1.0,
            thinks=thinks,
            arrives=arrives,
        )
        playing = play_in_company(play, tabs, cookie)
        return asyncio.run(play_and_kill(play, playing, servers[0], steps // 2))


async def play_and_kill(
    play: Play,
    company: Coroutine[None, None, tuple[Outcome, Company]],
    server: RunningServer,
    after: int,
) -> Survived:
    """Play, and kill one server in the middle of a step."""
    playing = asyncio.create_task(company)
    while play.position < after and not playing.done():
        await asyncio.sleep(0.05)
    await asyncio.sleep(play.thinks[1] / 2)
    server.process.kill()
    outcome, seen = await playing
    return Survived(outcome, play.watch, seen)
