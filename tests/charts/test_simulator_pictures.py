"""The simulator's pictures show what the model says, and their drawings find their rows."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from workbench.charts import cost_frontier, difference_dots, headroom_map, scorecard_bars
from workbench.charts.amounts import Scale
from workbench.charts.layers import Columns
from workbench.charts.look import Look
from workbench.charts.marked_points import LONGEST, mark_names, short_name
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.comparison import Difference, baseline, compare
from workbench.headroom.frontier import cost_frontier as frontier_of
from workbench.headroom.frontier import headroom_picture
from workbench.headroom.scenario import Scenario
from workbench.headroom.scorecard import Weights
from workbench.headroom.shipped import as_today, shipped_scenarios

DEFAULTS = resolve(default_assumptions())
TODAY = as_today(DEFAULTS)
RELEASE, HEADROOM, HIRE = shipped_scenarios(DEFAULTS)


Row = dict[str, Any]


def records(columns: Columns) -> list[Row]:
    """The rows of some columns, without what a row does not have."""
    rows = (
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    )
    return [{key: value for key, value in row.items() if value is not None} for row in rows]


def map_frame(scenario: Scenario) -> Columns:
    found = compare(baseline(DEFAULTS), scenario)
    drawn = headroom_picture(found.figures, found.policy, found.today, found.scenario)
    return headroom_map.headroom_rows(drawn, scenario.name, Scale.MILLION)


def frontier_frame(scenario: Scenario) -> Columns:
    found = compare(baseline(DEFAULTS), scenario)
    drawn = frontier_of(found.figures, found.policy, found.today, found.scenario, 12, 8)
    return cost_frontier.frontier_rows(drawn, scenario.name, Scale.MILLION, Scale.MILLION)


def of_kind(rows: Columns, kind: str) -> list[Row]:
    return [row for row in records(rows) if row["kind"] == kind]


def fields_of(part: Any) -> Iterator[str]:
    """The fields that a drawing reads."""
    if isinstance(part, dict):
        if isinstance(part.get("field"), str):
            yield part["field"]
        for inner in part.values():
            yield from fields_of(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from fields_of(inner)


@pytest.mark.parametrize("look", Look)
def test_a_drawing_reads_its_own_rows_and_holds_none(look: Look) -> None:
    weights = Weights(csat=1)
    rows_of = {
        headroom_map.ROWS: (headroom_map.headroom_map(look, "EUR"), map_frame(HEADROOM)),
        cost_frontier.ROWS: (
            cost_frontier.cost_frontier_picture(look, "EUR", ""),
            frontier_frame(HEADROOM),
        ),
        scorecard_bars.ROWS: (
            scorecard_bars.scorecard_bars(look),
            scorecard_bars.scorecard_rows(weights, weights),
        ),
        difference_dots.ROWS: (
            difference_dots.difference_dots(look, "points", 1),
            difference_dots.difference_rows({"A": Difference(0, 1, 2, ())}, 1.0),
        ),
    }
    for name, (chart, rows) in rows_of.items():
        drawn = chart.to_dict()
        assert "datasets" not in drawn
        assert f'"name": "{name}"' in json.dumps(drawn)
        assert set(fields_of(drawn)) - {"today"} <= set(rows), name


def test_the_marks_stand_where_the_model_puts_them() -> None:
    found = compare(baseline(DEFAULTS), HEADROOM)
    today, scenario = of_kind(map_frame(HEADROOM), "mark")
    for mark, outcome in ((today, found.today), (scenario, found.scenario)):
        assert mark["headroom"] == pytest.approx(outcome.headroom_minutes)
        assert mark["satisfaction"] == pytest.approx(outcome.satisfaction)
        assert mark["cost"] == pytest.approx(float(outcome.cost_per_year) / 1e6)
    assert (today["name"], scenario["name"]) == ("Today", HEADROOM.name)
    # The higher one is named above, the lower one below.
    assert scenario["dy"] < 0 < today["dy"]


@pytest.mark.parametrize("scenario", [RELEASE, HEADROOM], ids=lambda one: one.name)
def test_the_pieces_of_a_curve_join_and_pass_by_their_mark(scenario: Scenario) -> None:
    frame = map_frame(scenario)
    for mark in of_kind(frame, "mark"):
        pieces = [row for row in of_kind(frame, "curve") if row["which"] == mark["which"]]
        starts = [piece["headroom"] for piece in pieces]
        assert [piece["next_headroom"] for piece in pieces[:-1]] == starts[1:]
        assert starts[0] <= mark["headroom"] <= pieces[-1]["next_headroom"]
        drawn = np.interp(mark["headroom"], starts, [piece["satisfaction"] for piece in pieces])
        assert drawn == pytest.approx(mark["satisfaction"], abs=2e-3)


@pytest.mark.parametrize("scenario", [TODAY, HIRE], ids=lambda one: one.name)
def test_one_scorecard_has_one_curve(scenario: Scenario) -> None:
    frame = map_frame(scenario)
    assert {row["which"] for row in of_kind(frame, "curve")} == {"scenario"}
    assert [row["name"] for row in of_kind(frame, "name")] == ["Both scorecards"]


def test_a_small_difference_does_not_fill_the_picture() -> None:
    frame = of_kind(map_frame(TODAY), "frame")
    low, high = (row["satisfaction"] for row in frame)
    assert high - low == pytest.approx(headroom_map.LEAST_HEIGHT)
    assert (low + high) / 2 == pytest.approx(0.7)
    left, right = (row["headroom"] for row in frame)
    assert right - left == pytest.approx(headroom_map.LEAST_WIDTH)
    (mark, _) = of_kind(map_frame(TODAY), "mark")
    assert left < mark["headroom"] < right


def test_the_frontier_shades_what_is_beaten() -> None:
    frame = frontier_frame(HEADROOM)
    best, beaten = (of_kind(frame, kind) for kind in (cost_frontier.BEST, cost_frontier.BEATEN))
    assert len(best) + len(beaten) == 12 * 8

    def beats(one: Row, other: Row) -> bool:
        no_worse = one["cost"] <= other["cost"] and one["unresolved"] <= other["unresolved"]
        return no_worse and (one["cost"], one["unresolved"]) != (
            other["cost"],
            other["unresolved"],
        )

    assert all(any(beats(one, point) for one in best) for point in beaten)
    assert not any(beats(one, point) for one in best for point in best)
    assert [row["name"] for row in of_kind(frame, "mark")] == ["Today", HEADROOM.name]


def test_a_scorecard_adds_up_to_its_whole_bar() -> None:
    rows = records(
        scorecard_bars.scorecard_rows(
            Weights(handle_time=30, contacts_per_hour=10, adherence=20, csat=40), Weights(csat=5)
        )
    )
    today = [row for row in rows if row["bar"] == "Today"]
    assert [row["share"] for row in today] == pytest.approx([0.4, 0.2, 0.4])
    assert [row["middle"] for row in today] == pytest.approx([0.2, 0.5, 0.8])
    assert [row["label"] for row in rows if row["bar"] == "Proposed"] == ["", "", "100%"]


def test_differences_are_shown_in_the_order_given() -> None:
    first, second = records(
        difference_dots.difference_rows(
            {"Z": Difference(-0.01, 0.02, 0.03, ()), "A": Difference(0, 0, 0, ())}, 100.0
        )
    )
    assert (first["scenario"], second["scenario"]) == ("Z", "A")
    assert [first["low"], first["base"], first["high"]] == pytest.approx([-1, 2, 3])


def test_a_long_name_is_cut_and_one_place_has_one_name() -> None:
    long = "x" * 120
    assert len(short_name(long)) == LONGEST
    assert mark_names(long, together=False) == ("Today", short_name(long))
    assert mark_names("Calm", together=True) == ("", "Today, and Calm")
    assert mark_names("Today", together=True) == ("", "Today")
