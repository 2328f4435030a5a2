"""A scenario beside today over many draws of what is not known: bands, chances, drivers.

Today and every scenario run on the same draws (common random numbers), so that a difference holds
only what the scenario changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from workbench.evidence.assumptions import Register
from workbench.headroom.centre import Figures, figures
from workbench.headroom.draws import SEED, Draws, draw
from workbench.headroom.drivers import Driver, drivers
from workbench.headroom.erlang import Floats
from workbench.headroom.intraday import FLAT, Intervals, default_profile
from workbench.headroom.journey import Journey, travel
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.plan import Plan
from workbench.headroom.policy import Policy, policy, today_policy, tried
from workbench.headroom.scenario import Scenario
from workbench.headroom.worth import ROUNDING, Worth, beyond_rounding

# Kinds of day in paths of many draws: with intervals, nine would take three times as long.
KINDS_IN_PATHS, KINDS_OF_FLAT_DAYS = 3, 9
ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """P10, P50 and P90 of a figure over the draws: numbers, or one entry for each week."""

    low: Floats
    middle: Floats
    high: Floats


def band(values: Floats) -> Band:
    """The band over the draws, which are the last axis."""
    low, middle, high = np.quantile(values, ENDS, axis=-1)
    return Band(low, middle, high)


@dataclass(frozen=True, slots=True, eq=False)
class Uncertain:
    """Steady states of today and of a scenario for every draw."""

    draws: Draws
    figures: Figures
    today: Outcome
    scenario: Outcome

    def of(self, name: str) -> Band:
        """The band of a figure of `Outcome` under the scenario."""
        return band(np.asarray(getattr(self.scenario, name)))

    def change(self, name: str) -> Floats:
        """A figure of `Outcome` under the scenario less today, one entry per draw."""
        change: Floats = np.subtract(getattr(self.scenario, name), getattr(self.today, name))
        return change

    def change_of(self, name: str) -> Band:
        """The band of that difference."""
        return band(self.change(name))

    @property
    def fewer_seats(self) -> float:
        """The share of the draws in which the scenario has fewer seats than today.

        An occupancy target takes seats away where today's occupancy is already below it.
        """
        fewer = self.change("seats") < -ROUNDING * np.asarray(self.today.seats)
        return float(np.broadcast_to(fewer, (self.draws.count,)).mean())

    @property
    def worth(self) -> Worth:
        """What an avoided unresolved contact would have to be worth, by a year's figures."""
        return Worth(
            beyond_rounding(self.change("cost_per_year"), self.today.cost_per_year),
            -beyond_rounding(self.change("unresolved_per_year"), self.today.unresolved_per_year),
        )

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """What it hangs on whether the scenario pays: measure the first first.

        Of the net benefit at the value at which every second draw pays; of the cost alone where
        there is no such value.
        """
        return _drivers_of_worth(self.draws, self.worth)


@dataclass(frozen=True, slots=True, eq=False)
class WeeklyFan:
    """Paths of today's policy and of a scenario for every draw, week by week.

    Every array of the two journeys is weeks × draws. `middle_today` and `middle_scenario` are the
    paths at the P50 of every assumption.
    """

    draws: Draws
    plan: Plan
    today: Journey
    scenario: Journey
    middle_today: Journey
    middle_scenario: Journey

    def of(self, name: str) -> Band:
        """The band of a figure of `Journey` under the scenario, week by week."""
        return band(getattr(self.scenario, name))

    def change_of(self, name: str) -> Band:
        """The band of the scenario less today, week by week."""
        return band(getattr(self.scenario, name) - getattr(self.today, name))

    def in_all(self, name: str) -> Floats:
        """The scenario less today, summed over all weeks: one entry per draw."""
        total: Floats = (getattr(self.scenario, name) - getattr(self.today, name)).sum(axis=0)
        return total

    @property
    def worth(self) -> Worth:
        """What an avoided unresolved contact would have to be worth, over all the weeks."""
        return Worth(
            beyond_rounding(self.in_all("cost"), self.today.cost.sum(axis=0)),
            -beyond_rounding(self.in_all("unresolved"), self.today.unresolved.sum(axis=0)),
        )

    @property
    def drivers(self) -> tuple[Driver, ...]:
        """What it hangs on whether the scenario pays over all the weeks."""
        return _drivers_of_worth(self.draws, self.worth)


def uncertain(
    register: Register,
    scenario: Scenario,
    count: int = 400,
    seed: int = SEED,
    day: Intervals = FLAT,
) -> Uncertain:
    """Today and a scenario in steady state, for draws of every assumption.

    The scenario's overrides move the ranges with their values. Raises ValueError for a lever or a
    figure that is not accepted.
    """
    held = tried(register, scenario)
    drawn = draw(held, count, seed)
    cases = drawn.figures(held, day=day)
    now, then = _policies(cases, scenario)
    return Uncertain(drawn, cases, evaluate(cases, now), evaluate(cases, then))


def weekly(
    register: Register,
    scenario: Scenario,
    plan: Plan | None = None,
    count: int = 200,
    seed: int = SEED,
    day: Intervals | None = None,
    told: Callable[[float], None] | None = None,
) -> WeeklyFan:
    """The weekly paths of today's policy and of a scenario, for draws of every assumption.

    `plan` is the scenario's where None; the shock and the season in it befall today's policy too.
    `day` is five representative intervals of the default profile where None. `told` is called now
    and then with the share that is done. Raises ValueError for a lever or a figure that is not
    accepted.
    """
    held = tried(register, scenario)
    plan = plan or scenario.plan
    parts = default_profile().representative() if day is None else day
    kinds = KINDS_IN_PATHS if parts.volume.size > 1 else KINDS_OF_FLAT_DAYS
    drawn = draw(held, count, seed)

    def both(
        cases: Figures, news: Callable[[float], None] | None = None
    ) -> tuple[Journey, Journey]:
        now, then = _policies(cases, scenario)
        return _todays_path(cases, now, plan), travel(cases, then, plan, told=news)

    middle_today, middle_with = both(figures(held, day=parts, kinds_of_day=kinds))
    today, with_it = both(drawn.figures(held, day=parts, kinds_of_day=kinds), told)
    return WeeklyFan(drawn, plan, today, with_it, middle_today, middle_with)


def _todays_path(cases: Figures, now: Policy, plan: Plan) -> Journey:
    """Today's policy week by week: always the same week, unless the plan changes its demand.

    Limits on hiring are left out of it: they delay a change, they do not shrink today's centre.
    """
    free = plan.model_copy(update={"hiring_cap": None, "class_size": 0.0})
    if plan.shock is not None or plan.season is not None:
        return travel(cases, now, free)
    one = travel(cases, now, free.model_copy(update={"weeks": 1}))
    repeated: dict[str, Any] = {
        field.name: np.broadcast_to(value, (plan.weeks, *value.shape[1:]))
        for field in fields(one)
        if isinstance(value := getattr(one, field.name), np.ndarray)
    }
    return replace(one, **repeated | {"week": np.arange(float(plan.weeks))})


def _policies(cases: Figures, scenario: Scenario) -> tuple[Policy, Policy]:
    """Today's policy under the scenario's links, and the scenario's."""
    then = policy(cases, scenario)
    return today_policy(cases, then.evidence), then


def _drivers_of_worth(drawn: Draws, worth: Worth) -> tuple[Driver, ...]:
    value = worth.value_for(0.5)
    result = -worth.cost if value is None else worth.net_benefit(value)
    values: Mapping[str, Floats] = drawn.values
    return drivers(values, result)
