"""Pilot designer: from the first sentence over the lot to the register, without a browser."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.headroom.pilot.made import simulated
from workbench.exchange.pilot_csv import results_template
from workbench.headroom.pilot.pilot import Pilot, read_pilot
from workbench.headroom.pilot.plan import PilotOutcome
from workbench.headroom.pilot.schedules import Design
from workbench.storage import Store
from workbench.ui.current import register
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TABS = ("Size and statistics", "What it is worth", "The lot", "Results")


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


def checked(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def opened(open_page: OpenPage, workshop: Workshop, tab: str = TABS[0]) -> AppTest:
    page = checked(open_page("pilot", workshop=workshop.code))
    return on_tab(page, tab)


def on_tab(page: AppTest, tab: str) -> AppTest:
    page.session_state["pilot_tab"] = tab
    return checked(page.run())


def told(page: AppTest) -> str:
    shown = [*page.header, *page.subheader, *page.markdown, *page.caption, *page.error]
    shown += [*page.warning, *page.success, *page.info]
    return "\n".join(str(each.value).replace("\\", "") for each in shown)


def number(page: AppTest, field: str, value: float | None) -> AppTest:
    page.number_input(key=f"pilot_{field}").set_value(value).run()
    return checked(page)


def choose(page: AppTest, field: str, value: object) -> AppTest:
    page.selectbox(key=f"pilot_{field}").set_value(value).run()
    return checked(page)


def stored(store: Store, workshop: Workshop) -> Pilot:
    return read_pilot(store.pilots.all(workshop.id)[-1].document)


def draw(page: AppTest) -> AppTest:
    on_tab(page, "The lot")
    page.button(key="pilot_draw").click().run()
    return checked(page)


def upload(page: AppTest, content: bytes) -> AppTest:
    page.file_uploader(key="pilot_file").upload("july.csv", content)
    (read,) = [each for each in page.button if each.label == "Read the file and judge it"]
    read.click().run()
    return checked(page)


def filled(pilot: Pilot, effect: float) -> bytes:
    """The template of a pilot, filled in by a simulated run."""
    assert pilot.assignment is not None
    found = simulated(pilot.plan, pilot.assignment, effect, np.random.default_rng(3)).clip(0, 1)
    lines = results_template(pilot.plan, pilot.assignment).decode("utf-8-sig").splitlines()
    out = io.StringIO()
    out.write(f"{lines[0]}\n")
    for line, result in zip(lines[1:], found.ravel(), strict=True):
        out.write(line.replace(",,", f",{pilot.plan.answers:.0f},{100 * result:.3f}") + "\n")
    return out.getvalue().encode()


@pytest.mark.usefixtures("own_store")
def test_without_a_workshop_it_shows_the_way(open_page: OpenPage) -> None:
    page = checked(open_page("pilot"))
    assert "No workshop is open" in page.info[0].value


def test_it_says_first_what_the_plan_would_notice(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring)
    first = page.header[0].value.replace("\\", "")
    assert first.startswith("With 24 teams over 28 weeks you would notice a change of")
    assert "points or more" in first
    assert "The teams share a queue, so they interfere" in page.warning[0].value
    charts = page.get("vega_lite_chart")
    assert len(charts) == 2
    assert "Everybody changes, in 6 waves over 28 weeks" in charts[0].proto.alt
    assert "80% chance to notice" in charts[1].proto.alt


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("outcome", PilotOutcome)
def test_every_outcome_has_every_tab(
    open_page: OpenPage, spring: Workshop, outcome: PilotOutcome, tab: str
) -> None:
    page = choose(opened(open_page, spring, tab), "outcome", outcome)
    assert page.header[0].value.startswith("With 24 teams over")


def test_more_teams_notice_less(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring)
    before = page.header[0].value
    page = number(page, "teams", 48)
    assert page.header[0].value.startswith("With 48 teams")
    assert page.header[0].value.split("change of")[1] < before.split("change of")[1]
    page = number(page, "smallest_effect", 0.1)
    assert "Too small: this plan notices" in told(page)
    page = number(page, "smallest_effect", None)
    assert "Too small" not in told(page)


def test_what_is_not_possible_is_said_and_nothing_changes(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    page = number(opened(open_page, spring), "teams", 3)
    assert "there are 3 teams for 6 waves" in told(page)
    assert page.number_input(key="pilot_teams").value == 24
    page = number(page, "icc", 1.4)
    assert "is 1.4; accepted: 0 or more and at most 0.9" in told(page)
    page = number(page, "answers", None)
    assert "Not changed" in told(page)
    assert own_store.pilots.all(spring.id) == ()


def test_a_plan_is_saved_dropped_and_found_again(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    page = number(opened(open_page, spring), "teams", 12)
    page.button(key="pilot_save").click().run()
    assert "The plan is saved with the workshop" in told(checked(page))
    assert stored(own_store, spring).plan.teams == 12
    page = number(page, "teams", 18)
    page.button(key="pilot_drop").click().run()
    assert page.number_input(key="pilot_teams").value == 12
    again = opened(open_page, spring)
    assert again.number_input(key="pilot_teams").value == 12
    assert again.button(key="pilot_save").disabled


def test_two_people_do_not_overwrite_each_other(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    mine = number(opened(open_page, spring), "teams", 12)
    theirs = number(opened(open_page, spring), "teams", 30)
    theirs.button(key="pilot_save").click().run()
    mine.button(key="pilot_save").click().run()
    assert "Somebody else has saved the pilot since" in told(checked(mine))
    assert stored(own_store, spring).plan.teams == 30
    mine.button(key="pilot_drop").click().run()
    assert mine.number_input(key="pilot_teams").value == 30


def test_interference_leaves_with_the_queue(open_page: OpenPage, spring: Workshop) -> None:
    page = choose(opened(open_page, spring), "design", Design.SWITCHBACK)
    assert "share a queue, so they interfere" in told(page)
    page.toggle(key="pilot_shared_queue").set_value(False).run()
    assert "share a queue, so they interfere" not in told(checked(page))
    assert "carries over into the next" in told(page)


def test_names_of_the_lot_are_checked(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    page = opened(open_page, spring, "The lot")
    (names,) = [each for each in page.text_area if each.label == "Names"]
    names.set_value("North\nSouth")
    page.button(key="pilot_draw").click().run()
    assert "there are 2 names for 24 teams" in told(checked(page))
    (names,) = [each for each in page.text_area if each.label == "Names"]
    names.set_value("\n".join(["North"] * 24))
    page.button(key="pilot_draw").click().run()
    assert "North is there twice" in told(checked(page))
    assert own_store.pilots.all(spring.id) == ()


def test_the_lot_fixes_the_plan_and_a_new_plan_frees_it(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    page = opened(open_page, spring, "The lot")
    page.number_input(key="pilot_seed").set_value(20261122)
    page = draw(page)
    kept = stored(own_store, spring)
    assert kept.assignment is not None
    assert kept.assignment.seed == 20261122
    assert "20261122" in told(page)
    assert page.number_input(key="pilot_teams").disabled
    page.button(key="pilot_new").click().run()
    assert not checked(page).number_input(key="pilot_teams").disabled
    assert stored(own_store, spring) == kept
    page.button(key="pilot_save").click().run()
    assert stored(own_store, spring).assignment is None
    assert len(own_store.pilots.all(spring.id)) == 2


def test_results_are_judged_taken_into_the_register_and_put_back(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    key = "pressure_elasticity"
    page = opened(open_page, spring, "What it is worth")
    choose(page, "scenario", "Release the clock")
    choose(page, "assumption", key)
    number(page, "cost_per_year", 120_000.0)
    number(page, "value_per_unit", 4.0)
    page = on_tab(draw(page), "Results")
    pilot = stored(own_store, spring)
    assert pilot.plan.assumption_id == key
    before = register(spring)[key]

    wrong = filled(pilot, 0.03).replace(b"Team 2,1", b"Moon,1")
    page = upload(page, wrong)
    assert "The file was not used, and nothing was changed" in told(page)
    assert "“Moon” is not in the pilot" in told(page)
    assert stored(own_store, spring).results == ()

    page = upload(page, filled(pilot, 0.03))
    assert len(stored(own_store, spring).results) == 24 * 7
    assert stored(own_store, spring).source == "july.csv"
    assert "168 results are in" in told(page)
    assert "Under the new rules" in told(page)
    assert "The chance that the improvement is above the break-even" in told(page)
    assert register(spring)[key] == before

    page.button(key="pilot_take").click().run()
    after = register(spring)[key]
    assert after.source.startswith("Pilot “A wild ride")
    assert (after.grade, after.p50 != before.p50) == ("A", True)
    first = after.p10, after.p50, after.p90
    # The result is not counted twice.
    assert f"Before: {before.p50:g}".replace("-", "−") in told(checked(page))
    page.button(key="pilot_put_back").click().run()
    back = register(spring)[key]
    assert (back.p10, back.p50, back.p90, back.source) == (
        before.p10,
        before.p50,
        before.p90,
        before.source,
    )
    page.button(key="pilot_take").click().run()
    again = register(spring)[key]
    assert (again.p10, again.p50, again.p90) == pytest.approx(first)


def test_results_wait_for_the_lot(open_page: OpenPage, spring: Workshop) -> None:
    page = opened(open_page, spring, "Results")
    assert "First draw the lot" in page.info[0].value


def test_no_file_is_said(open_page: OpenPage, spring: Workshop) -> None:
    page = on_tab(draw(opened(open_page, spring)), "Results")
    (read,) = [each for each in page.button if each.label == "Read the file and judge it"]
    read.click().run()
    assert "There is no file" in told(checked(page))


def test_a_stored_pilot_of_another_version_is_told(
    open_page: OpenPage, spring: Workshop, own_store: Store
) -> None:
    own_store.pilots.save(spring.id, {"version": 99}, based_on=0)
    page = checked(open_page("pilot", workshop=spring.code))
    assert "cannot be read by this version" in told(page)
    assert page.header[0].value.startswith("With 24 teams")
