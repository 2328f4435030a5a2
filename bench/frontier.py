"""A frontier of 2,400 points, beside loops over what others have, measured in the same run."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from pyworkforce.queuing import ErlangC

from bench import birth_death
from bench.figures import best, show
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import figures
from workbench.headroom.frontier import cost_frontier, headroom_picture
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import policy
from workbench.headroom.queueing import erlang_a, erlang_a_mixed, erlang_a_with_repeats
from workbench.headroom.shipped import shipped_scenarios

PRIMARY, PATIENCE, THRESHOLD, FCR, RECONTACT, REDIAL = 30.0, 3.0, 1 / 3, 0.7, 0.75, 0.5
AGENTS = np.arange(180, 240)[:, None]
HANDLE_TIMES = np.linspace(4.0, 6.0, 40)[None, :]
POINTS = AGENTS.size * HANDLE_TIMES.size
# Nine kinds of day at every point, as the simulator has them.
NINE_DAYS = np.linspace(0.8, 1.2, 9)[:, None, None]
# The loops are slow, so they do a sample of the same points, spread over the grid.
SAMPLE = [(int(AGENTS[row, 0]), float(HANDLE_TIMES[0, row % 40])) for row in range(0, 60, 5)]

Point = tuple[int, float]
InTime = Callable[[int, float, float, float], list[float]]


def birth_death_loop(in_time: InTime, points: Iterable[Point]) -> list[tuple[float, float]]:
    """Give total rates and service levels from plain loops over the states."""
    solved = 1 - (1 - FCR) * RECONTACT
    answers = []
    for agents, aht in points:
        rate = birth_death.total_rate(PRIMARY, aht, agents, PATIENCE, solved, REDIAL)
        level = birth_death.service_level(rate, aht, agents, PATIENCE, THRESHOLD, in_time)
        answers.append((rate, level))
    return answers


def erlang_c_loop(points: Iterable[Point]) -> list[Any]:
    """Give service levels without abandonment, repeats or uncertainty: the simpler question."""
    rate = PRIMARY / (1 - (1 - FCR) * RECONTACT)
    return [
        ErlangC(transactions=rate * 30, aht=aht, asa=THRESHOLD, interval=30).service_level(agents)
        for agents, aht in points
    ]


def queue() -> None:
    """Print the engine's own times and those of the loops, per point."""
    inputs = (HANDLE_TIMES, AGENTS, PATIENCE, THRESHOLD)
    repeats = (FCR, RECONTACT, REDIAL)
    total = PRIMARY / (1 - (1 - FCR) * RECONTACT)
    plain = best(lambda: erlang_a(total, *inputs))
    show(f"Erlang A, every figure, {POINTS:,} points", f"{1000 * plain:.1f} ms", "3 ms")
    ours = best(lambda: erlang_a_with_repeats(PRIMARY, *inputs, *repeats))
    show(f"Frontier with repeats, {POINTS:,} points", f"{1000 * ours:.1f} ms", "15 ms")
    mixed = best(lambda: erlang_a_mixed(total, *inputs, 0.08), 3)
    show("The same with nine days, without repeats", f"{1000 * mixed:.0f} ms", "30 ms")
    nine = best(lambda: erlang_a_with_repeats(PRIMARY * NINE_DAYS, *inputs, *repeats), 3)
    show("The same with nine days, with repeats", f"{1000 * nine:.0f} ms", "120 ms")
    for way, in_time, points in (
        ("a pass per place", birth_death.place_by_place, SAMPLE[::4]),
        ("one pass", birth_death.all_places_at_once, SAMPLE),
    ):
        slow = best(lambda: birth_death_loop(in_time, points), 2) / len(points)  # noqa: B023
        show(f"Birth-death Erlang A loop, {way}", f"{1000 * slow:.2f} ms a point")
        ratio = slow / (ours / POINTS)
        goal = "1,000 times" if in_time is birth_death.place_by_place else ""
        show("  against ours, a point", f"{ratio:,.0f} times slower", goal)
        show("  largest difference", f"{furthest_apart(in_time, points):.0e}")
    simple = best(lambda: erlang_c_loop(SAMPLE), 3) / len(SAMPLE)
    show("pyworkforce Erlang C loop, the simpler model", f"{1e6 * simple:.1f} µs a point")
    show("  against ours with repeats, a point", f"{simple / (ours / POINTS):.1f} times slower")


def furthest_apart(in_time: InTime, points: list[Point]) -> float:
    """Give the largest difference of a service level, so that both answer the same question."""
    apart = []
    for (agents, aht), (_, level) in zip(points, birth_death_loop(in_time, points), strict=True):
        inputs = (PRIMARY, aht, agents, PATIENCE, THRESHOLD, FCR, RECONTACT, REDIAL)
        apart.append(abs(level - float(erlang_a_with_repeats(*inputs).service_level)))
    return max(apart)


def simulator() -> None:
    """Print the times of what a page of the simulator asks for, on the defaults."""
    register = resolve(default_assumptions())
    held = figures(register)
    levers = policy(held, shipped_scenarios(register)[1])
    today, scenario = evaluate(held), evaluate(held, levers)
    for what, work in (
        ("Outcome of today, nine days", lambda: evaluate(held)),
        ("Outcome of a scenario, nine days", lambda: evaluate(held, levers)),
        (
            "Headroom picture, 2 x 25 outcomes",
            lambda: headroom_picture(held, levers, today, scenario),
        ),
        ("Cost frontier, 40 x 30 outcomes", lambda: cost_frontier(held, levers, today, scenario)),
    ):
        show(what, f"{1000 * best(work):.1f} ms")


def main() -> None:
    """Print every figure of the frontier."""
    queue()
    simulator()


if __name__ == "__main__":
    main()
