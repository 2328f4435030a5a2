"""What a room asks of the server, over the real protocols, on this machine only: `make load`.

`python -m bench.load [room] [forms] [visitors] [kills] [replicas]` measures some of it. Every part
is bounded in count and in time, and says beside its percentiles how much processor it took.
"""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.figures import milliseconds, percentile, show
from bench.haproxy import MISSING, find_haproxy
from bench.load_forms import SECONDS as SECONDS_TO_SEND
from bench.load_forms import SESSIONS as FORMS
from bench.load_forms import send_forms, stored
from bench.load_kills import is_whole, kill_and_restart
from bench.load_replicas import room_on_replicas
from bench.load_room import (
    SECONDS_TO_ARRIVE,
    SECONDS_TO_THINK,
    Company,
    ordinary,
    play_in_company,
    rehearsal,
)
from bench.load_visitors import SECONDS, SESSIONS, open_room
from bench.server_process import running_server
from workbench.rehearsal.phone_bot import Watch
from workbench.rehearsal.play import Outcome, Play
from workbench.storage import open_store
from workbench.workshop.creation import new_workshop

PHONES, TABS, KILLS = 1000, 20, 50
SECONDS_OF_HEIGHT = 3.0
JOIN, ANSWER = "join to first question", "answer to stored"


def room(phones: int = PHONES, tabs: int = TABS) -> list[str]:
    """A thousand phones and twenty tabs on one process."""
    with running_server() as server, open_store(database_of(server.folder)) as store:
        workshop = rehearsal(store)
        play = Play(
            store,
            workshop,
            server.url,
            ordinary(phones),
            speed=1.0,
            thinks=SECONDS_TO_THINK,
            arrives=SECONDS_TO_ARRIVE,
            lingers=2.0,
        )
        before, since = processor(server.process.pid), time.monotonic()
        outcome, company = asyncio.run(play_in_company(play, tabs))
        took = time.monotonic() - since
        print(f"{phones:,} phones and {tabs} tabs, {outcome.count.acknowledged:,} answers")
        tell_times(play.watch, company)
        tell_count(outcome)
        show("  Memory of the server at most", memory(server.process.pid), "under 1 GB")
        busy = (processor(server.process.pid) - before) / took
        show("  Processor of the server", f"{busy:.2f} of one core")
        return problems_of(outcome, "room") + company.errors


def forms() -> list[str]:
    """The framework's own form."""
    with running_server() as server, open_store(database_of(server.folder)) as store:
        made = new_workshop("Load", "Orla Energy", datetime.now(UTC))
        workshop = store.workshops.create(made)
        seconds, wrong = asyncio.run(send_forms(server.url, workshop))
        print(f"{FORMS} of the framework's forms, sent within {SECONDS_TO_SEND:.0f} s")
        show("  Press to answer", milliseconds(seconds), "p95 under 300 ms")
        there = stored(store, workshop.id)
        show("  Lost", str(FORMS - there), "0")
        return wrong + (["forms were lost"] if there != FORMS else [])


def visitors() -> list[str]:
    """Five hundred who open the framework's form at once."""
    with running_server() as server:
        seconds, wrong = asyncio.run(open_room(server.url))
        print(f"{SESSIONS} tabs of Advisor voice, opened within {SECONDS:.0f} s")
        told = milliseconds(seconds) if seconds else "nobody got in"
        show("  Open to complete", told, "p95 under 300 ms")
        show("  Memory of the server at most", memory(server.process.pid))
        return wrong


def kills() -> list[str]:
    """Killed at random moments, and started again."""
    with running_server() as server, open_store(database_of(server.folder)) as store:
        found = asyncio.run(kill_and_restart(server, store, KILLS))
        whole = is_whole(server.folder / "headroom.db")
        print(f"{len(found.outages)} kills while phones send, {found.acknowledged:,} answers")
        outages = sorted(found.outages)
        told = f"median {percentile(outages, 0.5):.1f} s, longest {outages[-1]:.1f} s"
        show("  Nobody was served for", told, "under 10 s")
        show("  Lost, doubled", f"{found.lost}, {found.doubled}", "0, 0")
        show("  The database is", "whole" if whole else "damaged", "whole")
        wrong = [each for outcome in found.outcomes for each in problems_of(outcome, "kills")]
        return wrong + ([] if whole else ["the database is damaged"])


def replicas() -> list[str]:
    """Two servers on PostgreSQL, one killed half-way."""
    if find_haproxy() is None:
        print(MISSING)
        return []
    survived = room_on_replicas(PHONES, TABS)
    print(
        f"{PHONES:,} phones and {TABS} tabs on two servers behind HAProxy, one killed half-way, "
        "on PostgreSQL"
    )
    tell_times(survived.watch, survived.company)
    outages = survived.watch.outages
    longest = max(outages, default=0.0)
    told = f"{len(outages)} phones had to try again, the longest for {longest:.1f} s"
    show("  Outage", told, "under 10 s")
    show("  Tabs that had to connect again", str(survived.company.reconnected))
    tell_count(survived.outcome)
    return problems_of(survived.outcome, "replicas") + survived.company.errors


def tell_times(watch: Watch, company: Company) -> None:
    """Print how long phones and tabs waited, and how many answers came at the height."""
    show("  Answers at the height", f"{at_the_height(watch):.0f} a second")
    show("  Join to first question", milliseconds(watch.seconds[JOIN]), "p95 under 500 ms")
    show("  Answer to stored", milliseconds(watch.seconds[ANSWER]), "p95 under 300 ms")
    if company.on_the_wall:
        show("  Stored to projector", milliseconds(company.on_the_wall), "p95 under 1500 ms")
    show("  Rerun of a tab", milliseconds(company.reruns))


def at_the_height(watch: Watch) -> float:
    """How many answers a second were saved in the three busiest seconds of any step."""
    saved = np.sort(np.concatenate([moments for moments in watch.saved_at.values() if moments]))
    counts = np.searchsorted(saved, saved + SECONDS_OF_HEIGHT) - np.arange(len(saved))
    return float(counts.max() / SECONDS_OF_HEIGHT)


def tell_count(outcome: Outcome) -> None:
    """Print what was lost or doubled."""
    show("  Lost, doubled", f"{outcome.count.lost}, {outcome.count.doubled}", "0, 0")


def problems_of(outcome: Outcome, part: str) -> list[str]:
    """What a rehearsal found to be red."""
    return [f"{part}: {check.told}" for check in outcome.checks if not check.is_good]


def database_of(folder: Path) -> str:
    """The address of a server's own database."""
    return f"sqlite:///{folder / 'headroom.db'}"


def processor(pid: int) -> float:
    """The seconds of processor that a process has taken; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> str:
    """Say how much memory a process has needed at most, where the system tells."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "not known on this system"
    (most,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return f"{int(most.split()[1]) / 1024:.0f} MiB"


PARTS: dict[str, Callable[[], list[str]]] = {
    "room": room,
    "forms": forms,
    "visitors": visitors,
    "kills": kills,
    "replicas": replicas,
}


def main() -> None:
    """Print the percentiles; leave with an error if anything was lost or doubled."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := [name for name in wanted if name not in PARTS]:
        sys.exit(f"{unknown[0]} is not measured; there are: {', '.join(PARTS)}")
    if hasattr(os, "getloadavg"):
        show("Running on this machine besides", f"{os.getloadavg()[0]:.1f} processes on average")
    wrong = [problem for name in wanted for problem in PARTS[name]()]
    if wrong:
        sys.exit(f"{len(wrong)} problems; the first of them: {wrong[0]}")


if __name__ == "__main__":
    main()
