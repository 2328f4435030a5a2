"""Tallies against hand-worked values; no ranking without its intervals."""

import pytest

from workbench.voices.activities import approve, quadratic
from workbench.voices.activities.effort_impact import Field, placed
from workbench.voices.activities.ranking import certain_first, ranked
from workbench.voices.activities.stances import Tally, tally
from workbench.voices.estimates import Estimate
from workbench.voices.histograms import Histogram


def test_approval_is_a_share_of_those_who_picked_with_wilsons_interval() -> None:
    ranking = approve.tally({"a": 15, "b": 3}, 20, ["a", "b", "c"])
    assert [(one.id, one.estimate.value) for one in ranking] == [
        ("a", 0.75),
        ("b", 0.15),
        ("c", 0.0),
    ]
    # Wilson (1927) for 15 of 20.
    assert ranking[0].estimate.low == pytest.approx(0.5313, abs=1e-4)
    assert ranking[0].estimate.high == pytest.approx(0.8881, abs=1e-4)
    assert approve.tally({}, 0, ["a"]) == ()


def test_quadratic_votes_are_means_that_multiply_to_the_sum() -> None:
    votes = {"a": Histogram(counts={-1: 2, 0: 3, 3: 5}), "b": Histogram(counts={1: 10})}
    ranking = quadratic.tally(votes)
    assert [one.id for one in ranking] == ["a", "b"]
    assert ranking[0].estimate.value * ranking[0].estimate.n == pytest.approx(-2 + 15)
    assert ranking[1].estimate.low < 1 < ranking[1].estimate.high


def test_places_stay_open_where_intervals_overlap() -> None:
    def at(low: float, high: float) -> Estimate:
        return Estimate(value=(low + high) / 2, low=low, high=high, n=9)

    ranking = ranked({"a": at(8, 10), "b": at(5, 7), "c": at(4, 6), "d": at(0, 1)})
    assert [(one.id, one.first, one.last) for one in ranking] == [
        ("a", 1, 1),
        ("b", 2, 3),
        ("c", 2, 3),
        ("d", 4, 4),
    ]
    assert [one.places for one in ranking][:2] == ["place 1", "place 2 to 3"]
    assert certain_first(ranking) == ranking[0]
    assert certain_first(ranked({"a": at(4, 9), "b": at(5, 7)})) is None


def test_a_change_has_a_field_only_when_neither_interval_crosses_the_middle() -> None:
    low, middle, high = (
        Histogram(counts={1: 5, 2: 5}),
        Histogram(counts={1: 3, 3: 4, 5: 3}),
        Histogram(counts={4: 5, 5: 5}),
    )
    found = {
        one.id: one.field
        for one in placed(
            {"quick": low, "big": high, "small": low, "leave": high, "open": middle},
            {"quick": high, "big": high, "small": low, "leave": low, "open": high},
        )
    }
    assert found == {
        "quick": Field.QUICK,
        "big": Field.BIG,
        "small": Field.SMALL,
        "leave": Field.LEAVE,
        "open": Field.OPEN,
    }


def test_a_pass_is_a_vote_that_was_seen() -> None:
    one = tally({"agree": 3, "pass": 1})
    assert (one.seen, one.agreed and one.agreed.value) == (4, 0.75)
    assert one + Tally(disagree=2) == Tally(agree=3, disagree=2, passed=1)
    assert Tally().agreed is None
