"""Attacks on the release: somebody watches every version and takes differences."""

import random
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voices.people import sent, state_of
from workbench.voices.aggregates import Aggregate
from workbench.voices.answers import DONT_KNOW, Submission
from workbench.voices.contributions import COMMENTS, Contribution, contributions, kind_and_name
from workbench.voices.instrument import instrument
from workbench.voices.release import RoleState
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

PEOPLE = 9
THRESHOLD = 3
PRIVACY = Privacy(score_threshold=THRESHOLD, comment_threshold=THRESHOLD)
LEVELS = [1, 3, 5, DONT_KNOW, None]
Said = Mapping[UUID, Contribution]


class Watcher:
    """Keeps every version of every figure that was shown, with what truly stood behind it."""

    def __init__(self) -> None:
        self.state: RoleState | None = None
        self.current: dict[int, dict[str, Submission]] = {}
        self.shown: dict[str, Aggregate] = {}
        self.versions: dict[str, list[Said]] = {}
        self.releases = 0

    def send(self, person: int, answers: dict[str, object], form: str) -> None:
        submission = sent(Role.ADVISOR, person, answers, form)
        self.current.setdefault(person, {})[form] = submission

    def withdraw(self, person: int) -> None:
        self.current.pop(person, None)

    def look(self) -> None:
        """Refresh, and compare what is new with every version seen before."""
        submissions = [s for forms in self.current.values() for s in forms.values()]
        self.state = state_of(submissions, self.state, privacy=PRIVACY)
        if self.state is None:
            return
        now = self.state.release.figures()
        people = {
            UUID(int=person): contributions(
                sorted(forms.values(), key=lambda s: s.sent_at), instrument()
            )
            for person, forms in self.current.items()
        }
        for figure, aggregate in now.items():
            if aggregate == self.shown.get(figure):
                continue
            # Words may leave without any rule; nothing else may.
            if kind_and_name(figure)[0] == COMMENTS and self._only_left(figure, aggregate):
                continue
            behind = {p: said[figure] for p, said in people.items() if figure in said}
            self._compare(figure, behind)
            self.versions.setdefault(figure, []).append(behind)
            self.releases += 1
        self.shown |= now

    def _only_left(self, figure: str, aggregate: Aggregate) -> bool:
        before = self.shown.get(figure)
        assert isinstance(aggregate, tuple)
        return isinstance(before, tuple) and Counter(aggregate) < Counter(before)

    def _compare(self, figure: str, behind: Said) -> None:
        assert len(behind) >= THRESHOLD, f"{figure} is from {len(behind)} people"
        for earlier in self.versions.get(figure, []):
            differ = [p for p in behind.keys() | earlier.keys() if behind.get(p) != earlier.get(p)]
            assert not differ or len(differ) >= THRESHOLD, f"{figure}: {len(differ)} people differ"


def answers_of(draw: random.Random) -> tuple[dict[str, object], str]:
    form = draw.choice(["pulse_advisor", "pulse_advisor", "full_advisor"])
    asked = ["SY1", "SY2", "SY3", "SY5"] if form == "full_advisor" else ["SY1", "SI4", "WQ2"]
    answers: dict[str, object] = {item: draw.choice(LEVELS) for item in asked}
    if form == "pulse_advisor":
        answers["OT1"] = draw.choice(["", "Time", "Tools", "Rules"])
        answers["OT1.theme"] = draw.choice([None, "tools", "time"])
    if not any(value not in (None, "") for value in answers.values()):
        answers["SY1"] = 3
    return answers, form


def play(draw: random.Random, steps: int) -> Watcher:
    watcher = Watcher()
    for _ in range(steps):
        person = draw.randrange(PEOPLE)
        if draw.random() < 0.2:
            watcher.withdraw(person)
        else:
            watcher.send(person, *answers_of(draw))
        if draw.random() < 0.8:
            watcher.look()
    return watcher


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_no_sequence_changes_a_figure_by_fewer_people_than_the_threshold(seed: int) -> None:
    play(random.Random(seed), 60)


def test_the_attack_is_not_idle() -> None:
    """Over a long run figures do change many times, so that the rule is really tried."""
    watcher = play(random.Random(11), 700)
    assert watcher.releases > 30
    assert max(len(versions) for versions in watcher.versions.values()) >= 3


def test_the_watcher_catches_a_rule_that_compares_with_the_last_release_only() -> None:
    """The watcher itself: it objects to a return to an almost earlier version."""
    watcher = Watcher()
    old: Said = {UUID(int=n): 2.0 for n in range(6)}
    moved: Said = {**old, **{UUID(int=n): 4.0 for n in range(3)}}
    almost_back: Said = {**old, UUID(int=5): 4.0}
    watcher.versions["item:SY1"] = [old, moved]
    with pytest.raises(AssertionError, match="1 people differ"):
        watcher._compare("item:SY1", almost_back)
