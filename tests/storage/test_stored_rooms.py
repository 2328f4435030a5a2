from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.storage.made import NOON, a_workshop, answers, join
from tests.workshop.rooms_made import a_step, an_agenda
from workbench.storage import Store
from workbench.storage.room_row import insert_room
from workbench.voices.answers import Answer
from workbench.voices.instrument import instrument
from workbench.workshop import room_moves
from workbench.workshop.agenda import Activity, Agenda, Anonymity, Inputs, WhoAdvances
from workbench.workshop.agenda_edits import add_step, change_step, move_step
from workbench.workshop.agenda_templates import templates
from workbench.workshop.control import Facilitator
from workbench.workshop.log import Event
from workbench.workshop.proxy import ProxyEntry, ProxyKind
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

ANNA, BEN = Facilitator(key="anna's browser", name="Anna"), Facilitator(key="ben's", name="Ben")
WRITTEN = Answer(item="wrong.1", value="The script")


def in_session(store: Store, *agenda: Agenda) -> Workshop:
    """A workshop whose room is in its first step."""
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, agenda[0] if agenda else an_agenda())
    store.rooms.open(workshop.id)
    return workshop


def test_a_room_is_where_it_was_taken_and_says_so_in_the_log(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    assert store.rooms.find(workshop.id) is None
    assert store.rooms.revision(workshop.id) == 0
    with pytest.raises(Refused, match="no agenda yet"):
        store.rooms.open(workshop.id)
    boardroom = templates()["boardroom"].agenda
    store.rooms.prepare(workshop.id, templates()["quick_vote"].agenda)
    store.rooms.prepare(workshop.id, boardroom)
    before = store.rooms.revision(workshop.id)
    store.rooms.open(workshop.id)
    store.rooms.advance(workshop.id)
    store.rooms.advance(workshop.id)
    store.rooms.back(workshop.id)
    store.rooms.extend(workshop.id, 5)
    store.rooms.go(workshop.id, "floor")
    store.rooms.reveal_step(workshop.id, "pulse")
    store.rooms.close_step(workshop.id, "pulse")
    room = store.rooms.find(workshop.id)
    assert room is not None
    assert (room.agenda, room.current) == (boardroom, "floor")
    assert room.reached == ("welcome", "pulse", "floor")
    assert room.is_revealed("pulse")
    assert store.rooms.revision(workshop.id) == before + 8
    store.rooms.reopen_step(workshop.id, "pulse")
    store.rooms.close(workshop.id)
    store.rooms.reopen(workshop.id)
    assert store.rooms.find(other.id) is None
    told = [(entry.what, entry.detail) for entry in store.workshops.log(workshop.id)]
    assert (Event.STEP_BEGUN, "What will the floor say?") in told
    assert (Event.STEP_REVEALED, "How ready are we?") in told
    with pytest.raises(Refused, match="under way"):
        store.rooms.prepare(workshop.id, an_agenda())
    with pytest.raises(Refused, match="its agenda stays"):
        store.rooms.discard(workshop.id)


def test_steps_that_the_clock_begins_are_in_the_log_once_each(store: Store) -> None:
    steps = [
        a_step(name, minutes=1, who_advances=WhoAdvances.TIMER) for name in ("one", "two", "three")
    ]
    workshop = a_workshop(store)
    began = datetime.now(UTC) - timedelta(minutes=2, seconds=5)
    opened = room_moves.open_room(Room(agenda=an_agenda(*steps, days=1)), began).room
    with store.rooms._database.writing() as connection:
        insert_room(connection, workshop.id, opened)
    store.rooms.take(workshop.id, ANNA)
    store.rooms.extend(workshop.id, 5, ANNA.key)
    begun = [
        (entry.detail, entry.at)
        for entry in store.workshops.log(workshop.id)
        if entry.what is Event.STEP_BEGUN
    ]
    minute = timedelta(minutes=1)
    assert begun == [("Two", began + minute), ("Three", began + 2 * minute)]

    # An unattended room that its days have closed says when that was.
    ended = a_workshop(store)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with store.rooms._database.writing() as connection:
        insert_room(
            connection,
            ended.id,
            room_moves.open_room(Room(agenda=an_agenda(days=2)), long_ago).room,
        )
    store.rooms.reopen(ended.id)
    told = [(entry.what, entry.at) for entry in store.workshops.log(ended.id)]
    assert told[0] == (Event.ROOM_CLOSED, long_ago + timedelta(days=2))
    assert [what for what, _ in told] == [Event.ROOM_CLOSED, Event.ROOM_OPENED]


def test_the_log_does_not_tell_between_which_moments_somebody_withdrew(store: Store) -> None:
    workshop = in_session(store)
    person = join(store, workshop).participant
    store.rooms.advance(workshop.id)
    store.participants.withdraw(person)
    store.rooms.advance(workshop.id)
    told = [entry.what for entry in store.workshops.log(workshop.id)]
    assert told == [Event.WITHDRAWN, Event.ROOM_OPENED, *[Event.STEP_BEGUN] * 3]


def test_a_closed_step_takes_the_questionnaire_from_no_screen(store: Store) -> None:
    pulse = a_step("pulse", activity=Activity.PULSE, inputs=Inputs(), budget=None)
    workshop = in_session(store, an_agenda(pulse, a_step("two")))
    advisor, form = join(store, workshop).participant, instrument().form_for(Role.ADVISOR)
    assert store.submissions.submit(answers(advisor, key="sent in time", form=form)).stored
    store.rooms.close_step(workshop.id, "pulse")
    with pytest.raises(Refused, match="“Pulse” is closed"):
        store.submissions.submit(answers(advisor, key="sent late", form=form))
    assert not store.submissions.submit(
        answers(advisor, key="sent in time", form=form)
    ).stored  # a repeat is told
    store.rooms.reopen_step(workshop.id, "pulse")
    assert store.submissions.submit(answers(advisor, key="sent again", form=form)).stored
    store.rooms.close(workshop.id)
    with pytest.raises(Refused, match="The workshop is closed"):
        store.submissions.submit(answers(advisor, key="sent later", form=form))


def test_an_agenda_nobody_opened_can_be_taken_away(store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, an_agenda())
    store.rooms.discard(workshop.id)
    assert store.rooms.find(workshop.id) is None


def test_two_presses_of_next_are_one_step(store: Store) -> None:
    workshop = in_session(store)
    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda _: store.rooms.advance(workshop.id, after="one"), range(4)))
    room = store.rooms.find(workshop.id)
    assert room is not None
    assert room.current == "two"


def test_two_presses_of_back_or_of_more_time_are_one(store: Store) -> None:
    workshop = in_session(store)
    seen = store.rooms.advance(workshop.id)
    longer = store.rooms.extend(workshop.id, 5, seen=seen)
    assert longer.deadline != seen.deadline
    assert store.rooms.extend(workshop.id, 5, seen=seen) == longer
    assert store.rooms.back(workshop.id, after="two").current == "one"
    assert store.rooms.back(workshop.id, after="two").current == "one"


def test_only_what_figures_are_worked_out_from_raises_their_revision(store: Store) -> None:
    workshop = in_session(store)
    store.workshops.lock_standard(workshop.id)
    seen = [store.workshops.figures_revision(workshop.id)]

    def risen() -> bool:
        seen.append(store.workshops.figures_revision(workshop.id))
        return seen[-1] > seen[-2]

    person = join(store, workshop).participant
    store.submissions.submit(answers(person, WRITTEN, form="step:one"))
    store.submissions.submit(answers(person))
    store.rooms.advance(workshop.id)
    assert not risen()
    store.workshops.reveal(workshop.id)
    assert risen()
    store.submissions.submit(answers(person, WRITTEN, form="step:two"))
    assert not risen()
    # What is released may now follow an answer to the questionnaire, and so may every figure.
    store.submissions.submit(answers(person))
    assert risen()
    store.participants.withdraw(person)
    assert risen()


def test_changes_of_the_agenda_are_undone_one_by_one(store: Store) -> None:
    workshop = in_session(store)
    start = an_agenda()
    store.rooms.edit(workshop.id, lambda now: change_step(now, "two", title="Second"))
    store.rooms.edit(workshop.id, lambda now: move_step(now, "two", 1))
    moved = store.rooms.edit(workshop.id, lambda now: add_step(now, a_step("four"))).agenda
    assert [step.id for step in moved.steps] == ["one", "three", "two", "four"]
    assert len(store.rooms.edits(workshop.id).past) == 3
    for _ in range(2):
        store.rooms.undo(workshop.id)
    assert store.rooms.redo(workshop.id).agenda == move_step(
        change_step(start, "two", title="Second"), "two", 1
    )
    store.rooms.undo(workshop.id)
    assert store.rooms.undo(workshop.id).agenda == start
    with pytest.raises(Refused, match="nothing to undo"):
        store.rooms.undo(workshop.id)
    store.rooms.edit(workshop.id, lambda now: add_step(now, a_step("five")))
    with pytest.raises(Refused, match="nothing to do again"):
        store.rooms.redo(workshop.id)


def test_answers_follow_the_room_and_never_go_ahead_of_it(store: Store) -> None:
    workshop = in_session(store)
    person = join(store, workshop).participant
    ahead = answers(person, WRITTEN, form="step:two")
    with pytest.raises(Refused, match="“Two” has not begun yet"):
        store.submissions.submit(ahead)
    assert store.submissions.submit(answers(person, WRITTEN, form="step:one")).stored
    store.rooms.advance(workshop.id)
    assert store.submissions.submit(ahead).stored
    # Somebody was still typing in the step that the room left.
    assert store.submissions.submit(answers(person, WRITTEN, form="step:one/s-1")).stored
    store.rooms.close_step(workshop.id, "one")
    with pytest.raises(Refused, match="“One” is closed"):
        store.submissions.submit(answers(person, WRITTEN, form="step:one"))
    store.rooms.close(workshop.id)
    # What arrived before and is sent again gets its receipt again, though nothing new is taken.
    assert not store.submissions.submit(ahead).stored
    with pytest.raises(Refused, match="The workshop is closed"):
        store.submissions.submit(answers(person, WRITTEN, form="step:two"))
    # A form that the agenda does not ask for opens and closes by role alone.
    assert store.submissions.submit(answers(person)).stored
    lone = join(store, a_workshop(store)).participant
    with pytest.raises(Refused, match="no agenda any more"):
        store.submissions.submit(answers(lone, WRITTEN, form="step:one"))


def test_one_facilitator_runs_the_room_and_hands_over(store: Store) -> None:
    workshop = in_session(store)
    store.rooms.advance(workshop.id)  # nobody is in control: a script may
    store.rooms.take(workshop.id, ANNA)
    with pytest.raises(Refused, match="Anna runs the room"):
        store.rooms.advance(workshop.id, BEN.key)
    with pytest.raises(Refused, match="Anna runs the room and is there"):
        store.rooms.take(workshop.id, BEN)
    store.rooms.ask(workshop.id, BEN)
    with pytest.raises(Refused, match="Ben has asked for control already"):
        store.rooms.ask(workshop.id, Facilitator(key="c", name="Cleo"))
    assert store.rooms.keep(workshop.id, ANNA.key).asking is None
    with pytest.raises(Refused, match="Nobody asks"):
        store.rooms.hand_over(workshop.id, ANNA.key)
    store.rooms.ask(workshop.id, BEN)
    assert store.rooms.hand_over(workshop.id, ANNA.key).is_held_by(BEN.key)
    with pytest.raises(Refused, match="Ben runs the room"):
        store.rooms.back(workshop.id, ANNA.key)
    revision = store.workshops.revision(workshop.id)
    assert store.rooms.still_here(workshop.id, BEN.key).holder == BEN
    assert store.workshops.revision(workshop.id) == revision
    assert store.rooms.let_go(workshop.id, BEN.key).holder is None
    taken = [
        entry.detail
        for entry in store.workshops.log(workshop.id)
        if entry.what is Event.CONTROL_TAKEN
    ]
    assert taken == ["Anna", "Ben"]


def test_a_copy_and_a_second_wave_get_the_agenda_and_nothing_that_happened(store: Store) -> None:
    workshop = in_session(store)
    store.rooms.advance(workshop.id)
    store.rooms.reveal_step(workshop.id, "one")
    store.proxies.add(workshop.id, hands())
    for copy in (
        store.workshops.duplicate(workshop.id, "Again"),
        store.workshops.new_wave(workshop.id),
    ):
        room = store.rooms.find(copy.id)
        assert room is not None
        assert room.agenda == an_agenda()
        assert (room.current, room.reached, room.revealed) == (None, (), {})
        assert store.proxies.all(copy.id) == ()


def test_a_count_points_at_nobody(store: Store) -> None:
    step = a_step("one", roles=frozenset({Role.ADVISOR, Role.EXECUTIVE}))
    pulse = a_step("two", activity=Activity.PULSE, inputs={}, budget=None)
    named = a_step("three", anonymity=Anonymity.NAMED)
    workshop = in_session(store, an_agenda(step, pulse, named))
    executives = [join(store, workshop, Role.EXECUTIVE).participant for _ in range(2)]
    assert store.rooms.turnout(workshop.id, step).by_role == {}
    advisors = [join(store, workshop).participant for _ in range(7)]
    told = store.rooms.turnout(workshop.id, step)
    # Two executives are the difference between all and the advisors, so neither role is told.
    assert (told.joined, told.by_role, told.others) == (9, {}, 9)
    assert told.ready_told == "0 of 9 ready"
    assert store.rooms.too_small(workshop.id) == (Role.EXECUTIVE,)
    for person in [*executives, *advisors[:2]]:
        store.submissions.submit(answers(person, WRITTEN, form="step:one/s-1"))
    assert store.rooms.turnout(workshop.id, step).ready_told == "Fewer than 5 of 9 ready"
    for person in advisors:
        store.submissions.submit(answers(person, WRITTEN, form="step:one"))
    assert store.rooms.turnout(workshop.id, step).ready_told == "All 9 ready"
    store.submissions.submit(answers(advisors[0], form="pulse_advisor"))
    assert store.rooms.turnout(workshop.id, pulse).ready is None
    store.rooms.go(workshop.id, "three")
    store.submissions.submit(answers(advisors[0], WRITTEN, form="step:three"))
    assert store.rooms.turnout(workshop.id, named).ready_told == "1 of 9 ready"


def hands(**changes: object) -> ProxyEntry:
    usual: dict[str, object] = {
        "key": uuid4().hex,
        "step": "one",
        "kind": ProxyKind.HANDS,
        "form": "step:one/s-1",
        "item": "stance",
        "counts": {"agree": 12, "disagree": 3},
        "entered_at": NOON,
    }
    return ProxyEntry.model_validate(usual | changes)


def test_hands_and_paper_are_kept_apart_from_what_people_sent(store: Store) -> None:
    workshop = in_session(store)
    raised, sheet = hands(), hands(kind=ProxyKind.PAPER, counts={}, words="No time", step="two")
    for entry in (raised, raised, sheet):
        store.proxies.add(workshop.id, entry)
    assert store.proxies.all(workshop.id) == (raised, sheet)
    assert store.proxies.all(workshop.id, "two") == (sheet,)
    assert (raised.people, sheet.people) == (15, 1)
    assert store.submissions.current(workshop.id) == ()
    assert store.rooms.turnout(workshop.id, a_step("one")).ready == 0
    store.proxies.remove(workshop.id, raised.key)
    assert store.proxies.all(workshop.id) == (sheet,)
    with pytest.raises(Refused, match="not on the agenda"):
        store.proxies.add(workshop.id, hands(step="gone"))
    store.rooms.take(workshop.id, ANNA)
    with pytest.raises(Refused, match="Anna runs the room"):
        store.proxies.add(workshop.id, hands(), BEN.key)
    with pytest.raises(Refused, match="Anna runs the room"):
        store.proxies.remove(workshop.id, sheet.key, BEN.key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": {"agree": -1}},
        {"counts": {"agree": 2001}},
        {"counts": {}},
        {"counts": {"agree": 0}},
    ],
)
def test_nothing_that_is_no_count_is_entered(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"hands; accepted: 0 to 2,000|nothing is entered"):
        hands(**wrong)


def test_an_unattended_room_is_told_as_it_stands_now(store: Store) -> None:
    workshop = in_session(store, an_agenda(days=1))
    room = store.rooms.find(workshop.id)
    assert room is not None
    assert room.is_open
    assert not room.standing(datetime.now(UTC) + timedelta(days=2)).is_open
