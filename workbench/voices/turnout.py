"""Who is in the room and how many are ready, told so that a count points at nobody.

The number of people who joined is always told: joining says nothing. How many of a role joined is
told from the privacy threshold, with complementary suppression, because a role of two would make
every later figure beside it a guess at two people. How many are ready is one number for the whole
room, never by role and never by name; under the threshold it is “fewer than”, because the first
hand up in an anonymous step is somebody. In a named step it is told as it is.
"""

from collections.abc import Mapping

from workbench.frozen import Frozen
from workbench.voices.privacy import visible
from workbench.workshop.roles import Role


class Turnout(Frozen):
    """Counts as they may be shown.

    `by_role` holds the roles that may be told, `others` the people of all other roles together.
    `ready` of `expected` people have sent something in the step; None when fewer than `threshold`
    but at least one have.
    """

    threshold: int
    joined: int
    by_role: dict[Role, int]
    others: int
    expected: int
    ready: int | None

    @property
    def joined_told(self) -> str:
        """How many have joined, as a sentence."""
        if not self.joined:
            return "Nobody has joined yet"
        return "1 person has joined" if self.joined == 1 else f"{self.joined:,} have joined"

    @property
    def ready_told(self) -> str:
        """How many are ready, in a few words."""
        if self.expected == 0:
            return "Nobody is here for this step yet"
        if self.ready is None:
            of = f" of {self.expected:,}" if self.expected >= self.threshold else ""
            return f"Fewer than {self.threshold}{of} ready"
        if self.ready >= self.expected:
            return f"All {self.expected:,} ready"
        return f"{self.ready:,} of {self.expected:,} ready"


def turnout(
    joined: Mapping[Role, int],
    ready: int,
    roles: frozenset[Role],
    threshold: int,
    *,
    is_named: bool = False,
) -> Turnout:
    """What may be told of the people who joined, by role, and of those who are ready in a step.

    `roles` are those whom the step is for; `ready` counts people of these who sent something.
    """
    counts = {role: joined.get(role, 0) for role in Role}
    shown = visible(counts, threshold)
    by_role = {role: counts[role] for role in Role if role in shown}
    total = sum(counts.values())
    return Turnout(
        threshold=threshold,
        joined=total,
        by_role=by_role,
        others=total - sum(by_role.values()),
        expected=sum(counts[role] for role in roles),
        ready=ready if is_named or ready == 0 or ready >= threshold else None,
    )


def cannot_be_anonymous(joined: Mapping[Role, int], threshold: int) -> tuple[Role, ...]:
    """The roles with somebody in the room but fewer people than the threshold."""
    return tuple(role for role in Role if 1 <= joined.get(role, 0) < threshold)
