import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.headroom.made import DEFAULTS, LAW, centre
from workbench.headroom.frontier import cost_frontier, dominated, headroom_picture
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.policy import Policy, policy
from workbench.headroom.shipped import shipped_scenarios

FIGURES = centre()
POLICY = policy(FIGURES, shipped_scenarios(DEFAULTS)[1])
TODAY, SCENARIO = evaluate(FIGURES), evaluate(FIGURES, POLICY)


def between(values: np.ndarray, at: np.ndarray, place: float) -> float:
    order = np.argsort(at)
    return float(np.interp(place, at[order], values[order]))


def test_each_outcome_lies_on_its_curve() -> None:
    picture = headroom_picture(FIGURES, POLICY, TODAY, SCENARIO, points=60)
    for curve, mark in (
        (picture.today_curve, picture.today),
        (picture.scenario_curve, picture.scenario),
    ):
        assert curve.seats[0] <= mark.seats <= curve.seats[-1]
        for name, close in (("satisfaction", 1e-4), ("headroom_minutes", 0.02)):
            on_curve = between(getattr(curve, name), curve.seats, mark.seats)
            assert on_curve == pytest.approx(getattr(mark, name), abs=close), name
        on_curve = between(curve.cost_per_year, curve.seats, mark.seats)
        assert on_curve == pytest.approx(mark.cost_per_year, rel=1e-3)


def test_more_seats_are_more_headroom_and_more_cost() -> None:
    picture = headroom_picture(FIGURES, POLICY, TODAY, SCENARIO)
    for curve in (picture.today_curve, picture.scenario_curve):
        assert curve.seats.shape == (25,)
        assert (np.diff(curve.headroom_minutes) > 0).all()
        assert (np.diff(curve.cost_per_year) > 0).all()
        assert curve.occupancy.max() > 0.9
        assert curve.occupancy.min() < 0.65


def test_the_frontier_is_a_grid_of_outcomes() -> None:
    frontier = cost_frontier(FIGURES, POLICY, TODAY, SCENARIO, staffing=12, enforcements=7)
    assert frontier.cost_per_year.shape == frontier.dominated.shape == (12, 7)
    row, column = 4, 3
    seats = float(frontier.seats[row, column])
    kappa = float(frontier.enforcement[row, column])
    one = evaluate(FIGURES, Policy(kappa, FIGURES.monitoring, 10.0, seats=seats))
    for name in ("cost_per_year", "unresolved_per_year", "occupancy", "handle_time"):
        at = getattr(frontier, name)[row, column]
        assert at == pytest.approx(getattr(one, name), rel=1e-7), name
    assert frontier.enforcement.min() == 0
    assert frontier.enforcement.max() > FIGURES.enforcement
    assert frontier.today.cost_per_year == TODAY.cost_per_year
    assert frontier.scenario.unresolved_per_year == SCENARIO.unresolved_per_year
    assert 0 < frontier.dominated.mean() < 1


def test_without_a_clock_to_release_the_frontier_still_stands() -> None:
    figures = centre(strictness=0.0)
    today: Outcome = evaluate(figures)
    frontier = cost_frontier(figures, POLICY, today, today, staffing=5, enforcements=4)
    assert np.isfinite(frontier.unresolved_per_year).all()


@LAW
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40))
def test_dominated_is_what_comparing_all_pairs_says(points: list[tuple[int, int]]) -> None:
    cost, harm = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    slow = [
        any(c <= cost[i] and h <= harm[i] and (c, h) != (cost[i], harm[i]) for c, h in points)
        for i in range(len(points))
    ]
    assert dominated(cost, harm).tolist() == slow
