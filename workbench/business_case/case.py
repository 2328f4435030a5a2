"""The business case of a scenario: its lines, what they are worth, and how far that holds."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np

from workbench.business_case import valuation
from workbench.business_case.arithmetic import FloatArray, Value
from workbench.business_case.conventions import HORIZON, PRICE_GROWTH, Basis, Conventions
from workbench.business_case.model import (
    DISCOUNT_RATE,
    FINANCE_RATE,
    REINVEST_RATE,
    UNRESOLVED,
    Model,
    Simulate,
    Values,
    model,
)
from workbench.business_case.monthly import YEAR, by_year
from workbench.business_case.rows import HEADLINE, Row, RowKind, Rows, Tier
from workbench.evidence.assumptions import Assumption, Register
from workbench.frozen import Frozen

__all__ = ["DISCOUNT_RATE", "FINANCE_RATE", "HORIZON", "PRICE_GROWTH", "REINVEST_RATE"]
__all__ += ["UNRESOLVED", "Simulate", "Values"]

VALUE_PER_UNRESOLVED, UNRESOLVED_VALUE = "value_per_unresolved", "unresolved_value"
WITH_VALUE = (*HEADLINE, Tier.STRATEGIC)


class Verdict(StrEnum):
    """What the range of the net present value says."""

    SUPPORTED = "supported"
    PAYS = "pays at these figures"
    NOT_SUPPORTED = "not supported"
    DOES_NOT_PAY = "does not pay"


class Line(Frozen):
    """A row in every month and year, 0 (today) first, with its total and present value.

    `without` is the row in the run without the change, empty where both runs agree. A year is the
    sum of its months for what flows, and the last month of it for what stands.
    """

    row: Row
    monthly: tuple[float, ...]
    without: tuple[float, ...] = ()
    yearly: tuple[float, ...]
    total: float
    present_value: float

    @property
    def counts_from(self) -> int | None:
        """The first month with an amount; `None` when there is none."""
        return next((month for month, amount in enumerate(self.monthly) if amount), None)


class Swing(Frozen):
    """Net present value when one assumption alone moves to its P10 and to its P90."""

    assumption_id: str
    label: str
    unit: str
    p10: float
    p50: float
    p90: float
    npv_at_p10: float
    npv_at_p90: float

    @property
    def width(self) -> float:
        """How far the net present value moves."""
        return abs(self.npv_at_p90 - self.npv_at_p10)


class Band(Frozen):
    """A figure with the ends of its range.

    Of a case in its futures they are P10 and P90 of these (`futures.with_futures`). Before that
    they combine what each assumption alone does between its P10 and its P90 as if the assumptions
    were independent: the root of the sum of the squared swings to either side (JCGM 100:2008,
    Guide to the expression of uncertainty in measurement, 5.1). About eight in ten outcomes lie
    between them either way.
    """

    low: float
    base: float
    high: float


class Appraisal(Frozen):
    """What one way of counting benefits comes to.

    Rates are yearly, times in years from today, money undiscounted unless it says otherwise; a
    series starts today and goes by years, `monthly` and `monthly_discounted` by months. `benefits`
    and `costs` are before `tax`, all that is net or cumulative is after it. `npv_range` holds low,
    base and high, and so does each year of `cumulative_range` and `discounted_range` (cumulative
    too; it ends at the net present value). `chance` is the share of the futures in which it pays,
    and the halves hold the middle half of them in each year; `None` and empty before they are
    worked out. A measure that does not exist is `None`; a payback that is
    lost again by the horizon does not.
    """

    tiers: tuple[Tier, ...]
    benefits: tuple[float, ...]
    costs: tuple[float, ...]
    tax: tuple[float, ...]
    net: tuple[float, ...]
    monthly: tuple[float, ...]
    monthly_discounted: tuple[float, ...]
    discounted: tuple[float, ...]
    present_benefits: float
    present_costs: float
    npv_range: Band
    cumulative_range: tuple[Band, ...]
    discounted_range: tuple[Band, ...]
    swings: tuple[Swing, ...]
    irr_roots: tuple[float, ...]
    mirr: float | None
    payback: float | None
    first_payback: float | None
    discounted_payback: float | None
    profitability_index: float | None
    bcr: float | None
    chance: float | None = None
    cumulative_half: tuple[Band, ...] = ()
    discounted_half: tuple[Band, ...] = ()

    @property
    def npv(self) -> float:
        """Net present value with every assumption at its P50."""
        return self.npv_range.base

    @property
    def irr(self) -> float | None:
        """The internal rate of return when there is exactly one."""
        return self.irr_roots[0] if len(self.irr_roots) == 1 else None

    @property
    def roi(self) -> float | None:
        """Net benefit over costs, both present and before tax, as Forrester's TEI has it."""
        return None if self.bcr is None else self.bcr - 1

    @property
    def cumulative(self) -> tuple[float, ...]:
        """The net flows added up to the end of each year."""
        return tuple(band.base for band in self.cumulative_range)

    @property
    def discounted_cumulative(self) -> tuple[float, ...]:
        """The discounted net flows added up to the end of each year."""
        return tuple(band.base for band in self.discounted_range)

    @property
    def peak_funding(self) -> float:
        """The most that is ever laid out before money comes back, month by month."""
        return max(0.0, -float(np.cumsum(self.monthly).min()))

    @property
    def verdict(self) -> Verdict:
        """Supported when the low end pays, does not pay when the high end does not.

        Where there is no range to stand on, that it pays is all that can be said.
        """
        if self.npv_range.low == self.npv_range.high:
            return Verdict.PAYS if self.npv > 0 else Verdict.DOES_NOT_PAY
        if self.npv_range.low > 0:
            return Verdict.SUPPORTED
        return Verdict.NOT_SUPPORTED if self.npv_range.high > 0 else Verdict.DOES_NOT_PAY


class BreakEven(Frozen):
    """The value of an avoided unresolved contact at which the headline's NPV is zero.

    Below zero when the case pays without it. `low` and `high` are the ends of its range, `high`
    `None` when an assumption alone can leave no contact avoided. `value` is `None`, and `reason`
    says why, when none are avoided at the P50s; `worth_of_harm` is then the value above which the
    added ones cost more than the case gains, when it gains.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    worth_of_harm: float | None = None


class Case(Frozen):
    """A scenario's business case at the P50 of every assumption, with its range.

    `headline` counts cash-releasing benefits and signed avoidance; `with_value` adds the strategic
    tier, which is what the organisation itself says an avoided unresolved contact is worth.
    Capacity and expected losses are shown in the lines and counted in neither. All costs count in
    both.
    """

    horizon: int
    rows: Rows
    conventions: Conventions
    values: dict[str, float]
    results: dict[str, float]
    lines: tuple[Line, ...]
    headline: Appraisal
    with_value: Appraisal
    break_even: BreakEven

    def of_kind(self, kind: RowKind, tiers: Sequence[Tier] = tuple(Tier)) -> tuple[Line, ...]:
        """The lines of a kind, benefits in the given tiers only."""
        return tuple(
            line
            for line in self.lines
            if line.row.kind is kind and (line.row.tier is None or line.row.tier in tiers)
        )

    @property
    def counts_value(self) -> bool:
        """Whether a value of an unresolved contact was entered."""
        return self.values[VALUE_PER_UNRESOLVED] != 0

    @property
    def nominal(self) -> bool:
        """Whether flows grow with prices (nominal terms) instead of staying in today's."""
        return self.basis is Basis.NOMINAL

    @property
    def basis(self) -> Basis:
        """In which prices the case is."""
        if self.conventions.basis is not None:
            return self.conventions.basis
        return Basis.NOMINAL if self.values[PRICE_GROWTH] else Basis.REAL

    @property
    def months(self) -> int:
        """Months after today."""
        return self.horizon * YEAR

    @property
    def rate(self) -> float:
        """The yearly rate that flows are discounted at, with any hurdle premium."""
        return self.values[DISCOUNT_RATE] + self.conventions.pricing.hurdle_premium

    def line(self, row_id: str) -> Line:
        """A line by its row; raises ValueError when there is no such row."""
        for line in self.lines:
            if line.row.id == row_id:
                return line
        raise ValueError(f"no row {row_id!r}; accepted: {', '.join(x.row.id for x in self.lines)}")


def build_case(
    register: Register,
    simulate: Simulate,
    rows: Rows | None = None,
    conventions: Conventions | None = None,
) -> Case:
    """The business case of the scenario that `simulate` stands for.

    `simulate` maps assumptions by id (a number each, or an array with one value a case) to the
    results by name (`heads_today`, `heads_with` and so on, likewise). It is called once, for all
    cases at once: the base, and every assumption alone at its P10 and at its P90. `rows` and
    `conventions` are the product's own unless given.

    Raises ValueError when the horizon is not a whole number of years from 1, a rate is -1 or less,
    a result is missing or not finite, a convention contradicts the register, or something would
    count twice, too much or too early; what `simulate` raises passes through.
    """
    built = model(register, simulate, rows, conventions)
    if UNRESOLVED not in {row.id for row in built.rows.rows}:
        raise ValueError(f"the rows hold no {UNRESOLVED}; the break-even value needs that row")
    cases = _Cases(built)
    return Case(
        horizon=built.horizon,
        rows=built.rows,
        conventions=built.conventions,
        values={**built.base, **built.conventions.names},
        results={name: cases.base_of(name) for name in built.rows.result_names},
        lines=_lines(cases),
        headline=_appraisal(cases, HEADLINE),
        with_value=_appraisal(cases, WITH_VALUE),
        break_even=_break_even(cases),
    )


class _Cases:
    """The base (case 0), then each moving assumption alone at its P10 and at its P90."""

    def __init__(self, built: Model) -> None:
        self.model = built
        self.moving = [a for a in built.register.values() if a.p10 < a.p90 and a.id != HORIZON]
        self.count = 1 + 2 * len(self.moving)
        drawn: dict[str, Value] = {}
        for position, assumption in enumerate(self.moving):
            values = np.full(self.count, built.base[assumption.id])
            values[1 + 2 * position : 3 + 2 * position] = assumption.p10, assumption.p90
            drawn[assumption.id] = values
        self.values = built.values(drawn)
        self.runs = built.runs(self.values)
        built.guard(self.runs)

    def base_of(self, name: str) -> float:
        """An assumption or a result in the base."""
        return float(np.broadcast_to(self.values[name], self.count)[0])

    def series(self, row: str) -> FloatArray:
        """A row in every month: cases x months."""
        return self.runs.series(row, self.count)

    def total(self, kind: RowKind, tiers: Sequence[Tier]) -> FloatArray:
        """The rows of a kind added up, benefits in the given tiers only: cases x months."""
        shape = (self.model.months + 1, self.count)
        return np.broadcast_to(np.asarray(self.runs.summed(kind, tiers)), shape).T

    @cached_property
    def rates(self) -> FloatArray:
        """The discount rate of each case, with a hurdle premium where there is one."""
        rates = np.asarray(self.values[DISCOUNT_RATE], dtype=float)
        if np.any(rates <= -1):
            raise ValueError(f"rate is {rates.min():g}; accepted: above -1")
        premium = self.model.conventions.pricing.hurdle_premium
        return np.broadcast_to(rates + premium, self.count)

    @cached_property
    def discount_factors(self) -> FloatArray:
        """What an amount of each month is worth today: cases x months."""
        return self.model.factors(self.rates)

    def present(self, amounts: FloatArray) -> FloatArray:
        """Present values, one a case."""
        return np.asarray(np.einsum("cm,cm->c", amounts, self.discount_factors))


def _lines(cases: _Cases) -> tuple[Line, ...]:
    factors = cases.discount_factors[0]
    driven = cases.model.rows.driven
    lines = []
    for row in cases.model.rows.rows:
        monthly = cases.series(row.id)[0]
        flows = row.kind in (RowKind.BENEFIT, RowKind.COST) or row.id == UNRESOLVED
        apart = row.kind is RowKind.STATE and row.id in driven
        without = cases.runs.series(row.id, cases.count, without=True)[0].tolist() if apart else []
        yearly = by_year(monthly) if flows else monthly[::YEAR]
        lines.append(
            Line(
                row=row,
                monthly=tuple(monthly.tolist()),
                without=tuple(without),
                yearly=tuple(yearly.tolist()),
                total=float(yearly.sum()) if flows else 0.0,
                present_value=float(monthly @ factors) if flows else 0.0,
            )
        )
    return tuple(lines)


def _appraisal(cases: _Cases, tiers: tuple[Tier, ...]) -> Appraisal:
    finance, reinvest = map(cases.base_of, (FINANCE_RATE, REINVEST_RATE))
    kept, timing = cases.model.kept, cases.model.conventions.timing
    benefits, costs = cases.total(RowKind.BENEFIT, tiers), cases.total(RowKind.COST, tiers)
    all_net = (benefits - costs) * kept
    all_discounted = all_net * cases.discount_factors
    npv = all_discounted.sum(axis=1)
    net, discounted, factors = all_net[0], all_discounted[0], cases.discount_factors[0]
    placed, years = timing.placed(net), np.arange(len(net)) / YEAR
    spent, gained = float(costs[0] @ factors), float(benefits[0] @ factors)
    return Appraisal(
        tiers=tiers,
        benefits=tuple(by_year(benefits[0]).tolist()),
        costs=tuple(by_year(costs[0]).tolist()),
        tax=tuple((by_year(benefits[0] - costs[0]) * (1 - kept)).tolist()),
        net=tuple(by_year(net).tolist()),
        monthly=tuple(net.tolist()),
        monthly_discounted=tuple(discounted.tolist()),
        discounted=tuple(by_year(discounted).tolist()),
        present_benefits=gained,
        present_costs=spent,
        npv_range=_band(npv),
        cumulative_range=_cumulative(by_year(all_net)),
        discounted_range=_cumulative(by_year(all_discounted)),
        swings=_swings(cases.moving, npv),
        irr_roots=valuation.irr_roots_at(placed, years),
        mirr=valuation.mirr_at(placed, years, finance, reinvest, cases.model.horizon),
        payback=_in_years(_held(net)),
        first_payback=_in_years(valuation.payback(net)),
        discounted_payback=_in_years(_held(discounted)),
        profitability_index=1 + float(npv[0]) / abs(float(net[0])) if net[0] else None,
        bcr=gained / spent if spent > 0 else None,
    )


def _in_years(months: float | None) -> float | None:
    return None if months is None else months / YEAR


def _band(outcomes: FloatArray) -> Band:
    """The range of a figure from its base and its value at the ends of each assumption."""
    base = outcomes[0]
    ends = outcomes[1:].reshape(-1, 2) - base
    down, up = np.minimum(ends.min(axis=1), 0.0), np.maximum(ends.max(axis=1), 0.0)
    return Band(low=base - np.linalg.norm(down), base=base, high=base + np.linalg.norm(up))


def _cumulative(flows: FloatArray) -> tuple[Band, ...]:
    """The range of the flows added up to the end of each year; cases x years."""
    return tuple(_band(year) for year in np.cumsum(flows, axis=-1).T)


def _swings(moving: Sequence[Assumption], npv: FloatArray) -> tuple[Swing, ...]:
    """Assumptions that move the value, the widest first, equal ones by id."""
    rounding = 1e-9 * max(1.0, float(np.abs(npv).max()))
    swings = []
    for assumption, ends in zip(moving, npv[1:].reshape(-1, 2), strict=True):
        if np.abs(ends - npv[0]).max() > rounding:
            said = assumption.model_dump(include={"label", "unit", "p10", "p50", "p90"})
            at_ends = {"npv_at_p10": ends[0], "npv_at_p90": ends[1]}
            swings.append(Swing(assumption_id=assumption.id, **said, **at_ends))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.assumption_id)))


def _held(net: FloatArray) -> float | None:
    """The last payback, if the money is still back at the end of the horizon."""
    rounding = 1e-12 * np.abs(net).sum()
    return valuation.payback(net, "sustained") if net.sum() >= -rounding else None


def _break_even(cases: _Cases) -> BreakEven:
    net = cases.total(RowKind.BENEFIT, HEADLINE) - cases.total(RowKind.COST, HEADLINE)
    kept = cases.model.kept
    npv, contacts = cases.present(net) * kept, cases.present(cases.series(UNRESOLVED)) * kept
    if contacts[0] > 0:
        avoided = contacts > 0
        values = np.where(avoided, -npv / np.where(avoided, contacts, 1.0), -npv[0] / contacts[0])
        band = _band(values)
        high = band.high if avoided.all() else None
        return BreakEven(value=band.base, low=band.low, high=high)
    if contacts[0] == 0:
        return BreakEven(value=None, reason="the scenario avoids no unresolved contacts")
    return BreakEven(
        value=None,
        reason="the scenario leaves more contacts unresolved",
        worth_of_harm=-npv[0] / contacts[0] if npv[0] > 0 else None,
    )
