"""A scenario beside today: nothing from nothing, and ranges that follow from the register's."""

import math
from collections.abc import Iterable
from dataclasses import fields

import pytest

from tests.headroom.made import DEFAULTS
from workbench.evidence.assumptions import Register
from workbench.headroom.centre import figures
from workbench.headroom.comparison import (
    DECIDED,
    NOT_COMPARED,
    Comparison,
    baseline,
    compare,
    moving_assumptions,
)
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.policy import policy
from workbench.headroom.scenario import Scenario, Staffing
from workbench.headroom.shipped import as_today, shipped_scenarios

RELEASE, HEADROOM, HIRE = shipped_scenarios(DEFAULTS)
COMPARED = [field.name for field in fields(Outcome) if field.name not in NOT_COMPARED]


def compared(scenario: Scenario, held: Register = DEFAULTS) -> Comparison:
    return compare(baseline(held), scenario)


def only(kept: Iterable[str], **ranges: tuple[float, float, float]) -> Register:
    """The default register in which only some figures have a range, as given or their own."""
    names = {*kept, *ranges}
    return Register(
        assumption.with_range(*ranges[assumption.id])
        if assumption.id in ranges
        else assumption
        if assumption.id in names
        else assumption.with_range(assumption.p50, assumption.p50, assumption.p50)
        for assumption in DEFAULTS.values()
    )


@pytest.mark.parametrize("evidence", Evidence)
def test_today_differs_in_nothing_whatever_the_evidence(evidence: Evidence) -> None:
    found = compared(as_today(DEFAULTS).model_copy(update={"evidence": evidence}))
    assert found.as_today
    assert found.unchanged
    assert set(found.differences) == set(COMPARED)
    assert found.differences["satisfaction"].drivers == ()


@pytest.mark.parametrize("scenario", [RELEASE, HEADROOM, HIRE], ids=lambda one: one.name)
def test_the_base_is_the_scenario_less_today(scenario: Scenario) -> None:
    found = compared(scenario)
    now = figures(DEFAULTS)
    today, then = evaluate(now), evaluate(now, policy(now, scenario))
    assert not found.as_today
    for name in COMPARED:
        difference = found.differences[name]
        base = float(getattr(then, name)) - float(getattr(today, name))
        size = max(abs(float(getattr(then, name))), abs(float(getattr(today, name))))
        assert difference.base == pytest.approx(base, abs=1e-7 * size), name
        assert difference.low <= difference.base <= difference.high, name
        assert set(difference.drivers) <= set(moving_assumptions(DEFAULTS)), name


def test_a_register_without_ranges_gives_a_point() -> None:
    held = only([])
    difference = compared(HEADROOM, held).differences["satisfaction"]
    assert difference.low == difference.base == difference.high != 0
    assert difference.drivers == ()


def test_one_range_gives_its_two_ends() -> None:
    held = only([], resolution_satisfaction=(0.1, 0.25, 0.5))
    found = compared(HEADROOM, held).differences["satisfaction"]

    def at(value: float) -> float:
        now = figures(held, {"resolution_satisfaction": value})
        then = evaluate(now, policy(now, HEADROOM))
        return float(then.satisfaction) - float(now.centre.satisfaction)

    assert found.low == pytest.approx(at(0.1), abs=1e-9)
    assert found.base == pytest.approx(at(0.25), abs=1e-9)
    assert found.high == pytest.approx(at(0.5), abs=1e-9)
    assert found.drivers == ("resolution_satisfaction",)


def test_independent_ranges_add_as_squares() -> None:
    one = compared(HEADROOM, only(["resolution_satisfaction"])).differences["satisfaction"]
    other = compared(HEADROOM, only(["abandon_satisfaction"])).differences["satisfaction"]
    both = compared(
        HEADROOM, only(["resolution_satisfaction", "abandon_satisfaction"])
    ).differences["satisfaction"]
    up = math.hypot(one.high - one.base, other.high - other.base)
    down = math.hypot(one.base - one.low, other.base - other.low)
    assert both.high - both.base == pytest.approx(up, rel=1e-6)
    assert both.base - both.low == pytest.approx(down, rel=1e-6)
    assert both.drivers[0] == "resolution_satisfaction"


def test_what_a_scenario_decides_is_no_unknown() -> None:
    assert DECIDED.isdisjoint(moving_assumptions(DEFAULTS))
    wild = only([], strictness=(0.0, 0.6, 1.0), off_phone_time=(0.0, 10.0, 200.0))
    assert compared(HEADROOM, wild).differences == compared(HEADROOM, only([])).differences


def test_without_behaviour_people_are_as_today_and_the_queue_moves() -> None:
    found = compared(HEADROOM.model_copy(update={"evidence": Evidence.NONE}))
    for name in ("handle_time", "fcr", "satisfaction", "attrition"):
        assert found.differences[name].none, name
    assert found.differences["p_abandon"].base < 0
    assert found.differences["heads"].base > 0


def test_beyond_needs_the_whole_range_on_one_side() -> None:
    more = compared(
        HEADROOM.model_copy(update={"staffing": Staffing.OCCUPANCY_TARGET, "occupancy_target": 0.6})
    ).differences["headroom_minutes"]
    assert more.beyond(0.0)
    assert more.beyond(more.low * 0.99)
    assert not more.beyond(more.low * 1.01)
    unclear = compared(RELEASE).differences["satisfaction"]
    assert unclear.low < 0 < unclear.high
    assert not unclear.beyond(0.0)
