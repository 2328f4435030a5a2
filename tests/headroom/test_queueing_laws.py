"""Laws that any queue obeys, and inputs that none has."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray
from scipy import stats
from scipy.optimize import brentq

from tests.headroom.made import LAW
from workbench.headroom import queueing
from workbench.headroom.queueing import (
    erlang_a,
    erlang_a_mixed,
    erlang_a_with_repeats,
    erlang_b,
    erlang_c,
    p_wait_beyond,
)

ROUNDING = 1e-10


def many(figure: queueing.Number) -> NDArray[np.float64]:
    assert isinstance(figure, np.ndarray)
    return figure


agents_ = st.floats(0.5, 3000)
busy = st.floats(0.05, 2.0)
minutes = st.floats(0.2, 120)
shares = st.floats(0, 1)
redials = st.floats(0, 0.95)


@LAW
@given(agents_, busy, minutes, minutes, minutes, st.floats(1.001, 2))
def test_more_agents_never_make_service_worse(
    agents: float, load: float, aht: float, patience: float, threshold: float, more: float
) -> None:
    found = erlang_a(load * agents / aht, aht, [agents, agents * more], patience, threshold)
    assert many(found.service_level)[1] >= many(found.service_level)[0] - ROUNDING
    assert many(found.p_abandon)[1] <= many(found.p_abandon)[0] + ROUNDING
    assert many(found.p_wait)[1] <= many(found.p_wait)[0] + ROUNDING
    assert many(found.occupancy)[1] <= many(found.occupancy)[0] + ROUNDING


@LAW
@given(agents_, busy, minutes, minutes, st.floats(1.001, 10))
def test_more_patience_never_raises_abandonment(
    agents: float, load: float, aht: float, patience: float, more: float
) -> None:
    found = erlang_a(load * agents / aht, aht, agents, [patience, patience * more], 0.5)
    assert many(found.p_abandon)[1] <= many(found.p_abandon)[0] + ROUNDING
    assert many(found.p_wait)[1] >= many(found.p_wait)[0] - ROUNDING


@LAW
@given(agents_, busy, minutes, minutes, minutes, st.floats(1e-3, 1e3))
def test_the_unit_of_time_does_not_matter(
    agents: float, load: float, aht: float, patience: float, threshold: float, unit: float
) -> None:
    rate = load * agents / aht
    one = erlang_a(rate, aht, agents, patience, threshold)
    other = erlang_a(rate / unit, aht * unit, agents, patience * unit, threshold * unit)
    for name in ("p_wait", "p_abandon", "service_level", "occupancy"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=ROUNDING), name
    for name in ("mean_wait", "asa"):
        assert getattr(one, name) * unit == pytest.approx(getattr(other, name), rel=1e-9), name


@LAW
@given(agents_, busy, minutes, minutes, minutes)
def test_shares_are_shares_and_fit_together(
    agents: float, load: float, aht: float, patience: float, threshold: float
) -> None:
    rate = load * agents / aht
    found = erlang_a(rate, aht, agents, patience, [0.0, threshold])
    for name in ("p_wait", "p_abandon", "service_level", "occupancy"):
        value = many(getattr(found, name))
        assert ((value >= 0) & (value <= 1 + ROUNDING)).all(), name
    now, later = many(found.service_level)
    assert now == pytest.approx(1 - many(found.p_wait)[0], abs=ROUNDING)
    assert later >= now - ROUNDING
    assert (many(found.service_level_answered) >= found.service_level).all()
    assert (many(found.service_level_patient) >= many(found.service_level) - ROUNDING).all()
    beyond = many(p_wait_beyond(rate, aht, agents, patience, [0.0, threshold]))
    assert beyond[0] == pytest.approx(many(found.p_wait)[0], abs=ROUNDING)
    assert beyond[1] <= beyond[0] + ROUNDING
    # Little's law: agents busy = answered per minute × minutes each.
    answered = 1 - many(found.p_abandon)
    assert found.occupancy * agents == pytest.approx(rate * answered * aht, rel=1e-6)
    # All contacts = those answered after their wait + those that gave up after theirs.
    assert (found.asa * answered <= many(found.mean_wait) + ROUNDING * patience).all()


@LAW
@given(agents_, st.floats(0.05, 0.95), minutes, minutes)
def test_endless_patience_is_erlang_c(
    agents: float, load: float, aht: float, threshold: float
) -> None:
    rate = load * agents / aht
    waiting = erlang_c(rate, aht, agents, threshold)
    patient = erlang_a(rate, aht, agents, 1e10 * aht, threshold)
    assert patient.p_wait == pytest.approx(waiting.p_wait, abs=1e-6)
    assert patient.service_level == pytest.approx(waiting.service_level, abs=1e-6)
    assert patient.asa == pytest.approx(waiting.asa, abs=1e-5 * aht)


@LAW
@given(st.floats(0.1, 5000), st.floats(0.01, 2))
def test_erlang_b_obeys_its_recursion(agents: float, load: float) -> None:
    a = agents * load
    fewer, more = many(erlang_b([agents, agents + 1], a))
    assert more == pytest.approx(a * fewer / (agents + 1 + a * fewer), rel=1e-9, abs=1e-300)


@LAW
@given(agents_, busy, minutes, minutes, shares, shares, redials)
def test_every_matter_ends_resolved_or_given_up(
    agents: float,
    load: float,
    aht: float,
    patience: float,
    fcr: float,
    recontact: float,
    redial: float,
) -> None:
    primary = load * agents / aht
    found = erlang_a_with_repeats(primary, aht, agents, patience, 0.5, fcr, recontact, redial)
    answered = found.total_rate * (1 - found.p_abandon)
    lost = answered * (1 - fcr) * (1 - recontact)
    lost += found.total_rate * found.p_abandon * (1 - redial)
    assert answered * fcr + lost == pytest.approx(primary, rel=1e-8)
    assert found.total_rate >= primary * (1 - 1e-12)
    plain = erlang_a(found.total_rate, aht, agents, patience, 0.5)
    assert found.service_level == pytest.approx(plain.service_level, abs=ROUNDING)


def test_the_total_rate_is_the_one_that_bisection_finds() -> None:
    aht, agents, patience, fcr, recontact, redial = 5.0, 55.0, 2.0, 0.6, 0.9, 0.6

    def excess(total: float, primary: float) -> float:
        lost = total * float(erlang_a(total, aht, agents, patience, 0.3).p_abandon)
        repeats = (total - lost) * (1 - fcr) * recontact + lost * redial
        return total - repeats - primary

    for primary in (1.0, 6.0, 7.0, 8.0, 12.0, 40.0):
        found = erlang_a_with_repeats(
            primary, aht, agents, patience, 0.3, fcr, recontact, redial
        ).total_rate
        exact = brentq(excess, primary, primary * 20, args=(primary,), xtol=1e-13)
        assert found == pytest.approx(exact, rel=1e-10)


@LAW
@given(agents_, busy, minutes, minutes)
def test_without_repeats_nothing_is_added(
    agents: float, load: float, aht: float, patience: float
) -> None:
    rate = load * agents / aht
    found = erlang_a_with_repeats(rate, aht, agents, patience, 0.5, 1.0, 0.8, 0.0)
    assert found.total_rate == pytest.approx(rate, rel=1e-12)


@LAW
@given(agents_, busy, minutes, minutes)
def test_days_that_are_alike_give_the_plain_formula_exactly(
    agents: float, load: float, aht: float, patience: float
) -> None:
    inputs = (load * agents / aht, aht, agents, patience, 0.5)
    plain, mixed = erlang_a(*inputs), erlang_a_mixed(*inputs, 0.0)
    for name in ("p_wait", "p_abandon", "service_level", "mean_wait", "occupancy"):
        assert getattr(mixed, name) == getattr(plain, name), name


@pytest.mark.parametrize("load", [20.0, 200.0, 2000.0])
@pytest.mark.parametrize("variation", [0.02, 0.05, 0.1, 0.2, 0.3])
def test_a_few_days_do_for_all_of_them(variation: float, load: float) -> None:
    shape = 1 / variation**2
    days = stats.gamma.ppf((np.arange(4000) + 0.5) / 4000, shape, scale=1 / shape)
    for agents in (0.95 * load, 1.03 * load, 1.15 * load):
        each = erlang_a(load / 5 * days, 5.0, agents, 3.0, 1 / 3)
        mixed = erlang_a_mixed(load / 5, 5.0, agents, 3.0, 1 / 3, variation)
        for name in ("service_level", "p_abandon"):
            exact = np.average(getattr(each, name), weights=days)
            # Where days differ that much, a service level is not known to a point anyway.
            close = 0.002 if variation * np.sqrt(load) < 4 else 0.02
            assert getattr(mixed, name) == pytest.approx(exact, abs=close), name


def test_numbers_give_numbers_and_arrays_give_arrays_of_one_shape() -> None:
    one = erlang_a(10.0, 5.0, 50, 3.0, 0.3)
    assert isinstance(one.service_level, float)
    grid = erlang_a(np.linspace(8, 12, 3)[:, None], 5.0, [45, 50], 3.0, 0.3)
    assert many(grid.asa).shape == (3, 2)
    assert many(grid.service_level)[1, 1] == one.service_level
    repeated = erlang_a_with_repeats(7.0, 5.0, [[45], [50]], 3.0, 0.3, [0.6, 0.7, 0.8], 0.5, 0.5)
    assert many(repeated.total_rate).shape == (2, 3)
    single = erlang_a_with_repeats(7.0, 5.0, 50, 3.0, 0.3, 0.7, 0.5, 0.5)
    assert many(repeated.total_rate)[1, 1] == pytest.approx(single.total_rate, rel=1e-12)
    mixed = erlang_a_mixed(10.0, 5.0, 50, 3.0, 0.3, [0.0, 0.1])
    assert many(mixed.service_level)[0] == pytest.approx(one.service_level, abs=1e-14)
    assert many(mixed.service_level)[1] < one.service_level


def test_nothing_warns_even_when_everything_is_an_error() -> None:
    rates, agents = [0.0, 1e-12, 0.1, 10.0, 1e4], [[1e-3], [0.5], [30.0], [1e4]]
    with np.errstate(all="raise"):
        for patience in (5 / 60, 3.0, 600.0):
            for threshold in (0.0, 1 / 60, 4320.0):
                found = erlang_a(rates, 5.0, agents, patience, threshold)
                assert np.isfinite(found.service_level).all()
                assert np.isfinite(found.asa).all()
                mixed = erlang_a_mixed(rates, 5.0, agents, patience, threshold, 0.3)
                assert np.isfinite(mixed.service_level).all()
        assert np.isfinite(
            erlang_a_with_repeats(rates, 5.0, agents, 3.0, 0.3, 0.0, 1.0, 0.9).total_rate
        ).all()
        erlang_c(rates, 5.0, agents, 4320.0)
        erlang_b(agents, rates)


def test_nobody_calling_is_an_idle_centre() -> None:
    found = erlang_a(0.0, 5.0, 10.0, 3.0, 0.3)
    assert (found.p_wait, found.p_abandon, found.occupancy, found.asa) == (0, 0, 0, 0)
    assert found.service_level == 1
    assert erlang_a_with_repeats(0.0, 5.0, 10.0, 3.0, 0.3, 0.5, 0.5, 0.5).total_rate == 0


GOOD: dict[str, dict[str, ArrayLike]] = {
    "erlang_b": {"agents": 10, "load": 8},
    "erlang_c": {"arrival_rate": 1, "aht": 5, "agents": 10, "threshold": 0.3},
    "erlang_a": {"arrival_rate": 1, "aht": 5, "agents": 10, "patience": 3, "threshold": 0.3},
    "erlang_a_with_repeats": {
        "primary_rate": 1,
        "aht": 5,
        "agents": 10,
        "patience": 3,
        "threshold": 0.3,
        "fcr": 0.7,
        "p_recontact": 0.8,
        "p_redial": 0.5,
    },
    "erlang_a_mixed": {
        "mean_rate": 1,
        "aht": 5,
        "agents": 10,
        "patience": 3,
        "threshold": 0.3,
        "rate_cv": 0.1,
    },
}
ZERO_IS_FINE = {"load", "arrival_rate", "primary_rate", "mean_rate", "threshold", "fcr"}
ZERO_IS_FINE |= {"p_recontact", "p_redial", "rate_cv"}
AT_MOST_ONE = {"fcr", "p_recontact", "rate_cv"}


def impossible(name: str, function: str) -> list[object]:
    wrong: list[object] = [float("nan"), float("inf"), -1, [0.5, -0.1], "many", None, 1j]
    if name not in ZERO_IS_FINE and function != "erlang_b":
        wrong.append(0)
    if name in AT_MOST_ONE:
        wrong.append(1.01)
    if name == "p_redial":
        wrong.append(1)
    return wrong


@pytest.mark.parametrize(
    ("function", "name", "wrong"),
    [
        (function, name, wrong)
        for function, good in GOOD.items()
        for name in good
        for wrong in impossible(name, function)
    ],
)
def test_an_impossible_input_is_refused_by_name(function: str, name: str, wrong: ArrayLike) -> None:
    with pytest.raises(ValueError, match=rf"^{name} is .*; accepted: .*\d"):
        getattr(queueing, function)(**GOOD[function] | {name: wrong})


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match=r"aht \(2,\), agents \(3,\)"):
        erlang_a(1.0, [5, 6], [10, 11, 12], 3.0, 0.3)
