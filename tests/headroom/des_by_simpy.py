"""The same queue in SimPy, a general simulator of other people's making: who waited how long."""

from collections.abc import Generator, Sequence
from typing import Any

import simpy

Contacts = Sequence[tuple[float, float, float]]


def waits_of(contacts: Contacts, agents: int) -> list[tuple[float, bool]]:
    """For each contact (arrival, handle time, patience): its wait, and whether it was answered."""
    world = simpy.Environment()
    desk = simpy.Resource(world, capacity=agents)
    found: list[tuple[float, bool]] = [(0.0, False)] * len(contacts)

    def contact(place: int) -> Generator[Any, Any, None]:
        arrival, handle_time, patience = contacts[place]
        yield world.timeout(arrival)
        with desk.request() as turn:
            yield turn | world.timeout(patience)
            found[place] = (world.now - arrival, turn.triggered)
            if turn.triggered:
                yield world.timeout(handle_time)

    for place in range(len(contacts)):
        world.process(contact(place))
    world.run()
    return found
