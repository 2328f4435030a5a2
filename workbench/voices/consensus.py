"""Where declared roles agree and where they part, statement by statement.

The tests are those of Small and others, "Polis: Scaling deliberation by mapping high dimensional
opinion spaces", Recerca 26, 2021, made for groups; here a group is a role that people declared, so
nothing is guessed. `S` counts everybody who saw a statement and answered, passes included. Every
count gets one agreement and one disagreement added (Laplace), so that few votes say little.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

import scipy

from workbench.frozen import Frozen
from workbench.voices.activities.rules import ConsensusRules
from workbench.voices.activities.stances import Tally
from workbench.voices.estimates import Estimate, wilson

Tallies = Mapping[str, Tally]
"""A group's tallies by statement."""


class Side(StrEnum):
    """What a statement stands out by."""

    AGREE = "agree"
    DISAGREE = "disagree"


class Representative(Frozen):
    """A statement by which a group differs from the rest.

    `share` is the group's share on that side, `rest` the share of all others together, `ratio` the
    one over the other. `z` tests the share against the rest, `p` is its one-sided p-value, and
    `z_half` tests it against one half.
    """

    statement: str
    side: Side
    share: Estimate
    rest: float
    z: float
    z_half: float
    p: float
    ratio: float


class Shared(Frozen):
    """How far all groups agree on a statement: the geometric mean of their shares, 0 to 1.

    `lowest` is the share of the group that agrees least.
    """

    statement: str
    side: Side
    consensus: float
    lowest: float
    z: float


class Parted(Frozen):
    """How far two groups are apart on a statement: the difference of their shares who agree.

    `difference.value` is the first group's share less the second's (-1 to 1), with Newcombe's
    interval. `certain` says whether the difference survives the correction over all statements.
    """

    statement: str
    first: Estimate
    second: Estimate
    difference: Estimate
    p: float
    certain: bool


def laplace(count: float, seen: float) -> float:
    """The share with one agreement and one disagreement added: (count + 1) / (seen + 2)."""
    return (count + 1) / (seen + 2)


def against_half(count: float, seen: float) -> float:
    """z of a share against one half: 2 sqrt(S + 1) ((count + 1) / (S + 1) - 1/2)."""
    return 2 * math.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)


def against_rest(inside: float, seen_inside: float, outside: float, seen_outside: float) -> float:
    """z of a group's share against that of the rest, all counts plus one; 0 if all are alike."""
    own, other = (inside + 1) / (seen_inside + 1), (outside + 1) / (seen_outside + 1)
    pooled = (inside + outside + 2) / (seen_inside + seen_outside + 2)
    if pooled >= 1:
        return 0.0
    variance = pooled * (1 - pooled) * (1 / (seen_inside + 1) + 1 / (seen_outside + 1))
    return (own - other) / math.sqrt(variance)


def group_informed(tallies: Sequence[Tally], side: Side) -> float:
    """Group-informed consensus: the geometric mean over groups of the share on a side.

    The product itself falls with the number of groups, so it would not compare across rooms.
    Raises ValueError without a group.
    """
    if not tallies:
        raise ValueError("there are no groups; accepted: at least 1")
    logs = [math.log(laplace(_on(tally, side), tally.seen)) for tally in tallies]
    return math.exp(sum(logs) / len(logs))


def accepted_discoveries(p_values: Sequence[float], share: float) -> frozenset[int]:
    """The indices that Benjamini and Hochberg's step-up procedure accepts at this share.

    The largest k with p_(k) <= k share / m, and every one up to it.
    """
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    last = 0
    for place, index in enumerate(order, start=1):
        if p_values[index] <= place * share / len(p_values):
            last = place
    return frozenset(order[:last])


def representative(
    groups: Mapping[str, Tallies], name: str, rules: ConsensusRules
) -> tuple[Representative, ...]:
    """The statements that stand for a group, the strongest first; none may.

    A statement does when the group's share exceeds that of the rest and one half, each by more
    than the cut-off, and the test against the rest is accepted among those of all statements.
    """
    tested: list[Representative] = []
    for statement, own in groups[name].items():
        others = [
            tallies[statement]
            for key, tallies in groups.items()
            if key != name
            if statement in tallies
        ]
        rest = sum(others, Tally())
        if own.seen and rest.seen:
            tested.append(_strongest(statement, own, rest))
    kept = accepted_discoveries([one.p for one in tested], rules.false_discoveries)
    found = [
        one
        for index, one in enumerate(tested)
        if index in kept and min(one.z, one.z_half) > rules.cut_off
    ]
    return tuple(sorted(found, key=lambda one: (-_weight(one), one.statement)))


def shared(groups: Mapping[str, Tallies], rules: ConsensusRules) -> tuple[Shared, ...]:
    """What everyone agrees on, or rejects: the largest group-informed consensus first.

    Each group has more than half on that side, and all together exceed one half by more than the
    cut-off. Statements that only one group has voted on are left out when there are several.
    """
    found: list[Shared] = []
    for statement in dict.fromkeys(s for tallies in groups.values() for s in tallies):
        tallies = [own[statement] for own in groups.values() if statement in own]
        tallies = [tally for tally in tallies if tally.seen]
        if not tallies or len(tallies) < len(groups):
            continue
        for side in Side:
            shares = [laplace(_on(tally, side), tally.seen) for tally in tallies]
            whole = sum(tallies, Tally())
            z = against_half(_on(whole, side), whole.seen)
            if min(shares) > 0.5 and z > rules.cut_off:
                consensus = group_informed(tallies, side)
                found.append(
                    Shared(
                        statement=statement,
                        side=side,
                        consensus=consensus,
                        lowest=min(shares),
                        z=z,
                    )
                )
    return tuple(sorted(found, key=lambda one: (-one.consensus, one.statement)))


def parted(first: Tallies, second: Tallies, rules: ConsensusRules) -> tuple[Parted, ...]:
    """Where two groups part, the largest difference first, on the statements that both judged."""
    both = [name for name in first if name in second and first[name].seen and second[name].seen]
    tests = [_two_sided(first[name], second[name]) for name in both]
    kept = accepted_discoveries(tests, rules.false_discoveries)
    found = []
    for index, name in enumerate(both):
        one, two = first[name], second[name]
        shares = wilson(one.agree, one.seen), wilson(two.agree, two.seen)
        found.append(
            Parted(
                statement=name,
                first=shares[0],
                second=shares[1],
                difference=difference(*shares),
                p=tests[index],
                certain=index in kept,
            )
        )
    return tuple(sorted(found, key=lambda one: (-abs(one.difference.value), one.statement)))


def difference(first: Estimate, second: Estimate) -> Estimate:
    """The difference of two independent shares with Newcombe's interval from their Wilson bounds.

    Newcombe, "Interval estimation for the difference between independent proportions", Statistics
    in Medicine 17, 1998, method 10.
    """
    value = first.value - second.value
    low = value - math.hypot(first.value - first.low, second.high - second.value)
    high = value + math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value=value, low=max(-1.0, low), high=min(1.0, high), n=first.n + second.n)


def _strongest(statement: str, own: Tally, rest: Tally) -> Representative:
    """The side on which a group stands out more."""
    sides = {
        side: against_rest(_on(own, side), own.seen, _on(rest, side), rest.seen) for side in Side
    }
    side = max(sides, key=lambda each: sides[each])
    rest_share = laplace(_on(rest, side), rest.seen)
    return Representative(
        statement=statement,
        side=side,
        share=wilson(_on(own, side), own.seen),
        rest=rest_share,
        z=sides[side],
        z_half=against_half(_on(own, side), own.seen),
        p=float(scipy.special.ndtr(-sides[side])),
        ratio=laplace(_on(own, side), own.seen) / rest_share,
    )


def _weight(found: Representative) -> float:
    """How well a statement stands for its group: ratio, test, share and its test, multiplied."""
    return found.ratio * found.z * found.share.value * found.z_half


def _two_sided(one: Tally, two: Tally) -> float:
    z = against_rest(one.agree, one.seen, two.agree, two.seen)
    return float(2 * scipy.special.ndtr(-abs(z)))


def _on(tally: Tally, side: Side) -> int:
    return tally.agree if side is Side.AGREE else tally.disagree
