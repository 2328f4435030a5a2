"""The simulator's figures in words: with their unit, as fine as known, and none left out."""

from dataclasses import fields, replace
from typing import Any

import pytest

from workbench.charts.amounts import Scale
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import Behaviour, Centre, figures
from workbench.headroom.comparison import Difference
from workbench.headroom.links import Evidence
from workbench.headroom.outcome import Outcome, evaluate
from workbench.ui.measures import Measure, measures
from workbench.ui.rests_on import behind_the_model
from workbench.ui.todays_figures import GROUPS, label_of

DEFAULTS = resolve(default_assumptions())
TODAY = evaluate(figures(DEFAULTS), long_waits=True)
# What the table leaves out: sizes that follow from others, and what is told below it.
LEFT_OUT = {
    "contacts_per_year",
    "primary_per_year",
    "agents",
    "resolved_per_year",
    "leavers_per_year",
    "notes",
}


def measure(field: str) -> Measure:
    return next(one for one in measures(20.0) if one.field == field)


def test_every_result_is_told_or_left_out_on_purpose() -> None:
    told = {one.field for one in measures(20.0)}
    assert told | LEFT_OUT == {field.name for field in fields(Outcome)}
    assert not told & LEFT_OUT


def test_every_figure_of_the_centre_can_be_tried() -> None:
    shown = [key for keys in GROUPS.values() for key in keys]
    assert sorted(shown) == sorted(field.name for field in fields(Centre))


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("contacts_per_week", "Contacts offered per week"),
        ("seats", "Advisors on the rota at once"),
        ("handle_time", "Handle time per contact (minutes)"),
        ("strictness", "How strictly the scorecard is applied (%)"),
        ("leave_cost", "Cost of replacing one advisor (% of yearly cost)"),
        ("wage", "Yearly cost of one full-time advisor (EUR a year)"),
    ],
)
def test_an_input_says_its_unit_once(key: str, label: str) -> None:
    assert label_of(DEFAULTS[key], "EUR", tried=False) == label


def test_what_is_behind_the_model_follows_the_evidence() -> None:
    everything, tested, none = (set(behind_the_model(evidence)) for evidence in Evidence)
    behaviour = {field.name for field in fields(Behaviour)}
    assert behaviour <= everything
    assert not behaviour & none
    assert none < tested < everything
    assert "wait_satisfaction" in tested
    assert "resolution_satisfaction" not in tested


@pytest.mark.parametrize(
    ("field", "now", "then", "low", "high", "said"),
    [
        ("satisfaction", 0.609, 0.6213, 0.004, 0.031,
         ("Satisfied customers", "60.9%", "62.1%", "+1.2 points", "+0.4 to +3.1 points")),
        ("headroom_minutes", 7.6, 4.04, -6.0, 1.2,
         ("Headroom per advisor-hour", "7.6 min", "4.0 min", "−3.6 min", "−6.0 to +1.2 min")),
        ("mean_wait", 0.8, 106.3, -3.5, 220.0,
         ("Mean wait, all contacts", "0.8 s", "106 s", "+106 s", "−3.5 to +220 s")),
        ("cost_per_year", 42_290_000, 42_650_000, -358_000, 1_880_000,
         ("Cost a year, GBP million", "42.3", "42.6", "+0.4", "−0.4 to +1.9")),
        ("cost_per_resolved", 3.94, 3.93, -0.26, 0.29,
         ("Cost per resolved matter, GBP", "3.94", "3.93", "−0.01", "−0.26 to +0.29")),
        ("unresolved_per_year", 4_950_000, 4_150_000, -2_540_000, 823_000,
         ("Contacts without resolution a year, million", "4.95", "4.15", "−0.80",
          "−2.54 to +0.82")),
        ("heads", 1263, 1551.4, 88, 494,
         ("Paid full-time advisors", "1,263", "1,551", "+288", "+88 to +494")),
    ],
)  # fmt: skip
def test_a_result_is_written_in_one_scale(
    field: str, now: float, then: float, low: float, high: float, said: tuple[str, ...]
) -> None:
    values: tuple[dict[str, Any], ...] = ({field: now}, {field: then})
    today, scenario = (replace(TODAY, **value) for value in values)
    found = Difference(low, then - now, high, ())
    assert tuple(measure(field).written(today, scenario, found, "GBP")) == said


def test_nothing_differs_without_a_range() -> None:
    found = Difference(0.0, 0.0, 0.0, ())
    told = measure("satisfaction").written(TODAY, TODAY, found, "EUR")
    assert (told.difference, told.range) == ("0.0 points", "")


def test_what_cannot_be_divided_by_is_not_defined() -> None:
    nobody, some = (replace(TODAY, cost_per_resolved=cost) for cost in (float("inf"), 3.94))
    found = Difference(float("nan"), float("-inf"), float("nan"), ())
    told = measure("cost_per_resolved").written(nobody, some, found, "GBP")
    assert told == (
        "Cost per resolved matter, GBP",
        "not defined",
        "3.94",
        "not defined",
        "",
    )


@pytest.mark.parametrize(
    ("moved", "arrow"), [(0.012, "up"), (-0.012, "down"), (0.0004, "off"), (-0.0004, "off")]
)
def test_the_arrow_goes_the_way_that_is_written(moved: float, arrow: str) -> None:
    found = Difference(moved, moved, moved, ())
    then = replace(TODAY, satisfaction=TODAY.satisfaction + moved)
    assert measure("satisfaction").written(TODAY, then, found, "EUR").arrow == arrow


def test_many_scenarios_share_a_scale() -> None:
    cost = measure("cost_per_year")
    scale = cost.scale(900_000.0, 1_200_000.0)
    assert scale is Scale.MILLION
    assert cost.value(900_000.0, scale) == "0.90"
    assert measure("heads").scale(1263.0, 12.0) is Scale.ONE


def test_the_service_level_names_its_definition() -> None:
    names = [one.name for one in measures(30.0) if one.field.startswith("service_level")]
    assert len(names) == 3
    assert all("30 s" in name for name in names)
    assert "of all offered" in names[0]
