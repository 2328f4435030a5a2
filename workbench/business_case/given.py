"""A range as people can give it, turned into the three percentiles that are kept.

Futures are drawn through P10, P50 and P90 whatever they were made of (see
`workbench.evidence.distributions`), so the way of asking changes what is entered and nothing else.
"""

from collections.abc import Sequence
from enum import StrEnum

from workbench.business_case.distributions import MeasuredMean, MeasuredShare, Pert, Triangular

Three = tuple[float, float, float]
AT = (0.1, 0.5, 0.9)


class Given(StrEnum):
    """What somebody knows of a figure."""

    PERCENTILES = "P10, P50, P90"
    PERT = "Least, likely, greatest"
    TRIANGULAR = "The same, no bell"
    MEAN = "Measured mean"
    SHARE = "Counted share"

    @property
    def asks(self) -> tuple[str, ...]:
        """The labels of the numbers to enter, in order."""
        return ASKS[self]

    @property
    def meaning(self) -> str:
        """What is made of them, in a sentence."""
        return MEANINGS[self]


THREE_ENDS = ("Least", "Most likely", "Greatest")
ASKS = {
    Given.PERCENTILES: ("P10", "P50", "P90"),
    Given.PERT: THREE_ENDS,
    Given.TRIANGULAR: THREE_ENDS,
    Given.MEAN: ("Mean", "Spread of single values", "How many were measured"),
    Given.SHARE: ("How many were so", "How many were looked at"),
}
COUNTS = {Given.MEAN: (2,), Given.SHARE: (0, 1)}
"""Which of the numbers are counts, not in the figure's own unit."""
MEANINGS = {
    Given.PERCENTILES: "One in ten lies below P10, one in ten above P90.",
    Given.PERT: "A smooth bell between the ends, highest at the most likely value (PERT).",
    Given.TRIANGULAR: (
        "Straight sides between the ends (triangular): for when nothing is known of the shape. Its "
        "ends count for more than the bell's."
    ),
    Given.MEAN: (
        "The range is how far a mean of so many can be off by chance: standard deviation over the "
        "root of the number."
    ),
    Given.SHARE: "The range is how far a share of so many can be off by chance (Jeffreys).",
}


def percentiles(given: Given, values: Sequence[float]) -> Three:
    """P10, P50 and P90 of what was given, in the unit of what was given.

    A counted share comes out from 0 to 1. Raises ValueError, saying what is accepted.
    """
    match given:
        case Given.PERCENTILES:
            low, middle, high = values
            return low, middle, high
        case Given.PERT:
            found = Pert(*values).quantile(AT)
        case Given.TRIANGULAR:
            found = Triangular(*values).quantile(AT)
        case Given.MEAN:
            mean, spread, n = values
            found = MeasuredMean(mean, spread, _whole(n)).quantile(AT)
        case Given.SHARE:
            counted, n = values
            found = MeasuredShare(_whole(counted), _whole(n)).quantile(AT)
    low, middle, high = (float(each) for each in found)
    return low, middle, high


def in_words(given: Given, typed: Sequence[float]) -> str:
    """What was given, for the source of the figure; empty for percentiles, which stand there."""
    if given is Given.PERCENTILES:
        return ""
    told = (f"{label.lower()} {value:,.6g}" for label, value in zip(given.asks, typed, strict=True))
    return f"{given.value}: {', '.join(told)}"


def _whole(number: float) -> int:
    if number != int(number):
        raise ValueError(f"{number:g} is a count; accepted: a whole number")
    return int(number)
