"""Pairwise votes against hand-worked scores, an independent optimiser, and their laws."""

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import minimize

from workbench.voices.activities.pairs import (
    Duel,
    bradley_terry,
    chances,
    duel,
    next_pair,
    pair_weights,
    rank_pairs,
    site_scores,
)


def test_site_scores_by_hand() -> None:
    counts = {("a", "b"): 7, ("b", "a"): 2, ("c", "a"): 1}
    assert site_scores(counts, ["a", "b", "c", "d"]) == {
        "a": 100 * 8 / 12,
        "b": 100 * 3 / 11,
        "c": 100 * 2 / 3,
        "d": 50.0,
    }


def test_a_stored_answer_becomes_a_vote() -> None:
    assert duel("x~y", "a") == Duel("x", "y")
    assert duel("x~y", "b") == Duel("y", "x")
    assert duel("x~y", "neither") is None


def test_weights_by_hand() -> None:
    """Ordered pairs asked 99 times and 39 times against four unasked ones, tau 0.05, alpha 1."""
    weights = pair_weights(["a", "b", "c"], {("a", "b"): 99, ("b", "c"): 39}, 0.05, 1)
    total = 4 * 0.05 + 0.01 + 0.025
    assert weights["a", "b"] == pytest.approx(0.01 / total)
    assert weights["b", "c"] == pytest.approx(0.025 / total)
    assert weights["c", "a"] == pytest.approx(0.05 / total)
    assert sum(weights.values()) == pytest.approx(1)


def test_a_late_idea_catches_up() -> None:
    """After 100 votes an ordered pair, pairs with the newcomer are drawn most of the time."""
    old = ["a", "b", "c", "d"]
    asked = dict.fromkeys(((x, y) for x in old for y in old if x != y), 100)
    drawn = [next_pair([*old, "new"], asked, [], str(seed)) for seed in range(300)]
    assert sum(pair is not None and "new" in pair for pair in drawn) > 200


def test_nobody_gets_a_pair_twice_and_the_pairs_end() -> None:
    ids = ["a", "b", "c", "d"]
    own: list[tuple[str, str]] = []
    while pair := next_pair(ids, Counter(own), own, f"person {len(own)}"):
        own.append(pair)
    assert sorted(map(tuple, map(sorted, own))) == list(combinations(ids, 2))
    assert next_pair(ids, {}, [], "same") == next_pair(ids, {}, [], "same")


def test_bradley_terry_is_the_mode_that_an_optimiser_finds() -> None:
    rng = np.random.default_rng(4)
    wins = rng.integers(0, 6, (5, 5)).astype(float)
    np.fill_diagonal(wins, 0)

    def cost(log_strength: np.ndarray) -> float:
        apart = log_strength[:, None] - log_strength[None, :]
        dummy = np.log1p(np.exp(-log_strength)) + np.log1p(np.exp(log_strength))
        return float((wins * np.log1p(np.exp(-apart))).sum() + dummy.sum())

    mode = np.exp(minimize(cost, np.zeros(5), tol=1e-12).x)
    np.testing.assert_allclose(bradley_terry(wins), mode, rtol=1e-4)


def test_without_votes_all_are_alike_and_a_clean_sweep_stays_finite() -> None:
    np.testing.assert_allclose(chances(bradley_terry(np.zeros((4, 4)))), 50)
    sweep = np.triu(np.full((4, 4), 3.0), 1)
    strength = bradley_terry(sweep)
    assert np.all(np.isfinite(strength))
    assert np.all(np.diff(strength) < 0)
    assert chances(strength).mean() == pytest.approx(50)


def test_several_tables_at_once_are_each_solved_alike() -> None:
    tables = np.random.default_rng(5).integers(0, 4, (3, 4, 4)).astype(float)
    together = bradley_terry(tables)
    for table, row in zip(tables, together, strict=True):
        np.testing.assert_allclose(bradley_terry(table), row, rtol=1e-5)


def test_the_ranking_finds_the_better_half_and_its_intervals_widen_with_fewer_people() -> None:
    draw = random.Random(7)
    ids = [f"c{n}" for n in range(8)]

    def person() -> list[Duel]:
        duels = []
        for _ in range(10):
            one, two = draw.sample(range(8), 2)
            better, worse = min(one, two), max(one, two)
            first = better if draw.random() < 0.8 else worse
            duels.append(Duel(ids[first], ids[one + two - first]))
        return duels

    people = [person() for _ in range(60)]
    many, few = (rank_pairs(votes, ids, 1, resamples=200) for votes in (people, people[:8]))
    assert {one.id for one in many[:4]} == {"c0", "c1", "c2", "c3"}
    width = [np.mean([r.estimate.high - r.estimate.low for r in rank]) for rank in (many, few)]
    assert width[0] < width[1]
    assert all(r.estimate.low <= r.estimate.value <= r.estimate.high for r in (*many, *few))


def test_a_person_who_repeats_themselves_does_not_make_the_ranking_surer() -> None:
    """Intervals come from people: a tenfold copy of each person's votes leaves them wide."""
    ids = ["a", "b"]
    once = [[Duel("a", "b")]] * 6 + [[Duel("b", "a")]] * 4
    tenfold = [own * 10 for own in once]
    first, second = (
        rank_pairs(votes, ids, 3, resamples=300)[0].estimate for votes in (once, tenfold)
    )
    assert second.high - second.low > 0.9 * (first.high - first.low)
