"""What a plan can see, and what it would take to see more."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import ValidationError

from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.assignment import attainable_alpha, ways_to_assign
from workbench.headroom.pilot.plan import MOST_RESULTS, MOST_TEAMS, PilotOutcome, PilotPlan, Unit
from workbench.headroom.pilot.power import (
    baseline_factor,
    design_effect,
    persons_for_shares,
    persons_for_t_test,
    power_at,
    reach,
)
from workbench.headroom.pilot.precision import effect_variance
from workbench.headroom.pilot.schedules import Design


@dataclass(frozen=True, slots=True)
class Sizing:
    """What a plan amounts to.

    `error` is the standard error of the effect and `detectable` the smallest effect that is seen
    with the plan's power, both in the unit of the outcome (a share as a share); infinite when the
    lot can fall in too few ways. `teams_needed` is for the plan's smallest effect: None where there
    is none, or as many teams as a plan can have would not do.
    """

    error: float
    detectable: float
    teams_needed: int | None

    def sees(self, plan: PilotPlan) -> bool:
        """Whether the plan sees the smallest effect that would matter."""
        return plan.smallest_effect is None or self.detectable <= plan.smallest_effect


def sizing(plan: PilotPlan) -> Sizing:
    """What the plan can see, by generalised least squares on means of teams and periods.

    The same model as the estimate will use (`precision`), with Student's t, and with the chance of
    a false alarm that the lot makes possible. Raises ValueError when the schedule cannot tell the
    effect from the periods.
    """
    error = _error(plan)
    return Sizing(error, _detectable(plan, error), teams_needed(plan))


def chance_to_notice(plan: PilotPlan, effects: Floats) -> Floats:
    """The chance that the plan sees effects of these sizes."""
    alpha = attainable_alpha(plan)
    return power_at(effects, _error(plan), alpha, plan.degrees) if alpha else np.zeros_like(effects)


def most_teams(plan: PilotPlan) -> int:
    """How many teams a plan of so many periods can have."""
    return min(MOST_TEAMS, MOST_RESULTS // plan.periods)


def teams_needed(plan: PilotPlan) -> int | None:
    """The fewest teams with which the plan's smallest effect is seen; None if it states none.

    All else is as planned; teams of a stepped wedge come in whole waves, others in pairs. None as
    well where as many as a plan can have would not do.
    """
    if plan.smallest_effect is None:
        return None
    step = plan.waves if plan.design is Design.STEPPED_WEDGE else 2
    few, many = 1, most_teams(plan) // step
    if not _enough(plan, many * step):
        return None
    while few < many:
        middle = (few + many) // 2
        few, many = (few, middle) if _enough(plan, middle * step) else (middle + 1, many)
    return few * step


def _enough(plan: PilotPlan, teams: int) -> bool:
    larger = plan.model_copy(update={"teams": teams})
    return _detectable(larger, _error(larger)) <= (plan.smallest_effect or 0.0)


def _error(plan: PilotPlan) -> float:
    return float(np.sqrt(effect_variance(plan.schedule, plan.variances, plan.answers)))


def _detectable(plan: PilotPlan, error: float) -> float:
    """Infinite when the lot has too few ways to fall for anything to be rarer than chance."""
    alpha = attainable_alpha(plan)
    return reach(alpha, plan.power, plan.degrees) * error if alpha else float("inf")


@dataclass(frozen=True, slots=True)
class Persons:
    """Persons per group to see an effect by one comparison of two groups.

    `alone` if persons were assigned one by one, `in_teams` when they come in teams, and
    `with_baseline` when the teams are measured before as well; not rounded.
    """

    alone: float
    in_teams: float
    with_baseline: float


def persons_per_group(plan: PilotPlan, effect: float) -> Persons:
    """Contacts, surveys or advisors per group for an improvement of the plan's outcome.

    Raises ValueError when the effect leads to no possible share.
    """
    if plan.outcome.is_share:
        after = plan.before + plan.outcome.better * effect
        alone = persons_for_shares(plan.before, after, plan.alpha, plan.power)
    else:
        alone = persons_for_t_test(effect / plan.spread, plan.alpha, plan.power)
    together = alone * design_effect(plan.answers, plan.icc, plan.size_cv)
    left = baseline_factor(plan.answers, plan.icc, plan.cac)
    return Persons(alone, together, together * left)


def what_helps(plan: PilotPlan) -> Mapping[str, float]:
    """The effect that is seen when one thing differs from the plan, by what differs.

    Only what is possible: the first is the plan itself.
    """
    tried: dict[str, dict[str, Any]] = {
        "As planned": {},
        f"Half as many {plan.unit}s": {"teams": plan.teams // 2},
        f"Twice as many {plan.unit}s": {"teams": 2 * plan.teams},
        "Twice as many answers": {"answers": 2 * plan.answers},
        "Half as many answers": {"answers": plan.answers / 2},
    }
    if plan.design is Design.PARALLEL:
        tried["No period before"] = {"periods_before": 0}
        tried["Two more periods before"] = {"periods_before": plan.periods_before + 2}
    if plan.design is Design.STEPPED_WEDGE:
        tried["Two more waves of fewer teams"] = {"waves": plan.waves + 2}
    else:
        tried["Two more periods after"] = {"periods_after": plan.periods_after + 2}
    tried["Teams half as alike (ICC)"] = {"icc": plan.icc / 2}
    tried["Teams twice as alike (ICC)"] = {"icc": min(0.9, 2 * plan.icc)}
    tried["Likeness that lasts (CAC 1)"] = {"cac": 1.0}
    tried["Likeness that fades (CAC 0.5)"] = {"cac": 0.5}
    found = {}
    for name, change in tried.items():
        try:
            changed = PilotPlan.model_validate(plan.model_dump() | change)
            found[name] = _detectable(changed, _error(changed))
        except (ValidationError, ValueError):
            continue
    return found


def effect_in_words(effect: float, outcome: PilotOutcome, sign: str = "") -> str:
    """An effect with its unit: "2.4 points", "0.30 points of the scale"; `sign` "+" shows it."""
    if not math.isfinite(effect):
        return "no change at all"
    size = 100 * effect if outcome.is_share else effect
    digits = f"{size:{sign}z.{1 if outcome.is_share else 2}f}".replace("-", "−")
    return f"{digits} points" if outcome.is_share else f"{digits} points of the scale"


def headline(plan: PilotPlan, found: Sizing) -> str:
    """What the plan can see, in one sentence for a board."""
    who = f"{plan.teams} {plan.unit}{'s' if plan.teams > 1 else ''}"
    begin = f"With {who} over {plan.weeks:g} weeks"
    if not math.isfinite(found.detectable):
        return f"{begin} no change could be told from chance"
    what = effect_in_words(found.detectable, plan.outcome)
    return f"{begin} you would notice a change of {what} or more"


def in_statistics(plan: PilotPlan, found: Sizing) -> str:
    """The same for a statistician."""
    kind = "a switchback" if plan.design is Design.SWITCHBACK else f"a {plan.design} design"
    units = "teams" if plan.unit is Unit.TEAM else "queues or sites"
    if not math.isfinite(found.detectable):
        return (
            f"The lot of {kind} can fall in {ways_to_assign(plan):,} ways, too few for a two-sided "
            f"false alarm of {plan.alpha:.1%}."
        )
    smallest = effect_in_words(found.detectable, plan.outcome)
    return (
        f"Minimum detectable effect of {kind}: {smallest} at {plan.power:.0%} power and a "
        f"two-sided false alarm of {attainable_alpha(plan):.1%}, standard error "
        f"{effect_in_words(found.error, plan.outcome)}, Student's t with {plan.degrees:g} degrees "
        f"of freedom. ICC {plan.icc:g}, cluster autocorrelation {plan.cac:g}, {plan.answers:g} "
        f"answers for each of the {units} a period, varying by {plan.size_cv:.0%}."
    )
