from datetime import date

import pytest

from tests.business_case.bids_made import NEW_YEAR, a_bid
from workbench.business_case.portfolio_defaults import months_later, next_quarter
from workbench.business_case.timetable import day_of, quarter_name, quarters_from, timetable


def test_a_project_starts_in_the_quarter_of_its_day_and_lasts_its_months() -> None:
    slot = timetable(
        [a_bid("A", starts=date(2027, 8, 20), gate=date(2027, 11, 20), months=7)], NEW_YEAR
    )["A"]
    assert (slot.start, slot.end, slot.waits) == (2, 5, 0)
    assert slot.gate == pytest.approx(3, abs=0.01)


def test_what_has_begun_already_starts_at_once() -> None:
    assert timetable([a_bid("A", starts=date(2026, 5, 1))], NEW_YEAR)["A"].start == 0


def test_nothing_starts_before_what_it_requires_works() -> None:
    bids = [
        a_bid("Third", requires=("Second", "First")),
        a_bid("Second", requires=("First",), months=4),
        a_bid("First", months=10),
        a_bid("Apart", requires=("Not there",)),
    ]
    slots = timetable(bids, NEW_YEAR)
    assert (slots["First"].start, slots["First"].end) == (0, 4)
    assert (slots["Second"].start, slots["Second"].end) == (4, 6)
    assert slots["Third"].start == slots["Third"].waits == 6
    assert slots["Apart"].start == 0
    for bid in bids:
        for name in bid.requires:
            if name in slots:
                assert slots[bid.name].start >= slots[name].end


def test_a_gate_keeps_its_distance_from_the_start() -> None:
    bids = [a_bid("Late", requires=("First",), gate=date(2027, 4, 1)), a_bid("First", months=6)]
    assert timetable(bids, NEW_YEAR)["Late"].gate == pytest.approx(3)


def test_a_circle_is_left_out_and_the_rest_is_not() -> None:
    bids = [a_bid("A", requires=("B",)), a_bid("B", requires=("A",)), a_bid("C")]
    assert set(timetable(bids, NEW_YEAR)) == {"C"}


def test_quarters_are_called_by_the_calendar() -> None:
    assert quarter_name(NEW_YEAR, 0) == "Q1 2027"
    assert quarter_name(NEW_YEAR, 5) == "Q2 2028"
    assert quarter_name(date(2027, 2, 15), 0) == "from Feb 2027"
    assert quarters_from(NEW_YEAR, date(2028, 1, 1)) == 4


@pytest.mark.parametrize(
    "day", [date(2027, 1, 1), date(2027, 5, 31), date(2028, 2, 15), date(2028, 2, 29)]
)
def test_a_day_is_found_again_from_its_quarters(day: date) -> None:
    assert day_of(NEW_YEAR, quarters_from(NEW_YEAR, day)) == day


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 3, 31), 12, date(2028, 3, 31)),
    ],
)
def test_months_later_keeps_the_day_where_it_can(day: date, months: int, then: date) -> None:
    assert months_later(day, months) == then


def test_the_next_quarter_begins_after_the_day() -> None:
    assert next_quarter(date(2026, 11, 22)) == NEW_YEAR
    assert next_quarter(date(2027, 1, 1)) == date(2027, 4, 1)
