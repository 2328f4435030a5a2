"""Histograms: how many people gave each answer. They cannot be linked across questions."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, NonNegativeInt, PositiveInt

from workbench.frozen import Frozen
from workbench.voices.estimates import spread_out


class Histogram(Frozen):
    """How many people gave each number, and how many did not know.

    `counts` is empty when too few gave a number for it to be shown.
    """

    counts: dict[float, PositiveInt] = Field(default_factory=dict)
    dont_know: NonNegativeInt = 0

    @cached_property
    def people(self) -> int:
        """The people who gave a number."""
        return sum(self.counts.values())

    @cached_property
    def values(self) -> NDArray[np.float64]:
        """One number a person, ascending."""
        return spread_out(self.counts)

    @property
    def mean(self) -> float:
        """The mean of the numbers. Raises ValueError when there are none."""
        if not self.counts:
            raise ValueError("there are no answers to average")
        return float(np.mean(self.values))

    @property
    def dont_know_share(self) -> float:
        """The share who did not know, among all who answered; 0 when nobody did."""
        asked = self.people + self.dont_know
        return self.dont_know / asked if asked else 0.0

    def people_from(self, value: float) -> int:
        """The people who gave this number or a higher one."""
        return sum(people for number, people in self.counts.items() if number >= value)


class Picks(Frozen):
    """How many people picked each option, and how many people picked at all."""

    counts: dict[str, PositiveInt] = Field(default_factory=dict)
    people: NonNegativeInt = 0
