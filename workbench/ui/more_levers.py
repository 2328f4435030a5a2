"""Levers that are moved less often: the target, what leaders ask for, what time is planned for."""

import streamlit as st

from workbench.evidence.assumptions import Register
from workbench.headroom.scenario import Scenario
from workbench.ui.scenarios import change, show
from workbench.workshop.workshop import Workshop

RELATIVE = {
    "handle_time_target": (
        "Handle-time target, of today's",
        (50, 150),
        "It acts only as hard as the clock is enforced.",
    ),
    "standard_of_care": (
        "Standard of care that leaders ask for, of today's",
        (50, 150),
        "100%: as today. A leadership reset asks for more time per matter; it lasts only as far as "
        "pressure and the clock let advisors deliver it.",
    ),
}
PLANNED = {
    "follow_up_share": (
        "Time off the phone that is for finishing matters",
        "What is left is for coaching and learning.",
    ),
    "coaching_share": (
        "Of what is left, the part that is for coaching",
        "The rest is for learning and knowledge. Both make newcomers learn faster.",
    ),
}


def more_levers(workshop: Workshop, scenario: Scenario, held: Register) -> None:
    """The levers in a popover whose label tells whether one was moved; each acts at once."""
    moved = any(getattr(scenario, field) != 1 for field in RELATIVE) or any(
        getattr(scenario, field) is not None for field in PLANNED
    )
    label = "More levers, changed" if moved else "More levers"
    with st.popover(label, icon=":material/tune:", width="stretch"):
        for field, (name, ends, explained) in RELATIVE.items():
            _share(workshop, field, name, getattr(scenario, field), ends, explained)
        for field, (name, explained) in PLANNED.items():
            planned, today = getattr(scenario, field), held.value(field)
            value = today if planned is None else planned
            _share(workshop, field, name, value, (0, 100), f"Today {100 * today:.0f}%. {explained}")


def _share(
    workshop: Workshop,
    field: str,
    name: str,
    value: float,
    ends: tuple[int, int],
    explained: str,
) -> None:
    shown, (low, high) = round(100 * value), ends
    show(field, shown)
    st.slider(
        name,
        min(low, shown),
        max(high, shown),
        step=1,
        format="%d%%",
        key=field,
        help=explained,
        on_change=_set,
        args=(workshop, field),
    )


def _set(workshop: Workshop, field: str) -> None:
    change(workshop, **{field: st.session_state[field] / 100})
