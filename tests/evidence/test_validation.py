"""The runner of published cases: it can find a wrong answer, and takes none for a right one."""

import math
from collections.abc import Mapping
from typing import Any

import pytest

from workbench.evidence.validation import Case, answered, cases, checked


def case(expected: Mapping[str, Any], tolerance: float | Mapping[str, float] = 0.01) -> Case:
    return Case(
        id="one",
        model="line",
        inputs={"x": 2.0},
        expected=expected,
        tolerance=tolerance,
        source="by hand",
        status="identity",
    )


@pytest.mark.parametrize(
    ("expected", "found", "error"),
    [
        (1.0, 1.005, 0.005),
        (1.0, 1.5, 0.5),
        ([1.0, 2.0], [1.0, 2.25], 0.25),
        ([], (), 0.0),
        (None, None, 0.0),
        (None, 3.0, math.inf),
        (3.0, None, math.inf),
        ([1.0, 2.0], [1.0], math.inf),
        (1.0, math.nan, math.inf),
    ],
)
def test_the_error_is_the_largest_difference(expected: Any, found: Any, error: float) -> None:
    (check,) = checked(case({"y": expected}), lambda _: {"y": found})
    assert check.error == pytest.approx(error)
    assert check.agrees is (error <= 0.01)


def test_each_measure_has_its_own_tolerance_and_a_limit_that_of_its_size() -> None:
    one = case({"y": 1.0, "z": 1.0}, {"y": 0.1, "z": 0.001})
    near, far = checked(one, lambda given: {"y": given["x"] / 1.9, "z": given["x"] / 1.9})
    assert (near.agrees, far.agrees) == (True, False)
    (limit,) = checked(case({"y": 1.0}, {"y": 1e-12, "finite_N": 0.5}), lambda _: {"y": 1.25})
    assert limit.agrees


def test_an_answer_is_found_by_the_case_first_and_then_by_its_model() -> None:
    name = "A01_gmr_50_agents"
    found = answered("queueing", {name: lambda _: {"p_wait": 9.0}})
    assert [check.measure for check in found[name]] == ["p_wait"]
    assert list(found) == [name]
    models = {each.id for each in cases("queueing") if each.model == "erlang_a"}
    assert set(answered("queueing", {"erlang_a": lambda _: {"p_wait": 9.0}})) == models
    assert not any(check.agrees for check in found[name])
