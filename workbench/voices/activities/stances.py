"""Agree, disagree or pass on a statement: one tap a statement, one sending a tap."""

from collections.abc import Mapping

from workbench.frozen import Frozen
from workbench.voices.activities.material import Choice, Material
from workbench.voices.activities.reading import Reading, gone
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw
from workbench.voices.estimates import Estimate, wilson

STANCE = "stance"
AGREE, DISAGREE, PASS = "agree", "disagree", "pass"
STANCES = (
    Choice(id=AGREE, text="Agree"),
    Choice(id=DISAGREE, text="Disagree"),
    Choice(id=PASS, text="Pass"),
)


class Tally(Frozen):
    """How many people took each stance on a statement; everybody who passed has seen it."""

    agree: int = 0
    disagree: int = 0
    passed: int = 0

    @property
    def seen(self) -> int:
        """Everybody who saw the statement and answered."""
        return self.agree + self.disagree + self.passed

    @property
    def agreed(self) -> Estimate | None:
        """The share who agree among all who saw it, with its Wilson interval."""
        return wilson(self.agree, self.seen) if self.seen else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            agree=self.agree + other.agree,
            disagree=self.disagree + other.disagree,
            passed=self.passed + other.passed,
        )


def check(raw: Raw, material: Material, card: str) -> Checked:
    """The stance on one statement."""
    statement = material.card(card)
    if statement is None:
        return gone(card)
    reading = Reading(raw, [STANCE])
    stance = reading.one_of(STANCE, statement.text, STANCES)
    return reading.checked([Answer(item=STANCE, value=stance)] if stance else [])


def tally(counts: Mapping[str, int]) -> Tally:
    """The tally of counts by stance."""
    return Tally(
        agree=counts.get(AGREE, 0), disagree=counts.get(DISAGREE, 0), passed=counts.get(PASS, 0)
    )
