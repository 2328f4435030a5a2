"""The gate of an element: how probable it is that it reaches the standard, and the verdict."""

import math
from enum import StrEnum

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from workbench.voices.instrument import instrument
from workbench.voices.items import LEVELS
from workbench.voices.scoring_rules import GateRule

Floats = NDArray[np.float64]
NO_WEIGHT = 1e-12
TAIL = 40.0
"""exp(-40) is far below what a double can tell from 0 beside 1."""


class Verdict(StrEnum):
    """What the gate says of an element."""

    PASS = "pass"
    UNDECIDED = "undecided"
    FAIL = "fail"


def verdict(probability: float, rule: GateRule | None = None) -> Verdict:
    """Pass from 0.80, fail up to 0.20, else undecided (the instrument's rule unless given).

    Raises ValueError unless the probability is from 0 to 1.
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"probability is {probability}; accepted: 0 to 1")
    rule = rule or instrument().scoring.gate
    if probability >= rule.pass_at:
        return Verdict.PASS
    return Verdict.FAIL if probability <= rule.fail_at else Verdict.UNDECIDED


def probability_at_standard(
    person_scores: ArrayLike,
    requisite: float,
    *,
    one_item: bool | None = None,
    rule: GateRule | None = None,
) -> float:
    """The probability that the mean of a role is at least `requisite`, given its people's scores.

    With several items a person the mean has a Student posterior: mean + s / sqrt(n) x t(n - 1),
    with s (n - 1) at least the rule's `spread_floor`. With one anchored item the shares of the
    five levels have a Dirichlet posterior with `prior_per_level` (0.2) added to each level, and
    the probability is exact (see `mean_of_levels_at_least`). `one_item` says which; unless it is
    given, scores that are all whole levels count as one item. The digits are the same every time.

    Gelman et al., "Bayesian Data Analysis", 3rd edition, CRC Press 2013, sections 3.2 and 3.4.

    Raises ValueError when there are no scores, only one (several items), a score or the requisite
    is outside 1 to 5, or `one_item` is claimed of scores that are not whole.
    """
    scores = np.asarray(person_scores, float).ravel()
    rule = rule or instrument().scoring.gate
    _check(scores, requisite)
    whole = bool((scores == np.round(scores)).all())
    if one_item is None:
        one_item = whole
    if one_item and not whole:
        raise ValueError("person_scores are not all whole levels; accepted for one item: 1 to 5")
    if one_item:
        counts = np.bincount(scores.astype(int), minlength=LEVELS + 1)[1:]
        return mean_of_levels_at_least(requisite, counts + rule.prior_per_level)
    if scores.size < 2:
        raise ValueError("person_scores holds 1 score; accepted: at least 2")
    spread = max(float(np.std(scores, ddof=1)), rule.spread_floor)
    return mean_at_least(requisite, float(scores.mean()), spread, scores.size)


def mean_at_least(requisite: float, mean: float, spread: float, n: float) -> float:
    """The Student posterior probability that a mean is at least `requisite`."""
    return float(scipy.special.stdtr(n - 1, (mean - requisite) / (spread / math.sqrt(n))))


def mean_of_levels_at_least(requisite: float, weights: ArrayLike) -> float:
    """The probability that the mean level is at least `requisite` under a Dirichlet distribution.

    `weights` are the Dirichlet's, one for each level from 1. Shares p_l of a Dirichlet are gamma
    variables G_l over their sum, so that the mean is at least r exactly when the sum of
    (l - r) G_l is at least 0. Its characteristic function is known, and the inversion formula
    (Gil-Pelaez, "Note on the inversion theorem", Biometrika 38, 1951; Imhof, "Computing the
    distribution of quadratic forms in normal variables", Biometrika 48, 1961) is integrated over
    the logarithm of its argument by the trapezoidal rule, which is exact to about 12 digits here.
    """
    alphas = np.asarray(weights, float)
    apart = np.arange(1, alphas.size + 1) - requisite
    part = (np.abs(apart) > NO_WEIGHT) & (alphas > 0)
    apart, alphas = apart[part], alphas[part]
    if not (apart < 0).any():
        return 1.0
    if not (apart > 0).any():
        return 0.0
    total = float(alphas.sum())
    apart = apart / np.abs(apart).max()
    low = -TAIL - math.log(max(1.0, float(alphas @ np.abs(apart))))
    high = TAIL / total - math.log(float(np.abs(apart).min()))
    step = min(0.2, 0.7 / math.sqrt(total))
    t = np.exp(np.arange(low, high + step, step))[:, np.newaxis] * apart
    size = np.exp(-0.5 * np.log1p(t * t) @ alphas)
    found = 0.5 + step / math.pi * float(np.sum(size * np.sin(np.arctan(t) @ alphas)))
    return min(1.0, max(0.0, found))


def people_to_decide(
    person_scores: ArrayLike,
    requisite: float,
    *,
    one_item: bool | None = None,
    rule: GateRule | None = None,
) -> int | None:
    """How many more people would settle the gate, if they answer as those before them did.

    The smallest number of further people with whom the probability reaches the rule's pass or
    fail bound while mean and spread (or the shares of the levels) stay as they are; 0 when it is
    settled, None when more than the rule's `most_to_ask` would be needed. It is a plan, not a
    promise: if they answer differently, the score moves. Raises as `probability_at_standard`.
    """
    scores = np.asarray(person_scores, float).ravel()
    rule = rule or instrument().scoring.gate
    _check(scores, requisite)
    n = scores.size
    if one_item is None:
        one_item = bool((scores == np.round(scores)).all())
    shares = np.bincount(scores.astype(int), minlength=LEVELS + 1)[1:] / n if one_item else None
    mean = float(scores.mean())
    spread = max(float(np.std(scores, ddof=1)) if n > 1 else 0.0, rule.spread_floor)

    def settled(more: int) -> bool:
        people = n + more
        if shares is None:
            probability = mean_at_least(requisite, mean, spread, people)
        else:
            probability = mean_of_levels_at_least(requisite, people * shares + rule.prior_per_level)
        return verdict(probability, rule) is not Verdict.UNDECIDED

    if not settled(rule.most_to_ask):
        return None
    low, high = -1, rule.most_to_ask
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if settled(middle) else (middle, high)
    return high


def _check(scores: Floats, requisite: float) -> None:
    if not 1 <= requisite <= LEVELS:
        raise ValueError(f"requisite is {requisite}; accepted: 1 to {LEVELS}")
    if scores.size == 0:
        raise ValueError("person_scores is empty; accepted: at least one score")
    outside = scores[~((scores >= 1) & (scores <= LEVELS))]
    if outside.size:
        raise ValueError(f"person_scores holds {outside[0]}; accepted: 1 to {LEVELS}")
