from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import betainc
from scipy.stats import nct, norm
from scipy.stats import t as student

from workbench.readiness.gates import (
    Verdict,
    mean_at_least,
    mean_of_levels_at_least,
    people_to_decide,
    probability_at_standard,
    verdict,
)
from workbench.voices.instrument import instrument

LEVELS = st.lists(st.integers(1, 5), min_size=2, max_size=30)
SCORES = st.lists(st.floats(1.5, 4.5), min_size=2, max_size=30)
STANDARDS = st.floats(1.05, 4.95)


def test_five_of_five_at_four_depends_on_the_prior() -> None:
    """A prior of 1 a level drowns five people who all answer 4; one of 0.2 does not."""
    assert probability_at_standard([4] * 5, 3.5) == pytest.approx(0.90, abs=0.005)
    heavy = instrument().scoring.gate.model_copy(update={"prior_per_level": 1.0})
    assert probability_at_standard([4] * 5, 3.5, rule=heavy) == pytest.approx(0.55, abs=0.005)


@pytest.mark.parametrize(
    ("low", "high", "standard"),
    [(3.0, 7.0, 2.2), (0.2, 0.2, 3.3), (0.2, 5.2, 4.9), (300.2, 700.2, 3.75), (5e4, 5e4, 3.003)],
)
def test_two_levels_are_a_beta_distribution(low: float, high: float, standard: float) -> None:
    found = mean_of_levels_at_least(standard, [low, 0, 0, 0, high])
    assert found == pytest.approx(1 - betainc(high, low, (standard - 1) / 4), abs=1e-11)


@pytest.mark.parametrize("standard", [1.7, 3.0, 3.5, 4.0, 4.6])
def test_five_levels_beside_simulation(standard: float) -> None:
    weights = np.array([1.2, 0.2, 3.2, 9.2, 2.2])
    draws = np.random.default_rng(5).dirichlet(weights, 400_000) @ np.arange(1, 6)
    error = 4 * 0.5 / 400_000**0.5
    assert mean_of_levels_at_least(standard, weights) == pytest.approx(
        float(np.mean(draws >= standard)), abs=error
    )


def test_a_standard_at_the_end_of_the_scale() -> None:
    assert probability_at_standard([1, 1, 1], 1.0) == 1
    assert probability_at_standard([5, 5, 5], 5.0) == 0


def test_a_level_that_is_the_standard_weighs_on_neither_side() -> None:
    assert mean_of_levels_at_least(3, [0.2, 0.2, 50.2, 0.2, 0.2]) == pytest.approx(0.5, abs=1e-12)
    near = mean_of_levels_at_least(3 + 1e-9, [0.2, 0.2, 50.2, 0.2, 0.2])
    assert near == pytest.approx(0.5, abs=1e-5)


def test_several_items_by_hand() -> None:
    # Mean 3.7, standard deviation 0.2739, five people: t = 0.2 / (0.2739 / sqrt 5) = 1.633.
    scores = [3.4, 3.5, 3.75, 3.75, 4.1]
    t = (3.7 - 3.5) / (np.std(scores, ddof=1) / 5**0.5)
    assert probability_at_standard(scores, 3.5) == pytest.approx(student.cdf(t, 4))


def test_a_small_spread_is_not_believed() -> None:
    same = probability_at_standard([3.6] * 5, 3.5)
    assert same == pytest.approx(student.cdf(0.1 / (0.25 / 5**0.5), 4))


def test_whole_scores_can_be_said_to_come_from_several_items() -> None:
    whole = [3, 4, 4, 5, 4]
    assert probability_at_standard(whole, 3.5) == probability_at_standard(whole, 3.5, one_item=True)
    several = probability_at_standard(whole, 3.5, one_item=False)
    assert several == pytest.approx(student.cdf(0.5 / (np.std(whole, ddof=1) / 5**0.5), 4))


def test_the_same_digits_every_time() -> None:
    answers = np.random.default_rng(3).integers(1, 6, 40)
    assert len({probability_at_standard(answers, 3.5).hex() for _ in range(3)}) == 1


@given(LEVELS, STANDARDS, st.randoms())
def test_order_does_not_matter(levels: list[int], standard: float, draw: Random) -> None:
    turned = list(levels)
    draw.shuffle(turned)
    assert probability_at_standard(turned, standard) == probability_at_standard(levels, standard)


@given(LEVELS, STANDARDS, st.data())
def test_a_higher_answer_never_lowers_one_item(
    levels: list[int], standard: float, data: st.DataObject
) -> None:
    who = data.draw(st.integers(0, len(levels) - 1))
    assume(levels[who] < 5)
    higher = [*levels[:who], levels[who] + 1, *levels[who + 1 :]]
    before, after = (probability_at_standard(x, standard) for x in (levels, higher))
    assert after >= before - 1e-11


@given(SCORES, STANDARDS, st.floats(0, 0.5))
def test_everybody_higher_is_never_less_ready(
    scores: list[float], standard: float, by: float
) -> None:
    higher = [score + by for score in scores]
    before, after = (probability_at_standard(x, standard, one_item=False) for x in (scores, higher))
    assert after >= before - 1e-9


@given(LEVELS, STANDARDS, STANDARDS)
def test_a_higher_standard_is_never_easier(levels: list[int], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert probability_at_standard(levels, high) <= probability_at_standard(levels, low) + 1e-11


@given(LEVELS, STANDARDS)
def test_the_scale_turned_round(levels: list[int], standard: float) -> None:
    assume(abs(standard - round(standard)) > 1e-6)
    mirrored = probability_at_standard([6 - level for level in levels], 6 - standard)
    assert probability_at_standard(levels, standard) == pytest.approx(1 - mirrored, abs=1e-10)


@pytest.mark.parametrize(("n", "mean"), [(5, 3.3), (8, 3.7), (20, 3.7), (40, 3.3)])
def test_chance_of_each_verdict_by_the_noncentral_t(n: int, mean: float) -> None:
    """With normal person scores the chance to pass is known exactly."""
    spread, rooms = 0.45, 3000
    generator = np.random.default_rng(n)
    scores = np.clip(generator.normal(mean, spread, size=(rooms, n)), 1, 5)
    said = [verdict(probability_at_standard(room, 3.5)) for room in scores]
    away = (mean - 3.5) * n**0.5 / spread
    passes = nct.sf(student.ppf(0.8, n - 1), n - 1, away)
    fails = nct.cdf(student.ppf(0.2, n - 1), n - 1, away)
    error = 4 * (0.25 / rooms) ** 0.5
    assert said.count(Verdict.PASS) / rooms == pytest.approx(passes, abs=error)
    assert said.count(Verdict.FAIL) / rooms == pytest.approx(fails, abs=error)


# How often the gate at 3.5 passes and fails when the truth is known: four items a person, by the
# number of people and the true mean.
OPERATING = {
    5: {3.0: (0.01, 0.71), 3.3: (0.08, 0.38), 3.7: (0.40, 0.07), 4.0: (0.74, 0.01)},
    8: {3.0: (0.00, 0.83), 3.3: (0.06, 0.45), 3.7: (0.47, 0.05), 4.0: (0.87, 0.00)},
    12: {3.0: (0.00, 0.92), 3.3: (0.04, 0.53), 3.7: (0.54, 0.04), 4.0: (0.93, 0.00)},
    20: {3.0: (0.00, 0.98), 3.3: (0.02, 0.63), 3.7: (0.64, 0.02), 4.0: (0.99, 0.00)},
    40: {3.0: (0.00, 1.00), 3.3: (0.01, 0.80), 3.7: (0.80, 0.01), 4.0: (1.00, 0.00)},
}


def latent_mean(true_mean: float, spread: float) -> float:
    """Where answers must centre before rounding to levels 1 to 5 so that their mean is true."""

    def excess(centre: float) -> float:
        return (
            float(5 - sum(norm.cdf((k + 0.5 - centre) / spread) for k in (1, 2, 3, 4))) - true_mean
        )

    return float(brentq(excess, 0, 8))


@pytest.mark.parametrize("n", list(OPERATING))
@pytest.mark.parametrize("mean", [3.0, 3.3, 3.7, 4.0])
def test_operating_characteristics(n: int, mean: float) -> None:
    rooms, person_spread, item_spread = 2000, 0.7, 0.7
    generator = np.random.default_rng([n, round(10 * mean)])
    centre = latent_mean(mean, float(np.hypot(person_spread, item_spread)))
    person = generator.normal(centre, person_spread, size=(rooms, n, 1))
    items = np.round(person + generator.normal(0, item_spread, size=(rooms, n, 4)))
    scores = np.clip(items, 1, 5).mean(axis=2)
    said = [verdict(probability_at_standard(room, 3.5, one_item=False)) for room in scores]
    passes, fails = OPERATING[n][mean]
    assert said.count(Verdict.PASS) / rooms == pytest.approx(passes, abs=0.04)
    assert said.count(Verdict.FAIL) / rooms == pytest.approx(fails, abs=0.04)


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "fail"),
        (0.2, "fail"),
        (0.2001, "undecided"),
        (0.7999, "undecided"),
        (0.8, "pass"),
        (1.0, "pass"),
    ],
)
def test_verdicts(probability: float, said: str) -> None:
    assert verdict(probability) == said


@pytest.mark.parametrize("probability", [-0.1, 1.1, float("nan")])
def test_no_verdict_on_what_is_no_probability(probability: float) -> None:
    with pytest.raises(ValueError, match="accepted: 0 to 1"):
        verdict(probability)


@pytest.mark.parametrize(
    ("scores", "standard", "said"),
    [
        ([], 3.5, "person_scores is empty"),
        ([3, 6], 3.5, r"person_scores holds 6\.0; accepted: 1 to 5"),
        ([3, float("nan")], 3.5, "person_scores holds nan"),
        ([3.5], 3.5, "person_scores holds 1 score; accepted: at least 2"),
        ([3, 4], 0.5, r"requisite is 0\.5; accepted: 1 to 5"),
        ([3, 4], float("nan"), "requisite is nan"),
    ],
)
def test_impossible_input(scores: list[float], standard: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        probability_at_standard(scores, standard)


def test_one_item_has_whole_levels() -> None:
    with pytest.raises(ValueError, match="not all whole levels"):
        probability_at_standard([3.5, 4], 3.5, one_item=True)


def test_people_to_decide_several_items_is_the_first_number_that_does() -> None:
    scores = [3.2, 4.0, 3.4, 3.8, 3.9, 3.3]
    more = people_to_decide(scores, 3.5)
    assert more is not None
    assert more > 0
    mean, spread = float(np.mean(scores)), float(np.std(scores, ddof=1))
    reached = [mean_at_least(3.5, mean, spread, 6 + n) for n in range(more + 1)]
    assert [verdict(p) for p in reached] == [Verdict.UNDECIDED] * more + [Verdict.PASS]
    assert all(before < after for before, after in pairwise(reached))


def test_people_to_decide_one_item() -> None:
    answers = [3, 4, 4, 3, 4, 3]
    assert verdict(probability_at_standard(answers, 3.4)) is Verdict.UNDECIDED
    more = people_to_decide(answers, 3.4)
    assert more is not None
    # Twelve more of the same kind, twice over, would have the shares that the plan assumes.
    copies = 1 + -(-more // len(answers))
    assert verdict(probability_at_standard(answers * copies, 3.4)) is Verdict.PASS


def test_nobody_more_is_needed_where_it_is_settled_and_nobody_helps_on_the_line() -> None:
    assert people_to_decide([4.5, 4.6, 4.7, 4.4], 3.5) == 0
    assert people_to_decide([3.0, 4.0, 3.2, 3.8], 3.5) is None
