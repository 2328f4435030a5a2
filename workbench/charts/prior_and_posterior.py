"""What was believed, what the rows say, and what to believe now: three curves of one figure."""

import altair as alt
import numpy as np

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import Chart, Look, styled
from workbench.evidence.units import factor, unit_in_words
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.posterior import Update

HEIGHT = 240
POINTS = 121
ROOM = 0.08
PRIOR, DATA, POSTERIOR = "Before: the register's range", "The data alone", "After: both together"


def prior_and_posterior(look: Look, found: Update) -> Chart:
    """The densities of a figure, each as high as the others, over what it may plausibly be.

    Dashed for the prior, dotted for the data, filled for the posterior; uprights at P50.
    """
    times = factor(found.assumption.unit)
    low, high = _view(found)
    unit = unit_in_words(found.assumption.unit, "")
    x = alt.X(
        "value:Q",
        title=unit,
        scale=alt.Scale(domain=[times * low, times * high], nice=False, zero=False),
        axis=alt.Axis(tickCount=6, grid=False, ticks=False, titlePadding=8),
    )
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, 1.04], nice=False))
    curves = {PRIOR: found.prior, DATA: found.data, POSTERIOR: found.posterior}
    at = _points(found, low, high)
    rows = [
        {"value": times * value, "height": height, "curve": name}
        for name, density in curves.items()
        for value, height in zip(at.tolist(), _heights(found, density, at), strict=True)
    ]
    names = list(curves)
    legend = alt.Legend(
        title=None, orient="bottom", direction="vertical", symbolType="stroke", symbolSize=300,
        symbolStrokeWidth=3, labelLimit=0,
    )  # fmt: skip
    colours = alt.Scale(domain=names, range=[look.quiet, look.ink, look.accent])
    dashes = alt.Scale(domain=names, range=[[7, 4], [2, 3], [1, 0]])
    area = layer_of([row for row in rows if row["curve"] == POSTERIOR]).mark_area(
        color=look.accent, opacity=0.18
    )
    lines = layer_of(rows).mark_line(strokeWidth=2.5)
    middles = [
        {"value": times * found.assumption.p50, "curve": PRIOR, "height": 0, "top": 1},
        {"value": times * found.after.p50, "curve": POSTERIOR, "height": 0, "top": 1},
    ]
    uprights = layer_of(middles).mark_rule(strokeWidth=1.5)
    colour = alt.Color("curve:N", scale=colours, legend=legend)
    dash = alt.StrokeDash("curve:N", scale=dashes, legend=legend)
    return styled(
        alt.layer(
            encoded(area, x, y),
            encoded(uprights, x, y, y2="top:Q", color=colour, strokeDash=dash),
            encoded(lines, x, y, color=colour, strokeDash=dash),
        ).properties(
            height=HEIGHT,
            padding={"right": 8},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def _view(found: Update) -> tuple[float, float]:
    """What prior and posterior reach over, with some room, within what is accepted."""
    low = min(found.before.low, found.after.low)
    high = max(found.before.high, found.after.high)
    room = ROOM * (high - low)
    return max(found.assumption.lowest, low - room), min(found.assumption.highest, high + room)


def _points(found: Update, low: float, high: float) -> Floats:
    """Evenly over the view, and closer where the posterior is narrow."""
    reach = found.after.high - found.after.low
    near = np.linspace(found.after.low - reach, found.after.high + reach, POINTS)
    return np.unique(np.clip(np.concatenate([np.linspace(low, high, POINTS), near]), low, high))


def _heights(found: Update, density: Floats, at: Floats) -> list[float]:
    inside: Floats = np.interp(at, found.values, density)
    highest = float(inside.max())
    heights: list[float] = (
        np.round(inside / highest, 4).tolist() if highest > 0 else [0.0] * len(at)
    )
    return heights
