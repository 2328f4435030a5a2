"""What the pilot is about: its outcome, who changes when, and what the board would pay for it."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from workbench.frozen import Frozen
from workbench.headroom.erlang import Floats
from workbench.headroom.pilot.precision import Variances, of_a_share
from workbench.headroom.pilot.schedules import (
    Design,
    even_waves,
    parallel,
    stepped_wedge,
    switchback,
)
from workbench.headroom.rules import rules
from workbench.headroom.scenario import AssumptionId, Scenario
from workbench.workshop.title import Title

LONGEST_WEEKS = 156
# Two thousand lots of so many fit into a hundred megabytes.
MOST_RESULTS = 5000
MOST_TEAMS = 500
Finite = Annotated[float, Field(allow_inf_nan=False)]


class PilotOutcome(StrEnum):
    """What is measured to decide."""

    RESOLUTION = "first-contact resolution"
    SATISFACTION = "satisfied customers"
    BURNOUT = "burnout scale"
    ATTRITION = "advisors who leave"

    @property
    def is_share(self) -> bool:
        """Whether it is a share of contacts, customers or advisors; a scale otherwise."""
        return self is not PilotOutcome.BURNOUT

    @property
    def is_slow(self) -> bool:
        """Whether it is about advisors and takes months to answer."""
        return self in (PilotOutcome.BURNOUT, PilotOutcome.ATTRITION)

    @property
    def better(self) -> int:
        """1 where more is better, -1 where less is."""
        return -1 if self.is_slow else 1

    @property
    def counted(self) -> str:
        """What is counted of a team in a period."""
        return COUNTED[self]

    @property
    def gained(self) -> str:
        """What one more of an improvement is, of a share."""
        return GAINED[self]


COUNTED = {
    PilotOutcome.RESOLUTION: "contacts whose first attempt the team took",
    PilotOutcome.SATISFACTION: "answered surveys about contacts that the team took",
    PilotOutcome.BURNOUT: "advisors who fill in the scale",
    PilotOutcome.ATTRITION: "advisors employed at the start of the period",
}
GAINED = {
    PilotOutcome.RESOLUTION: "contact resolved at once",
    PilotOutcome.SATISFACTION: "satisfied customer",
    PilotOutcome.BURNOUT: "point of the scale less, for one advisor",
    PilotOutcome.ATTRITION: "advisor who stays",
}


class Unit(StrEnum):
    """What is assigned by lot."""

    TEAM = "team"
    QUEUE = "queue"


class PilotPlan(Frozen):
    """Everything that is decided before the pilot begins.

    `teams` is the number of units assigned by lot: teams, or whole queues or sites. `answers` is
    how many contacts, surveys or advisors are counted of one of them in one period. `before` is the
    share before the pilot; `spread` takes its place for a scale, the standard deviation between
    advisors in points of the scale. `waves` is for a stepped wedge, `periods_before` for a parallel
    design, `periods_after` for it and a switchback, which has no other periods.

    `smallest_effect` is the improvement that would matter, a share as a share (0.03) or points of
    the scale. The board pays `value_per_unit` for each one more of the outcome, of `units_per_year`
    in all, and `cost_per_year` for the new rules beyond today's. `scenario` holds the levers tried
    and `assumption_id` what the result is to update.
    """

    name: Title
    outcome: PilotOutcome
    design: Design
    unit: Unit = Unit.TEAM
    shared_queue: bool = True
    teams: int = Field(ge=1, le=MOST_TEAMS)
    waves: int = Field(default=4, ge=2, le=24)
    periods_before: int = Field(default=3, ge=0, le=52)
    periods_after: int = Field(default=4, ge=1, le=104)
    weeks_per_period: float = Field(default=4, gt=0, le=52, allow_inf_nan=False)
    answers: float = Field(ge=1, le=1e6)
    before: float = Field(default=0.7, gt=0, lt=1)
    spread: float = Field(default=1, gt=0, le=100)
    icc: float = Field(ge=0, le=0.9)
    cac: float = Field(ge=0, le=1)
    size_cv: float = Field(ge=0, le=3)
    alpha: float = Field(default=0.05, ge=0.001, le=0.5)
    power: float = Field(default=0.8, ge=0.5, le=0.999)
    smallest_effect: float | None = Field(default=None, gt=0, le=100)
    value_per_unit: float = Field(default=0, ge=0, le=1e9)
    units_per_year: float = Field(default=0, ge=0, le=1e12)
    cost_per_year: Finite = 0.0
    scenario: Scenario | None = None
    assumption_id: AssumptionId | None = None
    owner: Title = "Operations"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.design is Design.SWITCHBACK and self.outcome.is_slow:
            raise ValueError(
                f"a switchback cannot measure the outcome {self.outcome}, which takes months to "
                f"answer; accepted: {Design.PARALLEL} or {Design.STEPPED_WEDGE}"
            )
        if self.design is Design.STEPPED_WEDGE and self.outcome is PilotOutcome.ATTRITION:
            raise ValueError(
                f"a stepped wedge cannot measure {self.outcome}: waves follow faster than people "
                f"leave; accepted: {Design.PARALLEL}"
            )
        if self.teams == 1 and self.design is not Design.SWITCHBACK:
            raise ValueError(
                f"one {self.unit} has nothing to be compared with in a {self.design} design; "
                f"accepted: {Design.SWITCHBACK}, or two or more"
            )
        # Refuses what no schedule can be made of.
        periods = self.schedule.shape[1]
        if self.teams == 1 and periods < 4:
            raise ValueError(
                f"one {self.unit} has {periods} periods; accepted: at least 4 to compare"
            )
        if self.teams * periods > MOST_RESULTS:
            raise ValueError(
                f"{self.teams} {self.unit}s in {periods} periods give {self.teams * periods:,} "
                f"results; accepted: up to {MOST_RESULTS:,}"
            )
        if self.weeks > LONGEST_WEEKS:
            raise ValueError(
                f"the pilot would last {self.weeks:g} weeks; accepted: up to {LONGEST_WEEKS}"
            )
        return self

    @property
    def schedule(self) -> Floats:
        """Places × periods, 1 where the new rules are in force."""
        if self.design is Design.PARALLEL:
            return parallel(self.teams, self.periods_before, self.periods_after)
        if self.design is Design.STEPPED_WEDGE:
            return stepped_wedge(even_waves(self.teams, self.waves))
        return switchback(self.teams, self.periods_after)

    @property
    def periods(self) -> int:
        """How many periods there are."""
        if self.design is Design.STEPPED_WEDGE:
            return self.waves + 1
        return self.periods_after + (self.periods_before if self.design is Design.PARALLEL else 0)

    @property
    def weeks(self) -> float:
        """How long the pilot lasts."""
        return self.periods * self.weeks_per_period

    @property
    def variances(self) -> Variances:
        """How the answers vary."""
        if self.outcome.is_share:
            return of_a_share(self.before, self.icc, self.cac, self.size_cv)
        return Variances(self.spread**2, self.icc, self.cac, self.size_cv)

    @property
    def degrees(self) -> float:
        """Degrees of freedom of the test: units less two, of a switchback by its pairs of periods.

        With few teams Student's t keeps to the promised chance of a false alarm where the normal
        distribution does not (Li and Redden, BMC Medical Research Methodology 15, 2015).
        """
        if self.design is not Design.SWITCHBACK:
            return max(1, self.teams - 2)
        # The lot turns pairs of periods, each against those of the other units; one unit has none
        # beside it, and a trend of its own.
        pairs = self.periods // 2
        return max(1, pairs * (self.teams - 1) - 1 if self.teams > 1 else pairs - 2)

    @property
    def break_even(self) -> float:
        """The improvement from which the new rules pay for themselves; 0 where nothing is stated.

        Infinite when they cost something and an improvement is worth nothing.
        """
        worth = self.value_per_unit * self.units_per_year
        if self.cost_per_year <= 0:
            return 0.0
        return self.cost_per_year / worth if worth else float("inf")


def suggested_plan(outcome: PilotOutcome) -> PilotPlan:
    """A plan to start from, with the starting values of `assets/pilot.yaml`."""
    start = {rule.id: rule.value for rule in rules("pilot").values()}
    attrition = outcome is PilotOutcome.ATTRITION
    slow = outcome.is_slow
    counted = "contacts" if outcome is PilotOutcome.RESOLUTION else "answers"
    return PilotPlan(
        name="A wild ride to see if doing the right thing pays back",
        outcome=outcome,
        design=Design.PARALLEL if slow else Design.STEPPED_WEDGE,
        teams=int(start["teams"]),
        waves=int(start["waves"]),
        periods_before=0 if attrition else int(start["periods_before"]),
        periods_after=1 if attrition else int(start["periods_after"]),
        weeks_per_period=start["attrition_weeks" if attrition else "weeks_per_period"],
        answers=start["advisors" if slow else counted],
        before=start["attrition_before" if attrition else "before"],
        spread=start["burnout_spread"],
        icc=start["burnout_icc" if slow else "icc"],
        cac=start["cac"],
        size_cv=start["size_cv"],
    )
