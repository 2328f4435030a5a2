"""The simulator behind the case: the same results, without running what has not changed."""

import numpy as np
import pytest

from tests.business_case.made import Values, register, rows
from workbench.business_case import simulation as module
from workbench.business_case.arithmetic import Value
from workbench.business_case.case import Case, build_case
from workbench.business_case.simulation import FIGURES, simulation
from workbench.evidence.assumptions import Register
from workbench.headroom.centre import figures
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import policy
from workbench.headroom.scenario import Scenario
from workbench.headroom.shipped import shipped_scenarios

# Of the scenario, so that today's own value of them is no unknown.
DECIDED = ("strictness", "off_phone_time")


def directly(held: Register, scenario: Scenario) -> Case:
    """The case with every set of figures run through the model, as nobody would wait for."""

    def simulate(values: Values) -> dict[str, Value]:
        fixed = {key: held.value(key) for key in DECIDED}
        now = figures(held, {**values, **fixed})
        return rows().results_of(evaluate(now), evaluate(now, policy(now, scenario)))

    return build_case(held, simulate)


@pytest.mark.parametrize("scenario", shipped_scenarios(register()), ids=lambda each: each.name)
def test_the_case_is_that_of_the_model_run_directly(scenario: Scenario) -> None:
    held = register(value_per_unresolved=5.0)
    kept, plain = build_case(held, simulation(scenario)), directly(held, scenario)
    assert kept.headline.npv == pytest.approx(plain.headline.npv, rel=1e-9)
    for one, other in zip(kept.with_value.swings, plain.with_value.swings, strict=True):
        assert one.assumption_id == other.assumption_id
        assert one.npv_at_p10 == pytest.approx(other.npv_at_p10, rel=1e-7)
        assert one.npv_at_p90 == pytest.approx(other.npv_at_p90, rel=1e-7)


def test_what_a_scenario_decides_swings_nothing() -> None:
    scenario = shipped_scenarios(register())[-1]
    case = build_case(register(), simulation(scenario))
    assert {swing.assumption_id for swing in case.headline.swings}.isdisjoint(DECIDED)


def test_a_figure_that_the_model_does_not_read_runs_nothing_again() -> None:
    scenario = shipped_scenarios(register())[0]
    build_case(register(), simulation(scenario))
    before = module._outcome.cache_info().misses
    case = build_case(register(discount_rate=0.123, change_cost=321.0), simulation(scenario))
    assert module._outcome.cache_info().misses == before
    assert case.values["discount_rate"] == 0.123


def test_another_wage_or_another_lever_is_run() -> None:
    held = register()
    keeps_the_clock = shipped_scenarios(held)[-1]
    looser = keeps_the_clock.model_copy(update={"strictness": 0.1})
    plain = build_case(held, simulation(keeps_the_clock)).results
    dearer = build_case(register(wage=2 * held.value("wage")), simulation(keeps_the_clock)).results
    payroll = "payroll_per_year_today"
    assert dearer[payroll] == pytest.approx(2 * plain[payroll])
    relaxed = build_case(held, simulation(looser)).results
    assert relaxed["handle_time_with"] > plain["handle_time_with"]


def test_numbers_alone_are_accepted_and_a_wrong_one_is_named() -> None:
    scenario = shipped_scenarios(register())[0]
    values = {key: register().value(key) for key in FIGURES}
    found = simulation(scenario)(values)
    assert np.shape(found["heads_today"]) == ()
    with pytest.raises(ValueError, match="Absence from the rota is 2"):
        simulation(scenario)({**values, "absence": 2.0})
