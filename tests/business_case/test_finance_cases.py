"""The cases of finance that the page of checks runs live: none is dropped, all agree."""

import pytest

from workbench.business_case.finance_cases import finance_checks
from workbench.evidence.validation import cases

CHECKS = finance_checks()
# Cases of what the product does not do, or of a trap that is a test of its own.
ELSEWHERE = {"sobol", "tornado"}


def test_every_case_of_a_valuation_is_run() -> None:
    left = {case.model for case in cases("finance") if case.id not in CHECKS}
    assert left == ELSEWHERE
    missing = {
        (case.id, measure)
        for case in cases("finance")
        if case.id in CHECKS
        for measure in set(case.expected) - {check.measure for check in CHECKS[case.id]}
    }
    # How many best portfolios there are is not something that a portfolio says; what the other
    # library returns for a square of flows is a guard of its own.
    assert missing == {("TRICK-4", "n_optima"), ("DEG-NPF-2D-TRAP", "npf_1_0_0_returns")}


@pytest.mark.parametrize("name", CHECKS)
def test_published_case(name: str) -> None:
    for check in CHECKS[name]:
        assert check.agrees, (check.measure, check.expected, check.found, check.error)
