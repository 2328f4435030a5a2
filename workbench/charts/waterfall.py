"""Waterfall: from the costs that no driver moves, driver by driver, to the net present value."""

from typing import NamedTuple

import altair as alt

from workbench.business_case.money import money
from workbench.business_case.waterfall import Waterfall
from workbench.charts.amounts import Columns, Scale, scale_of
from workbench.charts.look import Chart, Look, styled

ROW_HEIGHT = 46
MARGIN = 0.16
START, INTERACTION, TOTAL = "Costs that no driver moves", "Acting together", "Net present value"


class Step(NamedTuple):
    """A bar of the picture: from where to where, and the amount written beside it."""

    label: str
    start: float
    end: float
    amount: float
    whole: bool = False


def steps(found: Waterfall, *, shared: bool) -> list[Step]:
    """The bars from top to bottom; Shapley shares, or each driver alone and what is left over."""
    bars = [Step(START, 0.0, found.start, found.start, whole=True)]
    at = found.start
    for bar in found.bars:
        amount = bar.share if shared else bar.alone
        bars.append(Step(bar.label, at, at + amount, amount))
        at += amount
    if not shared:
        bars.append(Step(INTERACTION, at, found.total, found.interaction))
    return [*bars, Step(TOTAL, 0.0, found.total, found.total, whole=True)]


def waterfall_scale(found: Waterfall) -> Scale:
    """The scale of the picture's amounts."""
    return scale_of(end for step in steps(found, shared=False) for end in (step.start, step.end))


def waterfall_picture(look: Look, currency: str, scale: Scale, bars: int) -> Chart:
    """The picture without its figures, which `waterfall_figures` gives by name."""
    x = alt.X(
        "start:Q",
        title=f"Present value, {scale.unit(currency)}",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(tickCount=5, domain=False, ticks=False, titlePadding=8),
    )
    y = alt.Y(
        "place:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, bars - 0.5], reverse=True, nice=False, zero=False),
    )

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    room = of("room").mark_point(opacity=0).encode(x=x, y=y)
    nothing = of("zero").mark_rule(color=look.ink, strokeWidth=1.5).encode(x=x)
    colours = alt.Scale(
        domain=["adds", "takes", "whole"], range=[look.accent, look.warning, look.ink]
    )
    drawn = (
        of("bars")
        .mark_bar(height=14, yOffset=10)
        .encode(
            x=x,
            x2="end:Q",
            y=y,
            color=alt.Color("effect:N", legend=None, scale=colours),
            tooltip=[alt.Tooltip("told:N", title=" ")],
        )
    )
    names = (
        of("bars")
        .mark_text(align="left", baseline="middle", dy=-9, fontSize=13, fontWeight="bold")
        .encode(x=alt.value(0), y=y, text="label:N", color=alt.value(look.ink))
    )
    amounts = (
        of("bars")
        .mark_text(align="left", baseline="middle", dx=5, dy=10, fontSize=12)
        .encode(x=alt.X("right:Q"), y=y, text="amount:N", color=alt.value(look.ink))
    )
    return styled(
        alt.layer(room, nothing, drawn, names, amounts).properties(
            height=bars * ROW_HEIGHT,
            padding={"top": 6, "right": 4},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def waterfall_figures(
    found: Waterfall, currency: str, scale: Scale, *, shared: bool
) -> dict[str, Columns]:
    """The figures of the picture."""
    drawn, size = steps(found, shared=shared), scale.size
    ends = [0.0, *(end for step in drawn for end in (step.start, step.end))]
    lowest, highest = min(ends), max(ends)
    margin = MARGIN * (highest - lowest or 1.0)
    return {
        "bars": {
            "place": range(len(drawn)),
            "start": [step.start / size for step in drawn],
            "end": [step.end / size for step in drawn],
            "right": [max(step.start, step.end) / size for step in drawn],
            "label": [step.label for step in drawn],
            "effect": [
                "whole" if step.whole else "adds" if step.amount >= 0 else "takes" for step in drawn
            ],
            "amount": [scale.short(step.amount) for step in drawn],
            "told": [f"{step.label}: {money(step.amount, currency)}" for step in drawn],
        },
        "zero": {"start": [0.0]},
        "room": {"start": [lowest / size, (highest + margin) / size], "place": [0, 0]},
    }
