"""The believe table: every figure's break-even beside today's value, with the chance of it."""

from collections.abc import Sequence

from workbench.business_case.money import percent
from workbench.business_case.turning_points import TurningPoint
from workbench.evidence.units import figure_in_words

RARE = 0.01


def believe_title(points: Sequence[TurningPoint]) -> str:
    """How many figures alone would turn the case."""
    turning = sum(point.value is not None for point in points)
    if not points:
        return "No figure has a range, so there is nothing to believe or to doubt"
    if not turning:
        return "No figure alone would turn the case within its range"
    one = "One figure" if turning == 1 else f"{turning} figures"
    return f"{one} of {len(points)} would turn the case alone"


def believe_rows(
    points: Sequence[TurningPoint], currency: str
) -> tuple[tuple[str, str, str, str, str], ...]:
    """Figure, today, where it turns the case, the chance that it lies beyond, its evidence."""
    return tuple(
        (
            point.label,
            figure_in_words(point.today, point.unit, currency),
            _turns(point, currency),
            _chance(point),
            f"{point.grade}, {point.grade.meaning}",
        )
        for point in points
    )


def _turns(point: TurningPoint, currency: str) -> str:
    if point.value is None:
        return "no value in its range"
    side = "above" if point.above else "below"
    return f"{side} {figure_in_words(point.value, point.unit, currency)}"


def _chance(point: TurningPoint) -> str:
    if point.value is None:
        return "none"
    return "under 1%" if point.beyond < RARE else percent(round(point.beyond, 2))
