"""When what comes: the weeks of a path, how a change is phased in, hiring, shocks and seasons."""

from typing import Self

import numpy as np
from pydantic import Field, model_validator

from workbench.frozen import Frozen
from workbench.headroom.erlang import Floats

WEEKS_OF_YEAR = 52.0
MOST_WEEKS = 260


class Shock(Frozen):
    """A change of demand for some weeks: `size` is its share of the usual demand."""

    size: float = Field(ge=-0.9, le=4, allow_inf_nan=False)
    start_week: int = Field(ge=0, le=MOST_WEEKS)
    weeks: int = Field(ge=1, le=MOST_WEEKS)


class Season(Frozen):
    """A yearly wave: `swing` is its share of the mean at the peak week, 0 to 51 from the start."""

    swing: float = Field(gt=0, le=0.9, allow_inf_nan=False)
    peak_week: float = Field(ge=0, lt=WEEKS_OF_YEAR, allow_inf_nan=False)


class Plan(Frozen):
    """The weeks of a path, counted from 0, and what happens in them beside the levers.

    The levers move from today's to the scenario's from `start_week` on, in equal steps over
    `ramp_weeks` (at once when 0). `hiring_cap` is the most advisors who can start in a week, None
    for any number; they start in classes of `class_size`, 0 for any number. A `shock` and a
    `season` change the new matters of a week; a season has mean 1 over a year.
    """

    weeks: int = Field(default=104, ge=1, le=MOST_WEEKS)
    start_week: int = Field(default=0, ge=0, le=MOST_WEEKS)
    ramp_weeks: int = Field(default=0, ge=0, le=MOST_WEEKS)
    hiring_cap: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    class_size: float = Field(default=0, ge=0, le=10_000, allow_inf_nan=False)
    shock: Shock | None = None
    season: Season | None = None

    @model_validator(mode="after")
    def _classes_fit(self) -> Self:
        if self.hiring_cap is not None and 0 < self.hiring_cap < self.class_size:
            raise ValueError(
                f"classes of {self.class_size:g} never start when at most {self.hiring_cap:g} "
                f"advisors can start in a week; accepted: a cap of at least a class"
            )
        return self

    def in_force(self) -> Floats:
        """The share of the change that is in force in each week, from 0 to 1."""
        week = np.arange(self.weeks)
        steps = (week + 1 - self.start_week) / max(self.ramp_weeks, 1)
        return np.clip(steps, 0.0, 1.0)

    def demand(self) -> Floats:
        """The new matters of each week, relative to today's."""
        week = np.arange(self.weeks)
        demand = np.ones(self.weeks)
        if self.season is not None:
            turn = 2 * np.pi * (week - self.season.peak_week) / WEEKS_OF_YEAR
            demand = demand + self.season.swing * np.cos(turn)
        if self.shock is not None:
            end = self.shock.start_week + self.shock.weeks
            struck = (week >= self.shock.start_week) & (week < end)
            demand = np.where(struck, demand * (1 + self.shock.size), demand)
        return demand
