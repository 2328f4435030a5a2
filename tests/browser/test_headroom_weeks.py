"""The weekly path and its panels in a real browser: they fit, and inputs stay usable meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import SIZES
from tests.browser.test_headroom import choose, expect_finding, fits, open_simulator

SECTIONS = ("How sure is this?", "Which staffing would it take?", "Several sites")
# A fan of 200 draws takes a second; a busy machine takes its time.
WORKED_OUT = 30_000


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file."""
    with running_server() as running:
        yield running


def week_by_week(page: Page) -> Locator:
    """Switch to the weekly path and wait until it is drawn."""
    page.get_by_role("radio", name="Week by week").click()
    picture = page.get_by_test_id("stVegaLiteChart").first
    expect(picture.get_by_text("The scenario", exact=True).last).to_be_visible(timeout=WORKED_OUT)
    settle(page)
    return picture


def section(page: Page, name: str) -> Locator:
    return page.get_by_test_id("stExpander").filter(has_text=name)


@SIZES
def test_the_weeks_and_every_section_fit(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int]
) -> None:
    page = open_screen(size)
    open_simulator(page)
    choose(page, "Start from", "Headroom")
    expect_finding(page, "Headroom:")
    picture = week_by_week(page)
    expect(page.get_by_role("heading", name=re.compile("^Worse before better"))).to_be_visible()
    assert fits(page)
    picture.scroll_into_view_if_needed()
    page.screenshot(path=pictures / f"headroom-weeks-{size[0]}.png")
    for name in SECTIONS:
        section(page, name).locator("summary").first.click()
        settle(page)
        expect(section(page, name).get_by_role("heading").first).to_be_visible(timeout=WORKED_OUT)
        assert fits(page), name
        section(page, name).scroll_into_view_if_needed()
        page.screenshot(path=pictures / f"headroom-{name.split()[0].casefold()}-{size[0]}.png")


def test_a_lever_moved_meanwhile_is_the_one_that_is_shown(desktop: Page) -> None:
    """While the weeks are worked out the levers answer, and the last one wins."""
    open_simulator(desktop)
    desktop.get_by_role("radio", name="Week by week").click()
    slider = desktop.get_by_role("slider", name="Planned time off the phone")
    before = int(slider.input_value())
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect_finding(desktop, "Release the clock, changed:")
    expect(slider).to_have_value(str(before + 3))
    picture = desktop.get_by_test_id("stVegaLiteChart").first
    expect(picture.get_by_text("Today's policy").last).to_be_visible(timeout=WORKED_OUT)
    settle(desktop)
    expect(desktop.get_by_test_id("stProgress")).to_have_count(0)
    expect(desktop.get_by_text("Over all 104 weeks Release the clock, changed")).to_be_visible()
