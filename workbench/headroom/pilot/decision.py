"""What the board said it would do, and does with the result."""

from dataclasses import dataclass
from enum import StrEnum

import scipy

from workbench.headroom.pilot.estimate import PilotEstimate
from workbench.headroom.pilot.plan import PilotPlan
from workbench.headroom.rules import rules


class Verdict(StrEnum):
    """What follows from the result by the rule of the protocol."""

    GO_ON = "go on"
    UNDECIDED = "undecided"
    END = "end it"


@dataclass(frozen=True, slots=True)
class Decision:
    """The chance that the new rules pay, and what follows; no chance where nothing bounds it."""

    chance: float | None
    verdict: Verdict


def decide(plan: PilotPlan, found: PilotEstimate) -> Decision:
    """Apply the rule: go on, end it, or neither.

    The chance that the improvement is above the break-even, from the result alone (a normal
    distribution with the interval of the randomisation test, nothing believed beforehand).
    """
    if found.error is None:
        return Decision(None, Verdict.UNDECIDED)
    improvement = plan.outcome.better * found.effect
    chance = (
        float(scipy.special.ndtr((improvement - plan.break_even) / found.error))
        if found.error
        else 0.5
    )
    rule = rules("pilot")
    if chance >= rule["enough_proof"].value:
        return Decision(chance, Verdict.GO_ON)
    if chance <= rule["not_worth_it"].value:
        return Decision(chance, Verdict.END)
    return Decision(chance, Verdict.UNDECIDED)
