"""A real Chromium that keeps to itself, and a guard over what a page asks for."""

import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
DESKTOP = (1440, 900)
PHONE = (360, 740)
MILLISECONDS_TO_SETTLE = 30_000
MILLISECONDS_AT_REST = 100
MILLISECONDS_TO_ANSWER = 10_000
MOST_PRESSES = 3


def executable() -> str:
    """Find the browser; the message says what to install when there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise FileNotFoundError("No Chromium here. On Debian: sudo apt-get install chromium")
    return found


def settle(page: Page) -> None:
    """Wait until the page's script has ended, what it drew is there, and its fonts are loaded.

    A table or a list may ask for one more run just after the script has ended, which draws anew
    what is about to be clicked; so the page has to stay at rest for a moment.
    """
    at_rest = "[data-testid='stApp'][data-test-script-state='notRunning']"
    page.wait_for_selector(at_rest, timeout=MILLISECONDS_TO_SETTLE)
    page.wait_for_timeout(MILLISECONDS_AT_REST)
    page.wait_for_selector(at_rest, timeout=MILLISECONDS_TO_SETTLE)
    page.wait_for_selector("[data-testid='stSkeleton']", state="detached")
    page.evaluate("document.fonts.ready.then(() => true)")


def press(button: Locator, shows: Locator) -> None:
    """Press what leads to something, once the page is at rest, and again if the press was lost.

    A machine that is busy with other tests draws a page anew late, under the pointer.
    """
    for _ in range(MOST_PRESSES):
        settle(button.page)
        if button.is_visible():
            button.click()
        try:
            expect(shows).to_be_visible(timeout=MILLISECONDS_TO_ANSWER)
        except AssertionError:
            continue
        return
    expect(shows).to_be_visible()


def follow(page: Page, title: str) -> None:
    """Go to another page by the navigation, as a visitor does; on a phone it opens first."""
    opens_first = page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}
    if opens_first:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page).to_have_title(f"{title} · Headroom")
    if opens_first:
        collapse = page.get_by_role("button", name="Collapse sidebar")
        if collapse.is_visible():
            collapse.click()
        expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    settle(page)


@dataclass
class Guard:
    """What a page did that it must not: requests to other hosts, and errors in its scripts.

    A request that the content policy stopped is on the console only, so that is read too.
    """

    host: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to one page from now on."""
        page.on("request", self.note_request)
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("websocket", lambda socket: self.note_url(socket.url))

    def note_request(self, request: Request) -> None:
        """Keep a request to another host."""
        self.note_url(request.url)

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep what the content policy stopped."""
        if "Content Security Policy" in message.text:
            self.foreign.append(message.text)

    def note_url(self, url: str) -> None:
        """Keep an address of another host; `data:` and `blob:` are part of the page itself."""
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.foreign.append(url)
