"""How long it takes from nothing to the first page, and to import the domain."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable

from bench.figures import percentile, show
from bench.server_process import ROOT, running_server
from bench.ws_session import visit

REPETITIONS = 5
KEEPS_NOTHING = "PYTHONDONTWRITEBYTECODE"
NOT_DOMAIN = {"board_pack", "charts", "phone", "rehearsal", "server", "storage", "ui", "web"}
IMPORT_ALL = """
import importlib, pkgutil, sys, time
start = time.perf_counter()
for name in sys.argv[1:]:
    package = importlib.import_module(f"workbench.{name}")
    for module in pkgutil.iter_modules(package.__path__, f"workbench.{name}."):
        importlib.import_module(module.name)
print(time.perf_counter() - start)
"""


def cold_start() -> float:
    """Give the seconds from starting the process to Home being complete in a tab."""
    start = time.perf_counter()
    with running_server() as server:
        asyncio.run(visit(server.url))
        return time.perf_counter() - start


def imports(packages: list[str]) -> float:
    """Give the seconds that a new Python takes to import every module of these packages."""
    command = [sys.executable, "-c", IMPORT_ALL, *packages]
    # Some shells tell Python to keep nothing of what it compiles, and it compiles all of it anew.
    settings = {name: value for name, value in os.environ.items() if name != KEEPS_NOTHING}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print both, as the median of some repetitions after one that does not count."""
    show_median("Cold start to the first page served", cold_start, "under 3 s")
    packages = [
        front.parent.name
        for front in sorted((ROOT / "workbench").glob("*/__init__.py"))
        if front.parent.name not in NOT_DOMAIN
    ]
    show_median("Importing every domain package", lambda: imports(packages), "under 0.7 s")


def show_median(what: str, measure: Callable[[], float], goal: str) -> None:
    """Measure some times and print the middle; the first, with cold files, does not count."""
    seconds = [measure() for _ in range(REPETITIONS + 1)][1:]
    show(what, f"median {percentile(seconds, 0.5):.2f} s of {REPETITIONS}", goal)


if __name__ == "__main__":
    main()
