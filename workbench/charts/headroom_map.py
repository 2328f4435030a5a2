"""Headroom against satisfaction: one curve for each scorecard, today and the scenario marked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import altair as alt

from workbench.charts.amounts import Scale
from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.charts.marked_points import (
    ABOVE,
    BELOW,
    TODAY,
    mark_names,
    scenario_mark,
    short_name,
    today_mark,
    written_names,
)
from workbench.headroom.frontier import Curve, HeadroomPicture, Mark

# The name of the rows in the drawing.
ROWS = "headroom"
HEIGHT = 430
# From this part of the width on, a label stands to one side of its mark.
EDGE = 0.25
# How far the picture goes to the right of today, in minutes of headroom.
TIMES_TODAY, BEYOND = 2.0, 4.0
# The picture is never less than this share of satisfied customers high, and so many minutes wide.
LEAST_HEIGHT, LEAST_WIDTH = 0.02, 2.0
# A name below a rising curve stands clear of it, in pixels.
FAR_BELOW = 40
# Closer than this part of the height, two curves are one.
SAME = 1e-6


def headroom_rows(picture: HeadroomPicture, name: str, scale: Scale) -> Columns:
    """The rows that `headroom_map` draws: pieces of curves, marks, and names.

    Satisfaction in share, headroom in minutes per advisor-hour, cost in the given scale. The calm
    ends of the curves, far beyond today and the scenario, are left out.
    """
    picture = _cropped(picture)
    one = _same(picture.today_curve, picture.scenario_curve)
    rows = [*_pieces(picture.scenario_curve, "scenario", scale)]
    if not one:
        rows = [*_pieces(picture.today_curve, "today", scale), *rows]
    rows += _marks(picture, name, scale)
    rows += _curve_names(picture, one)
    rows += _frame(picture)
    return columns_of(rows)


def headroom_map(look: Look, unit: str) -> Chart:
    """The picture, to be given the rows of `headroom_rows`; `unit` is that of the cost."""
    cost = alt.Color(
        "cost:Q",
        title=f"Cost a year, {unit}",
        scale=alt.Scale(range=list(look.cost_ramp), interpolate="rgb", zero=False),
        legend=alt.Legend(
            orient="top", gradientLength=180, gradientThickness=10, titleLimit=300, tickCount=3
        ),
    )
    x = alt.X(
        "headroom:Q",
        title="Headroom, minutes per advisor-hour",
        scale=alt.Scale(zero=False, nice=False, padding=24),
        axis=alt.Axis(grid=False, tickCount=6, titlePadding=10),
    )
    y = alt.Y(
        "satisfaction:Q",
        title="Satisfied customers",
        scale=alt.Scale(zero=False, nice=False, padding=36),
        axis=alt.Axis(format="~%", tickCount=5, titlePadding=10),
    )
    tooltip = [
        alt.Tooltip("label:N", title=" "),
        alt.Tooltip("headroom:Q", title="Headroom, minutes per hour", format=".1f"),
        alt.Tooltip("satisfaction:Q", title="Satisfied customers", format=".1%"),
        alt.Tooltip("cost:Q", title=f"Cost a year, {unit}", format=",.3~r"),
        alt.Tooltip("occupancy:Q", title="Occupancy", format=".0%"),
        alt.Tooltip("seats:Q", title="Advisors on the rota at once", format=",.0f"),
    ]
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=x, y=y)
    curves = (
        base.transform_filter("datum.kind == 'curve'")
        .mark_rule(strokeCap="round")
        .encode(
            x2="next_headroom:Q",
            y2="next_satisfaction:Q",
            color=cost,
            strokeWidth=alt.StrokeWidth(
                "which:N", scale=alt.Scale(domain=["today", "scenario"], range=[3, 7]), legend=None
            ),
            tooltip=tooltip,
        )
    )
    frame = base.transform_filter("datum.kind == 'frame'").mark_point(opacity=0, tooltip=None)
    path = (
        base.transform_filter("datum.kind == 'mark'")
        .mark_line(color=look.quiet, strokeDash=[2, 4], strokeWidth=1.5)
        .encode(order="step:Q")
    )
    marked = base.encode(tooltip=tooltip)
    picture = alt.layer(
        frame,
        curves,
        path,
        today_mark(marked, look),
        scenario_mark(marked, look),
        *written_names(base, look),
    )
    return styled(picture.properties(height=HEIGHT), look)


def _cropped(picture: HeadroomPicture) -> HeadroomPicture:
    """The curves up to where today and the scenario have room on their right.

    The limit follows today alone as long as it can, so that the axis stands still under a slider.
    """
    limit = max(
        TIMES_TODAY * picture.today.headroom_minutes + BEYOND,
        picture.scenario.headroom_minutes + BEYOND,
    )

    def part(curve: Curve) -> Curve:
        shown = curve.headroom_minutes <= limit
        return Curve(*(getattr(curve, name)[shown] for name in Curve.__slots__))

    return replace(
        picture,
        today_curve=part(picture.today_curve),
        scenario_curve=part(picture.scenario_curve),
    )


def _pieces(curve: Curve, which: str, scale: Scale) -> Iterator[dict[str, Any]]:
    label = "Today's scorecard" if which == "today" else "Proposed scorecard"
    for at in range(len(curve.seats) - 1):
        yield {
            "kind": "curve",
            "which": which,
            "label": label,
            "headroom": curve.headroom_minutes[at],
            "satisfaction": curve.satisfaction[at],
            "next_headroom": curve.headroom_minutes[at + 1],
            "next_satisfaction": curve.satisfaction[at + 1],
            "cost": curve.cost_per_year[at] / scale.size,
            "occupancy": curve.occupancy[at],
            "seats": curve.seats[at],
            "name": "",
        }


def _marks(picture: HeadroomPicture, name: str, scale: Scale) -> Iterator[dict[str, Any]]:
    today, scenario = picture.today, picture.scenario
    written = mark_names(name, together=_together(today, scenario))
    scenario_above = scenario.satisfaction >= today.satisfaction
    span = _span(picture)
    for step, (mark, which, label) in enumerate(
        zip((today, scenario), ("today", "scenario"), written, strict=True)
    ):
        yield {
            "kind": "mark",
            "which": which,
            "label": TODAY if which == "today" else short_name(name),
            "step": step,
            "headroom": mark.headroom_minutes,
            "satisfaction": mark.satisfaction,
            "cost": mark.cost_per_year / scale.size,
            "occupancy": mark.occupancy,
            "seats": mark.seats,
            "name": label,
            "align": _align(mark.headroom_minutes, span),
            "dy": ABOVE if scenario_above == (which == "scenario") else BELOW,
        }


def _curve_names(picture: HeadroomPicture, one: bool) -> Iterator[dict[str, Any]]:
    """The names of the curves at their calm ends, the upper one above."""
    ends = [
        ("Proposed scorecard", picture.scenario_curve),
        ("Today's scorecard", picture.today_curve),
    ]
    if one:
        ends = [("Both scorecards", picture.scenario_curve)]
    upper = max(ends, key=lambda end: end[1].satisfaction[-1])
    for name, curve in ends:
        yield {
            "kind": "name",
            "headroom": curve.headroom_minutes[-1],
            "satisfaction": curve.satisfaction[-1],
            "name": name,
            "align": "right",
            "dy": ABOVE if name == upper[0] else FAR_BELOW,
        }


def _frame(picture: HeadroomPicture) -> Iterator[dict[str, Any]]:
    """Two rows that are not drawn and keep a small difference from filling the whole picture."""
    middle = (picture.today.satisfaction + picture.scenario.satisfaction) / 2
    centre = (picture.today.headroom_minutes + picture.scenario.headroom_minutes) / 2
    for side in (-0.5, 0.5):
        yield {
            "kind": "frame",
            "headroom": centre + side * LEAST_WIDTH,
            "satisfaction": middle + side * LEAST_HEIGHT,
            "name": "",
        }


def _same(one: Curve, other: Curve) -> bool:
    return len(one.seats) == len(other.seats) and bool(
        abs(one.satisfaction - other.satisfaction).max() < SAME
        and abs(one.headroom_minutes - other.headroom_minutes).max() < SAME
    )


def _span(picture: HeadroomPicture) -> tuple[float, float]:
    curves = (picture.today_curve, picture.scenario_curve)
    return (
        min(float(curve.headroom_minutes.min()) for curve in curves),
        max(float(curve.headroom_minutes.max()) for curve in curves),
    )


def _together(one: Mark, other: Mark) -> bool:
    """Whether two marks lie on top of each other."""
    return (
        abs(one.headroom_minutes - other.headroom_minutes) < SAME
        and abs(one.satisfaction - other.satisfaction) < SAME
    )


def _align(x: float, span: tuple[float, float]) -> str:
    low, high = span
    place = (x - low) / (high - low) if high > low else 0.5
    return "left" if place < EDGE else "right" if place > 1 - EDGE else "center"
