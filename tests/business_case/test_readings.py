import pytest

from workbench.business_case.readings import Meant, Reading, both, in_words, kept, readings

LEAVE = Reading(
    figure="less_churn", of="churn", what="customers who leave", falls=True, stored=Meant.RELATIVE
)
RESOLVED = Reading(
    figure="more_fcr", of="fcr", what="contacts resolved", falls=False, stored=Meant.POINTS
)


def test_five_per_cent_and_five_points_are_not_the_same() -> None:
    # From 10% to 5% is five points, and half of those who leave (Sharp 2010).
    relative, points = both(LEAVE, 0.05, 0.1)
    assert (relative.after, points.after) == pytest.approx((0.095, 0.05))
    assert (relative.value, points.value) == pytest.approx((0.05, 0.5))
    assert in_words(LEAVE, relative) == ("5% of today's: customers who leave fall from 10% to 9.5%")
    assert in_words(LEAVE, points) == "5 points: customers who leave fall from 10% to 5%"


def test_what_rises_in_points_is_kept_in_points() -> None:
    assert kept(RESOLVED, Meant.POINTS, 0.02, 0.7) == 0.02
    assert kept(RESOLVED, Meant.RELATIVE, 0.02, 0.7) == pytest.approx(0.014)
    assert both(RESOLVED, 0.02, 0.7)[0].after == pytest.approx(0.714)


def test_of_nothing_there_are_no_points() -> None:
    with pytest.raises(ValueError, match="accepted: above 0% up to 100%"):
        both(LEAVE, 0.05, 0.0)


def test_the_readings_that_the_product_asks_for() -> None:
    assert {each.stored for each in readings().values()} == set(Meant)
    assert all(key == each.figure for key, each in readings().items())
