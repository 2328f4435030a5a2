"""The portfolio in a real browser: the decision on a desk and on a phone, tabs, a file of bids."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS
from workbench.exchange.bids_out import bids_xlsx
from workbench.ui.portfolio_tabs import BIDS, FRONTIER, MISSED, ROADMAP, TABS

PICTURE_AT_LEAST = 420
# The first visitor waits for a thousand runs of the model, on a machine that does other things.
FIRST = 120_000
TALL = 5000


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: bids are stored here."""
    with running_server() as running:
        yield running


def open_portfolio(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    page.wait_for_url(re.compile("workshop="))
    settle(page)
    code = page.url.split("workshop=")[1].split("&")[0]
    page.goto(f"/portfolio?workshop={code}")
    expect(page.get_by_role("heading", level=2).first).to_be_visible(timeout=FIRST)
    expect(page).to_have_title("Portfolio and roadmap · Headroom")
    settle(page)


def turn_to(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab).click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    settle(page)


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fitting


CHARTS = (
    "[...document.querySelectorAll('[data-testid=stVegaLiteChart]')]"
    ".filter(chart => chart.offsetParent && chart.querySelector('svg, canvas'))"
)


def heights_of_pictures(page: Page, count: int) -> list[float]:
    """How high the pictures on the screen are, once there are so many."""
    page.wait_for_function(f"count => {CHARTS}.length === count", arg=count)
    heights: list[float] = page.evaluate(f"{CHARTS}.map(chart => chart.offsetHeight)")
    return heights


@LOOKS
def test_the_decision_and_every_question_after_it_fit_the_screen(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    open_portfolio(page)
    page.get_by_role("radio", name="With your value").click()
    settle(page)
    expect(page.get_by_test_id("stMetric")).to_have_count(4)
    assert min(heights_of_pictures(page, 1)) >= PICTURE_AT_LEAST
    assert fits(page)
    look = f"{size[0]}-{'dark' if dark else 'light'}"
    for tab in TABS:
        turn_to(page, tab)
        shown = heights_of_pictures(page, 2 if tab in (ROADMAP, FRONTIER) else 1)
        assert min(shown) >= PICTURE_AT_LEAST, tab
        assert fits(page), tab
        page.set_viewport_size({"width": size[0], "height": TALL})
        settle(page)
        page.screenshot(path=pictures / f"portfolio-{tab.split()[0].lower()}-{look}.png")
        page.set_viewport_size({"width": size[0], "height": size[1]})


def test_a_file_of_bids_joins_the_others_and_a_deleted_bid_comes_back(desktop: Page) -> None:
    open_portfolio(desktop)
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("of the 9 projects")
    turn_to(desktop, BIDS)
    desktop.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {
            "name": "bids.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": bids_xlsx(),
        }
    )
    expect(desktop.get_by_text("bids.xlsx")).to_be_visible()
    desktop.get_by_role("button", name="Read the bids").click()
    expect(desktop.get_by_text("1 bid is in; none of them")).to_be_visible()
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("of the 10 projects")
    desktop.get_by_role("button", name="Delete").last.click()
    expect(desktop.get_by_text("Example bid was deleted.")).to_be_visible()
    desktop.get_by_role("button", name="Put Example bid back").click()
    expect(desktop.get_by_text("Example bid is back.")).to_be_visible()
    desktop.get_by_role("button", name="Delete").last.click()
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("of the 9 projects")


def test_what_counts_is_the_same_choice_as_in_the_business_case(desktop: Page) -> None:
    open_portfolio(desktop)
    desktop.get_by_role("radio", name="With your value").click()
    settle(desktop)
    desktop.get_by_test_id("stSidebarNav").get_by_role("link", name="Business case").click()
    expect(desktop).to_have_title("Business case · Headroom")
    settle(desktop)
    expect(desktop.get_by_role("radio", name="With your value")).to_be_checked()


def test_the_template_can_be_taken(desktop: Page) -> None:
    open_portfolio(desktop)
    turn_to(desktop, BIDS)
    for name, ending in (("Template, XLSX", ".xlsx"), ("Template, CSV", ".csv")):
        with desktop.expect_download() as taken:
            desktop.get_by_role("button", name=name).click()
        assert taken.value.suggested_filename.endswith(ending)


def test_why_a_project_missed_can_be_read(phone: Page) -> None:
    open_portfolio(phone)
    turn_to(phone, MISSED)
    expect(phone.get_by_text("It costs more than it brings").first).to_be_visible()
