"""A case's monthly model, ready to be worked out for one set of figures or for many trials."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.business_case.arithmetic import FloatArray, Value
from workbench.business_case.conventions import (
    GO_LIVE,
    HORIZON,
    LONGEST,
    TAX_RATE,
    YEAR,
    Conventions,
    RiskMode,
)
from workbench.business_case.guards import check_go_live, check_pools, check_within, effects_of
from workbench.business_case.monthly import Changes, Runs, by_year, work_out
from workbench.business_case.rows import CONVENTIONS, HEADLINE, RowKind, Rows, Tier, default_rows
from workbench.evidence.assumptions import Assumption, Register
from workbench.headroom.comparison import DECIDED

Values = Mapping[str, Value]
Simulate = Callable[[Values], Values]

DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE = "discount_rate", "finance_rate", "reinvest_rate"
UNRESOLVED = "unresolved_at_prices"
HELD = frozenset({HORIZON, DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE, TAX_RATE, *DECIDED})
"""What is decided or agreed: never drawn in a trial."""

CHUNK = 384
"""Trials worked out at once: so many that a row of them stays in the processor's cache."""


@dataclass(frozen=True)
class Trials:
    """What the trials come to: values, and net flows by year from today (trials x years).

    `contacts` is the present value of the unresolved contacts avoided, in contacts and after tax:
    what the value of one of them is multiplied with.
    """

    npv: FloatArray
    contacts: FloatArray
    yearly: FloatArray
    cumulative: FloatArray
    discounted_cumulative: FloatArray


@dataclass(frozen=True)
class Model:
    """The rows, the register and the conventions of a case, with what simulates the centre."""

    register: Register
    simulate: Simulate
    rows: Rows
    conventions: Conventions
    horizon: int

    @property
    def months(self) -> int:
        """Months after today."""
        return self.horizon * YEAR

    @cached_property
    def uncertain(self) -> tuple[Assumption, ...]:
        """The assumptions that have a range and are neither decided nor agreed."""
        return tuple(a for a in self.register.values() if a.p10 < a.p90 and a.id not in HELD)

    @cached_property
    def base(self) -> dict[str, float]:
        """Every assumption at its P50."""
        return {key: self.register.value(key) for key in self.register}

    @property
    def rate(self) -> float:
        """The discount rate, with the hurdle premium where risk is priced so."""
        return self.base[DISCOUNT_RATE] + self.conventions.pricing.hurdle_premium

    @property
    def kept(self) -> float:
        """What tax leaves of a unit of net operating benefit."""
        return 1.0 - self.base[TAX_RATE] if self.conventions.taxed else 1.0

    def factors(self, rate: float | FloatArray) -> FloatArray:
        """What each month's flow is worth today; cases x months for several rates."""
        yearly = np.asarray(1.0 + np.asarray(rate, dtype=float))
        found: FloatArray = yearly[..., np.newaxis] ** -self.conventions.timing.years(self.months)
        return found

    @cached_property
    def changes(self) -> Changes:
        """What the conventions do to drivers and lines."""
        factors: dict[str, Value] = {
            key: share
            for key, share in effects_of(self.rows, self.conventions.attribution).items()
            if share != 1
        }
        month = np.arange(self.months + 1.0)[:, np.newaxis]
        for row in (*self.rows.of_kind(RowKind.BENEFIT), *self.rows.of_kind(RowKind.COST)):
            sign = -1 if row.kind is RowKind.BENEFIT else 1
            haircut = self.conventions.pricing.haircut(row.id, row.haircut)
            if haircut:
                factors[row.id] = 1 + sign * haircut
            if row.id in self.conventions.counts_from:
                counted = np.where(month >= self.conventions.counts_from[row.id], 1.0, 0.0)
                factors[row.id] = counted * factors.get(row.id, 1.0)
        return Changes(factors)

    def values(self, drawn: Mapping[str, Value]) -> dict[str, Value]:
        """The P50s with what is drawn (one value a trial), and the simulator's results.

        Raises ValueError when the simulator gives no value for a result.
        """
        given: dict[str, Value] = {**self.base, **drawn}
        results = self.simulate(given)
        if missing := sorted(set(self.rows.result_names) - set(results)):
            raise ValueError(f"the simulator gave no {', '.join(missing)}")
        named = {name: results[name] for name in self.rows.result_names}
        return {**given, **named, **self.conventions.values(self.months)}

    def runs(
        self,
        values: Mapping[str, Value],
        switches: Mapping[str, Value] | None = None,
        *,
        check: bool = True,
    ) -> Runs:
        """Both runs of every row; `switches` multiply drivers (1 on, 0 off, one a case)."""
        factors = dict(self.changes.factors)
        for key, switch in (switches or {}).items():
            factors[key] = factors.get(key, 1.0) * switch
        return work_out(self.rows, values, self.months, Changes(factors), check=check)

    def guard(self, runs: Runs) -> None:
        """Raises ValueError when something would count twice, too much or too early."""
        check_pools(self.rows, runs)
        check_within(self.rows, runs)
        if GO_LIVE in self.base:
            check_go_live(self.rows, runs, self.base[GO_LIVE])

    def net(self, runs: Runs, tiers: Sequence[Tier] = HEADLINE) -> Value:
        """Benefits that count less costs, after tax where the case is taxed: months x cases."""
        net = runs.summed(RowKind.BENEFIT, tiers) - runs.summed(RowKind.COST)
        return net * self.kept if self.kept != 1 else net

    def trials(self, drawn: Mapping[str, Value], tiers: Sequence[Tier] = HEADLINE) -> Trials:
        """The net present value and the yearly flows of each trial, worked out in chunks.

        `drawn` holds one value a trial for what is uncertain. Raises ValueError naming the row and
        the month where a trial has no finite amount.
        """
        return self.counted(drawn, (tiers,))[0]

    def counted(
        self, drawn: Mapping[str, Value], ways: Sequence[Sequence[Tier]]
    ) -> tuple[Trials, ...]:
        """As `trials`, for several ways of counting benefits in one go."""
        count = max((np.size(value) for value in drawn.values()), default=1)
        factors = self.factors(self.rate)
        npv, contacts = [np.empty(count) for _ in ways], np.zeros(count)
        yearly, discounted = ([np.empty((count, self.horizon + 1)) for _ in ways] for _ in range(2))
        for place, part in self._chunks(drawn, count):
            runs = self.runs(part, check=False)
            for way, tiers in enumerate(ways):
                net = self._whole(self.net(runs, tiers), place)
                npv[way][place] = factors @ net
                if not np.isfinite(npv[way][place]).all():
                    self.runs(part)
                yearly[way][place] = by_year(net, axis=0).T
                discounted[way][place] = by_year(net * factors[:, np.newaxis], axis=0).T
            if UNRESOLVED in runs.change:
                avoided = self._whole(runs.change[UNRESOLVED], place)
                contacts[place] = factors @ avoided * self.kept
        return tuple(
            Trials(
                npv[w], contacts, yearly[w], yearly[w].cumsum(axis=1), discounted[w].cumsum(axis=1)
            )
            for w in range(len(ways))
        )

    def lines(self, drawn: Mapping[str, Value]) -> dict[str, FloatArray]:
        """The present value of every benefit and cost line in each trial."""
        count = max((np.size(value) for value in drawn.values()), default=1)
        factors = self.factors(self.rate)
        rows = (*self.rows.of_kind(RowKind.BENEFIT), *self.rows.of_kind(RowKind.COST))
        found = {row.id: np.empty(count) for row in rows}
        for place, part in self._chunks(drawn, count):
            runs = self.runs(part)
            for row in rows:
                found[row.id][place] = factors @ self._whole(runs.change[row.id], place)
        return found

    def flows(self, drawn: Mapping[str, Value]) -> dict[str, FloatArray]:
        """Every benefit and cost line in every month: trials x months."""
        count = max((np.size(value) for value in drawn.values()), default=1)
        runs = self.runs(self.values(drawn))
        rows = (*self.rows.of_kind(RowKind.BENEFIT), *self.rows.of_kind(RowKind.COST))
        return {row.id: runs.series(row.id, count) for row in rows}

    def _chunks(
        self, drawn: Mapping[str, Value], count: int
    ) -> Iterator[tuple[slice, dict[str, Value]]]:
        values = self.values(drawn)
        used = {*self.rows.assumptions, *self.rows.result_names, *CONVENTIONS}
        fixed = {key: values[key] for key in used if np.ndim(values[key]) != 1}
        moving = {key: np.asarray(values[key]) for key in used if key not in fixed}
        for start in range(0, count, CHUNK):
            place = slice(start, min(start + CHUNK, count))
            yield place, {**fixed, **{key: value[place] for key, value in moving.items()}}

    def _whole(self, amounts: Value, place: slice) -> FloatArray:
        shape = (self.months + 1, place.stop - place.start)
        return np.broadcast_to(np.asarray(amounts, dtype=float), shape)


def model(
    register: Register,
    simulate: Simulate,
    rows: Rows | None = None,
    conventions: Conventions | None = None,
) -> Model:
    """The monthly model of the scenario that `simulate` stands for.

    Raises ValueError when the horizon is not a whole number of years, or a convention contradicts
    the register.
    """
    lines, agreed = rows or default_rows(), conventions or Conventions()
    agreed.check(register, lines)
    return Model(register, simulate, lines, agreed, whole_years(register.value(HORIZON)))


def whole_years(years: float) -> int:
    """The horizon; raises ValueError when it is not a whole number of years from 1 to 50."""
    if not (np.isfinite(years) and years == int(years) and 1 <= years <= LONGEST / YEAR):
        raise ValueError(f"horizon is {years:g} years; accepted: a whole number from 1")
    return int(years)


def priced_by_trials(conventions: Conventions) -> bool:
    """Whether the range of the value comes from trials and nothing else prices risk."""
    return conventions.pricing.mode is RiskMode.EXPECTED
