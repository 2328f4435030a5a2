"""Tornado: how far each assumption alone moves the net present value."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import altair as alt

from workbench.business_case.case import Appraisal, Swing
from workbench.business_case.money import money
from workbench.charts.amounts import Columns, Scale, scale_of
from workbench.charts.look import Chart, Look, styled
from workbench.evidence.units import MONEY, digits, factor, figure_in_words, unit_in_words

MOST_BARS = 10
ROW_HEIGHT = 50
LARGE = 100.0
"""From here on three figures are known of an assumption's end, below it two."""
CLOSE = 0.45
"""Nearer than this share of the picture, the words over its two lines stand to either side."""
LONGEST_NAME = 44
"""Letters of an assumption with its unit that fit on a phone."""
Align = Literal["left", "center", "right"]
ALIGNMENTS: tuple[Align, ...] = ("left", "center", "right")
MARGIN = 0.16
"""Room for the labels beside the bars, as a share of the picture's width."""


def shown_swings(appraisal: Appraisal) -> Sequence[Swing]:
    """The widest swings, as many as the picture has room for."""
    return appraisal.swings[:MOST_BARS]


def tornado_scale(appraisal: Appraisal) -> Scale:
    """The scale of the picture's amounts."""
    return scale_of(end for swing in shown_swings(appraisal) for end in _ends(swing))


def tornado(look: Look, currency: str, scale: Scale, bars: int) -> Chart:
    """The picture without its figures, which `tornado_figures` gives by name.

    Each assumption stands over its bar, the widest first; the bar runs from the expected value to
    the values at its P10 and its P90, which are written at its ends. The line of nothing is drawn.
    """
    x = alt.X(
        "npv:Q",
        title=f"Net present value, {scale.unit(currency)}",
        scale=alt.Scale(nice=False, zero=False),
        axis=alt.Axis(tickCount=5, domain=False, ticks=False, orient="bottom", titlePadding=8),
    )
    y = alt.Y(
        "place:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.5, bars - 0.5], reverse=True, nice=False, zero=False),
    )

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    room = of("room").mark_point(opacity=0).encode(x=x, y=y)
    rules = of("lines").encode(x=x)
    nothing = rules.transform_filter("datum.what == 'zero'").mark_rule(
        color=look.ink, strokeWidth=1.5
    )
    base = rules.transform_filter("datum.what == 'base'").mark_rule(
        color=look.quiet, strokeWidth=1, strokeDash=[4, 3]
    )
    heads = [
        rules.transform_filter(f"datum.align == '{align}'")
        .mark_text(align=align, baseline="bottom", dy=-4, fontSize=12, color=look.ink)
        .encode(y=alt.value(0), text="told:N")
        for align in ALIGNMENTS
    ]
    drawn = (
        of("bars")
        .mark_bar(height=14, yOffset=11)
        .encode(
            x=alt.X("base:Q"),
            x2="npv:Q",
            y=y,
            color=alt.Color(
                "effect:N",
                legend=None,
                scale=alt.Scale(domain=["raises", "lowers"], range=[look.accent, look.warning]),
            ),
            tooltip=[alt.Tooltip("told:N", title=" ")],
        )
    )
    names = (
        of("names")
        .mark_text(align="left", baseline="middle", dy=-7, fontSize=13, fontWeight="bold")
        .encode(x=alt.value(0), y=y, text="label:N", color=alt.value(look.ink))
    )
    ends = [
        of("bars")
        .transform_filter(f"datum.side == '{side}'")
        .mark_text(align=align, baseline="middle", dx=dx, dy=11, fontSize=12)  # type: ignore[arg-type]
        .encode(x=x, y=y, text="value:N", color=alt.value(look.ink))
        for side, align, dx in (("left", "right", -5), ("right", "left", 5))
    ]
    layers = (room, base, drawn, nothing, *heads, names, *ends)
    return styled(
        alt.layer(*layers).properties(
            height=bars * ROW_HEIGHT,
            padding={"top": 22, "right": 4},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def tornado_figures(appraisal: Appraisal, currency: str, scale: Scale) -> dict[str, Columns]:
    """The figures of the picture."""
    swings, base, size = shown_swings(appraisal), appraisal.npv, scale.size
    bars = [
        bar for place, swing in enumerate(swings) for bar in _bars(place, swing, base, currency)
    ]
    ends = [0.0, base, *(end for swing in swings for end in _ends(swing))]
    lowest, highest = min(ends), max(ends)
    margin = MARGIN * (highest - lowest)
    return {
        "bars": {
            "place": [bar.place for bar in bars],
            "npv": [bar.npv / size for bar in bars],
            "base": [base / size for _ in bars],
            "effect": ["lowers" if bar.npv < base else "raises" for bar in bars],
            "side": [bar.side for bar in bars],
            "value": [bar.value for bar in bars],
            "told": [bar.told for bar in bars],
        },
        "names": {
            "place": range(len(swings)),
            "label": [_named(swing, currency) for swing in swings],
        },
        "room": {"npv": [(lowest - margin) / size, (highest + margin) / size], "place": [0, 0]},
        "lines": {
            "what": ["zero", "base"],
            "npv": [0.0, base / size],
            "told": ["breaks even", f"expected {scale.short(base)}"],
            "align": _beside(base, highest - lowest),
        },
    }


class _Bar(NamedTuple):
    place: int
    npv: float
    side: str
    value: str
    told: str


def _beside(base: float, width: float) -> list[Align]:
    """How the words over the lines of nothing and of the base stand, so that they do not meet."""
    if abs(base) > CLOSE * width:
        return ["center", "center"]
    return ["left", "right"] if base < 0 else ["right", "left"]


def _ends(swing: Swing) -> tuple[float, float]:
    return swing.npv_at_p10, swing.npv_at_p90


def _bars(place: int, swing: Swing, base: float, currency: str) -> list[_Bar]:
    ends = ((swing.p10, swing.npv_at_p10), (swing.p90, swing.npv_at_p90))
    bars: list[_Bar] = []
    for value, npv in sorted(ends, key=lambda end: -abs(end[1] - base)):
        side = "left" if npv < base else "right"
        taken = any(bar.side == side for bar in bars)
        said = figure_in_words(value, swing.unit, currency)
        bars.append(
            _Bar(
                place=place,
                npv=npv,
                side="inside" if taken or npv == base else side,
                value=_brief(value, swing.unit, currency),
                told=f"{swing.label}: at {said} the value is {money(npv, currency)}",
            )
        )
    return bars


def _named(swing: Swing, currency: str) -> str:
    unit = unit_in_words(swing.unit, currency)
    if unit in ("%", currency):
        return swing.label
    named = f"{swing.label}, {unit.removeprefix('% ')}"
    return named if len(named) <= LONGEST_NAME else swing.label


def _brief(value: float, unit: str, currency: str) -> str:
    """A value to two figures, with its sign for money or percent, for the end of a bar."""
    shown = value * factor(unit)
    figure = digits(float(f"{shown:.2g}") if abs(shown) < LARGE else float(f"{shown:.3g}"))
    if unit.startswith(MONEY):
        return f"{currency} {figure}"
    return f"{figure}%" if unit_in_words(unit, currency).startswith("%") else figure
