"""The release: when what is seen of a role may change.

A figure that people have seen changes only when the answers behind it of at least
`score_threshold` people of that role (`comment_threshold` for comments) differ from every version
of it that was ever seen: new, changed or withdrawn. Otherwise whoever remembers an earlier version
could take the difference and read off what one person said. Figures that add up to one another
(the items of an element and its score) change together or not at all.

One thing outranks the rule: words that somebody withdrew or rewrote leave the release at once.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol
from uuid import UUID

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.aggregates import FIELDS, Comment, People, RoleRelease, aggregate
from workbench.voices.answers import Submission
from workbench.voices.fingerprints import (
    ABSENT,
    KEY_BYTES,
    Trace,
    fingerprint,
    held,
    name_of,
    present,
    stamp_of,
)
from workbench.voices.instrument import Instrument
from workbench.voices.readings import InstrumentReading, Reading
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy


class Thresholds(Protocol):
    """How many people must stand behind figures and behind words; `Privacy` is one."""

    @property
    def score_threshold(self) -> int:
        """People behind a figure."""

    @property
    def comment_threshold(self) -> int:
        """People behind words."""


Marks = Mapping[UUID, str]
"""Fingerprints of what each person adds to one figure now."""


class Member(Frozen):
    """A person behind a release: keyed fingerprints of their answers, never the answers.

    `stamp` is of everything they had said at the last release; `traces` are, by figure, of what
    they added to it, by the release from which on it held.
    """

    stamp: str
    traces: dict[str, dict[int, str]] = Field(default_factory=dict)


class Departed(Frozen):
    """Somebody who withdrew: the last release before, and the versions they had a part in."""

    after: int
    versions: dict[str, tuple[int, ...]] = Field(default_factory=dict)


class RoleState(Frozen):
    """All that is kept of a role's releases; `release` is the only part that anybody sees.

    `versions` are, by figure, the numbers of the releases that showed a new version of it.
    `members` are the people behind the release. `departed` holds those who withdrew under a keyed
    hash of their id, so that withdrawing and coming back is not taken for two people.
    """

    release: RoleRelease
    versions: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    members: dict[UUID, Member] = Field(default_factory=dict)
    departed: dict[str, Departed] = Field(default_factory=dict)


def next_release(
    role: Role,
    submissions: Iterable[Submission],
    previous: RoleState | None,
    privacy: Privacy,
    key: bytes,
    instrument: Instrument,
) -> RoleState | None:
    """The state of the questionnaire's answers; see `next_state`."""
    return next_state(role, submissions, previous, privacy, key, InstrumentReading(instrument))


def next_state(
    role: Role,
    submissions: Iterable[Submission],
    previous: RoleState | None,
    privacy: Thresholds,
    key: bytes,
    reading: Reading,
) -> RoleState | None:
    """The state for the submissions that are there now; `previous` itself when nothing changes.

    `submissions` are all that are stored of the workshop or of the role, replaced ones included;
    a member without any has withdrawn. The result is None until enough people have answered for
    a first release. Store what is returned even when `release.number` is the old one: somebody's
    words may have left it, and their fingerprints. `key` is the workshop's secret; it must not
    change while the workshop lives.

    Raises ValueError when the key has fewer than 16 bytes.
    """
    if len(key) < KEY_BYTES:
        raise ValueError(f"the key has {len(key)} bytes; accepted: {KEY_BYTES} or more")
    people = people_of(role, submissions, reading)
    state = previous or RoleState(release=RoleRelease(role=role))
    state = _without_gone_people(_without_gone_words(state, people, privacy), people, key)
    if _changed(state, people, key) >= privacy.score_threshold:
        return _released(state, people, privacy, key, reading)
    return state if state.release.number else None


def waiting(
    role: Role,
    submissions: Iterable[Submission],
    state: RoleState | None,
    key: bytes,
    reading: Reading,
) -> int:
    """How many people have said or withdrawn something since the last release of their role."""
    people = people_of(role, submissions, reading)
    state = state or RoleState(release=RoleRelease(role=role))
    return _changed(_without_gone_people(state, people, key), people, key)


def people_of(role: Role, submissions: Iterable[Submission], reading: Reading) -> People:
    """What each person of a role adds to each figure; those who add nothing are left out."""
    latest = of.latest(submissions, role)
    people = {person: reading.contributions(sent) for person, sent in latest.items()}
    return {person: said for person, said in people.items() if said}


def _changed(state: RoleState, people: People, key: bytes) -> int:
    """The people who differ from the last release.

    Somebody who withdrew and came back does not count: whether they differ is no longer known.
    """
    names = {person: name_of(person, key) for person in people} if state.departed else {}
    changed = 0
    for person, said in people.items():
        member = state.members.get(person)
        if member is None:
            changed += names.get(person) not in state.departed
        else:
            changed += member.stamp != stamp_of(person, said, key)
    back = set(names.values())
    gone = (name for name, d in state.departed.items() if d.after == state.release.number)
    return changed + sum(name not in back for name in gone)


def _without_gone_people(state: RoleState, people: People, key: bytes) -> RoleState:
    """The state with those who withdrew no longer among its members."""
    gone = state.members.keys() - people.keys()
    if not gone:
        return state
    departed = dict(state.departed)
    for person in gone:
        name = name_of(person, key)
        traces = state.members[person].traces
        versions = {f: set(present(traces[f], state.versions.get(f, ()))) for f in traces}
        for figure, earlier in departed[name].versions.items() if name in departed else ():
            versions.setdefault(figure, set()).update(earlier)
        departed[name] = Departed(
            after=state.release.number,
            versions={f: tuple(sorted(numbers)) for f, numbers in versions.items()},
        )
    members = {person: member for person, member in state.members.items() if person not in gone}
    return state.model_copy(update={"members": members, "departed": departed})


def _without_gone_words(state: RoleState, people: People, privacy: Thresholds) -> RoleState:
    """The state without comments that nobody stands behind any more.

    A list of comments that falls under the threshold goes altogether.
    """
    kept: dict[str, dict[str, tuple[Comment, ...]]] = {FIELDS[kind]: {} for kind in of.TEXTS}
    for figure, comments in state.release.figures().items():
        kind, item = of.kind_and_name(figure)
        if kind not in of.TEXTS or not isinstance(comments, tuple):
            continue
        there = Counter(said[figure] for said in people.values() if figure in said)
        left = []
        for comment in comments:
            words = (comment.text, comment.theme, comment.step)
            if there[words]:
                there[words] -= 1
                left.append(comment)
        if len(left) >= privacy.comment_threshold:
            kept[FIELDS[kind]][item] = tuple(left)
    if all(getattr(state.release, field) == left for field, left in kept.items()):
        return state
    release = state.release.model_copy(update=kept)
    return state.model_copy(update={"release": release})


def _released(
    state: RoleState, people: People, privacy: Thresholds, key: bytes, reading: Reading
) -> RoleState:
    number = state.release.number + 1
    shown = state.release.figures()
    versions = dict(state.versions)
    traces = {person: dict(member.traces) for person, member in state.members.items()}
    seen = _Seen(state, people, key)
    named = {figure for said in people.values() for figure in said} | versions.keys()
    for block in _blocks(named, reading):
        figures = [_figure(figure, people, seen, privacy, key) for figure in block]
        if not all(figure.may_change for figure in figures):
            continue
        for name, marks, least, differences in figures:
            shown.pop(name, None)
            if len(marks) < least:
                continue
            shown[name] = aggregate(name, people, least, key)
            if not differences or not differences[-1].none:
                versions[name] = (*versions.get(name, ()), number)
                for person in people:
                    trace = traces.setdefault(person, {})
                    trace[name] = _traced(trace.get(name, {}), number, marks.get(person, ABSENT))
    members = {
        person: Member(
            stamp=stamp_of(person, said, key),
            traces={f: trace for f, trace in traces.get(person, {}).items() if trace},
        )
        for person, said in people.items()
    }
    release = RoleRelease.of_figures(state.release.role, number, len(people), shown)
    return state.model_copy(update={"release": release, "versions": versions, "members": members})


class _Figure(NamedTuple):
    """A figure as it would be now: who adds what, how many must, and the differences from each
    version that was seen.
    """

    name: str
    marks: Marks
    least: int
    differences: tuple["_Difference", ...]

    @property
    def may_change(self) -> bool:
        return all(d.none or d.people >= self.least for d in self.differences)


class _Difference(NamedTuple):
    """How many people differ from a version; `unknown` may too, having withdrawn and come back."""

    people: int
    unknown: int

    @property
    def none(self) -> bool:
        return not self.people and not self.unknown


def _figure(name: str, people: People, seen: "_Seen", privacy: Thresholds, key: bytes) -> _Figure:
    words = of.kind_and_name(name)[0] in of.TEXTS
    least = privacy.comment_threshold if words else privacy.score_threshold
    marks = {
        person: fingerprint(key, name, person.bytes, said[name])
        for person, said in people.items()
        if name in said
    }
    return _Figure(name, marks, least, seen.differences(name, marks))


class _Seen:
    """What was seen of a role, to be compared with what its people say now."""

    def __init__(self, state: RoleState, people: People, key: bytes) -> None:
        self.state = state
        self.people = people
        names = {person: name_of(person, key) for person in people} if state.departed else {}
        self.back = {
            person: state.departed[name].after
            for person, name in names.items()
            if name in state.departed
        }
        self.gone = [d for name, d in state.departed.items() if name not in set(names.values())]

    def differences(self, figure: str, marks: Marks) -> tuple[_Difference, ...]:
        """What differs from each version of the figure, oldest version first."""
        versions = self.state.versions.get(figure, ())
        if not versions:
            return ()
        differ, unknown = _Spans(versions), _Spans(versions)
        for person in self.people:
            now = marks.get(person, ABSENT)
            member = self.state.members.get(person)
            trace = member.traces.get(figure, {}) if member else {}
            known = self.back.get(person, 0) + 1
            unknown.add(0, known)
            begins = [0, *sorted(trace)]
            for begin, end in zip(begins, [*begins[1:], versions[-1] + 1], strict=True):
                if trace.get(begin, ABSENT) != now:
                    differ.add(max(begin, known), end)
        for departed in self.gone:
            for version in departed.versions.get(figure, ()):
                differ.add(version, version + 1)
        return tuple(map(_Difference, differ.totals(), unknown.totals()))


class _Spans:
    """Counts, for each version of a figure, how many spans of release numbers hold it."""

    def __init__(self, versions: Sequence[int]) -> None:
        self.versions = versions
        self.steps = [0] * (len(versions) + 1)

    def add(self, begin: int, end: int) -> None:
        """Count the versions from `begin` up to, but not with, `end`."""
        first = bisect_left(self.versions, begin)
        last = max(first, bisect_left(self.versions, end))
        self.steps[first] += 1
        self.steps[last] -= 1

    def totals(self) -> list[int]:
        """The count of each version."""
        return list(accumulate(self.steps))[:-1]


def _traced(trace: Trace, number: int, mark: str) -> dict[int, str]:
    """The trace with what holds from a release on; unchanged when the same held before."""
    return dict(trace) if held(trace, number) == mark else {**trace, number: mark}


def _blocks(figures: Iterable[str], reading: Reading) -> Sequence[Sequence[str]]:
    """The figures in blocks that change together, because they add up to one another."""
    blocks: dict[str, list[str]] = {}
    for figure in sorted(figures):
        blocks.setdefault(reading.block(figure), []).append(figure)
    return list(blocks.values())
