"""Who changes when, by lot, from a seed that is stored before the pilot begins."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from workbench.frozen import Frozen
from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.pilot.schedules import Design, even_waves
from workbench.workshop.title import Title

# Keeps the lots that are drawn to judge a result apart from the one that was drawn to assign.
REDRAWN = 1
ROUNDING = 1e-9
# So many ways that every chance of a false alarm is possible.
MANY_WAYS = 10**8


class Assignment(Frozen):
    """The units of a pilot and the lot that was drawn for them.

    The same plan, number of units and seed give the same lot on every machine (PCG64), so that
    anybody can check that it was drawn and not chosen.
    """

    teams: tuple[Title, ...] = Field(min_length=1)
    seed: int = Field(ge=0, le=2**53)

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        folded = [team.casefold() for team in self.teams]
        twice = [team for team in self.teams if folded.count(team.casefold()) > 1]
        if twice:
            raise ValueError(f"{twice[0]} is there twice; accepted: each name once")
        return self


def assign(plan: PilotPlan, names: Sequence[str], seed: int) -> Assignment:
    """The lot of this seed for these units, in their order.

    Raises ValueError when there are more or fewer names than units, or a name is there twice.
    """
    told = tuple(" ".join(name.split()) for name in names)
    if len(told) != plan.teams:
        raise ValueError(
            f"there are {len(told)} names for {plan.teams} {plan.unit}s; accepted: one for each"
        )
    return Assignment(teams=told, seed=seed)


def assigned_schedule(plan: PilotPlan, assignment: Assignment) -> Floats:
    """Who works under the new rules when, in the order of the assignment's teams."""
    return _drawn(plan, np.random.default_rng(np.random.SeedSequence([assignment.seed])))


def ways_to_assign(plan: PilotPlan) -> int:
    """In how many different ways the lot can fall; no p-value is below one over it."""
    if plan.design is Design.STEPPED_WEDGE:
        ways = math.factorial(plan.teams)
        for size in even_waves(plan.teams, plan.waves):
            ways //= math.factorial(size)
        return ways
    if plan.design is Design.PARALLEL:
        return math.comb(plan.teams, plan.teams // 2)
    each_pair = sum(math.comb(plan.teams, size) for size in _halves(plan.teams))
    return int(each_pair ** (plan.periods // 2))


def attainable_alpha(plan: PilotPlan) -> float:
    """The largest chance of a false alarm up to the plan's that the lot makes possible.

    A two-sided p-value is a multiple of two over the number of ways; 0 when none is small enough.
    """
    ways = ways_to_assign(plan)
    if ways > MANY_WAYS:
        return plan.alpha
    step = 2 / ways
    return min(plan.alpha, math.floor(plan.alpha / step + ROUNDING) * step)


def other_schedules(plan: PilotPlan, most: int, seed: int) -> tuple[Floats, bool]:
    """Schedules that the lot could have given, draws × teams × periods, and whether they are all.

    All of them when there are at most `most`; else `most` drawn from another stream than that of
    the assignment.
    """
    if ways_to_assign(plan) <= most:
        return np.array(list(_every(plan))), True
    rng = np.random.default_rng(np.random.SeedSequence([seed, REDRAWN]))
    return np.array([_drawn(plan, rng) for _ in range(most)]), False


def _drawn(plan: PilotPlan, rng: np.random.Generator) -> Floats:
    if plan.design is not Design.SWITCHBACK:
        return plan.schedule[rng.permutation(plan.teams)]
    pairs = []
    for _ in range(plan.periods // 2):
        first = (rng.permutation(plan.teams) < plan.teams / 2).astype(float)
        if plan.teams % 2 and rng.random() < 0.5:
            first = 1 - first
        pairs += [first, 1 - first]
    return np.column_stack(pairs)


def _every(plan: PilotPlan) -> Iterator[Floats]:
    if plan.design is Design.SWITCHBACK:
        halves = _first_halves(plan.teams)
        for chosen in product(halves, repeat=plan.periods // 2):
            yield np.column_stack([column for half in chosen for column in (half, 1 - half)])
        return
    rows, counts = np.unique(plan.schedule, axis=0, return_counts=True)
    for places in _orders(tuple(range(plan.teams)), [int(count) for count in counts]):
        yield rows[list(places)]


def _orders(free: tuple[int, ...], counts: list[int]) -> Iterator[list[int]]:
    """For every way to hand out rows so many times each, the row of each team."""
    for chosen in combinations(free, counts[0]):
        rest = tuple(team for team in free if team not in chosen)
        if not rest:
            yield [0] * len(free)
            continue
        for order in _orders(rest, counts[1:]):
            told = dict(zip(rest, order, strict=True))
            yield [0 if team in chosen else 1 + told[team] for team in free]


def _halves(teams: int) -> list[int]:
    """How many of the teams are first; of an odd number one more or one less."""
    return sorted({teams // 2, teams - teams // 2})


def _first_halves(teams: int) -> list[Floats]:
    """Every way in which half of the teams are first."""
    return [
        np.isin(np.arange(teams), chosen).astype(float)
        for size in _halves(teams)
        for chosen in combinations(range(teams), size)
    ]
