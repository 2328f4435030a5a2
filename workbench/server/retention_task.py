"""Erasing workshops on their day: once at the start, then once a day while the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from workbench.storage import DatabaseUnavailable, NotSaved
from workbench.ui.store import store

LOG = logging.getLogger("headroom")
SECONDS_A_DAY = 24 * 60 * 60


@asynccontextmanager
async def retention_kept() -> AsyncIterator[None]:
    """Keep erasing for as long as the server runs."""
    task = asyncio.create_task(erase_every_day())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def erase_every_day() -> None:
    """Erase what is due, and look again a day later."""
    while True:
        await asyncio.to_thread(erase_due)
        await asyncio.sleep(SECONDS_A_DAY)


def erase_due() -> None:
    """Erase the workshops whose day has come; what fails is tried again the next day."""
    try:
        gone = store().retention.erase_expired(datetime.now(UTC).date())
    except (DatabaseUnavailable, NotSaved) as problem:
        LOG.error("Workshops whose day has come could not be erased: %s", problem)
        return
    for each in gone:
        LOG.warning("Erased on its day, %s: %s", each.planned.isoformat(), each.name)
