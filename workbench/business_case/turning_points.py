"""What one would have to believe: the value of each figure at which the case comes to nothing."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.futures import Counted, Work, as_taken, uncertain
from workbench.business_case.risk_plan import RiskPlan
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.distributions import FloatArray, quantiles
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen

PLACES = np.array([0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 0.999])
"""Where in a figure's range the case is looked at, before the turning point is closed in on."""
FINE = np.linspace(0.0005, 0.9995, 1999)
ROUNDS = 3

Count = Callable[[tuple[Counted, Counted, FloatArray]], FloatArray]


class TurningPoint(Frozen):
    """The value of one figure at which the net present value is zero, all others as expected.

    `today` is its P50, in the unit of the figure. `value` is `None` when none in its range, out to
    one outcome in a thousand, turns the case. `beyond` is the chance that the figure lies past it,
    where the case would come out on the other side of nothing; `above` says on which side that is.
    """

    assumption_id: str
    label: str
    unit: str
    grade: Grade
    today: float
    value: float | None
    above: bool
    beyond: float


def cash_alone(found: tuple[Counted, Counted, FloatArray]) -> FloatArray:
    """The net present value of cash and signed avoidance."""
    return found[0].npv


def with_the_value(found: tuple[Counted, Counted, FloatArray]) -> FloatArray:
    """The net present value with the organisation's own value of an unresolved contact."""
    return found[1].npv


def turning_points(
    register: Register, plan: RiskPlan, work: Work, count: Count = cash_alone
) -> tuple[TurningPoint, ...]:
    """Every figure that has a range with the value that turns the case, the likeliest first.

    Where several values do, the one nearest to today's counts.
    """
    figures = [as_taken(each, plan) for each in uncertain(register)]
    if not figures:
        return ()
    grid = np.stack([_at(figure, PLACES) for figure in figures])
    worth = _worth(register, figures, grid, work, count)
    base = float(worth[0, len(PLACES) // 2])
    low, high, found = _brackets(grid, worth)
    where = np.flatnonzero(found)
    if where.size:
        closed = [figures[place] for place in where]
        low[where], high[where] = _close_in(
            register, closed, low[where], high[where], base > 0, work, count
        )
    return tuple(
        sorted(
            (
                _told(register[figure.id], figure, place, low, high, found)
                for place, figure in enumerate(figures)
            ),
            key=lambda point: (-point.beyond, point.assumption_id),
        )
    )


def _worth(
    register: Register, figures: list[Assumption], values: FloatArray, work: Work, count: Count
) -> FloatArray:
    """The case with each figure alone at each of its values: figures x values."""
    each, many = values.shape
    drawn: dict[str, FloatArray] = {}
    for place, figure in enumerate(figures):
        column = np.full((each, many), register.value(figure.id))
        column[place] = values[place]
        drawn[figure.id] = column.ravel()
    return count(work(drawn)).reshape(each, many)


def _brackets(
    grid: FloatArray, worth: FloatArray
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
    """The neighbours between which the value first turns, going out from the middle.

    `low` is the side of today, `high` the other one.
    """
    figures, places = grid.shape
    middle = places // 2
    low, high = np.zeros(figures), np.zeros(figures)
    found = np.zeros(figures, dtype=bool)
    pays = worth > 0
    for away in range(1, middle + 1):
        for side in (1, -1):
            here, before = middle + side * away, middle + side * (away - 1)
            turns = ~found & (pays[:, here] != pays[:, before])
            low = np.where(turns, grid[:, before], low)
            high = np.where(turns, grid[:, here], high)
            found |= turns
    return low, high, found


def _close_in(
    register: Register,
    figures: list[Assumption],
    low: FloatArray,
    high: FloatArray,
    pays: bool,
    work: Work,
    count: Count,
) -> tuple[FloatArray, FloatArray]:
    """Nearer neighbours: each round looks at seven values in between, all figures at once."""
    inside = np.linspace(0.0, 1.0, 9)
    for _ in range(ROUNDS):
        between = low[:, None] + (high - low)[:, None] * inside
        past = (_worth(register, figures, between, work, count) > 0) != pays
        # The first one past; the last always is, up to rounding.
        past[:, -1] = True
        first = np.maximum(1, past.argmax(axis=1))
        row = np.arange(len(figures))
        low, high = between[row, first - 1], between[row, first]
    return low, high


def _told(
    stated: Assumption,
    taken: Assumption,
    place: int,
    low: FloatArray,
    high: FloatArray,
    found: NDArray[np.bool_],
) -> TurningPoint:
    common: Mapping[str, object] = stated.model_dump(include={"label", "unit", "grade"})
    if not found[place]:
        return TurningPoint(
            assumption_id=stated.id, today=stated.p50, value=None, above=True, beyond=0.0, **common
        )
    value = float((low[place] + high[place]) / 2)
    above = bool(high[place] > low[place])
    below = float(np.interp(value, _at(taken, FINE), FINE))
    return TurningPoint(
        assumption_id=stated.id,
        today=stated.p50,
        value=value,
        above=above,
        beyond=1 - below if above else below,
        **common,
    )


def _at(figure: Assumption, shares: FloatArray) -> FloatArray:
    found = quantiles(figure.p10, figure.p50, figure.p90, figure.lowest, figure.highest, shares)
    # P50 exactly, so that the middle is the case with everything as expected.
    return np.where(shares == 0.5, figure.p50, found)
