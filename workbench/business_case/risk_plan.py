"""What people decide about the trials of a case: the seed, what moves together, the gates."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from workbench.business_case.risk_defaults import risk_defaults
from workbench.frozen import Frozen

HIGHEST_SEED = 2**31 - 1
MOST_GATES = 5
AssumptionId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Words = Annotated[str, Field(min_length=3, max_length=300)]


class Level(StrEnum):
    """How far the figures of a group move together."""

    NONE = "none"
    SOME = "some"
    STRONG = "strong"


class Allowance(StrEnum):
    """What is allowed for costs that grow, beyond the ranges of the register."""

    NONE = "none"
    REFERENCE_CLASS = "reference class"
    GREEN_BOOK = "optimism bias"

    @property
    def meaning(self) -> str:
        """What it does, in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Allowance.NONE: "nothing beyond the ranges of the register",
    Allowance.REFERENCE_CLASS: "costs as projects of this kind overran: most by little, one in six "
    "by 200%",
    Allowance.GREEN_BOOK: "costs raised by a share that falls as risks are managed",
}


class Gate(Frozen):
    """A point at which the board goes on or stops, by what is known of one figure by then.

    `stops_beyond` is in the unit of the figure (a share from 0 to 1); `stops_above` says on which
    side of it the board stops. `spent` is what the way to the gate costs on top of the case, in its
    currency, `month` when it is reached. `precision` is the standard error of what is learned over
    what is not known today (its standard deviation): 0 tells everything, 1 halves the variance.
    """

    name: Words
    month: float = Field(ge=0, le=120)
    assumption_id: AssumptionId
    stops_beyond: float = Field(allow_inf_nan=False)
    stops_above: bool = False
    spent: float = Field(default=0.0, ge=0, le=1e12)
    precision: float = Field(default=0.5, ge=0, le=10)
    kill_criterion: str = Field(default="", max_length=300)


class RiskPlan(Frozen):
    """The settings of the trials; each has a default.

    `levels` are those that somebody has changed, by the id of a group. `managed` is the share of
    the optimism bias that risk management has taken away, from 0 (all of it stays) to 1.
    """

    seed: int = Field(
        default_factory=lambda: risk_defaults().trials.seed.value, ge=0, le=HIGHEST_SEED
    )
    widen: bool = True
    levels: dict[str, Level] = Field(default_factory=dict, max_length=50)
    allowance: Allowance = Allowance.NONE
    managed: float = Field(default=0.0, ge=0, le=1)
    gates: tuple[Gate, ...] = Field(default=(), max_length=MOST_GATES)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        known = {group.id for group in risk_defaults().groups}
        if unknown := sorted(set(self.levels) - known):
            raise ValueError(
                f"no group is called {unknown[0]!r}; accepted: {', '.join(sorted(known))}"
            )
        for name, times in Counter(gate.name for gate in self.gates).items():
            if times > 1:
                raise ValueError(f"gate “{name}” is there {times} times; accepted: once")
        months = [gate.month for gate in self.gates]
        if months != sorted(months):
            raise ValueError("the gates do not come in the order of their months; accepted: it")
        return self

    def level_of(self, group: str) -> Level:
        """How far a group moves together: as somebody has said, else as usual."""
        usual = {each.id: Level(each.level) for each in risk_defaults().groups}
        return self.levels.get(group, usual[group])
