"""The weekly path and the draws: how long they take, and a page that shows them."""

import asyncio
import random

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.controls import EXPLORE_DEMO
from bench.figures import best, milliseconds, show
from bench.server_process import running_server
from bench.ws_session import Session
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import figures
from workbench.headroom.draws import draw
from workbench.headroom.intraday import default_profile
from workbench.headroom.journey import travel
from workbench.headroom.plan import Plan
from workbench.headroom.policy import policy
from workbench.headroom.reverse import Target, seats_for
from workbench.headroom.shipped import shipped_scenarios
from workbench.headroom.sites import Site, pool
from workbench.headroom.uncertainty import uncertain, weekly

WEEKS, DRAWS = 156, 200
SLIDER, PLACES, RERUNS = "off_phone_time", (10.0, 14.0, 18.0, 22.0, 26.0), 100


async def page(server: str) -> tuple[list[float], list[float]]:
    """Give the seconds of a moved slider beside the weekly path: while it is new, and kept."""
    session = Session(server)
    await session.open()
    await session.press(EXPLORE_DEMO)
    await session.go("headroom")
    picture = WidgetState(id=session.widget("picture").id)
    picture.string_array_value.data.append("Week by week")
    session.values[picture.id] = picture
    await session.change()
    new = [await session.move(SLIDER, value) for value in PLACES]
    chance = random.Random(7)
    kept = [await session.move(SLIDER, chance.choice(PLACES)) for _ in range(RERUNS)]
    await session.close()
    if session.errors:
        raise RuntimeError(f"the page showed: {session.errors[0]}")
    return new, kept


def main() -> None:
    """Print every figure of the journey."""
    model()
    with running_server() as server:
        new, kept = asyncio.run(page(server.url))
    show("Slider moved, weekly path new", milliseconds(new))
    show("Slider moved, weekly path kept", milliseconds(kept), "p95 under 150 ms")


def model() -> None:
    """Print how long the model takes."""
    register = resolve(default_assumptions())
    release, headroom, _ = shipped_scenarios(register)
    plan = Plan(weeks=WEEKS)
    whole, parts = default_profile().intervals(), default_profile().representative()
    one = figures(register, day=whole, kinds_of_day=3)
    levers = policy(one, release)
    took = 1000 * best(lambda: travel(one, levers, plan))
    show(f"One path, {WEEKS} weeks x 20 intervals x 3 days", f"{took:.0f} ms", "100 ms")
    many = draw(register, DRAWS).figures(register, day=parts, kinds_of_day=3)
    levers_of_many = policy(many, release)
    took = 1000 * best(lambda: travel(many, levers_of_many, plan))
    show(f"Fan of {DRAWS} draws at 5 intervals x 3 days", f"{took:.0f} ms", "1,000 ms")
    took = 1000 * best(lambda: weekly(register, headroom, plan, DRAWS), 3)
    show("Today and a scenario week by week, bands", f"{took:.0f} ms")
    took = 1000 * best(lambda: uncertain(register, headroom, 400), 3)
    show("The same in steady state, 400 draws", f"{took:.0f} ms")
    flat = figures(register)
    took = 1000 * best(lambda: seats_for(flat, Target(service_level=0.8)))
    show("Seats for a service level, with behaviour", f"{took:.0f} ms")
    sites = [Site("North", flat), Site("South", flat)]
    took = 1000 * best(lambda: pool(sites), 3)
    show("Two sites, separate and pooled", f"{took:.0f} ms")


if __name__ == "__main__":
    main()
