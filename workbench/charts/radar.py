"""The 7S radar: unfilled lines on equal axes, the standard as a dashed ring, a verdict a spoke.

The figure is laid out in the browser from the width it finds there, so that a level has as many
pixels across as upwards on every screen and the heptagon is never squashed.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import altair as alt

from workbench.charts.layers import encoded, layer_of
from workbench.charts.look import ROLE_MARKS, STANDARD_MARK, Chart, Look, styled
from workbench.charts.role_scores import standard_name, told
from workbench.readiness.findings import ElementFinding
from workbench.voices.items import LEVELS
from workbench.workshop.roles import Role

HEIGHT = 500
FADED = 0.3
BESIDE = 8
"""Pixels between the end of a spoke and the label beside it."""
VERDICT_SIZE = 0.93
NAME_WIDTH, VERDICT_WIDTH = 0.56, 0.51
"""The width of an average letter for its height, in the bold of names and the plain of verdicts."""
NARROW = 440
"""Pixels; below it the labels are smaller and stand closer."""


class Spoke(NamedTuple):
    """One axis: its name, the verdict in a word, the verdict's tone and the standard (level)."""

    label: str
    verdict: str
    tone: str
    standard: float


class RoleLine(NamedTuple):
    """One role's scores (levels 1 to 5) in the order of the spokes, None where there is none.

    `told` are the same figures in words, for the tooltips.
    """

    role: Role
    scores: tuple[float | None, ...]
    told: tuple[str, ...]


def spokes_of(elements: Iterable[ElementFinding]) -> tuple[Spoke, ...]:
    """The axes of a readiness report."""
    return tuple(
        Spoke(e.label, e.gate.verdict.value, e.gate.verdict.value, e.requisite) for e in elements
    )


def lines_of(elements: Sequence[ElementFinding], roles: Iterable[Role]) -> tuple[RoleLine, ...]:
    """The lines of these roles in a readiness report; a role without any score has none."""
    scores = {
        role: [e.roles[role].score if role in e.roles else None for e in elements] for role in roles
    }
    return tuple(
        RoleLine(
            role,
            tuple(score.value if score else None for score in found),
            tuple(told(score) if score else "" for score in found),
        )
        for role, found in scores.items()
        if any(found)
    )


def radar(
    spokes: Sequence[Spoke],
    lines: Sequence[RoleLine],
    look: Look,
    size: float = 1.0,
    *,
    example: bool = False,
) -> Chart:
    """The radar of these roles; `size` enlarges type and figure for a projector.

    A role's line has a gap where it has no score. An `example` is faded and says what it is.
    Raises ValueError unless every role has as many scores as there are spokes, and there are at
    least three.
    """
    for line in lines:
        if len(line.scores) != len(spokes) or len(line.told) != len(spokes):
            raise ValueError(
                f"{line.role.label} have {len(line.scores)} scores and {len(line.told)} texts; "
                f"accepted: one of each for each of the {len(spokes)} spokes"
            )
    if len(spokes) < 3:
        raise ValueError(f"{len(spokes)} spokes; accepted: at least 3")
    drawing = _Drawing(spokes, look, size, FADED if example else 1.0)
    layers = [drawing.web(), drawing.axes(), drawing.ring()]
    # The lowest scores are what the room has to see, so the later roles of the order lie on top.
    layers += [layer for line in lines for layer in drawing.line(line)]
    layers += [drawing.points(lines), *drawing.level_numbers(), *drawing.labels()]
    if example:
        layers += drawing.mark_example()
    chart = alt.layer(*layers).properties(height=round(HEIGHT * size))
    return styled(chart.add_params(*drawing.layout()), look)


class _Drawing:
    """The parts of one radar, which share its geometry and its look."""

    def __init__(self, spokes: Sequence[Spoke], look: Look, size: float, strength: float) -> None:
        self.spokes = spokes
        self.look = look
        self.size = size
        self.strength = strength
        count = len(spokes)
        self.angles = [2 * math.pi * index / count for index in range(count)]
        self.lowest = min(math.cos(angle) for angle in self.angles)

    def layout(self) -> list[alt.Parameter]:
        """Pixels a level, from what is left beside the labels; and how large letters are."""
        size, wide = self.size, max(math.sin(angle) for angle in self.angles)
        longest = max(
            max(NAME_WIDTH * len(spoke.label), VERDICT_WIDTH * len(spoke.verdict) * VERDICT_SIZE)
            for spoke, angle in zip(self.spokes, self.angles, strict=True)
            if abs(math.sin(angle)) > 0.9 * wide
        )
        room = f"({longest:.2f} * letters + {(BESIDE + 2) * size})"
        across = f"(width - 2 * {room}) / {2 * LEVELS * wide}"
        up = f"(height - {92 * size}) / {LEVELS * (1 - self.lowest)}"
        return [
            alt.param(name="narrow", expr=f"width < {NARROW * size}"),
            alt.param(name="letters", expr=f"(narrow ? 13 : 15) * {size}"),
            alt.param(name="level", expr=f"max(4, min({across}, {up}))"),
        ]

    def at(self, level: float, index: int) -> dict[str, Any]:
        """A point on a spoke, clockwise from 12 o'clock, in levels."""
        angle = self.angles[index % len(self.angles)]
        return {"x": round(level * math.sin(angle), 4), "y": round(level * math.cos(angle), 4)}

    def x(self, field: str = "x") -> alt.X:
        """Across, in levels around the middle."""
        ends = [alt.expr(f"{sign}width / 2 / level") for sign in ("-", "")]
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=ends, nice=False, zero=False))

    def y(self, field: str = "y") -> alt.Y:
        """Upwards, in the same levels, with the figure in the middle of the height."""
        middle = LEVELS * (1 + self.lowest) / 2
        ends = [alt.expr(f"{middle} {sign} height / 2 / level") for sign in ("-", "+")]
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=ends, nice=False, zero=False))

    def web(self) -> alt.Chart:
        """The heptagons of levels 1 to 5."""
        rows = [
            {**self.at(level, index), "level": level, "order": index}
            for level in range(1, LEVELS + 1)
            for index in range(len(self.spokes) + 1)
        ]
        return encoded(
            layer_of(rows).mark_line(color=self.look.faint, strokeWidth=1),
            self.x(),
            self.y(),
            order="order:Q",
            detail="level:N",
        )

    def axes(self) -> alt.Chart:
        """The axes."""
        rows = [
            {"x": 0, "y": 0, "x2": end["x"], "y2": end["y"]}
            for end in (self.at(LEVELS, index) for index in range(len(self.spokes)))
        ]
        return encoded(
            layer_of(rows).mark_rule(color=self.look.faint),
            self.x(),
            self.y(),
            x2="x2:Q",
            y2="y2:Q",
        )

    def ring(self) -> alt.Chart:
        """The standard of each spoke, joined by a dashed line."""
        around = [*self.spokes, self.spokes[0]]
        rows = [
            {**self.at(spoke.standard, index), "order": index} for index, spoke in enumerate(around)
        ]
        return encoded(
            layer_of(rows).mark_line(
                color=self.look.accent,
                strokeWidth=2.5 * self.size,
                strokeDash=[7, 5],
                opacity=self.strength,
            ),
            self.x(),
            self.y(),
            order="order:Q",
        )

    def line(self, line: RoleLine) -> list[alt.Chart]:
        """A role's scores joined, except across a missing one."""
        count = len(self.spokes)
        rows = []
        for index, score in enumerate(line.scores):
            after = line.scores[(index + 1) % count]
            if score is not None and after is not None:
                end = self.at(after, index + 1)
                rows.append({**self.at(score, index), "x2": end["x"], "y2": end["y"]})
        if not rows:
            return []
        drawn = layer_of(rows).mark_rule(
            color=self.look.role(line.role),
            strokeWidth=2.5 * self.size,
            strokeCap="round",
            opacity=self.strength,
        )
        return [drawn.encode(self.x(), self.y(), x2="x2:Q", y2="y2:Q")]

    def points(self, lines: Sequence[RoleLine]) -> alt.Chart:
        """A mark for each score, with the legend of roles and standard."""
        rows = [
            {**self.at(score, index), "role": line.role.label, "S": spoke.label, "score": told}
            for line in lines
            for index, (spoke, score, told) in enumerate(
                zip(self.spokes, line.scores, line.told, strict=True)
            )
            if score is not None
        ]
        standard = standard_name(spoke.standard for spoke in self.spokes)
        names = [*(line.role.label for line in lines), standard]
        colours = [*(self.look.role(line.role) for line in lines), self.look.accent]
        marks = [*(ROLE_MARKS[line.role] for line in lines), STANDARD_MARK]
        legend = alt.Legend(
            title=None,
            orient="bottom",
            columns=alt.expr(f"narrow ? 2 : {len(names)}"),
            symbolSize=130 * self.size,
            symbolStrokeWidth=0,
            symbolOpacity=self.strength,
            labelFontSize=14 * self.size,
            labelLimit=0,
            columnPadding=18,
            rowPadding=6,
        )
        return encoded(
            layer_of(rows).mark_point(filled=True, opacity=self.strength, size=110 * self.size**2),
            self.x(),
            self.y(),
            color=alt.Color("role:N", scale=alt.Scale(domain=names, range=colours), legend=legend),
            shape=alt.Shape("role:N", scale=alt.Scale(domain=names, range=marks), legend=legend),
            tooltip=[
                alt.Tooltip("S:N", title="Element"),
                alt.Tooltip("role:N", title="Role"),
                alt.Tooltip("score:N", title="Score"),
            ],
        )

    def level_numbers(self) -> list[alt.Chart]:
        """The levels beside the first spoke, clear of the lines behind them."""
        rows = [{**self.at(level, 0), "level": str(level)} for level in range(1, LEVELS + 1)]
        base = layer_of(rows).encode(self.x(), self.y(), text="level:N")
        text: dict[str, Any] = {
            "align": "right",
            "baseline": "middle",
            "dx": -9 * self.size,
            "fontSize": 12 * self.size,
        }
        halo = base.mark_text(
            **text, stroke=self.look.background, strokeWidth=3, strokeJoin="round"
        )
        return [halo, base.mark_text(**text, color=self.look.quiet)]

    def labels(self) -> list[alt.Chart]:
        """Around the figure: the name of each spoke, and under it the verdict."""
        rows = []
        for index, (spoke, angle) in enumerate(zip(self.spokes, self.angles, strict=True)):
            across, up = math.sin(angle), math.cos(angle)
            beside = abs(across) >= 0.5
            align = ("left" if across > 0 else "right") if beside else "center"
            rows.append(
                {
                    **self.at(LEVELS, index),
                    "name": spoke.label,
                    "verdict": spoke.verdict,
                    "tone": self.look.tone(spoke.tone),
                    "align": align,
                    "dx": round(BESIDE * across * self.size, 2),
                    "dy": round(-26 * up * self.size, 2) if not beside else 0,
                }
            )
        base = layer_of(rows).encode(self.x(), self.y())
        common: dict[str, Any] = {
            "align": alt.expr("datum.align"),
            "baseline": "middle",
            "dx": alt.expr("datum.dx"),
            "opacity": max(self.strength, 0.6),
        }
        name = base.mark_text(
            **common,
            dy=alt.expr("datum.dy - letters * 0.62"),
            fontSize=alt.expr("letters"),
            fontWeight=600,
        )
        verdict = base.mark_text(
            **common,
            dy=alt.expr("datum.dy + letters * 0.62"),
            fontSize=alt.expr(f"letters * {VERDICT_SIZE}"),
        )
        return [
            encoded(name, text="name:N"),
            encoded(verdict, text="verdict:N", fill=alt.Fill("tone:N", scale=None)),
        ]

    def mark_example(self) -> list[alt.Chart]:
        """The words that keep an example from being taken for a result."""
        base = encoded(layer_of([{"x": 0, "y": 0}]), self.x(), self.y())
        text: dict[str, Any] = {
            "text": "Example, not your results",
            "fontSize": 17 * self.size,
            "fontWeight": 600,
        }
        halo: dict[str, Any] = {
            "stroke": self.look.background,
            "strokeWidth": 6,
            "strokeJoin": "round",
        }
        return [base.mark_text(**text, **halo), base.mark_text(**text, color=self.look.ink)]
