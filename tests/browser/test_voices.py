"""The forms on real screens: phones, keyboards, reloads, two people on one device."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocket, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS
from tests.pages.answered import a_workshop, store_of_tests
from workbench.storage import Store
from workbench.voices.answers import Submission
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

VOICES = ("advisor-voice", "customer-voice", "leadership-voice")
SENTENCE = "Leaders agree; front line rarely hears it"
THUMB = 24  # pixels: the smallest target that WCAG 2.2 accepts (2.5.8)
KEPT = "Object.keys(sessionStorage).length"
LEVELS_OF_HEADINGS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .map(heading => Number(heading.tagName[1]))"""
HEIGHTS = """choices => choices.map(choice => choice.getBoundingClientRect().height)"""
SIDEWAYS = """(() => {
  const main = document.querySelector("[data-testid='stMain']")
  return Math.max(main.scrollWidth - main.clientWidth, document.body.scrollWidth - innerWidth)
})()"""


@pytest.fixture
def store(server: RunningServer) -> Iterator[Store]:
    """The database of the running server."""
    with store_of_tests(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


@pytest.fixture
def spring(store: Store) -> Workshop:
    return a_workshop(store)


def come(page: Page, workshop: Workshop, voice: str = "advisor-voice", more: str = "") -> None:
    page.goto(f"/{voice}?join={workshop.code}{more}")
    settle(page)
    expect(page.get_by_role("button", name="Send my answers")).to_be_visible()


def words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="12. What is wrong now?")


def sentence(page: Page) -> Locator:
    return page.get_by_role("radio", name=SENTENCE)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank you. Your answers are stored.")).to_be_visible()


def said(store: Store, workshop: Workshop) -> list[dict[str, object]]:
    found: tuple[Submission, ...] = store.submissions.current(workshop.id)
    return [{answer.item: answer.value for answer in each.answers} for each in found]


@LOOKS
@pytest.mark.parametrize("voice", VOICES)
def test_a_form_fits_its_screen(
    open_screen: OpenScreen,
    spring: Workshop,
    pictures: Path,
    voice: str,
    size: tuple[int, int],
    dark: bool,
) -> None:
    page = open_screen(size, dark=dark)
    come(page, spring, voice)

    assert page.evaluate(SIDEWAYS) <= 0
    expect(page.get_by_text("Your answers are shown only together with")).to_be_in_viewport()
    expect(page.get_by_text("0 of ")).to_be_in_viewport()
    name = f"{voice}-{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    page.screenshot(path=pictures / f"{name}.png")


@pytest.mark.parametrize("voice", VOICES)
def test_choices_are_large_enough_and_headings_are_in_order(
    phone: Page, spring: Workshop, voice: str
) -> None:
    come(phone, spring, voice)

    levels = phone.evaluate(LEVELS_OF_HEADINGS)
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    choices = phone.locator(".st-key-voice_form").locator(
        "label:has(input[type=radio]), [role=radio], [aria-pressed]"
    )
    assert min(choices.evaluate_all(HEIGHTS)) >= THUMB


def test_a_screen_reader_hears_each_question_with_its_choices(
    phone: Page, spring: Workshop
) -> None:
    come(phone, spring)

    groups = phone.locator(".st-key-voice_form").get_by_role("radiogroup")
    assert groups.count() == 10
    first = groups.first
    expect(first).to_have_accessible_name(
        "1. If a new colleague asked what experience we want customers to have, what could you say?"
    )
    assert first.get_by_role("radio").count() == 6
    expect(first.get_by_role("radio").last).to_have_accessible_name("Don't know, or can't see this")
    expect(phone.get_by_role("spinbutton")).to_have_accessible_name(
        "9. On a normal shift, how many minutes do you get away from contacts to follow things up "
        "or learn? (minutes per shift)"
    )


def test_picking_an_answer_asks_nothing_of_the_server(phone: Page, spring: Workshop) -> None:
    frames: list[str | bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: frames.append(frame))

    phone.on("websocket", listen)
    come(phone, spring)
    before = len(frames)
    phone.get_by_text(SENTENCE).click()
    words(phone).fill("The clock")
    phone.get_by_role("radiogroup", name="10. ").get_by_role("radio", name="7").click()
    expect(phone.get_by_text("3 of 13 answered")).to_be_visible()

    assert len(frames) == before
    send(phone)
    assert len(frames) > before


def test_the_keyboard_alone_fills_and_sends_a_form(
    desktop: Page, store: Store, spring: Workshop
) -> None:
    come(desktop, spring)

    def go_to(wanted: Locator) -> None:
        for _ in range(60):
            if wanted.evaluate("element => element.contains(document.activeElement)"):
                return
            desktop.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {wanted}")

    go_to(desktop.get_by_role("radiogroup", name="1. If a new colleague"))
    desktop.keyboard.press("Space")
    desktop.keyboard.press("ArrowDown")
    go_to(desktop.get_by_role("spinbutton"))
    desktop.keyboard.type("35")
    go_to(desktop.get_by_role("radiogroup", name="10. "))
    desktop.keyboard.press("ArrowRight")
    desktop.keyboard.press("Space")
    go_to(words(desktop))
    desktop.keyboard.type("The clock")
    go_to(desktop.get_by_role("combobox", name="12. What is it about?"))
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    go_to(desktop.get_by_role("button", name="Send my answers"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Thank you. Your answers are stored.")).to_be_visible()

    (submission,) = store.submissions.current(spring.id)
    assert said(store, spring) == [{"ST1": 2, "WQ1": 35, "WQ2": 1, "OT1": "The clock"}]
    assert submission.answers[-1].theme == "promises"


def test_what_was_not_sent_survives_a_reload_in_this_tab_only(
    phone: Page, store: Store, spring: Workshop
) -> None:
    come(phone, spring)
    phone.get_by_text(SENTENCE).click()
    words(phone).fill("Half a sentence")
    expect(phone.get_by_text("2 of 13 answered")).to_be_visible()
    assert "Half" not in phone.url

    phone.reload()
    settle(phone)
    expect(words(phone)).to_have_value("Half a sentence")
    expect(sentence(phone)).to_be_checked()
    expect(phone.get_by_text("What you had not sent yet is back.")).to_be_visible()
    assert said(store, spring) == []

    other = phone.context.new_page()
    come(other, spring)
    expect(words(other)).to_have_value("")
    send(phone)
    expect(phone.get_by_text("2 of 13 questions")).to_be_visible()
    settle(phone)
    assert phone.evaluate(KEPT) == 0


def test_a_walk_to_another_page_and_back_keeps_what_was_typed(
    desktop: Page, spring: Workshop
) -> None:
    desktop.goto(f"/advisor-voice?workshop={spring.code}")
    settle(desktop)
    words(desktop).fill("Half a sentence")
    expect(desktop.get_by_text("1 of 13 answered")).to_be_visible()
    navigation = desktop.get_by_test_id("stSidebarNav")
    navigation.get_by_text("Home").click()
    expect(words(desktop)).to_be_hidden()
    navigation.get_by_text("Advisor voice").click()

    expect(words(desktop)).to_have_value("Half a sentence")


def test_sent_answers_come_back_after_a_reload_and_count_once(
    phone: Page, store: Store, spring: Workshop
) -> None:
    come(phone, spring)
    phone.get_by_text(SENTENCE).click()
    phone.get_by_role("button", name="Send my answers").dblclick()
    expect(phone.get_by_text("Thank you. Your answers are stored.")).to_be_visible()

    phone.reload()
    settle(phone)
    expect(sentence(phone)).to_be_checked()
    expect(phone.get_by_text("You answered on")).to_be_visible()
    expect(phone.get_by_text("1 of 13 answered")).to_be_visible()
    words(phone).fill("And this")
    send(phone)

    assert said(store, spring) == [{"ST1": 3, "OT1": "And this"}]
    assert store.participants.turnout(spring.id)[Role.ADVISOR].joined == 1


def test_the_next_person_finds_nothing_of_the_one_before(
    phone: Page, store: Store, spring: Workshop
) -> None:
    come(phone, spring, more="&handed_round=yes")
    words(phone).fill("The first person's words")
    send(phone)
    phone.get_by_role("button", name="Next person on this device").click()
    expect(words(phone)).to_have_value("")
    words(phone).fill("Half a sentence of the second")
    expect(phone.get_by_text("1 of 13 answered")).to_be_visible()

    phone.reload()
    settle(phone)
    expect(words(phone)).to_have_value("Half a sentence of the second")
    expect(phone.get_by_text("You answered on")).to_have_count(0)
    send(phone)

    assert [each["OT1"] for each in said(store, spring)] == [
        "The first person's words",
        "Half a sentence of the second",
    ]


def test_a_form_that_is_open_while_the_server_restarts_can_be_sent(
    browser: Browser, tmp_path: Path
) -> None:
    database = {"HEADROOM_DATABASE_URL": f"sqlite:///{tmp_path / 'headroom.db'}"}
    page = browser.new_page()
    with store_of_tests(database["HEADROOM_DATABASE_URL"]) as store, ExitStack() as stack:
        spring = a_workshop(store)
        with running_server(environment=database) as first:
            page.goto(f"{first.url}/advisor-voice?join={spring.code}")
            settle(page)
            words(page).fill("Before")
            send(page)
            page.get_by_role("button", name="Change my answers").click()
            words(page).fill("Typed before the restart")
        again = ("-m", "workbench.server", "--port", first.url.rpartition(":")[2])
        second = stack.enter_context(running_server(command=again, environment=database))
        assert second.url == first.url
        page.wait_for_selector("[data-test-connection-state='CONNECTED']")
        settle(page)
        expect(words(page)).to_have_value("Typed before the restart")
        send(page)
        page.context.close()

        assert said(store, spring) == [{"OT1": "Typed before the restart"}]
        assert store.participants.turnout(spring.id)[Role.ADVISOR].joined == 1
