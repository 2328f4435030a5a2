"""The way from the case to the spreadsheet that a board takes away, on both sizes of screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.board_pack.made import named_cell, opened, recalculated
from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS, SIZES
from workbench.ui.case_tabs import TABS


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: values are put into its register."""
    with running_server() as running:
        yield running


def open_demo(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    expect(page.get_by_role("button", name="Workshops")).to_be_visible()
    settle(page)


def go(page: Page, path: str) -> None:
    """Another page of the same session, by its address, as a reload would open it."""
    query = page.url.partition("?")[2]
    page.goto(f"/{path}?{query}")
    settle(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@SIZES
def test_the_case_is_tried_taken_and_recalculates(
    open_screen: OpenScreen, pictures: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = open_screen(size)
    open_demo(page)
    go(page, "business-case")
    expect(page.get_by_role("heading", name="Business case", exact=True)).to_be_visible()
    assert fits(page)
    picture = page.get_by_test_id("stVegaLiteChart").first
    box = picture.bounding_box()
    assert box is not None
    assert box["height"] >= 420
    page.screenshot(path=pictures / f"business-case-{size[0]}.png")

    # A year of months: a spreadsheet engine takes seconds for each.
    horizon = page.get_by_role("spinbutton", name="Horizon (years)")
    horizon.fill("1")
    horizon.press("Enter")
    settle(page)
    rate = page.get_by_role("spinbutton", name="Discount rate (% a year)")
    rate.fill("11")
    rate.press("Enter")
    settle(page)
    expect(page.get_by_text("Tried here, not in the register:")).to_be_visible()
    expect(page.get_by_text("discounted at 11% a year").first).to_be_visible()

    page.get_by_role("button", name="Take this case to the board").click()
    settle(page)
    expect(page.get_by_role("heading", name="Board pack", exact=True)).to_be_visible()
    expect(page.get_by_text("figures that were tried and not kept")).to_be_visible()
    assert fits(page)
    page.screenshot(path=pictures / f"board-pack-{size[0]}.png")

    with page.expect_download() as started:
        page.get_by_role("button", name="Take the board pack").click()
    taken = started.value
    assert taken.suggested_filename.startswith("oswinbrook-home-energy-board-pack-")
    content = Path(taken.path()).read_bytes()
    shown = opened(content, values=True)
    assert named_cell(shown, "discount_rate").value == pytest.approx(0.11)
    if size == PHONE:
        return  # The same file; working it out again takes the engine half a minute.
    found = recalculated(content, tmp_path)
    stored = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in shown
        for row in sheet.iter_rows()
        for cell in row
        if (sheet.title, cell.coordinate) in found
    ]
    assert len(stored) > 200
    for sheet, place, value in stored:
        again = found[sheet, place]
        if isinstance(value, int | float):
            assert float(again) == pytest.approx(value, rel=1e-9, abs=1e-9), (sheet, place)
        else:
            assert str(again) == str(value), (sheet, place)


@LOOKS
def test_the_case_reads_on_every_screen(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    open_demo(page)
    shade = "dark" if dark else "light"
    go(page, "business-case")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        # The page is drawn again for a tab; until then the tables of the last one still stand.
        shown = page.get_by_role("tabpanel", name=tab)
        expect(shown.get_by_test_id("stElementContainer").first).to_be_visible()
        settle(page)
        assert fits(page), tab
        named = page.locator(".figures").evaluate_all("all => all.map(each => each.ariaLabel)")
        assert all(named), tab
        name = tab.casefold().replace(" ", "-")
        page.screenshot(path=pictures / f"business-case-{name}-{size[0]}-{shade}.png")
    go(page, "board-pack")
    expect(page.locator(".figures table").first).to_be_visible()
    assert fits(page)
    page.screenshot(path=pictures / f"board-pack-{size[0]}-{shade}.png")


def test_an_own_value_entered_by_keyboard_moves_the_case(desktop: Page) -> None:
    open_demo(desktop)
    go(desktop, "business-case")
    opener = desktop.get_by_text("Put in your own value")
    opener.click()
    settle(desktop)
    for name, value in (("Low", "20"), ("Expected", "30"), ("High", "40")):
        field = desktop.get_by_role("spinbutton", name=f"{name} (GBP per contact)")
        field.fill(value)
        field.press("Tab")
    desktop.get_by_role("textbox", name="Where it comes from").fill("Churn study of 2025")
    desktop.get_by_role("textbox", name="Whose figure it is").fill("Finance")
    desktop.get_by_role("button", name="Put it in the register").click()
    settle(desktop)

    expect(desktop.get_by_text("Your value is in the register.")).to_be_visible()
    expect(desktop.get_by_text("Churn study of 2025").first).to_be_visible()
    expect(desktop.get_by_role("heading", name="With GBP 30 for each")).to_be_visible()


def test_an_empty_workshop_has_a_case_and_a_pack(desktop: Page) -> None:
    desktop.goto("/")
    settle(desktop)
    desktop.get_by_role("button", name="Start a what-if").click()
    expect(desktop).to_have_title("Headroom simulator · Headroom")
    settle(desktop)
    go(desktop, "business-case")
    expect(desktop.get_by_role("heading", name="In cash it")).to_be_visible()
    go(desktop, "board-pack")
    expect(desktop.get_by_text("Nothing has been revealed")).to_be_visible()
