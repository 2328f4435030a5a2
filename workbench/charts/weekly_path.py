"""A figure week by week: today's policy and the scenario, each with its band."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.charts.marked_points import ABOVE, BELOW, written_names
from workbench.headroom.plan import Plan

# The names of the rows in the drawing.
PATHS, SURGE, MARKS = "paths", "surge", "marks"
HEIGHT = 430
TODAY, SCENARIO = "Today's policy", "The scenario"
# More weeks than this are not drawn one by one.
MOST_WEEKS = 110
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Path:
    """A figure week by week: P10 and P90 over the draws, and the path at the P50 of everything."""

    low: Values
    middle: Values
    high: Values


def weekly_path(look: Look, unit: str, number: str) -> Chart:
    """The picture, to be given the rows of `weekly_rows`; `number` is how its figures are written.

    Bands from P10 to P90, lines at the P50, the weeks of a surge shaded, the worst week marked.
    """
    x = alt.X(
        "week:Q",
        title="Weeks from now",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickMinStep=1, titlePadding=8),
    )
    y = alt.Y(
        "middle:Q",
        title=unit,
        scale=alt.Scale(zero=False, padding=14),
        axis=alt.Axis(
            labelExpr=f"datum.value === 0 ? '0' : format(datum.value, '{number}')",
            tickCount=6, domain=False, ticks=False,
            titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-40, titleY=-14,
        ),
    )  # fmt: skip
    base = alt.Chart(alt.NamedData(PATHS)).encode(x=x)
    bands = [
        base.transform_filter(alt.datum.which == which)
        .mark_area(color=colour, opacity=0.16)
        .encode(y=alt.Y("low:Q", title=unit), y2="high:Q")
        for which, colour in ((TODAY, look.ink), (SCENARIO, look.accent))
    ]
    lines = base.mark_line(strokeWidth=3).encode(
        y=y,
        color=alt.Color(
            "which:N",
            title=None,
            scale=alt.Scale(domain=[TODAY, SCENARIO], range=[look.ink, look.accent]),
            legend=alt.Legend(orient="top", symbolSize=400, offset=24),
        ),
        strokeDash=alt.StrokeDash(
            "which:N",
            title=None,
            scale=alt.Scale(domain=[TODAY, SCENARIO], range=[[6, 4], [1, 0]]),
        ),
    )
    touched = base.mark_point(opacity=0, size=90).encode(
        y=y,
        tooltip=[
            alt.Tooltip("which:N", title=" "),
            alt.Tooltip("week:Q", title="Week"),
            alt.Tooltip("middle:Q", title=unit, format=number),
            alt.Tooltip("low:Q", title="P10", format=number),
            alt.Tooltip("high:Q", title="P90", format=number),
        ],
    )
    struck = (
        alt.Chart(alt.NamedData(SURGE))
        .mark_rect(color=look.quiet, opacity=0.16)
        .encode(x=alt.X("start:Q"), x2="end:Q", tooltip=[alt.Tooltip("told:N", title=" ")])
    )
    marked = alt.Chart(alt.NamedData(MARKS)).encode(x=alt.X("week:Q"), y=alt.Y("middle:Q"))
    point = marked.mark_point(
        shape="diamond", size=170, filled=True, fill=look.warning, stroke=look.background, opacity=1
    )
    layers = (struck, *bands, lines, touched, point, *written_names(marked, look))
    return styled(alt.layer(*layers).properties(height=HEIGHT), look)


def weekly_rows(
    today: Path, scenario: Path, plan: Plan, times: float, worst: tuple[int, str] | None
) -> dict[str, Columns]:
    """The rows that `weekly_path` draws; figures are multiplied by `times`, weeks count from 1.

    `worst` is a week of the scenario, from 0, and what is written there.
    """
    weeks = len(today.middle)
    shown = np.unique(np.linspace(0, weeks - 1, min(weeks, MOST_WEEKS)).round().astype(int))
    rows = [
        {
            "week": int(week) + 1,
            "which": which,
            "low": times * float(path.low[week]),
            "middle": times * float(path.middle[week]),
            "high": times * float(path.high[week]),
        }
        for which, path in ((TODAY, today), (SCENARIO, scenario))
        for week in shown
    ]
    return {
        PATHS: columns_of(rows),
        SURGE: _columns(_surges(plan), "start", "end", "told"),
        MARKS: _columns(
            _marks(today, scenario, times, worst), "week", "middle", "name", "align", "dy"
        ),
    }


def _surges(plan: Plan) -> list[dict[str, Any]]:
    shock = plan.shock
    if shock is None or shock.start_week >= plan.weeks:
        return []
    end = min(plan.weeks, shock.start_week + shock.weeks) + 1
    return [{"start": shock.start_week + 1, "end": end, "told": f"Demand {shock.size:+.0%}"}]


def _marks(
    today: Path, scenario: Path, times: float, worst: tuple[int, str] | None
) -> list[dict[str, Any]]:
    if worst is None:
        return []
    week, told = worst
    below = scenario.middle[week] < today.middle[week]
    late = week > 0.6 * len(today.middle)
    return [
        {
            "week": week + 1,
            "middle": times * float(scenario.middle[week]),
            "name": told,
            "align": "right" if late else "left",
            "dy": BELOW if below else ABOVE,
        }
    ]


def _columns(rows: Sequence[dict[str, Any]], *names: str) -> Columns:
    """Columns that are there even without rows, so that the drawing finds them."""
    return columns_of(rows) or {name: [] for name in names}
