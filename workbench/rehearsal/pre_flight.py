"""The pre-flight: what has to be right before people are in the room, each red or green in words.

Also from a terminal: `python -m workbench.rehearsal.pre_flight [--port NUMBER]`.
"""

import argparse
import shutil
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median

from workbench.frozen import Frozen
from workbench.storage import DatabaseUnavailable, NotSaved, Store, open_store

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
CLOCKS_MAY_DIFFER = timedelta(seconds=2)
SLOW_WRITE = 0.25  # seconds; a phone waits for it with every answer
SLOW_PAGE = 0.5
PAGES_ASKED = 5
# A room of 300 with 20 answers of 2 kB each needs 12 MB, and erasing rebuilds the file once over.
LEAST_FREE = 500 * 1024 * 1024
TIMES_THE_FILE = 3
THIS_MACHINE = ("127.0.0.1", "::1", "localhost")
PHONE_PAGE = "/join"


class Finding(Frozen):
    """One thing that was looked at; `remedy` says what to do about it when it is red."""

    name: str
    is_good: bool
    told: str
    remedy: str = ""


def pre_flight(store: Store, port: int, listens_at: str) -> tuple[Finding, ...]:
    """Look at everything. `listens_at` is the address at which the server was told to listen."""
    return (
        database(store),
        clock(store),
        reachable(port, listens_at),
        disk(store.file),
        latency(port),
    )


def database(store: Store) -> Finding:
    """Write something and wait until it is on the disk."""
    name = "Database"
    since = time.perf_counter()
    try:
        store.try_writing()
    except (DatabaseUnavailable, NotSaved) as problem:
        return Finding(
            name=name,
            is_good=False,
            told=str(problem),
            remedy="Close other programs that use the database, make sure that the folder can be "
            "written to, then check again.",
        )
    seconds = time.perf_counter() - since
    return Finding(
        name=name,
        is_good=seconds <= SLOW_WRITE,
        told=f"Writing to the disk took {in_words(seconds)}.",
        remedy="The disk is slow. Close what else uses it, or keep the database on another one.",
    )


def clock(store: Store) -> Finding:
    """Hold this machine's clock against the database's, and against what is stored already."""
    name = "Clock"
    remedy = "Set the clock of this machine, then check again."
    try:
        times = store.times()
    except DatabaseUnavailable as problem:
        return Finding(name=name, is_good=False, told=str(problem), remedy=remedy)
    now = datetime.now(UTC)
    if now < BUILT:
        told = f"This machine says {now:%Y-%m-%d %H:%M} UTC, before this version was made."
    elif abs(now - times.database) > CLOCKS_MAY_DIFFER:
        seconds = abs(now - times.database).total_seconds()
        told = f"This machine and the database's differ by {seconds:,.0f} seconds."
    elif times.newest is not None and times.newest > now + CLOCKS_MAY_DIFFER:
        told = f"Something was stored at {times.newest:%Y-%m-%d %H:%M} UTC, which is yet to come."
    else:
        return Finding(name=name, is_good=True, told=f"It says {now:%Y-%m-%d %H:%M} UTC.")
    return Finding(name=name, is_good=False, told=told, remedy=remedy)


def reachable(port: int, listens_at: str) -> Finding:
    """Knock at the address that a phone would use."""
    name = "Phones"
    address = network_address()
    if listens_at in THIS_MACHINE:
        return Finding(
            name=name,
            is_good=False,
            told="Headroom listens to this machine only, so no phone can open it.",
            remedy="For a room, stop it and start it with make run HOST=0.0.0.0. To work alone, "
            "leave it as it is.",
        )
    if address is None:
        return Finding(
            name=name,
            is_good=False,
            told="This machine is in no network.",
            remedy="Join the network that the phones will use, or open a hotspot on this machine.",
        )
    try:
        socket.create_connection((address, port), timeout=2).close()
    except OSError as problem:
        return Finding(
            name=name,
            is_good=False,
            told=f"Nobody answers at {url_for_phones(address, port)}: {problem.strerror}.",
            remedy="Allow the port in this machine's firewall, or start Headroom with "
            "make run HOST=0.0.0.0.",
        )
    return Finding(
        name=name,
        is_good=True,
        told=f"Open at {url_for_phones(address, port)}. Scan the code with a phone in the room's "
        "Wi-Fi to be sure: a guest network may keep devices apart.",
    )


def disk(file: Path | None) -> Finding:
    """See whether the disk of the database has room for a workshop and a backup."""
    name = "Disk"
    if file is None:
        return Finding(
            name=name, is_good=True, told="The database is on a server; its disk is not seen here."
        )
    size = file.stat().st_size if file.exists() else 0
    needed = max(LEAST_FREE, TIMES_THE_FILE * size)
    free = shutil.disk_usage(next(each for each in file.parents if each.exists())).free
    return Finding(
        name=name,
        is_good=free >= needed,
        told=f"{free / 1e9:,.1f} GB are free; the database takes {size / 1e6:,.1f} MB.",
        remedy=f"Free {(needed - free) / 1e9:,.1f} GB on the disk that holds {file.parent}.",
    )


def latency(port: int, path: str = PHONE_PAGE) -> Finding:
    """Ask for the phones' page as a phone does."""
    name = "Speed"
    remedy = "Close what else runs on this machine, and plug it into the mains."
    seconds: list[float] = []
    try:
        for _ in range(PAGES_ASKED):
            since = time.perf_counter()
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            if answer.status != 200:
                raise HTTPException(f"the page says {answer.status}")
            seconds.append(time.perf_counter() - since)
    except (OSError, HTTPException) as problem:
        return Finding(
            name=name,
            is_good=False,
            told=f"The phones' page cannot be opened: {problem}.",
            remedy="Start Headroom on this port, then check again.",
        )
    return Finding(
        name=name,
        is_good=median(seconds) <= SLOW_PAGE,
        told=f"The phones' page opens in {in_words(median(seconds))}.",
        remedy=remedy,
    )


def network_address() -> str | None:
    """The address by which others on the network reach this machine; None without a network.

    Connecting a datagram socket sends nothing: it only makes the system choose the address that
    it would send from. The target is reserved for documentation (RFC 5737).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def url_for_phones(address: str, port: int) -> str:
    """What a phone opens."""
    return f"http://{f'[{address}]' if ':' in address else address}:{port}"


def in_words(seconds: float) -> str:
    """A short time for a person."""
    return f"{1000 * seconds:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def main(say: Callable[[str], None] = print) -> None:
    """Print red or green for each, and leave with an error when something is red."""
    parser = argparse.ArgumentParser(prog="python -m workbench.rehearsal.pre_flight")
    parser.add_argument("--port", type=int, default=8501, help="port that Headroom runs at")
    parser.add_argument("--host", default="0.0.0.0", help="address that it was started with")
    options = parser.parse_args()
    try:
        with open_store() as store:
            findings = pre_flight(store, options.port, options.host)
    except DatabaseUnavailable as problem:
        sys.exit(f"red    Database: {problem}")
    for each in findings:
        say(f"{'green' if each.is_good else 'red  '}  {each.name}: {each.told}")
        if not each.is_good and each.remedy:
            say(f"       {each.remedy}")
    sys.exit(0 if all(each.is_good for each in findings) else 1)


if __name__ == "__main__":
    main()
