"""The point that is simulated is the point that is shown."""

import numpy as np
import pytest

from tests.headroom.made import DEFAULTS, centre
from workbench.headroom.centre import figures
from workbench.headroom.intraday import default_profile
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import Policy, policy, today_policy
from workbench.headroom.queueing import erlang_a, erlang_a_with_repeats
from workbench.headroom.shipped import shipped_scenarios
from workbench.headroom.simulated_point import Point, formula_at, plain_point, point_of

# What an outcome and a simulation both say.
SHARED = (
    "service_level",
    "service_level_answered",
    "service_level_patient",
    "p_abandon",
    "mean_wait",
    "occupancy",
    "repeat_share",
)
WHOLE = {"absence": 0.0, "off_phone_time": 0.0, "seats": 108.0}


def apart(point: Point, outcome: object) -> float:
    said = formula_at(point).figures
    scales = {"mean_wait": 60.0}
    return max(
        abs(said[name] - float(getattr(outcome, name))) / scales.get(name, 1.0) for name in SHARED
    )


@pytest.mark.parametrize("evidence", Evidence)
def test_today_with_a_whole_number_of_advisors_is_given_to_the_last_digit(
    evidence: Evidence,
) -> None:
    held = centre(WHOLE)
    levers = today_policy(held, evidence)
    assert apart(point_of(held, levers), evaluate(held, levers)) < 1e-9


@pytest.mark.parametrize(
    "scenario", shipped_scenarios(DEFAULTS), ids=lambda scenario: scenario.name
)
def test_a_shipped_scenario_is_given(scenario: object) -> None:
    held = centre()
    levers = policy(held, scenario)  # type: ignore[arg-type]
    outcome = evaluate(held, levers)
    point = point_of(held, levers)
    assert point.agents == pytest.approx(outcome.agents)
    assert point.handle_time == pytest.approx(outcome.handle_time)
    # Between two whole numbers of advisors the formula is not quite a straight line.
    assert apart(point, outcome) < 2e-3


def test_the_intervals_of_a_day_are_given_with_what_is_carried_between_them() -> None:
    held = figures(DEFAULTS, WHOLE, day=default_profile().intervals())
    point = point_of(held)
    assert point.interval == default_profile().minutes
    assert len(point.rates) % point.intervals == 0
    assert apart(point, evaluate(held)) < 5e-3


def test_a_plain_point_is_erlang_a() -> None:
    said = formula_at(plain_point(48.0, 1.0, 50.0, 2.0, 1 / 3)).figures
    known = erlang_a(48.0, 1.0, 50.0, 2.0, 1 / 3)
    for name in ("service_level", "service_level_answered", "p_wait", "p_abandon", "occupancy"):
        assert said[name] == pytest.approx(getattr(known, name), abs=1e-12), name
    assert said["mean_wait"] == pytest.approx(60 * known.mean_wait)


def test_between_two_whole_numbers_it_is_both_of_them() -> None:
    between = formula_at(plain_point(3.3, 3.0, 11.25, 3.0, 1 / 3)).figures
    few, more = (formula_at(plain_point(3.3, 3.0, n, 3.0, 1 / 3)).figures for n in (11.0, 12.0))
    for name in ("service_level", "p_abandon", "p_wait", "mean_wait"):
        assert between[name] == pytest.approx(0.75 * few[name] + 0.25 * more[name]), name


def test_repeats_are_those_of_the_formula() -> None:
    known = erlang_a_with_repeats(8.0, 5.0, 52, 3.0, 1 / 3, 0.7, 0.8, 0.5)
    rate = np.array([float(known.total_rate)])
    one = np.ones(1)
    point = Point(8 * one, rate, one, one, 5.0, 52.0, 3.0, 1 / 3, 0.7, 0.8, 0.5)
    said = formula_at(point).figures
    assert said["contacts_per_minute"] == pytest.approx(float(known.total_rate))
    assert said["repeat_share"] == pytest.approx(1 - 8 / float(known.total_rate))
    assert said["service_level"] == pytest.approx(float(known.service_level))


def test_one_point_at_a_time() -> None:
    held = centre()
    many = Policy(
        enforcement=0.5, monitoring=0.5, off_phone_time=0.0, seats=np.array([90.0, 110.0])
    )
    with pytest.raises(ValueError, match="there are 2 points; accepted: one at a time"):
        point_of(held, many)
    with pytest.raises(ValueError, match="time off the phone is 900"):
        point_of(held, Policy(enforcement=0.5, monitoring=0.5, off_phone_time=900.0, seats=90.0))
    with pytest.raises(ValueError, match="aht is -1"):
        plain_point(1.0, -1.0, 5.0, 2.0, 0.3)
