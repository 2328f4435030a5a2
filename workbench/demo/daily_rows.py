"""The daily figures of the invented contact centre, hour by hour from the queue they come from."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from workbench.demo.description import ContactCentre
from workbench.headroom.operations import OperationsDay
from workbench.headroom.queueing import erlang_a

SATURDAY, SUNDAY = 5, 6
DAYS_A_YEAR = 365.0
SECONDS = 60.0

Floats = NDArray[np.float64]


def daily_rows(centre: ContactCentre, rng: np.random.Generator) -> tuple[OperationsDay, ...]:
    """Consecutive days: the rota is planned for a forecast, then the real day arrives.

    Waits and abandonment are Erlang A's, hour by hour. Everything is rounded as a report would
    round it, which also makes the last digits the same on every machine.
    """
    days = [centre.first_day + timedelta(days=offset) for offset in range(centre.days)]
    shapes = [_shape(centre, day) for day in days]
    lengths = [len(shape) for shape in shapes]
    hour = np.concatenate([np.asarray(shape) for shape in shapes])
    forecast = np.repeat([_forecast(centre, day) for day in days], lengths)
    handle_time = np.round(
        centre.handle_time.mean + centre.handle_time.noise * rng.standard_normal(len(days)), 2
    )
    came = 1 + centre.absence_noise * rng.standard_normal(len(days))
    surprise = 1 + centre.day_noise * rng.standard_normal(len(days))
    ripple = 1 + centre.hour_noise * rng.standard_normal(len(hour))
    contacts = np.round(forecast * hour * np.repeat(surprise, lengths) * ripple)
    rota = forecast * (1 + centre.rota_follows * (hour - 1)) * centre.handle_time.mean / 60
    agents = rota / centre.planned_occupancy * np.repeat(came, lengths)
    minutes = np.repeat(handle_time, lengths)
    queue = erlang_a(contacts / 60, minutes, agents, centre.patience, threshold=1 / 3)
    abandoned = np.round(contacts * np.asarray(queue.p_abandon))
    answered = contacts - abandoned
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])

    def per_day(of_hours: Floats) -> Floats:
        return np.add.reduceat(of_hours, starts)

    offered, gave_up, taken = per_day(contacts), per_day(abandoned), per_day(answered)
    staffed = per_day(agents)
    wait = per_day(contacts * np.asarray(queue.mean_wait)) * SECONDS / offered
    occupancy = per_day(answered * minutes) / (staffed * 60)
    surveys = np.round(taken * centre.surveyed)
    spread = np.sqrt(centre.satisfied * (1 - centre.satisfied) / surveys)
    satisfied = centre.satisfied + spread * rng.standard_normal(len(days))
    resolved = centre.resolved.mean + centre.resolved.noise * rng.standard_normal(len(days))
    return tuple(
        OperationsDay(
            day=day,
            contacts=int(offered[at]),
            abandoned=int(gave_up[at]),
            handle_time=float(handle_time[at]),
            wait=round(float(wait[at]), 2),
            seats=round(float(staffed[at] / lengths[at] / (1 - centre.away)), 1),
            open_hours=float(lengths[at]),
            occupancy=round(float(occupancy[at]), 3),
            csat=round(float(satisfied[at]), 3),
            csat_answers=int(surveys[at]),
            fcr=round(float(resolved[at]), 3),
        )
        for at, day in enumerate(days)
    )


def _shape(centre: ContactCentre, day: date) -> tuple[float, ...]:
    if day.weekday() == SUNDAY or day in centre.bank_holidays:
        return centre.hours.sunday
    return centre.hours.saturday if day.weekday() == SATURDAY else centre.hours.weekday


def _forecast(centre: ContactCentre, day: date) -> float:
    """Contacts an open hour that planners expect on a day; they know the calendar."""
    elapsed = (day - centre.first_day).days / DAYS_A_YEAR
    expected = centre.contacts_per_hour * centre.months[day.month]
    expected *= 1 + centre.yearly_growth * elapsed
    if day in centre.bank_holidays:
        return expected * centre.bank_holiday_contacts
    if day - timedelta(days=1) in centre.bank_holidays:
        expected *= centre.day_after
    return expected * centre.weekdays[day.weekday()]
