"""One figure under several scenarios: how far each is from today, with its range."""

from collections.abc import Mapping

import altair as alt

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.charts.marked_points import short_name
from workbench.headroom.comparison import Difference

# The name of the rows in the drawing.
ROWS = "differences"
ROW, AROUND = 34, 70
LABELS = "datum.value === 0 ? 'today' : format(datum.value, '+,~f')"


def difference_rows(found: Mapping[str, Difference], factor: float) -> Columns:
    """The rows that `difference_dots` draws, one for each scenario in the order given."""
    return columns_of(
        {
            "scenario": short_name(name),
            "order": order,
            "low": factor * difference.low,
            "base": factor * difference.base,
            "high": factor * difference.high,
        }
        for order, (name, difference) in enumerate(found.items())
    )


def difference_dots(look: Look, unit: str, rows: int) -> Chart:
    """The dots, to be given the rows of `difference_rows`; `rows` is their number."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(
        y=alt.Y(
            "scenario:N",
            sort=alt.EncodingSortField("order"),
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelLimit=130),
        ),
        tooltip=[
            alt.Tooltip("scenario:N", title="Scenario"),
            alt.Tooltip("base:Q", title=f"Difference from today, {unit}", format="+,.3~r"),
            alt.Tooltip("low:Q", title="P10", format="+,.3~r"),
            alt.Tooltip("high:Q", title="P90", format="+,.3~r"),
        ],
    )
    x = alt.X(
        "low:Q",
        title=unit,
        scale=alt.Scale(padding=20, nice=False),
        axis=alt.Axis(grid=False, tickCount=5, titlePadding=8, labelExpr=LABELS),
    )
    today = (
        alt.Chart(alt.NamedData(ROWS))
        .transform_calculate(today="0")
        .mark_rule(color=look.ink, strokeWidth=1)
        .encode(x=alt.X("today:Q"))
    )
    ranges = base.mark_rule(color=look.quiet, strokeWidth=3, strokeCap="round").encode(
        x=x, x2="high:Q"
    )
    dots = base.mark_point(
        shape="diamond", size=150, filled=True, fill=look.accent, opacity=1
    ).encode(x="base:Q")
    picture = alt.layer(today, ranges, dots)
    return styled(picture.properties(height=AROUND + ROW * rows), look)
