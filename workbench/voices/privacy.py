"""Which groups may be shown beside their total, so that a small group cannot be worked out."""

from collections.abc import Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=str)


def visible(groups: Mapping[Name, int], threshold: int) -> frozenset[Name]:
    """The groups that may be shown beside the total over all of them.

    `groups` maps a name to its number of people. Groups under the threshold are hidden; while the
    hidden groups together hold between 1 and threshold - 1 people, the smallest shown group is
    hidden too, because total minus shown would give the hidden people away (complementary
    suppression; Cox, "Suppression methodology and statistical disclosure control", Journal of the
    American Statistical Association 75, 1980). Empty groups do not count and are never shown.
    When every group is hidden and the total itself is under the threshold, the total must not be
    shown either. Of two groups of one size, the one whose name comes first is hidden.

    Raises ValueError when a number of people is negative or the threshold is under 1.
    """
    if threshold < 1:
        raise ValueError(f"the threshold is {threshold}; accepted: 1 or more people")
    for name, people in groups.items():
        if people < 0:
            raise ValueError(f"{name} has {people} people; accepted: 0 or more")
    shown = {name: people for name, people in groups.items() if people >= threshold}
    hidden = sum(groups.values()) - sum(shown.values())
    while 1 <= hidden < threshold and shown:
        smallest = min(shown, key=lambda name: (shown[name], name))
        hidden += shown.pop(smallest)
    return frozenset(shown)
