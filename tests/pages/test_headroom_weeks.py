"""The simulator's weekly path, its chances, reverse questions and sites, on the page."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_headroom import HEADROOM, NOON, RELEASE, checked, run, start_from, words
from workbench.headroom.centre import figures
from workbench.headroom.comparison import baseline, compare
from workbench.headroom.draws import FEWEST
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import evaluate
from workbench.headroom.reverse import ServiceLevel, Target, seats_for
from workbench.headroom.shipped import as_today
from workbench.headroom.uncertainty import weekly
from workbench.storage import Store
from workbench.ui import sites_panel
from workbench.ui.current import register
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]


@pytest.fixture
def workshop(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


@pytest.fixture
def page(open_page: OpenPage, workshop: Workshop) -> AppTest:
    return checked(open_page("headroom", workshop=workshop.code))


@pytest.fixture
def weeks(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page at the weekly path, with few draws: what is tested here hangs on none."""
    monkeypatch.setattr("workbench.ui.journey_fan.DRAWS", FEWEST)
    page.segmented_control(key="picture").set_value("Week by week")
    return run(page)


def opened(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return run(app)


def show(app: AppTest, field: str) -> AppTest:
    app.segmented_control(key="journey_shows").set_value(field)
    return run(app)


def title(app: AppTest) -> str:
    return str(app.subheader[0].value).replace("\\", "")


# Week by week


def test_the_path_says_worse_before_better_where_it_is(weeks: AppTest) -> None:
    start_from(weeks, HEADROOM)
    assert title(weeks).startswith("Worse before better: satisfaction falls")
    assert f"{FEWEST} draws" in words(weeks)
    assert "saves money in" in words(weeks)
    assert "an avoided unresolved contact is worth" in words(weeks)


def test_every_figure_of_the_path_can_be_shown_as_it_is_and_beside_today(weeks: AppTest) -> None:
    found = set()
    for field in ("satisfaction", "service_level", "headroom_minutes", "fcr", "cost", "advisors"):
        found.add(title(show(weeks, field)))
        weeks.toggle(key="journey_beside").set_value(True)
        run(weeks)
        weeks.toggle(key="journey_beside").set_value(False)
    assert len(found) == 6


def test_today_is_a_flat_line(weeks: AppTest) -> None:
    weeks.button(key="reset").click().run()
    assert title(weeks) == "Satisfaction stays as it is today"
    assert "are those of today in every draw" in words(weeks)


def test_without_behaviour_satisfaction_stays(weeks: AppTest) -> None:
    start_from(weeks, HEADROOM)
    weeks.selectbox(key="evidence").select(Evidence.NONE)
    assert title(run(weeks)) == "Satisfaction stays as it is today"
    assert "Worse before better: service level" in title(show(weeks, "service_level"))


def test_the_weeks_start_and_surge_as_they_are_set(weeks: AppTest) -> None:
    weeks.segmented_control(key="plan_years").set_value(3)
    run(weeks)
    weeks.slider(key="plan_start_week").set_value(12)
    run(weeks)
    weeks.toggle(key="plan_surge").set_value(True)
    run(weeks)
    weeks.slider(key="plan_surge_size").set_value(40)
    run(weeks)
    weeks.number_input(key="plan_hiring_cap").set_value(2.0)
    run(weeks)
    assert "Over all 156 weeks" in words(weeks)
    assert weeks.slider(key="plan_surge_size").value == 40
    assert "In the surge satisfaction falls" in words(weeks)
    weeks.toggle(key="plan_surge").set_value(False)
    run(weeks)
    assert "changed" in words(weeks)


def test_the_paths_are_worked_out_once_for_what_they_depend_on(
    weeks: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 0

    def counted(*args: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        return weekly(*args, **named)

    monkeypatch.setattr("workbench.ui.journey_fan.weekly", counted)
    show(weeks, "cost")
    assert count == 0
    start_from(weeks, HEADROOM)
    assert count == 1
    start_from(weeks, RELEASE)
    start_from(weeks, HEADROOM)
    assert count == 1


def test_a_season_and_classes_move_the_weeks_and_a_class_above_the_cap_is_said(
    weeks: AppTest,
) -> None:
    usual = title(weeks)
    weeks.toggle(key="plan_season").set_value(True)
    run(weeks)
    weeks.slider(key="plan_season_swing").set_value(40)
    assert title(run(weeks)) != usual
    assert weeks.slider(key="plan_season_swing").value == 40
    weeks.toggle(key="plan_season").set_value(False)
    assert title(run(weeks)) == usual
    weeks.number_input(key="plan_hiring_cap").set_value(2.0)
    run(weeks)
    weeks.number_input(key="plan_class_size").set_value(5.0)
    run(weeks)
    assert "classes of 5 never start" in "".join(one.value for one in weeks.error)


def test_where_care_never_comes_back_a_surge_leaves_more_behind(weeks: AppTest) -> None:
    weeks.button(key="reset").click().run()
    weeks.toggle(key="plan_surge").set_value(True)
    run(weeks)
    show(weeks, "fcr")
    quick = title(weeks)
    weeks.number_input(key="figure_recovery_weeks").set_value(8_140_000.0)
    run(weeks)
    slow = title(weeks)
    assert quick.startswith("In the surge resolution at first contact falls")
    left = [float(said.split("still ")[1].split(" points")[0]) for said in (quick, slow)]
    assert left[1] > left[0] > 0
    assert "1 figure is tried" in "".join(one.label for one in weeks.expander)


# How sure is this


def test_chances_a_break_even_with_its_range_and_a_ranking(page: AppTest) -> None:
    start_from(page, HEADROOM)
    opened(page, "how_sure")
    metrics = {metric.label: metric for metric in page.metric}
    assert metrics["Saves money"].value.endswith("of 100")
    assert metrics["Break-even per avoided contact"].value.startswith("EUR")
    assert " to " in metrics["Break-even per avoided contact"].delta
    assert "Measure this first" in words(page)
    assert "seed" in words(page)


def test_of_today_there_is_nothing_to_be_sure_of(page: AppTest) -> None:
    page.button(key="reset").click().run()
    assert "comes out as today" in words(opened(page, "how_sure"))


# Which staffing would it take


def test_the_advisors_for_a_target_are_those_of_the_model(
    page: AppTest, workshop: Workshop
) -> None:
    opened(page, "which_staffing")
    page.number_input(key="reverse_service level").set_value(90.0)
    run(page)
    found = seats_for(figures(register(workshop)), Target(service_level=0.9))
    assert f"{float(found.seats):.1f} by the model" in words(page)


def test_what_there_is_today_is_what_today_takes(page: AppTest, workshop: Workshop) -> None:
    opened(page, "which_staffing")
    now = evaluate(figures(register(workshop)))
    page.selectbox(key="reverse_target").select("Occupancy")
    run(page)
    page.number_input(key="reverse_occupancy").set_value(round(100 * float(now.occupancy), 1))
    run(page)
    assert "150.0 there are" in words(page)
    page.selectbox(key="reverse_question").select("Volume at a target")
    run(page)
    assert "contacts a week" in words(page)
    assert "68,000 there are" in words(page)


@pytest.mark.parametrize("definition", [ServiceLevel.ANSWERED, ServiceLevel.PATIENT])
def test_a_definition_of_service_level_changes_the_answer(
    page: AppTest, definition: ServiceLevel
) -> None:
    opened(page, "which_staffing")
    before = words(page)
    page.selectbox(key="reverse_definition").select(definition)
    assert words(run(page)) != before


# Several sites


def test_two_halves_of_today_are_worth_pooling(page: AppTest) -> None:
    said = words(opened(page, "several_sites"))
    assert "As one queue the same service takes" in said
    assert "fewer advisors" in said


@pytest.fixture
def half(workshop: Workshop) -> Callable[..., list[str]]:
    """The names of the sites in a table of rows, as the page reads them."""
    held = register(workshop)
    found = compare(baseline(held), as_today(held))

    def names(*rows: tuple[object, ...]) -> list[str]:
        columns = [sites_panel.NAME, sites_panel.VOLUME, sites_panel.TIME, sites_panel.SEATS]
        table = pd.DataFrame(rows, columns=columns)
        return [site.name for site in sites_panel.sites_of(table, held, None, found)]

    return names


NORTH, SOUTH = ("North", 30_000, 6.0, 70.0), ("South", 20_000, 5.0, 40.0)


def test_empty_rows_are_left_out_and_nameless_ones_called_by_their_place(
    half: Callable[..., list[str]],
) -> None:
    empty = (None, None, None, None)
    assert half(NORTH, empty, SOUTH) == ["North", "South"]
    assert half(NORTH, (None, 100.0, 5.0, 5.0)) == ["North", "row 2"]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("South", None, 5.0, 40.0), "South has no contacts a week"),
        (("South", 20_000, float("nan"), 40.0), "South has no handle time"),
        (("South", 20_000, -1.0, 40.0), "South: .* is -1 minutes"),
        (("North", 20_000, 5.0, 40.0), "North is there twice"),
        ((None, None, None, None), "there are 1 sites; accepted: two or more"),
    ],
)
def test_a_site_that_cannot_be_is_named(
    half: Callable[..., list[str]], second: tuple[object, ...], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        half(NORTH, second)
