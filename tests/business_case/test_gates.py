"""Gates, delays and pilots against their published values and against being worked out by hand."""

import numpy as np
import pytest
from pydantic import ValidationError

from tests.business_case.made import Centre, assumption, register
from workbench.business_case.case import build_case
from workbench.business_case.conventions import Conventions, Pricing, RiskMode, Timing
from workbench.business_case.delay import cost_of_delay
from workbench.business_case.futures import Counted, Futures, Sizes
from workbench.business_case.gates import best_criterion, gate_path, option_value
from workbench.business_case.pilot_update import Belief, as_range, belief_in, updated
from workbench.business_case.risk_plan import Gate, RiskPlan


def futures(drawn: np.ndarray) -> Futures:
    nothing = np.zeros_like(drawn)
    counted = Counted(nothing, nothing[:, None], nothing[:, None])
    sizes = Sizes(len(drawn), len(drawn), 2)
    return Futures(sizes, 1, {"x": drawn}, counted, counted, nothing)


def gate(**changes: object) -> Gate:
    plain = {"name": "Pilot", "month": 0, "assumption_id": "x", "stops_beyond": 0.5}
    return Gate.model_validate(plain | {"precision": 0.0} | changes)


def test_a_gate_in_the_futures_is_the_two_branches_of_the_published_tree() -> None:
    good = np.repeat([0.0, 1.0], [60, 40])
    worth = np.where(good > 0, 100.0, -60.0)
    found = gate_path((gate(spent=20),), futures(good), worth, 0.1)
    assert (found.gated, found.ungated) == pytest.approx((20, -16))
    assert (found.gated, found.ungated) == pytest.approx(option_value(20, (0.4, 0.6), (100, -60)))
    assert found.worth_of_stopping == pytest.approx(36)
    assert found.gates[0].stops == pytest.approx(0.6)
    assert found.goes_on == pytest.approx(0.4)
    assert found.gates[0].avoided == pytest.approx(-60)
    assert found.at_once == pytest.approx(4)
    assert found.worth_of_gates == pytest.approx(16)


def test_the_way_to_a_later_gate_costs_time_and_only_those_who_get_there_pay() -> None:
    x = np.repeat([0.0, 1.0, 2.0, 3.0], 25)
    worth = x * 100 - 150
    gates = (gate(spent=10, month=6), gate(name="Roll-out", month=12, stops_beyond=1.5, spent=8))
    found = gate_path(gates, futures(x), worth, 0.21)
    later, half = 1 / 1.21, 1 / 1.1
    assert found.gated == pytest.approx((50 + 150) / 4 * later - 10 - 0.75 * 8 * half)
    assert found.ungated == pytest.approx(-10 - 8 * half)
    assert [each.reached for each in found.gates] == [1.0, 0.75]


def test_a_gate_that_learns_little_hardly_stops_and_is_worth_less() -> None:
    x = np.random.default_rng(1).standard_normal(4000)
    worth = 100 * x
    sharp, blunt = (
        gate_path((gate(stops_beyond=0, precision=error),), futures(x), worth, 0)
        for error in (0.0, 2.0)
    )
    assert sharp.gated == pytest.approx(100 / np.sqrt(2 * np.pi), rel=0.05)
    # What is believed then has the standard deviation of the square root of 1 / (1 + 4).
    assert blunt.gated == pytest.approx(100 / np.sqrt(2 * np.pi * 5), rel=0.1)


def test_the_best_criterion_is_where_the_value_turns_and_none_where_it_never_does() -> None:
    x = np.linspace(0, 1, 1000)
    for worth, stops_above in ((x - 0.3, False), (0.3 - x, True)):
        found = best_criterion(gate(), futures(x), worth)
        assert found is not None
        assert found[0] == pytest.approx(0.3, abs=2e-3)
        assert found[1] is stops_above
    assert best_criterion(gate(), futures(x), x + 1) is None


def test_a_gate_on_a_figure_without_range_is_named() -> None:
    with pytest.raises(ValueError, match="“Pilot” watches y, which has no range"):
        gate_path((gate(assumption_id="y"),), futures(np.arange(10.0)), np.ones(10), 0)
    with pytest.raises(ValidationError, match="order of their months"):
        RiskPlan(gates=(gate(month=6), gate(name="Other", month=3)))
    with pytest.raises(ValidationError, match="2 times"):
        RiskPlan(gates=(gate(), gate()))
    with pytest.raises(ValidationError, match="no group"):
        RiskPlan(levels={"weather": "some"})
    with pytest.raises(ValueError, match="not one for each outcome"):
        option_value(1, (0.4, 0.4), (1, 2))


def test_six_months_later_costs_what_was_published_in_both_meanings() -> None:
    flows = np.array([-1000.0] + [60.0] * 60)
    found = cost_of_delay(flows * 1.1 ** (-np.arange(61) / 12), 0.1, 6)
    assert found.window_moves == pytest.approx(86, abs=0.5)
    assert found.end_is_fixed == pytest.approx(304, abs=0.5)
    assert found.a_month == pytest.approx(50.6, abs=0.05)
    with pytest.raises(ValueError, match="accepted: 0 to 60"):
        cost_of_delay(np.zeros(61), 0.1, 61)
    with pytest.raises(ValueError, match="accepted: above -1"):
        cost_of_delay(np.zeros(61), -1.0, 6)


@pytest.mark.parametrize("timing", list(Timing))
def test_what_waits_is_the_net_present_value_of_the_case(timing: Timing) -> None:
    agreed = Conventions(timing=timing, pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05))
    case = build_case(register(), Centre(extra=-0.4), conventions=agreed)
    flows = np.array(case.headline.monthly_discounted)
    found = cost_of_delay(flows, case.rate, 12)
    assert found.window_moves == pytest.approx(case.headline.npv * (1 - 1 / (1 + case.rate)))
    gone = cost_of_delay(flows, case.rate, case.months)
    start = case.headline.net[0] * (1 + case.rate) ** -case.horizon
    assert gone.end_is_fixed == pytest.approx(case.headline.npv - start)


def test_a_pilot_moves_a_figure_and_narrows_it() -> None:
    after = updated(Belief(mean=1.5, sd=1.0), 0.8, 0.5)
    assert (after.mean, after.sd) == pytest.approx((0.94, 0.4472136))
    figure = assumption("figure", 1.5 - 1.2815515655, 1.5, 1.5 + 1.2815515655)
    assert belief_in(figure).sd == pytest.approx(1.0)
    told = as_range(figure, after)
    assert (told.p10, told.p50, told.p90) == pytest.approx(
        (0.94 - 0.5731, 0.94, 0.94 + 0.5731), abs=1e-3
    )
    for error in (0.0, -1.0, np.nan):
        with pytest.raises(ValueError, match="accepted"):
            updated(Belief(mean=1, sd=1), 0.8, error)
    with pytest.raises(ValueError, match="no range"):
        updated(Belief(mean=1, sd=0), 0.8, 0.5)
