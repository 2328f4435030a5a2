"""How a case is reckoned: what contradicts itself is refused, and what each choice does."""

import numpy as np
import pytest
from pydantic import ValidationError

from tests.business_case.made import Centre, register, settled
from workbench.business_case.case import Case, build_case
from workbench.business_case.conventions import (
    Basis,
    Conventions,
    Pricing,
    Referral,
    RiskMode,
    Timing,
    monthly_rate,
)
from workbench.business_case.rows import RowKind
from workbench.business_case.second_opinion import second_opinion
from workbench.business_case.sentences import conventions_in_words

GAINS = {"margin_per_customer": 60.0, "churn_reduction": 0.05, "acquisition_cost": 90.0}


def case(agreed: Conventions | None = None, /, **tried: float) -> Case:
    return build_case(settled(register(**tried)), Centre(extra=-0.1), conventions=agreed)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"hurdle_premium": 0.05}, "would price it twice"),
        ({"haircuts": {"payroll_saved": 0.2}}, "would price it twice"),
        ({"mode": RiskMode.HAIRCUTS, "hurdle_premium": 0.05}, "would price it twice"),
        ({"mode": RiskMode.HURDLE, "hurdle_premium": 0.05, "haircuts": {"dip": 0.1}}, "twice"),
        ({"mode": RiskMode.HURDLE}, "prices no risk"),
        ({"mode": RiskMode.HAIRCUTS, "haircuts": {"dip": 1.2}}, "accepted: 0 to 1"),
        ({"mode": RiskMode.HURDLE, "hurdle_premium": -0.1}, "greater than or equal to 0"),
    ],
)
def test_risk_is_priced_once(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Pricing.model_validate(given)


@pytest.mark.parametrize(
    ("agreed", "tried", "told"),
    [
        (Conventions(basis=Basis.REAL), {"price_growth": 0.02}, "both sides or on neither"),
        (Conventions(basis=Basis.NOMINAL), {}, "prices do not grow"),
        (Conventions(contract_years=2), {}, "longer than the contract"),
        (Conventions(attribution={"payroll_saved": 0.5}), {}, "attribution of 'payroll_saved'"),
        (Conventions(counts_from={"staffing": 3}), {}, "start of 'staffing'"),
        (
            Conventions(pricing=Pricing(mode=RiskMode.HAIRCUTS, haircuts={"wages": 0.1})),
            {},
            "haircut of 'wages'",
        ),
        (
            Conventions(counts_from={"payroll_saved": 3}),
            {"go_live_months": 6.0},
            "before go-live in month 6",
        ),
    ],
)
def test_what_contradicts_the_register_is_refused(
    agreed: Conventions, tried: dict[str, float], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        case(agreed, **tried)


@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("rate", [-0.5, 0.0, 0.08])
def test_flows_are_discounted_from_when_they_fall(timing: Timing, rate: float) -> None:
    found = case(Conventions(timing=timing), discount_rate=rate)
    flows = np.array(found.headline.monthly)
    when = {
        Timing.YEAR_END: np.ceil(np.arange(37) / 12),
        Timing.MID_YEAR: np.maximum(np.ceil(np.arange(37) / 12) - 0.5, 0),
        Timing.MONTH_END: np.arange(37) / 12,
    }[timing]
    by_hand = sum(flow / (1 + rate) ** at for flow, at in zip(flows, when, strict=True))
    assert found.headline.npv == pytest.approx(by_hand, rel=1e-12)
    if timing is Timing.MONTH_END:
        monthly = sum(flow / (1 + monthly_rate(rate)) ** m for m, flow in enumerate(flows))
        assert found.headline.npv == pytest.approx(monthly, rel=1e-9)
    assert all(check.agrees for check in second_opinion(found, found.headline))


def test_real_and_nominal_terms_agree_under_every_timing() -> None:
    for timing in Timing:
        real = case(Conventions(timing=timing, basis=Basis.REAL))
        nominal = case(
            Conventions(timing=timing, basis=Basis.NOMINAL),
            discount_rate=1.08 * 1.02 - 1, price_growth=0.02,
        )  # fmt: skip
        assert nominal.headline.npv == pytest.approx(real.headline.npv, rel=1e-9)


def test_tax_takes_its_share_of_the_net_operating_benefit() -> None:
    before, after = case(), case(Conventions(taxed=True), tax_rate=0.3)
    assert after.headline.npv == pytest.approx(0.7 * before.headline.npv)
    assert after.headline.present_costs == pytest.approx(before.headline.present_costs)
    assert after.headline.tax == pytest.approx(
        0.3 * (np.array(before.headline.benefits) - np.array(before.headline.costs))
    )
    assert after.break_even.value == pytest.approx(before.break_even.value)


def test_haircuts_take_benefits_down_and_costs_up_line_by_line() -> None:
    cuts = {"payroll_saved": 0.2, "coaching": 0.1}
    plain = case()
    cut = case(Conventions(pricing=Pricing(mode=RiskMode.HAIRCUTS, haircuts=cuts)))
    for one, other in zip(plain.lines, cut.lines, strict=True):
        factor = {"payroll_saved": 0.8, "coaching": 1.1}.get(one.row.id, 1.0)
        assert other.monthly == pytest.approx([factor * x for x in one.monthly]), one.row.id
    own = case(Conventions(pricing=Pricing(mode=RiskMode.HAIRCUTS)))
    assert own.headline.npv < plain.headline.npv
    premium = case(Conventions(pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05)))
    assert premium.headline.npv == pytest.approx(case(discount_rate=0.13).headline.npv)


def test_a_referred_customer_counts_by_margin_or_by_acquisition_never_both() -> None:
    tried = {**GAINS, "referral_gain": 0.02}
    by_margin = case(Conventions(referral=Referral.MARGIN), **tried)
    by_cost = case(Conventions(referral=Referral.ACQUISITION), **tried)
    alone = case(None, **GAINS)
    assert by_margin.line("margin_gained").total > alone.line("margin_gained").total
    assert by_margin.line("acquisition_saved").total == 0
    assert by_cost.line("margin_gained").total == pytest.approx(alone.line("margin_gained").total)
    assert by_cost.line("acquisition_saved").total > 0


def test_a_share_of_an_effect_and_a_later_start() -> None:
    whole = case(None, **GAINS)
    half = case(Conventions(attribution={"retention": 0.5}), **GAINS)
    alike = case(None, **{**GAINS, "churn_reduction": 0.025})
    assert half.line("margin_gained").monthly == pytest.approx(alike.line("margin_gained").monthly)
    late = case(Conventions(counts_from={"margin_gained": 20}), **GAINS)
    assert late.line("margin_gained").counts_from == 20
    assert late.line("margin_gained").monthly[20:] == whole.line("margin_gained").monthly[20:]


def test_nothing_counts_before_go_live() -> None:
    found = case(go_live_months=7.0, value_per_unresolved=20.0, margin_per_customer=60.0)
    for line in found.of_kind(RowKind.BENEFIT):
        assert not any(line.monthly[:8]), line.row.id
    assert found.line("payroll_saved").counts_from == 8
    now, later = case(), case(go_live_months=12.0)
    moved = later.line("payroll_saved").monthly[12:]
    assert moved == pytest.approx(now.line("payroll_saved").monthly[:25], abs=1e-6)


def test_every_convention_is_said() -> None:
    agreed = Conventions(
        timing=Timing.MONTH_END, taxed=True, contract_years=4,
        pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05),
    )  # fmt: skip
    said = " ".join(conventions_in_words(case(agreed, tax_rate=0.25)))
    for part in (
        "not discounted", "at the end of each month", "13% a year", "monthly rate 1.024%",
        "Real terms", "After tax: 25%", "Risk is priced once", "contract: 4 years",
        "no terminal value", "Cash-releasing",
    ):  # fmt: skip
        assert part in said, part


def test_the_return_is_that_of_the_same_case_before_tax() -> None:
    """Costs before tax under a net benefit after it would be neither one nor the other."""
    before, after = (
        build_case(register(), Centre(extra=-0.4), conventions=Conventions(taxed=taxed)).headline
        for taxed in (False, True)
    )
    assert after.npv < before.npv
    assert before.roi == pytest.approx(before.npv / before.present_costs)
    assert after.roi == before.roi
