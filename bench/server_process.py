"""A server of its own for tests and benchmarks: a free port, a database in a temporary folder."""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0


@dataclass
class RunningServer:
    """A server that answers at `url`: its process, its own folder, and what it printed."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    welcome: str
    settings: Mapping[str, str]

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
        process = start([*command, *arguments], settings, folder)
        server = None
        try:
            welcome = line_with_url(process)
            if not welcome:
                raise RuntimeError(f"The server did not start:\n{(folder / 'log.txt').read_text()}")
            server = RunningServer(welcome.split()[-1], process, folder, welcome, settings)
            yield server
        finally:
            stop(server.process if server else process)


def start(
    command: Sequence[str], settings: Mapping[str, str], folder: Path
) -> subprocess.Popen[bytes]:
    """Start a server with this Python; its log goes on in the folder."""
    with (folder / "log.txt").open("a") as log:
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=dict(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        )


def restarted(server: RunningServer) -> None:
    """Start a server again that was killed: same port, same settings, same log.

    Raises `RuntimeError` when it does not come back.
    """
    if server.process.stdout is not None:
        server.process.stdout.close()
    port = str(urlsplit(server.url).port)
    command = ["-m", "workbench.server", "--port", port]
    server.process = start(command, server.settings, server.folder)
    welcome = line_with_url(server.process)
    if not welcome.endswith(f":{port}"):
        raise RuntimeError(f"The server did not come back at port {port}: {welcome or server.log}")


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
