"""How far people agree: inside a group, between raters, and beside what chance would give."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.frozen import Frozen

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
UNLIKELY = 0.05
DRAWS = 4000
SEED = 1984
SLIGHT_SKEW = (0.05, 0.15, 0.20, 0.35, 0.25)
"""Shares of five levels when people answer without thinking but kindly (LeBreton and Senter,
"Answers to 20 questions about interrater reliability and interrater agreement", Organizational
Research Methods 11, 2008)."""


def rwg(counts: ArrayLike, null_variance: float | None = None) -> float:
    """Agreement r_wg on one item, from 0 (no more than the null) to 1.

    `counts` are the answers at each level, lowest first. 1 - variance (n - 1) / null variance,
    negatives set to 0; the null is the same chance for every level unless `null_variance` is
    given (levels squared; see `variance_of`). James, Demaree and Wolf, "Estimating within-group
    interrater reliability with and without response bias", Journal of Applied Psychology 69, 1984.
    Raises ValueError with fewer than two answers or two levels, or a null that does not vary.
    """
    people = _counts(counts)
    null = _uniform_variance(people.size) if null_variance is None else null_variance
    if not null > 0:
        raise ValueError(f"null_variance is {null}; accepted: more than 0")
    n = people.sum()
    mean = people @ _levels(people) / n
    variance = people @ (_levels(people) - mean) ** 2 / (n - 1)
    return max(0.0, float(1 - variance / null))


def variance_of(shares: ArrayLike) -> float:
    """The variance of one answer, in levels squared, when the levels have these shares."""
    given = np.asarray(shares, float)
    if given.ndim != 1 or not math.isclose(given.sum(), 1) or (given < 0).any():
        raise ValueError(f"the shares {given.tolist()} are not accepted; they must add up to 1")
    mean = given @ _levels(given)
    return float(given @ (_levels(given) - mean) ** 2)


def rwg_j(variances: ArrayLike, levels: int) -> float:
    """Agreement r_wg(j) over several items of `levels` levels, from their variances (n - 1).

    It grows with the number of items whatever people answer (James, Demaree and Wolf 1984); see
    `rwg_j_star`. A mean variance above the null counts as the null. Raises ValueError without
    variances, with a negative one, or with fewer than two levels.
    """
    given = _variances(variances)
    share = min(1.0, float(given.mean()) / _uniform_variance(levels))
    items = given.size
    return items * (1 - share) / (items * (1 - share) + share)


def rwg_j_star(variances: ArrayLike, levels: int) -> float:
    """Agreement r*_wg(j) over several items: 1 - mean variance / null variance, at least 0.

    It does not grow with the number of items (Lindell, Brandt and Whitney, "A revised index of
    interrater agreement for multi-item ratings of a single target", Applied Psychological
    Measurement 23, 1999). Raises as `rwg_j`.
    """
    return max(0.0, 1 - float(_variances(variances).mean()) / _uniform_variance(levels))


def ad_m(counts: ArrayLike) -> float:
    """The mean distance from the mean on one item, in levels; 0 is full agreement.

    `counts` are the answers at each level, lowest first. Burke, Finkelstein and Dusig, "On
    average deviation indices for estimating interrater agreement", Organizational Research
    Methods 2, 1999. Raises ValueError with fewer than two answers or two levels.
    """
    return float(_ad(_counts(counts)[np.newaxis, :])[0])


@cache
def ad_by_chance(people: int, items: int, levels: int) -> float:
    """The mean AD over some items that random answers stay under only once in twenty times.

    Every level has the same chance; 4,000 draws of a fixed seed. With few people random answers
    often look like agreement, so that a fixed cut-off misleads.
    """
    return float(np.quantile(random_ads(people, items, levels), UNLIKELY))


@cache
def random_ads(people: int, items: int, levels: int) -> Floats:
    """4,000 mean ADs over `items` items answered at random by `people` people."""
    generator = np.random.default_rng(SEED)
    counts = generator.multinomial(people, np.full(levels, 1 / levels), size=(DRAWS, items))
    found: Floats = _ad(counts.reshape(-1, levels)).reshape(DRAWS, items).mean(axis=1)
    return found


class ICC(Frozen):
    """Intraclass correlations: one rater (1) or the mean of all (k), by model 1, 2 and 3."""

    icc1: float
    icc2_1: float
    icc3_1: float
    icc1k: float
    icc2k: float
    icc3k: float


def icc(ratings: ArrayLike) -> ICC:
    """Intraclass correlations of ratings, targets x raters.

    Model 1: other raters for each target; 2: the same raters, a sample; 3: the same raters, all
    there are. Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability",
    Psychological Bulletin 86, 1979. A correlation is nan where nothing varies. Raises ValueError
    unless there are two targets and two raters or more, and no gaps.
    """
    table = np.asarray(ratings, float)
    if table.ndim != 2 or min(table.shape) < 2 or not np.isfinite(table).all():
        raise ValueError(
            f"ratings of the shape {table.shape} are not accepted; accepted: at least 2 targets "
            "by 2 raters, without gaps"
        )
    n, k = table.shape
    mean = table.mean()
    rows, columns = table.mean(axis=1), table.mean(axis=0)
    within = float(((table - rows[:, np.newaxis]) ** 2).sum()) / (n * (k - 1))
    between = k * float(((rows - mean) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - mean) ** 2).sum()) / (k - 1)
    rest = table - rows[:, np.newaxis] - columns + mean
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    one, many = one_way(between, within, k)
    spread = k * (raters - error) / n
    return ICC(
        icc1=one,
        icc1k=many,
        icc2_1=_ratio(between - error, between + (k - 1) * error + spread),
        icc2k=_ratio(between - error, between + (raters - error) / n),
        icc3_1=_ratio(between - error, between + (k - 1) * error),
        icc3k=_ratio(between - error, between),
    )


def one_way(between: float, within: float, size: float) -> tuple[float, float]:
    """ICC(1) of one rater and of the mean of a group, from the mean squares of a one-way ANOVA.

    `size` is the number of raters of a target, or the mean size of the groups.
    """
    one = _ratio(between - within, between + (size - 1) * within)
    return one, _ratio(between - within, between)


def krippendorff_alpha(units: Sequence[Sequence[object]], level: Level) -> float:
    """Krippendorff's alpha, units x raters, None where a rater gave nothing.

    1 is full agreement, 0 what chance gives. `level` says what the values are; all but nominal
    ones are numbers. A unit with fewer than two values does not count. nan when only one value
    occurs, because then nothing can be told. Krippendorff, "Content Analysis: An Introduction to
    Its Methodology", Sage, 4th edition 2019. Raises ValueError for another level and when no unit
    has two values.
    """
    if level not in ("nominal", "ordinal", "interval", "ratio"):
        raise ValueError(f"level {level!r}; accepted: nominal, ordinal, interval, ratio")
    rated = [[value for value in unit if value is not None] for unit in units]
    rated = [values for values in rated if len(values) > 1]
    if not rated:
        raise ValueError("no unit has two values; accepted: at least one unit rated twice")
    found = {value for values in rated for value in values}
    ordered = sorted(found, key=str if level == "nominal" else _number)
    index = {value: position for position, value in enumerate(ordered)}
    together = np.zeros((len(ordered), len(ordered)))
    for values in rated:
        counts = np.bincount([index[value] for value in values], minlength=len(ordered))
        together += (np.outer(counts, counts) - np.diag(counts)) / (len(values) - 1)
    totals = together.sum(axis=1)
    numbers = np.arange(len(ordered)) if level == "nominal" else [_number(v) for v in ordered]
    distance = _distance(np.asarray(numbers, float), totals, level)
    expected = float(totals @ distance @ totals)
    if expected == 0:
        return math.nan
    return 1 - float(totals.sum() - 1) * float((together * distance).sum()) / expected


def _distance(values: Floats, totals: Floats, level: Level) -> Floats:
    """The squared distance between every two values, by what the values are."""
    apart = values[:, np.newaxis] - values
    if level == "nominal":
        return np.asarray(apart != 0, float)
    if level == "ordinal":
        ranks = np.cumsum(totals) - totals / 2
        return np.asarray((ranks[:, np.newaxis] - ranks) ** 2, float)
    if level == "ratio":
        sums = values[:, np.newaxis] + values
        return np.asarray(np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0) ** 2)
    return np.asarray(apart**2, float)


def _number(value: object) -> float:
    if isinstance(value, int | float | np.number) and math.isfinite(value):
        return float(value)
    raise ValueError(f"the value {value!r} is not a number; accepted: numbers, None for none")


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.nan


def _levels(counts: Floats) -> Floats:
    return np.arange(1, counts.size + 1, dtype=float)


def _counts(counts: ArrayLike) -> Floats:
    people = np.asarray(counts, float)
    if people.ndim != 1 or people.size < 2 or not (people >= 0).all() or not people.sum() >= 2:
        raise ValueError(
            f"counts {people.tolist()} are not accepted; accepted: the answers at each of two or "
            "more levels, two answers or more in all"
        )
    return people


def _variances(variances: ArrayLike) -> Floats:
    given = np.atleast_1d(np.asarray(variances, float))
    if given.ndim != 1 or given.size == 0 or not (given >= 0).all():
        raise ValueError(
            f"variances {given.tolist()} are not accepted; accepted: one or more, from 0 up"
        )
    return given


def _uniform_variance(levels: int) -> float:
    if levels < 2:
        raise ValueError(f"{levels} levels; accepted: 2 or more")
    return float((levels**2 - 1) / 12)


def _ad(counts: NDArray[np.floating] | NDArray[np.integer]) -> Floats:
    """The mean distance from the mean, one row of counts each."""
    levels = np.arange(1, counts.shape[1] + 1, dtype=float)
    n = counts.sum(axis=1)
    means = counts @ levels / n
    apart = np.abs(levels - means[:, np.newaxis])
    return np.asarray((counts * apart).sum(axis=1) / n, float)
