import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from workbench.readiness.gaps import changes, cliffs_delta, gap
from workbench.voices.histograms import Histogram

FLOOR = 0.25
VALUES = st.lists(st.sampled_from([1.0, 2.0, 2.5, 3.0, 4.0, 4.8, 5.0]), min_size=2, max_size=25)


def histogram(values: list[float]) -> Histogram:
    return Histogram(counts={value: values.count(value) for value in values})


def test_large_groups_have_the_interval_of_welch() -> None:
    generator = np.random.default_rng(2)
    one = np.round(generator.normal(3.8, 0.7, 300), 1).tolist()
    other = np.round(generator.normal(3.1, 0.6, 200), 1).tolist()
    found = gap(histogram(one), histogram(other), FLOOR)
    welch = ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert found is not None
    assert found.value == pytest.approx(np.mean(one) - np.mean(other))
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high), abs=0.01)
    assert found.clear
    assert found.n == (300, 200)


def test_small_groups_are_covered() -> None:
    """Five executives beside twenty advisors: the plain bootstrap would cover about 0.85."""
    generator = np.random.default_rng(9)
    covered, rooms = 0, 250
    for _ in range(rooms):
        one = np.round(generator.normal(3.7, 0.7, 5), 2).clip(1, 5).tolist()
        other = np.round(generator.normal(2.9, 0.7, 20), 2).clip(1, 5).tolist()
        found = gap(histogram(one), histogram(other), FLOOR)
        assert found is not None
        covered += found.low <= 0.8 <= found.high
    assert 0.87 <= covered / rooms <= 0.98


def test_two_groups_that_each_say_the_same_are_not_exact() -> None:
    found = gap(histogram([4.0] * 5), histogram([2.0] * 5), FLOOR)
    assert found is not None
    half = 1.959964 * (2 * FLOOR**2 / 5) ** 0.5
    assert (found.low, found.high) == pytest.approx((2 - half, 2 + half), abs=0.02)


def test_a_group_of_which_everybody_answered_is_a_fact() -> None:
    one, other = histogram([2.0, 3.0, 5.0, 5.0]), histogram([1.0, 2.0, 2.5, 3.0, 3.0] * 4)
    sample, whole = gap(one, other, FLOOR), gap(one, other, FLOOR, whole_first=True)
    both = gap(one, other, FLOOR, whole_first=True, whole_second=True)
    assert sample is not None
    assert whole is not None
    assert both is not None
    assert whole.high - whole.low < sample.high - sample.low
    assert both.low == both.high == both.value


def test_seven_gaps_side_by_side_need_more_to_be_clear() -> None:
    one, other = histogram([3.0, 4.0, 4.0, 4.8, 3.0, 4.0]), histogram([2.5, 3.0, 4.0, 2.0, 3.0] * 4)
    alone, among = gap(one, other, FLOOR), gap(one, other, FLOOR, looked_at=70)
    assert alone is not None
    assert among is not None
    assert (alone.low, alone.high) == (among.low, among.high)
    assert alone.clear
    assert not among.clear


def test_one_score_is_no_group() -> None:
    assert gap(histogram([4.0]), histogram([2.0, 3.0]), FLOOR) is None
    assert gap(histogram([2.0, 3.0]), Histogram(dont_know=4), FLOOR) is None


def test_the_same_digits_every_time() -> None:
    one, other = histogram([3.0, 4.0, 5.0]), histogram([2.0, 2.5, 4.0])
    assert gap(one, other, FLOOR) == gap(one, other, FLOOR)


@given(VALUES, VALUES)
def test_laws_of_a_gap(one: list[float], other: list[float]) -> None:
    there, back = (
        gap(histogram(one), histogram(other), FLOOR),
        gap(histogram(other), histogram(one), FLOOR),
    )
    assert there is not None
    assert back is not None
    assert there.value == pytest.approx(-back.value)
    assert there.delta == pytest.approx(-back.delta)
    assert -4 <= there.low <= there.value + 1e-9
    assert there.value - 1e-9 <= there.high <= 4


def test_cliffs_delta_by_hand() -> None:
    # Of nine pairs six are above, two below, one equal.
    assert cliffs_delta([3, 5, 7], [2, 4, 5]) == pytest.approx((6 - 2) / 9)
    assert cliffs_delta([1, 2], [3, 4]) == -1


@given(VALUES, VALUES)
def test_cliffs_delta_counts_every_pair(one: list[float], other: list[float]) -> None:
    pairs = [np.sign(a - b) for a in one for b in other]
    assert cliffs_delta(one, other) == pytest.approx(float(np.mean(pairs)))


def test_cliffs_delta_of_nobody() -> None:
    with pytest.raises(ValueError, match="groups of 0 and 2"):
        cliffs_delta([], [1, 2])


def test_changes_between_two_waves() -> None:
    before = {"systems": histogram([2.0, 2.0, 3.0, 1.0] * 5), "style": histogram([3.0, 4.0])}
    after = {"systems": histogram([3.0, 4.0, 3.0, 4.0] * 5), "staff": histogram([3.0, 4.0])}
    found = changes(before, after, FLOOR)
    assert set(found) == {"systems"}
    assert found["systems"].value == pytest.approx(1.5)
    assert found["systems"].clear
