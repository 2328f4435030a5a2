"""A participant's phone in a real browser, 360 pixels wide: with scripts, and without any."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import PHONE, Guard
from tests.phone.made import TALK, WORDS, WORTH, counted, people
from workbench.storage import Store, open_store
from workbench.strategy.changes import Change
from workbench.workshop.agenda import Activity, Agenda, Step
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

MOST_BYTES = 40 * 1024
MOST_FILES = 4
SMALLEST_TARGET = 44
TARGETS = "button, .button, .pick, summary, select, textarea, input:not([type]), footer a"
LOOK = Step(id="look", title="How ready are we?", activity=Activity.PULSE)
VOTE = Step(id="vote", title="What first?", activity=Activity.QUADRATIC)
LOOK_NOW = "window.dispatchEvent(new Event('online'))"
THREE_HOURS_WRONG = "(() => { const now = Date.now; Date.now = () => now() + 3 * 3600e3 })()"
SUGGESTION = "Let advisors decide up to 50 euros"


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file."""
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def kept(server: RunningServer) -> Iterator[Store]:
    """What that server stores: the facilitator's hand."""
    with open_store(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


@pytest.fixture
def workshop(kept: Store) -> Workshop:
    """A workshop whose room waits for its first step."""
    made = kept.workshops.create(new_workshop("Spring", "Orla Energy", datetime.now(UTC)))
    for number, title in enumerate(("Decide up to 50 euros", "Call back in an hour")):
        change = Change(id=f"c{number}", title=title, made_at=datetime.now(UTC))
        kept.changes.save(made.id, change)
    steps = (LOOK, WORDS, VOTE, TALK, WORTH)
    kept.rooms.prepare(made.id, Agenda(title="An afternoon", steps=steps))
    return made


def a_phone(browser: Browser, server: RunningServer, *, scripts: bool = True) -> BrowserContext:
    width, height = PHONE
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=True,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    context.add_init_script(THREE_HOURS_WRONG)
    return context


def check_looks(page: Page) -> None:
    """Nothing is wider than the screen, and a thumb meets everything that can be pressed."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.eval_on_selector_all(
        TARGETS,
        "(all, least) => all.filter(one => one.offsetParent && one.offsetHeight < least)"
        ".map(one => one.outerHTML.slice(0, 80) + one.offsetHeight)",
        SMALLEST_TARGET,
    )
    assert small == []


def test_a_first_load_is_light(
    browser: Browser, server: RunningServer, kept: Store, workshop: Workshop
) -> None:
    kept.rooms.open(workshop.id)
    joined = a_phone(browser, server)
    page = joined.new_page()
    page.goto(f"/join/{workshop.code}?role=advisor")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LOOK.title)
    home = page.url

    cold = a_phone(browser, server).new_page()
    loaded: list[Request] = []
    cold.on("requestfinished", lambda request: loaded.append(request))
    cold.goto(home, wait_until="networkidle")

    sizes = [request.sizes() for request in loaded]
    weight = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert cold.get_by_role("radio").count() > 5
    assert len(loaded) <= MOST_FILES
    assert weight <= MOST_BYTES
    cold.context.close()
    joined.close()


def test_the_journey_of_a_phone_with_scripts(
    browser: Browser, server: RunningServer, kept: Store, workshop: Workshop, pictures: Path
) -> None:
    guard = Guard(urlsplit(server.url).netloc)
    context = a_phone(browser, server)
    page = context.new_page()
    guard.watch(page)
    page.goto(f"/join/{workshop.code}")
    check_looks(page)
    page.screenshot(path=pictures / "phone-join.png", full_page=True)
    page.get_by_label("An advisor").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="Your three words")).to_be_visible()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")

    kept.rooms.open(workshop.id)
    page.wait_for_timeout(600)
    page.evaluate(LOOK_NOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(LOOK.title)
    check_looks(page)
    page.get_by_label("Whoever was chased last").check()
    expect(page.locator("[data-count]")).to_contain_text("1 of ")

    # A dead connection is said honestly, and the answer arrives by itself when it is back.
    page.get_by_role("textbox").last.fill("The queue never ends")
    context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#line")).to_contain_text("Reconnecting")
    assert counted(kept, workshop) == ()
    context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Saved.")
    (sent,) = counted(kept, workshop)
    assert [answer.value for answer in sent.answers] == [2, "The queue never ends"]

    kept.rooms.advance(workshop.id)
    page.wait_for_timeout(600)
    page.evaluate(LOOK_NOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.title)
    time_left = page.locator(".time").inner_text()
    assert time_left.startswith(("4:", "5:"))  # whatever this phone's clock says

    # What is typed survives a reload, and a room that moves on meanwhile.
    box = page.get_by_label("One point").first
    box.fill(SUGGESTION)
    page.wait_for_timeout(300)
    page.reload()
    expect(box).to_have_value(SUGGESTION)
    expect(page.get_by_text("What you had not sent yet is back")).to_be_visible()
    kept.rooms.advance(workshop.id)
    page.wait_for_timeout(600)
    page.evaluate(LOOK_NOW)
    expect(page.locator("#line")).to_contain_text("The room has moved on")
    expect(box).to_have_value(SUGGESTION)
    page.screenshot(path=pictures / "phone-moved-on.png")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-saved]")).to_be_visible()
    page.evaluate(LOOK_NOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(VOTE.title)
    assert page.evaluate("Object.keys(localStorage).length") == 0

    check_looks(page)
    page.get_by_role("button", name="One vote more for: Decide").click()
    page.get_by_role("button", name="One vote more for: Decide").click()
    expect(page.get_by_text("The next vote costs 5")).to_be_visible()
    expect(page.get_by_text("21 of 25 credits left")).to_be_visible()
    page.screenshot(path=pictures / "phone-vote.png", full_page=True)
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("[data-saved]")).to_be_visible()

    assert len(counted(kept, workshop)) == 3
    assert people(kept, workshop) == 1
    assert guard.foreign == []
    assert guard.faults == []
    assert server.log == ""  # no address, no token, nothing of what anybody did
    context.close()


def test_the_journey_of_a_phone_without_scripts(
    browser: Browser, server: RunningServer, kept: Store, workshop: Workshop, pictures: Path
) -> None:
    context = a_phone(browser, server, scripts=False)
    page = context.new_page()
    page.goto("/join")
    page.get_by_label("The code on the screen").fill(workshop.code.replace("-", " ").upper())
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("An advisor").check()
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")

    kept.rooms.open(workshop.id)
    expect(page.get_by_role("heading", level=1)).to_have_text(LOOK.title)  # by its own refresh
    page.get_by_label("Whoever was chased last").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("link", name="Change what I sent").click()
    expect(page.get_by_label("Whoever was chased last")).to_be_checked()

    kept.rooms.go(workshop.id, VOTE.id)
    page.wait_for_timeout(600)
    page.get_by_role("link", name="Has the room moved on?").click()
    page.get_by_label("Decide up to 50 euros").select_option("4")
    page.get_by_label("Call back in an hour").select_option("-4")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("They cost 32 credits and you have 25")
    page.screenshot(path=pictures / "phone-refused-without-scripts.png", full_page=True)
    page.get_by_label("Call back in an hour").select_option("-3")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    page.get_by_role("link", name="What I said").click()
    expect(page.get_by_text("+4 votes")).to_be_visible()
    page.screenshot(path=pictures / "phone-mine.png", full_page=True)
    page.get_by_role("link", name="Erase everything I sent").click()
    page.get_by_role("button", name="Erase everything I sent").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything is erased")
    assert people(kept, workshop) == 0
    context.close()
