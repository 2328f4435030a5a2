"""The engine's own test of its queues: it covers them, and would notice a wrong formula."""

from dataclasses import replace

import pytest

from workbench.evidence.validation import cases
from workbench.headroom.queueing_cases import queueing_checks
from workbench.headroom.simulated_point import formula_at
from workbench.headroom.simulation import simulate
from workbench.headroom.simulation_checks import points, simulation_checks

# What the cases and a simulation both say, by their names.
SAME = {
    "p_wait": "p_wait",
    "p_abandon": "p_abandon",
    "service_level_of_offered": "service_level",
    "occupancy": "occupancy",
    "total_rate": "contacts_per_minute",
}


def test_the_points_are_the_published_ones() -> None:
    known = queueing_checks()
    for name, words, point in points():
        assert words
        if name not in known:
            assert name == "default_centre"
            continue
        said = formula_at(point).figures
        for check in known[name]:
            if check.measure in SAME:
                assert said[SAME[check.measure]] == pytest.approx(check.expected, abs=1e-8), name
    assert sum(case.id in {name for name, _, _ in points()} for case in cases("queueing")) >= 8


def test_all_intervals_hold_the_formula_together() -> None:
    found = list(simulation_checks(seed=1, calls=60_000))
    compared = [figure for case in found for figure in case.found.compared]
    assert len(compared) > 60
    assert [figure for figure in compared if not figure.agrees] == []
    assert len({case.found.seed for case in found}) == len(found)
    (level,) = {case.found.level for case in found}
    assert (1 - level) * 90 == pytest.approx(0.05, rel=0.15)


def test_a_formula_with_three_percent_more_work_would_be_found_out() -> None:
    (_, _, point) = next(each for each in points() if each[0] == "A05_medium_overload")
    found = simulate(replace(point, handle_time=1.03 * point.handle_time), 200_000, 1)
    right = formula_at(point).figures
    missed = [
        figure.name
        for figure in found.compared
        if not figure.low <= right[figure.name] <= figure.high
    ]
    assert {"p_abandon", "mean_wait"} <= set(missed)
