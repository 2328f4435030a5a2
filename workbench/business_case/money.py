"""Amounts and rates as a board reads them: rounded to what is known, with the unit."""

import math

from workbench.evidence.units import MINUS

SMALLEST = 0.005
"""Less than this is nothing."""
_NAMED = ((1e9, " billion"), (1e6, " million"))


def money(amount: float, currency: str) -> str:
    """An amount to three significant figures: "EUR 1.24 million", "−EUR 312,000", "EUR 4.50"."""
    size = three_figures(abs(amount))
    sign = MINUS if amount < 0 and size else ""
    for unit, name in _NAMED:
        if size >= unit:
            return f"{sign}{currency} {_digits(size / unit)}{name}"
    return f"{sign}{currency} {_digits(size)}"


def percent(share: float) -> str:
    """A share or rate as a percentage to a tenth of a point at most: "8%", "12.5%"."""
    points = f"{abs(share) * 100:,.1f}".removesuffix(".0")
    return f"{MINUS if share < 0 and points != '0' else ''}{points}%"


def years(time: float) -> str:
    """A time in years to a tenth: "1 year", "2.4 years"."""
    rounded = f"{time:.1f}".removesuffix(".0")
    return f"{rounded} {'year' if rounded == '1' else 'years'}"


def three_figures(size: float) -> float:
    """A positive amount as it is told everywhere; nothing where it is next to nothing."""
    if size < SMALLEST:
        return 0.0
    return round(size, 2 - math.floor(math.log10(size)))


def _digits(size: float) -> str:
    if size >= 100 or size == 0:
        return f"{size:,.0f}"
    decimals = 1 if size >= 10 else 2
    return f"{size:.{decimals}f}".removesuffix(".0").removesuffix(".00")
