"""A room that opens Advisor voice at once: `make load`."""

import asyncio
import random
import sys
from pathlib import Path

from bench.controls import ADVISOR_VOICE, EXPLORE_DEMO, SEND
from bench.figures import milliseconds, show
from bench.server_process import running_server
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


def memory(pid: int) -> str:
    """Say how much memory a process has needed at most, where the system tells."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return "not known on this system"
    (most,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return f"{int(most.split()[1]) / 1024:.0f} MiB"


def main() -> None:
    """Print the percentiles; leave with an error if anybody was lost."""
    with running_server() as server:
        seconds, wrong = asyncio.run(open_room(server.url))
        what = f"Advisor voice: {SESSIONS} opened in {SECONDS:.0f} s"
        show(what, milliseconds(seconds) if seconds else "nobody got in", "p95 under 300 ms")
        show("Lost, or shown an error", str(len(wrong)), "0")
        show("Memory of the server at most", memory(server.process.pid))
    if wrong:
        sys.exit(f"The first of them: {wrong[0]}")


if __name__ == "__main__":
    main()
