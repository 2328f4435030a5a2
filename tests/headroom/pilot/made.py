"""Plans, lots and results for the tests of the pilot."""

from typing import Any

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.assignment import Assignment, assign, assigned_schedule
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, suggested_plan
from workbench.headroom.pilot.results import TeamPeriod


def a_plan(outcome: PilotOutcome = PilotOutcome.SATISFACTION, **changes: Any) -> PilotPlan:
    """The suggested plan, with some things other."""
    return PilotPlan.model_validate(suggested_plan(outcome).model_dump() | changes)


def a_lot(plan: PilotPlan, seed: int = 7) -> Assignment:
    return assign(plan, [f"Team {n}" for n in range(1, plan.teams + 1)], seed)


def cells(lot: Assignment, results: Floats, answers: Floats | float) -> tuple[TeamPeriod, ...]:
    """Results as they are put in; without answers a cell is left out."""
    given = np.broadcast_to(answers, results.shape)
    return tuple(
        TeamPeriod(team=team, period=period + 1, answers=given[row, period], result=result)
        for row, team in enumerate(lot.teams)
        for period, result in enumerate(results[row])
        if given[row, period] > 0
    )


def simulated(plan: PilotPlan, lot: Assignment, effect: float, rng: np.random.Generator) -> Floats:
    """Results of a pilot as the plan says they come about, with a change from period to period."""
    schedule, variances = assigned_schedule(plan, lot), plan.variances
    noise = np.sqrt(variances.team_period + variances.sampling(plan.answers))
    found: Floats = (
        plan.before
        + rng.normal(0, 0.02, plan.periods)
        + rng.normal(0, np.sqrt(variances.team), (plan.teams, 1))
        + rng.normal(0, noise, schedule.shape)
        + effect * schedule
    )
    return found
