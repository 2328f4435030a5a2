"""The picture in the README: `HEADROOM_PICTURES=assets pytest tests/browser/test_screenshot.py`."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESKTOP, follow, settle

MOST_BYTES = 400_000
PAST_THE_TITLE = 180  # pixels
PICTURE_TO_REST = 500  # milliseconds, until its marks stand where they belong


def test_the_demo_in_the_simulator_makes_the_picture_of_the_readme(
    desktop: Page, pictures: Path
) -> None:
    desktop.goto("/")
    settle(desktop)
    desktop.get_by_role("button", name="Explore the demo").click()
    expect(desktop.get_by_role("button", name="Workshops")).to_be_visible()
    follow(desktop, "Headroom simulator")
    chosen = desktop.get_by_role("combobox", name="Start from")
    chosen.click()
    chosen.fill("Headroom")
    chosen.press("Enter")
    drawn = desktop.get_by_test_id("stVegaLiteChart").first
    expect(drawn.locator("svg text", has_text="Headroom").last).to_be_visible()
    settle(desktop)
    desktop.get_by_test_id("stMain").evaluate(f"main => main.scrollTo(0, {PAST_THE_TITLE})")
    desktop.mouse.move(0, 0)
    desktop.wait_for_timeout(PICTURE_TO_REST)
    file = pictures / "screenshot.png"
    desktop.screenshot(path=file, animations="disabled")

    # A README is read on the web: as few bytes as the eye allows.
    with Image.open(file) as taken:
        assert taken.size == DESKTOP
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size < MOST_BYTES
