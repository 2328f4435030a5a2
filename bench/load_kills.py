"""Pulling the plug: the server is killed at random moments while a room answers, and started again.

The phones are told nothing: they try again by themselves, with the same sending.
"""

import asyncio
import random
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.load_room import ordinary, rehearsal
from bench.server_process import RunningServer, restarted
from workbench.rehearsal.play import Outcome, Play
from workbench.storage import Store
from workbench.workshop.agenda import MOST_STEPS

PEOPLE = 60
SECONDS_TO_THINK = (0.2, 1.5)
SECONDS_UP = (1.0, 4.0)


@dataclass
class Kills:
    """What came of it: how often, how long nobody was served, and what the ledgers say."""

    outages: list[float] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        """How many sendings were called saved."""
        return sum(outcome.count.acknowledged for outcome in self.outcomes)

    @property
    def lost(self) -> int:
        """How many of those are not there."""
        return sum(outcome.count.lost for outcome in self.outcomes)

    @property
    def doubled(self) -> int:
        """How many are there more than once."""
        return sum(outcome.count.doubled for outcome in self.outcomes)


async def kill_and_restart(
    server: RunningServer,
    store: Store,
    times: int,
    *,
    people: int = PEOPLE,
    thinks: tuple[float, float] = SECONDS_TO_THINK,
    up: tuple[float, float] = SECONDS_UP,
    seed: int = 5,
) -> Kills:
    """Play rooms for as long as it takes to kill the server so often. Raises Stuck."""
    found, chance = Kills(), random.Random(seed)
    killer = asyncio.create_task(killing(server, times, up, found.outages, chance))
    while not killer.done():
        room = rehearsal(store, MOST_STEPS)
        play = Play(
            store,
            room,
            server.url,
            ordinary(people),
            speed=1.0,
            thinks=thinks,
            arrives=1.0,
            looks=0.5,
        )
        playing = asyncio.create_task(play.run())
        await asyncio.wait({playing, killer}, return_when=asyncio.FIRST_COMPLETED)
        if killer.done():
            play.is_last_step = True
        found.outcomes.append(await playing)
    await killer
    return found


async def killing(
    server: RunningServer,
    times: int,
    up: tuple[float, float],
    outages: list[float],
    chance: random.Random,
) -> None:
    """Kill the process, start it again on the same port and the same database, and so on."""
    for _ in range(times):
        await asyncio.sleep(chance.uniform(*up))
        server.process.kill()
        since = time.perf_counter()
        await asyncio.to_thread(server.process.wait)
        await asyncio.to_thread(restarted, server)
        outages.append(time.perf_counter() - since)


def is_whole(file: Path) -> bool:
    """Whether SQLite finds the file in order."""
    with sqlite3.connect(file) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    return bool(said == "ok")
