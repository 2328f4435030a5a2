"""The monthly model in many trials: the same figures as case by case, however it is cut."""

import numpy as np
import pytest

from tests.business_case.made import Centre, register, settled
from workbench.business_case import model as engine
from workbench.business_case.case import build_case
from workbench.business_case.model import model
from workbench.business_case.rows import HEADLINE, Tier

TRIED = {"churn_reduction": 0.05, "margin_per_customer": 50.0, "deflected_share": 0.1}


def drawn(count: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(4)
    return {
        "wage": rng.uniform(30_000, 45_000, count),
        "ramp_months": rng.uniform(6, 20, count),
        "churn_reduction": rng.uniform(0, 0.2, count),
        "go_live_months": rng.uniform(0, 9, count),
        "deflected_share": rng.uniform(0, 0.3, count),
    }


def test_each_trial_is_the_case_with_its_figures() -> None:
    built, values = model(register(**TRIED), Centre()), drawn(40)
    trials = built.trials(values)
    every = built.trials(values, (*HEADLINE, Tier.STRATEGIC))
    for trial in (0, 17, 39):
        one = {key: float(value[trial]) for key, value in values.items()}
        case = build_case(settled(register(**(TRIED | one))), Centre())
        assert trials.npv[trial] == pytest.approx(case.headline.npv, rel=1e-9)
        assert every.npv[trial] == pytest.approx(case.with_value.npv, rel=1e-9)
        assert trials.yearly[trial] == pytest.approx(case.headline.net, rel=1e-9)
        assert trials.cumulative[trial] == pytest.approx(case.headline.cumulative, rel=1e-9)
        discounted = case.headline.discounted_cumulative
        assert trials.discounted_cumulative[trial] == pytest.approx(discounted, rel=1e-9)
    lines = built.lines(values)
    flows = built.flows(values)
    assert flows["payroll_saved"].shape == (40, 37)
    gained = sum(lines[row.id] for row in built.rows.rows if row.tier in HEADLINE)
    spent = sum(lines[row.id] for row in built.rows.rows if row.kind == "cost")
    assert gained - spent == pytest.approx(trials.npv, rel=1e-9)
    worth = flows["extra_payroll"] @ built.factors(built.rate)
    assert worth == pytest.approx(lines["extra_payroll"], rel=1e-9)


def test_the_size_of_a_chunk_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    built, values = model(register(**TRIED), Centre()), drawn(101)
    whole = built.trials(values)
    monkeypatch.setattr(engine, "CHUNK", 13)
    parts = built.trials(values)
    assert parts.npv == pytest.approx(whole.npv, rel=1e-12)
    assert parts.yearly == pytest.approx(whole.yearly, rel=1e-12)


def test_all_inputs_at_their_p50_give_the_case() -> None:
    built = model(register(), Centre())
    at = {each.id: np.full(3, each.p50) for each in built.uncertain}
    expected = build_case(register(), Centre()).headline.npv
    assert built.trials(at).npv == pytest.approx([expected] * 3, rel=1e-12)


def test_what_is_decided_or_agreed_is_not_uncertain() -> None:
    ids = {each.id for each in model(register(), Centre()).uncertain}
    assert {"wage", "ramp_months", "behaviour_lag", "contingency_share"} <= ids
    assert not ids & {"horizon_years", "discount_rate", "tax_rate", "churn_reduction"}


def test_a_trial_without_a_finite_amount_is_named() -> None:
    built, values = model(register(), Centre()), drawn(5)
    with pytest.raises(ValueError, match="row hourly_wage in month 0: no finite amount"):
        built.trials(values | {"contract_hours": np.array([37.0, 0.0, 37.0, 37.0, 37.0])})


@pytest.mark.parametrize("years", [0.0, 51.0, 600.0])
def test_a_horizon_out_of_reach_is_refused(years: float) -> None:
    with pytest.raises(ValueError, match="accepted: a whole number from 1"):
        engine.whole_years(years)
