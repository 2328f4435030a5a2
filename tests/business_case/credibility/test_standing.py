from datetime import date

import pytest
from pydantic import ValidationError

from tests.business_case.credibility.made import FILE, case_on, signed
from tests.business_case.made import register
from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.double_counts import Claim, clashes
from workbench.business_case.credibility.pre_mortem import Cause, suggested_causes
from workbench.business_case.credibility.reviews import Review, due, in_order
from workbench.business_case.credibility.sign_off import SignOff, signatures
from workbench.business_case.credibility.standing import Standing, standing

KNOWN = set(register())
ALL_SIGNED = tuple(signed(register(), line) for line in ("payroll_saved", "leavers_avoided"))


def found(file: CaseFile = FILE, signed_off: tuple[SignOff, ...] = ALL_SIGNED) -> Standing:
    held = register()
    lines = benefit_lines(case_on(held), held, file.owners)
    return standing(file, signatures(lines, signed_off, "Release", "EUR"), (), KNOWN)


def test_a_complete_case_is_ready_and_has_nothing_open() -> None:
    assert found() == Standing(blocked=(), still_open=())
    assert found().ready


def test_without_a_counterfactual_nothing_can_be_put_before_a_board() -> None:
    told = found(FILE.model_copy(update={"counterfactual": None}))
    assert told.blocked == ("There is no counterfactual yet",)
    assert not told.ready


def test_what_is_open_is_told_and_does_not_block() -> None:
    told = found(CaseFile(counterfactual=FILE.counterfactual), ())
    assert told.ready
    assert told.still_open == (
        "The pre-mortem names no cause of failure; a board expects at least 5",
        "“Payroll that leaves the budget” is not signed by Head of operations yet",
        "“Replacement of leavers avoided” is not signed by Head of human resources yet",
        "No day is set on which the figures are looked at again",
    )


def test_a_cause_that_points_at_nothing_is_told() -> None:
    gone = FILE.causes[0].model_copy(update={"why": "Nobody came", "breaks": "gone"})
    told = found(FILE.model_copy(update={"causes": (*FILE.causes, gone)}))
    assert told.still_open == ("The pre-mortem points at a figure that is gone: “Nobody came”",)


def test_one_pool_is_claimed_once() -> None:
    ours = Claim(project="CX", line="Fewer repeat contacts", pool="Repeat contacts")
    beside = ours.model_copy(update={"line": "Follow-up"})
    other = ours.model_copy(update={"line": "Chat bot", "project": "Digital"})
    # Lines of one case are taken one after the other by the model.
    assert clashes((ours, beside)) == ()
    (clash,) = clashes((ours, beside, other))
    assert clash.projects == ("CX", "Digital")
    assert clash.says.startswith(
        "CX (100%) and Digital (100%) together claim 200% of the effect on “Repeat contacts”; "
        "accepted: 100% between them"
    )
    shared = ours.model_copy(update={"share": 0.6}), other.model_copy(update={"share": 0.4})
    assert clashes(shared) == ()
    assert clashes((ours, other.model_copy(update={"pool": "Customers who leave"}))) == ()


def test_suggested_causes_break_figures_of_the_register() -> None:
    causes = suggested_causes()
    assert len(causes) >= 5
    assert {cause.breaks for cause in causes} <= KNOWN
    assert len({cause.breaks for cause in causes}) == len(causes)


@pytest.mark.parametrize("why", ["", "x" * 301, "two\nlines"])
def test_a_cause_is_one_line(why: str) -> None:
    with pytest.raises(ValidationError, match="why"):
        Cause(why=why, breaks="wage", early_sign="Overtime", watched_by="Finance")


def test_reviews_fall_due_in_order() -> None:
    early, late = (
        Review(day=date(2027, month, 1), figure="wage", brought_by="Finance") for month in (3, 9)
    )
    assert in_order((late, early)) == (early, late)
    assert due((late, early), date(2027, 3, 1)) == (early,)
    assert due((late, early), date(2027, 2, 28)) == ()
