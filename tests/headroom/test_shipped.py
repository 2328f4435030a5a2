import pytest

from tests.headroom.made import DEFAULTS, centre, same
from workbench.evidence.assumptions import Register
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import policy, today_policy
from workbench.headroom.scenario import Staffing
from workbench.headroom.scorecard import Family, Metric, scorecard
from workbench.headroom.shipped import as_today, shipped, shipped_scenarios


def test_three_scenarios_ship() -> None:
    release, headroom, hire = shipped_scenarios(DEFAULTS)
    assert [release.name, headroom.name, hire.name] == [entry.name for entry in shipped()]
    for scenario in (release, headroom):
        points = scenario.weights.points()
        assert not any(points[metric] for metric in scorecard().family(Family.PACE))
        assert sum(points.values()) == pytest.approx(100)
        assert points[Metric.ADHERENCE] == DEFAULTS.value("weight_adherence")
    assert release.staffing is Staffing.SAME_HEADS
    assert release.off_phone_time == hire.off_phone_time == DEFAULTS.value("off_phone_time")
    assert headroom.off_phone_time == DEFAULTS.value("off_phone_time") + 10
    assert hire.weights == as_today(DEFAULTS).weights
    occupancy = evaluate(centre()).occupancy
    for scenario in (headroom, hire):
        assert scenario.occupancy_target == pytest.approx(occupancy - 0.05, abs=0.006)


def crowded(seats: float) -> Register:
    return DEFAULTS.try_values({"seats": seats})


@pytest.mark.parametrize("seats", [60.0, 150.0, 1000.0])
def test_they_are_relative_to_the_workshops_own_today(seats: float) -> None:
    register = crowded(seats)
    today = evaluate(centre(seats=seats))
    for scenario in shipped_scenarios(register):
        target = scenario.occupancy_target
        assert target is None or target <= max(0.3, today.occupancy - 0.04)


def test_the_scenario_of_today_changes_nothing() -> None:
    figures = centre()
    held, now = policy(figures, as_today(DEFAULTS)), today_policy(figures)
    assert held.enforcement == pytest.approx(now.enforcement)
    assert held.monitoring == pytest.approx(now.monitoring)
    names = ["cost_per_year", "satisfaction", "service_level", "handle_time"]
    same(evaluate(figures, held), evaluate(figures), names)
