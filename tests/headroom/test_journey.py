"""The weekly path: conservation, where it ends, what it passes through, and every equation by hand.

What is published: Oliva and Sterman (Management Science 47, 2001), erosion in 18.8 weeks and a
recovery of 8.14 million weeks.
"""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import integrate, stats
from scipy.optimize import brentq

from tests.headroom.made import DEFAULTS, centre, centres
from tests.headroom.test_outcome import capped
from workbench.headroom.centre import Figures
from workbench.headroom.intraday import default_profile
from workbench.headroom.journey import Journey, travel
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.plan import Plan, Season, Shock
from workbench.headroom.policy import Policy, today_policy
from workbench.headroom.queueing import erlang_a, p_wait_beyond

FEW = settings(max_examples=25, deadline=None, derandomize=True)
PER_WEEK = {
    "contacts": "contacts_per_year",
    "primary": "primary_per_year",
    "unresolved": "unresolved_per_year",
    "resolved": "resolved_per_year",
    "lost": "lost_per_year",
    "leavers": "leavers_per_year",
    "payroll": "payroll_per_year",
    "cost": "cost_per_year",
}
ALIKE = {
    "service_level": "service_level",
    "service_level_answered": "service_level_answered",
    "service_level_patient": "service_level_patient",
    "p_abandon": "p_abandon",
    "mean_wait": "mean_wait",
    "p90_wait": "p90_wait",
    "occupancy": "occupancy",
    "headroom_minutes": "headroom_minutes",
    "handle_time": "handle_time",
    "standard": "standard",
    "fcr": "fcr",
    "repeat_share": "repeat_share",
    "satisfaction": "satisfaction",
    "attrition": "attrition",
    "advisors": "heads",
}
# Everything that takes time, in a hurry, so that a path ends within its weeks.
HURRY = {
    "recontact_days": 3.0,
    "hiring_weeks": 3.0,
    "training_weeks": 2.0,
    "strain_weeks": 3.0,
    "erosion_weeks": 4.0,
    "recovery_weeks": 6.0,
    "learning_weeks": 8.0,
}


@st.composite
def policies(draw: st.DrawFn, figures: Figures) -> Policy:
    now = float(figures.centre.seats)
    return Policy(
        enforcement=draw(st.floats(0, 0.6)),
        monitoring=draw(st.floats(0, 0.6)),
        off_phone_time=draw(st.floats(0, 40)),
        seats=now * draw(st.floats(0.9, 1.2)),
        evidence=draw(st.sampled_from(Evidence)),
        target=draw(st.floats(0.9, 1.1)),
        standard=draw(st.floats(0.95, 1.05)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    size = draw(st.sampled_from([0.0, 4.0]))
    return Plan(
        weeks=40,
        start_week=draw(st.integers(0, 10)),
        ramp_weeks=draw(st.integers(0, 10)),
        hiring_cap=draw(st.sampled_from([None, 4.0, 6.5])),
        class_size=size,
        shock=draw(st.sampled_from([None, Shock(size=0.25, start_week=5, weeks=12)])),
        season=draw(st.sampled_from([None, Season(swing=0.1, peak_week=20)])),
    )


def weekly_of(outcome: Any, name: str) -> float:
    """A figure of a steady state as the path counts it."""
    if name in PER_WEEK:
        return float(getattr(outcome, PER_WEEK[name])) / 52
    return float(getattr(outcome, ALIKE[name]))


def ends_as(path: Journey, outcome: Any, close: float) -> None:
    for name in (*PER_WEEK, *ALIKE):
        last, settled = float(getattr(path, name)[-1]), weekly_of(outcome, name)
        assert last == pytest.approx(settled, rel=close, abs=close), name


@FEW
@given(values=centres(crowded=1.1), evidence=st.sampled_from(Evidence))
def test_today_held_is_a_flat_line_through_todays_steady_state(
    values: dict[str, float], evidence: Evidence
) -> None:
    figures = centre(values)
    path = travel(figures, today_policy(figures, evidence), Plan(weeks=30), long_waits=True)
    for field in fields(Journey):
        value = getattr(path, field.name)
        if field.name in {"week", "notes"}:
            continue
        assert value == pytest.approx(np.full(30, value[0]), rel=1e-6, abs=1e-9), field.name
    ends_as(path, evaluate(figures, long_waits=True), 1e-6)


@FEW
@given(values=centres(crowded=1.1), data=st.data())
def test_nobody_and_nothing_gets_lost(values: dict[str, float], data: st.DataObject) -> None:
    """Heads in = out + stock; matters = resolved + lost + pending; both every week."""
    figures = centre({**values, "recontact_days": data.draw(st.floats(1, 10))})
    path = travel(figures, data.draw(policies(figures)), data.draw(plans()))
    scale = path.advisors[0]
    assert path.advisors == pytest.approx(path.experienced + path.newcomers, rel=1e-12)
    assert np.diff(path.training) == pytest.approx(
        (path.starts - path.graduates)[:-1], abs=1e-9 * scale
    )
    assert np.diff(path.advisors) == pytest.approx(
        (path.graduates - path.leavers)[:-1], abs=1e-9 * scale
    )
    for name in ("experienced", "newcomers", "training", "starts", "graduates", "leavers"):
        assert (getattr(path, name) >= -1e-9 * scale).all(), name
    came, stock = path.starts[:-1].sum(), path.advisors + path.training
    assert came == pytest.approx(path.leavers[:-1].sum() + stock[-1] - stock[0], abs=1e-8 * scale)
    volume = path.contacts[0]
    assert path.contacts == pytest.approx(path.answered + path.abandoned, rel=1e-9)
    assert path.unresolved + path.resolved == pytest.approx(path.contacts, rel=1e-9)
    ended = path.resolved + path.lost
    assert path.primary[1:] == pytest.approx(
        (ended + np.diff(path.pending, prepend=0))[1:], abs=1e-9 * volume
    )
    assert path.cost == pytest.approx(path.payroll + path.hiring_cost, rel=1e-12)


@FEW
@given(values=centres(crowded=1.1), data=st.data())
def test_little_s_law_of_those_who_will_be_back(
    values: dict[str, float], data: st.DataObject
) -> None:
    """Pending = those who come back in a week × the weeks that they stay away, every week."""
    days = data.draw(st.floats(1, 14))
    figures = centre({**values, "recontact_days": days})
    path = travel(figures, data.draw(policies(figures)), data.draw(plans()))
    redialled = float(figures.centre.redial) * path.abandoned
    back = path.contacts - path.primary - redialled
    assert path.pending == pytest.approx(back * days / 7, rel=1e-3, abs=1e-4 * path.contacts[0])


def test_little_s_law_of_the_queue() -> None:
    """Contacts waiting at once = contacts per minute × mean wait = its integral over P(W > t)."""
    figures = centre(volume_cv=0.0)
    path = travel(
        figures,
        replace(today_policy(figures), enforcement=0.0, seats=140.0),
        Plan(weeks=30, shock=Shock(size=0.2, start_week=10, weeks=5)),
    )
    for week in (0, 5, 12, 29):
        agents = path.advisors[week] * 37.5 / 70 * 0.75 * (1 - 10 / 450)
        rate, time = path.contacts[week] / 4200, path.handle_time[week]
        waits = np.linspace(0.0, 60.0, 60_001)
        longer = np.asarray(p_wait_beyond(rate, time, agents, 3.0, waits))
        whole = integrate.simpson(longer, x=waits)
        assert path.mean_wait[week] / 60 == pytest.approx(whole, rel=1e-6)


@pytest.mark.parametrize("intervals", [False, True])
def test_without_behaviour_every_week_is_the_queue_alone(intervals: bool) -> None:
    figures = centre(volume_cv=0.0)
    if intervals:
        figures = replace(figures, day=default_profile().representative(3))
    levers = Policy(0.0, 0.0, off_phone_time=30.0, seats=160.0, evidence=Evidence.NONE)
    plan = Plan(weeks=40, shock=Shock(size=0.1, start_week=20, weeks=10))
    path = travel(figures, levers, plan)
    assert path.handle_time == pytest.approx(np.full(40, 6.0), rel=1e-12)
    for name in ("fcr", "satisfaction"):
        assert getattr(path, name) == pytest.approx(np.full(40, 0.7), rel=1e-12), name
    assert path.standard.tolist() == [1.0] * 40
    assert path.attrition == pytest.approx(np.full(40, 0.3), rel=1e-12)
    if intervals:
        return
    agents = path.advisors * 37.5 / 70 * 0.75 * (1 - 30 / 450)
    queue = erlang_a(path.contacts / 4200, 6.0, agents, 3.0, 1 / 3)
    for name in ("service_level", "service_level_answered", "service_level_patient", "occupancy"):
        assert getattr(path, name) == pytest.approx(getattr(queue, name), abs=1e-5), name
    assert path.p_abandon == pytest.approx(queue.p_abandon, abs=1e-6)


@FEW
@given(values=centres(crowded=1.0), data=st.data())
def test_a_path_ends_in_the_steady_state_of_its_policy(
    values: dict[str, float], data: st.DataObject
) -> None:
    """The frontier and the journey are one model."""
    figures = centre({**values, **HURRY})
    levers = data.draw(policies(figures))
    settled = evaluate(figures, levers, long_waits=True)
    assume(not any("steady state" in note for note in settled.notes))
    path = travel(figures, levers, Plan(weeks=260), long_waits=True)
    ends_as(path, settled, 2e-4)


def test_with_intervals_backlog_and_occupancy_target_too_it_ends_in_the_steady_state() -> None:
    day = default_profile().intervals()
    figures = replace(centre(HURRY), day=day, kinds_of_day=3)
    levers = replace(today_policy(figures), seats=None, occupancy=0.95, enforcement=0.1)
    ends_as(
        travel(figures, levers, Plan(weeks=200), long_waits=True),
        evaluate(figures, levers, long_waits=True),
        2e-4,
    )


def test_the_shape_of_what_is_swept_is_that_of_the_path() -> None:
    figures = centre(patience=np.array([[1.0], [3.0]]))
    levers = replace(today_policy(figures), seats=np.array([150.0, 155.0, 160.0]))
    path = travel(figures, levers, Plan(weeks=12))
    assert path.service_level.shape == (12, 2, 3)
    alone = travel(centre(patience=3.0), replace(levers, seats=155.0), Plan(weeks=12))
    for field in fields(Journey):
        if field.name not in {"week", "notes", "p90_wait"}:
            swept, single = getattr(path, field.name)[:, 1, 1], getattr(alone, field.name)
            assert swept == pytest.approx(single, rel=1e-5, abs=1e-5), field.name


def test_every_equation_by_hand() -> None:
    """The model of a week once more, in scalars, each week's flows found by bisection."""
    values = {
        "volume_cv": 0.0,
        "pressure_elasticity": -0.5,
        "overload_quality": 5.0,
        "follow_up_share": 0.0,
        "coaching_learning": 0.0,
        "recovery_weeks": 30.0,
    }
    figures = centre(values)
    v = {key: DEFAULTS.value(key) for key in DEFAULTS} | values
    now = evaluate(figures)
    levers = Policy(0.05, 0.1, off_phone_time=20.0, seats=155.0)
    weeks = 25
    path = travel(figures, levers, Plan(weeks=weeks))
    # Today: what shortens contacts, who leaves.
    sigma = np.sqrt(np.log1p(v["work_variation"] ** 2))
    z = stats.norm.isf(v["contacts_cut_short"])
    spent0 = stats.norm.cdf(z - sigma) + np.exp(sigma * z - sigma**2 / 2) * 0.1
    need0, short = 6.0 / spent0, -np.log(spent0)
    rate0, agents0 = 68_000 / 4200, 150 * 0.75 * (1 - 10 / 450)
    crowding0 = np.log(rate0 * need0 / (agents0 * v["pressure_free_occupancy"]))
    pressed0 = min(0.5 * crowding0, short)
    elasticity, clock = pressed0 / crowding0, (short - pressed0) / (0.35 * 0.6)
    best = 0.7 / (1 - (1 - v["cut_short_resolved"]) * 0.1)
    ratio, learning = v["newcomer_attrition"], v["learning_weeks"]

    def learners(hazard: float) -> float:
        return float(hazard * learning / (1 + hazard * learning))

    hazard0 = brentq(
        lambda a: a * (1 + (ratio - 1) * learners(a)) - v["attrition"] / 52, 0, 0.3, xtol=1e-16
    )
    share0 = learners(hazard0)

    def quality(busy: float) -> float:
        high, low = busy - v["overload_from"], v["idle_below"] - busy
        return 1 - 5.0 * max(0.0, high) ** 2 - v["idle_quality"] * max(0.0, low) ** 2

    def load_strain(busy: float) -> float:
        more = max(0.0, busy - v["strain_free_occupancy"])
        return float(v["occupancy_strain"] * more / 0.05)

    def given_time(rate: float, agents: float, need: float, standard: float) -> float:
        """The time that a contact gets, relative to today's, at the same need."""
        load = np.log(rate * need0 * need / (agents * v["pressure_free_occupancy"]))
        pressed = elasticity * max(0.0, load + np.log(standard))
        enforced = 0.05 * max(0.0, clock + np.log(standard))
        return float(np.exp(np.log(standard) + short - pressed - enforced))

    def contacts(agents: float, need: float, standard: float, fcr: float, pending: float) -> float:
        """The rate at which all that comes in is all that there is."""

        def too_many(rate: float) -> float:
            time = 6.0 * given_time(rate, agents, need, standard) * need
            lost = float(erlang_a(rate, time, agents, 3.0, 1 / 3).p_abandon)
            unresolved = rate * (1 - lost) * (1 - fcr) * 0.75 * 4200
            coming = (pending + unresolved) / (1 + 4 / 7)
            return primary + coming + 0.5 * rate * lost * 4200 - rate * 4200

        return float(brentq(too_many, 10.0, 25.0, xtol=1e-12))

    # The stocks as they are today.
    heads = 280.0
    new, old, training = heads * share0, heads * (1 - share0), heads * 0.3 / 52 * 4
    pending = float(now.contacts_per_year / 52 * (1 - now.p_abandon)) * 0.3 * 0.75 * 4 / 7
    standard, strain = 1.0, 0.0
    primary, budget = float(now.primary_per_year) / 52, 155 * 70 / 37.5
    for week in range(weeks):
        assert path.newcomers[week] == pytest.approx(new, rel=1e-4)
        assert path.experienced[week] == pytest.approx(old, rel=1e-4)
        assert path.training[week] == pytest.approx(training, rel=1e-3)
        assert path.standard[week] == pytest.approx(standard, abs=1e-5)
        assert path.strain[week] == pytest.approx(strain, abs=1e-3)
        heads = new + old
        agents = heads * 37.5 / 70 * 0.75 * (1 - 20 / 450)
        slow = v["newcomer_slowness"]
        need = (1 + slow * new / heads) / (1 + slow * share0)
        fcr, busy = 0.7, 0.87
        for _ in range(200):
            rate = contacts(agents, need, standard, fcr, pending)
            got = given_time(rate, agents, need, standard)
            time = 6.0 * got * need
            queue = erlang_a(rate, time, agents, 3.0, 1 / 3)
            cut = capped(min(0.9999999, spent0 * got), v["work_variation"])
            next_fcr = best * (1 - (1 - v["cut_short_resolved"]) * cut)
            next_fcr *= quality(float(queue.occupancy)) / quality(float(now.occupancy))
            next_fcr -= v["newcomer_resolution"] * (new / heads - share0)
            done = abs(next_fcr - fcr) + abs(float(queue.occupancy) - busy) < 1e-9
            fcr, busy = next_fcr, float(queue.occupancy)
            if done:
                break
        assert path.contacts[week] == pytest.approx(rate * 4200, rel=1e-4)
        assert path.fcr[week] == pytest.approx(fcr, abs=1e-4)
        assert path.handle_time[week] == pytest.approx(time, rel=1e-4)
        assert path.service_level[week] == pytest.approx(float(queue.service_level), abs=1e-3)
        waited = float(queue.mean_wait) - float(now.mean_wait) / 60
        gave_up = float(queue.p_abandon) - float(now.p_abandon)
        satisfied = 0.7 + v["resolution_satisfaction"] * (fcr - 0.7)
        satisfied -= v["abandon_satisfaction"] * gave_up + v["wait_satisfaction"] * waited
        assert path.satisfaction[week] == pytest.approx(satisfied, abs=1e-4)
        # What is carried into the next week.
        unresolved = rate * (1 - float(queue.p_abandon)) * (1 - fcr) * 0.75 * 4200
        pending = (pending + unresolved) * (4 / 7) / (1 + 4 / 7)
        hazard = hazard0 * np.exp(v["strain_attrition"] * strain)
        gone_old, gone_new, learned = hazard * old, hazard * ratio * new, new / learning
        gone, out = gone_old + gone_new, training / 4
        starts = max(0.0, gone + (budget - heads - (training - gone * 4)) / 8)
        pay = heads * v["wage"] / 52
        assert path.cost[week] == pytest.approx(pay + starts * 0.16 * v["wage"], rel=1e-3)
        work_strain = load_strain(busy) - load_strain(float(now.occupancy))
        watched = v["monitoring_strain"] * (0.1 - 0.3)
        strain += (work_strain + watched - strain) / v["strain_weeks"]
        training += starts - out
        new, old = new + out - learned - gone_new, old + learned - gone_old
        if got < standard:
            standard += (got - standard) / 18.8
        else:
            standard = min(1.0, standard + (1.0 - standard) / 30.0)


SHOCK = Plan(weeks=156, shock=Shock(size=0.25, start_week=8, weeks=12))


def shocked(**values: float) -> tuple[Figures, Journey]:
    """A quarter more work for twelve weeks, with the published response to pressure."""
    figures = centre(
        {
            "pressure_elasticity": -0.64,
            "pressure_free_occupancy": 0.88,
            "strain_attrition": 0.0,
            "newcomer_slowness": 0.0,
            "newcomer_resolution": 0.0,
            "erosion_weeks": 18.8,
            **values,
        }
    )
    return figures, travel(figures, today_policy(figures), SHOCK)


def test_care_erodes_as_published_while_less_is_given() -> None:
    """S' = (given - S) / 18.8 weeks (Oliva and Sterman 2001), handle time being what is given."""
    _, path = shocked(recovery_weeks=8.14e6)
    for week in range(8, 19):
        given_time = path.handle_time[week] / 6.0
        assert given_time < path.standard[week]
        expected = path.standard[week] + (given_time - path.standard[week]) / 18.8
        assert path.standard[week + 1] == pytest.approx(expected, rel=1e-6)


def test_a_shock_leaves_care_eroded_for_good_where_it_does_not_recover() -> None:
    """Resolution stays lower three years on although the advisors are then less busy."""
    _, path = shocked(recovery_weeks=8.14e6)
    assert path.standard[:9].tolist() == [1.0] * 9
    after = path.standard[25:]
    assert after.max() < 0.99
    assert np.ptp(after) < 1e-4
    assert path.fcr[-1] < path.fcr[0] - 0.005
    assert path.occupancy[-1] < path.occupancy[0]


def test_care_comes_back_where_leaders_bring_it_back() -> None:
    _, path = shocked(recovery_weeks=26.0)
    low = path.standard.min()
    assert (np.diff(path.standard[22:]) >= 0).all()
    # In logarithms of what is missing: a straight line with the published kind of time constant.
    missing = 1 - path.standard[22:60]
    assert np.diff(np.log(missing)) == pytest.approx(np.full(37, np.log(1 - 1 / 26)), rel=1e-6)
    assert low < 0.99


def test_without_the_link_a_shock_passes() -> None:
    figures = centre(pressure_elasticity=-0.64, strain_attrition=0.0)
    path = travel(figures, today_policy(figures, Evidence.TESTED_ONLY), SHOCK)
    assert path.standard.tolist() == [1.0] * 156
    assert path.service_level[15] < path.service_level[0] - 0.05
    assert path.service_level[-1] == pytest.approx(path.service_level[0], abs=1e-3)


def released(**values: float) -> tuple[Journey, Any]:
    figures = centre(values)
    levers = replace(today_policy(figures), enforcement=0.0)
    return travel(figures, levers, Plan(weeks=104)), evaluate(figures)


def test_released_without_heads_it_is_worse_before_it_is_better() -> None:
    """At the defaults satisfaction dips and then gains; service level only recovers in part."""
    path, now = released()
    assert path.satisfaction[0] < 0.7 < path.satisfaction[-1]
    assert path.service_level[0] == path.service_level.min()
    assert path.service_level[0] < path.service_level[-1] < now.service_level


def test_the_longer_customers_take_to_come_back_the_deeper_the_dip() -> None:
    lows = [released(recontact_days=days)[0].satisfaction.min() for days in (0.0, 4.0, 10.0)]
    assert lows[0] > lows[1] > lows[2]


def test_where_haste_resolves_as_well_nothing_gets_better() -> None:
    """If contacts cut short were resolved all the same, releasing the clock only lengthens them."""
    path, now = released(cut_short_resolved=1.0, idle_quality=0.0, overload_quality=0.0)
    assert (path.satisfaction < 0.7).all()
    assert (path.service_level < now.service_level).all()


def test_before_it_starts_it_is_today_and_a_ramp_comes_step_by_step() -> None:
    figures = centre()
    levers = replace(today_policy(figures), enforcement=0.0, seats=165.0)
    path = travel(figures, levers, Plan(weeks=40, start_week=10, ramp_weeks=10))
    at_once = travel(figures, levers, Plan(weeks=30))
    assert path.handle_time[:10] == pytest.approx(np.full(10, 6.0), rel=1e-6)
    assert path.starts[:10] == pytest.approx(np.full(10, path.starts[0]), rel=1e-5)
    rise = path.handle_time[10:20]
    assert (np.diff(rise) > 0).all()
    assert rise[0] < at_once.handle_time[0]
    later = travel(figures, levers, Plan(weeks=40, start_week=10))
    assert later.fcr[10:] == pytest.approx(at_once.fcr, abs=1e-5)
    assert later.advisors[10:] == pytest.approx(at_once.advisors, rel=1e-5)


def test_no_more_start_than_can_and_only_in_whole_classes() -> None:
    figures = centre()
    levers = replace(today_policy(figures), seats=180.0)
    capped_path = travel(figures, levers, Plan(weeks=104, hiring_cap=3.0))
    assert capped_path.starts.max() == pytest.approx(3.0)
    assert capped_path.advisors[30] < travel(figures, levers, Plan(weeks=104)).advisors[30]
    classes = travel(figures, levers, Plan(weeks=104, class_size=12.0, hiring_cap=24.0))
    assert set(classes.starts.tolist()) <= {0.0, 12.0, 24.0}
    assert abs(classes.advisors[-20:].mean() - 180 * 70 / 37.5) < 12


def test_nobody_hired_means_fewer_every_week_and_still_an_answer() -> None:
    figures = centre()
    path = travel(figures, today_policy(figures), Plan(weeks=260, hiring_cap=0.0))
    assert (np.diff(path.advisors)[4:] < 0).all()
    for field in fields(Journey):
        value = getattr(path, field.name)
        if isinstance(value, np.ndarray):
            assert np.isfinite(value).all(), field.name


def test_with_fewer_seats_nobody_is_sent_away() -> None:
    figures = centre()
    path = travel(figures, replace(today_policy(figures), seats=120.0), Plan(weeks=200))
    assert path.starts[0] == 0
    assert (path.leavers <= path.advisors * path.attrition / 52 * (1 + 1e-9)).all()
    assert path.advisors[-1] == pytest.approx(120 * 70 / 37.5, rel=1e-3)


def test_a_season_has_no_effect_on_the_mean_of_new_matters() -> None:
    figures = centre()
    plan = Plan(weeks=104, season=Season(swing=0.2, peak_week=30))
    path = travel(figures, today_policy(figures), plan)
    usual = float(evaluate(figures).primary_per_year) / 52
    assert path.primary.mean() == pytest.approx(usual, rel=1e-12)
    assert path.primary.argmax() % 52 == 30


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seats": 0.0}, "number of seats is 0"),
        ({"enforcement": 1.5}, "enforcement of handle time is 1.5"),
        ({"off_phone_time": 450.0}, "450 minutes in a shift of 7.5 hours"),
    ],
)
def test_a_lever_that_cannot_be_is_named(change: dict[str, Any], said: str) -> None:
    figures = centre()
    with pytest.raises(ValueError, match=said):
        travel(figures, replace(today_policy(figures), **change))


@pytest.mark.parametrize(
    "wrong",
    [
        {"weeks": 0},
        {"weeks": 261},
        {"hiring_cap": -1.0},
        {"hiring_cap": 3.0, "class_size": 5.0},
        {"shock": {"size": -1.0, "start_week": 0, "weeks": 1}},
        {"season": {"swing": 0.0, "peak_week": 3}},
        {"hiring_cap": float("nan")},
    ],
)
def test_a_plan_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Plan.model_validate(wrong)
