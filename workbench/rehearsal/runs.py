"""Rehearsals under way: each is a process of its own, so that it can be watched and stopped."""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from workbench.rehearsal.__main__ import FAILED, OUTCOME, PROGRESS
from workbench.rehearsal.play import Outcome, Progress

ROOT = Path(__file__).parents[2]
# Another address of the loopback, which the server takes for another machine (not on every system).
ANOTHER_MACHINE = "127.0.0.2"
UNEXPECTED = "The rehearsal ended before it was over. Try again with fewer people."


class Standing(NamedTuple):
    """Where a rehearsal is, or what came of it; `failed` says why it ended early."""

    is_running: bool
    progress: Progress | None = None
    outcome: Outcome | None = None
    failed: str = ""


class Run:
    """One rehearsal in a process of its own; what it says goes to a file nobody else can read.

    The file is opened anew for every look: a shared one would move under the pen of the writer.
    """

    def __init__(self, code: str, server: str, people: int, speed: float) -> None:
        self.code = code
        self._folder = tempfile.TemporaryDirectory(prefix="headroom-rehearsal-")
        self._said = Path(self._folder.name, "said.jsonl")
        command = [sys.executable, "-m", "workbench.rehearsal", code, "--server", server]
        command += ["--people", str(people), "--speed", str(speed), "--source", from_elsewhere()]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.DEVNULL,
            )

    def look(self) -> Standing:
        """Where it is now."""
        is_running = self._process.poll() is None
        return standing(self._said.read_text("utf-8", "replace"), is_running=is_running)

    def stop(self) -> None:
        """End it early."""
        self._process.terminate()
        self._process.wait()


def standing(said: str, *, is_running: bool) -> Standing:
    """Read what a rehearsal has said so far; a line that is not finished is left for later."""
    found: dict[str, Any] = {}
    for line in said.split("\n")[:-1]:
        found |= json.loads(line)
    progress = Progress.model_validate(found[PROGRESS]) if PROGRESS in found else None
    outcome = Outcome.model_validate(found[OUTCOME]) if OUTCOME in found else None
    failed = found.get(FAILED, {}).get("told", "")
    if not is_running and outcome is None and not failed:
        failed = UNEXPECTED
    return Standing(is_running, progress, outcome, failed)


def from_elsewhere() -> str:
    """The address that invented phones ask from: another machine's, where the system has one."""
    with socket.socket() as probe:
        try:
            probe.bind((ANOTHER_MACHINE, 0))
        except OSError:
            return ""
    return ANOTHER_MACHINE
