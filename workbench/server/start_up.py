"""What happens once, before the first visitor: everything is imported and memory is settled."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import streamlit as st

from workbench.server.retention_task import retention_kept
from workbench.storage import DatabaseUnavailable
from workbench.ui.store import store

# A thread that waits for a socket or the disk gets its turn back after so long (5 ms otherwise). An
# answer of a phone waits about twenty times, each time beside pages that are busy computing.
SECONDS_BETWEEN_TURNS = 0.001
WORKBENCH = Path(__file__).parents[1]


def prepare() -> None:
    """Import everything that a page uses and open the database, so that no visitor waits for it.

    Pages reach the rest of Headroom through these packages only, so theirs are all the imports. A
    database that cannot be opened is not the server's end: every page says what is wrong with it.
    """
    for name in ("pandas", "altair", "scipy.special"):
        import_module(name)
    for package in ("board_pack", "charts", "ui"):
        for module in iter_modules([str(WORKBENCH / package)], f"workbench.{package}."):
            import_module(module.name)
    with suppress(DatabaseUnavailable):
        store()


def settle_memory() -> None:
    """Keep what was imported out of every later garbage collection.

    A collection walks about a million objects of the libraries otherwise, for each visitor's click.
    Skipped while source files are watched: frozen modules would never be freed on a reload.
    """
    if st.get_option("server.fileWatcherType") == "none":
        gc.collect()
        gc.freeze()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Get ready before the first request is answered."""
    sys.setswitchinterval(SECONDS_BETWEEN_TURNS)
    prepare()
    settle_memory()
    async with retention_kept():
        yield
