"""How long a page takes to answer a moved slider on the demo, over the real websocket.

The whole page, and the first figure on it: the four figures of a case stand there while its futures
are still being worked out.
"""

import asyncio
import random

from bench.controls import CONTROLS, EXPLORE_DEMO, Control
from bench.figures import milliseconds, show
from bench.server_process import running_server
from bench.ws_session import Session

RUNS = 200
RUNS_TO_WARM_UP = 10


async def measure(server: str, control: Control) -> tuple[list[float], list[float]]:
    """Give the seconds of each rerun, and those until its first figure."""
    session = Session(server)
    await session.open()
    await session.press(EXPLORE_DEMO)
    await session.go(control.page)
    widget = session.widget(control.key)
    steps = int((widget.max - widget.min) / widget.step)
    chance = random.Random(7)
    whole, first = [], []
    for _ in range(RUNS + RUNS_TO_WARM_UP):
        value = widget.min + chance.randint(0, steps) * widget.step
        whole.append(await session.move(control.key, value))
        first.append(session.seconds_to_figure)
    await session.close()
    if session.errors:
        raise RuntimeError(f"{control.page} showed: {session.errors[0]}")
    return whole[RUNS_TO_WARM_UP:], first[RUNS_TO_WARM_UP:]


def main() -> None:
    """Print the times of each page in the table."""
    with running_server() as server:
        for title, control in CONTROLS.items():
            whole, first = asyncio.run(measure(server.url, control))
            goal = f"p95 under {control.goal} ms"
            show(f"{title}: one slider moved", milliseconds(whole), goal)
            show("  its first figure", milliseconds(first), f"p95 under {control.first} ms")


if __name__ == "__main__":
    main()
