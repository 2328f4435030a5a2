"""How the case is tried in many futures unless somebody says otherwise, from `assets`."""

from functools import cache

import yaml

from workbench.business_case.portfolio_defaults import Stated
from workbench.evidence.defaults import ASSETS
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen


class TrialNumbers(Frozen):
    """How many trials there are, on the page and for the board, and in how many parts."""

    count: Stated[int]
    for_the_board: Stated[int]
    runs: Stated[int]
    runs_for_the_board: Stated[int]
    replicates: Stated[int]
    seed: Stated[int]


class Widening(Frozen):
    """How much of what can happen a stated range of judgement is taken to hold."""

    held: Stated[float]
    grades: Stated[tuple[Grade, ...]]


class LevelsOfTogether(Frozen):
    """What a word about moving together means as a rank correlation."""

    none: Stated[float]
    some: Stated[float]
    strong: Stated[float]


class UsualGroup(Frozen):
    """Assumptions that one cause may move together; `level` is one of the three words."""

    id: str
    label: str
    members: tuple[str, ...]
    level: str
    why: str


class DecisionRules(Frozen):
    """When knowing more is worth nothing, what a gate is, and which trials are the worst."""

    nearly_nothing: Stated[float]
    least_split: Stated[float]
    tail: Stated[float]


class UsualPilot(Frozen):
    """The pilot before anybody has planned it."""

    months: Stated[int]
    precision: Stated[float]
    share_of_costs: Stated[float]


class Overrun(Frozen):
    """The reference class of overruns: most near the plan, a few at a multiple of it."""

    usual: Stated[float]
    black_swan: Stated[float]
    chance: Stated[float]


class Optimism(Frozen):
    """The bounds of the Green Book for what costs and time grow by."""

    capital_low: Stated[float]
    capital_high: Stated[float]
    time_low: Stated[float]
    time_high: Stated[float]


class Limits(Frozen):
    """Where a future of the model is cut off, because somebody would have stopped the change."""

    most_leavers: Stated[float]


class RiskDefaults(Frozen):
    """All of them."""

    trials: TrialNumbers
    widening: Widening
    levels: LevelsOfTogether
    groups: tuple[UsualGroup, ...]
    decision: DecisionRules
    pilot: UsualPilot
    overrun: Overrun
    optimism: Optimism
    limits: Limits


@cache
def risk_defaults() -> RiskDefaults:
    """The defaults; raises ValueError naming what is wrong in the file."""
    text = (ASSETS / "business_case" / "risk.yaml").read_text(encoding="utf-8")
    return RiskDefaults.model_validate(yaml.safe_load(text))
