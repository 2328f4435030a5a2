"""Which projects to fund: the exact optimum under budgets, dependencies and exclusions."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.frozen import Frozen

FloatArray = NDArray[np.float64]
Pairs = tuple[tuple[int, int], ...]

ENUMERATED = 20
"""Up to this many projects every selection is looked at; above, a mixed-integer solver decides."""

_ROUNDING = 1e-9
"""Relative slack of a budget, and the relative difference below which two values are a tie."""


class Portfolio(Frozen):
    """The projects to fund, by position (from 0, ascending), and what they are worth together."""

    selected: tuple[int, ...]
    value: float


def best_portfolio(
    values: ArrayLike,
    outlays: ArrayLike,
    budgets: ArrayLike,
    requires: Iterable[tuple[int, int]] = (),
    excludes: Iterable[tuple[int, int]] = (),
    max_projects: int | None = None,
    *,
    gap: float = 0.0,
) -> Portfolio:
    """The selection with the highest total value whose outlays fit every budget.

    `outlays` is budgets x projects; a pair (a, b) in `requires` says that a needs b, in `excludes`
    that at most one of the two is funded. Exact: every selection is looked at up to 20 projects,
    above that by branch and bound without a gap (HiGHS, Huangfu and Hall 2018). Of several best
    selections, up to 20 projects the one with the fewest is given, then the one that comes first
    in order; above 20 the one that the solver meets first, the same each time. With a `gap` the
    solver may stop there when the value can be at most that share below the best.

    Raises ValueError for figures that are not finite, shapes that do not match, positions that no
    project has, or constraints that no selection meets.
    """
    worth = _numbers(values, "values", 1)
    spend = _numbers(outlays, "outlays", 2)
    limits = _numbers(budgets, "budgets", 1)
    count = len(worth)
    if not count:
        raise ValueError("values is empty; at least one project is needed")
    if spend.shape != (len(limits), count):
        raise ValueError(
            f"outlays is {spend.shape[0]} x {spend.shape[1]}; accepted: budgets x projects, "
            f"here {len(limits)} x {count}"
        )
    needs = _pairs(requires, "requires", count)
    clashes = _pairs(excludes, "excludes", count)
    most = count if max_projects is None else max_projects
    if isinstance(most, bool) or not isinstance(most, int | np.integer) or most < 0:
        raise ValueError(f"max_projects is {max_projects!r}; accepted: a whole number from 0")

    slack = _ROUNDING * np.maximum(np.abs(limits), np.abs(spend).sum(axis=1))
    if count <= ENUMERATED:
        chosen = _enumerated(worth, spend, limits + slack, needs, clashes, int(most))
    else:
        chosen = _solved(worth, spend, limits + slack, needs, clashes, int(most), gap)
    if chosen is None:
        raise ValueError(
            "no selection of projects, not even an empty one, meets the budgets "
            f"{', '.join(f'{limit:g}' for limit in limits)}; accepted: budgets that one fits"
        )
    return Portfolio(selected=chosen, value=float(worth[list(chosen)].sum()))


def _enumerated(
    worth: FloatArray,
    spend: FloatArray,
    limits: FloatArray,
    needs: Pairs,
    clashes: Pairs,
    most: int,
) -> tuple[int, ...] | None:
    """Every selection as a number, its bits the projects, the first one the highest bit."""
    bit = np.arange(len(worth))[::-1]
    funded = subset_sums(np.ones(len(worth)))
    fits = (funded <= most) & fitting(spend, limits, needs, clashes)
    if not fits.any():
        return None

    totals = np.where(fits, subset_sums(worth), -np.inf)
    best = np.flatnonzero(totals >= totals.max() - _ROUNDING * np.abs(worth).max())
    fewest = best[funded[best] == funded[best].min()]
    return tuple(int(position) for position in np.flatnonzero(fewest.max() >> bit & 1))


def fitting(
    outlays: FloatArray, limits: FloatArray, requires: Pairs = (), excludes: Pairs = ()
) -> NDArray[np.bool_]:
    """Which of all selections meet the limits (to the last digit), requirements and exclusions.

    One entry a selection, by its number: its bits are the projects, the first the highest bit.
    """
    count = outlays.shape[1]
    bit = np.arange(count)[::-1]
    selections = np.arange(2**count)
    fits = np.ones(2**count, dtype=np.bool_)
    for row, limit in zip(outlays, limits, strict=True):
        fits &= subset_sums(row) <= limit
    for needing, needed in requires:
        fits &= (selections >> bit[needing] & 1) <= (selections >> bit[needed] & 1)
    for first, second in excludes:
        fits &= (selections >> bit[first] & selections >> bit[second] & 1) == 0
    return fits


def subset_sums(amounts: FloatArray) -> FloatArray:
    """The sum of each selection's amounts, by its number as in `fitting`."""
    sums = np.zeros(1)
    for amount in amounts[::-1]:
        sums = np.concatenate([sums, sums + amount])
    return sums


def _solved(
    worth: FloatArray,
    spend: FloatArray,
    limits: FloatArray,
    needs: Pairs,
    clashes: Pairs,
    most: int,
    gap: float,
) -> tuple[int, ...] | None:
    """Branch and bound.

    The solver works to a tolerance, so each answer is checked exactly; one that breaks a limit is
    forbidden and the solver asked again.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # 0.2 s that short lists never need

    count = len(worth)
    rows = list(zip(spend, limits, strict=True))
    rows += [(_row(count, {needing: 1.0, needed: -1.0}), 0.0) for needing, needed in needs]
    rows += [(_row(count, {first: 1.0, second: 1.0}), 1.0) for first, second in clashes]
    rows += [(np.ones(count), float(most))]
    sizes = [float(np.abs(row).max()) or 1.0 for row, _ in rows]
    constraints = [
        (row / size, limit / size) for (row, limit), size in zip(rows, sizes, strict=True)
    ]
    scale = 1e4 / (float(np.abs(worth).max()) or 1.0)
    while True:
        with _quiet():
            answer = milp(
                -worth * scale,
                integrality=np.ones(count, dtype=int),
                bounds=Bounds(0, 1),
                constraints=LinearConstraint(
                    np.array([row for row, _ in constraints]),
                    ub=np.array([limit for _, limit in constraints]),
                ),
                options={"mip_rel_gap": gap},
            )
        if answer.x is None:
            return None
        funded = np.rint(answer.x)
        if all(row @ funded <= limit for row, limit in rows):
            return tuple(int(position) for position in np.flatnonzero(funded))
        constraints.append((np.where(funded == 1, 1.0, -1.0), float(funded.sum() - 1)))


@contextmanager
def _quiet() -> Iterator[None]:
    """HiGHS writes debugging lines past Python to the process's standard output: drop them."""
    with _one_at_a_time, open(os.devnull, "wb") as nowhere:
        standard_output = os.dup(1)
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(standard_output, 1)
            os.close(standard_output)


_one_at_a_time = Lock()


def _row(count: int, entries: dict[int, float]) -> FloatArray:
    row = np.zeros(count)
    for position, entry in entries.items():
        row[position] += entry
    return row


def _numbers(given: ArrayLike, name: str, dimensions: int) -> FloatArray:
    try:
        numbers = np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}; accepted: finite numbers") from error
    if numbers.ndim != dimensions:
        raise ValueError(
            f"{name} has {numbers.ndim} dimensions; accepted: {dimensions}"
            + (" (budgets x projects)" if dimensions == 2 else "")
        )
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} holds {numbers[~np.isfinite(numbers)][0]}; accepted: finite")
    return numbers


def _pairs(given: Iterable[tuple[int, int]], name: str, count: int) -> Pairs:
    pairs = tuple((int(first), int(second)) for first, second in given)
    for pair in pairs:
        if not all(0 <= position < count for position in pair):
            raise ValueError(f"{name} names {pair}; accepted: positions 0 to {count - 1}")
        if pair[0] == pair[1] and name == "excludes":
            raise ValueError(f"excludes names {pair}; accepted: two different projects")
    return pairs
