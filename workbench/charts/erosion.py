"""A standard of care that erodes in a rush and does not come back: the equation and two paths."""

from typing import Literal

import altair as alt
import pandas as pd

from workbench.charts.look import Chart, Look, styled
from workbench.headroom.erosion import SHOCK_START, SHOCK_WEEKS, Erosion

HEIGHT = 420
Baseline = Literal["top", "bottom"]
PERCENT = 100.0
PUBLISHED, JOURNEY, LED = "Published equation", "Weekly path", "Leaders ask for the old standard"
BOTH = "Equation (dashed) and weekly path"
LOWEST, HIGHEST = 91, 101


def erosion_table(found: Erosion) -> pd.DataFrame:
    """The standard of care by week, today = 100: a column a line."""
    lines = {PUBLISHED: found.published, JOURNEY: found.journey, LED: found.led}
    return pd.DataFrame(
        {"Week": found.week.astype(int)}
        | {name: (PERCENT * line).round(2) for name, line in lines.items()}
    )


def erosion_picture(found: Erosion, look: Look) -> Chart:
    """The lines over the weeks, the weeks of the rush shaded, each line named at its end."""
    rows = erosion_table(found).melt("Week", var_name="line", value_name="standard")
    last = int(found.week[-1])
    scale = alt.Scale(domain=[LOWEST, HIGHEST], nice=False, zero=False)
    x = alt.X(
        "Week:Q",
        title="Week",
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=alt.Axis(values=list(range(0, last + 1, 26)), grid=False, titleAnchor="start"),
    )
    y = alt.Y(
        "standard:Q",
        title="Standard of care, before the rush = 100",
        scale=scale,
        axis=alt.Axis(
            titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-34, titleY=-16,
            tickCount=5, domain=False, ticks=False,
        ),
    )  # fmt: skip
    rush = pd.DataFrame(
        {
            "from": [SHOCK_START],
            "until": [SHOCK_START + SHOCK_WEEKS],
            "label": ["Rush"],
            "top": [HIGHEST],
        }
    )
    shade = (
        alt.Chart(rush).mark_rect(color=look.warning, opacity=0.14).encode(x="from:Q", x2="until:Q")
    )
    named = (
        alt.Chart(rush)
        .mark_text(align="left", baseline="top", dx=4, dy=4, fontSize=13)
        .encode(
            x="from:Q", y=alt.Y("top:Q", scale=scale), text="label:N", color=alt.value(look.ink)
        )
    )

    def line(name: str, colour: str, width: float, dash: list[int]) -> alt.Chart:
        drawn: alt.Chart = (
            alt.Chart(rows[rows["line"] == name])
            .mark_line(color=colour, strokeWidth=width, strokeDash=dash)
            .encode(x=x, y=y, tooltip=["line:N", "Week:Q", "standard:Q"])
        )
        return drawn

    def label(name: str, text: str, baseline: Baseline, away: int) -> alt.Chart:
        end = rows[(rows["line"] == name) & (rows["Week"] == last)].assign(text=text)
        drawn: alt.Chart = (
            alt.Chart(end)
            .mark_text(align="right", baseline=baseline, dy=away, fontSize=13)
            .encode(x=x, y=y, text="text:N", color=alt.value(look.ink))
        )
        return drawn

    layers = (
        shade,
        named,
        line(JOURNEY, look.accent, 4, [1, 0]),
        line(PUBLISHED, look.ink, 1.8, [6, 4]),
        line(LED, look.quiet, 2.5, [1, 0]),
        label(JOURNEY, BOTH, "top", 10),
        label(LED, LED, "bottom", -20),
    )
    drawn = alt.layer(*layers).properties(
        height=HEIGHT,
        padding={"top": 28, "right": 4},
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return styled(drawn, look)
