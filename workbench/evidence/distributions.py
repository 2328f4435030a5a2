"""A distribution from three answers: one in ten below, as likely as not, one in ten above."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]

LOWEST_POSITION, HIGHEST_POSITION = 0.1666, 0.8334
"""Where P50 may lie between P10 and P90 for the quantile function to rise everywhere."""

_ROUNDING = 1e-9
_TAIL_ODDS = np.log(9.0)
"""ln(0.9 / 0.1), the log odds of P90."""


@dataclass(frozen=True)
class Metalog:
    """The symmetric-percentile-triplet metalog distribution (Keelin 2016, Decision Analysis 13(4)).

    Passes exactly through the three percentiles, in any one unit. A lower bound gives the log form,
    an upper bound its mirror image, both bounds the logit form; without bounds it is the plain one.
    Raises ValueError for percentiles that no such distribution has.
    """

    p10: float
    p50: float
    p90: float
    lower: float | None = None
    upper: float | None = None

    def __post_init__(self) -> None:
        given = {"P10": self.p10, "P50": self.p50, "P90": self.p90}
        given |= {"lower bound": self.lower} if self.lower is not None else {}
        given |= {"upper bound": self.upper} if self.upper is not None else {}
        for name, value in given.items():
            if not np.isfinite(value):
                raise ValueError(f"{name} is {value}; accepted: a finite number")
        ordered = sorted(given, key=["lower bound", "P10", "P50", "P90", "upper bound"].index)
        for first, second in pairwise(ordered):
            if not given[first] < given[second]:
                raise ValueError(
                    f"{first} {given[first]:g} is not below {second} {given[second]:g}; accepted: "
                    f"{' < '.join(ordered)}"
                )
        low, middle, high = self._straight(np.array([self.p10, self.p50, self.p90]))
        position = (middle - low) / (high - low)
        if not LOWEST_POSITION - _ROUNDING <= position <= HIGHEST_POSITION + _ROUNDING:
            limits = np.array([LOWEST_POSITION, HIGHEST_POSITION])
            least, most = self._bent(low + limits * (high - low))
            scale = "" if self.lower is None and self.upper is None else " on the scale of its form"
            raise ValueError(
                f"P50 {self.p50:g} lies at {position:.4f} of the way from P10 {self.p10:g} to P90 "
                f"{self.p90:g}{scale}; the metalog needs {LOWEST_POSITION} <= (P50 - P10) / "
                f"(P90 - P10) <= {HIGHEST_POSITION}: accepted for P50: {least:.6g} to {most:.6g}"
            )

    def quantile(self, u: ArrayLike) -> FloatArray:
        """The value below which the share `u` of the distribution lies; 0 <= u <= 1, any shape.

        Raises ValueError when a share lies outside or is not a number. The plain form is infinite
        at 0 and 1.
        """
        share = np.asarray(u, dtype=float)
        if not np.all((share >= 0) & (share <= 1)):
            raise ValueError("u holds a share that is not between 0 and 1; accepted: 0 to 1")
        low, middle, high = self._straight(np.array([self.p10, self.p50, self.p90]))
        spread = (high - low) / (2 * _TAIL_ODDS)
        skew = (high + low - 2 * middle) / (0.8 * _TAIL_ODDS)
        with np.errstate(divide="ignore", over="ignore"):
            odds = np.log(share) - np.log1p(-share)
            return self._bent(middle + (spread + skew * (share - 0.5)) * odds)

    def _straight(self, x: FloatArray) -> FloatArray:
        if self.lower is not None and self.upper is not None:
            straight = np.log((x - self.lower) / (self.upper - x))
        elif self.lower is not None:
            straight = np.log(x - self.lower)
        elif self.upper is not None:
            straight = -np.log(self.upper - x)
        else:
            straight = x
        return np.asarray(straight, dtype=float)

    def _bent(self, z: FloatArray) -> FloatArray:
        if self.lower is not None and self.upper is not None:
            bent = self.lower + (self.upper - self.lower) / (1 + np.exp(-z))
        elif self.lower is not None:
            bent = self.lower + np.exp(z)
        elif self.upper is not None:
            bent = self.upper - np.exp(-z)
        else:
            bent = z
        return np.asarray(bent, dtype=float)


def metalog(
    p10: float, p50: float, p90: float, lower: float | None = None, upper: float | None = None
) -> Metalog:
    """The metalog through three percentiles, with optional bounds.

    Raises ValueError when the percentiles do not rise, lie outside the bounds, or have P50 outside
    the range for which the distribution exists; the message gives that range.
    """
    return Metalog(p10=p10, p50=p50, p90=p90, lower=lower, upper=upper)


def quantiles(
    p10: float, p50: float, p90: float, lowest: float, highest: float, u: ArrayLike
) -> FloatArray:
    """The values of a figure below which the shares `u` (above 0, below 1) of it lie.

    A metalog within `lowest` and `highest` where the percentiles have one. Where they have none (an
    end of the range at a bound, no range on one side), the unbounded metalog, and failing that two
    half normal distributions that meet in P50, both cut off at the bounds. P10, P50 and P90 are met
    exactly in all three. Raises ValueError when the percentiles fall or leave the bounds.
    """
    if not lowest <= p10 <= p50 <= p90 <= highest:
        raise ValueError(
            f"P10 {p10:g}, P50 {p50:g}, P90 {p90:g} must not fall and must lie within {lowest:g} "
            f"and {highest:g}"
        )
    share = np.asarray(u, dtype=float)
    if not np.all((share > 0) & (share < 1)):
        raise ValueError("u holds a share that is not above 0 and below 1; accepted: between them")
    for bounds in ((lowest, highest), (None, None)):
        try:
            found = metalog(p10, p50, p90, *bounds).quantile(share)
        except ValueError:
            continue
        return np.clip(found, lowest, highest)
    away = scipy.special.ndtri(share) / scipy.special.ndtri(0.9)
    found = p50 + np.where(away > 0, p90 - p50, p50 - p10) * away
    return np.clip(found, lowest, highest)
