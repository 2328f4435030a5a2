"""What one would have to believe: the value that breaks even beside the value that was put."""

from typing import Literal, NamedTuple

import altair as alt

from workbench.business_case.case import BreakEven
from workbench.business_case.money import money
from workbench.charts.amounts import Columns
from workbench.charts.look import Chart, Look, styled
from workbench.evidence.assumptions import Assumption

ROW_HEIGHT = 84
ROOM = 1.25
"""The axis reaches this much further than the largest figure."""
HEADS: tuple[tuple[str, int, Literal["bold", "normal"]], ...] = (
    ("told", -26, "bold"),
    ("range", -7, "normal"),
)
"""What stands over a bar: which column, how far above, how heavy."""
NEEDED, PUT = "Needed to break even", "Your value"


def belief(look: Look, currency: str, rows: int) -> Chart:
    """The picture without its figures, which `belief_figures` gives by name.

    A row each for what is needed and for what was put: a line over the range, a mark at the
    expected value, the figures above. A range without an end runs out of the picture as an arrow.
    """
    x = alt.X(
        "value:Q",
        title=f"{currency} per avoided unresolved contact",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=5, domain=False, ticks=False, titlePadding=8),
    )
    y = alt.Y(
        "place:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, rows - 0.5], reverse=True, nice=False, zero=False),
    )
    colour = alt.Color(
        "whose:N",
        legend=None,
        scale=alt.Scale(domain=[NEEDED, PUT], range=[look.ink, look.accent]),
    )

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    told = alt.Tooltip("told:N", title=" ")
    room = of("room").mark_point(opacity=0).encode(x=x, y=y)
    ranges = (
        of("rows")
        .mark_rule(strokeWidth=5, yOffset=16)
        .encode(x=alt.X("low:Q"), x2="high:Q", y=y, color=colour)
    )
    endless = (
        of("rows")
        .transform_filter("datum.endless")
        .mark_point(shape="triangle-right", filled=True, size=220, yOffset=16, opacity=1)
        .encode(x=alt.X("high:Q"), y=y, color=colour)
    )
    marks = (
        of("rows")
        .mark_point(
            shape="diamond", filled=True, size=260, yOffset=16, stroke=look.background, opacity=1
        )
        .encode(x=x, y=y, color=colour, tooltip=[told])
    )
    heads = [
        of("rows")
        .mark_text(align="left", baseline="middle", dy=dy, fontSize=14, fontWeight=weight)
        .encode(x=alt.value(0), y=y, text=f"{text}:N", color=colour)
        for text, dy, weight in HEADS
    ]
    return styled(
        alt.layer(room, ranges, endless, marks, *heads).properties(
            height=rows * ROW_HEIGHT,
            padding={"right": 8},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def belief_figures(found: BreakEven, put: Assumption, currency: str) -> dict[str, Columns]:
    """The figures of the picture; a row for `put` only when a value was put.

    Raises ValueError when there is no break-even value.
    """
    if found.value is None:
        raise ValueError(f"there is no break-even value ({found.reason}); accepted: one")
    ends = [found.value, found.high or 0.0, found.low or 0.0, put.p90]
    furthest = ROOM * max(*ends, 1.0)
    rows = [
        _Row(
            whose=NEEDED,
            value=found.value,
            low=max(0.0, found.low or 0.0),
            high=furthest if found.high is None else found.high,
            endless=found.high is None,
            range=f"Range: {_range(found, currency)}",
        )
    ]
    if put.p50:
        low, high = money(put.p10, currency), money(put.p90, currency)
        told = "No range" if low == high else f"Range: {low} to {high}"
        rows.append(_Row(PUT, put.p50, put.p10, put.p90, False, told))
    columns = {name: [getattr(row, name) for row in rows] for name in _Row._fields}
    told_of = [f"{row.whose}: {money(row.value, currency)}" for row in rows]
    return {
        "rows": {"place": range(len(rows)), **columns, "told": told_of},
        "room": {"value": [0.0, furthest], "place": [0, 0]},
    }


class _Row(NamedTuple):
    whose: str
    value: float
    low: float
    high: float
    endless: bool
    range: str


def _range(found: BreakEven, currency: str) -> str:
    low = money(max(0.0, found.low or 0.0), currency)
    return (
        f"{low} or more, no upper end"
        if found.high is None
        else (f"{low} to {money(found.high, currency)}")
    )
