from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshop.rooms_made import NINE, a_step, agendas, an_agenda, an_open_room
from workbench.workshop import room_moves
from workbench.workshop.agenda import Activity, Agenda, Anonymity, RevealPolicy, WhoAdvances
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.room_moves import RoomChange

MOVES = ("advance", "back", "extend", "close_step", "reveal", "wait", "close", "reopen")


def moved(room: Room, move: str, minutes: int) -> tuple[Room, int]:
    """The room after a move at nine and so many minutes, and the time after it."""
    at = NINE + timedelta(minutes=minutes)
    room = room.standing(at)
    if move == "wait":
        return room, minutes + 90
    current = room.current or ""
    made: Callable[[], RoomChange] = {
        "advance": lambda: room_moves.advance(room, at),
        "back": lambda: room_moves.go_back(room, at),
        "extend": lambda: room_moves.extend(room, 5, at),
        "close_step": lambda: room_moves.close_step(room, current, at),
        "reveal": lambda: room_moves.reveal_step(room, current, at),
        "close": lambda: room_moves.close_room(room, at),
        "reopen": lambda: room_moves.reopen_room(room, at),
    }[move]
    try:
        return made().room, minutes + 1
    except Refused:
        return room, minutes + 1


@given(agendas(), st.lists(st.sampled_from(MOVES), max_size=25))
def test_whatever_happens_nobody_gets_ahead_of_the_room(agenda: Agenda, moves: list[str]) -> None:
    room, minutes = room_moves.open_room(Room(agenda=agenda), NINE).room, 0
    furthest = 0
    for move in moves:
        # A timer may have taken the room on before the move.
        came_to = room.standing(NINE + timedelta(minutes=minutes)).current
        room, minutes = moved(room, move, minutes)
        Room.model_validate(dict(room))  # no move makes an impossible room
        assert came_to is not None
        assert room.current is not None
        furthest = max(furthest, agenda.index(came_to), agenda.index(room.current))
        beyond = furthest
        while agenda.steps[beyond].who_advances is WhoAdvances.EACH and beyond + 1 < len(
            agenda.steps
        ):
            beyond += 1
        for role in Role:
            open_to_them = room.open_steps(role)
            assert all(agenda.index(step.id) <= beyond for step in open_to_them)
            assert all(role in step.roles for step in open_to_them)
            takes = {step.id for step in agenda.steps if room.takes_answers(step.id, role)}
            assert takes <= {step.id for step in open_to_them} - room.closed
            assert takes == set() or room.is_open
            here = room.step_for(role)
            assert here is None or here in open_to_them


@given(agendas(), st.lists(st.sampled_from(MOVES), max_size=25))
def test_nothing_shows_that_was_not_revealed_or_agreed_to_be_live(
    agenda: Agenda, moves: list[str]
) -> None:
    room, minutes = Room(agenda=agenda), 0
    assert not any(room.shows_results(step.id) for step in agenda.steps)
    room = room_moves.open_room(room, NINE).room
    for move in moves:
        room, minutes = moved(room, move, minutes)
        for step in agenda.steps:
            if room.shows_results(step.id):
                assert step.reveal is not RevealPolicy.NEVER
                assert step in room.open_to_all
                assert step.reveal is RevealPolicy.BATCHES or step.id in room.revealed


@given(agendas(), st.integers(0, 3000), st.integers(0, 3000))
def test_looking_in_between_changes_nothing(agenda: Agenda, first: int, second: int) -> None:
    room = room_moves.open_room(Room(agenda=agenda), NINE).room
    early, late = sorted((NINE + timedelta(minutes=first), NINE + timedelta(minutes=second)))
    assert room.standing(early).standing(late) == room.standing(late)


def test_a_clock_that_nobody_watched_takes_every_step_in_its_turn() -> None:
    timed = {"minutes": 10, "who_advances": WhoAdvances.TIMER}
    room = an_open_room(a_step("a", **timed), a_step("b", **timed), a_step("c", **timed))
    assert room.standing(NINE + timedelta(minutes=9)).current == "a"
    late = room.standing(NINE + timedelta(minutes=25))
    assert (late.current, late.reached) == ("c", ("a", "b", "c"))
    assert late.seconds_left(NINE + timedelta(minutes=25)) == 5 * 60
    # The last step stays: there is nothing after it, and nobody who types is thrown out.
    last = room.standing(NINE + timedelta(hours=9))
    assert last.current == "c"
    assert last.takes_answers("c", Role.ADVISOR)
    assert last.seconds_left(NINE + timedelta(hours=9)) == 0


def test_a_timer_of_the_facilitator_moves_nobody() -> None:
    room = an_open_room(a_step("a", minutes=5), a_step("b"))
    assert room.standing(NINE + timedelta(hours=2)).current == "a"


def test_a_step_that_the_room_left_takes_answers_until_it_is_closed() -> None:
    room = room_moves.advance(an_open_room(), NINE).room
    assert room.takes_answers("one", Role.ADVISOR)
    closed = room_moves.close_step(room, "one", NINE).room
    with pytest.raises(Refused, match="“One” is closed; nothing more can be sent to it"):
        closed.check_answer("one", Role.ADVISOR)
    assert room_moves.reopen_step(closed, "one", NINE).room == room


def test_after_going_back_what_was_reached_stays_open() -> None:
    room = room_moves.go_back(room_moves.advance(an_open_room(), NINE).room, NINE).room
    assert room.current == "one"
    assert room.takes_answers("two", Role.ADVISOR)
    with pytest.raises(Refused, match="“Three” has not begun yet"):
        room.check_answer("three", Role.ADVISOR)


def test_who_is_not_asked_waits_at_the_last_step_of_their_own() -> None:
    customers = frozenset({Role.CUSTOMER})
    room = an_open_room(a_step("a", roles=customers), a_step("b"), a_step("c", roles=customers))
    assert room.step_for(Role.ADVISOR) is None
    at_end = room_moves.go_to(room_moves.go_to(room, "b", NINE).room, "c", NINE).room
    there = at_end.step_for(Role.ADVISOR)
    assert there is not None
    assert there.id == "b"
    with pytest.raises(Refused, match="“C” is not for advisors"):
        at_end.check_answer("c", Role.ADVISOR)


def test_an_unattended_room_lets_everybody_go_on_and_closes_by_itself() -> None:
    each = {"who_advances": WhoAdvances.EACH}
    room = an_open_room(a_step("a", **each), a_step("b", **each), a_step("c"), a_step("d"), days=7)
    assert [step.id for step in room.open_steps(Role.CUSTOMER)] == ["a", "b", "c"]
    assert room.standing(NINE + timedelta(days=6, hours=23)).is_open
    closed = room.standing(NINE + timedelta(days=8))
    assert closed.closed_at == NINE + timedelta(days=7)
    with pytest.raises(Refused, match="The workshop is closed"):
        closed.check_answer("a", Role.CUSTOMER)
    again = room_moves.reopen_room(closed, NINE + timedelta(days=8)).room
    assert again.standing(NINE + timedelta(days=14)).is_open


def test_more_time_counts_from_now_when_the_time_is_up() -> None:
    room = an_open_room(a_step("a", minutes=5))
    early = room_moves.extend(room, 3, NINE + timedelta(minutes=1)).room
    assert early.deadline == NINE + timedelta(minutes=8)
    late = room_moves.extend(room, 3, NINE + timedelta(minutes=9)).room
    assert late.deadline == NINE + timedelta(minutes=12)
    with pytest.raises(Refused, match="0 minutes more; accepted: 1 to 240"):
        room_moves.extend(room, 0, NINE)


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (lambda room: room_moves.go_back(room, NINE), "This is the first step"),
        (lambda room: room_moves.go_to(room, "gone", NINE), "not on the agenda any more"),
        (lambda room: room_moves.reveal_step(room, "two", NINE), "has not begun yet"),
        (lambda room: room.check_answer("gone", Role.ADVISOR), "not on the agenda any more"),
    ],
)
def test_what_cannot_be_done_says_why(move: object, told: str) -> None:
    assert callable(move)
    with pytest.raises(Refused, match=told):
        move(an_open_room())


def test_after_the_last_step_there_is_nothing_and_a_closed_room_does_not_move() -> None:
    room = an_open_room(a_step("a", reveal=RevealPolicy.NEVER))
    with pytest.raises(Refused, match="This is the last step"):
        room_moves.advance(room, NINE)
    with pytest.raises(Refused, match="not shown in the room, as agreed"):
        room_moves.reveal_step(room, "a", NINE)
    closed = room_moves.close_room(room, NINE).room
    with pytest.raises(Refused, match="Open it again first"):
        room_moves.extend(closed, 5, NINE)
    assert room_moves.open_room(closed, NINE).room.is_open
    with pytest.raises(Refused, match="Open the room first"):
        room_moves.advance(Room(agenda=an_agenda()), NINE)
    with pytest.raises(Refused, match="has not begun yet"):
        Room(agenda=an_agenda()).check_answer("one", Role.ADVISOR)


def test_a_step_with_answers_keeps_its_place_its_kind_and_its_promise() -> None:
    room = room_moves.advance(an_open_room(), NINE).room
    without = an_agenda(a_step("two"), a_step("three"))
    with pytest.raises(Refused, match="“One” has begun and may hold answers, so it stays"):
        room_moves.set_agenda(room, without, NINE)
    other = an_agenda(a_step("one", activity=Activity.TALK), a_step("two"))
    with pytest.raises(Refused, match="what people do in it stays"):
        room_moves.set_agenda(room, other, NINE)
    named = {"anonymity": Anonymity.NAMED}
    promised = an_agenda(a_step("one"), a_step("two", **named))
    with pytest.raises(Refused, match="“Two” has begun as anonymous, and people were told so"):
        room_moves.set_agenda(room, promised, NINE)
    shorter = an_agenda(a_step("one", title="First"), a_step("two"))
    changed = room_moves.set_agenda(room, shorter, NINE).room
    assert [step.title for step in changed.agenda.steps] == ["First", "Two"]
    assert changed.current == "two"
