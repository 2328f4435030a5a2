"""The chance that a pilot notices an effect, over how large the effect is."""

from typing import Literal

import altair as alt

from workbench.charts.layers import Columns, columns_of
from workbench.charts.look import Chart, Look, styled
from workbench.headroom.erlang import Floats

HEIGHT = 440
# To the left of the mark there is room for its words from this part of the axis on.
ROOM = 0.3
PLACES: tuple[tuple[str, Literal["left", "right"], Literal["top", "bottom"], int, int], ...] = (
    ("!datum.aside", "left", "top", 12, 6),
    ("datum.aside", "right", "bottom", -10, -8),
)


def power_figures(
    effects: Floats,
    power: Floats,
    detectable: tuple[float, str],
    wanted: float | None,
    level: float,
) -> dict[str, Columns]:
    """The figures of the picture; effects in the units of its axis.

    `detectable` is the smallest effect that is seen, and the same in words.
    """
    seen, told = detectable
    # The words stand where the line of what would matter does not run through them.
    aside = wanted is not None and seen < wanted and seen > ROOM * float(effects[-1])
    marks = [{"effect": seen, "power": level, "told": told, "aside": aside}]
    marks = [mark for mark in marks if seen <= float(effects[-1])]
    matters = [] if wanted is None else [{"effect": wanted, "foot": 0.03, "told": "would matter"}]
    return {
        "curve": columns_of(
            {"effect": float(effect), "power": float(chance), "told": f"{chance:.0%}"}
            for effect, chance in zip(effects, power, strict=True)
        ),
        "mark": columns_of(marks) or {"effect": [], "power": [], "told": [], "aside": []},
        "matters": columns_of(matters) or {"effect": [], "foot": [], "told": []},
        "level": {"power": [level], "told": [f"{level:.0%}"]},
    }


def power_curve(look: Look, unit: str) -> Chart:
    """The curve with the smallest effect that is seen, and the one that would matter."""
    x = alt.X(
        "effect:Q",
        title=f"True effect, {unit}",
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickCount=6, titlePadding=8),
    )
    y = alt.Y(
        "power:Q",
        title="Chance to notice it",
        scale=alt.Scale(domain=[0, 1.06], nice=False),
        axis=alt.Axis(
            format="%", values=[0, 0.2, 0.4, 0.6, 0.8, 1], domain=False, ticks=False,
            titleAngle=0, titleAlign="left", titleAnchor="start", titleX=-40, titleY=-14,
        ),
    )  # fmt: skip

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    told = alt.Tooltip("told:N", title="Chance")
    level = of("level").mark_rule(color=look.quiet, strokeDash=[4, 4]).encode(y=y)
    curve = (
        of("curve")
        .mark_line(color=look.accent, strokeWidth=3.5)
        .encode(x=x, y=y, tooltip=[told, alt.Tooltip("effect:Q", title="Effect", format=".3~r")])
    )
    matters = of("matters")
    upright = matters.mark_rule(color=look.warning, strokeWidth=2, strokeDash=[6, 3]).encode(x=x)
    named = matters.mark_text(
        angle=270, align="left", baseline="top", dy=5, fontSize=13, color=look.warning
    ).encode(x=x, y=alt.Y("foot:Q"), text="told:N")
    mark = of("mark").encode(x=x, y=y)
    point = mark.mark_point(
        shape="diamond", size=220, filled=True, color=look.ink, opacity=1, stroke=look.background
    )
    words = [
        mark.transform_filter(condition)
        .mark_text(
            align=align, baseline=baseline, dx=dx, dy=dy, fontSize=15, fontWeight="bold",
            color=look.ink,
        )
        .encode(text="told:N")
        for condition, align, baseline, dx, dy in PLACES
    ]  # fmt: skip
    return styled(
        alt.layer(level, curve, upright, named, point, *words).properties(
            height=HEIGHT,
            padding={"top": 26, "right": 8},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )
