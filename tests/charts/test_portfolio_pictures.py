"""The pictures of the portfolio find their figures and show what was decided."""

from typing import Any

import pytest

from tests.business_case.bids_made import NEW_YEAR, a_bid, funding, valued
from tests.business_case.test_portfolio_sentences import TRICK
from workbench.business_case.bids import Bid, Funding, Lane
from workbench.business_case.decision import Decision
from workbench.business_case.funding import decide
from workbench.business_case.project import Projects
from workbench.charts.amounts import Columns, Scale
from workbench.charts.funding_line import (
    State,
    funding_figures,
    funding_line,
    line_height,
    shown_limit,
)
from workbench.charts.look import Look
from workbench.charts.roadmap import last_quarter, roadmap, roadmap_figures
from workbench.charts.value_frontier import frontier_figures, value_frontier


def decided(bids: list[Bid], there_is: Funding) -> tuple[Projects, Decision]:
    projects = valued(bids, there_is)
    return projects, decide(projects, there_is)


def rows(columns: Columns) -> list[dict[str, Any]]:
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def names_in(specification: Any) -> set[str]:
    """The named sources that a drawing asks for."""
    if isinstance(specification, list):
        return set().union(*(names_in(each) for each in specification))
    if not isinstance(specification, dict):
        return set()
    own = {specification["name"]} if set(specification) == {"name"} else set()
    return own | set().union(*(names_in(each) for each in specification.values()))


def test_funded_projects_stand_in_a_row_up_to_the_limit_and_the_next_crosses_it() -> None:
    projects, decision = decided(TRICK, funding([13.9]))
    figures = funding_figures(projects.lines, decision, "EUR", Scale.ONE)
    drawn = rows(figures["projects"])
    (limit,) = rows(figures["limit"])
    begin = 0.0
    for row in drawn:
        assert row["begin"] == begin
        begin = row["end"]
    funded = [row for row in drawn if row["state"] == State.FUNDED]
    missed = [row for row in drawn if row["state"] == State.MISSED]
    assert [row["row"] for row in drawn] == list(range(4))
    assert len(funded) == len(decision.selected)
    assert funded[-1]["end"] <= limit["at"] < missed[0]["end"]
    assert limit["told"] == "EUR 13.9 in year 1"


def test_people_are_shown_where_they_are_scarce() -> None:
    bids = [a_bid("A", 10, 40, people_months=(11,)), a_bid("B", 10, 30, people_months=(8,))]
    projects, decision = decided(bids, funding([100.0], [18.0]))
    limit = shown_limit(decision)
    assert limit is not None
    assert limit.people
    figures = funding_figures(projects.lines, decision, "EUR", Scale.THOUSAND)
    assert figures["projects"]["end"] == [11.0, 19.0]
    assert figures["limit"]["told"] == ["18 people-months in year 1"]


def test_what_is_out_has_no_bar() -> None:
    projects, decision = decided([a_bid("A", 10, 40), a_bid("Loss", 90, 9)], funding([20.0]))
    out = rows(funding_figures(projects.lines, decision, "EUR", Scale.ONE)["projects"])[1]
    assert (out["state"], out["drawn"], out["begin"], out["end"]) == (State.OUT, False, 10, 10)


def test_without_a_limit_there_is_no_line_to_draw() -> None:
    projects, decision = decided(TRICK, funding([None]))
    assert shown_limit(decision) is None
    assert "limit" not in funding_figures(projects.lines, decision, "EUR", Scale.ONE)


@pytest.mark.parametrize("look", Look)
def test_the_drawings_ask_for_the_figures_that_they_are_given(look: Look) -> None:
    chain = [a_bid("A", lane=Lane.TRANSFORMATION), a_bid("B", requires=("A",))]
    for bids, there_is in ((TRICK, funding([14.0])), (chain, funding([1000.0]))):
        projects, decision = decided(bids, there_is)
        lines = projects.lines
        names = tuple(line.name for line in lines)
        plan = roadmap_figures(lines, NEW_YEAR)
        for drawing, figures in (
            (
                funding_line(look, "Spend", len(lines), ends=True),
                funding_figures(lines, decision, "EUR", Scale.ONE),
            ),
            (
                value_frontier(look, "EUR", "EUR"),
                frontier_figures(decision, there_is, names, Scale.ONE),
            ),
            (roadmap(look, NEW_YEAR, 8, len(lines), linked="links" in plan), plan),
        ):
            assert names_in(drawing.to_dict()) == set(figures)


def test_every_picture_is_high_enough() -> None:
    assert line_height(1) >= 420
    assert line_height(30) > line_height(10)


def test_the_frontier_marks_todays_budget_and_what_ranking_gives() -> None:
    projects, decision = decided(TRICK, funding([14.0]))
    names = tuple(line.name for line in projects.lines)
    figures = frontier_figures(decision, funding([14.0]), names, Scale.ONE)
    best, ranked = rows(figures["marks"])
    assert (best["money"], best["value"]) == (14, pytest.approx(21))
    assert (ranked["money"], ranked["value"]) == (14, pytest.approx(19))
    assert figures["steps"]["value"] == sorted(figures["steps"]["value"])
    assert "Investment 2, Investment 3, Investment 4" in figures["steps"]["names"]


def test_the_roadmap_has_two_lanes_and_nothing_before_what_it_waits_for() -> None:
    bids = [
        a_bid("Run", requires=("Change",)),
        a_bid("Change", lane=Lane.TRANSFORMATION, months=6),
        a_bid("Alone", months=9),
    ]
    projects, _ = decided(bids, funding([1000.0]))
    figures = roadmap_figures(projects.lines, NEW_YEAR)
    assert figures["lanes"]["name"] == ["Transformation", "Management"]
    drawn = {row["name"]: row for row in rows(figures["projects"])}
    assert drawn["Change"]["row"] < figures["lanes"]["row"][1] < drawn["Alone"]["row"]
    assert drawn["Run"]["start"] >= drawn["Change"]["end"]
    (link,) = rows(figures["links"])
    assert (link["start"], link["end"]) == (drawn["Change"]["end"], drawn["Run"]["start"])
    assert last_quarter(projects.lines) >= drawn["Run"]["end"]
    told = roadmap(Look.LIGHT, NEW_YEAR, 6, 3, linked=True).to_json()
    assert "Q1 2027" in told
