"""The nine metrics of the scorecard, today's weight beside the proposed one."""

import streamlit as st

from workbench.headroom.rebalance import family_share
from workbench.headroom.scenario import Scenario
from workbench.headroom.scorecard import Family, MetricEntry, scorecard
from workbench.headroom.shipped import todays_weights
from workbench.ui.current import register
from workbench.ui.plain import plain
from workbench.ui.rests_on import provenance
from workbench.ui.scenarios import change, override, show, working_scenario
from workbench.ui.simulation import tried_register
from workbench.workshop.workshop import Workshop

FAMILIES = {
    Family.PACE: "Pace",
    Family.MONITORING: "Monitoring",
    Family.OUTCOME: "Outcomes for customers",
}
MOST_POINTS = 100.0


def scorecard_editor(workshop: Workshop, scenario: Scenario) -> None:
    """Points by metric; only their proportions count."""
    st.caption(
        "Points of each metric in an advisor's scorecard; only the proportions count. Today's "
        "points are figures of the register, and another value is tried like any other figure."
    )
    now = todays_weights(tried_register(workshop, scenario))
    entries = scorecard().metrics
    for family, title in FAMILIES.items():
        st.markdown(
            f"**{title}**: {family_share(now, family):.0%} today, "
            f"{family_share(scenario.weights, family):.0%} proposed"
        )
        with st.grid(3, min_column_width=290):
            for entry in entries:
                if entry.family is family:
                    _metric(workshop, scenario, entry)


def _metric(workshop: Workshop, scenario: Scenario, entry: MetricEntry) -> None:
    held = register(workshop)
    weight = f"weight_{entry.id}"
    now = scenario.overrides.get(weight, held.value(weight))
    proposed = scenario.weights.points()[entry.id]
    with st.container(border=True):
        st.markdown(plain(entry.label))
        with st.container(horizontal=True):
            show(f"today_{entry.id}", float(now))
            st.number_input(
                "Today",
                0.0,
                MOST_POINTS,
                step=5.0,
                format="%.0f",
                key=f"today_{entry.id}",
                help=provenance(held[weight], workshop.currency),
                on_change=_set_today,
                args=(workshop, weight, f"today_{entry.id}"),
                width=140,
            )
            show(f"proposed_{entry.id}", float(proposed))
            st.number_input(
                "Proposed",
                0.0,
                max(MOST_POINTS, float(proposed)),
                step=5.0,
                format="%.0f",
                key=f"proposed_{entry.id}",
                on_change=_set_proposed,
                args=(workshop, entry.id.value, f"proposed_{entry.id}"),
                width=140,
            )


def _set_today(workshop: Workshop, weight: str, key: str) -> None:
    points = st.session_state[key]
    same = points is None or points == register(workshop).value(weight)
    override(workshop, weight, None if same else points)


def _set_proposed(workshop: Workshop, metric: str, key: str) -> None:
    points = st.session_state[key]
    weights = working_scenario(workshop).weights.model_dump()
    change(workshop, weights=weights | {metric: points or 0.0})
