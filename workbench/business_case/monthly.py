"""Rows worked out month by month in two runs, without and with the change; many cases at once.

Arrays are months x cases inside this module; a figure that is the same in every month or in every
case has no axis for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.business_case.arithmetic import FloatArray, Value, compiled
from workbench.business_case.formula import MONTH
from workbench.business_case.rows import IN_BOTH_RUNS, Row, RowKind, Rows, Tier

YEAR = 12
_NOTHING = np.float64(0.0)


@dataclass(frozen=True)
class Runs:
    """Every row of both runs; a row that no driver moves is the same in both."""

    rows: Rows
    months: int
    change: Mapping[str, Value]
    without: Mapping[str, Value]

    def series(self, row: str, cases: int | None = None, *, without: bool = False) -> FloatArray:
        """A row in every month from 0: cases x months, or months alone."""
        runs = self.without if without else self.change
        amounts = np.asarray(runs[row], dtype=float)
        whole = amounts if amounts.ndim == 2 else amounts[np.newaxis]
        width = whole.shape[-1] if whole.ndim == 2 else 1
        shape = (self.months + 1, cases or width)
        found: FloatArray = np.broadcast_to(whole.reshape(-1, width), shape).T
        return found if cases else found[0]

    def summed(self, kind: RowKind, tiers: Sequence[Tier] = tuple(Tier)) -> Value:
        """The rows of a kind added up, benefits in the given tiers only: months x cases."""
        counted = [
            self.change[row.id]
            for row in self.rows.of_kind(kind)
            if row.tier is None or row.tier in tiers
        ]
        return added(counted, self.months)


@dataclass(frozen=True)
class Changes:
    """What is done to rows after their formula: a factor each, a number or one a case or month."""

    factors: Mapping[str, Value] = field(default_factory=dict)

    def applied(self, row: Row, amounts: Value) -> Value:
        """The amounts with the row's factor."""
        factor = self.factors.get(row.id)
        return amounts if factor is None else amounts * factor


_AS_WRITTEN = Changes()


def work_out(
    rows: Rows,
    values: Mapping[str, Value],
    months: int,
    changes: Changes = _AS_WRITTEN,
    *,
    check: bool = True,
) -> Runs:
    """Every row in every month, 0 (today) to `months`, without and with the change.

    `values` holds the assumptions and the simulator's results that the formulas use: a number each,
    or one a case. Raises ValueError when the number of months is not a whole number from 1, a value
    is missing or not finite, or a row has no finite amount; `check` false leaves out the last.
    """
    if isinstance(months, bool) or not isinstance(months, int | np.integer) or months < 1:
        raise ValueError(f"horizon is {months!r} months; accepted: a whole number from 1")
    needed = frozenset().union(*(row.parsed.names for row in rows.rows))
    given = needed - {row.id for row in rows.rows} - {MONTH}
    if missing := sorted(given - set(values)):
        raise ValueError(f"{', '.join(missing)}: no value given; accepted: one for every name used")
    start: dict[str, Value] = {MONTH: np.arange(months + 1.0)[:, np.newaxis]}
    for name in sorted(given):
        number = np.asarray(values[name], dtype=float)
        if check and not np.isfinite(number).all():
            raise ValueError(f"{name} is not a finite number; accepted: finite numbers")
        start[name] = number if number.ndim else np.float64(number)

    work = _Work(rows, months, changes, start, dict(start), check)
    with np.errstate(all="ignore"):
        for block in rows.blocks:
            work.do(block)
    return Runs(rows, months, work.change, work.without)


@dataclass
class _Work:
    rows: Rows
    months: int
    changes: Changes
    change: dict[str, Value]
    without: dict[str, Value]
    check: bool

    def do(self, block: tuple[Row, ...]) -> None:
        """Work a block out in the runs in which it differs."""
        solve = self._step_by_step if self.rows.looks_back(block) else self._at_once
        if not any(row.id in self.rows.driven for row in block):
            found = solve(block, self.change)
            self.change |= found
            self.without |= found
            return
        if all(row.kind in IN_BOTH_RUNS or row.id not in self.rows.driven for row in block):
            self.without |= solve(block, self.without, idle=True)
        self.change |= solve(block, self.change)

    def _at_once(
        self, block: tuple[Row, ...], run: dict[str, Value], *, idle: bool = False
    ) -> dict[str, Value]:
        (row,) = block
        if idle and row.kind is RowKind.DRIVER:
            return {row.id: _NOTHING}
        code = compiled(row.parsed)
        amounts = code.function(
            *(run[name] for name in code.names),
            *(self._earlier(run[name]) for name in code.previous),
            *(self.without[name] for name in code.compared),
        )
        return {row.id: self._checked(row, self.changes.applied(row, amounts))}

    def _step_by_step(
        self, block: tuple[Row, ...], run: dict[str, Value], *, idle: bool = False
    ) -> dict[str, Value]:
        own = {row.id for row in block}
        codes = {row.id: compiled(row.parsed) for row in block}
        outside = {
            name: self._months_of(run[name])
            for code in codes.values()
            for name in code.names
            if name not in own
        }
        apart = {
            name: self._months_of(self.without[name])
            for code in codes.values()
            for name in code.compared
        }
        past = {
            name: self._months_of(self._earlier(run[name]))
            for code in codes.values()
            for name in code.previous
            if name not in own
        }
        factors = {key: self._months_of(f) for key, f in self.changes.factors.items() if key in own}
        before: dict[str, Value] = dict.fromkeys(own, _NOTHING)
        kept: dict[str, list[Value]] = {key: [] for key in own}
        for month in range(self.months + 1):
            now: dict[str, Value] = {}
            for row in block:
                if idle and row.kind is RowKind.DRIVER:
                    now[row.id] = _NOTHING
                    continue
                code = codes[row.id]
                amount = code.function(
                    *(now[n] if n in own else outside[n][month] for n in code.names),
                    *(before[n] if n in own else past[n][month] for n in code.previous),
                    *(apart[n][month] for n in code.compared),
                )
                now[row.id] = amount * factors[row.id][month] if row.id in factors else amount
            for key, amount in now.items():
                kept[key].append(amount)
            before = now
        return {row.id: self._checked(row, _stacked(kept[row.id])) for row in block}

    def _months_of(self, amounts: Value) -> Sequence[Value]:
        """One value a month."""
        if np.ndim(amounts) == 2:
            return list(np.broadcast_to(amounts, (self.months + 1, np.shape(amounts)[1])))
        return [amounts] * (self.months + 1)

    def _earlier(self, amounts: Value) -> Value:
        """What a row was a month earlier, 0 before today."""
        width = np.shape(amounts)[-1] if np.ndim(amounts) else 1
        whole = np.broadcast_to(amounts, (self.months + 1, width))
        return np.concatenate([np.zeros((1, width)), whole[:-1]])

    def _checked(self, row: Row, amounts: Value) -> Value:
        if self.check and not np.isfinite(amounts).all():
            broken = np.argwhere(~np.isfinite(np.atleast_2d(amounts)))
            month = int(broken[0, 0]) if np.ndim(amounts) == 2 else 0
            raise ValueError(f"row {row.id} in month {month}: no finite amount ({row.formula})")
        return amounts


def added(amounts: Sequence[Value], months: int) -> FloatArray:
    """Amounts of any of the shapes added up: months x cases. Small ones first, large in place."""
    total = np.zeros((months + 1, 1))
    for each in sorted(amounts, key=np.size):
        if np.shape(each) == total.shape:
            total += each
        else:
            total = total + each
    return total


def _stacked(months: Sequence[Value]) -> FloatArray:
    width = max(np.size(amount) for amount in months)
    found = np.empty((len(months), width))
    for month, amount in enumerate(months):
        found[month] = amount
    return found


def by_year(amounts: FloatArray, axis: int = -1) -> FloatArray:
    """Monthly amounts added up along the axis of time: today, then each twelve months."""
    starts = np.concatenate([[0], np.arange(1, amounts.shape[axis], YEAR)])
    found: FloatArray = np.add.reduceat(amounts, starts, axis=axis)
    return found
