"""A ranking with its intervals, and for every place the places that it might be."""

import math
from collections.abc import Mapping, Sequence

from workbench.charts.interval_rows import Kind, Line, Row, Scale, interval_rows
from workbench.charts.look import Chart, Look
from workbench.voices.activities.ranking import Ranked

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0)


def ranking_rows(
    ranking: Sequence[Ranked], names: Mapping[str, str], kind: str, decimals: int, unit: str = ""
) -> tuple[Row, ...]:
    """A row for each thing that has a name, the highest first."""
    rows = []
    for one in ranking:
        if one.id not in names:
            continue
        own = one.estimate
        value, low, high = (_written(number, decimals) for number in (own.value, own.low, own.high))
        line = Line(
            kind, own.value, own.low, own.high, f"{value}{unit}", f"{value}{unit} ({low} to {high})"
        )
        rows.append(Row(names[one.id], one.places, "plain", None, (line,)))
    return tuple(rows)


def ranking_chart(
    rows: Sequence[Row], kind: str, title: str, look: Look, size: float = 1.0
) -> Chart:
    """The picture of rows from `ranking_rows`. Raises ValueError when there are none."""
    lines = [line for row in rows for line in row.lines]
    low = min(0.0, *(line.low for line in lines))
    high = max(0.0, *(line.high for line in lines)) or 1.0
    step = next((each for each in STEPS if (high - low) / each <= 6), STEPS[-1])
    ends = math.floor(low / step) * step, math.ceil(high / step) * step
    ticks = tuple(
        round(ends[0] + step * n, 6) for n in range(round((ends[1] - ends[0]) / step) + 1)
    )
    scale = Scale(*ends, title, ticks, zero=0.0 if ends[0] < 0 else None)
    return interval_rows(rows, [Kind(kind, look.accent, "circle")], scale, None, look, size)


def _written(number: float, decimals: int) -> str:
    told = f"{number:.{decimals}f}".replace("-", "\u2212")
    return told[1:] if told.startswith("\u2212") and not float(told[1:]) else told
