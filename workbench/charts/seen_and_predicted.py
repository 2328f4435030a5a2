"""Days as they were against what the queue made of them: on the line it was right."""

from typing import Any

import altair as alt
import numpy as np

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import Chart, Look, styled
from workbench.headroom.fitting.back_test import DayByDay

HEIGHT = 420
ROOM = 0.06
"""Around the outermost days, as a part of what they span."""
FITTED, HELD_OUT = "Fitted on", "Predicted without having seen it"


def seen_and_predicted(look: Look, days: DayByDay) -> Chart:
    """A mark for each day, those that the queue was not fitted on filled; a band around the line.

    Axes in per cent of contacts. The band holds four of five of the fitted days.
    """
    low, high = _ends(days)
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    axis: dict[str, Any] = {"tickCount": 6, "domain": False, "ticks": False, "titlePadding": 8}
    x = alt.X(
        "predicted:Q",
        title=f"{days.name.capitalize()}, predicted, % of contacts",
        scale=scale,
        axis=alt.Axis(**axis),
    )
    y = alt.Y(
        "seen:Q",
        title=f"{days.name.capitalize()}, as it was",
        scale=scale,
        axis=alt.Axis(titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-36, titleY=-14,
                      **axis),
    )  # fmt: skip
    ends = [{"predicted": at, "seen": at} for at in (low, high)]
    reach = 100 * days.band
    around = [
        {
            "predicted": at,
            "seen": min(high, max(low, at - reach)),
            "above": min(high, max(low, at + reach)),
        }
        for at in np.linspace(low, high, 41).tolist()
    ]
    band = layer_of(around).mark_area(color=look.accent, opacity=0.16)
    right = layer_of(ends).mark_line(color=look.ink, strokeWidth=1.5)
    names = alt.Scale(domain=[FITTED, HELD_OUT], range=[look.quiet, look.accent])
    shapes = alt.Scale(domain=[FITTED, HELD_OUT], range=["circle", "diamond"])
    legend = alt.Legend(title=None, orient="bottom", direction="vertical", labelLimit=0)
    marks = layer_of(_rows(days)).mark_point(opacity=0.85, strokeWidth=1.5)
    return styled(
        alt.layer(
            encoded(band, x, y, y2="above:Q"),
            encoded(right, x, y),
            encoded(
                marks,
                x,
                y,
                color=alt.Color("kind:N", scale=names, legend=legend),
                shape=alt.Shape("kind:N", scale=shapes, legend=legend),
                fill=alt.condition(
                    f"datum.kind === '{HELD_OUT}'", alt.value(look.accent), alt.value("transparent")
                ),
                size=alt.condition(f"datum.kind === '{HELD_OUT}'", alt.value(80), alt.value(40)),
                tooltip=[alt.Tooltip("told:N", title=" ")],
            ),
        ).properties(
            height=HEIGHT,
            padding={"top": 26, "right": 8},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def _rows(days: DayByDay) -> list[dict[str, object]]:
    """The days on which the share is known, those to be seen best last."""
    known = [
        (held, day, 100 * float(seen), 100 * float(predicted))
        for day, seen, predicted, held in zip(
            days.days, days.seen, days.predicted, days.held_out, strict=True
        )
        if not np.isnan(seen)
    ]
    return [
        {
            "predicted": predicted,
            "seen": seen,
            "kind": HELD_OUT if held else FITTED,
            "told": f"{day:%-d %B %Y}: {seen:.1f}%, predicted {predicted:.1f}%",
        }
        for held, day, seen, predicted in sorted(known, key=lambda each: (each[0], each[1]))
    ]


def _ends(days: DayByDay) -> tuple[float, float]:
    known = ~np.isnan(days.seen)
    both = 100 * np.concatenate([days.seen[known], days.predicted[known]])
    room = max(0.5, ROOM * float(np.ptp(both)))
    return max(0.0, float(both.min()) - room), min(100.0, float(both.max()) + room)
