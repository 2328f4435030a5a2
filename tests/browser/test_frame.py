from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

from bench.server_process import RunningServer
from tests.browser.chromium import Guard, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS

LOADED_SERIF = """
[...document.fonts].some(face =>
    face.status === "loaded" && face.family.replaceAll('"', "") === "Source Serif Four")
"""


@LOOKS
def test_home_is_set_in_the_bundled_serif(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    page.goto("/")
    settle(page)

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    assert "Source Serif Four" in heading.evaluate("one => getComputedStyle(one).fontFamily")
    assert page.evaluate(LOADED_SERIF)
    shade = page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    assert (shade == "rgb(255, 255, 255)") is not dark
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=pictures / f"home-{size[0]}-{'dark' if dark else 'light'}.png")


def test_every_page_of_the_navigation_opens_without_asking_another_host(desktop: Page) -> None:
    desktop.goto("/")
    settle(desktop)
    links = desktop.get_by_test_id("stSidebarNavLink")
    titles = links.all_inner_texts() or ["Home"]  # a single page has no navigation

    for number, title in enumerate(titles):
        if number:
            links.nth(number).click()
        expect(desktop).to_have_title(f"{title.split(chr(10))[0]} · Headroom")
        settle(desktop)
        expect(desktop.get_by_test_id("stMain")).not_to_be_empty()


def test_a_reload_keeps_the_participant(desktop: Page) -> None:
    def participant() -> str:
        (cookie,) = [
            each for each in desktop.context.cookies() if each["name"] == "headroom_participant"
        ]
        return cookie["value"]

    desktop.goto("/")
    settle(desktop)
    first = participant()
    desktop.reload()
    settle(desktop)

    assert participant() == first
    assert "headroom_participant" not in desktop.evaluate("document.cookie")


def test_a_request_to_another_host_is_stopped_and_seen(
    browser: Browser, server: RunningServer
) -> None:
    guard = Guard(urlsplit(server.url).netloc)
    page = browser.new_page(base_url=server.url)
    guard.watch(page)
    page.goto("/")
    settle(page)
    assert (guard.foreign, guard.faults) == ([], [])

    # An address that is reserved for documentation (RFC 5737): nobody answers there.
    stopped = page.evaluate("fetch('http://192.0.2.1/').catch(error => error.name)")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken script') })")
    page.context.close()

    assert stopped == "TypeError"
    assert "http://192.0.2.1/" in guard.foreign[0]
    assert "broken script" in guard.faults[0]
