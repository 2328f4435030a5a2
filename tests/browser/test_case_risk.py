"""The tabs of risk in a real browser: every picture is drawn, and the page fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.test_business_case import fits, go, open_demo
from tests.browser.test_case_journey import choose
from workbench.ui.case_tabs import GATES, MOVES, SURE, TEST

# The cash, and on the tab: the futures as dots; the swings and the parts of the spread; nothing.
PICTURES = {SURE: 2, MOVES: 3, TEST: 1}
LEAST_HEIGHT = 80


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: a gate is set on it."""
    with running_server() as running:
        yield running


def drawn(page: Page, least: int) -> None:
    """At least so many pictures have a drawing in them."""
    marks = page.locator("[data-testid='stVegaLiteChart'] :is(canvas, svg)")
    expect(marks.nth(least - 1)).to_be_visible()
    for place in range(marks.count()):
        box = marks.nth(place).bounding_box()
        assert box is not None
        assert box["height"] >= LEAST_HEIGHT
        assert box["width"] > 0


def turn(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()
    settle(page)


def test_every_picture_of_risk_is_drawn_on_a_phone(open_screen: OpenScreen, pictures: Path) -> None:
    page = open_screen(PHONE)
    open_demo(page)
    go(page, "business-case")
    for tab, count in PICTURES.items():
        turn(page, tab)
        drawn(page, count)
        assert fits(page), tab
    turn(page, GATES)
    page.get_by_text("Set a gate", exact=True).click()
    settle(page)
    choose(page, "Decided by", "Advisors who leave per year")
    settle(page)
    page.get_by_role("spinbutton", name="this value").fill("40")
    page.get_by_text("above", exact=True).click()
    page.get_by_role("button", name="Set the gate").click()
    settle(page)
    expect(page.get_by_text("The gate is set. It goes into the board pack.")).to_be_visible()
    drawn(page, 2)
    assert fits(page)
    page.screenshot(path=pictures / "case-risk-gates-phone.png", full_page=True)
