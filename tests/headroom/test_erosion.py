"""The published erosion of the standard of care: its equation, and the weekly path beside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import LAW
from workbench.headroom.erosion import (
    ELASTICITY,
    EROSION_WEEKS,
    SHOCK,
    SHOCK_START,
    SHOCK_WEEKS,
    eroded,
    erosion,
)

AFTER = SHOCK_START + SHOCK_WEEKS


def small_steps(pressure: float, weeks: float, elasticity: float, erosion_weeks: float) -> float:
    """The published equation in steps of a thousandth of the time (Heun's method)."""
    standard, step = 1.0, weeks / 1000

    def slope(at: float) -> float:
        given_time: float = at * min(1.0, (pressure * at) ** elasticity)
        return min(0.0, given_time - at) / erosion_weeks

    for _ in range(1000):
        first = slope(standard)
        standard += step * (first + slope(standard + step * first)) / 2
    return standard


@given(st.floats(0.5, 2), st.floats(0, 300), st.floats(-0.9, -0.05), st.floats(2, 50))
@LAW
def test_the_solution_solves_the_equation(
    pressure: float, weeks: float, elasticity: float, erosion_weeks: float
) -> None:
    exact = float(eroded(pressure, np.array([weeks]), elasticity, erosion_weeks)[0])
    assert exact == pytest.approx(small_steps(pressure, weeks, elasticity, erosion_weeks), abs=2e-4)


def test_in_the_long_run_the_standard_falls_as_far_as_work_asks_for() -> None:
    """At p S = 1 nobody is pressed any more: a quarter more work leaves 1 / 1.25."""
    assert eroded(1.25, np.array([1e5]), ELASTICITY, EROSION_WEEKS)[0] == pytest.approx(0.8)


def test_the_weekly_path_follows_the_published_equation() -> None:
    found = erosion()
    assert (found.journey[: SHOCK_START + 1] == 1).all()
    drop = 1 - found.published[-1]
    assert 0.06 < drop < 0.08
    # A step of a week is a twentieth of the time constant.
    assert found.apart < drop / EROSION_WEEKS
    assert found.published[AFTER] == pytest.approx(
        small_steps(1 + SHOCK, SHOCK_WEEKS, ELASTICITY, EROSION_WEEKS), abs=1e-6
    )


def test_it_does_not_recover_by_itself_though_there_is_time_again() -> None:
    found = erosion()
    assert found.journey[-1] - found.journey[AFTER] < 1e-5
    assert found.occupancy[-1] < found.occupancy[0] - 0.02
    assert found.resolved[-1] < found.resolved[0] - 0.02
    assert found.led[-1] > 0.99
