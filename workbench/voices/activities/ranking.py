"""A ranking that says how sure it is: every place with the places that it might be."""

from collections.abc import Mapping

from workbench.frozen import Frozen
from workbench.voices.estimates import Estimate


class Ranked(Frozen):
    """One thing in a ranking.

    `first` and `last` are the best and the worst place that its interval leaves open: others
    stand above it for sure only when their whole interval does.
    """

    id: str
    estimate: Estimate
    first: int
    last: int

    @property
    def places(self) -> str:
        """The places it may have, in words."""
        return (
            f"place {self.first}"
            if self.first == self.last
            else (f"place {self.first} to {self.last}")
        )


def ranked(estimates: Mapping[str, Estimate]) -> tuple[Ranked, ...]:
    """Things by their estimate, highest first; equal ones in the order of their ids."""
    found = []
    for name, own in estimates.items():
        others = [other for key, other in estimates.items() if key != name]
        above = sum(other.low > own.high for other in others)
        below = sum(other.high < own.low for other in others)
        found.append(Ranked(id=name, estimate=own, first=1 + above, last=len(estimates) - below))
    return tuple(sorted(found, key=lambda one: (-one.estimate.value, one.id)))


def certain_first(ranking: tuple[Ranked, ...]) -> Ranked | None:
    """The one that is first for sure, if any is."""
    return next((one for one in ranking if one.last == 1), None)
