from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer
from tests.browser.chromium import DESKTOP, PHONE, press, settle
from tests.browser.conftest import OpenScreen
from tests.pages.answered import a_workshop, store_of_tests
from workbench.storage import Store
from workbench.workshop.roles import Role

WALL = (1920, 1080)
WIDEST_ICON = 60
BOTH = {
    Role.EXECUTIVE: {"systems": [4, 4, 3, 4, 4, 3]},
    Role.ADVISOR: {"systems": [2, 2, 3, 2, 1, 2, 3, 2, 2, 2]},
}
WORDS = "The stopwatch decides how long I may help"
# How far the lowest thing on the wall and the widest reach, against the screen.
REACH = """() => {
  const boxes = [...document.querySelectorAll("h1, p, img, svg")].map(
    one => one.getBoundingClientRect()).filter(box => box.width && box.height);
  return [Math.max(...boxes.map(box => box.right)) - innerWidth,
          document.documentElement.scrollWidth - innerWidth];
}"""


@pytest.fixture
def store(server: RunningServer) -> Iterator[Store]:
    """The database of the running server."""
    with store_of_tests(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


def join_as(phone: Page, code: str, role: Role) -> None:
    phone.goto(f"/join/{code}")
    phone.locator(f"input[name=role][value={role.value}]").check()
    phone.get_by_role("button", name="Join", exact=True).click()
    expect(phone.get_by_text("Your three words")).to_be_visible()
    phone.get_by_role("link", name="Go on").click()


def test_a_session_on_three_screens_from_the_agenda_to_the_reveal(
    open_screen: OpenScreen, store: Store, pictures: Path
) -> None:
    workshop = a_workshop(store, BOTH)
    store.workshops.lock_standard(workshop.id)
    desk, phone, wall = open_screen(DESKTOP), open_screen(PHONE), open_screen(WALL)

    desk.goto(f"/facilitate?workshop={workshop.code}")
    begin = desk.get_by_role("button", name="Open the room")
    press(desk.get_by_role("button", name="Use this agenda").first, begin)
    # An icon says to a screen reader what it does and to which step; the eye sees the icon alone.
    for does in ("Change “Why we are here”", "Remove “Why we are here”", "“Why we are here” down"):
        icon = desk.get_by_role("button", name=does)
        expect(icon).to_be_visible()
        box = icon.bounding_box()
        assert box is not None
        assert box["width"] < WIDEST_ICON
    wall.goto(f"/facilitate?workshop={workshop.code}&projector=yes")
    expect(wall.get_by_text(workshop.code).first).to_be_visible()
    expect(wall.get_by_text("16 have joined")).to_be_visible()
    join_as(phone, workshop.code, Role.EXECUTIVE)
    expect(wall.get_by_text("17 have joined")).to_be_visible()

    press(begin, desk.get_by_text("Step 1 of 12"))
    expect(wall.get_by_role("heading", name="Why we are here")).to_be_visible()
    expect(phone.get_by_text("Why we are here").first).to_be_visible()
    desk.get_by_role("button", name="Next: How ready are we?").click()
    expect(wall.get_by_role("heading", name="How ready are we?")).to_be_visible()
    expect(wall.get_by_role("timer")).to_contain_text("left")
    # Nothing of the results is there before the reveal, however long one looks.
    settle(desk)
    for screen in (desk, wall):
        assert screen.locator("svg.marks").count() == 0
        assert "furthest from the standard" not in screen.content()
    desk.get_by_role("button", name="Reveal: How ready are we?").click()
    expect(wall.locator("[data-testid='stVegaLiteChart'] svg")).to_have_count(2)
    expect(wall.get_by_role("heading", name="furthest from the standard")).to_be_visible()
    wall.screenshot(path=pictures / "wall-1920.png")
    desk.screenshot(path=pictures / "facilitate-1440.png")
    wide, scrolled = wall.evaluate(REACH)
    assert wide <= 0
    assert scrolled <= 0
    assert wall.get_by_role("button").count() == 0

    # A second facilitator looks on until control is handed over.
    second = open_screen(DESKTOP)
    second.goto(f"/facilitate?workshop={workshop.code}")
    expect(second.get_by_text("You look on.").first).to_be_visible()
    settle(second)
    expect(second.get_by_role("button", name="Back")).to_be_disabled()
    second.get_by_label("Your name").fill("Ben")
    second.get_by_label("Your name").press("Enter")
    asks = desk.get_by_text("Ben asks for control.")
    press(second.get_by_role("button", name="Ask for control"), asks)
    desk.get_by_role("button", name="Hand over").click()
    expect(second.get_by_role("button", name="Back")).to_be_enabled()
    expect(desk.get_by_text("Ben runs the room.")).to_be_visible()
