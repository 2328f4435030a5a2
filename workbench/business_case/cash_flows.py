"""Rows worked out year by year, for one case or for many at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.formula import YEAR, Choice, Operator
from workbench.business_case.rows import Row, RowKind, Rows, Tier

FloatArray = NDArray[np.float64]
Value = float | FloatArray


def yearly(rows: Rows, values: Mapping[str, Value], horizon: int) -> dict[str, FloatArray]:
    """Every row in every year, 0 (today) to `horizon`: cases x years, or years alone.

    `values` holds the assumptions and the simulator's results that the formulas use: a number each,
    or one a case. Raises ValueError when the horizon is not a whole number of years from 1, a value
    is missing or not finite, or a row has no finite amount.
    """
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or horizon < 1:
        raise ValueError(f"horizon is {horizon!r}; accepted: a whole number of years from 1")
    needed = frozenset().union(*(row.parsed.names for row in rows.rows))
    given = needed - {row.id for row in rows.rows} - {YEAR}
    if missing := sorted(given - set(values)):
        raise ValueError(f"{', '.join(missing)}: no value given; accepted: one for every name used")
    for name in sorted(given):
        if not np.isfinite(values[name]).all():
            raise ValueError(f"{name} is not a finite number; accepted: finite numbers")

    work_out = _at_once if _looks_up_only(rows) else _year_by_year
    return work_out(rows, {name: values[name] for name in given}, horizon)


def _looks_up_only(rows: Rows) -> bool:
    """Whether every previous year that a row uses is that of a row above it."""
    above: set[str] = set()
    for row in rows.rows:
        if row.parsed.previous - above:
            return False
        above.add(row.id)
    return True


def _at_once(rows: Rows, values: Mapping[str, Value], horizon: int) -> dict[str, FloatArray]:
    """Every row over all years in one go; the years are the last axis."""
    now: dict[str, Value] = {name: np.asarray(value)[..., None] for name, value in values.items()}
    now[YEAR] = np.arange(horizon + 1.0)
    before = _Earlier(now, horizon + 1)
    for row in rows.rows:
        now[row.id] = _finite_amount(row, now, before)
    over_time = {row.id: np.asarray(now[row.id], dtype=float) for row in rows.rows}
    return {
        key: np.broadcast_to(amounts, (*amounts.shape[:-1], horizon + 1))
        for key, amounts in over_time.items()
    }


def _year_by_year(rows: Rows, values: Mapping[str, Value], horizon: int) -> dict[str, FloatArray]:
    before: Mapping[str, Value] = {row.id: 0.0 for row in rows.rows}
    years: list[Mapping[str, Value]] = []
    for year in range(horizon + 1):
        now: dict[str, Value] = {**values, YEAR: float(year)}
        for row in rows.rows:
            now[row.id] = _finite_amount(row, now, before, year)
        before = now
        years.append(now)
    return {row.id: _over_time([year[row.id] for year in years]) for row in rows.rows}


def _finite_amount(
    row: Row, now: Mapping[str, Value], before: Mapping[str, Value], year: int | None = None
) -> Value:
    """A row's amount in one year, or over all of them when no year is given."""
    with np.errstate(all="ignore"):
        amount = row.parsed.write(Arithmetic(now, before))
    broken = ~np.isfinite(amount)
    if broken.any():
        when = int(np.argwhere(broken)[0, -1]) if year is None else year
        raise ValueError(f"row {row.id} in year {when}: no finite amount ({row.formula})")
    return amount


class _Earlier(Mapping[str, Value]):
    """What rows were a year earlier, 0 before today; worked out for those that are asked for."""

    def __init__(self, now: Mapping[str, Value], years: int) -> None:
        self._now, self._years = now, years

    def __getitem__(self, row: str) -> Value:
        amounts = np.asarray(self._now[row])
        full = np.broadcast_to(amounts, (*amounts.shape[:-1], self._years))
        return np.concatenate([np.zeros((*full.shape[:-1], 1)), full[..., :-1]], axis=-1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


def summed(
    rows: Rows, amounts: Mapping[str, FloatArray], kind: RowKind, tiers: Sequence[Tier]
) -> FloatArray:
    """The rows of a kind added up, benefits in the given tiers only."""
    counted = [row for row in rows.of_kind(kind) if row.tier is None or row.tier in tiers]
    nothing = np.zeros_like(next(iter(amounts.values())))
    return sum((amounts[row.id] for row in counted), nothing)


def _over_time(years: Sequence[Value]) -> FloatArray:
    series: FloatArray = np.stack(np.broadcast_arrays(*years), axis=-1)
    return series


@dataclass(frozen=True)
class Arithmetic:
    """A formula's value this year; every name is a number or one a case."""

    now: Mapping[str, Value]
    before: Mapping[str, Value]

    def number(self, value: int) -> Value:
        """0 or 1."""
        return float(value)

    def name(self, name: str) -> Value:
        """This year's value of a name."""
        return self.now[name]

    def previous(self, row: str) -> Value:
        """A row's value a year earlier."""
        return self.before[row]

    def negative(self, operand: Value) -> Value:
        """The operand with its sign changed."""
        return -operand

    def combined(self, operator: Operator, left: Value, right: Value) -> Value:
        """Two operands joined; what has no finite value becomes infinite or not a number."""
        match operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return np.divide(left, right)
            case "**":
                return np.float_power(left, right)

    def chosen(self, choice: Choice, parts: Sequence[Value]) -> Value:
        """The smallest or largest part, case by case."""
        return reduce(np.minimum if choice == "min" else np.maximum, parts)
