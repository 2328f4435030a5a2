"""Bands and chances: the same draws for every policy, and nothing that the draws do not say."""

from dataclasses import fields

import numpy as np
import pytest

from tests.headroom.made import DEFAULTS
from workbench.evidence.assumptions import Register, resolve
from workbench.headroom.centre import figures
from workbench.headroom.draws import draw
from workbench.headroom.intraday import FLAT, default_profile
from workbench.headroom.journey import Journey, travel
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.plan import Plan, Shock
from workbench.headroom.policy import policy, today_policy
from workbench.headroom.shipped import as_today, shipped_scenarios
from workbench.headroom.uncertainty import WeeklyFan, band, uncertain, weekly

RELEASE, HEADROOM, HIRE = shipped_scenarios(DEFAULTS)
COUNT, WEEKS = 40, 30


@pytest.fixture(scope="module")
def fan() -> WeeklyFan:
    return weekly(DEFAULTS, HEADROOM, Plan(weeks=WEEKS), COUNT)


def known() -> Register:
    """A register in which nothing is uncertain."""
    return resolve(
        tuple(
            each.model_copy(update={"p10": each.p50, "p90": each.p50}) for each in DEFAULTS.values()
        )
    )


def test_a_scenario_that_is_today_differs_in_no_draw() -> None:
    """Common random numbers: whatever is not known is the same on both sides."""
    found = uncertain(DEFAULTS, as_today(DEFAULTS), COUNT)
    assert np.ptp(found.today.service_level) > 0.01
    assert found.change("service_level") == pytest.approx(np.zeros(COUNT), abs=1e-7)
    assert found.worth.changes_nothing == 1
    assert found.worth.saves_money == 0
    assert found.fewer_seats == 0


def test_today_is_the_same_beside_every_scenario() -> None:
    one, other = (uncertain(DEFAULTS, each, COUNT).today for each in (RELEASE, HEADROOM))
    assert np.array_equal(one.cost_per_year, other.cost_per_year)
    assert np.array_equal(one.fcr, other.fcr)


def test_a_draw_is_the_model_at_its_values() -> None:
    found, drawn = uncertain(DEFAULTS, HEADROOM, COUNT), draw(DEFAULTS, COUNT)
    for case in (0, 17):
        single = figures(
            DEFAULTS, {key: float(values[case]) for key, values in drawn.values.items()}
        )
        there = evaluate(single, policy(single, HEADROOM))
        for name in ("fcr", "satisfaction", "cost_per_year", "unresolved_per_year", "seats"):
            value = np.asarray(getattr(found.scenario, name))[case]
            assert value == pytest.approx(getattr(there, name), rel=1e-3), name


def test_where_all_is_known_there_is_no_band() -> None:
    register = known()
    found = uncertain(register, RELEASE, COUNT)
    single = figures(register)
    cost = evaluate(single, policy(single, RELEASE)).cost_per_year
    assert found.drivers == ()
    assert np.atleast_1d(found.scenario.cost_per_year) == pytest.approx(cost)


def test_what_is_tried_moves_the_draws() -> None:
    wage = DEFAULTS.value("wage")
    dearer = RELEASE.model_copy(update={"overrides": {"wage": 1.1 * wage}})
    now, tried = (
        uncertain(DEFAULTS, each, COUNT).of("payroll_per_year") for each in (RELEASE, dearer)
    )
    assert float(tried.middle) == pytest.approx(1.1 * float(now.middle), rel=1e-2)


def test_without_behaviour_no_draw_changes_resolution() -> None:
    alone = HEADROOM.model_copy(update={"evidence": Evidence.NONE})
    found = uncertain(DEFAULTS, alone, COUNT)
    assert found.change("fcr") == pytest.approx(np.zeros(COUNT), abs=1e-12)
    assert found.change("satisfaction") == pytest.approx(np.zeros(COUNT), abs=1e-12)
    assert np.abs(found.change("service_level")).max() > 0.01


def test_an_occupancy_target_above_today_s_takes_seats_away_and_is_counted() -> None:
    tight = HIRE.model_copy(update={"occupancy_target": 0.95})
    found = uncertain(DEFAULTS, tight, COUNT)
    # Where today's staffing is the tightest that lasts, it stays, but for rounding.
    assert found.fewer_seats == pytest.approx((found.change("seats") < -1e-3).mean())
    assert 0.5 < found.fewer_seats < 1


def test_a_band_holds_a_tenth_beyond_either_end() -> None:
    values = np.random.default_rng(3).random((5, 1001))
    found = band(values)
    assert (values < found.low[:, None]).mean(axis=1) == pytest.approx(0.1, abs=0.001)
    assert (values > found.high[:, None]).mean(axis=1) == pytest.approx(0.1, abs=0.001)
    assert found.middle == pytest.approx(np.median(values, axis=1))


def test_a_fan_holds_the_path_of_every_draw(fan: WeeklyFan) -> None:
    drawn = draw(DEFAULTS, COUNT)
    case = 11
    values = {key: float(each[case]) for key, each in drawn.values.items()}
    single = figures(DEFAULTS, values, day=default_profile().representative(), kinds_of_day=3)
    path = travel(single, policy(single, HEADROOM), Plan(weeks=WEEKS))
    for name in ("fcr", "service_level", "cost", "advisors", "satisfaction"):
        expected = getattr(path, name)
        assert getattr(fan.scenario, name)[:, case] == pytest.approx(expected, rel=1e-3), name
    now = travel(single, today_policy(single), Plan(weeks=WEEKS))
    assert fan.today.cost[:, case] == pytest.approx(now.cost, rel=1e-6)


def test_the_bands_are_in_order_and_hold_the_middle_path(fan: WeeklyFan) -> None:
    found = fan.of("service_level")
    assert found.low.shape == (WEEKS,)
    assert (found.low <= found.middle).all()
    assert (found.middle <= found.high).all()
    middle = fan.middle_scenario.service_level
    assert ((found.low < middle) & (middle < found.high)).all()
    assert fan.middle_scenario.service_level.shape == (WEEKS,)


def test_the_worth_of_a_path_is_that_of_its_sums(fan: WeeklyFan) -> None:
    cost = (fan.scenario.cost - fan.today.cost).sum(axis=0)
    assert fan.worth.cost == pytest.approx(cost)
    assert fan.worth.saves_money == pytest.approx((cost < 0).mean())
    assert fan.drivers[0].share >= fan.drivers[1].share


def test_a_shock_strikes_today_too() -> None:
    plan = Plan(weeks=20, shock=Shock(size=0.3, start_week=5, weeks=5))
    found = weekly(DEFAULTS, as_today(DEFAULTS), plan, 20, day=FLAT)
    assert found.today.service_level[7].mean() < found.today.service_level[0].mean() - 0.05
    assert found.change_of("service_level").low == pytest.approx(np.zeros(20), abs=1e-4)


def test_today_s_line_is_flat_and_limits_on_hiring_leave_it_alone() -> None:
    found = weekly(DEFAULTS, HEADROOM, Plan(weeks=20, hiring_cap=1.0, class_size=1.0), 20, day=FLAT)
    for field in fields(Journey):
        value = getattr(found.today, field.name)
        if field.name not in {"week", "notes", "p90_wait"}:
            assert (np.ptp(value, axis=0) == 0).all(), field.name
    assert found.today.starts[0] == pytest.approx(found.today.leavers[0])
    assert found.today.week.tolist() == list(range(20))


def test_it_tells_how_far_it_is() -> None:
    heard: list[float] = []
    weekly(DEFAULTS, RELEASE, Plan(weeks=30), 20, day=FLAT, told=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 2
    assert 0 <= heard[0] < heard[-1] < 1


def test_every_draw_of_every_shipped_scenario_has_an_answer() -> None:
    for scenario in (RELEASE, HEADROOM, HIRE):
        found = weekly(DEFAULTS, scenario, Plan(weeks=26), 200, seed=1, day=FLAT)
        for field in fields(Journey):
            value = getattr(found.scenario, field.name)
            if isinstance(value, np.ndarray):
                assert np.isfinite(value).all(), (scenario.name, field.name)
        for name in ("service_level", "fcr", "satisfaction", "occupancy", "p_abandon"):
            value = getattr(found.scenario, name)
            assert ((value >= 0) & (value <= 1)).all(), (scenario.name, name)
