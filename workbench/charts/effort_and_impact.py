"""Effort against impact: what to do first, with the intervals that keep a change from its field."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import Chart, Look, styled
from workbench.voices.activities.effort_impact import HIGHEST, LOWEST, MIDDLE, Field, Placed

HEIGHT = 380


def effort_and_impact(
    placed: Sequence[Placed], names: Mapping[str, str], look: Look, size: float = 1.0
) -> Chart:
    """The changes that have a name, numbered as in the list beside the picture."""
    rows = [
        {
            "x": one.effort.value,
            "x1": one.effort.low,
            "x2": one.effort.high,
            "y": one.impact.value,
            "y1": one.impact.low,
            "y2": one.impact.high,
            "name": names[one.id],
            "number": str(number),
            "field": one.field.value,
            "colour": look.quiet if one.field is Field.OPEN else look.accent,
        }
        for number, one in enumerate((p for p in placed if p.id in names), start=1)
    ]
    if not rows:
        raise ValueError("there are no changes; accepted: at least 1")
    ends = alt.Scale(domain=[LOWEST, HIGHEST], nice=False)
    ticks = alt.Axis(
        values=[1, 2, 3, 4, 5], grid=False, labelFontSize=12 * size, titleFontSize=12 * size
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=ends, axis=ticks, title="Effort, 1 little to 5 much")

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=ends, axis=ticks, title="Impact, 1 none to 5 much")

    middle = layer_of([{"at": MIDDLE}])
    across = encoded(middle.mark_rule(color=look.faint), y("at"))
    down = encoded(middle.mark_rule(color=look.faint), x("at"))
    corners: list[dict[str, Any]] = [
        {"cx": 1.06, "cy": 4.94, "text": "Do first", "align": "left"},
        {"cx": 4.94, "cy": 4.94, "text": "Plan well", "align": "right"},
        {"cx": 1.06, "cy": 1.06, "text": "When there is time", "align": "left"},
        {"cx": 4.94, "cy": 1.06, "text": "Leave", "align": "right"},
    ]
    words = [
        encoded(
            layer_of([corner]).mark_text(
                align=corner["align"], color=look.quiet, fontSize=13 * size
            ),
            x("cx"),
            y("cy"),
            text="text:N",
        )
        for corner in corners
    ]
    base = layer_of(rows)
    fill = alt.Color("colour:N", scale=None, legend=None)
    wide = encoded(base.mark_rule(opacity=0.5), x("x1"), y("y"), x2="x2:Q", color=fill)
    tall = encoded(base.mark_rule(opacity=0.5), x("x"), y("y1"), y2="y2:Q", color=fill)
    tips = [alt.Tooltip("name:N", title="Change"), alt.Tooltip("field:N", title="Field")]
    dots = encoded(
        base.mark_circle(size=420 * size, opacity=1), x("x"), y("y"), color=fill, tooltip=tips
    )
    numbers = encoded(
        base.mark_text(color=look.background, fontSize=12 * size, fontWeight=600),
        x("x"),
        y("y"),
        text="number:N",
    )
    layers = [across, down, *words, wide, tall, dots, numbers]
    return styled(alt.layer(*layers).properties(height=HEIGHT * size), look)
