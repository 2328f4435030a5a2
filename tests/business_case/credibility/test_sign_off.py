from tests.business_case.credibility.made import case_on, signed
from tests.business_case.made import register
from workbench.business_case.credibility.benefit_lines import BenefitLine, benefit_lines
from workbench.business_case.credibility.sign_off import Signature, SignOff, signatures
from workbench.evidence.assumptions import Register

SIGNED = (signed(register(), "payroll_saved"), signed(register(), "leavers_avoided"))


def lines(held: Register, **owners: str) -> tuple[BenefitLine, ...]:
    return benefit_lines(case_on(held), held, owners)


def found(held: Register, signed_off: tuple[SignOff, ...] = SIGNED) -> dict[str, Signature]:
    standing = signatures(lines(held), signed_off, "Release", "EUR")
    return {each.line.id: each for each in standing}


def test_a_signature_stands_while_nothing_changes() -> None:
    standing = found(register())
    assert standing["payroll_saved"].valid
    assert standing["leavers_avoided"].valid
    assert standing["payroll_saved"].line.counts
    capacity = standing["hours_not_cashed"]
    assert not capacity.valid
    assert capacity.signed is None
    assert not capacity.line.counts


def test_a_changed_figure_voids_the_signatures_that_rest_on_it_and_says_which() -> None:
    standing = found(register(cashable_share=0.4))
    voided = standing["payroll_saved"]
    assert not voided.valid
    assert voided.changed[0].startswith("Share of saved payroll that leaves the budget: 50%")
    assert "then, 40%" in voided.changed[0]
    assert voided.changed[-1].startswith("Present value of the line: EUR")
    assert standing["leavers_avoided"].valid


def test_a_figure_of_the_model_voids_by_the_amount_and_a_range_by_itself() -> None:
    by_model = found(register(attrition=0.2))["leavers_avoided"].changed
    assert len(by_model) == 1
    assert by_model[0].startswith("Present value of the line")
    held = register()
    share = held["cashable_share"]
    wider = Register(
        share.with_range(share.lowest, share.p50, share.p90) if key == share.id else held[key]
        for key in held
    )
    by_range = found(wider)["payroll_saved"].changed
    assert len(by_range) == 1
    assert by_range[0].startswith(share.label)


def test_another_scenario_is_not_signed_and_the_last_signature_counts() -> None:
    now = lines(register())
    assert not any(each.signed for each in signatures(now, SIGNED, "Another", "EUR"))
    moved = register(cashable_share=0.4)
    again = signed(moved, "payroll_saved")
    standing = signatures(lines(moved), (*SIGNED, again), "Release", "EUR")
    assert {each.line.id: each.valid for each in standing}["payroll_saved"]


def test_another_owner_has_to_sign_again() -> None:
    now = lines(register(), payroll_saved="Chief operating officer")
    told = signatures(now, SIGNED, "Release", "EUR")[0]
    assert told.changed == ("Owner: Head of operations then, Chief operating officer now",)
