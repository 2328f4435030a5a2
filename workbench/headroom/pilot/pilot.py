"""A pilot from its plan to its result, as one value that is stored with the workshop."""

from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from workbench.frozen import Frozen
from workbench.headroom.pilot.assignment import Assignment
from workbench.headroom.pilot.plan import MOST_RESULTS, PilotPlan
from workbench.headroom.pilot.results import TeamPeriod, grid

VERSION: Literal[1] = 1


class Pilot(Frozen):
    """The plan, the lot once it is drawn, and the results once they are in.

    `source` says which file the results came from.
    """

    version: Literal[1] = VERSION
    plan: PilotPlan
    assignment: Assignment | None = None
    results: tuple[TeamPeriod, ...] = Field(default=(), max_length=MOST_RESULTS)
    source: str = Field(default="", max_length=300)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        lot = self.assignment
        if lot is not None and len(lot.teams) != self.plan.teams:
            raise ValueError(
                f"the lot is for {len(lot.teams)} and the plan for {self.plan.teams} "
                f"{self.plan.unit}s; accepted: the same number"
            )
        if self.results:
            if lot is None:
                raise ValueError("there are results without a lot; accepted: first the lot")
            grid(self.plan, lot, self.results)
        return self


def read_pilot(content: object) -> Pilot:
    """A pilot from its stored document. Raises ValueError naming the first field that is wrong."""
    try:
        return Pilot.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "pilot"
        raise ValueError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from None
