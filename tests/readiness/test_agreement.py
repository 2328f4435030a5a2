import json
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.defaults import ASSETS
from workbench.readiness.agreement import (
    SLIGHT_SKEW,
    Level,
    ad_by_chance,
    ad_m,
    icc,
    krippendorff_alpha,
    one_way,
    random_ads,
    rwg,
    rwg_j,
    rwg_j_star,
    variance_of,
)

CASES = {
    case["id"]: case
    for case in json.loads((ASSETS / "validation" / "measurement.json").read_text("utf-8"))["cases"]
}
KRIPPENDORFF = [name for name in CASES if name.startswith("kripp_")]
COUNTS = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(lambda c: sum(c) >= 2)
# Shrout and Fleiss 1979, table 2: six targets, four judges; results of table 4.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


@pytest.mark.parametrize("name", ["rwg_bhr2000_g1", "rwg_bhr2000_g4"])
def test_published_rwg(name: str) -> None:
    case = CASES[name]
    found = rwg(case["inputs"]["level_counts"])
    assert found == pytest.approx(case["expected"]["rwg"], abs=case["tol"])


def test_published_null_variances() -> None:
    case = CASES["null_var_5pt"]
    for name, shares in case["inputs"]["dists"].items():
        assert variance_of(shares) == pytest.approx(case["expected"][name], abs=case["tol"])


def test_rwg_beside_a_kinder_null() -> None:
    counts = [0, 1, 3, 6, 4]
    assert rwg(counts, variance_of(SLIGHT_SKEW)) < rwg(counts)


def test_published_rwg_j_grows_and_the_starred_one_does_not() -> None:
    case = CASES["rwgj_bhr2000_g1"]
    variances = case["inputs"]["item_variances"]
    assert rwg_j(variances, 5) == pytest.approx(case["expected"]["rwg_j"], abs=case["tol"])
    assert rwg_j_star(variances, 5) == pytest.approx(0.45, abs=0.005)
    assert rwg_j(variances * 3, 5) > rwg_j(variances, 5)
    assert rwg_j_star(variances * 3, 5) == pytest.approx(rwg_j_star(variances, 5))


def test_variances_above_the_null_count_as_the_null() -> None:
    assert rwg_j([4.0, 4.0], 5) == rwg_j_star([4.0, 4.0], 5) == 0


@pytest.mark.parametrize(
    ("counts", "deviation"),
    [([1, 0, 0, 0, 1], 2), ([0, 1, 2, 1, 0], 0.5), ([0, 0, 0, 3, 1], 0.375), ([2, 1, 1], 0.75)],
)
def test_average_deviation_by_hand(counts: list[int], deviation: float) -> None:
    assert ad_m(counts) == pytest.approx(deviation)


def test_published_one_way_icc() -> None:
    case = CASES["icc_bhr2000_hrs"]
    given_ = case["inputs"]
    one, many = one_way(given_["MSB"], given_["MSW"], given_["N"] / given_["k"])
    assert one == pytest.approx(case["expected"]["icc1"], abs=case["tol"])
    assert many == pytest.approx(case["expected"]["icc2"], abs=case["tol"])
    identity = CASES["icc_spearman_brown"]
    size = identity["inputs"]["n"]
    assert size * one / (1 + (size - 1) * one) == pytest.approx(many, abs=identity["tol"])


def test_published_icc_of_shrout_and_fleiss() -> None:
    found = icc(JUDGES)
    assert (found.icc1, found.icc2_1, found.icc3_1) == pytest.approx((0.17, 0.29, 0.71), abs=0.006)
    assert (found.icc1k, found.icc2k, found.icc3k) == pytest.approx((0.44, 0.62, 0.91), abs=0.006)


def test_icc_where_nothing_varies_is_unknown() -> None:
    assert math.isnan(icc([[3, 3], [3, 3]]).icc1)


def test_judges_who_differ_by_a_constant_agree_only_as_a_fixed_panel() -> None:
    found = icc([[1, 3], [2, 4], [3, 5], [4, 6]])
    assert found.icc3_1 == pytest.approx(1)
    assert found.icc2_1 < 0.6


@pytest.mark.parametrize("name", KRIPPENDORFF)
def test_published_alpha(name: str) -> None:
    case = CASES[name]
    metric: Level = case["inputs"]["metric"]
    found = krippendorff_alpha(case["inputs"]["units"], metric)
    assert found == pytest.approx(case["expected"]["alpha"], abs=case["tol"])


def test_alpha_of_words() -> None:
    units: list[list[str | None]] = [
        ["late", "late"],
        ["rude", "rude"],
        ["late", "rude"],
        ["price", None],
    ]
    # Three pairable units: observed disagreement 2 of 6, expected by chance 18 of 30.
    assert krippendorff_alpha(units, "nominal") == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_alpha_is_unknown_when_only_one_value_occurs() -> None:
    assert math.isnan(krippendorff_alpha([[2, 2], [2, 2]], "interval"))


@given(st.lists(st.lists(st.integers(1, 5) | st.none(), min_size=3, max_size=3), min_size=1))
def test_alpha_laws(units: list[list[int | None]]) -> None:
    if not any(sum(value is not None for value in unit) > 1 for unit in units):
        return
    for level in ("nominal", "ordinal", "interval", "ratio"):
        found = krippendorff_alpha(units, level)
        turned = krippendorff_alpha([unit[::-1] for unit in reversed(units)], level)
        assert found == pytest.approx(turned, nan_ok=True)
        assert math.isnan(found) or found <= 1 + 1e-12


@given(COUNTS)
def test_agreement_laws(counts: list[int]) -> None:
    assert 0 <= rwg(counts) <= 1
    assert rwg(counts) == pytest.approx(rwg(counts[::-1]))
    assert ad_m(counts) == pytest.approx(ad_m(counts[::-1]))
    assert 0 <= ad_m(counts) <= 2
    assert ad_m([10 * count for count in counts]) == pytest.approx(ad_m(counts))


@given(st.integers(2, 40), st.integers(0, 4))
def test_everybody_the_same_is_full_agreement(people: int, level: int) -> None:
    counts = [0] * 5
    counts[level] = people
    assert rwg(counts) == 1
    assert ad_m(counts) == 0


@pytest.mark.parametrize(("people", "lucky"), [(5, 0.26), (8, 0.13), (15, 0.03)])
def test_random_answers_often_look_like_agreement(people: int, lucky: float) -> None:
    """The usual cut-off for AD, a sixth of the levels, is reached by luck in small groups."""
    share = float(np.mean(random_ads(people, 1, 5) <= 5 / 6))
    assert share == pytest.approx(lucky, abs=0.02)


def test_chance_is_harder_to_beat_with_more_people_and_items() -> None:
    assert ad_by_chance(5, 1, 5) < ad_by_chance(20, 1, 5) < ad_by_chance(20, 5, 5) < 1.2


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: rwg([0, 1, 0]), "two answers or more in all"),
        (lambda: rwg([4]), "two or more levels"),
        (lambda: rwg([4, 5], null_variance=0), "null_variance is 0; accepted: more than 0"),
        (lambda: ad_m([1, -1, 5]), "accepted: the answers at each"),
        (lambda: rwg([float("nan"), 3, 4]), "accepted: the answers at each"),
        (lambda: rwg_j([], 5), "one or more, from 0 up"),
        (lambda: rwg_j_star([-1.0], 5), "one or more, from 0 up"),
        (lambda: rwg_j([1.0], 1), "1 levels; accepted: 2 or more"),
        (lambda: variance_of([0.5, 0.6]), "must add up to 1"),
        (lambda: icc([[1, 2]]), "at least 2 targets by 2 raters"),
        (lambda: icc([[1.0, 2.0], [3.0, math.nan]]), "without gaps"),
        (lambda: krippendorff_alpha([[1, None]], "nominal"), "no unit has two values"),
        (lambda: krippendorff_alpha([[1, 2]], "cardinal"), "level 'cardinal'"),  # type: ignore[arg-type]
        (lambda: krippendorff_alpha([["a", "a"]], "interval"), "the value 'a' is not a number"),
    ],
)
def test_impossible_input(call: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()
