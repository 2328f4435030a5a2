from datetime import date
from typing import Any

import pytest

from tests.business_case.bids_made import NEW_YEAR, a_bid, about, certain
from workbench.business_case.bids import (
    NOTHING,
    Bid,
    BidProblem,
    Funding,
    Lane,
    Range,
    contradictions,
    needed_by,
)
from workbench.evidence.grades import Grade


def field_of(error: Exception) -> str:
    problem = error.errors()[0]["ctx"]["error"]  # type: ignore[attr-defined]
    assert isinstance(problem, BidProblem)
    return problem.field


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"gate": date(2026, 12, 31)}, "gate", "before the start"),
        ({"requires": ("Routes",)}, "requires", "the bid itself"),
        ({"excludes": ("Routes",)}, "excludes", "the bid itself"),
        ({"requires": ("A", "A")}, "requires", "twice"),
        ({"requires": ("A",), "excludes": ("A",)}, "excludes", "required and excluded"),
        ({"grade": None}, "grade", "A, B, C, V, J"),
        ({"before_gate": None}, "before_gate", "an amount from 0"),
        ({"costs": (), "benefits": ()}, "costs", "at least one"),
        ({"costs": (certain(5), Range(p10=-1, p50=0, p90=1))}, "cost 1 low", "costs from 0"),
        ({"months": 12}, "benefit 1", "works only after 12 months"),
        ({"before_gate": 100.5}, "before_gate", "more than all costs"),
        ({"scenario": "Release"}, "scenario", "come from the business case"),
    ],
)
def test_a_bid_that_contradicts_itself_is_refused(
    changes: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        a_bid("Routes", **changes)
    assert field_of(caught.value) == field


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "two\nlines"},
        {"months": 0},
        {"months": 61},
        {"kill_criterion": "no"},
        {"people_months": (-1.0,)},
        {"people_months": (1.0,) * 6},
        {"costs": ({"p10": 0, "p50": 0, "p90": 1e13},)},
        {"costs": ({"p10": 0, "p50": float("nan"), "p90": 1},)},
        {"starts": date(1999, 12, 31)},
        {"lane": "somewhere"},
        {"owner": " "},
    ],
)
def test_values_outside_what_is_accepted_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a_bid(**{"name": "Routes", **changes})


def test_a_range_must_not_fall() -> None:
    with pytest.raises(ValueError, match="must not fall"):
        Range(p10=3, p50=2, p90=4)


def test_a_year_that_ends_before_it_works_has_no_benefit_but_later_ones_may() -> None:
    assert a_bid("Long", months=12, benefits=(NOTHING, certain(9))).months == 12


def test_the_bid_of_a_scenario_has_no_figures_of_its_own() -> None:
    plain: dict[str, Any] = {"costs": (), "benefits": (), "grade": None, "before_gate": None}
    assert a_bid("Release", scenario="Release", **plain).scenario == "Release"


def test_bids_that_fit_together_say_nothing() -> None:
    bids = (a_bid("A", requires=("B", "Scenario")), a_bid("B", excludes=("C",)), a_bid("C"))
    assert contradictions(bids, {"Scenario"}) == {}
    assert needed_by("B", bids) == ("A",)


def test_bids_that_do_not_fit_together_are_named() -> None:
    bids = (
        a_bid("Unknown", requires=("Nobody",)),
        a_bid("One", requires=("Two",)),
        a_bid("Two", requires=("Three",)),
        a_bid("Three", requires=("One",)),
        a_bid("Upside down", lane=Lane.TRANSFORMATION, requires=("Run",)),
        a_bid("Run"),
        a_bid("Must", mandatory=True, excludes=("Also must",)),
        a_bid("Also must", mandatory=True),
    )
    told = contradictions(bids)
    assert set(told) == {"Unknown", "One", "Two", "Three", "Upside down", "Must"}
    assert "which is not there" in str(told["Unknown"])
    assert "One → Two → Three → One" in str(told["One"])
    assert "transformation first" in str(told["Upside down"])
    assert told["Must"].field == "excludes"


def test_funding_has_the_same_years_of_money_and_people() -> None:
    with pytest.raises(ValueError, match="the same years"):
        Funding(first_day=NEW_YEAR, money=(1.0, 2.0), people_months=(None,))
    there_is = Funding(first_day=NEW_YEAR, money=(5.0, None, 7.0), people_months=(None,) * 3)
    assert there_is.total == 12
    assert Funding(first_day=NEW_YEAR, money=(None,), people_months=(3.0,)).total is None


def test_a_bid_comes_back_from_its_document() -> None:
    bid = a_bid("Routes", costs=(about(10), about(3)), requires=("A",), grade=Grade.B)
    assert Bid.model_validate(bid.model_dump(mode="json")) == bid
