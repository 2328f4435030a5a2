"""Rows of estimates with their 95% intervals: the drawing behind role scores, gaps and changes.

Each row has a name and a word on a line of their own and its estimates underneath, so that nothing
is written over a mark and the picture reads the same on a phone.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import Chart, Look, styled

NARROW = 400
"""Pixels; below it the figures are written without their intervals."""
HEAD, LINE, AIR, TOP, BOTTOM = 20, 18, 12, 4, 6
LETTER = 6.6
"""Pixels of an average letter in the legend."""
WORD_LETTER = 8.2
"""Pixels of an average letter of the word at the right, which is heavier."""


class Kind(NamedTuple):
    """One kind of estimate in the legend: its name, the colour and the shape of its mark."""

    name: str
    colour: str
    shape: str


class Line(NamedTuple):
    """One estimate: its kind by name, value and interval, in figures and in words."""

    kind: str
    value: float
    low: float
    high: float
    short: str
    told: str


class Row(NamedTuple):
    """A name, a word on it with its tone, the mark to compare with if any, and the estimates.

    `tone` is one of those of `Look.tone`.
    """

    name: str
    word: str
    tone: str
    mark: float | None
    lines: tuple[Line, ...]


class Scale(NamedTuple):
    """The axis: its ends, its title, the ticks, and where "nothing" is if that is to be drawn."""

    low: float
    high: float
    title: str
    ticks: tuple[float, ...]
    zero: float | None = None
    signed: bool = False


def interval_rows(
    rows: Sequence[Row],
    kinds: Sequence[Kind],
    scale: Scale,
    mark: Kind | None,
    look: Look,
    size: float = 1.0,
) -> Chart:
    """The rows from top to bottom in the order given; `size` enlarges them for a projector.

    `mark` names what the rows' dashed marks stand for. Raises ValueError without rows, or for a
    line of a kind that is not given.
    """
    known = {kind.name for kind in kinds}
    strangers = sorted({line.kind for row in rows for line in row.lines} - known)
    if strangers:
        raise ValueError(
            f"lines of the kind {strangers[0]!r}; accepted: {', '.join(sorted(known))}"
        )
    if not rows:
        raise ValueError("there are no rows; accepted: at least 1")
    drawing = _Drawing(rows, kinds, scale, mark, look, size)
    layers = [drawing.guides(), drawing.rulings(), *drawing.heads(), *drawing.marks()]
    layers += [drawing.bars(), drawing.dots(), drawing.figures()]
    chart = alt.layer(*layers).properties(
        height=drawing.height, autosize=alt.AutoSizeParams(type="fit-x", contains="padding")
    )
    return styled(chart.add_params(*drawing.layout()), look)


class _Drawing:
    """The parts of one picture, which share its axes and its look. Heights are in pixels."""

    def __init__(
        self,
        rows: Sequence[Row],
        kinds: Sequence[Kind],
        scale: Scale,
        mark: Kind | None,
        look: Look,
        size: float,
    ) -> None:
        self.rows = rows
        self.kinds = kinds
        self.scale = scale
        self.mark = mark
        self.look = look
        self.size = size
        marks = {row.mark for row in rows if row.mark is not None}
        self.marks_differ = len(marks) > 1
        self.tops: list[float] = []
        down = TOP * size
        for row in rows:
            self.tops.append(down)
            down += self.depth(row) + AIR * size
        self.height = round(down - AIR * size + BOTTOM * size)

    def depth(self, row: Row) -> float:
        """The height of a row without the air under it."""
        under = LINE if self.marks_differ and row.mark is not None else 0
        return (HEAD + LINE * max(1, len(row.lines)) + under) * self.size

    def layout(self) -> list[alt.Parameter]:
        """How wide the column of figures is, and whether there is room for intervals in it."""
        return [
            alt.param(name="narrow", expr=f"width < {NARROW * self.size}"),
            alt.param(name="figures", expr=f"(narrow ? 40 : 118) * {self.size}"),
        ]

    def x(self, field: str = "x") -> alt.X:
        """Across, with the column of figures to the right of the highest value."""
        low, high = self.scale.low, self.scale.high
        end = alt.expr(f"{low} + {high - low} * width / max(50, width - figures)")
        scale = alt.Scale(domain=[low, end], nice=False, zero=False)
        return alt.X(f"{field}:Q", axis=self.axis(), scale=scale)

    def axis(self) -> alt.Axis:
        """The levels under the rows."""
        sign = "(datum.value > 0 ? '+' : '') + " if self.scale.signed else ""
        return alt.Axis(
            title=self.scale.title,
            titleAnchor="start",
            titleFontSize=13 * self.size,
            titlePadding=6,
            titleColor=self.look.quiet,
            values=list(self.scale.ticks),
            labelExpr=f"{sign}replace(format(datum.value, '~g'), '-', '−')",
            labelFontSize=13 * self.size,
            labelColor=self.look.quiet,
            grid=False,
            domain=False,
            ticks=False,
        )

    def y(self, field: str = "y") -> alt.Y:
        """Downwards, in pixels."""
        scale = alt.Scale(domain=[self.height, 0], nice=False, zero=False)
        return alt.Y(f"{field}:Q", axis=None, scale=scale)

    def guides(self) -> alt.Chart:
        """The grid at the ticks."""
        rows = [{"x": tick, "y": 0, "y2": self.height} for tick in self.scale.ticks]
        layer = layer_of(rows).mark_rule(color=self.look.faint)
        return encoded(layer, self.x(), self.y(), y2="y2:Q")

    def rulings(self) -> alt.Chart:
        """Where nothing is, if the axis has such a place."""
        rows = (
            [] if self.scale.zero is None else [{"x": self.scale.zero, "y": 0, "y2": self.height}]
        )
        return encoded(
            layer_of(rows).mark_rule(color=self.look.ink, strokeWidth=1.5 * self.size),
            self.x(),
            self.y(),
            y2="y2:Q",
        )

    def heads(self) -> list[alt.Chart]:
        """The name of each row at the left and its word at the right."""
        rows = [
            {
                "y": top + HEAD * self.size / 2,
                "name": row.name,
                "word": row.word,
                "tone": self.look.tone(row.tone),
            }
            for top, row in zip(self.tops, self.rows, strict=True)
        ]
        text: dict[str, Any] = {"baseline": "middle", "fontSize": 15 * self.size}
        halo: dict[str, Any] = {
            "stroke": self.look.background,
            "strokeWidth": 5,
            "strokeJoin": "round",
        }
        # A name that is longer than its line ends in three dots; the table has it in full.
        widest = max(len(row.word) for row in self.rows) * WORD_LETTER * self.size
        limit = alt.expr(f"max(80, width - {widest:g} - 12)")
        base = layer_of(rows).encode(self.y())
        names = base.encode(x=alt.value(0), text="name:N")
        words = base.encode(x=alt.value("width"), text="word:N")
        return [
            names.mark_text(**text, **halo, align="left", fontWeight=600, limit=limit),
            names.mark_text(**text, align="left", fontWeight=600, limit=limit),
            words.mark_text(**text, align="right", dx=-2, fontWeight=600).encode(
                fill=alt.Fill("tone:N", scale=None)
            ),
        ]

    def marks(self) -> list[alt.Chart]:
        """What each row is compared with, as a dashed upright; its figure where they differ."""
        rows = [
            {
                "x": row.mark,
                "y": top + HEAD * self.size,
                "y2": top + (HEAD + LINE * max(1, len(row.lines))) * self.size,
                "below": top + self.depth(row) - LINE * self.size / 2,
                "figure": f"{row.mark:g}",
            }
            for top, row in zip(self.tops, self.rows, strict=True)
            if row.mark is not None
        ]
        if not rows or self.mark is None:
            return []
        upright = (
            layer_of(rows)
            .mark_rule(color=self.mark.colour, strokeWidth=2.5 * self.size, strokeDash=[5, 3])
            .encode(self.x(), self.y(), y2="y2:Q")
        )
        if not self.marks_differ:
            return [upright]
        figure = (
            layer_of(rows)
            .mark_text(color=self.mark.colour, fontSize=12 * self.size)
            .encode(self.x(), self.y("below"), text="figure:N")
        )
        return [upright, figure]

    def lines(self) -> list[dict[str, Any]]:
        """Every estimate with its height and its colour."""
        colours = {kind.name: kind.colour for kind in self.kinds}
        return [
            {
                "y": top + (HEAD + LINE * (number + 0.5)) * self.size,
                "row": row.name,
                "kind": line.kind,
                "colour": colours[line.kind],
                "x": line.value,
                "low": max(self.scale.low, line.low),
                "high": min(self.scale.high, line.high),
                "short": line.short,
                "told": line.told,
            }
            for top, row in zip(self.tops, self.rows, strict=True)
            for number, line in enumerate(row.lines)
        ]

    def bars(self) -> alt.Chart:
        """The intervals."""
        return encoded(
            layer_of(self.lines()).mark_rule(
                strokeWidth=2.5 * self.size, opacity=0.8, strokeCap="round"
            ),
            self.x("low"),
            self.y(),
            x2="high:Q",
            stroke=alt.Stroke("colour:N", scale=None),
        )

    def dots(self) -> alt.Chart:
        """The estimates, with the legend."""
        shown = [*self.kinds, *([self.mark] if self.mark else [])]
        legend = alt.Legend(
            title=None,
            orient="bottom",
            columns=alt.expr(_columns(shown, self.size)),
            symbolSize=130 * self.size,
            symbolStrokeWidth=0,
            symbolOpacity=1,
            labelFontSize=14 * self.size,
            labelLimit=0,
            columnPadding=18,
            rowPadding=6,
        )
        names = [kind.name for kind in shown]
        colours = alt.Scale(domain=names, range=[kind.colour for kind in shown])
        shapes = alt.Scale(domain=names, range=[kind.shape for kind in shown])
        return encoded(
            layer_of(self.lines()).mark_point(filled=True, opacity=1, size=110 * self.size**2),
            self.x(),
            self.y(),
            color=alt.Color("kind:N", scale=colours, legend=legend),
            shape=alt.Shape("kind:N", scale=shapes, legend=legend),
            tooltip=[
                alt.Tooltip("row:N", title="Element"),
                alt.Tooltip("kind:N", title="Of"),
                alt.Tooltip("told:N", title="Value"),
            ],
        )

    def figures(self) -> alt.Chart:
        """The column of figures at the right, in the colour of their kind."""
        return encoded(
            layer_of(self.lines())
            .transform_calculate(written="narrow ? datum.short : datum.told")
            .mark_text(align="right", dx=-2, baseline="middle", fontSize=13 * self.size),
            self.y(),
            x=alt.value("width"),
            text="written:N",
            fill=alt.Fill("colour:N", scale=None),
        )


def difference_scale(rows: Sequence[Row], title: str) -> Scale:
    """An axis in levels that holds every interval, with nothing marked on it."""
    lines = [line for row in rows for line in row.lines]
    low = min(-0.5, *(line.low for line in lines)) if lines else -0.5
    high = max(0.5, *(line.high for line in lines)) if lines else 0.5
    ends = math.floor(low * 2) / 2, math.ceil(high * 2) / 2
    step = 0.5 if ends[1] - ends[0] <= 3 else 1.0
    first = math.ceil(ends[0] / step)
    ticks = tuple(step * n for n in range(first, math.floor(ends[1] / step) + 1))
    return Scale(*ends, title, ticks, zero=0, signed=True)


def signed(value: float) -> str:
    """A difference with its sign, rounded to a tenth; nothing has none."""
    told = f"{value:+.1f}".replace("-", "−")
    return "0.0" if told[1:] == "0.0" else told


def _columns(kinds: Sequence[Kind], size: float) -> str:
    """How many names of the legend stand beside each other, from the width there is."""
    widest = max(len(kind.name) for kind in kinds) * LETTER * size + 50
    return f"max(1, min({len(kinds)}, floor(width / {widest:g})))"
