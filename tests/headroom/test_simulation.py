"""The simulation beside closed forms, laws, and the formula at the point that is shown."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import ndtri

from tests.headroom.made import centre
from workbench.headroom.intraday import default_profile
from workbench.headroom.policy import today_policy
from workbench.headroom.queueing import erlang_a, erlang_c
from workbench.headroom.simulated_figures import Simulated
from workbench.headroom.simulated_point import Point, plain_point, point_of
from workbench.headroom.simulation import FEWEST_CALLS, SimulationOnly, simulate

# How far a right simulation may be from the formula, in standard errors, at the fixed seeds here.
FAR = 4.0
ENDLESS = 1e7
ONE = np.ones(1)


def standard_errors_away(found: Simulated, name: str, known: float) -> float:
    """At least so many standard errors: a t interval of 95 % reaches 1.96 of them or more."""
    figure = found.figures[name]
    reach = (figure.high - figure.low) / 2
    return abs(figure.value - known) / (reach / float(ndtri(0.975)))


def assert_is(found: Simulated, name: str, known: float, within: float) -> None:
    """As close as its error allows, and the error small enough to tell a wrong answer."""
    figure = found.figures[name]
    assert (figure.high - figure.low) / 2 < within, (name, figure)
    assert standard_errors_away(found, name, known) < FAR, (name, figure, known)


@pytest.mark.parametrize(
    ("rate", "handle_time", "agents", "patience", "threshold"),
    [
        (48.0, 1.0, 50, 2.0, 1 / 3),  # Garnett, Mandelbaum and Reiman 2002
        (10 / 3, 3.0, 14, 5.0, 1 / 3),
        (10.0, 3.0, 28, 2.0, 1 / 3),  # overload
        (120.0, 0.25, 31, 2.0, 0.1),
        (0.5, 1.0, 1, 1.0, 0.5),  # a single advisor
    ],
)
def test_erlang_a(
    rate: float, handle_time: float, agents: int, patience: float, threshold: float
) -> None:
    point = plain_point(rate, handle_time, agents, patience, threshold)
    found = simulate(point, 300_000, seed=11)
    known = erlang_a(rate, handle_time, agents, patience, threshold)
    assert_is(found, "contacts_per_minute", rate, 0.01 * rate)
    for name in ("service_level", "service_level_answered", "p_wait", "p_abandon", "occupancy"):
        assert_is(found, name, float(getattr(known, name)), 0.03)
    assert_is(found, "mean_wait", 60 * float(known.mean_wait), 0.15 * 60 * float(known.mean_wait))


def test_patience_without_end_is_erlang_c() -> None:
    found = simulate(plain_point(10 / 3, 3.0, 14, ENDLESS, 1 / 3), 600_000, seed=3)
    known = erlang_c(10 / 3, 3.0, 14, 1 / 3)
    assert_is(found, "p_wait", float(known.p_wait), 0.01)
    assert_is(found, "service_level", float(known.service_level), 0.01)
    assert_is(found, "mean_wait", 60 * float(known.asa), 1.0)
    assert found.figures["p_abandon"].value == 0


@pytest.mark.parametrize("variation", [0.5, 1.5])
def test_one_advisor_with_any_handle_time_is_pollaczek_and_khinchine(variation: float) -> None:
    """M/G/1: the mean wait is load × handle time × (1 + CV²) / 2 / (1 - load)."""
    load, handle_time = 0.6, 5.0
    known = load * handle_time * (1 + variation**2) / 2 / (1 - load)
    only = SimulationOnly(handle_time_cv=variation)
    found = simulate(
        plain_point(load / handle_time, handle_time, 1, ENDLESS, 1.0), 900_000, 5, only
    )
    assert_is(found, "mean_wait", 60 * known, 0.06 * 60 * known)
    assert_is(found, "p_wait", load, 0.01)
    assert found.beyond_formula
    assert found.compared == ()


def test_who_goes_first_does_not_change_how_many_wait_or_give_up() -> None:
    """With the same exponential times for all, the number of contacts there is the same process."""
    known = erlang_a(10.0, 3.0, 28, 2.0, 1 / 3)
    found = simulate(
        plain_point(10.0, 3.0, 28, 2.0, 1 / 3), 250_000, 7, SimulationOnly(goes_first=0.3)
    )
    for name in ("p_wait", "p_abandon", "occupancy"):
        assert_is(found, name, float(getattr(known, name)), 0.02)
    assert_is(found, "mean_wait", 60 * float(known.mean_wait), 1.5)
    first, others = (found.figures[f"mean_wait_{who}"] for who in ("first", "others"))
    assert first.high < others.low
    assert found.figures["service_level_first"].low > found.figures["service_level"].high


def test_waits_of_those_who_go_first_are_cobhams() -> None:
    """Without abandonment: W1 = C h / n / (1 - share × load); the others' over (1 - load) too."""
    rate, handle_time, agents, share = 4.0, 3.0, 15, 0.4
    load = rate * handle_time / agents
    spell = float(erlang_c(rate, handle_time, agents, 0.0).p_wait) * handle_time / agents
    first = spell / (1 - share * load)
    point = plain_point(rate, handle_time, agents, ENDLESS, 1 / 3)
    found = simulate(point, 500_000, 17, SimulationOnly(goes_first=share))
    assert_is(found, "mean_wait_first", 60 * first, 1.0)
    assert_is(found, "mean_wait_others", 60 * first / (1 - load), 5.0)


def test_chats_that_do_not_slow_each_other_are_as_many_advisors() -> None:
    known = erlang_a(10.0, 3.0, 28, 2.0, 1 / 3)
    only = SimulationOnly(chats_at_once=4)
    found = simulate(plain_point(10.0, 3.0, 7, 2.0, 1 / 3), 250_000, 23, only)
    for name in ("p_wait", "p_abandon", "service_level", "occupancy"):
        assert_is(found, name, float(getattr(known, name)), 0.02)


def test_chats_that_slow_each_other_take_more_of_the_time() -> None:
    point = plain_point(4.0, 3.0, 7, 2.0, 1 / 3)
    free, slow = (
        simulate(point, 50_000, 2, SimulationOnly(chats_at_once=3, chat_slowdown=slowdown))
        for slowdown in (0.0, 0.5)
    )
    assert slow.figures["occupancy"].low > free.figures["occupancy"].high


@pytest.mark.parametrize(
    ("agents", "fcr", "recontact", "redial", "total"),
    [(60, 0.7, 0.8, 0.5, 10.58409824760689), (48, 0.65, 0.9, 0.6, 13.174314466819402)],
    ids=["R01", "R03"],
)
@pytest.mark.parametrize("only", [None, SimulationOnly(repeat_delay=240, redial_delay=60)])
def test_contacts_that_come_back_add_up_to_the_published_total(
    agents: int,
    fcr: float,
    recontact: float,
    redial: float,
    total: float,
    only: SimulationOnly | None,
) -> None:
    point = Point(
        8 * ONE, total * ONE, ONE, ONE, 5.0, float(agents), 3.0, 1 / 3, fcr, recontact, redial
    )
    found = simulate(point, 300_000, 31, only)
    assert_is(found, "contacts_per_minute", total, 0.02 * total)
    assert_is(found, "repeat_share", 1 - 8 / total, 0.02)
    if only is None:
        known = erlang_a(total, 5.0, agents, 3.0, 1 / 3)
        assert_is(found, "p_abandon", float(known.p_abandon), 0.02)


def test_the_point_that_is_shown_agrees_with_its_formula() -> None:
    found = simulate(point_of(centre()), 1_000_000, seed=1)
    assert {figure.name for figure in found.compared} == {
        "contacts_per_minute", "service_level", "service_level_answered", "service_level_patient",
        "p_wait", "p_abandon", "mean_wait", "occupancy", "repeat_share",
    }  # fmt: skip
    for figure in found.compared:
        assert figure.formula is not None
        assert standard_errors_away(found, figure.name, figure.formula) < FAR, figure
    assert found.calls == pytest.approx(1_000_000, rel=0.1)


OVERLOADED = Point(
    8 * ONE, 13.174314466819402 * ONE, ONE, ONE, 5.0, 48.0, 3.0, 1 / 3, 0.65, 0.9, 0.6
)


@pytest.mark.parametrize(
    ("point", "calls"),
    [(plain_point(10.0, 3.0, 31, 2.0, 1 / 3), 20_000), (OVERLOADED, 80_000)],
    ids=["no repeats", "overload, where most try again"],
)
def test_nineteen_in_twenty_intervals_hold_the_formula(point: Point, calls: int) -> None:
    """Over 60 seeds: at least 50 do (fewer in 1 of 500 at the stated 95 %), and none is idle."""
    inside, values, reaches = 0, [], []
    for seed in range(60):
        figure = simulate(point, calls, seed).figures["p_abandon"]
        inside += figure.agrees
        values.append(figure.value)
        reaches.append((figure.high - figure.low) / 2)
    assert inside >= 50
    assert np.mean(reaches) < 3.2 * np.std(values)


def test_what_never_happens_is_not_ruled_out() -> None:
    """Nobody of 20,000 gives up where the formula says one in a thousand million."""
    found = simulate(plain_point(1.0, 1.0, 30, 2.0, 1 / 3), 20_000, 1)
    lost, in_time = found.figures["p_abandon"], found.figures["service_level"]
    assert lost.value == 0
    assert 0 < lost.high <= 3 / 20_000 * 1.1
    assert lost.agrees
    assert in_time.value == 1
    assert 1 - 3 / 20_000 * 1.1 <= in_time.low < 1
    assert in_time.agrees


def test_the_same_seed_gives_the_same_digits_and_another_does_not() -> None:
    point = point_of(centre())
    for only in (None, SimulationOnly(goes_first=0.2)):
        one, again, other = (simulate(point, 30_000, seed, only) for seed in (4, 4, 5))
        assert one == again
        assert one.figures["p_wait"].value != other.figures["p_wait"].value


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    simulate(point_of(centre()), 30_000, 1, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    assert max(told) <= 1
    assert len(told) > 50


def test_more_seats_serve_better_with_the_same_contacts() -> None:
    found = [
        simulate(plain_point(10.0, 3.0, agents, 2.0, 1 / 3), 60_000, 9) for agents in range(24, 40)
    ]
    arrived = {run.figures["contacts_per_minute"].value for run in found}
    assert len(arrived) == 1, "the contacts are the same ones"
    for few, more in pairwise(found):
        assert few.figures["service_level"].value < more.figures["service_level"].value
        assert few.figures["p_abandon"].value > more.figures["p_abandon"].value
        assert few.figures["mean_wait"].value > more.figures["mean_wait"].value
        assert few.figures["occupancy"].value > more.figures["occupancy"].value


def test_intervals_that_are_alike_are_one_long_day() -> None:
    """Half hours that follow each other, all the same: the queue must not notice."""
    rates = np.full(6, 10.0)
    point = replace(
        plain_point(10.0, 3.0, 28, 2.0, 1 / 3),
        primary=rates, rates=rates, weights=np.full(6, 1 / 6), staffing=np.ones(6),
        intervals=6, interval=30.0,
    )  # fmt: skip
    found = simulate(point, 250_000, 13)
    known = erlang_a(10.0, 3.0, 28, 2.0, 1 / 3)
    for name in ("p_wait", "p_abandon", "service_level", "occupancy"):
        assert_is(found, name, float(getattr(known, name)), 0.02)


def test_a_queue_is_carried_into_the_next_interval() -> None:
    """After an overloaded half hour the quiet one begins with a queue, so more wait than alone."""
    rates = np.array([14.0, 5.0])
    point = replace(
        plain_point(9.5, 3.0, 28, 30.0, 1 / 3),
        primary=rates, rates=rates, weights=np.full(2, 0.5), staffing=np.ones(2),
        intervals=2, interval=30.0,
    )  # fmt: skip
    alone = [float(erlang_a(rate, 3.0, 28, 30.0, 1 / 3).p_wait) for rate in rates]
    quiet = alone[1] * rates[1] / rates.sum()
    found = simulate(point, 100_000, 1).figures["p_wait"]
    assert found.low > quiet + rates[0] / rates.sum() * 0.8


def test_whole_days_are_simulated_beside_a_formula_that_takes_each_interval_as_steady() -> None:
    held = replace(centre(), day=default_profile().intervals())
    found = simulate(point_of(held, today_policy(held)), 400_000, 1)
    for name, close in (("service_level", 0.03), ("p_abandon", 0.01), ("occupancy", 0.01)):
        figure = found.figures[name]
        assert figure.formula == pytest.approx(figure.value, abs=close), name


def test_contacts_in_a_row_without_a_pause() -> None:
    """Half an hour alone is always a pause; in overload there is hardly one."""
    lonely = simulate(plain_point(0.01, 1.0, 5, 2.0, 1 / 3), 10_000, 1).figures["in_a_row"]
    assert lonely.value == pytest.approx(1.0, abs=0.01)
    crowded = simulate(plain_point(48.0, 1.0, 50, 2.0, 1 / 3), 100_000, 1).figures["in_a_row"]
    assert crowded.value > 50
    full = simulate(plain_point(100.0, 1.0, 20, 2.0, 1 / 3), 20_000, 1)
    assert "in_a_row" not in full.figures


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"calls": FEWEST_CALLS - 1}, "the number of contacts is 9999; accepted: 10,000 to"),
        ({"level": 1.0}, "the level of the intervals is 1.0; accepted: above 0 and below 1"),
        ({"seed": -1}, "the seed is -1; accepted: 0 or more"),
    ],
)
def test_what_is_out_of_range_is_refused(change: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simulate(plain_point(1.0, 1.0, 3, 2.0, 1 / 3), **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"there are 0\.5 advisors on the phone; accepted: 1"):
        simulate(plain_point(1.0, 1.0, 0.5, 2.0, 1 / 3))


def test_nothing_is_beyond_the_formula_unless_asked_for() -> None:
    assert not SimulationOnly().any
    for field, value in (("handle_time_cv", 1.0), ("chats_at_once", 2), ("repeat_delay", 60.0)):
        assert SimulationOnly.model_validate({field: value}).any
    assert math.isclose(SimulationOnly(goes_first=0.25).goes_first, 0.25)
