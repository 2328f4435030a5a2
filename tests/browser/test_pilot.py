"""The pilot designer on both sizes of screen: plan, lot, protocol, results, register."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS

TABS = ("Size and statistics", "What it is worth", "The lot", "Results")


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: its pilots are saved, and update its register."""
    with running_server() as running:
        yield running


def open_pilot(page: Page) -> None:
    """The pilot designer of a workshop of one's own."""
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Start a what-if").click()
    expect(page).to_have_title("Headroom simulator · Headroom")
    settle(page)
    page.goto(f"/pilot?{page.url.partition('?')[2]}")
    expect(page).to_have_title("Pilot designer · Headroom")
    settle(page)


def type_number(page: Page, name: str, value: str) -> None:
    field = page.get_by_role("spinbutton", name=name, exact=True)
    field.fill(value)
    field.press("Enter")
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    box.press("Enter")
    settle(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@LOOKS
def test_the_plan_reads_on_every_screen(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    open_pilot(page)
    shade = "dark" if dark else "light"
    sentence = page.get_by_role("heading", name=re.compile("With 24 teams over 28 weeks"))
    expect(sentence).to_be_visible()
    drawn = page.get_by_test_id("stVegaLiteChart")
    expect(drawn).to_have_count(2)
    for place in range(2):
        box = drawn.nth(place).bounding_box()
        assert box is not None
        assert box["height"] >= 420
    assert fits(page)
    page.screenshot(path=pictures / f"pilot-{size[0]}-{shade}.png")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        settle(page)
        assert fits(page), tab
        page.screenshot(path=pictures / f"pilot-{tab.split()[-1]}-{size[0]}-{shade}.png")


def test_from_the_plan_to_the_register(desktop: Page, tmp_path: Path) -> None:
    page = desktop
    open_pilot(page)
    type_number(page, "Teams", "12")
    expect(page.get_by_role("heading", name=re.compile("With 12 teams"))).to_be_visible()
    page.get_by_role("tab", name="What it is worth").click()
    choose(page, "The new rules are those of", "Release the clock")
    expect(page.get_by_role("combobox", name="The result updates")).to_be_visible()
    choose(page, "The result updates", "Response of handle time")
    expect(page.get_by_text("what the pilot can tell apart")).to_be_visible()

    page.get_by_role("tab", name="The lot").click()
    settle(page)
    page.get_by_role("button", name="Draw the lot and fix the plan").click()
    expect(page.get_by_text("The lot is drawn and stored with the plan.")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Teams", exact=True)).to_be_disabled()
    settle(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the protocol").click()
    agreed = Path(started.value.path()).read_text(encoding="utf-8")
    assert "Signed before the first day" in agreed
    # Two teams a wave, six waves: 6, 5, 4, 3, 2 and 1 periods under the new rules.
    assert agreed.count(">new rules<") == 2 * (6 + 5 + 4 + 3 + 2 + 1)

    page.get_by_role("tab", name="Results").click()
    settle(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Template").click()
    lines = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 12 * 7
    noise = np.random.default_rng(5).normal(70, 1, 12 * 7)
    rows = [
        line.replace(",,", f",400,{result:.2f}")
        for line, result in zip(lines[1:], noise, strict=True)
    ]
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text("\n".join([lines[0], rows[0], "Moon,1,5,50"]))
    right.write_text("\n".join([lines[0], *rows]))
    for file, said in (
        (wrong, "Row 3, “team”: “Moon” is not in the pilot"),
        (right, "84 results are in"),
    ):
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text(file.name)).to_be_visible()
        page.get_by_role("button", name="Read the file and judge it").click()
        expect(page.get_by_text(said)).to_be_visible()
        settle(page)
    page.get_by_role("button", name="Take it into the register").click()
    expect(page.get_by_text("now, on every page")).to_be_visible()
    settle(page)
    page.reload()
    settle(page)
    expect(page.get_by_text("Results are in")).to_be_visible()
    page.get_by_role("tab", name="Results").click()
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_text("now, on every page")).to_be_visible()


def test_the_keyboard_alone_designs_a_pilot(desktop: Page) -> None:
    open_pilot(desktop)
    weeks = desktop.get_by_role("spinbutton", name="Weeks a period")
    weeks.focus()
    desktop.keyboard.press("Control+A")
    desktop.keyboard.type("2")
    desktop.keyboard.press("Tab")
    settle(desktop)
    expect(
        desktop.get_by_role("heading", level=2, name=re.compile("over 14 weeks"))
    ).to_be_visible()
    save = desktop.get_by_role("button", name="Save the plan")
    save.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("The plan is saved with the workshop.")).to_be_visible()
