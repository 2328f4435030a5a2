"""Groups of opinion: the gate keeps its size, real camps are found, small groups never shown."""

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.voices.activities.rules import rules
from workbench.voices.opinion_groups import (
    OpinionGroups,
    Outcome,
    opinion_groups,
    permutation_gate,
    projection,
    silhouette,
    straight_liners,
)

RULES = rules()
STATEMENTS = tuple(f"s{n}" for n in range(20))


def room(
    seed: int, people: int = 25, camps: bool = False, apart: float = 0.8
) -> NDArray[np.float64]:
    """Stances on 20 statements, 10% passes, 10% not seen; camps differ strongly on a third."""
    rng = np.random.default_rng(seed)
    chance = np.tile(rng.uniform(0.3, 0.8, 20), (people, 1))
    if camps:
        first = np.arange(people) % 2 == 0
        chance[:, :7] = np.where(first[:, None], 0.5 + apart / 2, 0.5 - apart / 2)
    votes = np.where(rng.random((people, 20)) < chance, 1.0, -1.0)
    votes[rng.random((people, 20)) < 0.1] = 0
    votes[rng.random((people, 20)) < 0.1] = np.nan
    return votes


def sought(votes: NDArray[np.float64], threshold: int = 5) -> OpinionGroups:
    return opinion_groups(votes, STATEMENTS, threshold, RULES.groups, RULES.straight_liners, 1)


def test_the_gate_keeps_its_size_on_noise() -> None:
    """5% of 120 noisy rooms are 6; 13 would happen to an honest gate once in 150 times."""
    rng = np.random.default_rng(0)
    passed = sum(permutation_gate(room(seed), 99, rng).p <= 0.05 for seed in range(120))
    assert passed <= 12


def test_the_share_of_the_first_component_is_that_of_the_decomposition() -> None:
    for people, seed in ((12, 1), (60, 2), (60, 3)):
        votes = room(seed, people=people, camps=seed == 3)
        means = np.nanmean(votes, axis=0)
        values = np.linalg.svd(np.where(np.isnan(votes), 0, votes - means), compute_uv=False) ** 2
        gate = permutation_gate(votes, 19, np.random.default_rng(0))
        assert gate.share == pytest.approx(values[0] / values.sum(), rel=1e-3)


def test_two_camps_are_found_and_add_up_to_everybody() -> None:
    found = [sought(room(seed, people=60, camps=True)) for seed in range(6)]
    assert [one.outcome for one in found] == [Outcome.FOUND] * 6
    for one in found:
        assert len(one.sizes) == 2
        assert sum(one.sizes) == 60
        assert min(one.sizes) >= 20
        first, second = one.tallies["s0"]
        assert first
        assert second
        assert abs(first.agree / first.seen - second.agree / second.seen) > 0.5


def test_no_evidence_is_an_answer() -> None:
    found = sought(room(3, people=60))
    assert found.outcome is Outcome.NOT_DISTINCT
    assert found.p is not None
    assert found.p > 0.05
    assert found.sizes == ()


def test_too_few_people_are_not_searched() -> None:
    found = sought(room(3, people=24, camps=True))
    assert (found.outcome, found.p) == (Outcome.TOO_FEW, None)


def test_a_camp_under_the_threshold_is_not_shown() -> None:
    votes = room(5, people=60, camps=True)
    small = np.vstack([votes[::2][:30], votes[1::2][:4]])
    assert sought(small, threshold=15).outcome in (Outcome.TOO_SMALL, Outcome.NOT_DISTINCT)


def test_a_statement_that_few_of_a_group_judged_is_left_out_for_that_group() -> None:
    votes = room(6, people=60, camps=True)
    votes[::2, 19] = np.nan
    votes[0, 19] = votes[2, 19] = 1
    found = sought(votes)
    assert found.outcome is Outcome.FOUND
    shown = found.tallies["s19"]
    # Two people of one camp judged it, and the other camp beside the total would give them away.
    assert shown == (None, None)


def test_straight_liners_are_set_aside_and_make_no_group() -> None:
    """Thirty who agree with everything and thirty of one mind: no camp of agreement is drawn."""
    votes = room(8, people=60)
    votes[::2] = 1
    found = sought(votes)
    assert found.set_aside == 30
    assert found.outcome is not Outcome.FOUND
    few = room(9, people=60)
    few[:2] = -1
    assert sought(few).set_aside is None


def test_who_is_a_straight_liner() -> None:
    nan = np.nan
    votes = np.array([[1, 1, 1, nan], [1, 1, nan, nan], [1, 1, 0, 1], [0, 0, 0, 0], [nan] * 4])
    assert straight_liners(votes, 3).tolist() == [True, False, False, True, False]


def test_the_silhouette_by_hand() -> None:
    """Points 0, 1 and 10, 11: (10.5 - 1)/10.5 and (9.5 - 1)/9.5, twice."""
    places = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0]])
    expected = (9.5 / 10.5 + 8.5 / 9.5) / 2
    assert silhouette(places, np.array([0, 0, 1, 1])) == pytest.approx(expected)


def test_the_projection_stretches_those_with_few_stances() -> None:
    """sqrt(4/1) for one stance of four, 1 for all four."""
    means, axes = np.zeros(4), np.array([[0.5, 0.5, 0.5, 0.5], [0.5, -0.5, 0.5, -0.5]])
    votes = np.array([[1, np.nan, np.nan, np.nan], [1, 1, 1, 1.0]])
    np.testing.assert_allclose(projection(votes, means, axes), [[1, 1], [2, 0]])


def test_the_same_votes_give_the_same_groups() -> None:
    votes = room(2, people=60, camps=True)
    assert sought(votes) == sought(votes)
