"""The simulator in a real browser: the main flow on a desk and on a phone, links, persistence."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS, SIZES

PICTURE_AT_LEAST = 420
# Rounding of the browser, in pixels.
CLOSE = 1.5


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: scenarios are saved here."""
    with running_server() as running:
        yield running


def finding(page: Page) -> str:
    return page.get_by_role("heading", level=2).first.inner_text()


def expect_finding(page: Page, start: str) -> None:
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        re.compile(rf"^{re.escape(start)}")
    )
    settle(page)


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fitting


def open_simulator(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    expect(page.get_by_role("button", name="Workshops")).to_be_visible()
    settle(page)
    go(page, "Headroom simulator")
    expect_finding(page, "Release the clock:")


def go(page: Page, title: str) -> None:
    """Follow the navigation, as a visitor does; on a phone it opens first."""
    on_a_phone = page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}
    if on_a_phone:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page).to_have_title(f"{title} · Headroom")
    collapse = page.get_by_role("button", name="Collapse sidebar")
    if on_a_phone and collapse.is_visible():
        collapse.click()
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    box.press("Enter")


def save_as(page: Page, name: str) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    box = page.get_by_label("Name of the scenario")
    box.fill(name)
    box.press("Enter")
    settle(page)
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"Saved as {name}.")).to_be_visible()
    page.keyboard.press("Escape")
    settle(page)


def shared_link(page: Page) -> str:
    page.get_by_role("button", name="Share link").click()
    shown = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    expect(shown).to_contain_text("scenario=s1.")
    link = shown.inner_text().strip()
    page.keyboard.press("Escape")
    settle(page)
    return link


@LOOKS
def test_the_first_screen_and_every_part_fit(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    open_simulator(page)
    picture = page.get_by_test_id("stVegaLiteChart").first
    expect(picture.get_by_text("Today's scorecard").last).to_be_visible()
    box = picture.bounding_box()
    assert box is not None
    assert box["height"] >= PICTURE_AT_LEAST - CLOSE
    assert fits(page)
    name = f"{size[0]}-{'dark' if dark else 'light'}.png"
    page.screenshot(path=pictures / f"headroom-{name}")
    for part in ("Today's figures", "The scorecard", "How people respond", "Scenarios"):
        page.get_by_role("tab", name=part).click()
        settle(page)
        assert fits(page), part
        page.screenshot(path=pictures / f"headroom-{part.split()[-1].casefold()}-{name}")


@SIZES
def test_a_scenario_is_tried_saved_shared_and_found_again(
    open_screen: OpenScreen, size: tuple[int, int]
) -> None:
    page = open_screen(size)
    open_simulator(page)
    choose(page, "Start from", "Headroom")
    expect_finding(page, "Headroom:")
    slider = page.get_by_role("slider", name="Planned time off the phone")
    slider.focus()
    slider.press("ArrowRight")
    expect_finding(page, "Headroom, changed:")
    name = f"Our own {size[0]}"
    save_as(page, name)
    expect_finding(page, f"{name}:")
    told = finding(page)

    go(page, "Assumptions")
    go(page, "Headroom simulator")
    assert finding(page) == told

    visitor = open_screen(size)
    visitor.goto(shared_link(page))
    settle(visitor)
    expect(visitor.get_by_text(f"Opened from the link: {name}")).to_be_visible()
    assert finding(visitor) == told
    visitor.get_by_role("button", name="Undo").click()
    expect_finding(visitor, "Release the clock:")
    assert "scenario=" not in visitor.url
    assert "workshop=demo-oswinbrook" in visitor.url


def test_a_broken_link_is_told_and_the_page_still_works(desktop: Page) -> None:
    open_simulator(desktop)
    desktop.goto("/headroom?workshop=demo-oswinbrook&scenario=s1.AAAA.00000000")
    settle(desktop)
    expect(desktop.get_by_text("The scenario of this link was not opened")).to_be_visible()
    expect_finding(desktop, "Release the clock:")


def below_the_title(page: Page, part: Locator) -> float:
    title, box = page.get_by_role("heading", level=1).bounding_box(), part.bounding_box()
    assert title is not None
    assert box is not None
    return box["y"] - title["y"]


def test_the_picture_follows_a_lever_without_being_drawn_anew(desktop: Page) -> None:
    open_simulator(desktop)
    picture = desktop.get_by_test_id("stVegaLiteChart").first
    expect(picture.get_by_text("Release the clock").last).to_be_visible()
    drawing = picture.locator("svg.marks")
    drawing.evaluate("one => { one.dataset.same = 'yes' }")
    place = below_the_title(desktop, picture)
    slider = desktop.get_by_role("slider", name="Weight on pace")
    slider.focus()
    slider.press("ArrowRight")
    expect_finding(desktop, "Release the clock, changed:")
    expect(picture.get_by_text("Release the clock, changed").last).to_be_visible()
    assert drawing.evaluate("one => one.dataset.same") == "yes"
    assert below_the_title(desktop, picture) == pytest.approx(place, abs=CLOSE)


def test_the_frontier_and_back(desktop: Page) -> None:
    open_simulator(desktop)
    desktop.get_by_role("radio", name="Cost frontier").click()
    frontier = desktop.get_by_test_id("stVegaLiteChart").first
    expect(frontier.get_by_text("Best for its cost")).to_be_visible()
    desktop.get_by_role("radio", name="Headroom", exact=True).click()
    expect(frontier.get_by_text("Today's scorecard").last).to_be_visible()


def test_a_wrong_file_is_refused_by_row_and_column_and_a_right_one_used(phone: Page) -> None:
    phone.goto("/")
    settle(phone)
    phone.get_by_role("button", name="Start a what-if").click()
    expect(phone).to_have_title("Headroom simulator · Headroom")
    expect(phone.get_by_text("Typical figures")).to_be_visible()
    settle(phone)
    phone.get_by_role("tab", name="Today's figures").click()
    settle(phone)
    header = "date,contacts offered,contacts abandoned,handle time (minutes),seats,open hours"
    days = [f"2025-01-{day:02},6000,100,8,90,12" for day in range(6, 27)]

    def send(rows: list[str]) -> None:
        phone.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
            {
                "name": "march.csv",
                "mimeType": "text/csv",
                "buffer": "\n".join([header, *rows]).encode(),
            }
        )
        expect(phone.get_by_text("march.csv").first).to_be_visible()
        phone.get_by_label("Who puts it in").fill("Ada")
        phone.get_by_role("button", name="Read the file and use it").click()

    send([days[0].replace(",8,", ",-8,"), *days[1:]])
    expect(phone.get_by_text("Row 2, “handle time (minutes)”")).to_be_visible()
    expect(phone.get_by_text("nothing was changed")).to_be_visible()
    settle(phone)
    send(days)
    expect(phone.get_by_text("21 days are in.")).to_be_visible()
    time = phone.get_by_role("spinbutton", name="Handle time per contact (minutes)")
    expect(time).to_have_value("8.00")
    assert fits(phone)
