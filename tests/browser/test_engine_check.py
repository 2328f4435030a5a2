"""Engine check and the simulation of a point in a real browser, on a desk and on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS, SIZES
from tests.browser.test_headroom import fits, open_simulator

PATIENT = 60_000


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: the demo is opened here."""
    with running_server() as running:
        yield running


@LOOKS
def test_the_checks_are_run_and_read(
    open_screen: OpenScreen, size: tuple[int, int], dark: bool, pictures: Path
) -> None:
    page = open_screen(size, dark=dark)
    page.goto("/engine-check")
    expect(page.get_by_role("heading", name="Engine check")).to_be_visible(timeout=PATIENT)
    expect(
        page.get_by_role("heading", name=re.compile(r"^The engine gives all \d+"))
    ).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("link", name="Open the assumptions")).to_be_visible(timeout=PATIENT)
    settle(page)
    assert fits(page)
    chart = page.get_by_test_id("stVegaLiteChart").last
    box = chart.bounding_box()
    assert box is not None
    assert box["height"] >= 420
    page.get_by_text("Every case: agreement and scores").click()
    expect(page.get_by_role("cell", name="agrees").first).to_be_attached()
    page.screenshot(path=pictures / f"engine_check_{size[0]}_{'dark' if dark else 'light'}.png")


def opened(page: Page) -> None:
    page.get_by_text("Simulate this point: does the formula hold?").click()
    expect(page.get_by_role("button", name="Simulate", exact=True)).to_be_visible()
    settle(page)


@SIZES
def test_a_point_is_simulated_beside_its_formula(
    open_screen: OpenScreen, size: tuple[int, int], pictures: Path
) -> None:
    page = open_screen(size)
    open_simulator(page)
    opened(page)
    page.get_by_role("button", name="Simulate", exact=True).click()
    expect(
        page.get_by_text(re.compile(r"The formula lies inside the interval for \d of 9"))
    ).to_be_visible(timeout=PATIENT)
    table = page.get_by_role("table", name=re.compile("^Formula and simulation of"))
    expect(table.get_by_role("rowheader", name="Mean wait, all contacts")).to_be_attached()
    assert fits(page)
    page.get_by_role("button", name=re.compile("^Simulation only")).click()
    expect(page.get_by_role("spinbutton", name="Chats at once")).to_be_visible()
    page.screenshot(path=pictures / f"simulation_only_{size[0]}.png")
