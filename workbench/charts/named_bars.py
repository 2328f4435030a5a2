"""A figure for each of some named things: one bar each, its name above and the figure beside."""

from collections.abc import Sequence

import altair as alt

from workbench.charts.amounts import Columns
from workbench.charts.look import Chart, Look, styled

ROWS = "bars"
ROW, AROUND = 46, 12


def named_bars(look: Look, bars: int) -> Chart:
    """The picture without its figures, which `bar_figures` gives by name."""
    y = alt.Y(
        "place:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, bars - 0.5], reverse=True, nice=False, zero=False),
    )
    base = alt.Chart(alt.NamedData(ROWS)).encode(y=y)
    # Room to the right of the longest bar, for its figure.
    x = alt.X("amount:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    room = base.mark_point(opacity=0).encode(x=alt.X("room:Q", axis=None))
    drawn = base.mark_bar(orient="horizontal", height=14, yOffset=11, color=look.accent).encode(
        x=x, tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("told:N", title=" ")]
    )
    names = base.mark_text(
        align="left", baseline="middle", dy=-8, fontSize=13, fontWeight="bold", color=look.ink
    ).encode(x=alt.value(0), text="label:N")
    figures = base.mark_text(
        align="left", baseline="middle", dx=6, dy=11, fontSize=13, color=look.ink
    ).encode(x=x, text="told:N")
    return styled(
        alt.layer(room, drawn, names, figures).properties(
            height=AROUND + bars * ROW,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def bar_figures(rows: Sequence[tuple[str, float, str]]) -> dict[str, Columns]:
    """The figures of the picture: name, amount from 0 on, and the amount in words, in order."""
    most = max((amount for _, amount, _ in rows), default=0.0) or 1.0
    return {
        ROWS: {
            "place": range(len(rows)),
            "label": [label for label, _, _ in rows],
            "amount": [amount for _, amount, _ in rows],
            "told": [told for _, _, told in rows],
            "room": [1.45 * most for _ in rows],
        }
    }
