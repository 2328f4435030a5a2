"""The pictures of the page on readiness: the radar, the role scores, the gaps.

Their keys are texts, because the framework takes ten times as long to hash nested tuples.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from workbench.charts.gaps import gap_rows, gaps
from workbench.charts.interval_rows import signed
from workbench.charts.radar import RoleLine, Spoke, lines_of, radar, spokes_of
from workbench.charts.role_scores import role_scores, score_rows, told
from workbench.readiness.findings import ElementFinding, ReadinessReport
from workbench.readiness.gaps import Gap
from workbench.ui.pictures import picture
from workbench.voices.estimates import Estimate
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role

# Made up, and uneven on purpose: what one reads off a radar is where it caves in.
EXAMPLE = {
    Role.EXECUTIVE: (3.9, 3.4, 4.1, 4.0, 4.2, 3.6, 3.3),
    Role.ADVISOR: (3.0, 2.4, 2.1, 3.6, 2.2, 2.9, 3.4),
}
KEY = "readiness_roles"
MOST_AT_FIRST = 3
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven")


def choose_roles(report: ReadinessReport, *, hidden: bool = False) -> list[Role]:
    """The roles to draw, at most three until somebody asks for more; `hidden` keeps the choice."""
    there = [r for r in Role if any(r in e.roles and e.roles[r].score for e in report.elements)]
    first = there[:MOST_AT_FIRST]
    if hidden or len(there) < 2:
        chosen = st.session_state.get(KEY, first)
    else:
        chosen = st.pills(
            "Roles in the pictures",
            there,
            selection_mode="multi",
            default=first,
            format_func=lambda role: role.label,
            key=KEY,
            persist_state="session",
            wrap=True,
        )
    return [role for role in there if role in chosen] or first


def show_radar(report: ReadinessReport, roles: Sequence[Role], size: float) -> None:
    """The hero of the page, under the report's own finding; an example while nobody is shown."""
    if not roles:
        show_example_radar([e.requisite for e in report.elements], title=report.title)
        return
    spokes, lines = spokes_of(report.elements), lines_of(report.elements, roles)
    picture(
        "readiness radar",
        repr((spokes, lines, size)),
        lambda look: radar(spokes, lines, look, size),
        title=report.title,
        alt=_radar_in_words(report, spokes, lines),
        table=_scores_table(report.elements, roles),
    )


def show_example_radar(standards: Sequence[float], title: str = "What you will see here") -> None:
    """A faded radar of made-up scores against this workshop's standard."""
    labels = [element.label for element in instrument().elements.values()]
    spokes = tuple(
        Spoke(label, "", "", standard) for label, standard in zip(labels, standards, strict=True)
    )
    lines = tuple(
        RoleLine(role, scores, tuple(f"{score:.1f}" for score in scores))
        for role, scores in EXAMPLE.items()
    )
    picture(
        "example radar",
        repr((spokes, lines)),
        lambda look: radar(spokes, lines, look, example=True),
        title=title,
        alt="An example with made-up scores: a line for executives and one for advisors on seven "
        "axes, the standard as a dashed ring. Where a line runs inside the ring, the standard is "
        "not reached.",
    )


def show_role_scores(report: ReadinessReport, roles: Sequence[Role], size: float) -> None:
    """Every score with its interval, the weakest element first."""
    elements = report.weakest_first
    rows = score_rows(elements, roles)
    if not any(row.lines for row in rows):
        return
    title = _below_title(report)
    picture(
        "role scores",
        repr((rows, size)),
        lambda look: role_scores(rows, look, size),
        title=title,
        alt=f"{title}. "
        + " ".join(
            f"{row.name}, {row.word}, standard {row.mark:g}: "
            + ("; ".join(f"{line.kind} {line.told}" for line in row.lines) or "no scores")
            + "."
            for row in rows
        ),
        table=_intervals_table(elements, roles),
    )


def explain_pictures() -> None:
    """How to read the two pictures, in three sentences."""
    st.caption(
        "Further out is better. Where a line runs inside the dashed ring, that role does not see "
        "the standard reached. In the picture of the scores, the bar around a mark is its 95% "
        "interval: the fewer people answered, the wider it is."
    )


def show_gaps(report: ReadinessReport, size: float) -> None:
    """Where executives and advisors differ, in their ratings and in what was predicted."""
    rows = gap_rows(report.elements)
    if not rows:
        st.subheader(report.gap_title)
        st.caption("A gap needs enough answers from both, and both have to be shown.")
        return
    picture(
        "readiness gaps",
        repr((rows, size)),
        lambda look: gaps(rows, look, size),
        title=report.gap_title,
        alt=f"{report.gap_title}. "
        + " ".join(
            f"{row.name}: " + "; ".join(f"{line.kind} {line.told}" for line in row.lines) + "."
            for row in rows
        ),
        table=_gaps_table(report.elements),
    )


def _radar_in_words(
    report: ReadinessReport, spokes: Sequence[Spoke], lines: Sequence[RoleLine]
) -> str:
    verdicts = ", ".join(f"{s.label} {s.verdict} (standard {s.standard:g})" for s in spokes)
    told_lines = " ".join(
        f"{line.role.label}: "
        + ", ".join(
            f"{spoke.label} {score:.1f}"
            for spoke, score in zip(spokes, line.scores, strict=True)
            if score is not None
        )
        + "."
        for line in lines
    )
    return f"{report.title}. {told_lines} Verdicts: {verdicts}."


def _below_title(report: ReadinessReport) -> str:
    """On how many elements each role of the gate is clearly below the standard."""
    parts = []
    for role in instrument().scoring.gate.roles:
        scored = [e for e in report.elements if role in e.roles and e.roles[role].score]
        below = sum(_high(e, role) < e.requisite for e in scored)
        if scored:
            parts.append((role, below, len(scored)))
    if not parts:
        return "The scores role by role"
    parts.sort(key=lambda part: -part[1])
    (first, below, of), *rest = parts
    told = f"{first.label} are clearly below the standard on {NUMBERS[below]} of {NUMBERS[of]}"
    return told + "".join(f", {role.label.lower()} on {NUMBERS[n]}" for role, n, _ in rest)


def _high(element: ElementFinding, role: Role) -> float:
    score = element.roles[role].score
    return score.high if score else float("inf")


def _scores_table(elements: Sequence[ElementFinding], roles: Sequence[Role]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Element": e.label, "Verdict": e.gate.verdict.value, "Standard": f"{e.requisite:g}"}
            | {role.label: _value(_score(e, role)) for role in roles}
            for e in elements
        ]
    )


def _intervals_table(elements: Sequence[ElementFinding], roles: Sequence[Role]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Element": e.label, "Verdict": e.gate.verdict.value, "Standard": f"{e.requisite:g}"}
            | {role.label: _with_people(_score(e, role)) for role in roles}
            | {"Customers, own question": _with_people(e.customers)}
            for e in elements
        ]
    )


def _gaps_table(elements: Sequence[ElementFinding]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Element": element.label,
                "Executives minus advisors": _gap(element.gap),
                "Prediction minus advisors": _gap(element.empathy),
                "Clear": "yes" if element.gap and element.gap.clear else "no",
            }
            for element in elements
        ]
    )


def _score(element: ElementFinding, role: Role) -> Estimate | None:
    return element.roles[role].score if role in element.roles else None


def _value(score: Estimate | None) -> str:
    return f"{score.value:.1f}" if score else "not shown"


def _with_people(score: Estimate | None) -> str:
    return f"{told(score)}, {score.n} people" if score else "not shown"


def _gap(gap: Gap | None) -> str:
    return f"{signed(gap.value)} ({signed(gap.low)} to {signed(gap.high)})" if gap else "not shown"
