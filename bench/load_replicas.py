"""Two servers on one PostgreSQL behind HAProxy, and one of them killed half-way."""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass

from bench.haproxy import running_haproxy
from bench.load_room import SECONDS_TO_ARRIVE, SECONDS_TO_THINK, STEPS, ordinary, rehearsal
from bench.postgres import running_postgres
from bench.server_process import RunningServer, running_server
from workbench.rehearsal.play import Outcome, Play
from workbench.storage import open_store


@dataclass(frozen=True)
class Survived:
    """What came of it: the outcome, the times, and how long each phone got no answer."""

    outcome: Outcome
    seconds: dict[str, list[float]]
    outages: list[float]


def room_on_replicas(
    people: int,
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
        play = Play(
            store,
            rehearsal(store, steps),
            door,
            ordinary(people),
            speed=1.0,
            thinks=thinks,
            arrives=arrives,
        )
        outcome = asyncio.run(play_and_kill(play, servers[0], steps // 2))
        return Survived(outcome, play.watch.seconds, play.watch.outages)


async def play_and_kill(play: Play, server: RunningServer, after: int) -> Outcome:
    """Play, and kill one server in the middle of a step."""
    playing = asyncio.create_task(play.run())
    while play.position < after and not playing.done():
        await asyncio.sleep(0.05)
    await asyncio.sleep(play.thinks[1] / 2)
    server.process.kill()
    return await playing
