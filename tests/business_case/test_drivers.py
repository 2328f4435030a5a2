"""Drivers: laws that hold whatever is entered, and what is refused because it counts twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.business_case.made import Centre, Unchanged, Values, assumption, register, settled
from workbench.business_case.arithmetic import Value
from workbench.business_case.case import Case, build_case
from workbench.business_case.guards import combined
from workbench.business_case.rows import RowKind
from workbench.evidence.assumptions import Register

BASES = {
    "margin_per_customer": 80.0, "revenue_per_customer": 500.0, "acquisition_cost": 100.0,
    "cost_beside_pay": 0.6, "complaints_per_year": 4_000.0, "complaint_cost": 90.0,
    "conduct_events": 0.2, "conduct_severity": 1e6, "legacy_end": 10.0,
}  # fmt: skip
EFFECTS = {
    "churn_reduction": 0.06, "cross_sell_gain": 0.03, "referral_gain": 0.02,
    "price_premium": 0.02, "deflected_share": 0.15, "fcr_gain": 0.03, "handle_time_cut": 0.05,
    "complaint_reduction": 0.2, "conduct_reduction": 0.3, "legacy_cost": 120_000.0,
}  # fmt: skip


def case(**tried: float) -> Case:
    return build_case(settled(register(**tried)), Unchanged())


def gain(found: Case) -> float:
    lines = found.of_kind(RowKind.BENEFIT)
    spent = [found.line(key) for key in ("extra_payroll", "more_contact_costs", "self_service")]
    return sum(line.present_value for line in lines) - sum(line.present_value for line in spent)


def test_no_effect_no_value() -> None:
    assert gain(case(**BASES)) == 0


@pytest.mark.parametrize("effect", EFFECTS)
def test_each_effect_alone_brings_something_and_more_brings_more(effect: str) -> None:
    small, large = (
        gain(case(**BASES, **{effect: share * EFFECTS[effect]})) for share in (0.5, 1.0)
    )
    assert 0 < small < large


@pytest.mark.parametrize(
    "effect", ["cross_sell_gain", "complaint_reduction", "conduct_reduction", "legacy_cost"]
)
def test_an_effect_without_a_pool_in_common_is_linear(effect: str) -> None:
    whole, half = (gain(case(**BASES, **{effect: x * EFFECTS[effect]})) for x in (1.0, 0.5))
    assert whole == pytest.approx(2 * half, rel=1e-9)


@given(
    st.floats(0, 0.6), st.floats(0, 0.5), st.floats(0, 0.3), st.integers(0, 24), st.floats(0, 12)
)
@settings(max_examples=25, deadline=None)
def test_customers_are_conserved(
    churn: float, reduction: float, referral: float, live: int, lag: float
) -> None:
    found = case(
        yearly_churn=churn, churn_reduction=reduction, referral_gain=referral,
        go_live_months=live, behaviour_lag=lag,
    )  # fmt: skip
    for run in ("monthly", "without"):
        customers, leaving, referred, joined = (
            np.array(getattr(found.line(key), run) or found.line(key).monthly)
            for key in ("customers", "churn", "referred", "joined")
        )
        left = customers[:-1] * leaving[1:]
        kept = customers[:-1] - left + joined[1:] + referred[1:]
        assert customers[1:] == pytest.approx(kept, rel=1e-12)
    assert found.line("customers").without == pytest.approx([250_000.0] * 37, rel=1e-9)
    assert min(np.subtract(found.line("customers").monthly, 249_999.99)) > 0


def test_effects_on_one_pool_combine_by_what_is_left() -> None:
    instant = {"ramp_months": 1.0, "ramp_midpoint": 0.0, "adoption_later": 1.0}
    found = case(
        deflected_share=0.1, contained_share=1.0, handle_time_cut=0.06, **instant
    )  # fmt: skip
    assert found.line("workload").monthly[36] == pytest.approx(1 - combined([0.1, 0.06]), rel=1e-9)
    with pytest.raises(ValueError, match=r"an effect is 1\.2; accepted: 0 to 1"):
        combined([0.1, 1.2])


class Simulated(Centre):
    """A scenario with fewer repeat contacts and a longer handle time."""

    def __call__(self, values: Values) -> dict[str, Value]:
        found = super().__call__(values)
        fewer = np.multiply(found["contacts_per_year_today"], 0.95)
        longer = np.multiply(found["handle_time_today"], 1.04)
        return found | {"contacts_per_year_with": fewer, "handle_time_with": longer}


@pytest.mark.parametrize(
    ("tried", "told"),
    [
        ({"fcr_gain": 0.02}, "both claim repeat contacts"),
        ({"handle_time_cut": 0.02}, "both claim handle time"),
        ({"value_per_unresolved": 9.0, "churn_reduction": 0.1}, "both claim customers who leave"),
        (
            {"value_per_unresolved": 9.0, "complaint_reduction": 0.1},
            "both claim complaints",
        ),
    ],
)
def test_two_claims_on_one_pool_are_refused(tried: dict[str, float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        build_case(settled(register(**tried)), Simulated())
    for key in tried:
        case(**{key: tried[key]})


def test_no_more_is_saved_than_is_spent() -> None:
    held = settled(register(complaints_per_year=1_000.0, complaint_cost=100.0))
    above = assumption("complaint_reduction", 1.5, 1.5, 1.5)
    odd = Register([*(a for a in held.values() if a.id != above.id), above])
    with pytest.raises(ValueError, match="more is saved from “Complaints and redress” than it"):
        build_case(odd, Unchanged())


def test_only_the_cashable_share_of_freed_time_is_cash() -> None:
    found = case(handle_time_cut=0.1, cashable_share=0.3)
    freed = found.line("payroll_saved").total + found.line("hours_not_cashed").total
    assert freed > 0
    assert found.line("payroll_saved").total == pytest.approx(0.3 * freed)
    kept = sum(line.total for line in found.of_kind(RowKind.BENEFIT, found.headline.tiers))
    assert kept == pytest.approx(0.3 * freed)


def test_customers_who_stay_have_contacts_that_are_paid_for() -> None:
    found = case(**BASES, churn_reduction=0.2)
    assert found.line("extra_payroll").total > 0
    assert found.line("more_contact_costs").total > 0
    assert found.line("margin_gained").total > 0


def test_a_price_that_drives_customers_away_costs_margin() -> None:
    lost = case(**BASES, price_premium=0.02, price_volume_loss=12.0)
    assert lost.line("margin_gained").total < 0


def test_an_expected_loss_is_shown_and_counts_in_no_total() -> None:
    """Neither in the headline nor in what the value of an unresolved contact is said to bring."""
    given = {"conduct_events": 0.2, "conduct_severity": 1e6, "value_per_unresolved": 5.0}
    without = build_case(register(**given), Centre())
    case = build_case(register(**given, conduct_reduction=0.3), Centre())
    assert case.line("conduct_avoided").present_value > 0
    assert case.headline.npv == without.headline.npv
    assert case.with_value.npv == without.with_value.npv
