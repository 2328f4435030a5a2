"""Twenty equally likely futures as dots over what the case is worth in them.

People judge chances better from a few dots that they can count than from a curve (Kay, Kola,
Hullman and Munson 2016, When (ish) is my bus?, CHI).
"""

from collections.abc import Sequence

import altair as alt
import numpy as np

from workbench.business_case.money import money
from workbench.charts.amounts import Columns, Scale, scale_of
from workbench.charts.look import Chart, Look, styled
from workbench.evidence.distributions import FloatArray

DOTS = 20
COLUMNS = 26
"""Places beside each other in which dots are stacked."""
STEP = 30
ROOM = 60
PAYS, LOSES = "pays", "does not pay"


def dots_scale(npv: FloatArray) -> Scale:
    """The scale of the picture's amounts."""
    return scale_of(_dots(npv))


def futures_dots(look: Look, unit: str, highest: int) -> Chart:
    """The picture without its figures; `highest` is how many dots stand over each other at most."""
    x = alt.X(
        "npv:Q",
        title=f"Net present value, {unit}",
        scale=alt.Scale(nice=False, zero=False, padding=18),
        axis=alt.Axis(tickCount=5, grid=False, titlePadding=8),
    )
    y = alt.Y(
        "height:Q", axis=None, scale=alt.Scale(domain=[0, highest + 0.8], nice=False, zero=True)
    )

    def of(source: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name=source))

    zero = of("zero").encode(x=x)
    line = zero.mark_rule(color=look.ink, strokeWidth=1.5)
    said = zero.mark_text(align="center", baseline="bottom", dy=-4, color=look.ink).encode(
        y=alt.value(0), text="told:N"
    )
    dots = (
        of("dots")
        .mark_point(filled=True, size=260, opacity=1)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "verdict:N",
                title=None,
                scale=alt.Scale(domain=[PAYS, LOSES], range=[look.accent, look.warning]),
                legend=alt.Legend(orient="bottom"),
            ),
            shape=alt.Shape(
                "verdict:N",
                title=None,
                scale=alt.Scale(domain=[PAYS, LOSES], range=["circle", "diamond"]),
            ),
            tooltip=[alt.Tooltip("told:N", title=" ")],
        )
    )
    return styled(
        alt.layer(line, said, dots).properties(
            height=ROOM + highest * STEP,
            padding={"top": 22, "right": 4},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        look,
    )


def dots_figures(npv: FloatArray, currency: str, scale: Scale) -> dict[str, Columns]:
    """The figures of the picture."""
    values = _dots(npv)
    places, heights = _stacked(values)
    return {
        "zero": {"npv": [0.0], "told": ["breaks even"]},
        "dots": {
            "npv": [float(place) / scale.size for place in places],
            "height": heights,
            "verdict": [PAYS if value > 0 else LOSES for value in values],
            "told": [f"One future in {DOTS}: about {money(value, currency)}" for value in values],
        },
    }


def dots_height(npv: FloatArray) -> int:
    """How many dots stand over each other at most."""
    return int(max(_stacked(_dots(npv))[1]) + 0.5)


def _dots(npv: FloatArray) -> Sequence[float]:
    shares = (np.arange(DOTS) + 0.5) / DOTS
    found: list[float] = np.quantile(npv, shares).tolist()
    return found


def _stacked(values: Sequence[float]) -> tuple[FloatArray, list[float]]:
    """Where each dot stands: the middle of its column, and half a dot over those below it.

    A column lies on one side of nothing, so that no dot stands where it does not belong.
    """
    amounts = np.asarray(values)
    width = float(np.ptp(amounts)) / COLUMNS or 1.0
    column = np.ceil(amounts / width) - 1
    below = [int((column[:place] == column[place]).sum()) for place in range(len(amounts))]
    return (column + 0.5) * width, [count + 0.5 for count in below]
