from typing import Any

import numpy as np
import pytest

from tests.headroom.fitting.made import Truth, changed, days_of
from workbench.headroom.fitting.back_test import BackTest, QueueVerdict, back_test
from workbench.headroom.operations import OperationsDay


def moved_on(days: list[OperationsDay], factor: float) -> list[OperationsDay]:
    """On the days that are held out, the seats that the rows state mean something else."""
    first = round(0.7 * len(days))
    later = [day.model_copy(update={"seats": day.seats * factor}) for day in days[first:]]
    return [*days[:first], *later]


def test_a_true_queue_predicts_the_days_that_it_has_not_seen() -> None:
    found = back_test(days_of(Truth(), 100))
    assert found.verdict is QueueVerdict.HOLDS
    assert found.unlocked
    assert found.fitted_days == 70
    assert found.picture is not None
    assert found.picture.held_out.sum() == 30
    assert not found.level_is_implied
    assert (found.level_error or 1) < 0.01
    assert (found.abandonment_error or 1) < 0.01
    assert (
        "Fitted on the first 70 days, the queue misses the other 30 on average by" in found.sentence
    )
    assert "within the 5 points that are allowed" in found.sentence


def test_its_errors_are_the_mean_distance_weighted_by_contacts() -> None:
    days = days_of(Truth(), 50)
    found = back_test(days)
    picture = found.picture
    assert picture is not None
    weights = np.array([day.contacts for day in days])[picture.held_out]
    seen = np.array([(day.in_time or 0) / day.contacts for day in days])
    assert picture.seen == pytest.approx(seen)
    off = np.abs(seen - picture.predicted)[picture.held_out]
    assert found.level_error == pytest.approx(np.average(off, weights=weights), rel=1e-12)


def test_four_of_five_days_keep_to_the_band() -> None:
    kept = [back_test(days_of(Truth(), 100, seed)).picture for seed in range(12)]
    shares = [picture.within for picture in kept if picture is not None]
    assert np.mean(shares) == pytest.approx(0.8, abs=0.06)


def test_over_five_points_of_service_level_nothing_more_is_claimed() -> None:
    found = back_test(moved_on(days_of(Truth(), 100), 0.85))
    assert found.verdict is QueueVerdict.OFF
    assert not found.unlocked
    assert (found.level_error or 0) > 0.05
    assert "More than 5 points are too many" in found.sentence
    assert "nothing is claimed about behaviour" in found.sentence


@pytest.mark.parametrize("factor", [1.0, 0.85])
def test_without_a_service_level_abandonment_says_what_it_would_be(factor: float) -> None:
    days = moved_on(days_of(Truth(), 100), factor)
    told = back_test(days)
    untold = back_test(changed(days, in_time=None, threshold=None))
    assert untold.level_is_implied
    assert untold.verdict is told.verdict
    assert untold.level_error == pytest.approx(told.level_error, abs=0.01)
    assert "points of service level at 20 s" in untold.sentence


def test_a_queue_beats_the_mean_of_the_weekday_where_days_differ() -> None:
    found = back_test(days_of(Truth(outage=0.08), 100))
    assert (found.abandonment_error or 1) < 0.5 * (found.guess_error or 0)


@pytest.mark.parametrize("n", [0, 1, 5, 13])
def test_few_days_are_counted(n: int) -> None:
    found = back_test(days_of(Truth(), n))
    assert found == BackTest(QueueVerdict.TOO_FEW, found.sentence)
    assert f"{n} days are too few to test the queue; 14 are needed" in found.sentence


@pytest.mark.parametrize(
    ("values", "patience", "why"),
    [
        ({"abandoned": 0}, 2.0, "0 contacts were abandoned"),
        ({"wait": None}, None, "do not hold the mean wait"),
        ({"seats": 1e5}, 2.0, "no part of the seats"),
    ],
)
def test_a_queue_that_cannot_be_fitted_says_why(
    values: dict[str, Any], patience: float | None, why: str
) -> None:
    found = back_test(changed(days_of(Truth(), 30), **values), patience)
    assert found.verdict is QueueVerdict.UNKNOWN
    assert why in found.sentence
    assert not found.unlocked


def test_days_that_are_all_alike_test_nothing() -> None:
    same = {"contacts": 6000, "seats": 90.0, "handle_time": 6.0}
    days = changed(days_of(Truth(), 30), in_time=None, threshold=None, **same)
    found = back_test(changed(days, abandoned=300))
    assert found.verdict is QueueVerdict.ALIKE
    assert "The same every day: contacts offered, handle time, seats" in found.sentence
    one_moves = [days[0].model_copy(update={"contacts": 6100}), *days[1:]]
    assert back_test(changed(one_moves, abandoned=300)).verdict is not QueueVerdict.ALIKE


def test_a_patience_from_elsewhere_serves_where_the_rows_have_none() -> None:
    found = back_test(changed(days_of(Truth(), 60), wait=None), 2.5)
    assert found.verdict is QueueVerdict.HOLDS
    assert found.fit is not None
    assert found.fit.patience == 2.5


def test_the_order_of_the_rows_does_not_matter() -> None:
    days = days_of(Truth(), 40)
    assert back_test(days[::-1]).sentence == back_test(days).sentence
