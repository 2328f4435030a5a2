"""The business case of a scenario: its lines, what they are worth, and how far that holds."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

import numpy as np

from workbench.business_case import cash_flows, valuation
from workbench.business_case.cash_flows import FloatArray, Value
from workbench.business_case.rows import HEADLINE, Row, RowKind, Rows, Tier, default_rows
from workbench.evidence.assumptions import Assumption, Register
from workbench.frozen import Frozen

Values = Mapping[str, Value]
Simulate = Callable[[Values], Values]

HORIZON = "horizon_years"
DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE = "discount_rate", "finance_rate", "reinvest_rate"
VALUE_PER_UNRESOLVED, UNRESOLVED = "value_per_unresolved", "unresolved_at_prices"
PRICE_GROWTH = "price_growth"
WITH_VALUE = (*HEADLINE, Tier.STRATEGIC)


class Verdict(StrEnum):
    """What the range of the net present value says."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    DOES_NOT_PAY = "does not pay"


class Line(Frozen):
    """A row in every year, 0 (today) first, with its total and present value."""

    row: Row
    yearly: tuple[float, ...]
    total: float
    present_value: float


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

    The ends combine what each assumption alone does between its P10 and its P90 as if the
    assumptions were independent: the root of the sum of the squared swings to either side
    (JCGM 100:2008, Guide to the expression of uncertainty in measurement, 5.1). About eight in ten
    outcomes lie between them.
    """

    low: float
    base: float
    high: float


class Appraisal(Frozen):
    """What one way of counting benefits comes to.

    Rates are yearly, times in years from today, money undiscounted unless it says otherwise; a
    series starts today. `npv_range` holds low, base and high, and so does each year of
    `cumulative_range` and `discounted_range` (cumulative too; it ends at the net present value). A
    measure that does not exist is `None`; a payback that is lost again by the horizon does not.
    """

    tiers: tuple[Tier, ...]
    benefits: tuple[float, ...]
    costs: tuple[float, ...]
    net: tuple[float, ...]
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
        """Net present value over the present value of the costs, as Forrester's TEI has it."""
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
        """The most that is ever laid out before money comes back."""
        return max(0.0, -min(self.cumulative))

    @property
    def verdict(self) -> Verdict:
        """Supported when the low end pays, does not pay when the high end does not."""
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
    Capacity is shown in the lines and counted in neither. All costs count in both.
    """

    horizon: int
    rows: Rows
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
        return self.values[PRICE_GROWTH] != 0


def build_case(register: Register, simulate: Simulate, rows: Rows | None = None) -> Case:
    """The business case of the scenario that `simulate` stands for.

    `simulate` maps assumptions by id (a number each, or an array with one value a case) to the
    results by name (`heads_today`, `heads_with` and so on, likewise). It is called once, for all
    cases at once: the base, and every assumption alone at its P10 and at its P90. `rows` are the
    product's own unless given.

    Raises ValueError when the horizon is not a whole number of years from 1, a rate is -1 or less,
    or a result is missing or not finite; what `simulate` raises passes through.
    """
    lines = rows or default_rows()
    if UNRESOLVED not in {row.id for row in lines.rows}:
        raise ValueError(f"the rows hold no {UNRESOLVED}; the break-even value needs that row")
    horizon = _whole(register.value(HORIZON))
    base = {key: register.value(key) for key in register}
    moving = [a for a in register.values() if a.p10 < a.p90 and a.id != HORIZON]

    cases = _Cases(lines, horizon, simulate, base, moving)
    return Case(
        horizon=horizon,
        rows=lines,
        values=base,
        results={name: cases.base_of(name) for name in lines.result_names},
        lines=_lines(cases),
        headline=_appraisal(cases, HEADLINE),
        with_value=_appraisal(cases, WITH_VALUE),
        break_even=_break_even(cases),
    )


def _whole(years: float) -> int:
    if years != int(years) or years < 1:
        raise ValueError(f"horizon is {years:g} years; accepted: a whole number from 1")
    return int(years)


class _Cases:
    """The base (case 0), then each moving assumption alone at its P10 and at its P90."""

    def __init__(
        self,
        rows: Rows,
        horizon: int,
        simulate: Simulate,
        base: Mapping[str, float],
        moving: Sequence[Assumption],
    ) -> None:
        self.count = 1 + 2 * len(moving)
        self.moving = moving
        given: dict[str, Value] = dict(base)
        for position, assumption in enumerate(moving):
            values = np.full(self.count, base[assumption.id])
            values[1 + 2 * position : 3 + 2 * position] = assumption.p10, assumption.p90
            given[assumption.id] = values
        results = simulate(given)
        if missing := sorted(set(rows.result_names) - set(results)):
            raise ValueError(f"the simulator gave no {', '.join(missing)}")
        self.rows = rows
        self.horizon = horizon
        self.values = {**given, **{name: results[name] for name in rows.result_names}}
        amounts = cash_flows.yearly(rows, self.values, horizon)
        shape = (self.count, horizon + 1)
        self.amounts = {row: np.broadcast_to(each, shape) for row, each in amounts.items()}

    def base_of(self, name: str) -> float:
        """An assumption or a result in the base."""
        return float(np.broadcast_to(self.values[name], self.count)[0])

    def total(self, kind: RowKind, tiers: Sequence[Tier]) -> FloatArray:
        """The rows of a kind added up, benefits in the given tiers only: cases x years."""
        return cash_flows.summed(self.rows, self.amounts, kind, tiers)

    @cached_property
    def rates(self) -> FloatArray:
        """The discount rate of each case."""
        return np.broadcast_to(np.asarray(self.values[DISCOUNT_RATE], dtype=float), self.count)

    @cached_property
    def discount_factors(self) -> FloatArray:
        """What an amount of each year is worth today: cases x years."""
        factors: FloatArray = (1.0 + self.rates[:, np.newaxis]) ** -np.arange(self.horizon + 1)
        return factors

    def present(self, amounts: FloatArray) -> FloatArray:
        """Present values, one a case."""
        return valuation.npv(self.rates, amounts)


def _lines(cases: _Cases) -> tuple[Line, ...]:
    rows = cases.rows.rows
    amounts = np.stack([cases.amounts[row.id][0] for row in rows])
    present = valuation.npv(cases.base_of(DISCOUNT_RATE), amounts)
    figures = zip(rows, amounts.tolist(), amounts.sum(axis=1).tolist(), present, strict=True)
    return tuple(
        Line(row=row, yearly=tuple(yearly), total=total, present_value=float(worth))
        for row, yearly, total, worth in figures
    )


def _appraisal(cases: _Cases, tiers: tuple[Tier, ...]) -> Appraisal:
    rate, finance, reinvest = map(cases.base_of, (DISCOUNT_RATE, FINANCE_RATE, REINVEST_RATE))
    all_benefits = cases.total(RowKind.BENEFIT, tiers)
    all_net = all_benefits - cases.total(RowKind.COST, tiers)
    all_discounted = all_net * cases.discount_factors
    npv = cases.present(all_net)
    benefits, net, discounted = all_benefits[0], all_net[0], all_discounted[0]
    costs = benefits - net
    return Appraisal(
        tiers=tiers,
        benefits=tuple(benefits.tolist()),
        costs=tuple(costs.tolist()),
        net=tuple(net.tolist()),
        discounted=tuple(discounted.tolist()),
        present_benefits=valuation.npv(rate, benefits),
        present_costs=valuation.npv(rate, costs),
        npv_range=_band(npv),
        cumulative_range=_cumulative(all_net),
        discounted_range=_cumulative(all_discounted),
        swings=_swings(cases.moving, npv),
        irr_roots=valuation.irr_roots(net),
        mirr=valuation.mirr(net, finance, reinvest),
        payback=_held(net),
        first_payback=valuation.payback(net),
        discounted_payback=_held(discounted),
        profitability_index=valuation.profitability_index(rate, net),
        bcr=valuation.bcr(rate, costs, benefits),
    )


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
    npv, contacts = cases.present(net), cases.present(cases.amounts[UNRESOLVED])
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
