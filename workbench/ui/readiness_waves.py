"""Another wave of the same workshop beside this one: what moved, role by role."""

from uuid import UUID

import pandas as pd
import streamlit as st

from workbench.charts.waves import Changes, change_rows, changes
from workbench.readiness.report import changes_by_role
from workbench.ui.current import released
from workbench.ui.pictures import picture
from workbench.ui.store import store
from workbench.ui.visitor import open_to_visitor
from workbench.voices.instrument import instrument
from workbench.workshop.workshop import Workshop


def show_waves(workshop: Workshop, size: float) -> None:
    """The latest revealed wave beside the first; nothing when there is only one."""
    waves = _waves(workshop)
    if len(waves) < 2:
        return
    first, *later = waves
    other = workshop if workshop != first else max(later, key=lambda wave: wave.wave)
    hidden = [wave for wave in (first, other) if wave.revealed_at is None]
    if hidden:
        st.subheader(f"Wave {other.wave} beside wave {first.wave}")
        st.caption(
            f"Wave {hidden[0].wave} is not revealed yet; the comparison shows when both are."
        )
        return
    labels = {name: element.label for name, element in instrument().elements.items()}
    revisions = [store().workshops.figures_revision(wave.id) for wave in (first, other)]
    found = _changes(first.id, other.id, *revisions)
    rows = change_rows(found, labels)
    if not rows:
        st.subheader(f"Wave {other.wave} beside wave {first.wave}")
        st.caption("No role can be shown in both waves, so nothing can be compared.")
        return
    title = _finding(found, labels, other.wave, first.wave)
    half, _ = st.columns([11, 9], gap="large")
    with half:
        picture(
            "readiness waves",
            repr((rows, size)),
            lambda look: changes(rows, look, size),
            title=title,
            alt=f"{title}. "
            + " ".join(
                f"{row.name}: " + "; ".join(f"{line.kind} {line.told}" for line in row.lines) + "."
                for row in rows
            ),
            table=pd.DataFrame(
                [
                    {"Element": row.name, "What moved": row.word}
                    | {line.kind: line.told for line in row.lines}
                    for row in rows
                ]
            ),
        )
    half.caption(
        f"Wave {other.wave} minus wave {first.wave}, with 95% intervals. Nothing links a person's "
        "answers across the waves, so the intervals are wider than they need be where the same "
        "people answered twice."
    )


@st.cache_resource(max_entries=50, show_spinner=False)
def _changes(
    first: UUID,
    other: UUID,
    first_revision: int,  # noqa: ARG001 - part of the key
    other_revision: int,  # noqa: ARG001 - part of the key
) -> Changes:
    before, after = (store().workshops.find(wave) for wave in (first, other))
    if before is None or after is None:
        return {}
    return changes_by_role(released(before), released(after), instrument())


def _waves(workshop: Workshop) -> list[Workshop]:
    """Every wave of this workshop, the first one first; without it there is nothing beside."""
    first = workshop.first_wave or workshop.id
    family = [w for w in open_to_visitor(store().workshops.all()) if first in (w.id, w.first_wave)]
    family.sort(key=lambda wave: wave.wave)
    return family if family and family[0].id == first else []


def _finding(found: Changes, labels: dict[str, str], wave: int, first: int) -> str:
    """The widest clear change, for the title."""
    clear = [
        (abs(gap.value), role, element, gap)
        for role, gaps in found.items()
        for element, gap in gaps.items()
        if gap.clear
    ]
    if not clear:
        return f"Nothing has clearly moved from wave {first} to wave {wave}"
    _, role, element, gap = max(clear, key=lambda one: one[0])
    way = "higher" if gap.value > 0 else "lower"
    return f"{role.label} rate {labels[element]} {abs(gap.value):.1f} {way} than in wave {first}"
