"""What the pilot measured: the result of every team in every period."""

from typing import NamedTuple

import numpy as np
from pydantic import Field

from workbench.frozen import Frozen
from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.assignment import Assignment
from workbench.headroom.pilot.plan import PilotPlan
from workbench.workshop.title import Title


class TeamPeriod(Frozen):
    """The result of a team in a period, counted from 1.

    `answers` is what it rests on; `result` a share from 0 to 1, or a mean in points of the scale.
    """

    team: Title
    period: int = Field(ge=1)
    answers: float = Field(gt=0, le=1e9)
    result: float = Field(allow_inf_nan=False)


class Grid(NamedTuple):
    """Results and the answers behind them, teams × periods in the order of the assignment.

    Where nothing was measured there are no answers, and the result is 0.
    """

    results: Floats
    answers: Floats

    @property
    def missing(self) -> int:
        """How many teams × periods were not measured."""
        return int((self.answers == 0).sum())


def grid(plan: PilotPlan, assignment: Assignment, measured: tuple[TeamPeriod, ...]) -> Grid:
    """The results in rows and columns.

    Raises ValueError for a team or period that is not in the plan, or one that is there twice.
    """
    places = {team.casefold(): place for place, team in enumerate(assignment.teams)}
    results, answers = np.zeros((2, len(assignment.teams), plan.periods))
    for cell in measured:
        place = places.get(cell.team.casefold())
        if place is None:
            raise ValueError(f"{cell.team} is not in the pilot; accepted: the {plan.unit}s of it")
        if cell.period > plan.periods:
            raise ValueError(f"there is no period {cell.period}; accepted: 1 to {plan.periods}")
        if answers[place, cell.period - 1]:
            raise ValueError(f"{cell.team} has two results in period {cell.period}; accepted: one")
        results[place, cell.period - 1] = cell.result
        answers[place, cell.period - 1] = cell.answers
    return Grid(results, answers)
