"""The daily figures tell the story: excellent service, full days, and satisfaction that is flat."""

from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.demo.daily_rows import daily_rows
from workbench.demo.demo_workshop import demo_workshop
from workbench.demo.description import description
from workbench.headroom.queueing import erlang_a_mixed

CENTRE = description().contact_centre
DAYS = demo_workshop().operations


def column(name: str) -> NDArray[np.float64]:
    return np.array([getattr(day, name) for day in DAYS], dtype=float)


def minutes_on_phone() -> NDArray[np.float64]:
    return column("seats") * (1 - CENTRE.away) * column("open_hours") * 60


def test_there_are_200_consecutive_days() -> None:
    assert len(DAYS) == 200
    assert [day.day for day in DAYS] == [
        CENTRE.first_day + timedelta(days=offset) for offset in range(200)
    ]


def test_about_800_seats() -> None:
    average = (column("seats") * column("open_hours")).sum() / column("open_hours").sum()
    assert average == pytest.approx(800, rel=0.03)


def test_no_day_is_impossible() -> None:
    for day in DAYS:
        assert day.occupancy is not None
        assert day.csat_answers is not None
        assert 0 <= day.abandoned < day.contacts
        assert 0.5 < day.occupancy < 1
        assert day.csat_answers < day.contacts - day.abandoned


def test_occupancy_is_the_work_over_the_time() -> None:
    work = (column("contacts") - column("abandoned")) * column("handle_time")
    np.testing.assert_allclose(work / minutes_on_phone(), column("occupancy"), atol=0.002)


def test_waits_and_abandonment_give_the_patience_back() -> None:
    waited = (column("wait") * column("contacts")).sum() / 60
    assert waited / column("abandoned").sum() == pytest.approx(CENTRE.patience, rel=0.02)


def test_service_is_excellent_and_the_days_are_full() -> None:
    contacts, answered = column("contacts"), column("contacts") - column("abandoned")
    work = (answered * column("handle_time")).sum()
    assert 0.88 <= work / minutes_on_phone().sum() <= 0.91
    assert column("abandoned").sum() / contacts.sum() < 0.02
    assert (column("wait") * contacts).sum() / contacts.sum() < 5
    target = CENTRE.handle_time.target
    assert target is not None
    assert (answered * column("handle_time")).sum() / answered.sum() == pytest.approx(
        target, rel=0.02
    )
    hours = column("open_hours").sum()
    agents = minutes_on_phone().sum() / hours / 60
    queue = erlang_a_mixed(
        contacts.sum() / hours / 60, target, agents, CENTRE.patience, 1 / 3, CENTRE.day_noise
    )
    assert queue.service_level > 0.9


def test_satisfaction_is_flat() -> None:
    """The slope over the 200 days is neither significant nor worth a point."""
    x = np.arange(len(DAYS)) - (len(DAYS) - 1) / 2
    y, weight = column("csat"), column("csat_answers")
    x = x - np.average(x, weights=weight)
    slope = (weight * x * y).sum() / (weight * x * x).sum()
    level = np.average(y, weights=weight)
    error = np.sqrt(level * (1 - level) / (weight * x * x).sum())
    assert abs(slope / error) < 1.96
    assert abs(slope * len(DAYS)) < 0.01
    assert 0.55 < level < 0.65


def test_mondays_are_busiest_and_sundays_quietest() -> None:
    usual = [day for day in DAYS if day.day not in CENTRE.bank_holidays]
    mean = [
        np.mean([day.contacts for day in usual if day.day.weekday() == weekday])
        for weekday in range(7)
    ]
    assert np.argmax(mean) == 0
    assert np.argmin(mean) == 6
    assert min(mean[:5]) > 3 * max(mean[5:])


def test_bank_holidays_dip() -> None:
    for day in DAYS:
        if day.day in CENTRE.bank_holidays:
            same = [d.contacts for d in DAYS if d.day.weekday() == day.day.weekday()]
            assert day.contacts < np.median(same) / 3
            assert day.open_hours == len(CENTRE.hours.sunday)


def test_without_noise_the_rota_meets_its_plan() -> None:
    calm = CENTRE.model_copy(
        update={
            "day_noise": 0.0,
            "hour_noise": 0.0,
            "absence_noise": 0.0,
            "rota_follows": 1.0,
            "handle_time": CENTRE.handle_time.model_copy(update={"noise": 0.0}),
        }
    )
    for day in daily_rows(calm, np.random.default_rng(1)):
        planned = CENTRE.planned_occupancy * (1 - day.abandoned / day.contacts)
        assert day.occupancy == pytest.approx(planned, abs=0.0006)


def test_growth_shows_in_the_contacts() -> None:
    flat = CENTRE.model_copy(update={"yearly_growth": 0.0})
    grown = CENTRE.model_copy(update={"yearly_growth": 0.5})
    before = daily_rows(flat, np.random.default_rng(2))[-1]
    after = daily_rows(grown, np.random.default_rng(2))[-1]
    years = (len(DAYS) - 1) / 365
    assert after.contacts / before.contacts == pytest.approx(1 + 0.5 * years, rel=0.001)
