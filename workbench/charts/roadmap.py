"""The roadmap: two lanes, transformation before management, in quarters, with the first gates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from workbench.business_case.bids import Lane
from workbench.business_case.project import Project
from workbench.business_case.timetable import quarter_name
from workbench.charts.amounts import Columns
from workbench.charts.layers import columns_of
from workbench.charts.look import Chart, Look, styled

ROW = 48
LEAST_HEIGHT = 420
BAR = 16
LANES = tuple(Lane)


def roadmap_height(count: int) -> int:
    """How high the picture is for so many projects, in pixels; each lane has a heading."""
    return max(LEAST_HEIGHT, ROW * (count + len(LANES)) + 40)


def last_quarter(lines: Sequence[Project]) -> int:
    """The quarter that the picture ends with."""
    ends = (max(line.slot.end, line.slot.gate + 0.5) for line in lines)
    return max(4, int(max(ends, default=4) + 0.999))


def roadmap(look: Look, first_day: date, quarters: int, count: int, *, linked: bool) -> Chart:
    """The picture without its figures, which `roadmap_figures` gives by name.

    `linked` says whether a project waits for another one.
    """
    colours = {Lane.TRANSFORMATION: look.accent, Lane.MANAGEMENT: look.quiet}
    names = [quarter_name(first_day, quarter) for quarter in range(quarters + 1)]
    x = alt.X(
        "start:Q",
        title=None,
        scale=alt.Scale(domain=[0, quarters], nice=False),
        axis=alt.Axis(
            values=list(range(quarters + 1)),
            labelExpr=f"{names!r}[datum.value]",
            labelAlign="left",
            labelOverlap="greedy",
            labelSeparation=8,
            orient="top",
            gridColor=look.faint,
            domain=False,
            tickColor=look.faint,
        ),
    )
    y = alt.Y(
        "row:Q",
        title=None,
        axis=None,
        scale=alt.Scale(domain=[-0.6, count + len(LANES) - 0.4], reverse=True, nice=False),
    )
    projects = alt.Chart(alt.NamedData("projects")).encode(y=y)
    told = [alt.Tooltip("told:N", title=" ")]
    bars = projects.mark_bar(height=BAR, cornerRadius=3).encode(
        x=x,
        x2="end:Q",
        color=alt.Color(
            "lane:N",
            scale=alt.Scale(domain=[lane.value for lane in Lane], range=list(colours.values())),
            legend=None,
        ),
        tooltip=told,
    )
    named = projects.mark_text(align="left", dy=-17, fontSize=13).encode(
        x=x, text="name:N", color=alt.value(look.ink)
    )
    gates = projects.mark_point(
        shape="diamond", size=120, filled=True, opacity=1, stroke=look.background, strokeWidth=1.5
    ).encode(x=alt.X("gate:Q"), color=alt.value(look.ink), tooltip=told)
    links = (
        alt.Chart(alt.NamedData("links"))
        .mark_rule(color=look.ink, strokeWidth=1.2, strokeDash=[3, 2])
        .encode(x="start:Q", x2="end:Q", y="row:Q", y2="until:Q")
    )
    lanes = (
        alt.Chart(alt.NamedData("lanes"))
        .mark_text(align="left", baseline="middle", fontSize=15, fontWeight=700)
        .encode(x=alt.value(0), y="row:Q", text="name:N", color=alt.value(look.ink))
    )
    rules = (
        alt.Chart(alt.NamedData("lanes"))
        .mark_rule(color=look.quiet)
        .encode(x=alt.value(0), x2=alt.value("width"), y="under:Q")
    )
    layers = (*([links] if linked else []), bars, named, gates, rules, lanes)
    picture = alt.layer(*layers).properties(
        height=roadmap_height(count),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return styled(picture, look)


def roadmap_figures(lines: Sequence[Project], first_day: date) -> dict[str, Columns]:
    """The figures of the picture: projects by lane and start, and what waits for what."""
    rows: list[dict[str, Any]] = []
    lanes: list[dict[str, Any]] = []
    at: dict[str, dict[str, Any]] = {}
    row = 0
    for lane in LANES:
        lanes.append({"row": row, "under": row + 0.28, "name": lane.value.capitalize()})
        row += 1
        own = [line for line in lines if line.bid.lane is lane]
        for line in sorted(own, key=lambda each: (each.slot.start, each.slot.end, each.name)):
            slot = line.slot
            at[line.name] = {
                "row": row,
                "name": line.name,
                "lane": lane.value,
                "start": slot.start,
                "end": slot.end,
                "gate": slot.gate,
                "told": f"{line.name}: {quarter_name(first_day, slot.start)} until it works in "
                f"{quarter_name(first_day, slot.end)}. Gate: {line.bid.kill_criterion}",
            }
            rows.append(at[line.name])
            row += 1
    links = [
        {
            "start": at[name]["end"],
            "end": at[line.name]["start"],
            "row": at[name]["row"],
            "until": at[line.name]["row"],
        }
        for line in lines
        for name in line.bid.requires
        if name in at
    ]
    found: dict[str, Columns] = {"projects": columns_of(rows), "lanes": columns_of(lanes)}
    return found | ({"links": columns_of(links)} if links else {})
