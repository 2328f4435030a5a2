"""What a step's votes say together: groups of opinion, and the ranking of pairs.

Both need whole persons, so they are worked out once, when the step is revealed, from exactly what
the released figures count, and only their result is kept.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import numpy as np
from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.activities.pairs import Duel, rank_pairs
from workbench.voices.activities.ranking import Ranked
from workbench.voices.activities.rules import rules
from workbench.voices.activities.stances import AGREE, DISAGREE, PASS
from workbench.voices.aggregates import People
from workbench.voices.contributions import Contribution, kind_and_name
from workbench.voices.fingerprints import fingerprint, held
from workbench.voices.histograms import Picks
from workbench.voices.opinion_groups import OpinionGroups, opinion_groups
from workbench.voices.readings import BEATS
from workbench.voices.release import RoleState
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role

STANCE_VALUES = {AGREE: 1.0, DISAGREE: -1.0, PASS: 0.0}
ANALYSED = frozenset({Activity.STANCES, Activity.PAIRWISE})


class Analysis(Frozen):
    """The result for one step; what does not belong to its activity stays empty."""

    groups: OpinionGroups | None = None
    ranking: tuple[Ranked, ...] = ()
    people: int = Field(default=0, ge=0)


class Behind(NamedTuple):
    """A role's released state, and what its people say now."""

    state: RoleState
    people: People


def released_contributions(
    behind: Behind, key: bytes
) -> dict[UUID, dict[str, Contribution]] | None:
    """Exactly what the released figures count, person by person; None when it is gone.

    Whoever has voted since the last release is left out of the figures that do not count them yet.
    When somebody has changed or withdrawn a vote since, what the figures count is not there any
    more.
    """
    found: dict[UUID, dict[str, Contribution]] = {}
    for person, said in behind.people.items():
        member = behind.state.members.get(person)
        counted = {}
        for name, value in said.items():
            versions = behind.state.versions.get(name, ())
            trace = member.traces.get(name, {}) if member else {}
            if versions and held(trace, versions[-1]) == fingerprint(
                key, name, person.bytes, value
            ):
                counted[name] = value
        if counted:
            found[person] = counted
    for name, aggregate in behind.state.release.figures().items():
        if isinstance(aggregate, Picks):
            given = [said[name] for said in found.values() if name in said]
            picked = Counter(pick for picks in given if isinstance(picks, tuple) for pick in picks)
            if dict(picked) != aggregate.counts:
                return None
    shown = behind.state.release.figures().keys()
    return {
        person: {name: value for name, value in said.items() if name in shown}
        for person, said in found.items()
    }


def analysed(
    step: Step, roles: Mapping[Role, Behind], key: bytes, threshold: int
) -> Analysis | None:
    """What the released votes of a step say together; None when it cannot be worked out.

    `roles` are those whose figures are shown. The seed comes from the step, so that the same votes
    give the same digits.
    """
    people: list[dict[str, Contribution]] = []
    for role in Role:
        if role in roles:
            counted = released_contributions(roles[role], key)
            if counted is None:
                return None
            # Their order must not be that of the roles: random starts would depend on it.
            people += [counted[person] for person in sorted(counted, key=lambda one: one.int)]
    if not people:
        return None
    seed = int.from_bytes(step.id.encode()[:6].ljust(6, b"\0"), "big")
    if step.activity is Activity.STANCES:
        return _groups(people, threshold, seed)
    return _ranking(people, seed) if step.activity is Activity.PAIRWISE else None


def _groups(people: list[dict[str, Contribution]], threshold: int, seed: int) -> Analysis:
    names = sorted({n for said in people for n in said if kind_and_name(n)[0] == of.STANCE})
    votes = np.full((len(people), len(names)), np.nan)
    for row, said in enumerate(people):
        for column, name in enumerate(names):
            stance = said.get(name)
            if isinstance(stance, tuple):
                votes[row, column] = STANCE_VALUES.get(str(stance[0]), np.nan)
    statements = tuple(kind_and_name(name)[1] for name in names)
    own = rules()
    groups = opinion_groups(votes, statements, threshold, own.groups, own.straight_liners, seed)
    return Analysis(groups=groups, people=len(people))


def _ranking(people: list[dict[str, Contribution]], seed: int) -> Analysis:
    votes = [
        [Duel(*str(pick).split(BEATS, 1)) for pick in picks]
        for said in people
        for name, picks in said.items()
        if kind_and_name(name)[0] == of.DUELS and isinstance(picks, tuple)
    ]
    ids = sorted({name for own in votes for duel in own for name in duel})
    return Analysis(ranking=rank_pairs(votes, ids, seed), people=len(people))
