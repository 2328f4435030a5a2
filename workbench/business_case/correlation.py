"""Figures that move together: named groups at a few levels, brought into drawn columns.

Nobody can state a matrix of correlations, but everybody can say that some figures have one cause.
So figures stand in groups, each with one rank correlation between all of its members.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from workbench.business_case.risk_defaults import risk_defaults
from workbench.evidence.distributions import FloatArray

LEVELS = ("none", "some", "strong")
LEAST_EIGENVALUE = 1e-6
HALVINGS = 40


def level(word: str) -> float:
    """The rank correlation that a word stands for. Raises ValueError for another word."""
    if word not in LEVELS:
        raise ValueError(f"the level is {word!r}; accepted: {', '.join(LEVELS)}")
    stated: float = getattr(risk_defaults().levels, word).value
    return stated


def group_matrix(
    names: Sequence[str], groups: Mapping[str, tuple[Sequence[str], float]]
) -> FloatArray:
    """The correlations between figures, by the groups (members and level) that they stand in.

    Two that stand in several groups together take the highest of their levels. Names that are in a
    group but not among `names` are left out. Raises ValueError for a level outside -1 to 1.
    """
    place = {name: at for at, name in enumerate(names)}
    matrix = np.eye(len(names))
    for group, (members, correlation) in groups.items():
        if not -1 <= correlation <= 1:
            raise ValueError(f"{group}: the correlation is {correlation:g}; accepted: -1 to 1")
        there = [place[name] for name in members if name in place]
        for row in there:
            for column in there:
                if row != column:
                    strongest = max((matrix[row, column], correlation), key=abs)
                    matrix[row, column] = strongest
    return matrix


def possible(matrix: FloatArray) -> bool:
    """Whether a matrix is one of correlations that can hold at the same time."""
    return bool(np.linalg.eigvalsh(matrix).min() >= LEAST_EIGENVALUE)


def repaired(matrix: FloatArray) -> tuple[FloatArray, float]:
    """The nearest possible matrix on the way to independence, and how much is left of it (0 to 1).

    All correlations are shrunk by the same factor, the largest that makes the matrix positive
    definite (Higham, Strabic and Sego 2016, SIAM Review 58(2)): 1 when nothing had to be done.
    Raises ValueError when the matrix is not symmetric with ones on its diagonal.
    """
    given = np.asarray(matrix, dtype=float)
    square = given.ndim == 2 and given.shape[0] == given.shape[1]
    if not square or not np.array_equal(given, given.T) or not (np.diag(given) == 1).all():
        raise ValueError("the correlations are not symmetric with ones on the diagonal")
    if not (np.abs(given) <= 1).all():
        raise ValueError("a correlation is not between -1 and 1")
    if possible(given):
        return given, 1.0
    independent = np.eye(len(given))
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if possible(independent + middle * (given - independent)):
            low = middle
        else:
            high = middle
    return independent + low * (given - independent), low


def move_together(
    columns: FloatArray, matrix: FloatArray, *, fixed: int = 0, parts: int = 1
) -> FloatArray:
    """Drawn columns (trials x figures), each with its own values in another order.

    The order is that of normal scores with the wanted correlations (Iman and Conover 1982,
    Communications in Statistics B 11(3)): every figure keeps exactly the values that were drawn, so
    a Latin hypercube stays one. The first `fixed` columns also keep their order. `parts` of the
    trials are ordered each by itself, so that they stay independent. Raises ValueError when the
    matrix does not fit or is not possible.
    """
    count, figures = columns.shape
    if matrix.shape != (figures, figures) or not possible(matrix):
        raise ValueError("the correlations do not fit the columns or cannot hold together")
    if count % parts:
        raise ValueError(f"{count} trials in {parts} parts; accepted: trials that divide into them")
    size = count // parts
    if size <= figures:
        raise ValueError(
            f"{size} trials in a part for {figures} figures; accepted: more trials than figures"
        )
    ordered = np.empty_like(columns)
    for part in range(parts):
        here = slice(part * size, (part + 1) * size)
        ordered[here] = _ordered(columns[here], matrix, fixed)
    return ordered


def _ordered(columns: FloatArray, matrix: FloatArray, fixed: int) -> FloatArray:
    count, figures = columns.shape
    scores = np.empty_like(columns)
    for place in range(figures):
        rank = _places(columns[:, place])
        scores[:, place] = scipy.special.ndtri((rank + 0.5) / count)
    # As sums of single columns, not as products of matrices: those differ between machines.
    now = np.array([[float(np.mean(a * b)) for b in scores.T] for a in scores.T])
    deviation = np.sqrt(np.diag(now))
    now = now / np.outer(deviation, deviation)
    # Spearman's correlation of normals is a little below Pearson's, which is what is mixed here.
    mixed_in = 2 * np.sin(np.pi / 6 * matrix)
    np.fill_diagonal(mixed_in, 1.0)
    wanted = np.linalg.cholesky(repaired(mixed_in)[0])
    mixed_with = wanted @ np.linalg.inv(np.linalg.cholesky(now))
    found = columns.copy()
    for place in range(fixed, figures):
        mixed = np.zeros(count)
        for other in range(place + 1):
            mixed += mixed_with[place, other] * scores[:, other] / deviation[other]
        found[:, place] = np.sort(columns[:, place])[_places(mixed)]
    return found


def _places(values: FloatArray) -> NDArray[np.intp]:
    """Where each value stands in rising order, from 0; equal ones in the order they come."""
    places = np.empty(len(values), dtype=np.intp)
    places[np.argsort(values, kind="stable")] = np.arange(len(values))
    return places
