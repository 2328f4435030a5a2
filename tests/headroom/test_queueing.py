"""Erlang B, C and A, and the pilot's power, against published values and limits."""

import numpy as np
import pytest

from workbench.evidence.validation import cases
from workbench.headroom.queueing import erlang_a, erlang_c
from workbench.headroom.queueing_cases import queueing_checks

CHECKS = queueing_checks()


def test_every_case_says_where_it_comes_from() -> None:
    for case in cases("queueing"):
        assert case.source, case.id
        assert case.status, case.id


def test_no_published_case_and_no_measure_is_left_out() -> None:
    for case in cases("queueing"):
        assert {check.measure for check in CHECKS[case.id]} == set(case.expected), case.id


@pytest.mark.parametrize("name", CHECKS)
def test_published_case(name: str) -> None:
    for check in CHECKS[name]:
        assert check.agrees, (check.measure, check.expected, check.found, check.error)


def test_a_threshold_of_forty_minutes_does_not_underflow() -> None:
    """The trap that a released library falls into: it answers 0.28."""
    found = erlang_a(20.0, 5.0, 100, 30.0, 40.0)
    assert found.service_level == pytest.approx(0.976877, abs=1e-6)


def test_overload_is_an_answer_for_erlang_a_and_nan_for_erlang_c() -> None:
    patient = erlang_a(20.0, 6.0, [110.0, 120.0, 60.0], 3.0, 1 / 3)
    assert np.isfinite(patient.service_level).all()
    lost = np.asarray(patient.p_abandon)
    assert ((lost >= 0) & (lost < 1)).all()
    endless = erlang_c(20.0, 6.0, [110.0, 120.0, 130.0], 1 / 3)
    for name in ("p_wait", "service_level", "asa", "occupancy"):
        assert np.isnan(getattr(endless, name)).tolist() == [True, True, False], name
