"""A made-up case with all that people may say about it."""

from datetime import UTC, date, datetime

from tests.business_case.made import Centre, register
from workbench.business_case.case import Case, build_case
from workbench.business_case.conventions import Conventions
from workbench.business_case.credibility.benefit_lines import benefit_lines
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.counterfactual import Counterfactual
from workbench.business_case.credibility.pre_mortem import suggested_causes
from workbench.business_case.credibility.reviews import Review
from workbench.business_case.credibility.sign_off import SignOff, signatures
from workbench.business_case.credibility.versions import Content, content_of
from workbench.business_case.credibility.what_changed import Worth
from workbench.business_case.sentences import one_sentence
from workbench.evidence.assumptions import Register

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
WITHOUT = Counterfactual(
    text="The scorecard stays, leaving goes on at 31% a year and no project replaces this one.",
    said_by="Head of operations",
    as_of=date(2026, 11, 30),
)
FILE = CaseFile(
    counterfactual=WITHOUT,
    causes=suggested_causes()[:5],
    reviews=(Review(day=date(2027, 12, 1), figure="attrition", brought_by="Head of operations"),),
)


def case_on(held: Register, agreed: Conventions | None = None) -> Case:
    """The case of a scenario with fewer advisors, so that payroll is saved."""
    return build_case(held, Centre(extra=-0.05), conventions=agreed)


def content(file: CaseFile = FILE, scenario: str = "Release", **tried: float) -> Content:
    """A version's content on the default register with some values tried."""
    held = register(**tried)
    case = case_on(held, file.conventions)
    lines = signatures(benefit_lines(case, held, file.owners), (), scenario, "EUR")
    said = one_sentence(case, "EUR")
    return content_of(case, held, {"name": scenario}, file, lines, said)


def worth_of(kept: Content) -> Worth:
    """What a content is worth, worked out anew."""
    held = register()
    changed = {figure.id: held[figure.id].with_range(*figure.range) for figure in kept.figures}
    case = case_on(Register(changed.values()), kept.file.conventions)
    return Worth(case.headline.npv, case.with_value.npv)


def npv_of(kept: Content) -> float:
    """What it is worth in cash."""
    return worth_of(kept).cash


def signed(held: Register, line: str, scenario: str = "Release") -> SignOff:
    """A signature on a line as it stands on this register."""
    lines = {each.id: each for each in benefit_lines(case_on(held), held, {})}
    return SignOff(
        scenario=scenario, line=lines[line], signed_by="Ada Moreau", signed_at=NOON, comment="Fine"
    )
