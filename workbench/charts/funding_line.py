"""The funding line: every project one after the other, and where the budget ends."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Literal

import altair as alt

from workbench.business_case.decision import Decision, Limit
from workbench.business_case.money import money
from workbench.business_case.project import Project
from workbench.charts.amounts import Columns, Scale
from workbench.charts.layers import columns_of, encoded
from workbench.charts.look import Chart, Look, styled

ROW = 58
SIDES: tuple[tuple[Literal["left", "right"], int], ...] = (("left", 8), ("right", -8))
LEAST_HEIGHT = 420
BAR, MARGIN = 14, 60
FADED = 0.35


class State(StrEnum):
    """Where a project stands."""

    FUNDED = "Funded"
    MISSED = "Missed"
    OUT = "Out"


def shown_limit(decision: Decision) -> Limit | None:
    """The limit that the line is drawn against: the scarcest, else the one that is used most."""
    if decision.scarcest is not None:
        return decision.scarcest
    return max(decision.limits, key=lambda limit: (not limit.people, limit.share), default=None)


def line_height(count: int) -> int:
    """How high the picture is for so many projects, in pixels."""
    return max(LEAST_HEIGHT, ROW * count + MARGIN)


def funding_line(look: Look, unit: str, count: int, *, ends: bool, example: bool = False) -> Chart:
    """The picture without its figures, which `funding_figures` gives by name.

    `unit` says what the bars are; `ends` whether there is a limit to draw. An `example` is faded.
    """
    colours = {State.FUNDED: look.accent, State.MISSED: look.warning, State.OUT: look.quiet}
    x = alt.X(
        "begin:Q",
        title=unit,
        scale=alt.Scale(nice=False, zero=True),
        axis=alt.Axis(grid=False, tickCount=5, titlePadding=8),
    )
    y = alt.Y(
        "row:Q",
        title=None,
        axis=None,
        scale=alt.Scale(domain=[-0.9, count], reverse=True, nice=False),
    )
    base = alt.Chart(alt.NamedData("projects")).encode(y=y)
    bars = (
        base.transform_filter("datum.drawn")
        .mark_bar(height=BAR, yOffset=15, cornerRadius=2)
        .encode(
            x=x,
            x2="end:Q",
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(
                    domain=[state.value for state in State], range=list(colours.values())
                ),
                legend=alt.Legend(orient="top", symbolType="square", columns=3),
            ),
            tooltip=[alt.Tooltip("told:N", title=" ")],
        )
    )
    ink = alt.condition(
        f"datum.state == '{State.FUNDED}'", alt.value(look.ink), alt.value(look.quiet)
    )
    layers: list[alt.Chart] = []
    if ends:
        limit = alt.Chart(alt.NamedData("limit"))
        layers.append(
            limit.mark_rule(color=look.ink, strokeWidth=2, strokeDash=[5, 3]).encode(
                x="at:Q", y=alt.value(0), y2=alt.value("height")
            )
        )
        layers += [
            limit.transform_filter(f"datum.side == '{side}'")
            .mark_text(align=side, baseline="top", dx=dx, fontSize=13, fontWeight=700)
            .encode(x="at:Q", y=alt.value(0), text="told:N", color=alt.value(look.ink))
            for side, dx in SIDES
        ]
    layers += [bars, *_written(base, look, "name", -19, 13, 600, ink)]
    layers += _written(base, look, "figure", -2, 12, 400, alt.value(look.quiet))
    picture = alt.layer(*layers).properties(
        height=line_height(count),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    if example:
        picture = picture.configure_mark(opacity=FADED)
    return styled(picture, look)


def _written(
    base: alt.Chart, look: Look, field: str, dy: int, size: int, weight: Literal[400, 600], ink: Any
) -> list[alt.Chart]:
    """A line of text at the start of each row, with room around it where the limit crosses."""
    text = base.mark_text(align="left", baseline="middle", dy=dy, fontSize=size, fontWeight=weight)
    room = base.mark_text(
        align="left", baseline="middle", dy=dy, fontSize=size, fontWeight=weight,
        stroke=look.background, strokeWidth=5, strokeJoin="round",
    )  # fmt: skip
    return [
        encoded(room, x=alt.value(0), text=f"{field}:N", color=alt.value(look.background)),
        encoded(text, x=alt.value(0), text=f"{field}:N", color=ink),
    ]


def funding_figures(
    lines: Sequence[Project], decision: Decision, currency: str, scale: Scale
) -> dict[str, Columns]:
    """The figures of the picture: the projects in the order of the line, and the limit."""
    limit = shown_limit(decision)
    size = 1.0 if limit is not None and limit.people else scale.size
    gaps = {missed.position: missed.gap for missed in decision.missed}
    rows: list[dict[str, Any]] = []
    begin = 0.0
    for row, place in enumerate(decision.order):
        line = lines[place]
        state = state_of(line, place, decision, gaps.get(place))
        drawn = state is not State.OUT
        end = begin + max(0.0, taken(line, limit)) / size if drawn else begin
        rows.append(
            {
                "row": row,
                "name": line.name,
                "state": state.value,
                "begin": begin,
                "end": end,
                "drawn": drawn,
                "figure": _figure(line, currency, drawn=drawn),
                "told": f"{line.name} ({line.bid.function}): {_figure(line, currency, drawn=True)}",
            }
        )
        begin = end
    found: dict[str, Columns] = {"projects": columns_of(rows)}
    if limit is not None:
        at = limit.limit / size
        # The label stands where there is more room.
        side = "left" if at < begin / 2 else "right"
        found["limit"] = {"at": [at], "told": [_limit_told(limit, currency)], "side": [side]}
    return found


def state_of(line: Project, place: int, decision: Decision, gap: float | None) -> State:
    """Whether a project is funded, pays but missed, or is not in the running."""
    if place in decision.selected:
        return State.FUNDED
    return State.MISSED if gap is not None and line.npv > 0 else State.OUT


def taken(line: Project, limit: Limit | None) -> float:
    """What a project takes of the limit; all its spend when there is none."""
    if limit is None:
        return sum(line.spend)
    return line.people[limit.year] if limit.people else line.spend[limit.year]


def _figure(line: Project, currency: str, *, drawn: bool) -> str:
    worth = f"worth {money(line.npv, currency)}"
    if not drawn or line.per_spend is None:
        return worth
    return f"{worth}, {line.per_spend:.2f} per {currency} 1".replace("-", "−")


def _limit_told(limit: Limit, currency: str) -> str:
    if limit.people:
        return f"{limit.limit:,.0f} people-months in year {limit.year + 1}"
    return f"{money(limit.limit, currency)} in year {limit.year + 1}"
