"""Many centres that all fit what is known: draws of every assumption from its range."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from workbench.evidence.assumptions import Assumption
from workbench.evidence.distributions import quantiles
from workbench.headroom.centre import Behaviour, Centre, Figures, Pace, figures
from workbench.headroom.comparison import DECIDED
from workbench.headroom.erlang import Floats
from workbench.headroom.intraday import FLAT, Intervals

FEWEST, MOST = 20, 5000
SEED = 20_260_401


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """One column of values per assumption, by its id, all of the same length, and their seed."""

    values: Mapping[str, Floats]
    count: int
    seed: int

    @property
    def ids(self) -> tuple[str, ...]:
        """The assumptions that vary."""
        return tuple(self.values)

    def figures(
        self,
        register: Mapping[str, Assumption],
        *,
        day: Intervals = FLAT,
        kinds_of_day: int | None = None,
    ) -> Figures:
        """The model's figures with every draw; what does not vary is at its P50."""
        return figures(register, self.values, day=day, kinds_of_day=kinds_of_day)


def draw(register: Mapping[str, Assumption], count: int = 400, seed: int = SEED) -> Draws:
    """A Latin hypercube over the ranges of the model's assumptions, taken as independent.

    Each range is a distribution through P10, P50 and P90 within what the assumption accepts
    (`workbench.evidence.distributions.quantiles`), cut into `count` slices of equal probability of
    which each is drawn from once (McKay, Beckman and Conover, Technometrics 21, 1979). The same
    seed gives the same draws, also of an assumption when the range of another changes. What a
    scenario decides does not vary. Raises ValueError when `count` is out of range.
    """
    if not FEWEST <= count <= MOST:
        raise ValueError(f"the number of draws is {count}; accepted: {FEWEST} to {MOST}")
    names = [field.name for record in (Centre, Behaviour, Pace) for field in fields(record)]
    values = {}
    for place, name in enumerate(names):
        known = register[name]
        if name in DECIDED or known.p10 == known.p90:
            continue
        # One stream for each assumption, so that the others stay when one is no longer unknown.
        random = np.random.default_rng([seed, place])
        shares = (random.permutation(count) + random.random(count)) / count
        shares = np.clip(shares, np.finfo(float).eps, 1 - np.finfo(float).eps)
        values[name] = quantiles(
            known.p10, known.p50, known.p90, known.lowest, known.highest, shares
        )
    return Draws(values, count, seed)
