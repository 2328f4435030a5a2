"""What a series of cash flows is worth.

Flow 0 is today and is not discounted; one flow a period follows. Rates are per period. An input
that is empty, not a number or infinite raises ValueError naming it; a measure that does not exist
for the flows (no rate of return, never paid back) is `None`.

Definitions: Brealey, Myers and Allen, Principles of Corporate Finance; Microsoft Excel reference
(XNPV, XIRR, MIRR); Forrester Total Economic Impact for return on investment.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Crossing = Literal["first", "sustained"]

LOWEST_RATE, HIGHEST_RATE = -0.99, 10.0
DAYS_A_YEAR = 365

_TOUCHES = 1e-12
"""Relative to the sum of the absolute discounted flows: a net value this small is rounding."""


@overload
def npv(rate: float, flows: Sequence[float]) -> float: ...
@overload
def npv(rate: float, flows: FloatArray) -> Any: ...
@overload
def npv(rate: FloatArray, flows: Sequence[float] | FloatArray) -> FloatArray: ...
def npv(rate: float | FloatArray, flows: Sequence[float] | FloatArray) -> Any:
    """Net present value; flow 0 is not discounted.

    The last axis of `flows` is time, so an n x T array gives n values; `rate` is one number or one
    a row, above -1. Returns a float for one series at one rate, else an array.
    """
    amounts = _numbers(flows, "flow")
    if amounts.ndim == 0 or amounts.shape[-1] == 0:
        raise ValueError("flows is empty; at least one cash flow is needed")
    factors = 1.0 / (1.0 + _rates(rate, "rate"))
    powers = factors[..., np.newaxis] ** np.arange(amounts.shape[-1])
    with np.errstate(invalid="ignore", over="ignore"):
        worth = amounts @ powers if powers.ndim == 1 else (amounts * powers).sum(axis=-1)
    if not np.isfinite(worth).all():
        _finite(amounts, "flow")
    return float(worth) if worth.ndim == 0 else worth


def xnpv(rate: float, flows: Sequence[float], dates: Sequence[date]) -> float:
    """Net present value on the first date of flows on given dates (actual/365).

    Raises ValueError when a date lies before the first one, as Excel's XNPV does.
    """
    amounts, years = _dated(flows, dates)
    if years.min() < 0:
        early = dates[int(years.argmin())]
        raise ValueError(
            f"date {early} lies before the first date {dates[0]}; accepted: on or after"
        )
    return float(np.sum(amounts * (1.0 + _rates(rate, "rate")) ** -years))


def irr_roots(flows: Sequence[float] | FloatArray) -> tuple[float, ...]:
    """All internal rates of return in (-0.99, 10), ascending; a multiple root appears once.

    Empty when the flows have no sign change or no real rate makes their value zero. Two rates that
    double precision cannot tell from one (nearer than about 1e-6) count as one.
    """
    amounts = _series(flows)
    return _rate_roots(amounts, np.arange(len(amounts), dtype=float))


def irr_roots_at(flows: FloatArray, years: FloatArray) -> tuple[float, ...]:
    """As `irr_roots`, the yearly rates of flows that fall at any times, in years from today."""
    times, position = np.unique(np.asarray(years, dtype=float), return_inverse=True)
    totals = np.zeros(len(times))
    np.add.at(totals, position, _series(flows))
    return _rate_roots(totals, times)


def irr(flows: Sequence[float] | FloatArray) -> float | None:
    """The internal rate of return when there is exactly one in (-0.99, 10), else `None`."""
    return _only(irr_roots(flows))


def xirr(flows: Sequence[float], dates: Sequence[date]) -> float | None:
    """The yearly rate of return of dated flows (actual/365) when there is exactly one, else `None`.

    The dates may come in any order; the range is (-0.99, 10).
    """
    amounts, years = _dated(flows, dates)
    return _only(irr_roots_at(amounts, years))


def mirr(
    flows: Sequence[float] | FloatArray, finance_rate: float, reinvest_rate: float
) -> float | None:
    """Modified rate of return: outflows financed at one rate, inflows reinvested at another.

    `None` when the flows lack an inflow or an outflow.
    """
    amounts = _series(flows)
    periods = len(amounts) - 1
    spent = npv(_rate(finance_rate, "finance_rate"), np.minimum(amounts, 0.0))
    earned = npv(_rate(reinvest_rate, "reinvest_rate"), np.maximum(amounts, 0.0))
    if spent == 0 or earned == 0:
        return None
    return float((earned / -spent) ** (1 / periods) * (1 + reinvest_rate) - 1)


def mirr_at(
    flows: FloatArray,
    years: FloatArray,
    finance_rate: float,
    reinvest_rate: float,
    horizon: float,
) -> float | None:
    """As `mirr`, by yearly rates, of flows at any times; money is reinvested up to the horizon."""
    amounts = _series(flows)
    finance, reinvest = _rate(finance_rate, "finance_rate"), _rate(reinvest_rate, "reinvest_rate")
    spent = np.sum(np.minimum(amounts, 0.0) * (1.0 + finance) ** -years)
    earned = np.sum(np.maximum(amounts, 0.0) * (1.0 + reinvest) ** -years)
    if spent == 0 or earned == 0:
        return None
    return float((earned / -spent) ** (1 / horizon) * (1 + reinvest) - 1)


def payback(flows: Sequence[float] | FloatArray, crossing: Crossing = "first") -> float | None:
    """Periods until the cumulative flow, having been negative, rises to zero.

    Interpolated within the period. `"sustained"` takes the last such crossing. `None` when the
    cumulative flow is never negative or never rises to zero again.
    """
    if crossing not in ("first", "sustained"):
        raise ValueError(f"crossing is {crossing!r}; accepted: 'first' or 'sustained'")
    amounts = _series(flows)
    total = np.cumsum(amounts)
    total[np.abs(total) <= _TOUCHES * np.cumsum(np.abs(amounts))] = 0.0
    rises = np.flatnonzero((total[:-1] < 0) & (total[1:] >= 0))
    if not len(rises):
        return None
    before = int(rises[0] if crossing == "first" else rises[-1])
    return float(before + total[before] / (total[before] - total[before + 1]))


def discounted_payback(
    rate: float, flows: Sequence[float] | FloatArray, crossing: Crossing = "first"
) -> float | None:
    """Payback of the discounted flows, in periods; `None` as for `payback`."""
    amounts = _series(flows)
    return payback(amounts * (1.0 + _rate(rate, "rate")) ** -np.arange(len(amounts)), crossing)


def profitability_index(rate: float, flows: Sequence[float] | FloatArray) -> float | None:
    """1 + net present value / |flow 0|; `None` when nothing flows today."""
    amounts = _series(flows)
    worth = float(npv(_rate(rate, "rate"), amounts))
    return 1 + worth / abs(float(amounts[0])) if amounts[0] else None


def bcr(
    rate: float, costs: Sequence[float] | FloatArray, benefits: Sequence[float] | FloatArray
) -> float | None:
    """Benefit-cost ratio of two series of positive amounts: present value over present value.

    `None` when the present value of the costs is not above zero. Less 1 it is the return on
    investment of a Total Economic Impact study.
    """
    spent, gained = _series(costs, "cost"), _series(benefits, "benefit")
    worth = npv(_rate(rate, "rate"), spent)
    return float(npv(rate, gained) / worth) if worth > 0 else None


def _rate_roots(amounts: FloatArray, times: FloatArray) -> tuple[float, ...]:
    lowest, highest = -np.log1p(HIGHEST_RATE), -np.log1p(LOWEST_RATE)
    flowing = amounts != 0
    zeros = _zeros(amounts[flowing], times[flowing], float(lowest), float(highest))
    rates = sorted(float(np.expm1(-zero)) for zero in zeros)
    margin = 1e-9
    return tuple(r for r in rates if LOWEST_RATE + margin < r < HIGHEST_RATE - margin)


def _zeros(amounts: FloatArray, times: FloatArray, lowest: float, highest: float) -> list[float]:
    """Zeros of sum(amounts * exp(times * x)) between two bounds.

    By the argument that proves Descartes' rule of signs: dividing by exp(pivot * x), with the pivot
    between two neighbouring terms of opposite sign, and differentiating removes one sign change.
    The last function of that chain has no zero; between neighbouring zeros of each one the one
    before it is monotone, so it has at most one zero there, or touches zero at the ends.
    """
    chain = [amounts]
    while len(changes := np.flatnonzero(chain[-1][1:] * chain[-1][:-1] < 0)):
        pivot = (times[changes[0]] + times[changes[0] + 1]) / 2
        derived = chain[-1] * (times - pivot)
        chain.append(derived / np.abs(derived).max())

    zeros: list[float] = []
    for terms in reversed(chain[:-1]):
        zeros = _zeros_between(terms, times, np.array([lowest, *zeros, highest]))
    return zeros


def _zeros_between(terms: FloatArray, times: FloatArray, guides: FloatArray) -> list[float]:
    at_guides = _balance(terms, times, guides)
    touches = np.abs(at_guides) <= _TOUCHES
    touches[[0, -1]] = at_guides[[0, -1]] == 0
    open_ended = ~touches[:-1] & ~touches[1:]
    crosses = np.flatnonzero(open_ended & (at_guides[:-1] * at_guides[1:] < 0))

    low, high = guides[crosses], guides[crosses + 1]
    rising = at_guides[crosses + 1] > 0
    for _ in range(64):
        middle = (low + high) / 2
        beyond = (_balance(terms, times, middle) > 0) == rising
        low, high = np.where(beyond, low, middle), np.where(beyond, middle, high)
    inner = guides[1:-1][touches[1:-1]]
    return _distinct(terms, times, np.sort(np.concatenate([(low + high) / 2, inner])))


def _distinct(terms: FloatArray, times: FloatArray, zeros: FloatArray) -> list[float]:
    """The zeros with those that the function cannot tell apart (a multiple root) made one."""
    if len(zeros) < 2:
        return [float(zero) for zero in zeros]
    level = np.abs(_balance(terms, times, (zeros[1:] + zeros[:-1]) / 2)) <= _TOUCHES
    groups = np.split(zeros, np.flatnonzero(~level) + 1)
    return [float(np.mean(group)) for group in groups]


def _balance(terms: FloatArray, times: FloatArray, points: FloatArray) -> FloatArray:
    """sum(terms * exp(times * x)) over the same sum of absolute terms: from -1 to 1."""
    exponents = np.multiply.outer(points, times)
    weights = np.exp(exponents - exponents.max(axis=-1, keepdims=True))
    balance: FloatArray = (weights @ terms) / (weights @ np.abs(terms))
    return balance


def _only(roots: tuple[float, ...]) -> float | None:
    return roots[0] if len(roots) == 1 else None


def _series(flows: Sequence[float] | FloatArray, name: str = "flow") -> FloatArray:
    amounts = _finite(flows, name)
    if amounts.ndim != 1:
        raise ValueError(f"{name}s has {amounts.ndim} dimensions; accepted: one series")
    if not len(amounts):
        raise ValueError(f"{name}s is empty; at least one is needed")
    return amounts


def _dated(flows: Sequence[float], dates: Sequence[date]) -> tuple[FloatArray, FloatArray]:
    amounts = _series(flows)
    if len(dates) != len(amounts):
        raise ValueError(f"{len(amounts)} flows but {len(dates)} dates; accepted: one date a flow")
    days = [_day(day) for day in dates]
    return amounts, np.array([(day - days[0]).days / DAYS_A_YEAR for day in days])


def _day(value: date) -> date:
    if not isinstance(value, date):
        raise ValueError(f"date {value!r} is not a date; accepted: datetime.date")
    return value.date() if isinstance(value, datetime) else value


def _rate(value: float, name: str) -> float:
    return float(_rates(value, name))


def _rates(value: ArrayLike, name: str) -> FloatArray:
    rates = _finite(value, name)
    if np.any(rates <= -1):
        raise ValueError(f"{name} is {rates.min():g}; accepted: above -1")
    return rates


def _numbers(value: ArrayLike, name: str) -> FloatArray:
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error}; accepted: finite numbers") from error


def _finite(value: ArrayLike, name: str) -> FloatArray:
    numbers = _numbers(value, name)
    if not np.isfinite(numbers).all():
        broken = np.argwhere(~np.isfinite(numbers))
        place = " ".join(str(index) for index in broken[0])
        where = f"{name} {place}".strip()
        raise ValueError(f"{where} is {numbers[tuple(broken[0])]}; accepted: finite numbers")
    return numbers
