import pytest

from tests.business_case.credibility.made import FILE, content, npv_of, worth_of
from workbench.business_case.conventions import Conventions, Pricing, RiskMode, Timing
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.versions import Content
from workbench.business_case.credibility.what_changed import Difference, what_changed
from workbench.evidence.grades import Grade


def compared(before: Content, after: Content) -> Difference:
    return what_changed(before, after, worth_of, "EUR")


def test_nothing_changed_is_said_so() -> None:
    difference = compared(content(), content())
    assert difference.same
    assert difference.before == difference.after
    assert difference.model == pytest.approx(0, abs=1e-6)


def test_the_steps_add_up_and_each_is_what_its_change_does_after_those_above() -> None:
    before = content()
    difference = compared(before, content(wage=45_000, cashable_share=0.3, discount_rate=0.1))
    money = [change for change in difference.changes if change.effect is not None]
    assert [change.what for change in money] == [
        "Yearly cost of one full-time advisor",
        "Discount rate",
        "Share of saved payroll that leaves the budget",
    ]
    assert sum(change.effect or 0 for change in money) == pytest.approx(
        difference.after.cash - difference.before.cash
    )
    # The first step alone is what this change does by itself.
    assert money[0].effect == pytest.approx(npv_of(content(wage=45_000)) - npv_of(before))
    both = npv_of(content(wage=45_000, discount_rate=0.1))
    assert money[1].effect == pytest.approx(both - npv_of(content(wage=45_000)))
    assert money[2].after.startswith("30%")
    assert money[0].by


def test_words_are_told_without_an_effect() -> None:
    difference = compared(content(CaseFile()), content())
    assert difference.before == difference.after
    assert [(change.what, change.before, change.effect) for change in difference.changes] == [
        ("Counterfactual", "nothing", None),
        ("Pre-mortem", "nothing", None),
        ("Reviews after the investment", "nothing", None),
    ]


def test_a_grade_or_a_range_that_changes_is_told() -> None:
    before = content()
    figures = {figure.id: figure for figure in before.figures}
    graded = figures["wage"].model_copy(update={"grade": Grade.A})
    wider = figures["leave_cost"].model_copy(update={"p10": 0.01})
    after = before.model_copy(
        update={"figures": tuple((figures | {"wage": graded, "leave_cost": wider}).values())}
    )
    told = {change.what: change for change in compared(before, after).changes}
    assert told["Yearly cost of one full-time advisor: grade"].effect is None
    assert told["Yearly cost of one full-time advisor: grade"].after == "A"
    assert told["Cost of replacing one advisor, range only"].effect == pytest.approx(0, abs=1e-6)


def test_the_hash_is_of_the_content_and_of_all_of_it() -> None:
    assert content().fingerprint == content().fingerprint
    others = (
        content(wage=40_000),
        content(scenario="Another"),
        content(FILE.model_copy(update={"owners": {"payroll_saved": "Somebody else"}})),
    )
    assert len({content().fingerprint, *(other.fingerprint for other in others)}) == 4


def test_the_own_value_moves_what_counts_it_and_nothing_in_cash() -> None:
    before, after = content(), content(value_per_unresolved=5)
    difference = compared(before, after)
    (change,) = difference.changes
    assert change.effect == pytest.approx(0, abs=1e-6)
    assert change.valued == pytest.approx(worth_of(after).valued - worth_of(before).valued)
    assert change.valued
    assert difference.counts_value
    assert not compared(before, content(wage=45_000)).counts_value


def test_conventions_are_a_step_with_what_it_did() -> None:
    agreed = Conventions(
        timing=Timing.MID_YEAR, pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05)
    )
    before, after = content(), content(FILE.model_copy(update={"conventions": agreed}))
    (change,) = compared(before, after).changes
    assert change.what == "Conventions"
    assert change.before.startswith(
        "flows fall: at the end of each year; risk is priced by: expected "
    )
    assert change.after.endswith("premium on the rate: 5%")
    assert change.effect == pytest.approx(npv_of(after) - npv_of(before))
    assert change.effect


def test_a_setting_at_its_default_is_not_in_the_hash() -> None:
    """So that a setting that a later program adds leaves the hashes of today as they are."""
    hashed = content().model_dump(mode="json", exclude_defaults=True)
    assert set(hashed["file"]) == {"counterfactual", "causes", "reviews"}
