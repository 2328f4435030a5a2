"""Statements from the form to the theme, the change and the erasure."""

import sqlite3
from uuid import uuid4

import pytest

from tests.storage.made import NOON, a_workshop, join
from tests.workshop.rooms_made import a_step, an_agenda
from workbench.storage import Store
from workbench.strategy.changes import Change, Decision, change_of_theme
from workbench.voices.activities.statements import LONGEST
from workbench.voices.answers import Answer, Submission
from workbench.voices.statements import EDITED, Moderation, Origin, Standing, Statement
from workbench.workshop.agenda import Activity, Anonymity, Step
from workbench.workshop.control import Facilitator
from workbench.workshop.participant import Participant
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop

WRITE = a_step("write")
VOTE = a_step("vote", activity=Activity.STANCES, budget=30)
SMALL = Privacy(score_threshold=3, comment_threshold=5)
ROLES = (Role.ADVISOR, Role.MIDDLE, Role.EXECUTIVE)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """One database is enough for the rules; `test_stored_steps` tries both."""
    return sqlite_store


def a_room(store: Store, *steps: Step, privacy: Privacy | None = None) -> Workshop:
    workshop = a_workshop(store)
    store.workshops.set_privacy(
        workshop.id, privacy or Privacy(score_threshold=3, comment_threshold=5)
    )
    store.rooms.prepare(workshop.id, an_agenda(*(steps or (WRITE, VOTE))))
    store.rooms.open(workshop.id)
    return workshop


def write(store: Store, person: Participant, *texts: str, step: str = "write") -> None:
    given = tuple(Answer(item=f"wrong.{n}", value=text) for n, text in enumerate(texts, start=1))
    store.submissions.submit(
        Submission(
            key=uuid4().hex,
            workshop=person.workshop,
            participant=person.id,
            role=person.role,
            form=f"step:{step}",
            answers=given,
            sent_at=NOON,
        )
    )


def people(store: Store, workshop: Workshop, number: int) -> list[Participant]:
    return [join(store, workshop, ROLES[n % 3]).participant for n in range(number)]


def by_text(store: Store, workshop: Workshop) -> dict[str, Statement]:
    return {one.text: one for one in store.statements.current(workshop.id)}


def filled(store: Store, number: int = 6) -> tuple[Workshop, list[Participant]]:
    """A room in which everybody wrote one point and all were taken in."""
    workshop = a_room(store)
    everybody = people(store, workshop, number)
    for count, person in enumerate(everybody):
        write(store, person, f"Point {count}")
    store.statements.take_in(workshop.id, WRITE)
    return workshop, everybody


def test_words_are_read_from_the_threshold_on_and_later_ones_in_company(store: Store) -> None:
    workshop = a_room(store)
    everybody = people(store, workshop, 8)
    for person in everybody[:4]:
        write(store, person, f"Word of {person.id}", "And another")
    waiting = store.statements.intake(workshop.id, WRITE)
    assert (waiting.writers, waiting.may_take) == (4, False)
    assert "from 5 people on" in waiting.why_not
    with pytest.raises(Refused, match="4 people have written so far"):
        store.statements.take_in(workshop.id, WRITE)
    write(store, everybody[4], "The fifth")
    assert store.statements.take_in(workshop.id, WRITE) == 9
    for person in everybody[5:7]:
        write(store, person, "Later")
    with pytest.raises(Refused, match="join when 3 have"):
        store.statements.take_in(workshop.id, WRITE)
    write(store, everybody[7], "Later")
    assert store.statements.take_in(workshop.id, WRITE) == 3
    assert not store.statements.intake(workshop.id, WRITE).may_take
    assert {one.standing for one in store.statements.current(workshop.id)} == {Standing.WAITING}


def test_no_statement_says_who_or_in_which_role(store: Store) -> None:
    workshop, everybody = filled(store)
    dumped = " ".join(one.model_dump_json() for one in store.statements.current(workshop.id))
    assert not any(str(person.id) in dumped for person in everybody)
    assert not any(f'"{role.value}"' in dumped for role in ROLES)


def test_the_room_sees_only_what_the_moderator_showed(store: Store) -> None:
    workshop, _ = filled(store)
    assert store.materials.of(workshop.id, VOTE).cards == ()
    there = by_text(store, workshop)
    shown, held = there["Point 0"].id, there["Point 1"].id
    store.statements.show(workshop.id, [shown, held])
    store.statements.hold(workshop.id, [held])
    store.statements.edit(workshop.id, shown, "Point nought")
    cards = store.materials.of(workshop.id, VOTE).cards
    assert [(card.text, card.label) for card in cards] == [("Point nought", EDITED)]
    store.statements.put_to_vote(workshop.id, [shown], False)
    assert store.materials.of(workshop.id, VOTE).cards == ()


def test_without_moderation_words_are_shown_by_themselves_under_the_same_rule(store: Store) -> None:
    workshop = a_room(store)
    everybody = people(store, workshop, 5)
    store.statements.set_moderated(workshop.id, False)
    for person in everybody[:4]:
        write(store, person, "The queue is long")
    assert store.statements.take_in_by_itself(workshop.id, WRITE) == 0
    write(store, everybody[4], "The form is longer")
    assert store.statements.take_in_by_itself(workshop.id, WRITE) == 5
    assert len(store.materials.of(workshop.id, VOTE).cards) == 5


def test_in_a_named_step_there_is_nothing_to_wait_for(store: Store) -> None:
    named = a_step("write", anonymity=Anonymity.NAMED)
    workshop = a_room(store, named)
    person = join(store, workshop).participant
    store.participants.set_name(person, "Anna")
    write(store, person, "I said so")
    assert store.statements.take_in(workshop.id, named) == 1
    assert by_text(store, workshop)["I said so"].label == "Anna"


def test_merging_keeps_what_was_merged_and_can_be_undone(store: Store) -> None:
    workshop, everybody = filled(store)
    there = by_text(store, workshop)
    ids = [there[f"Point {n}"].id for n in range(4)]
    store.statements.show(workshop.id, ids)
    store.statements.merge(workshop.id, ids[:2], into=ids[0])
    store.statements.merge(workshop.id, [ids[0]], into=ids[2])
    merged = by_text(store, workshop)
    # What had been merged into the first follows it.
    assert {merged[f"Point {n}"].into for n in (0, 1)} == {ids[2]}
    assert len(store.materials.of(workshop.id, VOTE).cards) == 2
    store.statements.undo(workshop.id)
    assert by_text(store, workshop)["Point 0"].standing is Standing.SHOWN
    assert by_text(store, workshop)["Point 1"].into == ids[0]
    store.statements.undo(workshop.id)
    assert by_text(store, workshop)["Point 1"].standing is Standing.SHOWN
    with pytest.raises(Refused, match="at least two"):
        store.statements.merge(workshop.id, [ids[0]], into=ids[0])
    # When the writer of the one that stands for others withdraws, the others stand for themselves.
    store.statements.merge(workshop.id, ids[:2], into=ids[0])
    store.participants.withdraw(everybody[0])
    assert by_text(store, workshop)["Point 1"].standing is Standing.SHOWN


def test_an_edit_is_undone_to_the_wording_before(store: Store) -> None:
    workshop, _ = filled(store)
    one = by_text(store, workshop)["Point 0"].id
    store.statements.edit(workshop.id, one, "First")
    store.statements.edit(workshop.id, one, "Second")
    last = store.statements.undoable(workshop.id)
    assert store.statements.undo(workshop.id, seen=last) == last
    assert store.statements.undo(workshop.id, seen=last) is None
    assert by_text(store, workshop)["Point 0"].public == "First"
    store.statements.undo(workshop.id)
    assert by_text(store, workshop)["Point 0"].public is None
    for wrong in ("  ", "x" * (LONGEST + 1)):
        with pytest.raises(Refused, match="wording"):
            store.statements.edit(workshop.id, one, wrong)


def test_the_log_says_who_did_what_and_holds_no_words(store: Store) -> None:
    workshop, _ = filled(store)
    store.rooms.take(workshop.id, Facilitator(key="anna's browser", name="Anna"))
    one = by_text(store, workshop)["Point 3"].id
    store.statements.show(workshop.id, [one], "anna's browser")
    store.statements.edit(workshop.id, one, "A secret wording", "anna's browser")
    store.statements.assign(workshop.id, [one], "tools", "anna's browser")
    with pytest.raises(Refused):
        store.statements.hold(workshop.id, [one], "ben's")
    log = store.statements.log(workshop.id)
    assert [entry.what for entry in log][-3:] == [
        Moderation.SHOWN,
        Moderation.EDITED,
        Moderation.ASSIGNED,
    ]
    assert [entry.by for entry in log[-3:]] == ["Anna"] * 3
    dumped = " ".join(entry.model_dump_json() for entry in log)
    assert "secret wording" not in dumped
    assert "Point" not in dumped
    assert "browser" not in dumped


def test_words_that_somebody_takes_back_leave_the_room(store: Store) -> None:
    workshop, everybody = filled(store)
    person = everybody[0]
    write(store, person, "Point 0", "A second point")
    store.statements.show(workshop.id, [by_text(store, workshop)["Point 0"].id])
    # Moved to another place the words stay the same statement; reworded they are gone.
    before = by_text(store, workshop)["Point 0"].id
    write(store, person, "Something else", "Point 0")
    assert by_text(store, workshop)["Point 0"].id == before
    write(store, person, "Something else")
    assert "Point 0" not in by_text(store, workshop)
    assert store.materials.of(workshop.id, VOTE).cards == ()


def test_a_person_sees_what_became_of_their_words(store: Store) -> None:
    workshop, everybody = filled(store)
    there = by_text(store, workshop)
    first, second = there["Point 0"].id, there["Point 1"].id
    store.statements.show(workshop.id, [first, second])
    store.statements.assign(workshop.id, [second], "tools")
    store.statements.merge(workshop.id, [first, second], into=second)
    change = Change(
        id="one-login",
        title="One login",
        statements=(second,),
        decision=Decision.DO,
        made_at=NOON,
    )
    store.changes.save(workshop.id, change)
    (own,) = store.statements.of_person(workshop.id, everybody[0].id)
    assert (own.text, own.public, own.theme) == ("Point 0", "Point 1", "Tools and technology")
    assert own.changes == (change,)
    (waiting,) = store.statements.of_person(workshop.id, everybody[2].id)
    assert (waiting.standing, waiting.public, waiting.theme) == (Standing.WAITING, None, None)


def test_a_theme_becomes_a_change_with_its_statements(store: Store) -> None:
    workshop, _ = filled(store)
    theme = store.room_parts.codebook(workshop.id).theme("tools")
    assert theme is not None
    change = change_of_theme(theme, ["tb", "ta"], NOON)
    store.changes.save(workshop.id, change)
    store.changes.save(workshop.id, change.model_copy(update={"owner": "IT"}))
    assert store.changes.all(workshop.id) == (change.model_copy(update={"owner": "IT"}),)
    assert (change.statements, change.element, change.must_have) == (
        ("ta", "tb"),
        "systems",
        "not_widgets",
    )
    with pytest.raises(Refused, match="already"):
        store.changes.save(workshop.id, change.model_copy(update={"id": "another"}))
    approve = a_step("pick", activity=Activity.APPROVE)
    assert [card.text for card in store.materials.of(workshop.id, approve).cards] == [change.title]
    store.changes.save(workshop.id, change.model_copy(update={"decision": Decision.NOT_NOW}))
    assert store.materials.of(workshop.id, approve).cards == ()
    again = store.workshops.new_wave(workshop.id)
    assert [one.statements for one in store.changes.all(again.id)] == [()]
    store.changes.remove(workshop.id, change.id)
    assert store.changes.all(workshop.id) == ()


def test_the_facilitators_own_wording_and_paper_are_labelled(store: Store) -> None:
    workshop = a_room(store)
    store.statements.add(workshop.id, "write", "Said aloud in the room")
    store.statements.add(workshop.id, "write", "On a card", origin=Origin.PAPER)
    labels = {card.text: card.label for card in store.materials.of(workshop.id, VOTE).cards}
    assert labels == {
        "Said aloud in the room": "Worded by the facilitator",
        "On a card": "From a paper sheet",
    }
    with pytest.raises(Refused, match="there already"):
        store.statements.add(workshop.id, "write", "ON A CARD")
    with pytest.raises(Refused, match="accepted: 1 to 300"):
        store.statements.add(workshop.id, "write", "  ")


def test_withdrawing_leaves_no_trace_of_the_words(store: Store) -> None:
    workshop = a_room(store)
    everybody = people(store, workshop, 6)
    for count, person in enumerate(everybody):
        write(store, person, f"Point {count} zanzibar{count}")
    store.statements.take_in(workshop.id, WRITE)
    there = by_text(store, workshop)
    own = there["Point 2 zanzibar2"].id
    store.statements.show(workshop.id, [own])
    store.statements.edit(workshop.id, own, "Edited zanzibar2")
    store.statements.edit(workshop.id, own, "Edited again")
    store.changes.save(
        workshop.id, Change(id="a", title="A change", statements=(own,), made_at=NOON)
    )
    store.participants.withdraw(everybody[2])
    assert len(store.statements.current(workshop.id)) == 5
    connection = sqlite3.connect(store._database.address.url.database or "")
    try:
        dumped = "\n".join(connection.iterdump())
    finally:
        connection.close()
    assert "zanzibar2" not in dumped
    assert "zanzibar3" in dumped


def test_codebook_edits_are_logged(store: Store) -> None:
    workshop = a_workshop(store)
    shipped = store.room_parts.codebook(workshop.id)
    store.room_parts.set_codebook(workshop.id, shipped)
    store.room_parts.set_codebook(workshop.id, None)
    assert store.room_parts.codebook(workshop.id) == shipped
    assert [entry.what for entry in store.statements.log(workshop.id)] == [Moderation.CODEBOOK] * 2
    journey = store.room_parts.journey(workshop.id)
    store.room_parts.set_journey(workshop.id, journey.owned({"bill": "Finance"}))
    assert [o.owner for o in store.room_parts.journey(workshop.id).touchpoints].count(
        "Finance"
    ) == 1
