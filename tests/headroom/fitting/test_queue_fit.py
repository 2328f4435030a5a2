from datetime import datetime, time
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.headroom.fitting.made import Truth, changed, days_of
from workbench.headroom.day_estimates import CannotMeasure, patience_of
from workbench.headroom.fitting.day_columns import day_columns
from workbench.headroom.fitting.queue_fit import fit_queue, measured_patience, predict
from workbench.headroom.fitting.stretches import stretches
from workbench.headroom.intervals import OperationsInterval
from workbench.headroom.operations import OperationsDay


def test_patience_is_the_maximum_of_the_censored_exponential_likelihood() -> None:
    """ln L(θ) = -abandoned ln θ - waited / θ (Lawless, Statistical Models and Methods, 2003)."""
    waited, lost = np.array([310.0, 275.0, 402.0]), np.array([120.0, 101.0, 166.0])
    grid = np.linspace(1, 5, 400_001)
    likelihood = -lost.sum() * np.log(grid) - waited.sum() / grid
    assert patience_of(waited, lost).value == pytest.approx(grid[likelihood.argmax()], abs=1e-5)


def censored_day(seed: int, contacts: int = 4000, patience: float = 2.0) -> tuple[float, float]:
    """Minutes waited and contacts lost: who is offered an answer first does not give up."""
    rng = np.random.default_rng(seed)
    offered = rng.exponential(1.0, contacts)
    willing = rng.exponential(patience, contacts)
    return float(np.minimum(offered, willing).sum()), float((willing < offered).sum())


def test_patience_and_its_error_are_right_over_many_days() -> None:
    """One day of 4,000 contacts knows patience to 1 / √(abandoned); intervals cover as they say."""
    runs, covered, values = 200, 0, []
    for seed in range(runs):
        days = np.array([censored_day(10 * seed + day, 400) for day in range(10)])
        found = patience_of(days[:, 0], days[:, 1])
        values.append(found.value)
        covered += found.low <= 2.0 <= found.high
    assert np.mean(values) == pytest.approx(2.0, abs=0.02)
    assert stats.binomtest(covered, runs, 0.95).pvalue > 1e-3, covered
    waited, lost = censored_day(1)
    one = patience_of(np.array([waited]), np.array([lost]))
    assert one.value == pytest.approx(2.0, rel=0.1)
    assert one.p90 > one.value


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"wait": None}, "do not hold the mean wait"),
        ({"abandoned": 1}, "20 contacts were abandoned, and 30"),
        ({"wait": 0.0}, "the mean wait is 0 every day"),
    ],
)
def test_without_waits_or_lost_contacts_there_is_no_patience(
    values: dict[str, Any], why: str
) -> None:
    days = changed(days_of(Truth(), 20), **values)
    with pytest.raises(CannotMeasure, match=why):
        measured_patience(day_columns(days))


@pytest.mark.parametrize("answering", [0.4, 0.72, 1.0])
def test_the_part_of_the_seats_that_answers_is_found(answering: float) -> None:
    days = days_of(Truth(answering=answering), 60)
    found = fit_queue(stretches(days), 2.5)
    assert found.answering == pytest.approx(answering, rel=0.01)
    assert found.spread < 0.05


def test_the_interval_of_the_part_covers_the_truth() -> None:
    runs, covered, values = 24, 0, []
    for seed in range(runs):
        days = days_of(Truth(), 40, seed)
        patience = measured_patience(day_columns(days))
        error = (patience.p90 - patience.value) / 1.2816
        found = fit_queue(stretches(days), patience.value, error)
        # On these days: more or fewer were absent than the 6% that the truth is given for.
        truth = 0.72 * (1 - np.mean([day.absence or 0 for day in days])) / 0.94
        covered += int(abs(found.answering - truth) < 1.96 * found.error)
        values.append(found.answering / truth)
    assert np.mean(values) == pytest.approx(1, abs=0.002)
    assert stats.binomtest(covered, runs, 0.95).pvalue > 1e-3, covered


def test_without_service_level_abandonment_alone_finds_it() -> None:
    days = changed(days_of(Truth(), 60), in_time=None, threshold=None)
    assert fit_queue(stretches(days), 2.5).answering == pytest.approx(0.72, rel=0.01)


@pytest.mark.parametrize("load", [1.1, 2.0, 5.0])
def test_an_overloaded_centre_is_fitted_too(load: float) -> None:
    days = days_of(Truth(occupancy=load), 30)
    rows = stretches(days)
    found = fit_queue(rows, 2.5)
    assert found.answering == pytest.approx(0.72, rel=0.01)
    expected = predict(rows, 2.5, found.answering, found.spread)
    assert np.isfinite(expected.p_abandon).all()
    assert ((expected.service_level >= 0) & (expected.service_level <= 1)).all()


def test_nobody_lost_means_any_number_of_advisors_would_fit() -> None:
    days = changed(days_of(Truth(), 30), abandoned=0)
    with pytest.raises(CannotMeasure, match=r"0 contacts were abandoned.*any number would fit"):
        fit_queue(stretches(days), 2.5)


def test_seats_in_another_unit_are_not_explained() -> None:
    """Hours worked in the place of advisors on the rota."""
    days = [day.model_copy(update={"seats": day.seats * 60}) for day in days_of(Truth(), 30)]
    with pytest.raises(CannotMeasure, match=r"no part of the seats between 0\.05 and 2"):
        fit_queue(stretches(days), 2.5)


def by_half_hour(day: OperationsDay) -> OperationsDay:
    parts = 20
    starts = [
        datetime.combine(day.day, time(8 + part // 2, 30 * (part % 2))) for part in range(parts)
    ]
    share = [day.contacts // parts + (part < day.contacts % parts) for part in range(parts)]
    lost = [day.abandoned // parts + (part < day.abandoned % parts) for part in range(parts)]
    timed = [(day.in_time or 0) // parts for _ in range(parts)]
    intervals = tuple(
        OperationsInterval(
            start=start,
            minutes=30,
            contacts=share[part],
            abandoned=lost[part],
            handle_time=day.handle_time,
            seats=day.seats,
            in_time=timed[part],
        )
        for part, start in enumerate(starts)
    )
    return day.model_copy(update={"intervals": intervals})


def test_half_hours_are_fitted_without_a_spread_inside() -> None:
    days = [by_half_hour(day) for day in days_of(Truth(), 30)]
    rows = stretches(days)
    assert rows.within_a_day
    assert rows.minutes.max() == 30
    assert rows.per_day(rows.contacts) == pytest.approx([day.contacts for day in days])
    found = fit_queue(rows, 2.5)
    assert found.spread == 0
    assert found.answering == pytest.approx(0.72, rel=0.02)


def test_half_hours_count_only_where_every_day_has_them() -> None:
    days = days_of(Truth(), 30)
    assert not stretches([by_half_hour(days[0]), *days[1:]]).within_a_day


def test_days_with_much_absence_have_fewer_advisors() -> None:
    days = days_of(Truth(absent=0.04), 60)
    seen = stretches(days)
    away = np.array([day.absence for day in days])
    seats = np.array([day.seats for day in days])
    assert seen.seats / seats == pytest.approx((1 - away) / (1 - away).mean())
    assert stretches(changed(days, absence=None)).seats == pytest.approx(seats)
    nobody = [days[0].model_copy(update={"absence": 1.0}), *days[1:]]
    assert (stretches(nobody).seats > 0).all()
