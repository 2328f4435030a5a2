"""Pareto: how many people mention each theme, and what share of all mentions comes so far."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import Chart, Look, styled

ROW = 34
"""Pixels a theme."""


class Bar(NamedTuple):
    """One theme: its name, the people who mention it, the cumulative share of mentions (0 to 1).

    `counts` says whether it is among the few that make up most; `told` is the figure in words.
    """

    name: str
    people: int
    cumulative: float
    counts: bool
    told: str


def pareto(bars: Sequence[Bar], look: Look, size: float = 1.0) -> Chart:
    """The bars from top to bottom. Raises ValueError without any."""
    if not bars:
        raise ValueError("there are no bars; accepted: at least 1")
    height = ROW * len(bars) * size
    most = max(bar.people for bar in bars) or 1
    rows: list[dict[str, Any]] = [
        {
            "y": ROW * size * number,
            "name": bar.name,
            "people": bar.people,
            "told": bar.told,
            "colour": look.accent if bar.counts else look.quiet,
        }
        for number, bar in enumerate(bars)
    ]
    x = alt.X(
        "people:Q",
        axis=None,
        scale=alt.Scale(domain=[0, most], nice=False),
    )
    scale = alt.Scale(domain=[height, 0], nice=False, zero=False)
    for row in rows:
        row["text"], row["top"] = row["y"] + 9 * size, row["y"] + 18 * size
        row["bottom"] = row["y"] + 27 * size
    base = layer_of(rows)
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 13 * size}
    names = base.mark_text(
        **text, align="left", limit=alt.expr(f"max(80, width - {110 * size:g})")
    ).encode(x=alt.value(0), y=alt.Y("text:Q", axis=None, scale=scale), text="name:N")
    told = base.mark_text(**text, align="right").encode(
        x=alt.value("width"), y=alt.Y("text:Q", axis=None, scale=scale), text="told:N"
    )
    drawn = encoded(
        base.mark_rect(),
        x,
        alt.Y("top:Q", axis=None, scale=scale),
        y2="bottom:Q",
        x2=alt.X2(datum=0),
        fill=alt.Fill("colour:N", scale=None),
    )
    chart = alt.layer(drawn, names, told).properties(
        height=height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    return styled(chart, look)
