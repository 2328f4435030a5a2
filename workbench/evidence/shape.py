"""Whether three answers make one smooth curve, or one that has to be bent in the middle."""

from workbench.evidence.distributions import (
    HIGHEST_POSITION,
    LOWEST_POSITION,
    metalog,
)
from workbench.evidence.units import factor, figure_in_words


def shape_problem(
    p10: float, p50: float, p90: float, lowest: float, highest: float, unit: str, currency: str
) -> str:
    """Why a range has no smooth curve, and what would have one; empty when it has, or is none."""
    if p10 == p90:
        return ""
    for bounds in ((lowest, highest), (None, None)):
        try:
            metalog(p10, p50, p90, *bounds)
        except ValueError:
            continue
        return ""
    low, high = (p10 + place * (p90 - p10) for place in (LOWEST_POSITION, HIGHEST_POSITION))
    least, most = (_short(end, unit, currency) for end in (low, high))
    return (
        f"P50 ({_short(p50, unit, currency)}) lies so close to one end of the range that no smooth "
        f"curve goes through the three; the trials bend it there. Accepted without: {least} to "
        f"{most}."
    )


def _short(value: float, unit: str, currency: str) -> str:
    times = factor(unit)
    return figure_in_words(round(value * times, 2) / times, unit, currency)
