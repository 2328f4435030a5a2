"""How many contacts a second the simulation does, and SimPy on the same queue in the same run."""

import time
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from bench.figures import show
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import figures
from workbench.headroom.simulated_point import Point, plain_point, point_of
from workbench.headroom.simulation import MILLION, SimulationOnly, simulate

RATE, HANDLE_TIME, AGENTS, PATIENCE, THRESHOLD = 10.0, 3.0, 31, 2.0, 1 / 3
BY_SIMPY, RUNS = 30_000, 3


def ours(point: Point, only: SimulationOnly | None = None) -> tuple[float, float]:
    """Give the seconds of the fastest of some runs, and the contacts of it a second."""
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        found = simulate(point, MILLION, 1, only)
        took.append(time.perf_counter() - start)
    return min(took), found.calls / min(took)


def simpy_queue(contacts: int, seed: int) -> float:
    """Give the share that gives up of the queue in SimPy, written as its manual shows it."""
    draw, world = np.random.default_rng(seed), simpy.Environment()
    desk = simpy.Resource(world, capacity=AGENTS)
    gaps, times, patiences = (
        draw.exponential(mean, contacts).tolist() for mean in (1 / RATE, HANDLE_TIME, PATIENCE)
    )
    lost = 0

    def contact(time_taken: float, patience: float) -> Generator[Any, Any, None]:
        nonlocal lost
        with desk.request() as turn:
            yield turn | world.timeout(patience)
            if turn.triggered:
                yield world.timeout(time_taken)
            else:
                lost += 1

    def arrivals() -> Generator[Any, Any, None]:
        for gap, time_taken, patience in zip(gaps, times, patiences, strict=True):
            yield world.timeout(gap)
            world.process(contact(time_taken, patience))

    world.process(arrivals())
    world.run()
    return lost / contacts


def main() -> None:
    """Print every figure of the simulation."""
    shown = point_of(figures(resolve(default_assumptions())))
    took, _ = ours(shown)
    show("Simulate today's point, a million contacts", f"{took:.2f} s", "2 s")
    plain = plain_point(RATE, HANDLE_TIME, AGENTS, PATIENCE, THRESHOLD)
    _, speed = ours(plain)
    show(f"A queue of {AGENTS} advisors", f"{speed / MILLION:.2f} million contacts a second")
    _, slower = ours(plain, SimulationOnly(goes_first=0.2))
    show("  with priorities, event by event", f"{slower / MILLION:.2f} million contacts a second")
    start = time.perf_counter()
    lost = simpy_queue(BY_SIMPY, 1)
    theirs = BY_SIMPY / (time.perf_counter() - start)
    show("  the same queue in SimPy", f"{theirs / MILLION:.3f} million contacts a second")
    show("  ours against SimPy", f"{speed / theirs:.0f} times as fast")
    share = simulate(plain, MILLION, 1).figures["p_abandon"].value
    show("  share that gives up, ours and SimPy's", f"{share:.4f} and {lost:.4f}")


if __name__ == "__main__":
    main()
