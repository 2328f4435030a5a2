"""The lot: reproducible, fair, and all of its ways known."""

from collections import Counter

import numpy as np
import pytest
from pydantic import ValidationError

from tests.headroom.pilot.made import a_lot, a_plan
from workbench.headroom.pilot.assignment import (
    Assignment,
    assign,
    assigned_schedule,
    attainable_alpha,
    other_schedules,
    ways_to_assign,
)
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.pilot.schedules import Design

SMALL = (
    (a_plan(design=Design.PARALLEL, teams=6), 20),
    (a_plan(design=Design.PARALLEL, teams=7), 35),
    (a_plan(design=Design.STEPPED_WEDGE, teams=5, waves=3), 30),
    (a_plan(design=Design.SWITCHBACK, teams=1, periods_after=6), 8),
    (a_plan(design=Design.SWITCHBACK, teams=4, periods_after=4), 36),
    (a_plan(design=Design.SWITCHBACK, teams=3, periods_after=4), 36),
)


@pytest.mark.parametrize(("plan", "ways"), SMALL)
def test_every_way_is_known_and_equally_likely(plan: PilotPlan, ways: int) -> None:
    all_ways, are_all = other_schedules(plan, 10_000, seed=1)
    assert are_all
    assert ways_to_assign(plan) == len(all_ways) == ways
    known = {way.tobytes() for way in all_ways}
    assert len(known) == ways
    draws = 200 * ways
    some, are_all = other_schedules(plan.model_copy(), ways - 1, seed=1)
    assert not are_all
    drawn = Counter(assigned_schedule(plan, a_lot(plan, seed)).tobytes() for seed in range(draws))
    assert set(drawn) == known
    # Chi-square beyond this has a chance of about one in a million.
    off = sum((count - 200) ** 2 / 200 for count in drawn.values())
    assert off < ways + 5 * np.sqrt(2 * ways) + 15
    assert {one.tobytes() for one in some} <= known


@pytest.mark.parametrize(("plan", "ways"), SMALL)
def test_a_lot_keeps_to_the_design(plan: PilotPlan, ways: int) -> None:
    schedule = assigned_schedule(plan, a_lot(plan, ways))
    if plan.design is Design.SWITCHBACK:
        assert (schedule[:, ::2] + schedule[:, 1::2] == 1).all()
        assert abs(schedule.sum(axis=0) - plan.teams / 2).max() <= 0.5
    else:
        assert Counter(map(bytes, schedule)) == Counter(map(bytes, plan.schedule))


def test_the_same_seed_is_the_same_lot_for_ever() -> None:
    """Stored lots must mean the same after every update of the libraries."""
    plan = a_plan(design=Design.PARALLEL, teams=8, periods_before=0, periods_after=1)
    first = assigned_schedule(plan, a_lot(plan, 20261122))
    assert (assigned_schedule(plan, a_lot(plan, 20261122)) == first).all()
    assert first.ravel().tolist() == [0, 1, 1, 0, 1, 1, 0, 0]
    lots = {assigned_schedule(plan, a_lot(plan, seed)).tobytes() for seed in range(500)}
    assert len(lots) == 70


def test_lots_that_judge_are_not_the_lot_that_assigns() -> None:
    plan = a_plan(teams=24, waves=6)
    lots, are_all = other_schedules(plan, 300, seed=5)
    assert not are_all
    assert len({lot.tobytes() for lot in lots}) == 300
    assert assigned_schedule(plan, a_lot(plan, 5)).tobytes() not in {lot.tobytes() for lot in lots}


@pytest.mark.parametrize(
    ("teams", "alpha"),
    [(4, 0.0), (6, 0.0), (8, 2 / 70), (10, 12 / 252), (24, 0.05)],
)
def test_few_ways_make_false_alarms_rarer_than_asked(teams: int, alpha: float) -> None:
    found = attainable_alpha(a_plan(design=Design.PARALLEL, teams=teams))
    assert found == pytest.approx(alpha, abs=1e-6)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["North", "South"], "there are 2 names for 3 teams"),
        (["North", "South", "north "], "north is there twice|North is there twice"),
        (["North", "South", ""], "at least 1 character"),
        (["North", "South", "a\x00b"], "without control characters"),
    ],
)
def test_bad_names_are_told(names: list[str], words: str) -> None:
    plan = a_plan(design=Design.PARALLEL, teams=3)
    with pytest.raises(ValueError, match=words):
        assign(plan, names, 1)


def test_names_are_tidied() -> None:
    plan = a_plan(design=Design.PARALLEL, teams=2)
    assert assign(plan, ["  North   one ", "South"], 1).teams == ("North one", "South")


def test_a_seed_is_a_whole_number_that_every_file_keeps() -> None:
    with pytest.raises(ValidationError):
        Assignment(teams=("A",), seed=-1)
    with pytest.raises(ValidationError):
        Assignment(teams=("A",), seed=2**60)
