"""Two hundred people at the framework's own form, each sending once within half a minute."""

import asyncio
import random
import secrets
from uuid import UUID

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.controls import ADVISOR_VOICE, FIRST_QUESTION, SEND
from bench.ws_session import Session
from workbench.storage import Store
from workbench.workshop.workshop import Workshop

SESSIONS = 200
SECONDS = 30.0


async def send_forms(
    server: str, workshop: Workshop, sessions: int = SESSIONS, within: float = SECONDS
) -> tuple[list[float], list[str]]:
    """Open every form, then send each at some moment; returns the seconds and what went wrong."""
    room = [
        Session(
            server,
            ADVISOR_VOICE,
            f"join={workshop.code}",
            cookie=f"headroom_participant={secrets.token_urlsafe(16)}",
        )
        for _ in range(sessions)
    ]
    chance = random.Random(11)
    for each in room:
        await each.open()
        radio = each.widget(FIRST_QUESTION)
        state = WidgetState(id=radio.id, string_value=chance.choice(list(radio.options)))
        each.values[state.id] = state

    async def send(session: Session) -> float:
        await asyncio.sleep(chance.uniform(0, within))
        return await session.press(SEND)

    outcomes = await asyncio.gather(*map(send, room), return_exceptions=True)
    await asyncio.gather(*(session.close() for session in room))
    wrong = [repr(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]
    wrong += [error for session in room for error in session.errors]
    return [outcome for outcome in outcomes if isinstance(outcome, float)], wrong


def stored(store: Store, workshop: UUID) -> int:
    """How many people's answers there are."""
    return len({sent.participant for sent in store.submissions.current(workshop)})
