"""Groups of opinion that nobody declared, sought in stances and believed only behind a gate.

Principal components and k-means always draw groups, in pure noise too. So before any are sought a
permutation test asks whether stances hang together at all: the share of the first component is
compared with that of data in which each statement's stances are shuffled among those who saw it
(Buja and Eyuboglu, "Remarks on parallel analysis", Multivariate Behavioral Research 27, 1992).
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.activities.rules import GroupRules, StraightLinerRules
from workbench.voices.activities.stances import Tally
from workbench.voices.privacy import visible

Floats = NDArray[np.float64]
AXES = 2
STARTS = 10
ROUNDS = 100
SQUARINGS = 10
BLOCK = 32
"""Rows."""


class Outcome(StrEnum):
    """How the search for groups ended."""

    TOO_FEW = "too few people"
    NOT_DISTINCT = "no evidence of distinct groups"
    TOO_SMALL = "a group would be too small to be shown"
    FOUND = "groups found"


class OpinionGroups(Frozen):
    """What the search found. Nothing in here stands for a person.

    `people` took part, `set_aside` of them gave every statement the same stance: None when there
    are some but too few to be counted in public. `p` is the gate's p-value. `sizes` are the people
    of each group, largest first; `tallies[statement]` has one tally a group, None where showing
    it would give fewer people away than the threshold.
    """

    outcome: Outcome
    people: int
    set_aside: int | None = 0
    p: float | None = None
    sizes: tuple[int, ...] = ()
    tallies: dict[str, tuple[Tally | None, ...]] = Field(default_factory=dict)


class Gate(NamedTuple):
    """The share of variance on the first component, and its p-value under shuffling."""

    share: float
    p: float


def opinion_groups(
    votes: Floats,
    statements: tuple[str, ...],
    threshold: int,
    rules: GroupRules,
    straight: StraightLinerRules,
    seed: int,
) -> OpinionGroups:
    """Seek groups in stances (people x statements: 1 agree, -1 disagree, 0 pass, nan not seen).

    People with few stances and straight-liners are set aside while the groups are sought, and then
    counted with the group they are nearest to, so that the groups always add up to everybody.
    """
    votes = votes[~np.isnan(votes).all(axis=1)]
    same = straight_liners(votes, straight.least_votes)
    told = int(same.sum())
    set_aside = told if told == 0 or told >= threshold else None
    base = OpinionGroups(outcome=Outcome.TOO_FEW, people=len(votes), set_aside=set_aside)
    seen = (~np.isnan(votes)).sum(axis=1)
    used = (seen >= min(rules.least_votes, votes.shape[1])) & ~same
    if votes.shape[1] < AXES or int(used.sum()) < rules.people:
        return base
    rng = np.random.Generator(np.random.PCG64(seed))
    gate = permutation_gate(votes[used], rules.permutations, rng)
    base = base.model_copy(update={"p": gate.p, "outcome": Outcome.NOT_DISTINCT})
    if gate.p > rules.significance:
        return base
    places = projection(votes, *components(votes[used]))
    centres = _best_centres(places[used], places, threshold, rules.most_groups, rng)
    if centres is None:
        return base.model_copy(update={"outcome": Outcome.TOO_SMALL})
    member = _nearest(places, centres)
    order = np.argsort(-np.bincount(member, minlength=len(centres)), kind="stable")
    groups = [votes[member == group] for group in order]
    return base.model_copy(
        update={
            "outcome": Outcome.FOUND,
            "sizes": tuple(len(group) for group in groups),
            "tallies": {
                name: _shown([_tally(group[:, column]) for group in groups], threshold)
                for column, name in enumerate(statements)
            },
        }
    )


def straight_liners(votes: Floats, least: int) -> NDArray[np.bool_]:
    """Who took the same stance, whichever, on every one of at least `least` statements."""
    seen = (~np.isnan(votes)).sum(axis=1)
    filled = np.where(np.isnan(votes), np.inf, votes)
    lowest = filled.min(axis=1, initial=np.inf)
    highest = np.where(np.isnan(votes), -np.inf, votes).max(axis=1, initial=-np.inf)
    alike: NDArray[np.bool_] = (seen >= least) & (lowest == highest)
    return alike


def permutation_gate(votes: Floats, permutations: int, rng: np.random.Generator) -> Gate:
    """Whether stances hang together: the first component's share against shuffled stances.

    p = (1 + shuffles with at least the share) / (1 + shuffles), so 99 shuffles reach 0.01.
    """
    missing = np.isnan(votes)
    centred = _centred(votes)
    observed = _first_share(centred)
    # The stances of each statement, packed to the top and followed by zeros for the unseen.
    packed = np.take_along_axis(centred, np.argsort(missing, axis=0, kind="stable"), axis=0)
    as_high = 0
    shuffled = np.empty_like(centred)
    for _ in range(permutations):
        keys = rng.random(votes.shape, dtype=np.float32)
        keys[missing] = 2
        np.put_along_axis(shuffled, np.argsort(keys, axis=0), packed, axis=0)
        as_high += _first_share(shuffled) >= observed - 1e-12
    return Gate(observed, (1 + as_high) / (1 + permutations))


def components(votes: Floats) -> tuple[Floats, Floats]:
    """The means of the statements and the first two components (2 x statements)."""
    means = _means(votes)
    centred = np.where(np.isnan(votes), 0.0, votes - means)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    return means, vectors[:, ::-1][:, :AXES].T


def projection(votes: Floats, means: Floats, axes: Floats) -> Floats:
    """Where people stand on the components, made comparable between few and many stances.

    x = sqrt(C / max(1, stances)) times the sum over the statements seen of (stance - mean) times
    the loading, with C the number of statements (Small and others, 2021).
    """
    seen = ~np.isnan(votes)
    deviations = np.where(seen, votes - means, 0.0)
    scale = np.sqrt(votes.shape[1] / np.maximum(1, seen.sum(axis=1)))
    placed: Floats = scale[:, None] * (deviations @ axes.T)
    return placed


def k_means(places: Floats, k: int, rng: np.random.Generator) -> Floats:
    """The centres (k x 2) of the best of several starts, each spread out by k-means++."""
    best, least = places[:k], np.inf
    for _ in range(STARTS):
        centres = _spread_out(places, k, rng)
        for _ in range(ROUNDS):
            member = _nearest(places, centres)
            moved = np.array(
                [
                    places[member == group].mean(axis=0) if (member == group).any() else centre
                    for group, centre in enumerate(centres)
                ]
            )
            if np.allclose(moved, centres):
                break
            centres = moved
        cost = float(_squared(places, centres).min(axis=1).sum())
        if cost < least:
            best, least = centres, cost
    return best


def silhouette(places: Floats, member: NDArray[np.intp]) -> float:
    """The mean silhouette, -1 to 1 (Rousseeuw, Journal of Computational and Applied Mathematics
    20, 1987); somebody alone in a group counts 0.
    """
    apart = np.sqrt(_squared(places, places))
    groups = np.unique(member)
    to_group = np.stack([apart[:, member == group].sum(axis=1) for group in groups])
    sizes = np.array([(member == group).sum() for group in groups])
    own = np.searchsorted(groups, member)
    rows = np.arange(len(member))
    inside = to_group[own, rows] / np.maximum(1, sizes[own] - 1)
    mean_to = to_group / sizes[:, None]
    mean_to[own, rows] = np.inf
    outside = mean_to.min(axis=0)
    wider = np.maximum(inside, outside)
    each = np.where(
        (sizes[own] > 1) & (wider > 0), (outside - inside) / np.maximum(wider, 1e-300), 0
    )
    return float(each.mean())


def _best_centres(
    used: Floats, everybody: Floats, threshold: int, most: int, rng: np.random.Generator
) -> Floats | None:
    """The centres with the best silhouette among those that make groups large enough."""
    best, highest = None, -np.inf
    for k in range(2, min(most, len(used) // threshold) + 1):
        centres = k_means(used, k, rng)
        sizes = np.bincount(_nearest(everybody, centres), minlength=k)
        member = _nearest(used, centres)
        if sizes.min() < threshold or np.bincount(member, minlength=k).min() < threshold:
            continue
        value = silhouette(used, member)
        if value > highest:
            best, highest = centres, value
    return best


def _shown(tallies: list[Tally], threshold: int) -> tuple[Tally | None, ...]:
    """The tallies that may stand beside their sum."""
    shown = visible({str(i): tally.seen for i, tally in enumerate(tallies)}, threshold)
    return tuple(tally if str(i) in shown else None for i, tally in enumerate(tallies))


def _tally(stances: Floats) -> Tally:
    return Tally(
        agree=int((stances == 1).sum()),
        disagree=int((stances == -1).sum()),
        passed=int((stances == 0).sum()),
    )


def _means(votes: Floats) -> Floats:
    seen = ~np.isnan(votes)
    sums = np.where(seen, votes, 0.0).sum(axis=0)
    means: Floats = sums / np.maximum(1, seen.sum(axis=0))
    return means


def _centred(votes: Floats) -> Floats:
    """Deviations from each statement's mean; a missing stance stands at the mean."""
    return np.where(np.isnan(votes), 0.0, votes - _means(votes))


def _first_share(centred: Floats) -> float:
    """The share of the variance on the first component; 0 where nothing varies.

    The power G^1024 of the product matrix, by squaring ten times, has next to nothing left but the
    first component. Products of a few rows at a time and no decomposition keep the linear algebra
    on one processor: its threads cost ten times what they save at this size.
    """
    # The smaller of the two products has the same eigenvalues.
    product = _product(centred.T if centred.shape[1] > centred.shape[0] else centred)
    total = float(np.trace(product))
    if total <= 0:
        return 0.0
    share = product / total
    power = share
    for _ in range(SQUARINGS):
        power = power @ power
        power /= np.trace(power)
    return float((share * power).sum())


def _product(rows: Floats) -> Floats:
    """The product of a matrix with its transpose (columns x columns), some rows at a time."""
    count = -(-len(rows) // BLOCK)
    padded = np.zeros((count * BLOCK, rows.shape[1]))
    padded[: len(rows)] = rows
    blocks = padded.reshape(count, BLOCK, rows.shape[1])
    product: Floats = np.matmul(blocks.transpose(0, 2, 1), blocks.copy()).sum(axis=0)
    return product


def _spread_out(places: Floats, k: int, rng: np.random.Generator) -> Floats:
    centres = [places[rng.integers(len(places))]]
    while len(centres) < k:
        squared = _squared(places, np.array(centres)).min(axis=1)
        total = squared.sum()
        chance = squared / total if total > 0 else np.full(len(places), 1 / len(places))
        centres.append(places[rng.choice(len(places), p=chance)])
    return np.array(centres)


def _nearest(places: Floats, centres: Floats) -> NDArray[np.intp]:
    nearest: NDArray[np.intp] = _squared(places, centres).argmin(axis=1)
    return nearest


def _squared(places: Floats, centres: Floats) -> Floats:
    squared: Floats = ((places[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return squared
