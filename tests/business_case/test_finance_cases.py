"""The cases of finance that the page of checks runs live: none is dropped, all agree."""

import pytest

from workbench.business_case.finance_cases import finance_checks
from workbench.evidence.validation import cases

CHECKS = finance_checks()
# Cases of what the product does not do, or of a trap that is a test of its own.
ELSEWHERE = {
    "attribution", "clv", "conversion", "convention_error", "cx_calculator", "engine_trap", "fcr",
    "published_error", "retention_no_double_count", "risk_adjustment", "s_curve", "sensitivity",
    "sobol", "tei_identity", "tornado",
}  # fmt: skip


def test_every_case_of_a_valuation_is_run() -> None:
    left = {case.model for case in cases("finance") if case.id not in CHECKS}
    assert left == ELSEWHERE
    missing = {
        (case.id, measure)
        for case in cases("finance")
        if case.id in CHECKS
        for measure in set(case.expected) - {check.measure for check in CHECKS[case.id]}
    }
    # How many best portfolios there are is not something that a portfolio says.
    assert missing == {("TRICK-4", "n_optima")}


@pytest.mark.parametrize("name", CHECKS)
def test_published_case(name: str) -> None:
    for check in CHECKS[name]:
        assert check.agrees, (check.measure, check.expected, check.found, check.error)
