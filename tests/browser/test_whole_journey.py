"""The whole way, as people go it: from a new workshop to the spreadsheet, on a desk and a phone."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.server_process import RunningServer, running_server
from tests.board_pack.made import named_cell, opened
from tests.browser.chromium import PHONE, follow, press, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import SIZES
from tests.pages.answered import answer, send, store_of_tests
from workbench.storage import Store
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PEOPLE = 6
# Everybody gives a 4, but the floor does not find its systems any good.
FLOOR = {"systems": [1, 2, 1, 2, 2]}
BOARDROOM = {"systems": [4, 4, 5, 4, 4]}
CUSTOMERS: list[Mapping[str, object]] = [
    {"CU1": score, "CU2": 4, "OT1": words}
    for score, words in (
        (3, "I explained it three times"),
        (8, "Nothing, it was quick"),
        (5, "They had to transfer me"),
        (9, "The hold music"),
        (2, "Nobody called back"),
    )
]


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file, so that what is counted here came from here."""
    with running_server() as running:
        yield running


@pytest.fixture
def store(server: RunningServer) -> Iterator[Store]:
    """The database of the running server."""
    with store_of_tests(f"sqlite:///{server.folder / 'headroom.db'}") as found:
        yield found


class Album:
    """Screenshots of one journey, numbered in its order; every page fits its screen."""

    def __init__(self, folder: Path, width: int) -> None:
        self.folder, self.width, self.taken = folder, width, 0

    def keep(self, page: Page, name: str) -> None:
        settle(page)
        self.taken += 1
        file = self.folder / f"journey-{self.width}-{self.taken:02}-{name}.png"
        page.screenshot(path=file, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def set_up(page: Page, name: str) -> None:
    page.goto("/")
    door = page.get_by_role("button", name="Run a workshop")
    press(door, page.get_by_label("Name", exact=True))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Organisation").fill("Orla Energy")
    set_up = page.get_by_role("button", name="Set up the workshop")
    press(set_up, page.get_by_role("heading", name=name))


def open_forms(page: Page) -> dict[Role, str]:
    """Close and open a form by its switch, and read the links off the cards."""
    switch = page.get_by_role("switch", name="Customers").or_(
        page.get_by_role("checkbox", name="Customers")
    )
    card = page.locator("label", has=switch)
    press(page.get_by_role("button", name="Invite people to answer"), card)
    for told in ("is closed", "is open"):
        press(card, page.get_by_text(f"The form for customers {told}."))
    codes = page.get_by_test_id("stCode")
    expect(codes).to_have_count(4)
    for_all, advisors, executives, customers = (text.strip() for text in codes.all_inner_texts())
    assert "/join/" in for_all
    return {Role.ADVISOR: advisors, Role.EXECUTIVE: executives, Role.CUSTOMER: customers}


def pick(question: Locator, place: int) -> None:
    """Choose one answer of a question by its place."""
    question.locator("label:has(input), [role=radio]").nth(place).click()


def fill_and_send(page: Page, link: str, levels: Mapping[str, int], words: str = "") -> None:
    """Answer by the link of the invitation; `levels` by the beginning of a question's name."""
    page.goto(link)
    settle(page)
    for way_out in (page.get_by_test_id("stSidebarNav"), page.get_by_role("link", name="Home")):
        expect(way_out).to_have_count(0)
    expect(page.get_by_role("button", name="Navigate to home page")).to_have_count(0)
    for question, place in levels.items():
        pick(page.get_by_role("radiogroup", name=re.compile(rf"^{question}\. ")), place)
    if words:
        page.get_by_role("textbox").first.fill(words)
    thanks = page.get_by_text("Thank you. Your answers are stored.")
    press(page.get_by_role("button", name="Send my answers"), thanks)


def everybody_else_answers(store: Store, workshop: Workshop) -> None:
    answer(store, workshop, Role.ADVISOR, FLOOR)
    answer(store, workshop, Role.EXECUTIVE, BOARDROOM)
    for said in CUSTOMERS:
        send(store, workshop, Role.CUSTOMER, said)


def figure(page: Page, label: str) -> str:
    """What one of the large figures reads."""
    shown = page.get_by_test_id("stMetric").filter(has_text=label)
    return shown.get_by_test_id("stMetricValue").inner_text()


@SIZES
def test_from_the_first_answer_to_the_spreadsheet(
    open_screen: OpenScreen, store: Store, pictures: Path, size: tuple[int, int]
) -> None:
    page, album, name = open_screen(size), Album(pictures, size[0]), f"Spring {size[0]}"
    set_up(page, name)
    album.keep(page, "home")
    links = open_forms(page)
    album.keep(page, "invite")
    (workshop,) = (each for each in store.workshops.all() if each.name == name)

    # One of each group on a phone of their own, by the real form; the others as the form sends.
    floor = {"1": 3, "2": 3, "3": 0, "4": 3, "5": 3, "6": 3, "7": 3}
    room = {**floor, "3": 3}
    for role, levels, words in (
        (Role.ADVISOR, floor, "The clock cuts calls short"),
        (Role.EXECUTIVE, room, ""),
        (Role.CUSTOMER, {"1": 6, "2": 3}, "I had to call twice"),
    ):
        participant = open_screen(PHONE)
        fill_and_send(participant, links[role], levels, words)
        album.keep(participant, f"thanks-{role}")
    everybody_else_answers(store, workshop)
    turnout = store.participants.turnout(workshop.id)
    assert {role: turnout[role].answered for role in links} == dict.fromkeys(links, PEOPLE)

    agree = page.get_by_role("button", name="Agree and lock the standard")
    press(page.get_by_role("tab", name="Where it stands"), agree)
    press(agree, page.get_by_role("button", name="Lock the standard", exact=True))
    expect(page).to_have_title("Readiness · Headroom")
    album.keep(page, "standard")
    lock = page.get_by_role("button", name="Lock the standard", exact=True)
    press(lock, page.get_by_text("The standard is locked."))
    reveal = page.get_by_role("button", name="Reveal now")
    press(page.get_by_role("button", name="Reveal the results"), reveal)
    press(reveal, page.get_by_role("heading", name="Systems is furthest from the standard"))
    album.keep(page, "readiness")

    page.get_by_role("link", name="Go to the headroom simulator").click()
    expect(page).to_have_title("Headroom simulator · Headroom")
    settle(page)
    chosen = page.get_by_role("combobox", name="Start from")
    chosen.click()
    chosen.fill("Headroom")
    chosen.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Headroom: "))).to_be_visible()
    results = page.get_by_role("table", name="Every result, today and Headroom")
    for column in ("Today", "Headroom", "Difference"):
        expect(results.get_by_role("columnheader", name=column, exact=True)).to_be_visible()
    album.keep(page, "simulator")

    page.get_by_role("link", name="Open the business case").click()
    expect(page).to_have_title("Business case · Headroom")
    settle(page)
    before = figure(page, "Net present value")
    assert re.search(r"\d", before)
    assert figure(page, "Payback")
    album.keep(page, "case")

    follow(page, "Assumptions")
    edit(page, "Discount rate", "9")
    album.keep(page, "assumptions")
    follow(page, "Business case")
    expect(page.get_by_text("discounted at 9% a year").first).to_be_visible()
    assert figure(page, "Net present value") != before
    album.keep(page, "case-after")

    page.get_by_role("button", name="Take this case to the board").click()
    expect(page).to_have_title("Board pack · Headroom")
    album.keep(page, "board-pack")
    with page.expect_download() as started:
        page.get_by_role("button", name="Take the board pack").click()
    book = opened(Path(started.value.path()).read_bytes(), values=True)
    assert named_cell(book, "discount_rate").value == pytest.approx(0.09)
    told = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any(isinstance(cell, str) and "Systems" in cell for cell in told)

    follow(page, "Home")
    expect(page.get_by_text("The board pack has been taken.")).to_be_visible()
    album.keep(page, "home-after")


def edit(page: Page, label: str, middle: str) -> None:
    """Change a figure of the register, with a reason."""
    box = page.get_by_role("combobox", name="Figure")
    box.click()
    box.fill(label)
    box.press("Enter")
    expect(page.get_by_role("heading", name=label)).to_be_visible()
    settle(page)
    page.get_by_text("Change this figure").click()
    settle(page)
    page.get_by_label("P50", exact=True).fill(middle)
    page.get_by_label("Where the new figure comes from").fill("The treasurer, this morning")
    saved = page.get_by_text(re.compile(f"is {middle}% now, on every page"))
    press(page.get_by_role("button", name="Save the figure"), saved)
