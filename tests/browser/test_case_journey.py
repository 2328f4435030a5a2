"""A driver in points, a signature, a version, a changed figure, and what changed since then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bench.server_process import RunningServer, running_server
from tests.browser.chromium import press, settle


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A server of this file: a case is written into it."""
    with running_server() as running:
        yield running


def turn(page: Page, name: str) -> Locator:
    """A tab, once what it shows is there."""
    panel = page.get_by_role("tabpanel", name=name)
    press(page.get_by_role("tab", name=name), panel)
    settle(page)
    return panel


def choose(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def enter(page: Page, figure: str, value: str) -> None:
    """Type the expected value of a figure into the form that is open."""
    choose(page, "Figure", figure)
    field = page.get_by_role("spinbutton", name="Expected (")
    field.fill(value)
    field.press("Tab")
    settle(page)


def save(page: Page, source: str) -> None:
    page.get_by_role("textbox", name="Where it comes from").fill(source)
    page.get_by_role("textbox", name="Where it comes from").press("Tab")
    page.get_by_role("textbox", name="Who answers for it").fill("Head of sales")
    page.get_by_role("textbox", name="Who answers for it").press("Tab")
    settle(page)
    page.get_by_role("button", name="Put it in the register").click()
    settle(page)


def test_points_are_asked_signed_kept_and_the_change_since_is_told(
    desktop: Page, pictures: Path
) -> None:
    page = desktop
    page.goto("/")
    settle(page)
    page.get_by_role("button", name="Start a what-if").click()
    expect(page).to_have_title("Headroom simulator · Headroom")
    settle(page)
    query = page.url.partition("?")[2]
    page.goto(f"/business-case?{query}")
    settle(page)

    turn(page, "Lines and drivers")
    page.get_by_text("Enter or change a driver", exact=True).click()
    settle(page)
    enter(page, "Contribution margin of a customer", "120")
    save(page, "Accounts of 2025")
    expect(
        page.get_by_text("Contribution margin of a customer is EUR 120 a year now")
    ).to_be_visible()

    # 5 points of the 15% who leave are a third of them; 5% of them are less than one point.
    enter(page, "Churn avoided by the change", "5")
    expect(page.get_by_text("fall from 15% to 14.2%")).to_be_visible()
    expect(page.get_by_text("fall from 15% to 10%")).to_be_visible()
    save(page, "Pilot of spring")
    expect(page.get_by_text("Say which of the two is meant")).to_be_visible()
    page.get_by_role("radio", name="Points", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Put it in the register").click()
    settle(page)
    expect(page.get_by_text("Churn avoided by the change is 33.33% now")).to_be_visible()
    page.screenshot(path=pictures / "case-journey-driver.png", full_page=True)

    turn(page, "Credibility")
    page.get_by_text("Write the counterfactual").click()
    settle(page)
    page.get_by_role("textbox", name="What happens if nothing is decided").fill(
        "Customers go on leaving at 15% a year, and nothing else is planned."
    )
    page.get_by_role("textbox", name="Who says so").fill("Head of sales")
    page.get_by_role("button", name="Save it").click()
    settle(page)
    expect(page.get_by_text("The counterfactual is saved")).to_be_visible()
    page.get_by_text("Sign a benefit, or name another owner").click()
    settle(page)
    page.get_by_role("textbox", name="Signed by").fill("Ada Moreau, Sales")
    page.get_by_role("button", name="Sign", exact=True).click()
    settle(page)
    expect(page.get_by_text("is signed by Ada Moreau, Sales")).to_be_visible()

    turn(page, "Versions")
    page.get_by_role("textbox", name="Name", exact=True).fill("Board of May")
    page.get_by_role("textbox", name="Who keeps it").fill("Finance")
    page.get_by_role("button", name="Keep it").click()
    settle(page)
    expect(page.get_by_text("Nothing changed: the net present value is")).to_be_visible()

    turn(page, "Lines and drivers")
    form = page.get_by_text("Enter or change a driver", exact=True)
    if not page.get_by_role("button", name="Put it in the register").is_visible():
        form.click()
        settle(page)
    enter(page, "Contribution margin of a customer", "90")
    save(page, "Accounts of 2026")

    versions = turn(page, "Versions")
    changed = versions.get_by_role("row", name="Contribution margin of a customer")
    expect(changed).to_contain_text("EUR 120 a year")
    expect(changed).to_contain_text("EUR 90 a year")
    expect(changed).to_contain_text("−EUR")
    page.screenshot(path=pictures / "case-journey-versions.png", full_page=True)
    credibility = turn(page, "Credibility")
    expect(credibility.get_by_text("is void, because figures changed")).to_be_visible()
