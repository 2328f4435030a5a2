"""The distributions that a figure of the business case may have, each by its quantiles.

A figure is asked for as three percentiles (metalog), as least, most likely and greatest (PERT,
triangular), as an event that happens or not, or it was measured and has an n. Every one gives the
value below which a share `u` of the outcomes lies, so that one Latin hypercube serves all.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike

from workbench.evidence.distributions import FloatArray, Metalog, metalog

__all__ = [
    "Event",
    "MeasuredMean",
    "MeasuredShare",
    "Metalog",
    "Pert",
    "Triangular",
    "metalog",
]

PEAKEDNESS = 4.0
"""The weight of the most likely value in a PERT distribution (Malcolm and others 1959)."""
GRID = 513
"""Places at which the quantiles of a PERT are worked out; between them they are interpolated."""


@dataclass(frozen=True)
class Triangular:
    """Least, most likely and greatest value; straight sides (no other shape is claimed).

    Raises ValueError when they fall, are all the same, or are not finite.
    """

    least: float
    likely: float
    greatest: float

    def __post_init__(self) -> None:
        _check_three(self.least, self.likely, self.greatest)

    @property
    def mean(self) -> float:
        """A third of the sum of the three."""
        return (self.least + self.likely + self.greatest) / 3

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` lies; 0 <= u <= 1, any shape."""
        share = _share(u)
        span = self.greatest - self.least
        turn = (self.likely - self.least) / span
        rising = self.least + np.sqrt(share * span * (self.likely - self.least))
        falling = self.greatest - np.sqrt((1 - share) * span * (self.greatest - self.likely))
        return np.where(share < turn, rising, falling)


@dataclass(frozen=True)
class Pert:
    """Least, most likely and greatest value, with a smooth beta between them.

    The beta distribution of PERT (Malcolm, Roseboom, Clark and Fazar 1959, Operations Research 7),
    with mean (least + 4 likely + greatest) / 6. Raises ValueError as `Triangular` does.
    """

    least: float
    likely: float
    greatest: float

    def __post_init__(self) -> None:
        _check_three(self.least, self.likely, self.greatest)

    @property
    def shapes(self) -> tuple[float, float]:
        """The two parameters of the beta distribution between least and greatest."""
        span = self.greatest - self.least
        first = 1 + PEAKEDNESS * (self.likely - self.least) / span
        return first, 2 + PEAKEDNESS - first

    @property
    def mean(self) -> float:
        """(least + 4 likely + greatest) / 6."""
        return (self.least + PEAKEDNESS * self.likely + self.greatest) / (2 + PEAKEDNESS)

    @property
    def variance(self) -> float:
        """(mean - least)(greatest - mean) / 7."""
        return (self.mean - self.least) * (self.greatest - self.mean) / (3 + PEAKEDNESS)

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` lies; 0 <= u <= 1, any shape.

        The distribution function is worked out at places that lie close at both ends and is turned
        round by interpolation: to solve for the quantile of every trial takes a hundred times as
        long. The error is below a thousandth of the span where a trial in ten thousand lies.
        """
        share = _share(u)
        first, second = self.shapes
        # Places of a cosine: densest where the distribution function is flattest.
        places = (1 - np.cos(np.linspace(0.0, np.pi, GRID))) / 2
        below = scipy.special.betainc(first, second, places)
        return self.least + (self.greatest - self.least) * np.interp(share, below, places)


@dataclass(frozen=True)
class Event:
    """What happens with a chance and then has a size, and otherwise has another.

    Overruns of projects are such (Flyvbjerg and Budzier 2011): five in six end near their plan, one
    in six at a multiple of it. Raises ValueError for a chance outside 0 to 1.
    """

    chance: float
    size: float
    otherwise: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 1:
            raise ValueError(f"the chance is {self.chance:g}; accepted: 0 to 1")
        if not (np.isfinite(self.size) and np.isfinite(self.otherwise)):
            raise ValueError("a size is not a finite number; accepted: finite numbers")

    @property
    def mean(self) -> float:
        """What is expected of it."""
        return self.chance * self.size + (1 - self.chance) * self.otherwise

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` lies: the smaller of the two first."""
        share = _share(u)
        if self.size >= self.otherwise:
            return np.where(share < 1 - self.chance, self.otherwise, self.size)
        return np.where(share < self.chance, self.size, self.otherwise)


@dataclass(frozen=True)
class MeasuredMean:
    """A mean that was measured: normal around it with the standard error of its n.

    `spread` is the standard deviation of single values. Raises ValueError for an n under 2 or a
    spread below 0.
    """

    mean: float
    spread: float
    n: int

    def __post_init__(self) -> None:
        if self.n < 2 or not self.spread >= 0 or not np.isfinite(self.mean + self.spread):
            raise ValueError(
                f"a mean of {self.mean:g} with a spread of {self.spread:g} from n = {self.n}; "
                "accepted: n from 2 and a finite spread from 0"
            )

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return float(self.spread / np.sqrt(self.n))

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` lies."""
        return self.mean + self.error * np.asarray(scipy.special.ndtri(_share(u)), dtype=float)


@dataclass(frozen=True)
class MeasuredShare:
    """A share that was counted: beta with half a success and half a failure added (Jeffreys).

    Brown, Cai and DasGupta (2001, Statistical Science 16(2)) recommend it for few counts. Raises
    ValueError when more are counted than asked, or nobody was asked.
    """

    counted: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.counted <= self.n or self.n < 1:
            raise ValueError(
                f"{self.counted} of n = {self.n}; accepted: n from 1, counted from 0 to n"
            )

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` lies."""
        share = _share(u)
        places = (1 - np.cos(np.linspace(0.0, np.pi, GRID * 8))) / 2
        first, second = self.counted + 0.5, self.n - self.counted + 0.5
        below = scipy.special.betainc(first, second, places)
        found: FloatArray = np.interp(share, below, places)
        return found


def _share(u: ArrayLike) -> FloatArray:
    share = np.asarray(u, dtype=float)
    if not np.all((share >= 0) & (share <= 1)):
        raise ValueError("u holds a share that is not between 0 and 1; accepted: 0 to 1")
    return share


def _check_three(least: float, likely: float, greatest: float) -> None:
    given = (least, likely, greatest)
    if not np.isfinite(given).all():
        raise ValueError("a value is not a finite number; accepted: finite numbers")
    if not least <= likely <= greatest or least == greatest:
        raise ValueError(
            f"least {least:g}, most likely {likely:g}, greatest {greatest:g}; accepted: in rising "
            "order, and not all the same"
        )
