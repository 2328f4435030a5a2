"""What a simulated centre is given, and what is counted in it. Times are in minutes."""

from dataclasses import dataclass, fields

import numpy as np

from workbench.headroom.erlang import Floats


@dataclass(frozen=True, slots=True)
class Laws:
    """How long things take, and what follows from them.

    `handle_spread` and `patience_spread` are standard deviations of the logarithm of a lognormal
    time, or None for exponential times. `comes_back` is the chance that an answered contact comes
    back and `redials` that one which gave up does, after exponential delays. A share `goes_first`
    is answered before all others. An advisor has up to `at_once` chats; each takes longer by
    `slowdown` for every other chat of the advisor when it starts.
    """

    handle_time: float
    patience: float
    threshold: float
    comes_back: float
    redials: float
    handle_spread: float | None = None
    patience_spread: float | None = None
    return_delay: float = 0.0
    redial_delay: float = 0.0
    goes_first: float = 0.0
    at_once: int = 1
    slowdown: float = 0.0

    def handle_times(self, rng: np.random.Generator, count: int) -> Floats:
        """So many handle times."""
        return _times(rng, count, self.handle_time, self.handle_spread)

    def patiences(self, rng: np.random.Generator, count: int) -> Floats:
        """So many patiences."""
        return _times(rng, count, self.patience, self.patience_spread)


@dataclass(slots=True)
class Tally:
    """What happened in one period, as sums.

    `places` is the minutes for which there was a place to answer, `work` those that were taken.
    `abandoned` gave up, `gone_early` of them within the threshold. `waited` is the minutes waited
    by all contacts, `pauses` the answered contacts before which the advisor had been idle for half
    a minute, `returning` those who will be back. `_first` counts the contacts that go first.
    """

    minutes: float = 0.0
    places: float = 0.0
    offered: int = 0
    repeats: int = 0
    returning: int = 0
    waiting: int = 0
    in_time: int = 0
    abandoned: int = 0
    gone_early: int = 0
    waited: float = 0.0
    work: float = 0.0
    pauses: int = 0
    offered_first: int = 0
    in_time_first: int = 0
    waited_first: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in _SUMS})

    def sums(self) -> dict[str, float]:
        """Everything that a figure can be made of."""
        return {name: getattr(self, name) for name in _SUMS} | {
            "answered": self.offered - self.abandoned,
            "patient": self.offered - self.gone_early,
            "offered_others": self.offered - self.offered_first,
            "waited_others": self.waited - self.waited_first,
        }


_SUMS = tuple(field.name for field in fields(Tally))


def _times(rng: np.random.Generator, count: int, mean: float, spread: float | None) -> Floats:
    if spread is None:
        return rng.standard_exponential(count) * mean
    return rng.lognormal(np.log(mean) - spread * spread / 2, spread, count)
