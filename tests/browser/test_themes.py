"""Themes and touchpoints in a real browser: they fit, on a desk in light and a phone in dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS

PATIENCE = 30_000


def open_page(page: Page, title: str) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    expect(page.get_by_role("button", name="Workshops")).to_be_visible()
    settle(page)
    is_phone = page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}
    if is_phone:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page).to_have_title(f"{title} · Headroom")
    collapse = page.get_by_role("button", name="Collapse sidebar")
    if is_phone and collapse.is_visible():
        collapse.click()


@LOOKS
@pytest.mark.parametrize(
    ("title", "finding", "charts"),
    [
        ("Themes and priorities", "themes make up four fifths of what is said", 4),
        ("Touchpoints", "They suffer at", 6),
    ],
)
def test_the_page_fits_and_its_pictures_are_seen(
    open_screen: OpenScreen,
    pictures: Path,
    title: str,
    finding: str,
    charts: int,
    size: tuple[int, int],
    dark: bool,
) -> None:
    page = open_screen(size, dark=dark)
    open_page(page, title)
    expect(page.get_by_role("heading", name=finding)).to_be_visible(timeout=PATIENCE)
    drawn = page.get_by_test_id("stVegaLiteChart")
    expect(drawn).to_have_count(charts, timeout=PATIENCE)
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for chart in drawn.all():
        box = chart.bounding_box()
        assert box is not None
        assert box["height"] > 100
        # Nothing that is drawn may stick out of its picture.
        inner = chart.locator("svg").first.bounding_box()
        assert inner is not None
        assert inner["width"] <= box["width"] + 1.5
    name = f"{title.split()[0].lower()}-{size[0]}-{'dark' if dark else 'light'}.png"
    page.screenshot(path=pictures / name)
