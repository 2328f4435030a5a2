"""What a result hangs on: one bar for each assumption, the longest first."""

from collections.abc import Mapping, Sequence

import altair as alt

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.headroom.drivers import Driver

# The name of the rows in the drawing.
ROWS = "drivers"
ROW, AROUND = 44, 60
RAISES, LOWERS, UNCLEAR = "more helps", "more hurts", "unclear"


def driver_rows(found: Sequence[Driver], labels: Mapping[str, str]) -> Columns:
    """The rows that `driver_bars` draws, in the order given; `labels` are names by assumption."""
    return columns_of(
        {
            "place": place,
            "label": labels[driver.id],
            "share": 100 * driver.share,
            "effect": UNCLEAR if not driver.clear else RAISES if driver.correlation > 0 else LOWERS,
        }
        for place, driver in enumerate(found)
    )


def driver_bars(look: Look, bars: int) -> Chart:
    """The bars, to be given the rows of `driver_rows`; `bars` is their number."""
    y = alt.Y(
        "place:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, bars - 0.5], reverse=True, nice=False, zero=False),
    )
    base = alt.Chart(alt.NamedData(ROWS)).encode(y=y)
    drawn = base.mark_bar(orient="horizontal", height=12, yOffset=11).encode(
        x=alt.X(
            "share:Q",
            title="Part of the spread of the result that goes with it, %",
            scale=alt.Scale(zero=True, nice=True),
            axis=alt.Axis(grid=False, tickCount=5, domain=False, ticks=False, titlePadding=8),
        ),
        color=alt.Color(
            "effect:N",
            title=None,
            scale=alt.Scale(
                domain=[RAISES, LOWERS, UNCLEAR], range=[look.accent, look.warning, look.quiet]
            ),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("share:Q", title="Part of the spread, %", format=".0f"),
            alt.Tooltip("effect:N", title="Effect"),
        ],
    )
    names = base.mark_text(
        align="left", baseline="middle", dy=-8, fontSize=13, color=look.ink
    ).encode(x=alt.value(0), text="label:N")
    return styled(alt.layer(drawn, names).properties(height=AROUND + bars * ROW), look)
