"""Everything that people have said and decided about a case, beside the register of figures."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from workbench.business_case.conventions import Conventions
from workbench.business_case.credibility.counterfactual import Counterfactual
from workbench.business_case.credibility.pre_mortem import MOST_CAUSES, Cause
from workbench.business_case.credibility.reviews import MOST_REVIEWS, Review
from workbench.business_case.credibility.words import Name
from workbench.business_case.risk_plan import RiskPlan
from workbench.frozen import Frozen

LineId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class CaseFile(Frozen):
    """The settings of a workshop's case, one field a part; each part is stored by its name.

    `owners` names who answers for a benefit line, by the line's id, where it is somebody else than
    the line suggests.
    """

    counterfactual: Counterfactual | None = None
    causes: tuple[Cause, ...] = Field(default=(), max_length=MOST_CAUSES)
    owners: dict[LineId, Name] = Field(default_factory=dict, max_length=100)
    reviews: tuple[Review, ...] = Field(default=(), max_length=MOST_REVIEWS)
    risk: RiskPlan = RiskPlan()
    conventions: Conventions = Conventions()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _once("cause", (cause.why for cause in self.causes))
        return self


def _once(what: str, named: Iterable[str]) -> None:
    for name, times in Counter(named).items():
        if times > 1:
            raise ValueError(f"{what} “{name}” is there {times} times; accepted: once")
