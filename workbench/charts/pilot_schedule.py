"""The schedule of a pilot: teams by periods, and who works under the new rules when."""

from collections.abc import Sequence

import altair as alt

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.headroom.erlang import Floats

# The name of the cells in the drawing.
CELLS = "cells"
NEW, OLD = "New rules", "Today's rules"
HEIGHT, TALLEST_ROW, AROUND = 440, 34, 60
# Below this a row has no room for words.
READABLE_ROW = 15
LARGEST_LETTERS, LETTERS_OF_ROW = 13, 0.64
MOST_NAMED_PERIODS = 10


def schedule_cells(names: Sequence[str], schedule: Floats) -> Columns:
    """The cells that `pilot_schedule` draws, the earliest to change first."""
    order = sorted(range(len(names)), key=lambda team: (*(-schedule[team]).cumsum(), team))
    return columns_of(
        {
            "team": names[team],
            "row": row,
            "period": period + 1,
            "rules": NEW if schedule[team, period] else OLD,
        }
        for row, team in enumerate(order)
        for period in range(schedule.shape[1])
    )


def pilot_schedule(look: Look, teams: int, periods: int, weeks: float) -> Chart:
    """The drawing, to be given the cells of `schedule_cells`."""
    row = min(TALLEST_ROW, HEIGHT / teams)
    letters = min(LARGEST_LETTERS, LETTERS_OF_ROW * row)
    x = alt.X(
        "period:O",
        title=f"Period of {weeks:g} weeks",
        axis=alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False, labelOverlap=True),
    )
    y = alt.Y(
        "team:N",
        title=None,
        sort=alt.EncodingSortField("row"),
        axis=alt.Axis(
            domain=False,
            ticks=False,
            labelLimit=110,
            labelFontSize=letters,
            labelOverlap=False,
            labelFlush=False,
            labelBound=False,
        )
        if row >= READABLE_ROW
        else None,
    )
    cells = (
        alt.Chart(alt.NamedData(CELLS))
        .mark_rect(stroke=look.background, strokeWidth=2 if row >= READABLE_ROW else 0)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "rules:N",
                title=None,
                legend=alt.Legend(orient="bottom", symbolStrokeWidth=0, direction="horizontal"),
                scale=alt.Scale(domain=[OLD, NEW], range=[look.faint, look.accent]),
            ),
            tooltip=[
                alt.Tooltip("team:N", title="Who"),
                alt.Tooltip("period:O", title="Period"),
                alt.Tooltip("rules:N", title="Works under"),
            ],
        )
    )
    layers = [cells]
    if row >= READABLE_ROW and periods <= MOST_NAMED_PERIODS:
        layers.append(
            alt.Chart(alt.NamedData(CELLS))
            .transform_filter(f"datum.rules === '{NEW}'")
            .mark_text(fontSize=letters)
            .encode(x=x, y=y, text=alt.value("new"), color=alt.value(look.background))
        )
    picture = alt.layer(*layers).properties(
        height=row * teams, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    return styled(picture, look)
