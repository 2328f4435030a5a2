from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.answered import a_workshop, answer, send_form, store_of_tests
from tests.pages.test_readiness import payload
from tests.pages.test_readiness import words as written
from tests.workshop.rooms_made import a_step, an_agenda
from workbench.storage import Store
from workbench.voices.answers import Answer
from workbench.voices.statements import Origin
from workbench.workshop.agenda import Activity, Anonymity
from workbench.workshop.agenda_templates import templates
from workbench.workshop.control import Facilitator
from workbench.workshop.proxy import ProxyKind
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
ANNA = Facilitator(key="another browser", name="Anna")
SECRET_WORDS = "Nobody may read this before the reveal"


@pytest.fixture
def store() -> Iterator[Store]:
    """The database of the pages."""
    with store_of_tests() as opened:
        yield opened


def room_of(store: Store, workshop: Workshop) -> Room:
    room = store.rooms.find(workshop.id)
    assert room is not None
    return room


def words(page: AppTest) -> str:
    """Everything that is written on the page, as it reads."""
    return "\n".join([written(page), *(one.value for one in page.warning)]).replace("\\", "")


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def turn_to(page: AppTest, part: str) -> AppTest:
    page.session_state["facilitate_part"] = part
    page.run()
    assert not page.exception
    return page


def test_a_session_from_the_choice_of_an_agenda_to_its_end(
    open_page: OpenPage, store: Store
) -> None:
    workshop = a_workshop(store)
    page = open_page("facilitate", workshop=workshop.code)
    assert "Choose an agenda to start from" in words(page)
    press(page, "use_boardroom")
    assert "12 steps, 174 minutes" in words(page)
    assert workshop.code in words(page)

    press(page, "open_room")
    assert room_of(store, workshop).current == "welcome"
    assert "Step 1 of 12" in words(page)
    press(page, "room_next")
    assert "How ready are we?" in words(page)
    press(page, "room_next")
    press(page, "room_back")
    room = room_of(store, workshop)
    assert (room.current, room.reached) == ("pulse", ("welcome", "pulse", "floor"))
    before = room.deadline
    press(page, "more_5")
    assert before is not None
    assert room_of(store, workshop).deadline == before + timedelta(minutes=5)

    # The results of the pulse wait for the standard, and say so.
    press(page, "reveal_pulse")
    assert "Agree and lock the requisite standard first" in words(page)
    assert not room_of(store, workshop).is_revealed("pulse")
    answer(store, workshop, Role.EXECUTIVE, {"systems": [4, 4, 3, 4, 4, 3]})
    assert "failing" not in words(page)
    store.workshops.lock_standard(workshop.id)
    press(page, "reveal_pulse")
    assert room_of(store, workshop).is_revealed("pulse")
    assert page.get("vega_lite_chart")

    for _ in range(10):
        press(page, "room_next")
    assert "Was this worth your time?" in words(page)
    assert "- Was this worth your time?" not in words(page)  # the title asks it already
    assert "not shown in the room" in words(page)
    press(page, "close_room")
    assert "nothing more can be sent" in words(page)
    press(page, "reopen_room")
    assert room_of(store, workshop).is_open


def test_the_agenda_is_changed_undone_and_done_again(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, an_agenda())
    page = open_page("facilitate", workshop=workshop.code)
    press(page, "down_one")
    assert [step.id for step in room_of(store, workshop).agenda.steps] == ["two", "one", "three"]
    press(page, "remove_three")
    assert "“Three” is off the agenda" in words(page)
    press(page, "undo_agenda")
    press(page, "undo_agenda")
    press(page, "redo_agenda")
    assert [step.id for step in room_of(store, workshop).agenda.steps] == ["two", "one", "three"]

    press(page, "edit_one")
    page.text_input(key="title_one").set_value("What hurts?")
    page.text_area(key="prompts_one").set_value("What is wrong now?\n\nWhat would help?")
    page.number_input(key="minutes_one").set_value(7)
    press(page, "save_one")
    step = room_of(store, workshop).agenda.steps[1]
    assert (step.id, step.title, step.minutes) == ("one", "What hurts?", 7)
    assert [(one.id, one.text) for one in step.inputs.prompts] == [
        ("wrong", "What is wrong now?"),
        ("q1", "What would help?"),
    ]
    # What is refused says why and keeps what was typed.
    press(page, "edit_one")
    page.text_area(key="prompts_one").set_value("   ")
    press(page, "save_one")
    assert "Questions: none is given; accepted: 1 to 8" in words(page)
    page.text_area(key="prompts_one").set_value("Why?")
    page.selectbox(key="anonymity_one").set_value(Anonymity.NAMED)
    press(page, "save_one")
    assert "once names are shown, they stay" in words(page)

    page.selectbox(key="new_activity").set_value(Activity.APPROVE).run()
    page.text_input(key="new_title").set_value("What first?")
    press(page, "add_step")
    added = room_of(store, workshop).agenda.steps[-1]
    assert (added.id, added.activity, added.budget) == ("what-first", Activity.APPROVE, 5)


def test_a_step_is_about_what_was_chosen_or_about_all(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, templates()["frontline"].agenda)
    page = open_page("facilitate", workshop=workshop.code)
    press(page, "edit_stances")
    page.multiselect(key="sources_stances").set_value([])
    press(page, "save_stances")
    press(page, "edit_moments")
    offered = page.multiselect(key="sources_moments").options
    page.multiselect(key="sources_moments").set_value([]).select(offered[1])
    press(page, "save_moments")
    room = room_of(store, workshop)
    stances, moments = room.agenda.step("stances"), room.agenda.step("moments")
    assert stances is not None
    assert moments is not None
    assert stances.inputs.of_steps == ()
    assert len(moments.inputs.items) == 1
    shown = store.materials.of(workshop.id, moments).cards
    assert [card.text for card in shown] == [offered[1]]


def test_one_facilitator_at_a_time(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, an_agenda())
    store.rooms.open(workshop.id)
    store.rooms.take(workshop.id, ANNA)
    page = open_page("facilitate", workshop=workshop.code)
    assert "Anna runs the room" in words(page)
    assert page.button(key="room_next").disabled
    page.text_input(key="name of the facilitator").set_value("Ben")
    press(page, "ask_control")
    asking = store.rooms.control(workshop.id).asking
    assert asking is not None
    assert asking.name == "Ben"
    assert "You have asked" in words(page)
    store.rooms.hand_over(workshop.id, ANNA.key)
    page.run()
    assert not page.button(key="room_next").disabled
    store.rooms.ask(workshop.id, ANNA)
    page.run()
    assert "Anna asks for control" in words(page)
    press(page, "keep_control")
    assert store.rooms.control(workshop.id).asking is None
    store.rooms.ask(workshop.id, ANNA)
    page.run()
    press(page, "hand_over")
    assert store.rooms.control(workshop.id).is_held_by(ANNA.key)
    assert "Anna runs the room" in words(page)


def test_a_small_boardroom_is_told_and_offered_names(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, an_agenda())
    store.rooms.open(workshop.id)
    for _ in range(4):
        store.participants.join(workshop.id, Role.EXECUTIVE)
    page = open_page("facilitate", workshop=workshop.code)
    warned = page.warning[0].value
    assert "Fewer than 5 executives are here. They are not anonymous" in warned
    press(page, "use_names")
    kinds = [step.anonymity for step in room_of(store, workshop).agenda.steps]
    assert kinds == [Anonymity.ANONYMOUS, Anonymity.NAMED, Anonymity.NAMED]


def test_hands_and_paper_are_entered_as_the_facilitators(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    closing = a_step("two", activity=Activity.CLOSING, budget=None)
    store.rooms.prepare(workshop.id, an_agenda(a_step("one"), closing))
    store.rooms.open(workshop.id)
    page = turn_to(open_page("facilitate", workshop=workshop.code), "Without a phone")
    page.text_area(key="sheet_words").set_value("The script is in the way")
    press(page, "enter_sheet")
    sheet = store.proxies.all(workshop.id)[0]
    assert (sheet.kind, sheet.item, sheet.words) == (
        ProxyKind.PAPER,
        "wrong.1",
        "The script is in the way",
    )
    press(page, "enter_sheet")
    assert "nothing is entered" in words(page)
    turn_to(page, "Moderation")
    (statement,) = store.statements.current(workshop.id)
    assert (statement.origin, statement.text) == (Origin.PAPER, "The script is in the way")
    turn_to(page, "Without a phone")
    press(page, "room_next")
    turn_to(page, "Without a phone")
    press(page, "enter_hands")
    assert "Nothing is counted" in words(page)
    page.number_input(key="hands_worth_5").set_value(12)
    page.number_input(key="hands_worth_2").set_value(3)
    press(page, "enter_hands")
    hands = store.proxies.all(workshop.id, "two")[0]
    assert (hands.form, hands.item, hands.people) == ("step:two", "worth", 15)
    assert hands.kind is ProxyKind.HANDS
    assert store.submissions.current(workshop.id) == ()
    press(page, f"take_back_{hands.key}")
    assert store.proxies.all(workshop.id, "two") == ()


def test_people_are_invited_by_name(open_page: OpenPage, store: Store) -> None:
    workshop = a_workshop(store)
    store.rooms.prepare(workshop.id, an_agenda())
    page = turn_to(open_page("facilitate", workshop=workshop.code), "Invited by name")
    press(page, "make_links")
    assert "0 people are given; accepted: 1 to 200" in words(page)
    page.text_area(key="invited_labels").set_value("Anna Lind\n\n Ben & Söhne \n")
    press(page, "make_links")
    links = store.named_links.all(workshop.id)
    assert [(link.label, link.role) for link in links] == [
        ("Anna Lind", Role.EXECUTIVE),
        ("Ben & Söhne", Role.EXECUTIVE),
    ]
    page.selectbox(key="shown_link").set_value(links[1]).run()
    shown = [code.value for code in page.code]
    assert any(f"/join/{workshop.code}?who=Ben+%26+S%C3%B6hne&key=" in one for one in shown)
    press(page, "remove_link")
    assert len(store.named_links.all(workshop.id)) == 1


def test_the_wall_has_no_controls_and_nothing_hidden_in_it(
    open_page: OpenPage, store: Store
) -> None:
    workshop = a_workshop(store)
    page = open_page("facilitate", workshop=workshop.code, projector="yes")
    assert "The agenda is not chosen yet" in words(page)
    store.rooms.prepare(workshop.id, templates()["frontline"].agenda)
    page.run()
    assert "Nobody has joined yet" in words(page)
    store.rooms.open(workshop.id)
    store.rooms.go(workshop.id, "wrong")
    wrote = Answer(item="wrong.1", value=SECRET_WORDS)
    for _ in range(4):
        send_form(store, workshop, Role.ADVISOR, "step:wrong", wrote)
    page.run()
    assert "What gets in the way?" in words(page)
    assert "Fewer than 5 ready" in words(page)
    for _ in range(8):
        send_form(store, workshop, Role.ADVISOR, "step:wrong", wrote)
    answer(store, workshop, Role.ADVISOR, {"systems": [1, 1, 1, 1, 1, 1]})
    answer(store, workshop, Role.EXECUTIVE, {"systems": [5, 5, 5, 5, 5, 5]})
    page.run()
    assert "12 of " in words(page)
    for control in (page.button, page.text_input, page.selectbox, page.toggle, page.number_input):
        assert len(control) == 0
    for step in ("pulse", "wrong", "break"):
        store.rooms.go(workshop.id, step)
        page.run()
        sent = b"".join(payload(page))
        assert SECRET_WORDS.encode() not in sent
        assert not page.get("vega_lite_chart")
    store.workshops.lock_standard(workshop.id)
    store.workshops.reveal(workshop.id)
    store.rooms.go(workshop.id, "pulse")
    page.run()
    # Revealed on the page on readiness is not revealed on the wall.
    assert not page.get("vega_lite_chart")
    store.rooms.reveal_step(workshop.id, "pulse")
    page.run()
    assert page.get("vega_lite_chart")
