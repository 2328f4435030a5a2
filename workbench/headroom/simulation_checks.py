"""The engine's own test of its queues: published queues simulated, beside the formula."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.validation import cases
from workbench.headroom.centre import figures
from workbench.headroom.queueing import erlang_a_with_repeats
from workbench.headroom.simulated_figures import Simulated
from workbench.headroom.simulated_point import Point, formula_at, plain_point, point_of
from workbench.headroom.simulation import simulate

CALLS, TOGETHER = 200_000, 0.95
# In a large centre crowds are seldom and long; it takes more contacts to have seen enough of them.
CALLS_PER_AGENT = 2000
# Simulating more advisors than this says nothing that the others do not.
MOST_AGENTS = 1000


class SimulatedCase(NamedTuple):
    """A queue by name, in words, and what its simulation found."""

    name: str
    words: str
    found: Simulated


def simulation_checks(seed: int = 1, calls: int = CALLS) -> Iterator[SimulatedCase]:
    """Simulate each published queue with abandonment or repeats, and the centre as it ships.

    The intervals are so wide that all of them hold the formula together in 19 of 20 runs if it is
    right (Bonferroni). Raises ValueError for a number of calls or a seed that is out of range.
    """
    found = points()
    compared = sum(len(formula_at(point).figures) for _, _, point in found)
    level = 1 - (1 - TOGETHER) / compared
    for place, (name, words, point) in enumerate(found):
        # Each queue has its own luck.
        own = seed * len(found) + place
        enough = max(calls, round(CALLS_PER_AGENT * point.agents))
        yield SimulatedCase(name, words, simulate(point, enough, own, level=level))


def points() -> tuple[tuple[str, str, Point], ...]:
    """The queues that are simulated: name, words and point."""
    found = [
        (case.id, _words(case.inputs), _point(case.inputs))
        for case in cases("queueing")
        if case.model in {"erlang_a", "erlang_a_fixed_point"} and case.inputs["n"] <= MOST_AGENTS
    ]
    shipped = figures(resolve(default_assumptions()))
    words = "the centre as it ships, with repeats and days that are not alike"
    return (*found, ("default_centre", words, point_of(shipped)))


def _point(given: Mapping[str, Any]) -> Point:
    handle_time, agents = float(given["aht"]), float(given["n"])
    patience, threshold = float(given["mean_patience"]), float(given["sl_threshold"])
    if "fcr" not in given:
        return plain_point(given["arrival_rate"], handle_time, agents, patience, threshold)
    repeats = (given["fcr"], given["p_recontact_if_unresolved"], given["p_redial_if_abandon"])
    primary = float(given["primary_rate"])
    total = erlang_a_with_repeats(primary, handle_time, agents, patience, threshold, *repeats)
    one, rate = np.ones(1), np.array([float(total.total_rate)])
    return Point(primary * one, rate, one, one, handle_time, agents, patience, threshold, *repeats)


def _words(given: Mapping[str, Any]) -> str:
    rate = given.get("arrival_rate", given.get("primary_rate"))
    words = f"{given['n']} advisors, {rate * given['aht']:.3g} contacts at once on average"
    return f"{words}, who come back" if "fcr" in given else words
