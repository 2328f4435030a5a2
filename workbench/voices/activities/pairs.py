"""Pairwise votes for long lists: which of two comes first, and what many such votes add up to.

Salganik and Levy, "Wiki surveys: open and quantifiable social data collection", PLOS ONE 10, 2015.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.voices.activities.material import BETWEEN, Choice, Material
from workbench.voices.activities.ranking import Ranked, ranked
from workbench.voices.activities.reading import Reading, gone
from workbench.voices.activities.rules import rules
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw
from workbench.voices.estimates import LEVEL, Estimate

WINNER = "winner"
LEFT, RIGHT, NEITHER = "a", "b", "neither"
ROUNDS = 500
CLOSE_ENOUGH = 1e-7
CLOSE_FOR_INTERVALS = 1e-4
"""Largest change of a log strength in a round at which solving stops."""

Counts = Mapping[tuple[str, str], int]
"""Votes by (winner, loser)."""


class Duel(NamedTuple):
    """One vote: the winner and the loser."""

    winner: str
    loser: str


def pair_of(card: str) -> tuple[str, str]:
    """The two ids of a pair's card; empty ones when it is no pair."""
    left, _, right = card.partition(BETWEEN)
    return left, right


def check(raw: Raw, material: Material, card: str) -> Checked:
    """Which of two comes first. "Neither" is an answer and no vote."""
    left, right = (material.card(name) for name in pair_of(card))
    if left is None or right is None or left.id == right.id:
        return gone(card)
    reading = Reading(raw, [WINNER])
    options = (
        Choice(id=LEFT, text=left.text),
        Choice(id=RIGHT, text=right.text),
        Choice(id=NEITHER, text="Neither"),
    )
    picked = reading.one_of(WINNER, "Which comes first?", options)
    return reading.checked([Answer(item=WINNER, value=picked)] if picked else [])


def duel(card: str, winner: object) -> Duel | None:
    """The vote behind a stored answer; None for neither."""
    left, right = pair_of(card)
    if winner == LEFT:
        return Duel(left, right)
    return Duel(right, left) if winner == RIGHT else None


def pair_weights(
    ids: Sequence[str], asked: Mapping[tuple[str, str], int], tau: float, alpha: float
) -> dict[tuple[str, str], float]:
    """The chance of each ordered pair to be asked next, which favours pairs asked less often.

    `asked` counts votes by ordered pair (shown left, shown right). The weight of a pair is the
    smaller of 1/(x + 1)^alpha and tau, then all are scaled to add up to 1. With few votes tau
    makes all pairs alike; a pair asked more than 1/tau - 1 times steps back.
    """
    raw = {pair: min(1 / (asked.get(pair, 0) + 1) ** alpha, tau) for pair in permutations(ids, 2)}
    total = sum(raw.values())
    return {pair: weight / total for pair, weight in raw.items()}


def next_pair(
    ids: Sequence[str],
    asked: Mapping[tuple[str, str], int],
    own: Iterable[tuple[str, str]],
    seed: str,
) -> tuple[str, str] | None:
    """The next pair of a person: drawn by weight among the pairs they have not had yet.

    `own` are the pairs they have answered, in whatever order. None when there are none left. The
    same seed and counts give the same pair, so that a reload shows it again.
    """
    had = {frozenset(pair) for pair in own}
    own_rules = rules().pairwise
    weights = {
        pair: weight
        for pair, weight in pair_weights(ids, asked, own_rules.tau, own_rules.alpha).items()
        if frozenset(pair) not in had
    }
    if not weights:
        return None
    return random.Random(seed).choices(list(weights), list(weights.values()))[0]


def site_score(wins: float, losses: float) -> float:
    """100 times the posterior mean chance to win, 50 before any vote."""
    return 100 * (wins + 1) / (wins + losses + 2)


def site_scores(counts: Counts, ids: Sequence[str]) -> dict[str, float]:
    """The site score of each, from 0 to 100."""
    wins, losses = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
    for (winner, loser), votes in counts.items():
        if winner in wins and loser in losses:
            wins[winner] += votes
            losses[loser] += votes
    return {name: site_score(wins[name], losses[name]) for name in ids}


def bradley_terry(wins: NDArray[np.float64], close: float = CLOSE_ENOUGH) -> NDArray[np.float64]:
    """The strengths (..., n) of n things from votes (..., n, n): P(i beats j) = p_i / (p_i + p_j).

    `wins[..., i, j]` are the votes of i over j. The strengths are those of the posterior mode: one
    won and one lost vote against a dummy of strength 1 keep each of them finite and all of them
    comparable, also with no votes at all. Solved by the minorise-maximise step of Hunter, "MM
    algorithms for generalized Bradley-Terry models", Annals of Statistics 32, 2004, until no log
    strength moves by `close` in a round.
    """
    won = wins.sum(axis=-1) + 1
    met = wins + np.swapaxes(wins, -1, -2)
    strength = np.ones(won.shape)
    for _ in range(ROUNDS):
        pairs = strength[..., :, None] + strength[..., None, :]
        now = won / ((met / pairs).sum(axis=-1) + 2 / (strength + 1))
        done = bool(np.max(np.abs(np.log(now / strength))) < close)
        strength = now
        if done:
            break
    return strength


def chances(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each, 100 times the mean chance to beat one of the others; 50 when it stands alone."""
    n = strength.shape[-1]
    if n < 2:
        return np.full(strength.shape, 50.0)
    beats = strength[..., :, None] / (strength[..., :, None] + strength[..., None, :])
    # Against itself each has a chance of a half, which does not count.
    mean: NDArray[np.float64] = 100 * (beats.sum(axis=-1) - 0.5) / (n - 1)
    return mean


def rank_pairs(
    votes: Sequence[Sequence[Duel]], ids: Sequence[str], seed: int, resamples: int | None = None
) -> tuple[Ranked, ...]:
    """The Bradley-Terry ranking (chance to beat another, 0 to 100), highest first.

    `votes` are the duels of each person. Intervals (95%) come from drawing people, not votes,
    again: the votes of one person belong together.
    """
    index = {name: number for number, name in enumerate(ids)}
    people = [
        [(index[d.winner], index[d.loser]) for d in own if d.winner in index and d.loser in index]
        for own in votes
    ]
    people = [own for own in people if own]
    if not people:
        return ()
    each = np.zeros((len(people), len(ids), len(ids)))
    for person, own in enumerate(people):
        for winner, loser in own:
            each[person, winner, loser] += 1
    value = chances(bradley_terry(each.sum(axis=0)))
    rng = np.random.Generator(np.random.PCG64(seed))
    times = rules().pairwise.bootstrap if resamples is None else resamples
    weights = rng.multinomial(len(people), np.full(len(people), 1 / len(people)), size=times)
    drawn = chances(bradley_terry(np.tensordot(weights, each, axes=1), CLOSE_FOR_INTERVALS))
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return ranked(
        {
            name: Estimate(
                value=float(value[i]),
                low=float(min(low[i], value[i])),
                high=float(max(high[i], value[i])),
                n=len(people),
            )
            for i, name in enumerate(ids)
        }
    )
