"""A server of its own for tests and benchmarks: a free port, a database in a temporary folder."""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0


@dataclass(frozen=True)
class RunningServer:
    """A server that answers at `url`: its process, its own folder, and what it printed."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    welcome: str

    @property
    def log(self) -> str:
        """What the server has written to its log so far."""
        return (self.folder / "log.txt").read_text()


@contextmanager
def running_server(
    *arguments: str,
    command: tuple[str, ...] = ("-m", "workbench.server", "--port", "0"),
    environment: Mapping[str, str] | None = None,
) -> Iterator[RunningServer]:
    """Start Headroom with this Python on any free port of this machine, and stop it at the end.

    Its SQLite database lies in a new temporary folder unless `environment` names another. Raises
    `RuntimeError` with the log if it does not say within a minute where it is open.
    """
    with TemporaryDirectory(prefix="headroom-") as name:
        folder = Path(name)
        settings = {
            **os.environ,
            "HEADROOM_DATABASE_URL": f"sqlite:///{folder / 'headroom.db'}",
            **(environment or {}),
        }
        with (folder / "log.txt").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, *command, *arguments],
                cwd=ROOT,
                env=settings,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        try:
            welcome = line_with_url(process)
            if not welcome:
                raise RuntimeError(f"The server did not start:\n{(folder / 'log.txt').read_text()}")
            yield RunningServer(welcome.split()[-1], process, folder, welcome)
        finally:
            stop(process)


def line_with_url(process: subprocess.Popen[bytes]) -> str:
    """Read what the server prints until it says where it is open; empty if it never does."""
    assert process.stdout is not None
    deadline = time.monotonic() + SECONDS_TO_START
    said = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            piece = os.read(process.stdout.fileno(), 4096)
            said += piece
            *lines, _unfinished = said.decode().split("\n")
            found = [line.strip() for line in lines if "http://" in line]
            if found or not piece:
                return found[0] if found else ""
    return ""


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process, gently first, and close its output."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
