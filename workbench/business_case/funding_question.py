"""The portfolio as a question to the solver, asked again and again with one thing changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.business_case.bids import Bid, Funding
from workbench.business_case.decision import Limit, Missed, Positions, Step
from workbench.business_case.portfolio import (
    ENUMERATED,
    Pairs,
    best_portfolio,
    fitting,
    subset_sums,
)
from workbench.business_case.portfolio_defaults import portfolio_defaults
from workbench.business_case.project import Project, Projects, alternatives

FloatArray = NDArray[np.float64]

_ROUNDING = 1e-9
_MOST_WORK = 1e8
_MOST_TRIALS = 1000
# Above the reach of enumeration each question is one run of the solver.
_SOLVED_TRIALS, _SOLVED_STEPS, _SOLVED_MISSED = 50, 10, 3
# What only counts or draws a line need not be the best to the last digit.
_SOLVED_GAP = 0.005


@dataclass(frozen=True)
class FundingQuestion:
    """The projects and the funding, as the solver sees them."""

    projects: Projects
    funding: Funding

    @cached_property
    def worth(self) -> FloatArray:
        """The value of each project."""
        return np.array([line.npv for line in self.projects.lines])

    @property
    def enumerable(self) -> bool:
        """Whether every selection is looked at, instead of asking the solver."""
        return len(self.worth) <= ENUMERATED

    @cached_property
    def places(self) -> tuple[tuple[int, bool], ...]:
        """The limits that there are: years of money, then years of people."""
        return tuple(
            (year, people)
            for people, limits in ((False, self.funding.money), (True, self.funding.people_months))
            for year, limit in enumerate(limits)
            if limit is not None
        )

    @cached_property
    def outlays(self) -> FloatArray:
        """What each project takes of each limit."""
        lines = self.projects.lines
        rows = [
            [line.people[year] if people else line.spend[year] for line in lines]
            for year, people in self.places
        ]
        return np.array(rows).reshape(len(rows), len(lines))

    @cached_property
    def limits(self) -> FloatArray:
        """How much there is of each."""
        given = (self.funding.people_months if p else self.funding.money for _, p in self.places)
        return np.array(
            [limits[year] for limits, (year, _) in zip(given, self.places, strict=True)],
            dtype=float,
        )

    @cached_property
    def pairs(self) -> tuple[Pairs, Pairs]:
        """What requires and what excludes what, by position."""
        bids: Sequence[Bid] = [line.bid for line in self.projects.lines]
        at = {bid.name: place for place, bid in enumerate(bids)}
        requires = tuple(
            (place, at[name])
            for place, bid in enumerate(bids)
            for name in bid.requires
            if name in at
        )
        named = [(b.name, n) for b in bids for n in b.excludes if n in at]
        both = {tuple(sorted((at[one], at[two]))) for one, two in (*named, *alternatives(bids))}
        return requires, tuple(sorted((first, second) for first, second in both))

    @cached_property
    def fixed(self) -> tuple[FloatArray, FloatArray]:
        """Two more limits: nothing of what has a problem, all of what is mandatory."""
        lines = self.projects.lines
        out = np.array([float(bool(line.problem)) for line in lines])
        must = np.array([float(line.bid.mandatory and not line.problem) for line in lines])
        return np.stack([out, -must]), np.array([0.0, -must.sum()])

    def solve(
        self,
        worth: FloatArray,
        limits: FloatArray,
        also: int | None = None,
        gap: float = 0.0,
    ) -> Positions | None:
        """The best selection, `None` when there is none; `also` is a project that must be in."""
        rows, ends = self.fixed
        outlays, budgets = [self.outlays, rows], [limits, ends]
        if also is not None:
            outlays.append(-np.eye(len(worth))[[also]])
            budgets.append(np.array([-1.0]))
        requires, excludes = self.pairs
        try:
            return best_portfolio(
                worth, np.vstack(outlays), np.concatenate(budgets), requires, excludes, gap=gap
            ).selected
        except ValueError:
            return None

    def best(self) -> Positions:
        """What to fund; raises ValueError when what is mandatory does not fit."""
        if not len(self.worth):
            return ()
        found = self.solve(self.worth, self.limits)
        if found is None:
            raise ValueError(self.why_nothing_fits())
        return found

    def why_nothing_fits(self) -> str:
        """Which limit is too small for what is mandatory."""
        lines = self.projects.lines
        must = [place for place, line in enumerate(lines) if line.bid.mandatory]
        names = ", ".join(lines[place].name for place in must)
        for (year, people), row, limit in zip(self.places, self.outlays, self.limits, strict=True):
            if row[must].sum() > limit * (1 + _ROUNDING):
                what = "people-months" if people else "of the budget"
                return (
                    f"what is mandatory ({names}) needs {row[must].sum():,.0f} {what} in year "
                    f"{year + 1}, and there are {limit:,.0f}"
                )
        return f"what is mandatory ({names}) cannot be funded together with what it requires"

    def value(self, selected: Positions) -> float:
        """What a selection is worth."""
        return float(self.worth[list(selected)].sum())

    def used(self, selected: Positions) -> FloatArray:
        """What a selection takes of each limit."""
        used: FloatArray = self.outlays[:, list(selected)].sum(axis=1)
        return used

    def limits_used(self, selected: Positions) -> tuple[Limit, ...]:
        """Each limit, how much of it is used, and what a tenth more would add."""
        more = portfolio_defaults().limits.more.value
        used, found = self.used(selected), []
        for place, (year, people) in enumerate(self.places):
            larger = self.limits.copy()
            larger[place] *= 1 + more
            richer = self.solve(self.worth, larger) if len(self.worth) else ()
            gain = self.value(richer or ()) - self.value(selected)
            found.append(
                Limit(
                    year=year,
                    people=people,
                    limit=float(self.limits[place]),
                    used=float(used[place]),
                    gain=max(0.0, gain) if gain > self.rounding else 0.0,
                )
            )
        return tuple(found)

    @cached_property
    def rounding(self) -> float:
        """A difference of values that is none."""
        return _ROUNDING * max(1.0, float(np.abs(self.worth).max(initial=0.0)))

    def missed(self, selected: Positions) -> tuple[Missed, ...]:
        """What is not funded, in the order of the projects."""
        lines = self.projects.lines
        rest = [place for place in range(len(lines)) if place not in selected]
        fundable = [place for place in rest if not lines[place].problem]
        if not self.enumerable:
            # By value per spend: the best of them are those that can have missed narrowly.
            fundable = sorted(fundable, key=lambda place: -by_value(lines[place]))[:_SOLVED_MISSED]
        return tuple(
            self.why(place, selected) if place in fundable else Missed(position=place, gap=None)
            for place in rest
        )

    def why(self, place: int, selected: Positions) -> Missed:
        """Why one project is not funded, by funding it all the same."""
        forced = self.with_it(place)
        gap = None if forced is None else max(0.0, self.value(selected) - self.value(forced))
        requires, excludes = self.pairs
        group = {place}
        while more := {need for one, need in requires if one in group} - group:
            group |= more
        together = [*selected, *(group - set(selected))]
        over = self.used(tuple(together)) - self.limits
        slack = _ROUNDING * np.maximum(1.0, np.abs(self.limits))
        clash = [
            other
            for pair in excludes
            for one, other in (pair, pair[::-1])
            if one == place and other in selected
        ]
        return Missed(
            position=place,
            gap=gap,
            instead=tuple(other for other in selected if other not in (forced or selected)),
            short=tuple((int(at), float(over[at])) for at in np.flatnonzero(over > slack)),
            excluded_by=clash[0] if clash else None,
        )

    def with_it(self, place: int) -> Positions | None:
        """The best selection that one project is in; `None` when there is none."""
        if not self.enumerable:
            return self.solve(self.worth, self.limits, also=place)
        numbers, bit = self.possible, np.arange(len(self.worth))[::-1]
        within = numbers[(numbers >> bit[place] & 1).astype(bool)]
        if not len(within):
            return None
        found = within[subset_sums(self.worth)[within].argmax()]
        return tuple(int(one) for one in np.flatnonzero(found >> bit & 1))

    @cached_property
    def possible(self) -> NDArray[np.intp]:
        """The numbers of all selections that meet everything, for few projects."""
        rows, ends = self.fixed
        outlays, limits = np.vstack([self.outlays, rows]), np.concatenate([self.limits, ends])
        slack = _ROUNDING * np.maximum(np.abs(limits), np.abs(outlays).sum(axis=1))
        return np.flatnonzero(fitting(outlays, limits + slack, *self.pairs))

    def ranked(self) -> Positions:
        """One after the other by value per spend, the mandatory first, each if it still fits."""
        lines = self.projects.lines
        requires, excludes = self.pairs
        chosen: set[int] = set()

        def take(place: int) -> None:
            group, waiting = set(chosen), [place]
            while waiting:
                one = waiting.pop()
                if one not in group:
                    group.add(one)
                    waiting += [need for needing, need in requires if needing == one]
            fits = self.used(tuple(group)) <= self.limits * (1 + _ROUNDING) + _ROUNDING
            clean = not any(one in group and two in group for one, two in excludes)
            if fits.all() and clean and not any(lines[one].problem for one in group):
                chosen.update(group)

        ranks = sorted(
            range(len(lines)),
            key=lambda place: (not lines[place].bid.mandatory, -by_value(lines[place])),
        )
        for place in ranks:
            if lines[place].npv > 0 or lines[place].bid.mandatory:
                take(place)
        return tuple(sorted(chosen))

    @cached_property
    def money_rows(self) -> list[int]:
        """Which limits are money."""
        return [place for place, (_, people) in enumerate(self.places) if not people]

    def frontier(self) -> tuple[Step, ...]:
        """The best value for every budget, all years together in today's proportion."""
        total = self.funding.total
        if not total or not len(self.worth):
            return ()
        return tuple(self.every_step(total) if self.enumerable else self.some_steps(total))

    def every_step(self, total: float) -> list[Step]:
        """All steps, from every selection that the other limits allow."""
        people = [place for place in range(len(self.places)) if place not in self.money_rows]
        rows, ends = self.fixed
        requires, excludes = self.pairs
        outlays = np.vstack([self.outlays[people], rows])
        limits = np.concatenate([self.limits[people], ends])
        slack = _ROUNDING * np.maximum(np.abs(limits), np.abs(outlays).sum(axis=1))
        numbers = np.flatnonzero(fitting(outlays, limits + slack, requires, excludes))
        if not len(numbers):
            return []
        share = np.zeros(len(numbers))
        for place in self.money_rows:
            spent, limit = subset_sums(self.outlays[place])[numbers], self.limits[place]
            with np.errstate(divide="ignore", invalid="ignore"):
                needed = np.where(spent > self.rounding, spent / limit, 0.0)
            share = np.maximum(share, needed)
        value = subset_sums(self.worth)[numbers]
        order = np.lexsort((-value, share))
        numbers, share, value = numbers[order], share[order], value[order]
        best = np.maximum.accumulate(np.concatenate([[-np.inf], value[:-1]]))
        better = (value > best + self.rounding) & np.isfinite(share)
        bit = np.arange(len(self.worth))[::-1]
        return [
            Step(
                share=float(share[at]),
                money=float(share[at]) * total,
                value=float(value[at]),
                selected=tuple(int(p) for p in np.flatnonzero(numbers[at] >> bit & 1)),
            )
            for at in np.flatnonzero(better)
        ]

    def some_steps(self, total: float) -> list[Step]:
        """Some steps, up to twice the budget."""
        found: list[Step] = []
        for share in np.linspace(0.0, 2.0, _SOLVED_STEPS + 1):
            limits = self.limits.copy()
            limits[self.money_rows] *= share
            selected = self.solve(self.worth, limits, gap=_SOLVED_GAP)
            if selected is not None and (
                not found or self.value(selected) > found[-1].value + self.rounding
            ):
                found.append(
                    Step(
                        share=float(share),
                        money=float(share) * total,
                        value=self.value(selected),
                        selected=selected,
                    )
                )
        return found

    def chances(self, selected: Positions) -> tuple[tuple[float, ...], int]:
        """How often each project is in the best portfolio when values are those of a trial."""
        count = len(self.worth)
        if not count:
            return (), 0
        if not self.enumerable:
            step = max(1, len(self.projects.trials) // _SOLVED_TRIALS)
            drawn = self.projects.trials[::step][:_SOLVED_TRIALS]
            best = [self.solve(row, self.limits, gap=_SOLVED_GAP) or selected for row in drawn]
            hits = np.array([[place in one for place in range(count)] for one in best])
            return tuple(hits.mean(axis=0).tolist()), len(drawn)
        numbers = self.possible
        bit = np.arange(count)[::-1]
        picks = (numbers[:, None] >> bit & 1).astype(float)
        trials = int(min(_MOST_TRIALS, max(100, _MOST_WORK / (len(numbers) * count))))
        step = max(1, len(self.projects.trials) // trials)
        drawn = self.projects.trials[::step][:trials]
        won = _best_rows(picks, drawn)
        return tuple(picks[won].mean(axis=0).tolist()), len(drawn)


def _best_rows(picks: FloatArray, drawn: FloatArray) -> NDArray[np.intp]:
    """The row of `picks` (selections x projects) that is worth most in each trial."""
    found = np.zeros(len(drawn), dtype=np.intp)
    highest = np.full(len(drawn), -np.inf)
    for begin in range(0, len(picks), 16_384):
        worth = drawn @ picks[begin : begin + 16_384].T
        at = worth.argmax(axis=1)
        top = worth[np.arange(len(drawn)), at]
        found = np.where(top > highest, begin + at, found)
        highest = np.maximum(top, highest)
    return found


def by_value(line: Project) -> float:
    """Value per limited spend; what spends nothing comes first when it is worth something."""
    if line.per_spend is not None:
        return line.per_spend
    return float("inf") if line.npv > 0 else float("-inf")
