"""Internal rates of return of many series at once, with how many there are of each.

A series whose flows change sign once has exactly one rate above -100% (Descartes' rule of signs).
It is found for all such series together, by Newton's method in the logarithm of the discount
factor, where the value, divided by the factor at the change of sign, only rises; a step that would
leave the bracket is replaced by its middle. Series with several changes are asked one by one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.valuation import HIGHEST_RATE, LOWEST_RATE, irr_roots

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

CHUNK = 4096
LONGEST = 150
"""Periods beyond which powers of the discount factor could leave the range of a float."""

_ITERATIONS = 60
_CLOSE = 1e-8
"""A Newton step this small leaves an error of its square."""


@dataclass(frozen=True)
class ManyRates:
    """For each series how many rates lie in (-0.99, 10), and the rate where there is exactly one.

    `rates` is not a number where there is none or there are several.
    """

    counts: IntArray
    rates: FloatArray


def irr_many(flows: FloatArray) -> ManyRates:
    """The rates of return of series x periods; flow 0 is today.

    Raises ValueError when the flows are no table or hold what is not a finite number.
    """
    table = np.asarray(flows, dtype=float)
    if table.ndim != 2 or table.shape[1] == 0:
        raise ValueError(f"flows have the shape {table.shape}; accepted: series x periods")
    if not np.isfinite(table).all():
        row, period = np.argwhere(~np.isfinite(table))[0]
        raise ValueError(
            f"flow {period} of series {row} is {table[row, period]}; accepted: finite numbers"
        )
    counts = np.zeros(len(table), dtype=np.intp)
    rates = np.full(len(table), np.nan)
    for start in range(0, len(table), CHUNK):
        place = slice(start, start + CHUNK)
        changes, pivots = _changes(table[place])
        once = changes == 1 if table.shape[1] - 1 <= LONGEST else np.zeros(len(changes), dtype=bool)
        rows = np.flatnonzero(once)
        if len(rows):
            found = _single(table[place][rows], pivots[rows])
            rates[start + rows] = found
            counts[start + rows] = np.isfinite(found)
        for row in np.flatnonzero((changes > 0) & ~once):
            roots = irr_roots(table[start + row])
            counts[start + row] = len(roots)
            if len(roots) == 1:
                rates[start + row] = roots[0]
    return ManyRates(counts, rates)


def _changes(table: FloatArray) -> tuple[IntArray, FloatArray]:
    """How often each series changes sign, and halfway between which periods it first does."""
    signs = np.sign(table)
    periods = np.arange(table.shape[1])
    # Where nothing flows, the sign of the last flow before it stands.
    last = np.maximum.accumulate(np.where(signs != 0, periods, 0), axis=1)
    held = np.take_along_axis(signs, last, axis=1)
    turned = held[:, 1:] * held[:, :-1] < 0
    first = np.argmax(turned, axis=1)
    before = np.take_along_axis(last, first[:, np.newaxis], axis=1)[:, 0]
    return turned.sum(axis=1), (before + first + 1) / 2


def _single(table: FloatArray, pivots: FloatArray) -> FloatArray:
    """The one rate of each series, not a number where it lies outside the range."""
    columns = np.ascontiguousarray(table.T / np.abs(table).max(axis=1))
    lowest, highest = -np.log1p(HIGHEST_RATE), -np.log1p(LOWEST_RATE)
    low, high = np.full(len(table), lowest), np.full(len(table), highest)
    rising = np.sign(_value(columns, high))
    outside = np.sign(_value(columns, low)) * rising >= 0
    x = np.clip(_guess(columns), 0.9 * lowest, 0.9 * highest)
    open_rows = np.flatnonzero(~outside)
    for _ in range(_ITERATIONS):
        part = columns if len(open_rows) == len(x) else columns[:, open_rows]
        here, pivot = x[open_rows], pivots[open_rows]
        worth, slope = _worth(part, here)
        beyond = worth * rising[open_rows] > 0
        high[open_rows] = np.where(beyond, here, high[open_rows])
        low[open_rows] = np.where(beyond, low[open_rows], here)
        with np.errstate(all="ignore"):
            step = here - worth / (slope - pivot * worth)
        inside = (step > low[open_rows]) & (step < high[open_rows])
        middle = (low[open_rows] + high[open_rows]) / 2
        better = np.where(inside, step, middle)
        x[open_rows] = better
        moving = ((np.abs(better - here) > _CLOSE) | ~inside) & (worth != 0)
        x[open_rows] = np.where(worth == 0, here, better)
        open_rows = open_rows[moving]
        if not len(open_rows):
            break
    rates: FloatArray = np.expm1(-x)
    rates[outside] = np.nan
    return rates


def _guess(columns: FloatArray) -> FloatArray:
    """The logarithm of the factor if all that goes out, and all that comes in, went at its mean."""
    periods = np.arange(len(columns))
    gained, spent = np.maximum(columns, 0.0), np.maximum(-columns, 0.0)
    gains, outlays = gained.sum(axis=0), spent.sum(axis=0)
    apart = periods @ gained / gains - periods @ spent / outlays
    found: FloatArray = np.log(outlays / gains) / apart
    return found


def _value(columns: FloatArray, x: FloatArray) -> FloatArray:
    factor = np.exp(x)
    value: FloatArray = columns[-1].copy()
    for flows in columns[-2::-1]:
        value *= factor
        value += flows
    return value


def _worth(columns: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The value at a factor of exp(x) a period, and its slope in x (Horner's scheme)."""
    factor = np.exp(x)
    value, slope = columns[-1].copy(), np.zeros(len(x))
    for flows in columns[-2::-1]:
        slope *= factor
        slope += value
        value *= factor
        value += flows
    return value, slope * factor
