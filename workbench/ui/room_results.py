"""What the room looks at: the results of the step it is in, or talks about, once they may show."""

import streamlit as st

from workbench.ui.current import readiness
from workbench.ui.plain import plain
from workbench.ui.readiness_findings import show_headline
from workbench.ui.readiness_pictures import show_radar, show_role_scores
from workbench.ui.step_results import show_results
from workbench.ui.store import store
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

# How much larger than usual a picture with few rows, or one with many, stands on the wall.
ON_THE_WALL = {
    Activity.APPROVE: 1.25,
    Activity.QUADRATIC: 1.25,
    Activity.EFFORT_IMPACT: 1.35,
    Activity.TOUCHPOINTS: 0.85,
}
LARGEST_RADAR = 1.15
ROLES_ON_SCREEN = (Role.EXECUTIVE, Role.ADVISOR, Role.MIDDLE)


def shows_results(workshop: Workshop, room: Room) -> bool:
    """Whether there is a step whose results the room looks at."""
    step = room.on_screen
    if step is None or not step.is_instrument:
        return step is not None
    now = store().workshops.find(workshop.id)
    return now is not None and now.revealed_at is not None


def show_on_screen(workshop: Workshop, room: Room, size: float) -> None:
    """The results that the room looks at, `size` times as large; nothing when there are none."""
    step = room.on_screen
    if step is None or not shows_results(workshop, room):
        return
    if step.is_instrument:
        _readiness(workshop, size)
    else:
        fitted = size * ON_THE_WALL.get(step.activity, 1.0) if size > 1 else size
        show_results(workshop, room, step, fitted)
        _entered(workshop, step)


def _readiness(workshop: Workshop, size: float) -> None:
    now = store().workshops.find(workshop.id) or workshop
    report = readiness(now)
    show_headline(report)
    there = [
        role
        for role in ROLES_ON_SCREEN
        if any(role in e.roles and e.roles[role].score for e in report.elements)
    ]
    if not there:
        least = workshop.privacy.score_threshold
        st.markdown(f"The picture comes as soon as {least} people of a role have answered.")
        return
    left, right = st.columns([11, 9], gap="medium") if size > 1 else (st.container(),) * 2
    with left:
        show_radar(report, there, min(size, LARGEST_RADAR))
    with right:
        show_role_scores(report, there, min(size, LARGEST_RADAR))


def _entered(workshop: Workshop, step: Step) -> None:
    """What was counted for people without a phone, beside what people sent and never in it."""
    counted = [entry for entry in store().proxies.all(workshop.id, step.id) if entry.counts]
    if not counted:
        return
    lines = []
    for entry in counted:
        counts = ", ".join(
            f"{people:,} {value}" for value, people in entry.counts.items() if people
        )
        whom = f", {entry.role.label.lower()}" if entry.role else ""
        lines.append(f"- {plain(entry.words)}: {counts} (by {entry.kind.value}{whom})")
    st.markdown("**Counted by the facilitator**, apart from the phones:\n" + "\n".join(lines))
