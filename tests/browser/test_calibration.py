"""Calibration in a real browser: it fits, its pictures are seen, a figure is taken and put back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS

PICTURE_AT_LEAST = 420
# Rounding of the browser, in pixels.
CLOSE = 1.5


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: figures of the demo are changed here."""
    with running_server() as running:
        yield running


def open_calibration(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    expect(page.get_by_role("button", name="Workshops")).to_be_visible()
    settle(page)
    if page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Calibration").click()
    expect(page).to_have_title("Calibration · Headroom")
    collapse = page.get_by_role("button", name="Collapse sidebar")
    if collapse.is_visible() and page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}:
        collapse.click()
    expect(page.get_by_role("heading", name="How people respond")).to_be_visible(timeout=20_000)
    settle(page)


@LOOKS
def test_it_fits_and_its_pictures_are_seen(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    open_calibration(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts).to_have_count(4)
    box = charts.first.bounding_box()
    assert box is not None
    assert box["height"] >= PICTURE_AT_LEAST - CLOSE
    expect(charts.first.get_by_text("Predicted without having seen it")).to_be_visible()
    expect(charts.nth(1).get_by_text("After: both together")).to_be_visible()
    name = f"{size[0]}-{'dark' if dark else 'light'}.png"
    page.screenshot(path=pictures / f"calibration-{name}")
    page.get_by_role("heading", name="How people respond").scroll_into_view_if_needed()
    page.screenshot(path=pictures / f"calibration-response-{name}")


def test_a_figure_is_taken_into_the_register_and_put_back(desktop: Page) -> None:
    open_calibration(desktop)
    taking = desktop.get_by_role("button", name="into the register")
    there = taking.count()
    taking.last.click()
    expect(desktop.get_by_text("Satisfaction lost by giving up is 23")).to_be_visible()
    settle(desktop)
    expect(taking).to_have_count(there - 1)
    desktop.get_by_role("button", name="Put back 50% (20 to 80%)").click()
    expect(desktop.get_by_text("Satisfaction lost by giving up is 50% (20 to 80%)")).to_be_visible()
    settle(desktop)
    expect(taking).to_have_count(there)
