from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer
from tests.browser.chromium import DESKTOP, MILLISECONDS_TO_SETTLE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS
from tests.pages.answered import a_workshop, revealed, store_of_tests
from workbench.storage import Store
from workbench.workshop.roles import Role

SMALL = {
    Role.EXECUTIVE: {"systems": [4, 4, 3, 4, 4, 3]},
    Role.ADVISOR: {"systems": [2, 2, 3, 2, 1, 2, 3, 2]},
}
# The longest word of all, "undecided", at the two spokes that leave it the least room.
WIDEST = {
    Role.EXECUTIVE: {"systems": [3, 4, 4, 3, 4, 3], "staff": [3, 4, 4, 3, 4, 3]},
    Role.ADVISOR: {"systems": [3, 4, 4, 3, 4, 3, 4, 4], "staff": [3, 4, 4, 3, 4, 3, 4, 4]},
}
FINDING = "Systems is furthest from the standard: advisors rate it 2.1, executives 3.7"
# How far the widest and the highest two points of a heptagon of levels are apart.
WIDTH_TO_HEIGHT = 1.0257

# Every label of a picture: its text and its box, relative to the picture.
LABELS = """picture => {
  const own = picture.querySelector("svg").getBoundingClientRect();
  const labels = [...picture.querySelectorAll("svg text")].filter(one => one.textContent.trim());
  return labels.map(one => {
    const box = one.getBoundingClientRect();
    return [one.textContent, box.left - own.left, own.right - box.right,
            box.top - own.top, own.bottom - box.bottom, parseFloat(getComputedStyle(one).fontSize)];
  });
}"""
WEB = """picture => {
  const boxes = [...picture.querySelectorAll("svg .mark-line path")].map(
    one => one.getBoundingClientRect());
  const widest = boxes.reduce((a, b) => a.width > b.width ? a : b);
  return [widest.width, widest.height, picture.getBoundingClientRect().width];
}"""


@pytest.fixture
def store(server: RunningServer) -> Iterator[Store]:
    """The database of the running server."""
    with store_of_tests(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


def open_readiness(page: Page, code: str) -> None:
    page.goto(f"/readiness?workshop={code}")
    settle(page)
    expect(page.get_by_role("heading", name="Readiness", level=1)).to_be_visible()


def test_from_the_standard_to_the_reveal_on_every_screen(
    open_screen: OpenScreen, store: Store, pictures: Path
) -> None:
    workshop = a_workshop(store, SMALL)
    desktop = open_screen(DESKTOP)
    open_readiness(desktop, workshop.code)
    expect(desktop.get_by_text("First, agree the standard")).to_be_visible()

    everywhere = desktop.get_by_label("Standard for all seven (level, 1 to 5)")
    everywhere.fill("3.4")
    everywhere.press("Enter")
    expect(desktop.locator("svg text", has_text="Standard 3.4")).to_be_visible()
    desktop.get_by_role("button", name="Lock the standard").click()
    expect(desktop.get_by_text("Who has answered")).to_be_visible()
    expect(desktop.get_by_text("enough to show").first).to_be_visible()
    expect(desktop.get_by_text(FINDING)).to_have_count(0)

    on_the_wall = open_screen(DESKTOP)
    open_readiness(on_the_wall, workshop.code)
    desktop.get_by_role("button", name="Reveal the results").click()
    desktop.get_by_role("button", name="Reveal now").click()
    expect(desktop.get_by_role("heading", name=FINDING)).to_be_visible()
    expect(on_the_wall.get_by_role("heading", name=FINDING)).to_be_visible(
        timeout=MILLISECONDS_TO_SETTLE
    )
    settle(desktop)
    stored = store.workshops.find(workshop.id)
    assert stored is not None
    assert set(stored.requisite.values()) == {3.4}
    expect(desktop.locator("svg text", has_text="Standard 3.4").first).to_be_visible()
    desktop.screenshot(path=pictures / "readiness-revealed.png")


@LOOKS
def test_every_picture_is_whole_on_every_screen(
    open_screen: OpenScreen, store: Store, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    workshop = revealed(store, a_workshop(store, WIDEST))
    screen = open_screen(size, dark=dark)
    open_readiness(screen, workshop.code)

    drawn = screen.get_by_test_id("stVegaLiteChart")
    expect(drawn.first.locator("svg text", has_text="undecided")).to_have_count(2)
    expect(drawn).to_have_count(3)
    for number in range(3):
        expect(drawn.nth(number).locator("svg text").first).to_be_attached()
        labels = drawn.nth(number).evaluate(LABELS)
        for text, left, right, top, bottom, letters in labels:
            assert min(left, right, top, bottom) > -1, f"{text!r} is cut off"
            assert letters >= 12, f"{text!r} is {letters} pixels high"
    across, up, there = drawn.nth(0).evaluate(WEB)
    assert across / up == pytest.approx(WIDTH_TO_HEIGHT, abs=0.02)
    assert across > 0.58 * min(there, 450)
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    name = f"readiness-{size[0]}-{'dark' if dark else 'light'}.png"
    screen.screenshot(path=pictures / name)


def test_the_verdicts_are_a_table_to_a_screen_reader_on_a_phone(phone: Page, store: Store) -> None:
    workshop = revealed(store, a_workshop(store, SMALL))
    open_readiness(phone, workshop.code)

    table = phone.get_by_role("table", name="The verdict on each element")
    expect(table.get_by_role("row")).to_have_count(8)
    systems = table.get_by_role("row").nth(1)
    expect(systems.get_by_role("rowheader")).to_have_text("Systems")
    expect(systems.get_by_role("cell").first).to_have_text("fail")
