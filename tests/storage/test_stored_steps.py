"""The answers to steps go out by the release rule, and only of steps that the room shows."""

from uuid import uuid4

import numpy as np

from tests.storage.made import NOON, join
from tests.storage.test_stored_statements import VOTE, a_room, by_text, filled
from tests.workshop.rooms_made import a_step
from workbench.exchange.backup import read_backup, write_backup
from workbench.storage import Store
from workbench.strategy.changes import Change
from workbench.voices.activities.checks import check, form_of
from workbench.voices.activities.stances import Tally
from workbench.voices.answers import Submission
from workbench.voices.opinion_groups import Outcome
from workbench.voices.statements import Moderation
from workbench.workshop.agenda import Activity, Anonymity, RevealPolicy, Step
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop

PICK = a_step("pick", activity=Activity.APPROVE)
SPEND = a_step("spend", activity=Activity.QUADRATIC, budget=25)
PAIRS = a_step("pairs", activity=Activity.PAIRWISE, budget=6)
WORK = a_step("work", activity=Activity.EFFORT_IMPACT, budget=None)
TOUCH = a_step("touch", activity=Activity.TOUCHPOINTS, budget=None)
CLOSE = a_step("close", activity=Activity.CLOSING, budget=None)
LIVE = a_step("live", activity=Activity.APPROVE, reveal=RevealPolicy.BATCHES)


def send(
    store: Store, person: Participant, step: Step, raw: dict[str, object], card: str = ""
) -> None:
    material = store.materials.of(person.workshop, step)
    checked = check(raw, material, person.role, card)
    assert not checked.refusals, checked.refusals
    store.submissions.submit(
        Submission(
            key=uuid4().hex,
            workshop=person.workshop,
            participant=person.id,
            role=person.role,
            form=form_of(step.id, card),
            answers=checked.answers,
            sent_at=NOON,
        )
    )


def with_changes(store: Store, *steps: Step) -> Workshop:
    workshop = a_room(store, *steps, privacy=Privacy())
    for number in range(1, 5):
        store.changes.save(
            workshop.id, Change(id=f"c{number}", title=f"Change {number}", made_at=NOON)
        )
    for _ in steps[1:]:
        store.rooms.advance(workshop.id)
    return workshop


def crowd(store: Store, workshop: Workshop, number: int, role: Role) -> list[Participant]:
    return [join(store, workshop, role).participant for _ in range(number)]


def test_nothing_of_a_step_is_worked_out_before_it_is_revealed(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = with_changes(store, PICK)
    for person in crowd(store, workshop, 6, Role.ADVISOR):
        send(store, person, PICK, {"approve": ["c1", "c2"]})
    assert store.findings.of(workshop.id) == {}
    assert store.backups.take(workshop.id).step_releases == {}
    store.rooms.reveal_step(workshop.id, "pick")
    found = store.findings.of(workshop.id)["pick"]
    assert found.people == 6
    ranking = found.approvals(["c1", "c2", "c3"])
    assert [(one.id, one.estimate.value) for one in ranking] == [("c1", 1), ("c2", 1), ("c3", 0)]


def test_a_small_role_is_hidden_and_in_no_total(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = with_changes(store, PICK)
    for person in crowd(store, workshop, 5, Role.ADVISOR):
        send(store, person, PICK, {"approve": ["c1"]})
    for person in crowd(store, workshop, 4, Role.EXECUTIVE):
        send(store, person, PICK, {"approve": ["c2"]})
    store.rooms.reveal_step(workshop.id, "pick")
    found = store.findings.of(workshop.id)["pick"]
    assert set(found.roles) == {Role.ADVISOR}
    assert found.hidden == {
        Role.EXECUTIVE: "Executives are shown as soon as 5 of them have taken part."
    }
    shares = {one.id: one.estimate.value for one in found.approvals(["c1", "c2"])}
    assert shares == {"c1": 1, "c2": 0}


def test_live_results_move_in_batches(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = with_changes(store, LIVE)
    people = crowd(store, workshop, 11, Role.ADVISOR)
    seen = []
    for person in people:
        send(store, person, LIVE, {"approve": ["c1"]})
        seen.append(store.findings.of(workshop.id)["live"].people)
    assert seen == [0] * 4 + [5] * 5 + [10] * 2


def test_in_a_named_step_one_vote_is_shown(store: Store) -> None:
    named = a_step("pick", activity=Activity.APPROVE, anonymity=Anonymity.NAMED)
    workshop = with_changes(store, named)
    send(store, crowd(store, workshop, 1, Role.EXECUTIVE)[0], named, {"approve": ["c3"]})
    store.rooms.reveal_step(workshop.id, "pick")
    assert store.findings.of(workshop.id)["pick"].people == 1


def test_every_activity_comes_out_as_it_went_in(store: Store) -> None:
    workshop = with_changes(store, SPEND, WORK, TOUCH, CLOSE)
    for number, person in enumerate(crowd(store, workshop, 6, Role.CUSTOMER)):
        send(store, person, SPEND, {"votes.c1": 3, "votes.c2": -1})
        send(store, person, WORK, {"effort": 1 + number % 2, "impact": 5}, "c1")
        card: dict[str, object] = {"satisfaction": 2, "effort": 4, "emotion": "hurried"}
        send(store, person, TOUCH, card | {"moment": 1, "words": f"Words {number}"}, "bill")
        send(store, person, CLOSE, {"worth": 4, "words": "Good"})
    for step in (SPEND, WORK, TOUCH, CLOSE):
        store.rooms.reveal_step(workshop.id, step.id)
    found = store.findings.of(workshop.id)
    votes = {one.id: one.estimate.value for one in found["spend"].credits(["c1", "c2", "c3"])}
    assert votes == {"c1": 3, "c2": -1, "c3": 0}
    (placed,) = found["work"].placed(["c1", "c2"])
    assert (placed.effort.value, placed.impact.value) == (1.5, 5)
    touch = found["touch"]
    assert touch.numbers("satisfaction", ["bill"])["bill"].counts == {2: 6}
    assert touch.numbers("ease", ["bill"])["bill"].counts == {4: 6}
    assert touch.picks("feeling", "bill").counts == {"hurried": 6}
    assert touch.numbers("moment", ["bill"])["bill"].counts == {1: 6}
    # Six people wrote, and words need ten.
    assert touch.words("bill") == {}
    assert found["close"].numbers("worth", ["close"])["close"].counts == {4: 6}


def test_withdrawn_words_leave_a_step_at_once(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = a_room(store, TOUCH, privacy=Privacy(score_threshold=3, comment_threshold=4))
    people = crowd(store, workshop, 5, Role.CUSTOMER)
    for number, person in enumerate(people):
        send(store, person, TOUCH, {"satisfaction": 2, "words": f"Words {number}"}, "bill")
    store.rooms.reveal_step(workshop.id, "touch")
    assert len(store.findings.of(workshop.id)["touch"].words("bill")[Role.CUSTOMER]) == 5
    store.participants.withdraw(people[2])
    dumped = store.backups.take(workshop.id).model_dump_json()
    assert "Words 1" in dumped
    assert "Words 2" not in dumped
    store.participants.withdraw(people[3])
    # Three are left, and four must stand behind words.
    assert store.findings.of(workshop.id)["touch"].words("bill") == {}


def test_pairs_are_drawn_counted_and_ranked_once(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = with_changes(store, PAIRS)
    for person in crowd(store, workshop, 8, Role.ADVISOR):
        for _ in range(10):
            pair = store.materials.pair(workshop.id, PAIRS, person.id)
            if pair is None:
                break
            left, right = pair
            winner = "a" if left.id < right.id else "b"
            send(store, person, PAIRS, {"winner": winner}, f"{left.id}~{right.id}")
        # Four changes make six pairs, which is the budget too.
        assert store.materials.pair(workshop.id, PAIRS, person.id) is None
    assert not store.findings.analyse(workshop.id, "pairs")
    store.rooms.reveal_step(workshop.id, "pairs")
    so_far = store.findings.of(workshop.id)["pairs"].pairs_so_far(["c1", "c2", "c3", "c4"])
    assert (so_far[0].id, so_far[0].estimate.value) == ("c1", 100 * 25 / 26)
    assert so_far[0].estimate.low < so_far[0].estimate.value < so_far[0].estimate.high
    assert store.findings.analyse(workshop.id, "pairs")
    assert not store.findings.analyse(workshop.id, "pairs")
    analysis = store.findings.of(workshop.id)["pairs"].analysis
    assert analysis is not None
    assert [one.id for one in analysis.ranking] == ["c1", "c2", "c3", "c4"]


def test_camps_are_found_from_the_released_votes_and_late_votes_wait(sqlite_store: Store) -> None:
    store = sqlite_store
    workshop = a_room(store, VOTE, privacy=Privacy())
    ids = [store.statements.add(workshop.id, "", f"Statement {n}").id for n in range(9)]
    rng = np.random.default_rng(5)
    people = crowd(store, workshop, 15, Role.ADVISOR) + crowd(store, workshop, 15, Role.EXECUTIVE)
    for number, person in enumerate(people):
        for place, statement in enumerate(ids):
            sure = place < 5 and rng.random() < 0.95
            agree = (number % 2 == 0) if sure else rng.random() < 0.5
            send(store, person, VOTE, {"stance": "agree" if agree else "disagree"}, statement)
    store.rooms.reveal_step(workshop.id, "vote")
    found = store.findings.of(workshop.id)["vote"]
    assert found.whole_stances[ids[0]].seen == 30
    # A vote that came after the release is in neither.
    late = crowd(store, workshop, 1, Role.ADVISOR)[0]
    send(store, late, VOTE, {"stance": "pass"}, ids[0])
    assert store.findings.analyse(workshop.id, "vote")
    found = store.findings.of(workshop.id)["vote"]
    assert found.whole_stances[ids[0]].seen == 30
    assert found.analysis is not None
    groups = found.analysis.groups
    assert groups is not None
    assert groups.outcome is Outcome.FOUND
    assert sum(groups.sizes) == 30
    shown = [tally for tally in groups.tallies[ids[0]] if tally is not None]
    assert len(shown) == len(groups.sizes)
    assert sum(shown, Tally()) == found.whole_stances[ids[0]]


def test_a_backup_brings_everything_back_and_a_copy_takes_none_of_the_words(store: Store) -> None:
    workshop, _ = filled(store)
    one, two = (by_text(store, workshop)[f"Point {n}"].id for n in (0, 1))
    store.statements.show(workshop.id, [one, two])
    store.statements.edit(workshop.id, one, "Reworded")
    store.changes.save(workshop.id, Change(id="a", title="A change", made_at=NOON))
    codebook = store.room_parts.codebook(workshop.id)
    fewer = codebook.model_copy(update={"themes": codebook.themes[:3]})
    store.room_parts.set_codebook(workshop.id, fewer)
    record = store.backups.take(workshop.id)
    assert read_backup(write_backup(record, NOON)) == record
    copy = store.workshops.duplicate(workshop.id, "Copy")
    assert store.statements.current(copy.id) == ()
    assert store.changes.all(copy.id) == ()
    assert store.room_parts.codebook(copy.id) == fewer
    store.workshops.delete(workshop.id, workshop.name)
    restored = store.backups.restore(record)
    assert store.backups.take(restored.id) == record
    undone = store.statements.undo(restored.id)
    assert undone
    assert undone.what is Moderation.EDITED
    assert by_text(store, restored)["Point 0"].public is None
