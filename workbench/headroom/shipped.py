"""The scenarios that every workshop starts with."""

from collections.abc import Mapping
from functools import cache

import yaml
from pydantic import Field, TypeAdapter

from workbench.evidence.assumptions import Assumption
from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen
from workbench.headroom.centre import MINUTES, figures
from workbench.headroom.outcome import evaluate
from workbench.headroom.scenario import (
    HIGHEST_OCCUPANCY,
    LOWEST_OCCUPANCY,
    Scenario,
    Staffing,
)
from workbench.headroom.scorecard import Family, Metric, Weights


class Shipped(Frozen):
    """A scenario relative to today: changes in share of occupancy and in minutes per shift."""

    name: str
    description: str
    release_pace: bool
    occupancy_change: float | None = Field(default=None, gt=-1, lt=1)
    more_off_phone: float = Field(ge=0)


@cache
def shipped() -> tuple[Shipped, ...]:
    """What ships, from `assets/scenarios.yaml`."""
    text = (ASSETS / "scenarios.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Shipped, ...]).validate_python(yaml.safe_load(text))


def todays_weights(register: Mapping[str, Assumption]) -> Weights:
    """Today's scorecard; raises ValueError when all its weights are 0."""
    return Weights.model_validate(
        {metric.value: register[f"weight_{metric}"].p50 for metric in Metric}
    )


def as_today(register: Mapping[str, Assumption], name: str = "Today") -> Scenario:
    """The scenario that changes nothing: where a new one starts, and what a reset returns to."""
    return Scenario(
        name=name,
        weights=todays_weights(register),
        strictness=register["strictness"].p50,
        off_phone_time=register["off_phone_time"].p50,
    )


def shipped_scenarios(register: Mapping[str, Assumption]) -> tuple[Scenario, ...]:
    """The shipped scenarios of a workshop, relative to its own today."""
    occupancy = float(evaluate(figures(register)).occupancy)
    return tuple(_scenario(entry, as_today(register), register, occupancy) for entry in shipped())


def _scenario(
    entry: Shipped, today: Scenario, register: Mapping[str, Assumption], occupancy: float
) -> Scenario:
    weights = today.weights
    # The longest planned time that still leaves half of the shift for contacts.
    longest = register["shift_hours"].p50 * MINUTES / 2
    off_phone = max(today.off_phone_time, min(today.off_phone_time + entry.more_off_phone, longest))
    target = None
    if entry.occupancy_change is not None:
        wanted = round(occupancy + entry.occupancy_change, 2)
        target = min(HIGHEST_OCCUPANCY, max(LOWEST_OCCUPANCY, wanted))
    return Scenario(
        name=entry.name,
        weights=weights.moved(Family.PACE, Family.OUTCOME) if entry.release_pace else weights,
        strictness=today.strictness,
        staffing=Staffing.SAME_HEADS if target is None else Staffing.OCCUPANCY_TARGET,
        occupancy_target=target,
        off_phone_time=off_phone,
    )
