"""A case in many futures: every figure that has a range is drawn, and the case worked out for each.

The contact-centre model is exact and slow, the rest of the case is quick. So the model runs for
fewer draws of its own figures than there are futures, and each of its runs meets several draws of
everything else: no approximation of the model stands in for it, and the error that its fewer runs
leave shows in the spread between the independent parts of the futures.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from workbench.business_case.allowance import CONTINGENCY, reference_class
from workbench.business_case.bid_trials import Draws
from workbench.business_case.case import Appraisal, Band, Case, Simulate, Values
from workbench.business_case.correlation import group_matrix, level, move_together, repaired
from workbench.business_case.model import HELD
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import Allowance, RiskPlan
from workbench.business_case.simulation import FIGURES
from workbench.business_case.spread import Spread, percentiles, spread
from workbench.business_case.widening import is_widened, widened, widening_factor
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.distributions import FloatArray, quantiles
from workbench.frozen import Frozen


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many futures there are, how many runs of the model serve them, and in how many parts.

    Parts are independent of each other; futures that share a run follow each other.
    """

    trials: int
    runs: int
    parts: int

    def __post_init__(self) -> None:
        if self.parts < 2 or self.runs % self.parts or self.trials % self.runs:
            raise ValueError(
                f"{self.trials} trials of {self.runs} runs in {self.parts} parts; accepted: two "
                "parts or more, runs that divide into them, and trials that divide into the runs"
            )


def on_the_page() -> Sizes:
    """The futures that a page works out while somebody waits."""
    told = risk_defaults().trials
    return Sizes(told.count.value, told.runs.value, told.replicates.value)


def for_the_board() -> Sizes:
    """The futures behind what is printed."""
    told = risk_defaults().trials
    return Sizes(told.for_the_board.value, told.runs_for_the_board.value, told.replicates.value)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What the futures come to, for one way of counting benefits; a row a future.

    `cumulative` and `discounted` are added up to the end of each year, today first.
    """

    npv: FloatArray
    cumulative: FloatArray
    discounted: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Futures:
    """A case in many futures.

    `drawn` has every figure that has a range, by id, one value a future; `contacts` the present
    number of unresolved contacts avoided, which a value of each would be put on.
    """

    sizes: Sizes
    seed: int
    drawn: Mapping[str, FloatArray]
    headline: Counted
    with_value: Counted
    contacts: FloatArray


class Printed(Frozen):
    """What the futures behind a board pack say of the value, in cash and with the own value.

    `headline_at` and `with_value_at` are its printed percentiles.
    """

    sizes: Sizes
    headline: Spread
    with_value: Spread
    headline_at: tuple[float, ...]
    with_value_at: tuple[float, ...]


Work = Callable[[Mapping[str, FloatArray]], tuple[Counted, Counted, FloatArray]]
"""What works the case out for drawn figures: cash, with the value, contacts avoided."""


def within_reason(simulate: Simulate) -> Simulate:
    """A model whose leavers stay below the most that anybody would let happen.

    In the tails of several ranges at once the model's spiral of strain, leaving and newcomers has
    no end: advisors would leave many times a year. A change that does this is stopped.
    """
    most = risk_defaults().limits.most_leavers.value

    def bounded(values: Values) -> Values:
        results = dict(simulate(values))
        for end in ("today", "with"):
            heads, leavers = results[f"heads_{end}"], results[f"leavers_per_year_{end}"]
            results[f"leavers_per_year_{end}"] = np.minimum(leavers, np.multiply(most, heads))
        return results

    return bounded


def uncertain(register: Register) -> tuple[Assumption, ...]:
    """The assumptions that are drawn: those with a range that are no decision or convention."""
    return tuple(each for each in register.values() if each.p10 < each.p90 and each.id not in HELD)


def as_taken(assumption: Assumption, plan: RiskPlan) -> Assumption:
    """The assumption with the range that it is drawn from: judgement is taken as wider."""
    if plan.widen and is_widened(assumption):
        return widened(assumption, widening_factor(risk_defaults().widening.held.value))
    return assumption


def draw(
    register: Register, plan: RiskPlan, sizes: Sizes, of_the_model: Collection[str] = FIGURES
) -> dict[str, FloatArray]:
    """Every figure that has a range, drawn; futures that share a run share the model's figures.

    A figure has the same draw in every case with the same seed, so that scenarios and bids meet the
    same futures. Figures of a group move together as the plan says.
    """
    held = uncertain(register)
    first = [each.id for each in held if each.id in of_the_model]
    rest = [each.id for each in held if each.id not in of_the_model]
    levels = tuple((group.id, plan.level_of(group.id)) for group in risk_defaults().groups)
    shares = _shares(tuple(first), tuple(rest), levels, plan.seed, sizes)
    return {each.id: values_of(each, plan, shares, sizes) for each in held}


def values_of(
    assumption: Assumption, plan: RiskPlan, shares: Mapping[str, FloatArray], sizes: Sizes
) -> FloatArray:
    """The values of a figure at its drawn shares, one a future."""
    share = shares[assumption.id]
    if assumption.id == CONTINGENCY and plan.allowance is Allowance.REFERENCE_CLASS:
        return reference_class().quantile(share)
    taken = as_taken(assumption, plan)
    found = quantiles(taken.p10, taken.p50, taken.p90, taken.lowest, taken.highest, share)
    return np.repeat(found, sizes.trials // len(found))


def run(
    register: Register,
    plan: RiskPlan,
    sizes: Sizes,
    work: Work,
    of_the_model: Collection[str] = FIGURES,
) -> Futures:
    """The case in the futures of a plan.

    Raises ValueError for a future that the model does not accept.
    """
    drawn = draw(register, plan, sizes, of_the_model)
    headline, with_value, contacts = work(drawn)
    return Futures(
        sizes=sizes,
        seed=plan.seed,
        drawn=drawn,
        headline=headline,
        with_value=with_value,
        contacts=contacts,
    )


@lru_cache(maxsize=6)
def _shares(
    first: tuple[str, ...],
    rest: tuple[str, ...],
    levels: tuple[tuple[str, str], ...],
    seed: int,
    sizes: Sizes,
) -> Mapping[str, FloatArray]:
    """Where in its range each figure lies: of the model's a number a run, else one a future."""
    parts = sizes.parts
    few, many = Draws(sizes.runs, parts, seed), Draws(sizes.trials, parts, seed)
    shares = {name: few.of(f"assumption {name}") for name in first}
    shares |= {name: many.of(f"assumption {name}") for name in rest}
    for group in risk_defaults().groups:
        together = level(dict(levels)[group.id])
        mine = [name for name in first if name in group.members]
        others = [name for name in rest if name in group.members]
        if together == 0 or len(mine) + len(others) < 2:
            continue
        names = [*mine, *others]
        matrix = group_matrix(names, {group.id: (names, together)})
        matrix, _ = repaired(matrix)
        if len(mine) > 1:
            columns = np.stack([shares[name] for name in mine], axis=1)
            part = matrix[: len(mine), : len(mine)]
            moved = move_together(columns, part, parts=parts)
            shares |= {name: moved[:, place] for place, name in enumerate(mine)}
        if others:
            columns = np.stack(
                [np.repeat(shares[name], sizes.trials // len(shares[name])) for name in names],
                axis=1,
            )
            moved = move_together(columns, matrix, fixed=len(mine), parts=parts)
            shares |= {name: moved[:, place] for place, name in enumerate(names) if name in others}
    return shares


def printed(futures: Futures) -> Printed:
    """What is printed of the futures."""
    tail, parts = risk_defaults().decision.tail.value, futures.sizes.parts
    headline, with_value = futures.headline.npv, futures.with_value.npv
    return Printed(
        sizes=futures.sizes,
        headline=spread(headline, parts, tail),
        with_value=spread(with_value, parts, tail),
        headline_at=percentiles(headline),
        with_value_at=percentiles(with_value),
    )


def with_futures(case: Case, futures: Futures) -> Case:
    """The case with P10 and P90 of its futures as the ends of every range.

    The base of a range stays the case with every assumption at its P50, and a range reaches at
    least to it. The ends of the net present value are rounded to what the futures know of them.
    """
    changes: dict[str, object] = {}
    for name, counted in (("headline", futures.headline), ("with_value", futures.with_value)):
        appraisal: Appraisal = getattr(case, name)
        ends = spread(counted.npv, futures.sizes.parts)
        changes[name] = appraisal.model_copy(
            update={
                "chance": ends.positive.value,
                "npv_range": _reaching(appraisal.npv, ends.p10.shown, ends.p90.shown),
                "cumulative_range": _bands(appraisal.cumulative, counted.cumulative),
                "discounted_range": _bands(appraisal.discounted_cumulative, counted.discounted),
                "cumulative_half": _halves(appraisal.cumulative, counted.cumulative),
                "discounted_half": _halves(appraisal.discounted_cumulative, counted.discounted),
            }
        )
    if case.break_even.value is not None:
        low, high = break_even_range(futures)
        changes["break_even"] = case.break_even.model_copy(update={"low": low, "high": high})
    return case.model_copy(update=changes)


def without_ranges(case: Case) -> Case:
    """The case without a range: for one whose risk is priced in its flows or its rate already."""

    def closed(amount: float) -> Band:
        return Band(low=amount, base=amount, high=amount)

    changes: dict[str, object] = {}
    for name in ("headline", "with_value"):
        appraisal: Appraisal = getattr(case, name)
        changes[name] = appraisal.model_copy(
            update={
                "npv_range": closed(appraisal.npv),
                "cumulative_range": tuple(map(closed, appraisal.cumulative)),
                "discounted_range": tuple(map(closed, appraisal.discounted_cumulative)),
            }
        )
    value = case.break_even.value
    changes["break_even"] = case.break_even.model_copy(update={"low": value, "high": value})
    return case.model_copy(update=changes)


def break_even_range(futures: Futures) -> tuple[float | None, float | None]:
    """The values of a contact at which one future in ten breaks even, and nine in ten.

    A future that avoids no contacts is not saved by any value; `None` where so many are not.
    """
    npv, contacts = futures.headline.npv, futures.contacts
    avoided = contacts > 0
    needed = np.where(avoided, -npv / np.where(avoided, contacts, 1.0), np.inf)
    needed = np.where((contacts == 0) & (npv >= 0), 0.0, needed)
    low, high = np.sort(needed)[[len(needed) // 10, len(needed) * 9 // 10]]
    return _if_any(low), _if_any(high)


def _if_any(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _bands(base: Sequence[float], amounts: FloatArray) -> tuple[Band, ...]:
    low, high = np.quantile(amounts, (0.1, 0.9), axis=0)
    return tuple(
        _reaching(middle, float(least), float(most))
        for middle, least, most in zip(base, low, high, strict=True)
    )


def _halves(base: Sequence[float], amounts: FloatArray) -> tuple[Band, ...]:
    """From the first to the third quartile; the base may lie outside."""
    low, high = np.quantile(amounts, (0.25, 0.75), axis=0)
    return tuple(
        Band(low=float(least), base=middle, high=float(most))
        for middle, least, most in zip(base, low, high, strict=True)
    )


def _reaching(base: float, low: float, high: float) -> Band:
    return Band(low=min(base, low), base=base, high=max(base, high))
