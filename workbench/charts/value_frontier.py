"""The efficient frontier of a portfolio: the best value for every budget."""

import altair as alt

from workbench.business_case.bids import Funding
from workbench.business_case.decision import Decision
from workbench.charts.amounts import Columns, Scale
from workbench.charts.look import Chart, Look, styled

HEIGHT = 420
BEYOND = 1.15
"""How far past the last step, or today's budget, the line is drawn."""


def value_frontier(look: Look, value_unit: str, money_unit: str) -> Chart:
    """The picture without its figures, which `frontier_figures` gives by name."""
    x = alt.X(
        "money:Q",
        title=f"Budget of all years, {money_unit}",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickCount=6, titlePadding=8),
    )
    y = alt.Y(
        "value:Q",
        title=f"Best value, {value_unit}",
        scale=alt.Scale(nice=True, zero=True, padding=14),
        axis=alt.Axis(
            titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-36, titleY=-12,
            tickCount=6, domain=False, ticks=False,
        ),
    )  # fmt: skip
    tooltip = [
        alt.Tooltip("money:Q", title=f"Budget, {money_unit}", format=",.3~r"),
        alt.Tooltip("value:Q", title=f"Best value, {value_unit}", format=",.3~r"),
        alt.Tooltip("names:N", title="Funded"),
    ]
    steps = alt.Chart(alt.NamedData("steps"))
    line = steps.mark_line(interpolate="step-after", color=look.accent, strokeWidth=2.5).encode(
        x=x, y=y
    )
    points = (
        steps.transform_filter("datum.names != ''")
        .mark_circle(size=55, color=look.accent, opacity=1)
        .encode(x=x, y=y, tooltip=tooltip)
    )
    marks = alt.Chart(alt.NamedData("marks"))
    of_best = marks.transform_filter("datum.kind == 'best'")
    of_ranked = marks.transform_filter("datum.kind == 'ranked'")
    rule = of_best.mark_rule(color=look.ink, strokeDash=[5, 3], strokeWidth=1.5).encode(x=x)
    best = of_best.mark_point(
        shape="diamond", size=190, filled=True, opacity=1, stroke=look.background
    ).encode(x=x, y=y, color=alt.value(look.ink))
    ranked = of_ranked.mark_point(shape="cross", size=130, filled=True, opacity=1).encode(
        x=x, y=y, color=alt.value(look.warning)
    )
    named = [
        of_best.mark_text(
            align="right", baseline="bottom", dx=-10, dy=-8, fontSize=13, fontWeight=600
        ).encode(x=x, y=y, text="name:N", color=alt.value(look.ink)),
        of_ranked.mark_text(
            align="left", baseline="top", dx=12, dy=6, fontSize=13, fontWeight=600
        ).encode(x=x, y=y, text="name:N", color=alt.value(look.warning)),
    ]
    picture = alt.layer(line, rule, points, ranked, best, *named).properties(
        height=HEIGHT,
        padding={"top": 24, "right": 6},
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return styled(picture, look)


def frontier_figures(
    decision: Decision, funding: Funding, names: tuple[str, ...], scale: Scale
) -> dict[str, Columns]:
    """The steps of the frontier, and where today's budget and ranking stand."""
    size = scale.size
    total = (funding.total or 0.0) / size
    steps = decision.frontier
    last = max([total, *(step.money / size for step in steps)]) * BEYOND
    ends = [steps[-1].value / size] if steps else []
    lost = decision.lost_by_ranking / size > 0.005
    return {
        "steps": {
            "money": [*(step.money / size for step in steps), *(last for _ in ends)],
            "value": [*(step.value / size for step in steps), *ends],
            "names": [
                *(
                    ", ".join(names[place] for place in step.selected) or "nothing"
                    for step in steps
                ),
                *("" for _ in ends),
            ],
        },
        "marks": {
            "kind": ["best", *(["ranked"] if lost else [])],
            "money": [total] * (1 + lost),
            "value": [
                decision.value / size,
                *([decision.ranked_value / size] if lost else []),
            ],
            "name": ["Today's budget", *(["By ranking"] if lost else [])],
        },
    }
