"""What advisors are managed by, and the two quantities through which the weights act."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Self

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import Field, model_validator

from workbench.evidence.defaults import ASSETS
from workbench.evidence.grades import Grade
from workbench.frozen import Frozen

Number = float | NDArray[np.float64]
MOST_POINTS = 1_000_000


class Metric(StrEnum):
    """What a scorecard can hold; the values are the ids in `assets/scorecard.yaml`."""

    HANDLE_TIME = "handle_time"
    CONTACTS_PER_HOUR = "contacts_per_hour"
    OCCUPANCY = "occupancy"
    ADHERENCE = "adherence"
    CSAT = "csat"
    FCR = "fcr"
    NPS = "nps"
    QUALITY = "quality"
    COMPLAINTS = "complaints"


class Family(StrEnum):
    """What a metric is about; outcome metrics act only by taking weight from the others."""

    PACE = "pace"
    MONITORING = "monitoring"
    OUTCOME = "outcome"


class MetricEntry(Frozen):
    """A metric with its label and family."""

    id: Metric
    label: str
    family: Family


class Effect(Frozen):
    """What the weights do, in words, with its grade and the reason for it."""

    enforcement: str
    monitoring: str
    grade: Grade
    reason: str
    source: str
    contradicted_by: str


class Scorecard(Frozen):
    """The metrics and the effect of their weights."""

    metrics: tuple[MetricEntry, ...]
    effect: Effect

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if [entry.id for entry in self.metrics] != list(Metric):
            raise ValueError(f"scorecard.yaml must hold each of {', '.join(Metric)} in this order")
        return self

    def family(self, family: Family) -> tuple[Metric, ...]:
        """The metrics of one family."""
        return tuple(entry.id for entry in self.metrics if entry.family is family)


class Weights(Frozen):
    """Points of each metric in a scorecard; only the proportions matter."""

    handle_time: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    contacts_per_hour: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    occupancy: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    adherence: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    csat: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    fcr: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    nps: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    quality: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)
    complaints: float = Field(default=0, ge=0, le=MOST_POINTS, allow_inf_nan=False)

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not any(self.points().values()):
            raise ValueError("the weights are all 0; accepted: at least one metric above 0")
        return self

    def points(self) -> dict[Metric, float]:
        """The points by metric."""
        return {metric: getattr(self, metric) for metric in Metric}

    def moved(self, away_from: Family, to: Family) -> "Weights":
        """The same points with those of one family given to another, in its own proportions.

        A family that had no points shares what it is given equally.
        """
        points = self.points()
        givers, takers = scorecard().family(away_from), scorecard().family(to)
        given = sum(points[metric] for metric in givers)
        held = sum(points[metric] for metric in takers)
        for metric in givers:
            points[metric] = 0.0
        for metric in takers:
            share = points[metric] / held if held else 1 / len(takers)
            points[metric] += given * share
        return Weights.model_validate(points)


@cache
def scorecard() -> Scorecard:
    """The metrics and their effect, from `assets/scorecard.yaml`."""
    text = (ASSETS / "scorecard.yaml").read_text(encoding="utf-8")
    return Scorecard.model_validate(yaml.safe_load(text))


def enforcement(points: Mapping[Metric, Number], strictness: Number) -> Number:
    """How hard handle time is enforced, κ: the weight share of pace times strictness, 0 to 1.

    Raises ValueError when a weight is negative or missing, all are 0, or strictness is not a share.
    """
    strict = np.asarray(strictness, dtype=float)
    if not ((strict >= 0) & (strict <= 1)).all():
        raise ValueError(f"strictness is {strictness}; accepted: from 0 to 1")
    return _share(points, Family.PACE) * strictness


def monitoring(points: Mapping[Metric, Number]) -> Number:
    """Monitoring strain: the weight share of adherence and occupancy, 0 to 1.

    Raises ValueError when a weight is negative or missing, or all are 0.
    """
    return _share(points, Family.MONITORING)


def _share(points: Mapping[Metric, Number], family: Family) -> Number:
    total = np.zeros(())
    for metric in Metric:
        values = np.asarray(points.get(metric, 0.0), dtype=float)
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(f"the weight of {metric} is {points[metric]}; accepted: 0 or more")
        total = total + values
    if not (total > 0).all():
        raise ValueError("the weights are all 0; accepted: at least one metric above 0")
    part = sum((points.get(metric, 0.0) for metric in scorecard().family(family)), start=0.0)
    share = part / total
    return share if share.ndim else float(share)
