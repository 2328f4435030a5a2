"""What the readiness report holds, as plain values."""

from pydantic import Field

from workbench.frozen import Frozen
from workbench.readiness.gaps import Gap
from workbench.readiness.gates import Verdict
from workbench.voices.estimates import Estimate
from workbench.voices.histograms import Histogram
from workbench.workshop.roles import Role


class Agreement(Frozen):
    """How far a role agrees on an element: the mean distance from the mean (AD, in levels).

    `by_chance` is the AD that random answers of as many people stay under once in twenty times;
    `items` is how many items it is over, `n` the smallest number of people on one of them.
    """

    ad: float = Field(ge=0)
    by_chance: float = Field(ge=0)
    items: int = Field(ge=1)
    n: int = Field(ge=2)

    @property
    def beyond_chance(self) -> bool:
        """Whether people agree more than random answers would."""
        return self.ad < self.by_chance

    @property
    def words(self) -> str:
        """The finding as a sentence."""
        if self.beyond_chance:
            return f"They agree: on average {self.ad:.1f} levels from their mean."
        return (
            f"They do not clearly agree: on average {self.ad:.1f} levels from their mean, which "
            "random answers might be too. Look at the spread before the mean."
        )


class RoleFinding(Frozen):
    """What one role says of an element.

    `scores` are the person scores; `score` is None when too few have one; `sees` is False when
    too many do not know.
    """

    scores: Histogram
    score: Estimate | None
    dont_know_share: float = Field(ge=0, le=1)
    sees: bool
    agreement: Agreement | None


class Gate(Frozen):
    """The verdict on an element and what it rests on.

    `score` is the lower of the two means and `role` whose it is; `probability` is the lower of
    the two probabilities of being at the standard and `decided_by` whose that is (nearly always
    the same role). `more` is how many further people of `decided_by` would settle an undecided
    gate if they answer as the others did, at least as many as a release waits for. All are None
    while a role is not visible.
    """

    verdict: Verdict
    reason: str
    probability: float | None = None
    score: float | None = None
    role: Role | None = None
    decided_by: Role | None = None
    more: int | None = None


class ElementFinding(Frozen):
    """One of the seven S: every visible role, the gate, the gaps and the customers beside.

    `gap` is executives minus advisors; `empathy` is what executives predicted minus what advisors
    said, on the item that was predicted. `customers` never enters a score.
    """

    name: str
    label: str
    hard: bool
    definition: str
    requisite: float
    roles: dict[Role, RoleFinding]
    gate: Gate
    gap: Gap | None
    empathy: Gap | None
    customers: Estimate | None

    @property
    def distance(self) -> float | None:
        """The gate score minus the standard, in levels; None while it cannot be judged."""
        return None if self.gate.score is None else self.gate.score - self.requisite


class ReadinessReport(Frozen):
    """The seven S in the order of the radar, and what they come to in words.

    `hidden` says of each role without figures why; `items` are the means of the anchored items of
    all topics by item and role.
    """

    elements: tuple[ElementFinding, ...]
    title: str
    gap_title: str
    overall: str
    hidden: dict[Role, str]
    items: dict[str, dict[Role, Estimate]]

    @property
    def weakest_first(self) -> tuple[ElementFinding, ...]:
        """The elements by distance to the standard, the furthest below first, unjudged last."""
        return weakest_first(self.elements)

    @property
    def weakest(self) -> ElementFinding | None:
        """The element furthest below its standard, or with least to spare; None if unjudged."""
        first = self.weakest_first[:1]
        return first[0] if first and first[0].distance is not None else None

    def count(self, verdict: Verdict) -> int:
        """How many elements have this verdict."""
        return sum(element.gate.verdict is verdict for element in self.elements)


def weakest_first(elements: tuple[ElementFinding, ...]) -> tuple[ElementFinding, ...]:
    """The elements by distance to the standard, the furthest below first, unjudged last."""

    def key(element: ElementFinding) -> tuple[bool, float]:
        return element.distance is None, element.distance or 0.0

    return tuple(sorted(elements, key=key))
