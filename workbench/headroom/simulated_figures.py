"""The figures of a simulation, each with its interval and with what the formula says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from workbench.headroom.erlang import Floats
from workbench.headroom.simulated_point import SECONDS, FormulaAt, Point
from workbench.headroom.simulation_error import ratio_of_sums
from workbench.headroom.simulation_laws import Tally


@dataclass(frozen=True, slots=True)
class SimulatedFigure:
    """A figure with its interval of confidence, and what the formula says (None: it cannot)."""

    name: str
    unit: str
    value: float
    low: float
    high: float
    formula: float | None

    @property
    def agrees(self) -> bool:
        """Whether the formula lies within the interval."""
        return self.formula is not None and self.low <= self.formula <= self.high


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulation found; `figures` by name, as in `Outcome` where it has them.

    contacts_per_minute     all contacts offered
    service_level           answered within the threshold, share of all offered contacts
    service_level_answered  the same, share of the answered contacts
    service_level_patient   the same, share of all but those that give up within the threshold
    p_wait                  share that waits
    p_abandon               share that gives up
    mean_wait               seconds, all contacts
    occupancy               share of the advisors' time (of their chat places) that is taken
    repeat_share            share of the contacts that are repeats; where anybody comes back
    in_a_row                contacts in a row without a pause of half a minute; where contacts are
                            answered in the order of arrival, by the advisor idle longest, and
                            anybody ever has such a pause
    service_level_first, mean_wait_first, mean_wait_others
                            of the contacts that go first and of the others; where some do

    `calls` were counted, those of the warm-up not. Each interval holds the true figure with
    probability `level`. `beyond_formula` tells that the simulation did what the formula cannot.
    """

    figures: dict[str, SimulatedFigure]
    calls: int
    seed: int
    level: float
    beyond_formula: bool

    @property
    def compared(self) -> tuple[SimulatedFigure, ...]:
        """The figures that the formula gives too; none where the simulation does more."""
        found = self.figures.values()
        return () if self.beyond_formula else tuple(f for f in found if f.formula is not None)


@dataclass(frozen=True, slots=True)
class StoodFor:
    """A part of the time: `weight` is its share, `minutes` the length of a simulated period."""

    weight: float
    minutes: float


# Each figure as the ratio of two sums, with its unit and what the ratio is multiplied by.
MEASURES = {
    "contacts_per_minute": ("offered", "minutes", "contacts", 1.0),
    "service_level": ("in_time", "offered", "share", 1.0),
    "service_level_answered": ("in_time", "answered", "share", 1.0),
    "service_level_patient": ("in_time", "patient", "share", 1.0),
    "p_wait": ("waiting", "offered", "share", 1.0),
    "p_abandon": ("abandoned", "offered", "share", 1.0),
    "mean_wait": ("waited", "offered", "seconds", SECONDS),
    "occupancy": ("work", "places", "share", 1.0),
}
OF_REPEATS = {"repeat_share": ("repeats", "offered", "share", 1.0)}
OF_PAUSES = {"in_a_row": ("answered", "pauses", "contacts", 1.0)}
OF_FIRST = {
    "service_level_first": ("in_time_first", "offered_first", "share", 1.0),
    "mean_wait_first": ("waited_first", "offered_first", "seconds", SECONDS),
    "mean_wait_others": ("waited_others", "offered_others", "seconds", SECONDS),
}


def figures_of(
    point: Point,
    parts: Sequence[StoodFor],
    found: Sequence[Sequence[Tally]],
    formula: FormulaAt,
    level: float,
    *,
    in_order: bool,
) -> dict[str, SimulatedFigure]:
    """Every figure that the periods of all parts tell, with its interval of confidence."""
    periods = [[tally.sums() for tally in tallies] for tallies in found]
    totals = {name: sum(sums[name] for part in periods for sums in part) for name in periods[0][0]}
    measures = MEASURES | (OF_REPEATS if point.repeats else {})
    measures |= OF_PAUSES if in_order and totals["pauses"] else {}
    measures |= OF_FIRST if totals["offered_first"] else {}

    def weighted(name: str) -> list[Floats]:
        return [
            np.array([sums[name] for sums in of_part]) * part.weight / part.minutes
            for part, of_part in zip(parts, periods, strict=True)
        ]

    figures = {}
    for name, (above, below, unit, factor) in measures.items():
        if not totals[below]:
            continue
        value, error, free = ratio_of_sums(weighted(above), weighted(below))
        reach = error * float(scipy.special.stdtrit(free, (1 + level) / 2))
        if error == 0:
            # What never happened in n contacts happens in at most -ln(1 - level) / n of them: 3 / n
            # at 95 % (Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?",
            # JAMA 249, 1983).
            longest = point.patience if unit == "seconds" else 1.0
            reach = -np.log1p(-level) * longest / totals["offered"]
        most = 1.0 if unit == "share" else np.inf
        figures[name] = SimulatedFigure(
            name=name,
            unit=unit,
            value=factor * value,
            low=factor * max(0.0, value - reach),
            high=factor * min(most, value + reach),
            formula=formula.figures.get(name),
        )
    return figures
