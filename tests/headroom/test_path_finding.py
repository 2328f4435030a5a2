"""A path in one sentence: which way it goes, when, and whether it is worse before it is better."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.headroom.made import LAW
from workbench.headroom.path_finding import MEASURES, path_finding, surge_finding
from workbench.headroom.plan import Plan, Shock

BY_FIELD = {measure.field: measure for measure in MEASURES}
SATISFACTION, COST, ADVISORS = (BY_FIELD[name] for name in ("satisfaction", "cost", "advisors"))


def path(*parts: tuple[float, int]) -> np.ndarray:
    return np.concatenate([np.full(weeks, value) for value, weeks in parts])


@pytest.mark.parametrize(
    ("measure", "difference", "said"),
    [
        (
            SATISFACTION,
            path((-0.4, 1), (-0.7, 1), (-0.2, 4), (1.7, 20)),
            "Worse before better: satisfaction falls 0.7 points in week 2, passes today in week 7 "
            "and ends 1.7 points higher",
        ),
        (
            COST,
            path((12.0, 3), (-4.0, 10)),
            "Worse before better: cost rises 12.0% in week 1, passes today in week 4 and ends "
            "4.0% lower",
        ),
        (
            COST,
            path((-3.0, 3), (4.0, 10)),
            "Better before worse: cost falls 3.0% in week 1, passes today in week 4 and ends "
            "4.0% higher",
        ),
        (
            SATISFACTION,
            path((-3.0, 5), (-1.0, 9)),
            "Satisfaction falls 3.0 points in week 1 and ends 1.0 points lower",
        ),
        (
            SATISFACTION,
            path((0.5, 5), (2.0, 9)),
            "Satisfaction rises 2.0 points, half of it by week 6",
        ),
        (SATISFACTION, path((0.01, 9)), "Satisfaction stays as it is today"),
        (
            SATISFACTION,
            path((0.0, 2), (-2.0, 3), (0.0, 9)),
            "Satisfaction falls 2.0 points in week 3 and ends where it is today",
        ),
        (
            ADVISORS,
            path((0.0, 2), (44.0, 9)),
            "The number of advisors rises 44, half of it by week 3",
        ),
    ],
)
def test_the_sentence(measure: object, difference: np.ndarray, said: str) -> None:
    assert path_finding(measure, difference) == said  # type: ignore[arg-type]


@LAW
@given(difference=arrays(float, 30, elements=st.floats(-20, 20)), measure=st.sampled_from(MEASURES))
def test_what_is_better_is_called_so_whatever_the_path(
    difference: np.ndarray, measure: object
) -> None:
    found = BY_FIELD[measure.field]  # type: ignore[attr-defined]
    said, end = path_finding(found, difference), difference[-4:].mean()
    if said.startswith("Worse before better"):
        assert end * found.better > 0
        assert (difference * found.better < 0).any()
    if "ends where it is today" in said or "stays as it is" in said:
        assert abs(end) <= found.least
    if abs(end) > found.least:
        assert (
            ("higher" in said or "rises" in said)
            if end > 0
            else ("lower" in said or "falls" in said)
        )


SURGE = Plan(weeks=100, shock=Shock(size=0.25, start_week=10, weeks=5))


@pytest.mark.parametrize(
    ("path_of", "said"),
    [
        (
            path((0.7, 10), (0.65, 4), (0.6, 1), (0.69, 85)),
            "In the surge satisfaction falls 10.0 points by week 15; it is still 1.0 points lower "
            "a year after it ends",
        ),
        (
            path((0.7, 10), (0.65, 5), (0.7, 85)),
            "In the surge satisfaction falls 5.0 points by week 11; nothing of it is left a year "
            "after it ends",
        ),
        (path((0.7, 100)), "The surge hardly moves satisfaction"),
    ],
)
def test_what_a_surge_leaves(path_of: np.ndarray, said: str) -> None:
    assert surge_finding(SATISFACTION, path_of, SURGE) == said


def test_what_a_surge_leaves_by_the_end_where_there_is_no_year_after() -> None:
    short = Plan(weeks=20, shock=Shock(size=0.25, start_week=10, weeks=5))
    said = surge_finding(COST, path((100.0, 10), (110.0, 10)), short)
    assert said == "In the surge cost rises 10.0% by week 11; it is still 10.0% higher in week 20"


def test_without_a_surge_in_the_weeks_nothing_is_said() -> None:
    assert surge_finding(COST, path((1.0, 9)), Plan(weeks=9)) is None
    assert surge_finding(COST, path((1.0, 9)), SURGE) is None
