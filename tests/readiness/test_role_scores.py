import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from workbench.readiness.scores import role_score
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import instrument

RULE = instrument().scoring.gate
COUNTS = st.dictionaries(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0]), st.integers(1, 60), min_size=1)


def test_several_items_have_the_interval_of_student() -> None:
    scores = [2.25, 3.5, 2.75, 3.0, 4.25, 2.5]
    found = role_score(Histogram(counts=dict.fromkeys(scores, 1)), RULE)
    assert found is not None
    half = student.ppf(0.975, 5) * np.std(scores, ddof=1) / 6**0.5
    assert (found.low, found.high) == pytest.approx(
        (np.mean(scores) - half, np.mean(scores) + half)
    )
    assert found.n == 6


def test_one_item_has_the_interval_of_the_posterior() -> None:
    counts = {1.0: 1, 3.0: 3, 4.0: 9, 5.0: 2}
    found = role_score(Histogram(counts=counts), RULE)
    weights = np.array([1.2, 0.2, 3.2, 9.2, 2.2])
    draws = np.random.default_rng(1).dirichlet(weights, 200_000) @ np.arange(1, 6)
    low, high = np.quantile(draws, [0.025, 0.975])
    assert found is not None
    assert found.value == pytest.approx((1 + 9 + 36 + 10) / 15)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.06)


def test_five_who_say_the_same_are_not_exact() -> None:
    found = role_score(Histogram(counts={4: 5}), RULE)
    assert found is not None
    assert found.value == 4
    assert found.low < 3.5 < 4 <= found.high < 5


def test_one_score_is_no_role() -> None:
    assert role_score(Histogram(counts={4: 1}), RULE) is None
    assert role_score(Histogram(dont_know=9), RULE) is None


@given(COUNTS)
def test_the_score_lies_in_its_interval_and_more_people_narrow_it(counts: dict[float, int]) -> None:
    if sum(counts.values()) < 2:
        return
    found = role_score(Histogram(counts=counts), RULE)
    more = role_score(Histogram(counts={value: 20 * n for value, n in counts.items()}), RULE)
    assert found is not None
    assert more is not None
    assert 1 <= found.low <= found.value <= found.high <= 5
    assert more.high - more.low < found.high - found.low
    assert more.value == pytest.approx(found.value)
