"""Fixtures of the browser tests: a browser a file, a guarded page a test, two sizes of screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.server_process import RunningServer
from tests.browser.chromium import DESKTOP, FLAGS, PHONE, Guard, executable

OpenScreen = Callable[..., Page]

# A machine that is busy with other tests is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file of tests: Playwright holds an event loop while it is open."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_screen(browser: Browser, server: RunningServer) -> Iterator[OpenScreen]:
    """Open a visitor's screen: `open_screen(DESKTOP, dark=True)`, each with cookies of its own.

    The test fails at its end if any page asked another host for something or had a script error.
    """
    guard = Guard(urlsplit(server.url).netloc)
    contexts = []

    def open_one(size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> Page:
        width, height = size
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=size == PHONE,
            locale="en-GB",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        guard.watch(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert guard.foreign == []
    assert guard.faults == []


@pytest.fixture
def desktop(open_screen: OpenScreen) -> Page:
    """A screen of 1440 by 900, not yet on any page."""
    return open_screen(DESKTOP)


@pytest.fixture
def phone(open_screen: OpenScreen) -> Page:
    """A touch screen of 360 by 740, not yet on any page."""
    return open_screen(PHONE)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """The folder for screenshots: HEADROOM_PICTURES if it is set, else one that pytest clears."""
    folder = Path(os.environ.get("HEADROOM_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
