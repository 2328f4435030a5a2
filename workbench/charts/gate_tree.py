"""The way of a case through its gates: what goes on, and what stops where."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import altair as alt

from workbench.charts.amounts import Columns
from workbench.charts.look import Chart, Look, styled

ROW = 96
TRUNK, BRANCH = 0.04, 0.12
"""Where the way down and the ends of its branches stand, as shares of the width."""
BESIDE: tuple[tuple[Literal["bottom", "top"], int, str], ...] = (
    ("bottom", -1, "told:N"),
    ("top", 2, "effect:N"),
)
"""What is written beside the end of a branch, over and under its middle."""


class Stage(NamedTuple):
    """A gate, or an end: its name, and a line under it.

    `share` is how much of the case reaches it, from 0 to 1; `stops` what ends there in words and
    `effect` what comes of it, both empty for the end.
    """

    name: str
    said: str
    share: float
    stops: str = ""
    effect: str = ""


def gate_tree(look: Look, stages: int) -> Chart:
    """The picture without its figures, which `tree_figures` gives by name; top to bottom."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False))
    y = alt.Y(
        "y:Q", axis=None, scale=alt.Scale(domain=[-0.4, stages - 0.3], reverse=True, nice=False)
    )

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    way = (
        of("way")
        .mark_rule(color=look.accent)
        .encode(
            x=x,
            y=y,
            y2="until:Q",
            strokeWidth=alt.StrokeWidth(
                "share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[1, 14])
            ),
        )
    )
    branches = (
        of("branches")
        .mark_rule(color=look.warning)
        .encode(
            x=x,
            x2="until:Q",
            y=y,
            strokeWidth=alt.StrokeWidth(
                "share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[1, 14])
            ),
        )
    )
    ends = of("branches").encode(x=alt.X("until:Q", axis=None), y=y)
    stopped = ends.mark_point(shape="square", size=120, filled=True, color=look.warning, opacity=1)
    stops, effects = (
        ends.mark_text(
            align="left", baseline=baseline, dx=12, dy=dy, fontSize=13, color=look.ink
        ).encode(text=text)
        for baseline, dy, text in BESIDE
    )
    nodes = of("nodes").encode(x=x, y=y)
    marks = nodes.mark_point(
        shape="diamond", size=240, filled=True, color=look.ink, opacity=1, stroke=look.background
    )
    names = nodes.mark_text(
        align="left", baseline="bottom", dx=16, dy=-1, fontSize=14, fontWeight="bold"
    ).encode(text="name:N", color=alt.value(look.ink))
    lines = nodes.mark_text(align="left", baseline="top", dx=16, dy=3, fontSize=13).encode(
        text="told:N", color=alt.value(look.ink)
    )
    return styled(
        alt.layer(way, branches, stopped, stops, effects, marks, names, lines).properties(
            height=stages * ROW,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def tree_figures(stages: Sequence[Stage]) -> dict[str, Columns]:
    """The figures of the picture."""
    last = len(stages) - 1
    gates = [(place, stage) for place, stage in enumerate(stages) if stage.stops]
    return {
        "nodes": {
            "x": [TRUNK for _ in stages],
            "y": list(range(len(stages))),
            "name": [stage.name for stage in stages],
            "told": [stage.said for stage in stages],
        },
        "way": {
            "x": [TRUNK for _ in stages[:last]],
            "y": list(range(last)),
            "until": [place + 1 for place in range(last)],
            "share": [after.share for after in stages[1:]],
        },
        "branches": {
            "x": [TRUNK for _ in gates],
            "until": [BRANCH for _ in gates],
            "y": [place + 0.5 for place, _ in gates],
            "share": [stage.share - stages[place + 1].share for place, stage in gates],
            "told": [stage.stops for _, stage in gates],
            "effect": [stage.effect for _, stage in gates],
        },
    }
