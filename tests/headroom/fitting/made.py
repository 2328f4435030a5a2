"""Days of a centre whose queue and whose people are known, to be found again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.operations import FcrDefinition, OperationsDay, measured
from workbench.headroom.queueing import erlang_a

MONDAY = date(2025, 3, 3)
PATTERN = np.array([1.2, 1.05, 1.0, 1.0, 0.95, 0.5, 0.4])
HOURS, THRESHOLD = 10.0, 20.0


@dataclass(frozen=True)
class Truth:
    """A centre: its queue, and how time, resolution and satisfaction answer.

    `outage` is the standard deviation of ln volume by outages, which are unknown to the plan,
    `absent` that of absence and `rota` that of the advisors planned for a weekday. `difficulty` is
    the resolution lost per unit of an outage. Resolution also loses `overload` per unit of
    occupancy, satisfaction gains `resolving` and loses `giving_up`. `leaving` is the share of
    advisors who leave in a year at 80% occupancy, growing e-fold per `strain` of occupancy.
    """

    patience: float = 2.5
    answering: float = 0.72
    need: float = 6.0
    contacts: float = 6000.0
    occupancy: float = 0.86
    outage: float = 0.06
    absent: float = 0.03
    rota: float = 0.02
    elasticity: float = 0.0
    overload: float = 0.0
    difficulty: float = 0.0
    resolving: float = 0.25
    giving_up: float = 0.5
    hidden: float = 0.0
    more: dict[str, Any] = field(default_factory=dict)


def days_of(truth: Truth, n: int, seed: int = 1) -> list[OperationsDay]:
    """So many consecutive days. `hidden` is a slow wave in load and satisfaction alike."""
    rng = np.random.default_rng(seed)
    at = np.arange(n)
    planned = truth.contacts * PATTERN[at % 7]
    wave = np.cumsum(rng.standard_normal(n))
    wave = (wave - wave.mean()) / max(wave.std(), 1e-9) if n > 1 else wave
    shock = truth.outage * rng.standard_normal(n) + truth.hidden * wave
    contacts = rng.poisson(planned * np.exp(shock))
    absence = np.clip(0.06 + truth.absent * rng.standard_normal(n), 0, 0.5)
    seats = planned / HOURS / 60 * truth.need / truth.occupancy / truth.answering
    seats = seats * np.exp(truth.rota * rng.standard_normal(n))
    on_phone = seats * truth.answering * (1 - absence) / 0.94
    load = contacts / HOURS / 60 * truth.need / on_phone
    time = truth.need * np.minimum(1, np.maximum(1, load / 0.8) ** truth.elasticity)
    time = time * np.exp(0.01 * rng.standard_normal(n))
    queue = erlang_a(contacts / HOURS / 60, time, on_phone, truth.patience, THRESHOLD / 60)
    abandoned = rng.binomial(contacts, np.asarray(queue.p_abandon))
    level = np.asarray(queue.service_level) / (1 - np.asarray(queue.p_abandon))
    in_time = rng.binomial(contacts - abandoned, np.clip(level, 0, 1))
    occupancy = np.asarray(queue.occupancy)
    fcr = 0.72 - truth.overload * (occupancy - 0.86) - truth.difficulty * shock
    fcr = np.clip(fcr + 0.01 * rng.standard_normal(n), 0, 1)
    csat = 0.65 + truth.resolving * (fcr - 0.72) - truth.giving_up * abandoned / contacts
    csat = csat + truth.hidden * wave
    return [
        OperationsDay(
            **{
                "day": MONDAY + timedelta(days=int(place)),
                "contacts": int(contacts[place]),
                "abandoned": int(abandoned[place]),
                "handle_time": float(time[place]),
                "wait": float(np.asarray(queue.mean_wait)[place] * 60),
                "seats": float(seats[place]),
                "open_hours": HOURS,
                "occupancy": float(occupancy[place]),
                "csat": float(np.clip(csat[place] + 0.015 * rng.standard_normal(), 0, 1)),
                "fcr": float(fcr[place]),
                "fcr_definition": FcrDefinition.SURVEY,
                "forecast": float(planned[place]),
                "in_time": int(in_time[place]),
                "threshold": THRESHOLD,
                "absence": float(absence[place]),
                **truth.more,
            }
        )
        for place in at
    ]


def changed(days: Sequence[OperationsDay], **values: Any) -> list[OperationsDay]:
    """The days with some figures of one's own, checked again."""
    return [OperationsDay.model_validate(day.model_dump() | values) for day in days]


def register_of(days: Sequence[OperationsDay]) -> Any:
    """The register once these days are in."""
    return resolve(default_assumptions(), measured(days).assumptions)
