"""The pictures of a room: what they draw is what they were given, and never without intervals."""

import json
from typing import Any

import pytest

from workbench.charts.effort_and_impact import effort_and_impact
from workbench.charts.interval_rows import Row
from workbench.charts.look import Look
from workbench.charts.pareto import Bar, pareto
from workbench.charts.ranking_rows import ranking_chart, ranking_rows
from workbench.charts.share_rows import share_row, share_rows
from workbench.voices.activities.effort_impact import placed
from workbench.voices.activities.ranking import ranked
from workbench.voices.estimates import Estimate, wilson
from workbench.voices.histograms import Histogram
from workbench.workshop.roles import Role


def marks(chart: Any) -> list[str]:
    specification = json.loads(json.dumps(chart.to_dict()))
    return [layer["mark"]["type"] for layer in specification["layer"]]


@pytest.mark.parametrize("look", Look)
def test_shares_come_in_per_cent_with_their_intervals(look: Look) -> None:
    row = share_row("Clock", {Role.ADVISOR: wilson(28, 30), Role.EXECUTIVE: wilson(2, 12)}, "apart")
    assert [(line.kind, line.short) for line in row.lines] == [
        ("Executives", "17%"),
        ("Advisors", "93%"),
    ]
    assert all(line.low < line.value < line.high for line in row.lines)
    assert "rule" in marks(share_rows([row], "Agree", look))


def test_a_ranking_writes_its_places_and_true_minus_signs() -> None:
    ranking = ranked(
        {
            "a": Estimate(value=1.5, low=1.0, high=2.0, n=9),
            "b": Estimate(value=-0.5, low=-1.2, high=0.2, n=9),
            "gone": Estimate(value=0, low=0, high=0, n=9),
        }
    )
    rows = ranking_rows(ranking, {"a": "First", "b": "Second"}, "Votes", 1)
    assert [(row.name, row.lines[0].told) for row in rows] == [
        ("First", "1.5 (1.0 to 2.0)"),
        ("Second", "\u22120.5 (\u22121.2 to 0.2)"),
    ]
    assert rows[0].word == "place 1"
    assert marks(ranking_chart(rows, "Votes", "Mean votes", Look.LIGHT))


def test_effort_and_impact_draws_every_change_with_both_intervals() -> None:
    told = {"a": Histogram(counts={1: 5, 2: 5}), "b": Histogram(counts={4: 5, 5: 5})}
    chart = effort_and_impact(placed(told, told), {"a": "One", "b": "Two"}, Look.DARK)
    assert marks(chart).count("rule") == 4
    with pytest.raises(ValueError, match="no changes"):
        effort_and_impact(placed(told, told), {}, Look.DARK)


def test_a_pareto_keeps_the_order_it_was_given() -> None:
    bars = [Bar("Process", 26, 0.6, True, "26"), Bar("Price", 4, 1.0, False, "4")]
    (rows,) = pareto(bars, Look.LIGHT).to_dict()["datasets"].values()
    assert [row["name"] for row in rows] == ["Process", "Price"]
    assert rows[0]["bottom"] < rows[1]["top"]
    with pytest.raises(ValueError, match="no bars"):
        pareto([], Look.LIGHT)
    with pytest.raises(ValueError, match="no rows"):
        share_rows([], "Agree", Look.LIGHT)
    assert isinstance(share_row("x", {}), Row)
