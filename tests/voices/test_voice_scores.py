import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voices.people import release_of, sent
from workbench.evidence.defaults import ASSETS
from workbench.voices.estimates import mean_interval, wilson
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import instrument
from workbench.voices.scores import (
    CustomerScores,
    customer_scores,
    effort,
    net_emotion,
    nps,
    recommend,
    satisfied,
)
from workbench.workshop.roles import Role

CASES = json.loads((ASSETS / "validation" / "measurement.json").read_text("utf-8"))["cases"]
COUNTS = st.integers(0, 500)


def test_published_score_variance_and_standard_error() -> None:
    case = next(case for case in CASES if case["id"] == "nps_wald_cv")
    found = nps(**case["inputs"])
    n = sum(case["inputs"].values())
    assert found.score == pytest.approx(case["expected"]["nps"], abs=case["tol"])
    assert found.standard_error == pytest.approx(case["expected"]["se"], abs=case["tol"])
    assert found.standard_error**2 * n / 1e4 == pytest.approx(case["expected"]["var"])


def test_the_two_shares_are_not_independent() -> None:
    found = nps(250, 675, 75)
    assert found.score == pytest.approx(17.5)
    assert 1.959964 * found.standard_error == pytest.approx(3.36, abs=0.005)  # not 3.14


@pytest.mark.parametrize(("n", "margin"), [(30, 28), (100, 15)])
def test_margins_to_print(n: int, margin: int) -> None:
    found = nps(round(0.5 * n), round(0.3 * n), round(0.2 * n))
    assert (found.high - found.low) / 2 == pytest.approx(margin, abs=1.5)


def test_adjusted_interval_by_hand() -> None:
    # 3 answers more: (5.75, 3.75 passive, 2.75) of 13, variance 0.5917, around 0.2308.
    found = nps(5, 3, 2)
    p, d = 5.75 / 13, 2.75 / 13
    half = 1.959964 * ((p + d - (p - d) ** 2) / 13) ** 0.5
    assert (found.low, found.high) == pytest.approx((100 * (p - d - half), 100 * (p - d + half)))


def test_adjusted_interval_covers_in_small_samples() -> None:
    """Coverage of the 95% interval at 10 answers: 0.97 where the plain one has 0.90."""
    generator = np.random.default_rng(20160501)
    drawn = generator.multinomial(10, [0.5, 0.3, 0.2], size=4000)
    covered = np.mean([(s := nps(*map(int, d))).low <= 30 <= s.high for d in drawn])
    assert covered == pytest.approx(0.97, abs=0.012)


@given(COUNTS, COUNTS, COUNTS)
def test_bounds_and_mirror(promoters: int, passives: int, detractors: int) -> None:
    if promoters + passives + detractors == 0:
        return
    found, mirrored = nps(promoters, passives, detractors), nps(detractors, passives, promoters)
    assert -100 <= found.low <= found.high <= 100
    assert mirrored.score == pytest.approx(-found.score)
    assert mirrored.low == pytest.approx(-found.high)
    assert nps(promoters + 1, passives, detractors).score >= found.score - 1e-9


@pytest.mark.parametrize("counts", [(0, 0, 0), (-1, 2, 3), (1.5, 2, 3), (float("nan"), 1, 1)])
def test_impossible_counts(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="accepted"):
        nps(*counts)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_of_newcombe(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    Medicine 17, 1998, table I, method 3.
    """
    found = wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_share_lies_in_its_interval(successes: int, n: int) -> None:
    if successes <= n:
        found = wilson(successes, n)
        assert 0 <= found.low <= found.value <= found.high <= 1


@pytest.mark.parametrize(("successes", "n"), [(3, 2), (-1, 5), (0, 0)])
def test_impossible_shares(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(successes, n)


def test_mean_interval_of_students_sleep_data() -> None:
    """Student, "The probable error of a mean", Biometrika 6, 1908: extra hours of sleep."""
    hours = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    found = mean_interval(hours, -10, 10, 0.01)
    assert found.value == pytest.approx(0.75)
    assert (found.low, found.high) == pytest.approx((-0.5297804, 2.0297804), abs=1e-6)


def test_people_who_say_the_same_leave_an_interval() -> None:
    found = mean_interval(np.full(5, 4.0), 1, 5, 0.25)
    assert found.high - found.low == pytest.approx(2 * 2.7764451 * 0.25 / 5**0.5)
    assert mean_interval(np.full(5, 5.0), 1, 5, 0.25).high == 5
    with pytest.raises(ValueError, match="at least 2"):
        mean_interval(np.array([3.0]), 1, 5, 0.25)


def test_recommend_counts_from_nine_and_to_six() -> None:
    answers = Histogram(counts={10: 2, 9: 3, 8: 1, 7: 1, 6: 4, 0: 1}, dont_know=3)
    assert recommend(answers) == nps(5, 2, 5)


def test_satisfied_is_the_two_highest_levels() -> None:
    assert satisfied(Histogram(counts={1: 3, 3: 1, 4: 2, 5: 4})) == wilson(6, 10)


def test_effort_is_ease() -> None:
    found = effort(Histogram(counts={1: 1, 4: 1, 5: 1, 7: 1}), 0.25)
    assert found.easy == wilson(2, 4)
    assert found.mean is not None
    assert found.mean.value == 4.25
    assert effort(Histogram(counts={7: 1}), 0.25).mean is None


def test_net_emotion_is_any_pleasant_minus_any_unpleasant() -> None:
    assert net_emotion(Histogram(counts={1: 5, 0: 3, -1: 2})) == nps(5, 3, 2)


def test_customers_scores_from_what_they_sent() -> None:
    feelings = [
        ["relieved"],
        ["relieved", "ignored"],
        ["annoyed", "worried"],
        [],
        ["pleased"],
        ["valued"],
    ]
    given_ = [
        sent(Role.CUSTOMER, n, {"CU1": 5 + n, "CU2": n % 5 + 1, "CU3": n + 1, "CU4": feelings[n]})
        for n in range(6)
    ]
    found = customer_scores(release_of(given_, Role.CUSTOMER), instrument())
    assert found.recommend == nps(2, 2, 2)
    assert found.satisfied == wilson(2, 6)
    assert found.emotion == nps(3, 1, 1)
    assert found.effort is not None
    assert found.effort.easy == wilson(2, 6)


def test_no_customers_no_scores() -> None:
    found = customer_scores(
        release_of([sent(Role.ADVISOR, n, {"ST1": 3}) for n in range(5)]), instrument()
    )
    assert found == CustomerScores(recommend=None, satisfied=None, effort=None, emotion=None)
