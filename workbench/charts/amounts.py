"""Amounts on an axis: one scale for a whole picture, so that its labels stay short."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from workbench.business_case.money import three_figures
from workbench.evidence.units import MINUS

Columns = Mapping[str, Sequence[Any]]
"""The figures of a source that a picture names, column by column."""


class Scale(Enum):
    """What one unit of an axis stands for."""

    ONE = (1.0, "")
    THOUSAND = (1e3, " thousand")
    MILLION = (1e6, " million")
    BILLION = (1e9, " billion")

    @property
    def size(self) -> float:
        """How much one unit is."""
        return self.value[0]

    def unit(self, currency: str) -> str:
        """What the axis counts: "EUR million"."""
        return f"{currency}{self.value[1]}"

    def short(self, amount: float) -> str:
        """An amount in this scale to three figures: "−2.85", "31.3"."""
        figure = three_figures(abs(amount)) / self.size
        decimals = 0 if figure >= 100 else 1 if figure >= 10 else 2
        said = f"{figure:,.{decimals}f}"
        return f"{MINUS if amount < 0 and said.strip('0.,') else ''}{said}"


def scale_of(amounts: Iterable[float]) -> Scale:
    """The scale in which the largest of some amounts is easiest to read."""
    largest = max((abs(amount) for amount in amounts), default=0.0)
    return next(scale for scale in reversed(Scale) if largest >= scale.size or scale is Scale.ONE)


def spaced(positions: list[float], apart: float) -> list[float]:
    """Positions in the same order, moved upwards where they are nearer than `apart`.

    `positions` are ascending; the group that had to be spread keeps its middle.
    """
    moved: list[float] = []
    for position in positions:
        moved.append(max(position, moved[-1] + apart) if moved else position)
    shift = (sum(moved) - sum(positions)) / len(positions) if positions else 0.0
    return [position - shift for position in moved]
