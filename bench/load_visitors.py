"""Five hundred people who open the framework's Advisor voice at once."""

import asyncio
import random

from bench.controls import ADVISOR_VOICE, EXPLORE_DEMO, SEND
from bench.ws_session import Session
from workbench.demo.description import description

SESSIONS = 500
SECONDS = 30.0


async def open_room(server: str) -> tuple[list[float], list[str]]:
    """Open the demo's form by its link, spread over the time, and keep every session open.

    Returns the seconds that each waited, and what went wrong.
    """
    facilitator = Session(server)
    await facilitator.open()
    await facilitator.press(EXPLORE_DEMO)
    join = f"join={description().workshop.code}"
    room = [Session(server, ADVISOR_VOICE, join) for _ in range(SESSIONS)]
    chance = random.Random(7)

    async def arrive(session: Session) -> float:
        await asyncio.sleep(chance.uniform(0, SECONDS))
        return await session.open()

    outcomes = await asyncio.gather(*map(arrive, room), return_exceptions=True)
    await asyncio.gather(facilitator.close(), *(session.close() for session in room))
    lost = [repr(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]
    shown = [error for session in room for error in session.errors]
    shown += ["there is no form" for session in room if SEND not in session.widgets]
    return [outcome for outcome in outcomes if isinstance(outcome, float)], lost + shown
