"""The cases of measurement that the page of checks runs live: all measures, all agree."""

import pytest

from workbench.evidence.validation import cases
from workbench.readiness.measurement_cases import ANSWERS, measurement_checks

CHECKS = measurement_checks()


def test_every_answer_has_its_case_and_every_measure_is_answered() -> None:
    expected = {case.id: set(case.expected) for case in cases("measurement")}
    assert set(CHECKS) == set(ANSWERS)
    for name, checks in CHECKS.items():
        assert {check.measure for check in checks} == expected[name], name


@pytest.mark.parametrize("name", CHECKS)
def test_published_case(name: str) -> None:
    for check in CHECKS[name]:
        assert check.agrees, (check.measure, check.expected, check.found, check.error)
