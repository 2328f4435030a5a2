"""The two pictures of the simulator: headroom and satisfaction, cost and unresolved contacts."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.charts import cost_frontier, headroom_map
from workbench.charts.amounts import scale_of
from workbench.evidence.assumptions import Register
from workbench.headroom.comparison import Comparison
from workbench.headroom.finding import headroom_clause
from workbench.headroom.frontier import CostFrontier, Curve
from workbench.headroom.scenario import Scenario
from workbench.ui.journey_plan import journey_plan
from workbench.ui.pictures import picture
from workbench.ui.rests_on import figures_behind, range_comes_from
from workbench.ui.scenario_shelf import save_and_share
from workbench.ui.simulation import pictured, priced
from workbench.workshop.workshop import Workshop

HEADROOM, FRONTIER, WEEKLY = "Headroom", "Cost frontier", "Week by week"

# The browser draws a picture anew when its text changes, so what moves is told around it.
HEADROOM_ALT = (
    "Satisfied customers against headroom as the number of advisors changes: one curve under "
    "today's scorecard, one under the proposed, cost as colour, today and the scenario marked. The "
    "heading says what changes, the table below has the figures."
)
FRONTIER_ALT = (
    "Cost a year against contacts without resolution, for every staffing and enforcement of handle "
    "time; the best for their cost stand out, today and the scenario are marked. The heading says "
    "how far today is from them, the table below has the best."
)


def main_picture(
    workshop: Workshop, scenario: Scenario, found: Comparison, held: Register, name: str
) -> DeltaGenerator | None:
    """The picture of the page with what it rests on, and below it what can be done with it.

    The weekly path takes a second, so only its place is returned, to be filled when all else is
    there.
    """
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        chosen = st.segmented_control(
            "Picture",
            (HEADROOM, FRONTIER, WEEKLY),
            default=HEADROOM,
            key="picture",
            persist_state="session",
            required=True,
            label_visibility="collapsed",
        )
        figures_behind(held, scenario.evidence, workshop.currency)
        save_and_share(workshop, name)
    with place:
        if chosen == WEEKLY:
            later = st.container()
            journey_plan(workshop, scenario)
            return later
        if chosen == FRONTIER:
            _frontier(workshop, scenario, found, name)
            moved, what = found.differences["unresolved_per_year"], "contacts without resolution"
        else:
            _headroom(workshop, scenario, found, name)
            moved, what = found.differences["satisfaction"], "satisfaction"
        range_comes_from(moved.drivers, what, held)
    return None


def _headroom(workshop: Workshop, scenario: Scenario, found: Comparison, name: str) -> None:
    drawn = pictured(workshop, scenario, found)
    cost = scale_of((float(found.today.cost_per_year), float(found.scenario.cost_per_year)))
    unit, said = cost.unit(workshop.currency), headroom_clause(found)
    picture(
        "headroom map",
        unit,
        lambda look: headroom_map.headroom_map(look, unit),
        title=said[0].upper() + said[1:],
        alt=HEADROOM_ALT,
        table=lambda: pd.concat(
            [
                _curve_table(drawn.today_curve, "today's", unit, cost.size),
                _curve_table(drawn.scenario_curve, "proposed", unit, cost.size),
            ]
        ),
        data={headroom_map.ROWS: headroom_map.headroom_rows(drawn, name, cost)},
    )
    st.caption(
        "Headroom is what no contact takes of an hour on shift: time between contacts, and time "
        "planned off the phone. Along each curve only the number of advisors changes."
    )


def _frontier(workshop: Workshop, scenario: Scenario, found: Comparison, name: str) -> None:
    drawn = priced(workshop, scenario, found)
    cost = scale_of((float(found.today.cost_per_year), float(found.scenario.cost_per_year)))
    contacts = scale_of((drawn.today.unresolved_per_year, drawn.scenario.unresolved_per_year))
    unit, counted = cost.unit(workshop.currency), contacts.unit("").strip()
    counted = f", {counted}" if counted else ""
    picture(
        "cost frontier",
        (unit, counted),
        lambda look: cost_frontier.cost_frontier_picture(look, unit, counted),
        title=_frontier_title(drawn),
        alt=FRONTIER_ALT,
        table=lambda: _frontier_table(drawn, unit, cost.size),
        data={cost_frontier.ROWS: cost_frontier.frontier_rows(drawn, name, cost, contacts)},
    )
    st.caption(
        "Each dot is a number of advisors and a strictness of the clock, with today's monitoring "
        "and time off the phone. A scenario that changes those may lie off the dots."
    )


def _frontier_title(drawn: CostFrontier) -> str:
    """Where today stands against the best of its cost."""
    best = drawn.unresolved_per_year[drawn.cost_per_year <= drawn.today.cost_per_year]
    now = drawn.today.unresolved_per_year
    if not best.size or best.min() >= now * (1 - 1e-3):
        return "Nothing at today's cost leaves fewer contacts without resolution"
    return (
        f"For today's cost, {1 - best.min() / now:.0%} fewer contacts could end without resolution"
    )


def _curve_table(curve: Curve, name: str, unit: str, size: float) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Scorecard": name,
            "Advisors on the rota": curve.seats.round(),
            "Occupancy, %": (100 * curve.occupancy).round(1),
            "Headroom, minutes per advisor-hour": curve.headroom_minutes.round(2),
            "Satisfied customers, %": (100 * curve.satisfaction).round(2),
            f"Cost a year, {unit}": (curve.cost_per_year / size).round(2),
        }
    )


def _frontier_table(drawn: CostFrontier, unit: str, size: float) -> pd.DataFrame:
    """The dots that no other beats."""
    best = ~drawn.dominated
    table = pd.DataFrame(
        {
            f"Cost a year, {unit}": (drawn.cost_per_year[best] / size).round(2),
            "Contacts without resolution a year": drawn.unresolved_per_year[best].round(),
            "Occupancy, %": (100 * drawn.occupancy[best]).round(1),
            "Handle time, minutes": drawn.handle_time[best].round(2),
            "Enforcement of the clock, %": (100 * drawn.enforcement[best]).round(),
        }
    )
    return table.sort_values(table.columns[0])
