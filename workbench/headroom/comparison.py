"""A scenario beside today: what differs, and how far the figures behind it let one tell."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from workbench.evidence.assumptions import Register
from workbench.headroom.centre import Behaviour, Centre, Figures, figures
from workbench.headroom.erlang import Floats
from workbench.headroom.outcome import Outcome, evaluate
from workbench.headroom.policy import Policy, policy, today_policy
from workbench.headroom.scenario import Scenario
from workbench.headroom.scorecard import Number

# What a scenario decides is not an unknown.
DECIDED = {"strictness", "off_phone_time"}
NOT_COMPARED = {"notes", "p90_wait"}
# Less than this part of a figure is rounding of the search for a steady state.
ROUNDING = 1e-7


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure under the scenario less the same today, with its range and what widens it.

    The ends combine what each assumption alone does between its P10 and its P90 as if the
    assumptions were independent: the root of the sum of the squared swings to either side
    (JCGM 100:2008, Guide to the expression of uncertainty in measurement, 5.1). `drivers` are the
    assumptions by id, the widest swing first.
    """

    low: float
    base: float
    high: float
    drivers: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether nothing differs, whatever the assumptions."""
        return self.low == self.high == 0

    def beyond(self, least: float) -> bool:
        """Whether the range lies on one side of zero, by more than `least`."""
        return self.low > least or self.high < -least


@dataclass(frozen=True, slots=True)
class Baseline:
    """Today, at the P50 of every assumption and with each one alone at its P10 and its P90."""

    figures: Figures
    today: Outcome
    moving: tuple[str, ...]
    cases: Figures
    today_cases: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """Today and a scenario under the same figures; `differences` by the names of `Outcome`."""

    figures: Figures
    policy: Policy
    today: Outcome
    scenario: Outcome
    differences: Mapping[str, Difference]

    @property
    def as_today(self) -> bool:
        """Whether the scenario's levers stand where today's do."""
        now, then = today_policy(self.figures), self.policy
        return replace(now, evidence=then.evidence) == then

    @property
    def unchanged(self) -> bool:
        """Whether nothing comes out differently from today."""
        return all(difference.none for difference in self.differences.values())


def baseline(register: Register) -> Baseline:
    """Today under a register, with what its ranges make of it.

    Raises ValueError when a figure is not accepted.
    """
    moving = moving_assumptions(register)
    now, cases = figures(register), _one_at_a_time(register, moving)
    return Baseline(
        figures=now,
        today=evaluate(now, long_waits=True),
        moving=moving,
        cases=cases,
        today_cases=evaluate(cases),
    )


def compare(today: Baseline, scenario: Scenario) -> Comparison:
    """A scenario beside today; today's register holds the figures that the scenario tries out.

    Raises ValueError when a lever is not accepted.
    """
    changed = policy(today.figures, scenario)
    cases = evaluate(today.cases, policy(today.cases, scenario))
    return Comparison(
        figures=today.figures,
        policy=changed,
        today=today.today,
        scenario=evaluate(today.figures, changed, long_waits=True),
        differences={
            field.name: _difference(
                getattr(cases, field.name), getattr(today.today_cases, field.name), today.moving
            )
            for field in fields(Outcome)
            if field.name not in NOT_COMPARED
        },
    )


def moving_assumptions(register: Register) -> tuple[str, ...]:
    """The assumptions of the model that have a range, and are not levers of a scenario."""
    ids = (field.name for field in (*fields(Centre), *fields(Behaviour)))
    return tuple(key for key in ids if key not in DECIDED and register[key].p10 < register[key].p90)


def _one_at_a_time(register: Register, moving: tuple[str, ...]) -> Figures:
    """The base (case 0), then each assumption alone at its P10 and at its P90."""
    values: dict[str, Number] = {}
    for position, key in enumerate(moving):
        cases = np.full(1 + 2 * len(moving), register.value(key))
        cases[1 + 2 * position : 3 + 2 * position] = register[key].p10, register[key].p90
        values[key] = cases
    return figures(register, values)


def _difference(scenario: Number, today: Number, moving: tuple[str, ...]) -> Difference:
    cases: Floats = np.atleast_1d(np.asarray(scenario, dtype=float) - np.asarray(today))
    small = ROUNDING * np.maximum(np.abs(scenario), np.abs(today))
    cases = np.where(np.abs(cases) <= small, 0.0, cases)
    base = float(cases[0])
    ends = cases[1:].reshape(-1, 2) - base
    down = np.minimum(ends.min(axis=1, initial=0.0), 0.0)
    up = np.maximum(ends.max(axis=1, initial=0.0), 0.0)
    widths = np.abs(ends).max(axis=1, initial=0.0)
    order = np.argsort(-widths, kind="stable")
    return Difference(
        low=base - float(np.linalg.norm(down)),
        base=base,
        high=base + float(np.linalg.norm(up)),
        drivers=tuple(moving[place] for place in order if widths[place] > 0),
    )
