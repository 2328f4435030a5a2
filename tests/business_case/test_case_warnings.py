import pytest

from tests.business_case.credibility.made import FILE, signed
from tests.business_case.made import Centre, register
from workbench.business_case.case import Case, build_case
from workbench.business_case.case_warnings import CaseWarning, case_warnings
from workbench.business_case.conventions import Conventions, Pricing, RiskMode, Timing
from workbench.business_case.conventions_sentence import conventions_sentence
from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import SignOff, signatures
from workbench.business_case.credibility.standing import standing
from workbench.evidence.assumptions import Register
from workbench.evidence.grades import Grade


def warned(
    held: Register, case: Case, signed_off: tuple[SignOff, ...] = (), file: CaseFile = FILE
) -> dict[str, str]:
    lines = signatures(benefit_lines(case, held, file.owners), signed_off, "Release", "EUR")
    found = case_warnings(case, held, lines, standing(file, lines, (), set(held)))
    assert all(isinstance(each, CaseWarning) for each in found)
    return {each.about: each.says for each in found}


def graded(held: Register, grade: Grade) -> Register:
    return Register(each.model_copy(update={"grade": grade}) for each in held.values())


def test_what_stands_on_judgement_is_told_and_what_does_not_is_not() -> None:
    held = graded(register(), Grade.J)
    told = warned(held, build_case(held, Centre(extra=-0.05)))
    assert told["Evidence"] == "100% of what moves the net present value rests on judgement."
    held = graded(register(), Grade.B)
    assert "Evidence" not in warned(held, build_case(held, Centre(extra=-0.05)))


def test_rates_of_return_that_are_missing_are_told_and_a_single_one_is_not() -> None:
    held = register()
    costs_only = build_case(held, Centre(extra=0.3))
    assert costs_only.headline.irr_roots == ()
    told = warned(held, costs_only)["Rate of return"]
    assert "no internal rate of return; net present value takes its place" in told
    pays = build_case(held, Centre(extra=-0.4))
    assert len(pays.headline.irr_roots) == 1
    assert "Rate of return" not in warned(held, pays)


def test_several_rates_of_return_are_told() -> None:
    held = register()
    case = build_case(held, Centre(extra=-0.4))
    twice = case.headline.model_copy(update={"irr_roots": (0.25, 4.0)})
    told = warned(held, case.model_copy(update={"headline": twice}))
    assert told["Rate of return"].startswith("2 rates of return make the value zero (25% and 400%)")


def test_a_figure_that_alone_turns_the_case_is_named() -> None:
    held = register()
    case = build_case(held, Centre(extra=-0.05))
    flips = [
        swing.label
        for swing in case.headline.swings
        if (swing.npv_at_p10 < 0) != (swing.npv_at_p90 < 0)
    ]
    assert flips
    assert f"“{flips[0]}”" in warned(held, case)["Net present value"]
    sure = build_case(held, Centre(extra=-0.6))
    assert "Net present value" not in warned(held, sure)


def test_a_cost_that_is_left_out_by_its_start_is_told() -> None:
    held = register()
    late = Conventions(counts_from={"coaching": 13, "payroll_saved": 6})
    told = warned(held, build_case(held, Centre(extra=-0.4), conventions=late))
    assert told["Costs"] == "Left out by hand: “Extra coaches” before month 13."
    assert "Costs" not in warned(held, build_case(held, Centre(extra=-0.4)))


@pytest.mark.parametrize(("month", "told"), [(35.0, False), (36.0, True), (48.0, True)])
def test_a_change_that_is_live_after_the_horizon_is_told(month: float, told: bool) -> None:
    held = register(go_live_months=month)
    case = build_case(held, Centre(extra=-0.4))
    assert ("Go-live" in warned(held, case)) == told
    assert (case.headline.present_benefits == 0) == told


@pytest.mark.parametrize(("rate", "told"), [(-0.5, True), (-0.01, True), (0.0, False)])
def test_a_negative_discount_rate_is_told(rate: float, told: bool) -> None:
    held = register(discount_rate=rate)
    found = warned(held, build_case(held, Centre(extra=-0.05)))
    assert ("Discount rate" in found) is told


def test_a_range_without_a_smooth_curve_is_told() -> None:
    held = register()
    share = held["cashable_share"]
    bent = Register(
        share.with_range(0.39, 0.4, 0.9) if key == share.id else each for key, each in held.items()
    )
    assert f"“{share.label}”" in warned(bent, build_case(bent, Centre(extra=-0.05)))["Ranges"]


def test_what_is_said_and_signed_is_told_until_it_is() -> None:
    held = register()
    case = build_case(held, Centre(extra=-0.05))
    told = warned(held, case, (), CaseFile())
    assert told["Standing"] == "There is no counterfactual yet."
    assert "“Payroll that leaves the budget”" in told["Signatures"]
    by_owners = tuple(signed(held, line) for line in ("payroll_saved", "leavers_avoided"))
    told = warned(held, case, by_owners)
    assert not {"Standing", "Signatures"} & set(told)


def test_the_conventions_stand_in_one_sentence() -> None:
    held = register()
    said = conventions_sentence(build_case(held, Centre()))
    assert said.count(". ") == 0
    assert "at the end of each year and are discounted at 8% a year (0.643% a month" in said
    assert "in real terms, before tax, over 3 years with no terminal value" in said
    agreed = Conventions(
        timing=Timing.MID_YEAR,
        taxed=True,
        contract_years=4,
        pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05),
    )
    said = conventions_sentence(build_case(held, Centre(), conventions=agreed))
    assert "in the middle of each year and are discounted at 13% a year" in said
    assert "inside the contract of 4 years" in said
    assert "risk is priced once, by a premium inside the rate" in said
