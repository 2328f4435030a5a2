"""What the pilot says: the effect, judged by the lots that could have been drawn instead.

The estimate is by generalised least squares with a free effect of every period and the likeness of
answers that the plan stated. With periods before and after it is a weighted difference in
differences, in a stepped wedge the estimate of Hussey and Hughes (2007) with a cluster
autocorrelation. Its p-value and interval do not rest on these: they compare the result with what
every other lot would have given (Fisher, The Design of Experiments, 1935; Rosenbaum, Observational
Studies, 2002, ch. 2, for the interval; Ji and others, Annals of Applied Statistics 11, 2017, for
stepped wedges).
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy

from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.assignment import Assignment, assigned_schedule, other_schedules
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.pilot.precision import NOTHING_LEFT, Weighting, weighting
from workbench.headroom.pilot.results import Grid, TeamPeriod, grid
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.rules import rules

# Results that differ by rounding only are the same.
SAME = 1e-9
# Lots that are weighed together, so that many teams need no more memory than few.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class AfterPeriods:
    """The effect once a team has worked under the new rules for so many periods."""

    periods: int
    effect: float
    error: float


@dataclass(frozen=True, slots=True)
class PilotEstimate:
    """The effect in the unit of the outcome: a share as a share, or points of the scale.

    `low` and `high` are the ends of the interval of 1 - alpha by randomisation, `error` the
    standard error of a normal distribution with that interval; None where the lots are too few to
    bound it. `lots` is with how many the result was compared, itself among them, and `all_lots`
    whether these are all. `missing` counts teams × periods without a result. `plain_difference` is
    the unweighted difference in differences of a parallel design with periods before. `by_time` is
    the effect by periods under the new rules (Kenny and others, Statistics in Medicine 41, 2022);
    empty for a switchback.
    """

    effect: float
    p_value: float
    low: float | None
    high: float | None
    error: float | None
    lots: int
    all_lots: bool
    missing: int
    plain_difference: float | None
    by_time: tuple[AfterPeriods, ...]


def estimate(
    plan: PilotPlan, assignment: Assignment, measured: tuple[TeamPeriod, ...]
) -> PilotEstimate:
    """What the pilot says.

    Raises ValueError when the results do not fit the plan, or compare nothing.
    """
    found = grid(plan, assignment, measured)
    schedule = assigned_schedule(plan, assignment)
    # The numbers of answers are known now, so that nothing is added for their variation.
    weights = weighting(replace(plan.variances, size_cv=0.0), found.answers)
    information = weights.information(schedule)
    effect = float((schedule * weights.cleaned(found.results)).sum()) / information
    lots, are_all = other_schedules(plan, int(rules("pilot")["redraws"].value), assignment.seed)
    if not are_all:
        lots = np.concatenate([lots, schedule[None]])
    under_lots, overlap = _under(lots, weights, found, schedule, information)
    low, high = _interval(effect, under_lots, overlap, plan.alpha)
    bounded = np.isfinite(low) and np.isfinite(high)
    error = (high - low) / (2 * float(scipy.special.ndtri(1 - plan.alpha / 2))) if bounded else None
    return PilotEstimate(
        effect=effect,
        p_value=float(np.mean(np.abs(under_lots) >= abs(effect) * (1 - SAME))),
        low=low if np.isfinite(low) else None,
        high=high if np.isfinite(high) else None,
        error=error,
        lots=len(lots),
        all_lots=are_all,
        missing=found.missing,
        plain_difference=_plain_difference(plan, schedule, found),
        by_time=_by_time(plan, schedule, found, weights, error, information),
    )


def _under(
    lots: Floats, weights: Weighting, found: Grid, schedule: Floats, information: float
) -> tuple[Floats, Floats]:
    """What each lot makes of the results, and of an effect of 1 under the lot that was drawn.

    Both on the scale of the estimate: the estimate under a lot divided by its standard error, times
    the standard error of the lot that was drawn. The second is between -1 and 1.
    """
    size = lots.reshape(len(lots), -1)
    parts = np.array_split(lots, 1 + len(lots) // AT_ONCE)
    told = np.concatenate([(part * weights.cleaned(part)).sum(axis=(1, 2)) for part in parts])
    # Where results are missing, a lot may compare nothing; it is then as far out as no effect is.
    compares = told > NOTHING_LEFT * information
    scale = np.where(compares, np.sqrt(np.maximum(told, 0.0) * information), np.inf)
    drawn = size @ weights.cleaned(found.results).ravel() / scale
    overlap = size @ weights.cleaned(schedule).ravel() / scale
    return drawn, np.clip(overlap, -1.0, 1.0)


def _interval(
    effect: float, under_lots: Floats, overlap: Floats, alpha: float
) -> tuple[float, float]:
    """The effects that the lots do not rule out at this level.

    With an effect d taken off the results, a lot is as far out as the one that was drawn while
    |a - d b| >= |effect - d|, with a and b what `_under` gives. As |b| <= 1 that holds for all d
    between two roots, so that every lot keeps an interval, and the ends are found by counting.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        first = (effect - under_lots) / (1 - overlap)
        second = (effect + under_lots) / (1 + overlap)
    always = np.abs(overlap) > 1 - SAME
    lows = np.where(always, -np.inf, np.minimum(first, second))
    highs = np.where(always, np.inf, np.maximum(first, second))
    place = int(np.floor(alpha * len(lows) + SAME))
    return float(np.sort(lows)[place]), float(-np.sort(-highs)[place])


def _plain_difference(plan: PilotPlan, schedule: Floats, found: Grid) -> float | None:
    """How much more the changed teams moved than the others, each team counting the same."""
    before = plan.periods_before
    if plan.design is not Design.PARALLEL or before == 0:
        return None
    there = found.answers > 0
    whole = there[:, :before].any(axis=1) & there[:, before:].any(axis=1)
    moved = [
        row[before:][seen[before:]].mean() - row[:before][seen[:before]].mean()
        for row, seen in zip(found.results[whole], there[whole], strict=True)
    ]
    changed = schedule[whole, -1] > 0
    if changed.all() or not changed.any():
        return None
    return float(np.array(moved)[changed].mean() - np.array(moved)[~changed].mean())


def _by_time(
    plan: PilotPlan,
    schedule: Floats,
    found: Grid,
    weights: Weighting,
    error: float | None,
    information: float,
) -> tuple[AfterPeriods, ...]:
    """The effect by periods under the new rules; its errors are as large as the lots show."""
    if plan.design is Design.SWITCHBACK:
        return ()
    time = np.cumsum(schedule, axis=1)
    columns = np.array([(time == n).astype(float) for n in range(1, int(time.max()) + 1)])
    cleaned = weights.cleaned(columns)
    told = np.einsum("eit,fit->ef", columns, cleaned)
    if np.linalg.matrix_rank(told, hermitian=True) < len(told):
        return ()
    spread = np.linalg.inv(told)
    effects = spread @ np.einsum("eit,it->e", cleaned, found.results)
    noise = 1.0 if error is None else error * float(np.sqrt(information))
    errors = np.sqrt(np.diag(spread)) * noise
    return tuple(
        AfterPeriods(number, float(each), float(wide))
        for number, (each, wide) in enumerate(zip(effects, errors, strict=True), start=1)
    )
