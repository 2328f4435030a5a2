"""The journey map: satisfaction, effort and feeling at each touchpoint, in aligned rows."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from workbench.charts.interval_rows import Line, Row, Scale, interval_rows
from workbench.charts.look import Chart, Look
from workbench.charts.share_rows import role_kinds, share_row, share_rows, share_told
from workbench.ui.pictures import picture, small_picture
from workbench.voices.estimates import Estimate
from workbench.voices.journey_map import JourneyMap
from workbench.voices.scores import NetScore
from workbench.voices.step_findings import StepFinding
from workbench.voices.touchpoint_report import (
    Experience,
    TouchpointFinding,
    moments_that_matter,
    touchpoint_report,
)
from workbench.workshop.roles import Role

LEVELS = (1.0, 2.0, 3.0, 4.0, 5.0)
TONES = {"suffer": "fail", "win": "pass", "": "undecided"}
WORDS = {"suffer": "they suffer", "win": "they win", "": "in between"}
MATTERED = "For whom it mattered most, % of those who took the card"
Pick = Callable[[Experience], Line | None]


def show_journey(found: StepFinding, journey: JourneyMap, size: float = 1.0) -> None:
    """The map of a step of cards, in the order in which a customer meets the touchpoints."""
    report = touchpoint_report(found, journey)
    if not report:
        st.caption("No touchpoint is shown yet: each needs enough people of one role.")
        return
    st.subheader(_title(report))
    satisfied = Scale(1.0, 5.0, "Satisfaction, 1 to 5", LEVELS)
    easy = Scale(1.0, 5.0, "How easy, 1 hard to 5 easy", LEVELS)
    felt = Scale(-100.0, 100.0, "Pleasant less unpleasant, %", (-100.0, 0.0, 100.0), 0.0, True)
    columns = st.columns([5, 4, 4], gap="medium") if size == 1 else [st.container()]
    parts: Sequence[tuple[str, Scale, Pick]] = (
        ("satisfaction", satisfied, _satisfaction),
        ("effort", easy, _ease),
        ("feeling", felt, _feeling),
    )
    for column, (name, scale, pick) in zip(columns, parts, strict=False):
        with column:
            _picture(report, name, scale, pick, size)
    if size == 1:
        with st.expander("The figures as a table", icon=":material/table_chart:"):
            st.dataframe(_table(report), hide_index=True, alt="Every touchpoint by role")


def show_moments(report: Sequence[TouchpointFinding]) -> None:
    """Which touchpoints mattered, to which share of those who took the card."""
    moments = moments_that_matter(report)
    if not moments:
        return
    rows = [
        share_row(
            one.touchpoint.label,
            {role: own.moment for role, own in one.roles.items() if own.moment},
            WORDS[one.verdict],
            TONES[one.verdict],
        )
        for one in moments[:6]
    ]
    title = f"What matters most: {moments[0].touchpoint.label.lower()}"
    picture(
        "moments",
        repr(rows),
        lambda look: share_rows(rows, MATTERED, look),
        title=title,
        alt=f"{title}. "
        + " ".join(
            f"{row.name}: " + "; ".join(f"{line.kind} {line.told}" for line in row.lines) + "."
            for row in rows
        ),
    )


def _picture(
    report: Sequence[TouchpointFinding], name: str, scale: Scale, pick: Pick, size: float
) -> None:
    rows = []
    for one in report:
        lines = tuple(
            line._replace(kind=role.label)
            for role in Role
            if role in one.roles and (line := pick(one.roles[role])) is not None
        )
        word = WORDS[one.verdict] if name == "satisfaction" else ""
        tone = TONES[one.verdict] if name == "satisfaction" else "plain"
        rows.append(Row(one.touchpoint.label, word, tone, None, lines))
    if not any(row.lines for row in rows):
        return

    def draw(look: Look) -> Chart:
        return interval_rows(rows, role_kinds(rows, look), scale, None, look, size)

    st.markdown(f"**{scale.title}**")
    small_picture(
        f"journey {name}",
        repr((rows, size)),
        draw,
        alt=f"{scale.title}. "
        + " ".join(
            f"{row.name}: " + "; ".join(f"{line.kind} {line.told}" for line in row.lines) + "."
            for row in rows
        ),
    )


def _satisfaction(own: Experience) -> Line | None:
    return _level(own.satisfaction)


def _ease(own: Experience) -> Line | None:
    return _level(own.ease)


def _feeling(own: Experience) -> Line | None:
    return None if own.feeling is None else _net(own.feeling)


def _level(told: Estimate | None) -> Line | None:
    if told is None:
        return None
    short = f"{told.value:.1f}"
    return Line(
        "", told.value, told.low, told.high, short, f"{short} ({told.low:.1f} to {told.high:.1f})"
    )


def _net(told: NetScore) -> Line:
    short = f"{told.score:+.0f}".replace("-", "\u2212")
    ends = f"({told.low:+.0f} to {told.high:+.0f})".replace("-", "\u2212")
    return Line("", told.score, told.low, told.high, short, f"{short} {ends}")


def _title(report: Sequence[TouchpointFinding]) -> str:
    suffer = [one.touchpoint.label.lower() for one in report if one.verdict == "suffer"]
    win = [one.touchpoint.label.lower() for one in report if one.verdict == "win"]
    if suffer:
        told = ", ".join(suffer[:3])
        return f"They suffer at {len(suffer)} of {len(report)} touchpoints: {told}"
    if win:
        return f"They win at {len(win)} of {len(report)} touchpoints, and suffer at none for sure"
    return f"At none of {len(report)} touchpoints is it settled whether they win or suffer"


def _table(report: Sequence[TouchpointFinding]) -> pd.DataFrame:
    rows = []
    for one in report:
        for role, own in one.roles.items():
            lines = [_satisfaction(own), _ease(own), _feeling(own)]
            satisfied, easy, felt = (line.told if line else "" for line in lines)
            rows.append(
                {
                    "Touchpoint": one.touchpoint.label,
                    "Owner": one.touchpoint.owner,
                    "Role": role.label,
                    "Satisfaction, 1 to 5": satisfied,
                    "Ease, 1 to 5": easy,
                    "Net feeling": felt,
                    "Mattered to": share_told(own.moment) if own.moment else "",
                }
            )
    return pd.DataFrame(rows)
