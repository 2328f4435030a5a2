"""Attacks on the steps of a room: somebody watches every view and takes differences."""

import random
from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voices.people import KEY, START, WORKSHOP
from tests.workshop.rooms_made import a_step
from workbench.voices.activities.checks import form_of
from workbench.voices.aggregates import Aggregate
from workbench.voices.answers import Answer, Submission
from workbench.voices.codebook import shipped_codebook
from workbench.voices.coding import Coding
from workbench.voices.contributions import ABOUT, WORDS, Contribution, kind_and_name
from workbench.voices.histograms import Histogram, Picks
from workbench.voices.readings import StepReading
from workbench.voices.release import RoleState, next_state
from workbench.voices.step_findings import StepFinding, step_finding
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

PEOPLE, THRESHOLD = 9, 3
PRIVACY = Privacy(score_threshold=THRESHOLD, comment_threshold=THRESHOLD)
ROLES = (Role.ADVISOR, Role.EXECUTIVE)
BOOK = shipped_codebook()
STEPS = {
    activity: a_step(activity.value.replace("_", "-"), activity=activity, budget=None)
    for activity in (
        Activity.STATEMENTS,
        Activity.STANCES,
        Activity.APPROVE,
        Activity.QUADRATIC,
        Activity.PAIRWISE,
        Activity.EFFORT_IMPACT,
        Activity.TOUCHPOINTS,
        Activity.CLOSING,
    )
}
TEXTS = ("The login fails", "Targets rule", "No time", "Nothing at all")
Said = Mapping[UUID, Contribution]


def answers_of(draw: random.Random, activity: Activity) -> tuple[str, dict[str, object]]:
    """A card and what somebody sends of it."""
    card = draw.choice(["x", "y"])
    match activity:
        case Activity.STATEMENTS:
            return "", {f"wrong.{n}": draw.choice(TEXTS) for n in range(1, draw.randint(2, 3))}
        case Activity.STANCES:
            return card, {"stance": draw.choice(["agree", "disagree", "pass"])}
        case Activity.APPROVE:
            return "", dict.fromkeys(draw.sample(["x", "y", "z"], draw.randint(1, 2)), 1)
        case Activity.QUADRATIC:
            return "", {name: draw.randint(-2, 2) for name in ("x", "y")}
        case Activity.PAIRWISE:
            return draw.choice(["x~y", "y~z", "x~z"]), {"winner": draw.choice(["a", "b"])}
        case Activity.EFFORT_IMPACT:
            return card, {"effort": draw.randint(1, 3), "impact": draw.randint(1, 3)}
        case Activity.TOUCHPOINTS:
            words = draw.choice(["", *TEXTS])
            told: dict[str, object] = {"satisfaction": draw.randint(1, 3), "emotion": "hurried"}
            return card, told | {"moment": draw.randint(0, 1)} | ({"words": words} if words else {})
        case _:
            return "", {"worth": draw.randint(1, 5), "words": draw.choice(TEXTS)}


class Watcher:
    """Keeps every version of every figure that any view showed, with what stood behind it."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.states: dict[Role, RoleState] = {}
        self.sent: dict[tuple[Role, int], dict[str, Submission]] = {}
        self.assigned: dict[tuple[UUID, str, str], str] = {}
        self.shown: dict[tuple[Role, str], Aggregate] = {}
        self.versions: dict[tuple[Role, str], list[Said]] = {}
        self.clock = 0
        self.releases = 0

    def send(self, role: Role, person: int, card: str, answers: dict[str, object]) -> None:
        self.clock += 1
        form = form_of(self.step.id, card)
        submission = Submission(
            key=f"sending-{self.clock}",
            workshop=WORKSHOP,
            participant=self.of(role, person),
            role=role,
            form=form,
            answers=tuple(Answer(item=item, value=v) for item, v in answers.items()),
            sent_at=START.replace(microsecond=self.clock),
        )
        self.sent.setdefault((role, person), {})[form] = submission

    @staticmethod
    def of(role: Role, person: int) -> UUID:
        return UUID(int=1000 * ROLES.index(role) + person)

    def assign(self, draw: random.Random) -> None:
        """The facilitator probes: one text after the other under a theme of choice."""
        forms = [s for own in self.sent.values() for s in own.values()]
        if forms:
            one = draw.choice(forms)
            place = (one.participant, one.form, draw.choice(one.answers).item)
            self.assigned[place] = draw.choice(["tools", "measures"])

    def look(self) -> StepFinding:
        """A refresh of every view: each role alone, and the whole room."""
        coding = Coding(codebook=BOOK, assigned=dict(self.assigned))
        reading = StepReading(self.step, coding)
        everything = [s for own in self.sent.values() for s in own.values()]
        for role in ROLES:
            state = next_state(role, everything, self.states.get(role), PRIVACY, KEY, reading)
            if state is not None:
                self.states[role] = state
        releases = {role: state.release for role, state in self.states.items()}
        found = step_finding(self.step, releases, ROLES, PRIVACY, None, ())
        for role, release in found.roles.items():
            people = {
                self.of(role, person): reading.contributions(
                    sorted(own.values(), key=lambda s: s.sent_at)
                )
                for (whose, person), own in self.sent.items()
                if whose is role
            }
            self._watch(role, release.figures(), people)
        self._whole(found)
        return found

    def _watch(
        self,
        role: Role,
        figures: Mapping[str, Aggregate],
        people: Mapping[UUID, Mapping[str, Contribution]],
    ) -> None:
        for name, aggregate in figures.items():
            before = self.shown.get((role, name))
            self.shown[role, name] = aggregate
            if aggregate == before or self._only_left(name, before, aggregate):
                continue
            behind = {p: said[name] for p, said in people.items() if name in said}
            assert len(behind) >= THRESHOLD, f"{name} is from {len(behind)} people"
            for earlier in self.versions.get((role, name), []):
                every = behind.keys() | earlier.keys()
                differ = sum(behind.get(p) != earlier.get(p) for p in every)
                assert not differ or differ >= THRESHOLD, f"{name}: {differ} people differ"
            self.versions.setdefault((role, name), []).append(behind)
            self.releases += 1

    @staticmethod
    def _only_left(name: str, before: object, now: Aggregate) -> bool:
        # Words may leave without any rule; nothing else may.
        is_words = kind_and_name(name)[0] == WORDS
        return is_words and isinstance(before, tuple) and Counter(now) < Counter(before)

    def _whole(self, found: StepFinding) -> None:
        """The whole room is the sum of the shown roles: nobody hidden can be in it."""
        assert found.people == sum(release.people for release in found.roles.values())
        for card in ("x", "y"):
            whole = found.picks("stance", card)
            assert whole.people == sum(found.picks("stance", card, r).people for r in found.roles)
            rated = found.numbers("satisfaction", [card])
            own = [found.numbers("satisfaction", [card], role) for role in found.roles]
            assert sum(h.people for one in own for h in one.values()) == sum(
                h.people for h in rated.values()
            )


def play(draw: random.Random, activity: Activity, steps: int) -> Watcher:
    watcher = Watcher(STEPS[activity])
    for _ in range(steps):
        role, person = draw.choice(ROLES), draw.randrange(PEOPLE)
        chance = draw.random()
        if chance < 0.15:
            watcher.sent.pop((role, person), None)
        elif chance < 0.25:
            watcher.assign(draw)
        else:
            watcher.send(role, person, *answers_of(draw, activity))
        if draw.random() < 0.7:
            watcher.look()
    return watcher


@settings(max_examples=24, deadline=None)
@given(st.sampled_from([*STEPS]), st.integers(0, 2**32))
def test_no_sequence_of_views_gives_fewer_people_away_than_the_threshold(
    activity: Activity, seed: int
) -> None:
    play(random.Random(seed), activity, 45)


@pytest.mark.parametrize("activity", STEPS)
def test_the_attack_is_not_idle(activity: Activity) -> None:
    """Over a long run figures do change several times, so that the rule is really tried."""
    watcher = play(random.Random(5), activity, 150)
    assert watcher.releases >= 4
    assert max(len(versions) for versions in watcher.versions.values()) >= 2


def test_a_codebook_that_is_aimed_at_one_person_changes_nothing() -> None:
    """A keyword that only one text has cannot be used to ask which role wrote it."""
    watcher = Watcher(STEPS[Activity.STATEMENTS])
    for person in range(6):
        watcher.send(Role.ADVISOR, person, "", {"wrong.1": f"The login fails, case {person}"})
    before = watcher.look().roles[Role.ADVISOR].votes
    watcher.assigned[watcher.of(Role.ADVISOR, 2), "step:statements", "wrong.1"] = "measures"
    watcher.send(Role.ADVISOR, 7, "", {"wrong.1": "One more"})
    assert watcher.look().roles[Role.ADVISOR].votes == before
    assert before[f"{ABOUT}:themes"].counts == {"tools": 6}


def test_a_role_under_the_threshold_is_in_no_view() -> None:
    for activity, step in STEPS.items():
        watcher, draw = Watcher(step), random.Random(1)
        for person in range(5):
            watcher.send(Role.ADVISOR, person, *answers_of(draw, activity))
        for person in range(THRESHOLD - 1):
            card, answers = answers_of(draw, activity)
            watcher.send(Role.EXECUTIVE, person, card, answers)
        found = watcher.look()
        assert set(found.roles) == {Role.ADVISOR}, activity
        assert found.hidden.keys() == {Role.EXECUTIVE}
        for aggregate in found.roles[Role.ADVISOR].figures().values():
            people = aggregate.people if isinstance(aggregate, Histogram | Picks) else 5
            assert people <= 5
