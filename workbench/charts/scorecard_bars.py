"""Two scorecards as bars: how much weight pace, monitoring and outcomes have in each."""

import altair as alt

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.headroom.rebalance import family_share
from workbench.headroom.scorecard import Family, Weights

ROWS = "weights"
NAMES = {Family.PACE: "Pace", Family.MONITORING: "Monitoring", Family.OUTCOME: "Outcomes"}
BARS = ("Today", "Proposed")
# A narrower piece has no room for its figure on a phone.
LEAST_LABELLED = 0.09
BAR = 24
HEIGHT = 116


def scorecard_rows(today: Weights, proposed: Weights) -> Columns:
    """The rows that `scorecard_bars` draws, shares from 0 to 1."""
    rows = []
    for bar, weights in zip(BARS, (today, proposed), strict=True):
        start = 0.0
        for order, (family, name) in enumerate(NAMES.items()):
            share = family_share(weights, family)
            rows.append(
                {
                    "bar": bar,
                    "family": name,
                    "order": order,
                    "share": share,
                    "middle": start + share / 2,
                    "label": f"{share:.0%}" if share >= LEAST_LABELLED else "",
                }
            )
            start += share
    return columns_of(rows)


def scorecard_bars(look: Look) -> Chart:
    """The bars, to be given the rows of `scorecard_rows`."""
    base = alt.Chart(alt.NamedData(ROWS)).encode(
        y=alt.Y("bar:N", sort=list(BARS), title=None, axis=alt.Axis(domain=False, ticks=False))
    )
    bars = base.mark_bar(height=BAR, stroke=look.background, strokeWidth=2).encode(
        x=alt.X("share:Q", stack=True, axis=None, scale=alt.Scale(domain=[0, 1], nice=False)),
        order="order:Q",
        color=alt.Color(
            "family:N",
            title=None,
            scale=alt.Scale(domain=list(NAMES.values()), range=[look.ink, look.quiet, look.accent]),
            legend=alt.Legend(
                orient="top", symbolType="square", columnPadding=6, offset=6, labelFontSize=12
            ),
        ),
        tooltip=[
            alt.Tooltip("bar:N", title="Scorecard"),
            alt.Tooltip("family:N", title="Weight on"),
            alt.Tooltip("share:Q", title="Share", format=".0%"),
        ],
    )
    labels = base.mark_text(color=look.background, fontWeight=600).encode(
        x=alt.X("middle:Q", axis=None), text="label:N"
    )
    return styled(alt.layer(bars, labels).properties(height=HEIGHT), look)
