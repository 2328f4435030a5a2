"""Home and the register in a real browser: what AppTest cannot see."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import press, settle
from tests.browser.conftest import OpenScreen
from tests.browser.screens import LOOKS


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: what is set up here is in nobody else's list of workshops."""
    with running_server() as running:
        yield running


def fits(page: Page) -> bool:
    fitting: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return fitting


def open_demo(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Explore the demo").click()
    expect(page.get_by_role("button", name="Workshops")).to_be_visible()
    settle(page)


def choose(page: Page, figure: str) -> None:
    box = page.get_by_role("combobox", name="Figure")
    box.click()
    box.fill(figure)
    box.press("Enter")
    expect(page.get_by_role("heading", name=figure)).to_be_visible()
    settle(page)


@LOOKS
def test_home_and_the_register_fit_the_screen(
    open_screen: OpenScreen, pictures: Path, size: tuple[int, int], dark: bool
) -> None:
    page = open_screen(size, dark=dark)
    name = f"{size[0]}-{'dark' if dark else 'light'}.png"
    page.goto("/")
    settle(page)
    assert fits(page)
    open_demo(page)
    for part in ("Where it stands", "Invite", "Manage"):
        page.get_by_role("tab", name=part).click()
        settle(page)
        assert fits(page)
        page.screenshot(path=pictures / f"home-{part.split()[0].casefold()}-{name}")
    page.goto("/assumptions?workshop=demo-oswinbrook")
    settle(page)
    choose(page, "Planned time off the phone")
    assert fits(page)
    page.screenshot(path=pictures / f"assumptions-{name}")


def test_the_keyboard_alone_sets_up_a_workshop(desktop: Page) -> None:
    desktop.goto("/")
    settle(desktop)
    desktop.get_by_role("button", name="Run a workshop").focus()
    desktop.keyboard.press("Enter")
    name = desktop.get_by_label("Name", exact=True)
    expect(name).to_be_visible()
    name.focus()
    desktop.keyboard.press("ControlOrMeta+a")
    desktop.keyboard.type("By keyboard <b>")
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("heading", name="By keyboard <b>")).to_be_visible()
    expect(desktop.get_by_text("The workshop is set up")).to_be_visible()
    assert re.search(r"workshop=\w{4}-\w{4}$", desktop.url)
    expect(desktop.get_by_test_id("stSidebar").get_by_text("By keyboard <b>")).to_be_visible()


def test_a_wrong_form_keeps_what_was_typed(phone: Page) -> None:
    phone.goto("/")
    settle(phone)
    phone.get_by_role("button", name="Run a workshop").click()
    phone.get_by_label("Name", exact=True).fill("x" * 10_000)
    phone.get_by_label("People behind a score").fill("2")
    phone.get_by_label("People behind comments").fill("999")
    phone.get_by_role("button", name="Set up the workshop").click()

    expect(phone.get_by_text("It has 10,000 letters")).to_be_visible()
    expect(phone.get_by_text("It is 2; accepted: 3 to 50 people.")).to_be_visible()
    expect(phone.get_by_text("It is 999; accepted: 3 to 100 people.")).to_be_visible()
    assert len(phone.get_by_label("Name", exact=True).input_value()) == 10_000
    assert fits(phone)


def test_the_open_workshop_lasts_across_pages_and_a_reload(desktop: Page) -> None:
    open_demo(desktop)
    navigation = desktop.get_by_test_id("stSidebarNav")
    navigation.get_by_role("link", name="Assumptions").click()
    expect(desktop.get_by_role("heading", name="Assumptions")).to_be_visible()
    settle(desktop)
    assert "workshop=demo-oswinbrook" in desktop.url
    every = desktop.get_by_text(re.compile(r"^(\d+) of \1 figures\. Choose"))
    expect(every).to_be_visible()
    desktop.get_by_role("searchbox", name="Search").fill("finance")
    expect(every).to_be_hidden()
    settle(desktop)
    navigation.get_by_role("link", name="Home").click()
    expect(desktop.get_by_role("button", name="Workshops")).to_be_visible()
    navigation.get_by_role("link", name="Assumptions").click()
    expect(desktop.get_by_role("searchbox", name="Search")).to_have_value("finance")
    desktop.reload()
    settle(desktop)
    expect(desktop.get_by_text("Demo: company and figures are invented")).to_be_visible()

    navigation.get_by_role("link", name="Home").click()
    desktop.get_by_role("button", name="Workshops").click()
    expect(desktop.get_by_role("button", name="Explore the demo")).to_be_visible()
    settle(desktop)
    assert "workshop=" not in desktop.url


def test_a_row_of_the_register_opens_its_figure_and_an_edit_moves_it(desktop: Page) -> None:
    open_demo(desktop)
    desktop.goto("/assumptions?workshop=demo-oswinbrook")
    settle(desktop)
    grid = desktop.get_by_test_id("stDataFrame").last
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box
    header = row = 35
    desktop.mouse.click(box["x"] + 17, box["y"] + header + row * 4.5)
    expect(desktop.get_by_role("heading", name="Absence from the rota")).to_be_visible()
    settle(desktop)

    desktop.get_by_text("Change this figure").click()
    settle(desktop)
    desktop.get_by_label("P50", exact=True).fill("95")
    save = desktop.get_by_role("button", name="Save the figure")
    press(save, desktop.get_by_text("It is 95%; accepted: 0% to 80%."))
    expect(desktop.get_by_label("P50", exact=True)).to_have_value("95.0")

    desktop.get_by_label("P50", exact=True).fill("27")
    desktop.get_by_label("Where the new figure comes from").fill("Time study of the spring")
    settle(desktop)
    desktop.get_by_role("button", name="Save the figure").click()
    expect(desktop.get_by_text("was 26% and is 27% now, on every page")).to_be_visible()
    desktop.get_by_role("button", name="Back to the default").click()
    expect(desktop.get_by_text("was 27% and is 25% now")).to_be_visible()


def test_a_backup_is_taken_deleted_and_restored(desktop: Page, tmp_path: Path) -> None:
    desktop.goto("/")
    settle(desktop)
    desktop.get_by_role("button", name="Run a workshop").click()
    desktop.get_by_label("Name", exact=True).fill("Round trip")
    desktop.get_by_role("button", name="Set up the workshop").click()
    expect(desktop.get_by_role("heading", name="Round trip")).to_be_visible()
    desktop.get_by_role("tab", name="Manage").click()
    settle(desktop)
    with desktop.expect_download() as taken:
        desktop.get_by_role("button", name="Back up (confidential)").click()
    file = tmp_path / taken.value.suggested_filename
    assert "confidential" in file.name
    taken.value.save_as(file)

    desktop.get_by_text("Delete this workshop").click()
    typed = desktop.get_by_label("To delete it, type its name")
    typed.fill("Round")
    desktop.get_by_role("button", name="Delete for good").click()
    expect(desktop.get_by_text("Type the name of the workshop to delete it")).to_be_visible()
    typed.fill("Round trip")
    desktop.get_by_role("button", name="Delete for good").click()
    expect(desktop.get_by_text("Round trip is deleted.")).to_be_visible()

    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(file.read_bytes()[:-40])
    desktop.get_by_text("Restore a workshop from a backup").click()
    for chosen, told in ((damaged, "so it was cut off"), (file, "Round trip is restored")):
        desktop.locator("input[type=file]").set_input_files(chosen)
        expect(desktop.get_by_role("button", name=f"Remove {chosen.name}")).to_be_visible()
        settle(desktop)
        desktop.get_by_role("button", name="Restore", exact=True).click()
        expect(desktop.get_by_text(told)).to_be_visible()
        settle(desktop)


def test_an_export_of_the_demo_holds_released_figures(desktop: Page, tmp_path: Path) -> None:
    open_demo(desktop)
    desktop.get_by_role("tab", name="Manage").click()
    settle(desktop)
    with desktop.expect_download() as taken:
        desktop.get_by_role("button", name="CSV files").click()
    file = tmp_path / "released.zip"
    taken.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        assert {"answers.csv", "scores.csv", "comments.csv"} <= set(archive.namelist())
        assert b"Advisors" in archive.read("answers.csv")


def test_a_quick_what_if_goes_to_the_simulator(desktop: Page) -> None:
    desktop.goto("/")
    settle(desktop)
    desktop.get_by_role("button", name="Start a what-if").click()
    expect(desktop).to_have_title("Headroom simulator · Headroom")
    settle(desktop)
    sidebar = desktop.get_by_test_id("stSidebar")
    expect(sidebar.get_by_text("Quick what-if")).to_be_visible()
