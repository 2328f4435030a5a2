"""Cost against contacts without resolution, over staffing and enforcement; the best marked."""

import altair as alt

from workbench.charts.amounts import Scale
from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.charts.marked_points import (
    ABOVE,
    BELOW,
    mark_names,
    scenario_mark,
    today_mark,
    written_names,
)
from workbench.headroom.frontier import CostFrontier

# The name of the rows in the drawing.
ROWS = "frontier"
HEIGHT = 430
BEST, BEATEN = "Best for its cost", "Beaten: another costs no more, leaves fewer"


def frontier_rows(drawn: CostFrontier, name: str, cost: Scale, contacts: Scale) -> Columns:
    """The rows that `cost_frontier_picture` draws, in the given scales."""
    points = [
        {
            "kind": BEATEN if beaten else BEST,
            "cost": dear / cost.size,
            "unresolved": left / contacts.size,
            "occupancy": busy,
            "handle_time": time,
            "enforcement": clock,
            "name": "",
        }
        for beaten, dear, left, busy, time, clock in zip(
            *(
                part.ravel().tolist()
                for part in (
                    drawn.dominated,
                    drawn.cost_per_year,
                    drawn.unresolved_per_year,
                    drawn.occupancy,
                    drawn.handle_time,
                    drawn.enforcement,
                )
            ),
            strict=True,
        )
    ]
    together = drawn.today == drawn.scenario
    above = drawn.scenario.unresolved_per_year >= drawn.today.unresolved_per_year
    middle = float(drawn.cost_per_year.min() + drawn.cost_per_year.max()) / 2
    marks = [
        {
            "kind": "mark",
            "which": which,
            "cost": mark.cost_per_year / cost.size,
            "unresolved": mark.unresolved_per_year / contacts.size,
            "occupancy": mark.occupancy,
            "handle_time": mark.handle_time,
            "name": written,
            "align": "left" if mark.cost_per_year < middle else "right",
            "dy": ABOVE if above == (which == "scenario") else BELOW,
        }
        for mark, which, written in zip(
            (drawn.today, drawn.scenario),
            ("today", "scenario"),
            mark_names(name, together=together),
            strict=True,
        )
    ]
    return columns_of([*points, *marks])


def cost_frontier_picture(look: Look, cost: str, contacts: str) -> Chart:
    """The picture, to be given the rows of `frontier_rows`; the units name the axes."""
    x = alt.X(
        "cost:Q",
        title=f"Cost a year, {cost}",
        scale=alt.Scale(zero=False, nice=False, padding=24),
        axis=alt.Axis(grid=False, tickCount=6, titlePadding=10),
    )
    y = alt.Y(
        "unresolved:Q",
        title=f"Contacts without resolution a year{contacts}",
        scale=alt.Scale(zero=False, nice=False, padding=36),
        axis=alt.Axis(tickCount=5, titlePadding=10),
    )
    tooltip = [
        alt.Tooltip("cost:Q", title=f"Cost a year, {cost}", format=",.4~r"),
        alt.Tooltip("unresolved:Q", title=f"Without resolution{contacts}", format=",.3~r"),
        alt.Tooltip("occupancy:Q", title="Occupancy", format=".0%"),
        alt.Tooltip("handle_time:Q", title="Handle time, minutes", format=".1f"),
        alt.Tooltip("enforcement:Q", title="Enforcement of the clock", format=".0%"),
    ]
    base = alt.Chart(alt.NamedData(ROWS)).encode(x=x, y=y)
    points = (
        base.transform_filter(f"datum.kind == '{BEST}' || datum.kind == '{BEATEN}'")
        .mark_circle()
        .encode(
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=[BEST, BEATEN], range=[look.accent, look.quiet]),
                legend=alt.Legend(orient="top", labelLimit=300, columns=1),
            ),
            size=alt.Size(
                "kind:N", scale=alt.Scale(domain=[BEST, BEATEN], range=[60, 22]), legend=None
            ),
            opacity=alt.Opacity(
                "kind:N", scale=alt.Scale(domain=[BEST, BEATEN], range=[1.0, 0.35]), legend=None
            ),
            tooltip=tooltip,
        )
    )
    marked = base.encode(tooltip=tooltip)
    picture = alt.layer(
        points, today_mark(marked, look), scenario_mark(marked, look), *written_names(base, look)
    )
    return styled(picture.properties(height=HEIGHT), look)
