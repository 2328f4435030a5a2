"""When what comes: the weeks that are shown, the start, hiring, and a surge of demand."""

from dataclasses import fields

import streamlit as st

from workbench.headroom.centre import Pace
from workbench.headroom.plan import WEEKS_OF_YEAR, Plan
from workbench.headroom.scenario import Scenario
from workbench.ui.current import register
from workbench.ui.scenarios import change, show, working_scenario
from workbench.ui.todays_figures import figure_input
from workbench.workshop.workshop import Workshop

YEARS = {1: "1 year", 2: "2 years", 3: "3 years"}
LATEST_START, LONGEST_RAMP, LONGEST_SURGE = 52, 52, 52
USUAL_SURGE = {"size": 0.25, "start_week": 8, "weeks": 12}
USUAL_SEASON = {"swing": 0.15, "peak_week": 26}
LAST_WEEK, MOST_SWING = 51, 90


def journey_plan(workshop: Workshop, scenario: Scenario) -> None:
    """The controls of the weeks; each acts at once, and is part of the scenario."""
    plan = scenario.plan
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        show("plan_years", _years(plan))
        st.segmented_control(
            "Weeks shown",
            list(YEARS),
            format_func=YEARS.__getitem__,
            key="plan_years",
            required=True,
            label_visibility="collapsed",
            on_change=_set_years,
            args=(workshop,),
        )
        with st.popover(_label(plan), icon=":material/event:"):
            _start(workshop, plan)
            _hiring(workshop, plan)
            _surge(workshop, plan)
            _season(workshop, plan)
        with st.popover("How fast things follow", icon=":material/speed:"):
            st.caption(
                "These move the weeks, never where they end. Another value is tried for you alone."
            )
            held = register(workshop)
            for field in fields(Pace):
                figure_input(workshop, scenario, held[field.name])


def _start(workshop: Workshop, plan: Plan) -> None:
    show("plan_start_week", plan.start_week)
    st.slider(
        "The change starts after so many weeks",
        0,
        max(LATEST_START, plan.start_week),
        key="plan_start_week",
        on_change=_set,
        args=(workshop, "start_week"),
    )
    show("plan_ramp_weeks", plan.ramp_weeks)
    st.slider(
        "and comes in over so many weeks",
        0,
        max(LONGEST_RAMP, plan.ramp_weeks),
        key="plan_ramp_weeks",
        help="0: everything at once. Otherwise the levers move in equal steps.",
        on_change=_set,
        args=(workshop, "ramp_weeks"),
    )


def _hiring(workshop: Workshop, plan: Plan) -> None:
    show("plan_hiring_cap", plan.hiring_cap)
    st.number_input(
        "Most advisors who can start in a week",
        min_value=0.0,
        max_value=10_000.0,
        value=None,
        step=1.0,
        format="%.0f",
        placeholder="no limit",
        key="plan_hiring_cap",
        help="Empty: as many as are needed. Leavers are replaced within it too.",
        on_change=_set,
        args=(workshop, "hiring_cap"),
    )
    show("plan_class_size", plan.class_size)
    st.number_input(
        "Advisors who start together, in a class",
        min_value=0.0,
        max_value=10_000.0,
        step=1.0,
        format="%.0f",
        key="plan_class_size",
        help="0: anybody can start alone. A class is no larger than who can start in a week.",
        on_change=_set,
        args=(workshop, "class_size"),
    )


def _surge(workshop: Workshop, plan: Plan) -> None:
    show("plan_surge", plan.shock is not None)
    st.toggle(
        "A surge of demand",
        key="plan_surge",
        help="It befalls today's policy as well. Watch what is left of it afterwards.",
        on_change=_set_surge,
        args=(workshop,),
    )
    shock = plan.shock
    if shock is None:
        return
    show("plan_surge_size", round(100 * shock.size))
    st.slider(
        "More matters than usual",
        min(-50, round(100 * shock.size)),
        max(100, round(100 * shock.size)),
        step=5,
        format="%d%%",
        key="plan_surge_size",
        on_change=_set_surge,
        args=(workshop,),
    )
    show("plan_surge_start", shock.start_week)
    st.slider(
        "from so many weeks on",
        0,
        max(plan.weeks, shock.start_week),
        key="plan_surge_start",
        on_change=_set_surge,
        args=(workshop,),
    )
    show("plan_surge_weeks", shock.weeks)
    st.slider(
        "for so many weeks",
        1,
        max(LONGEST_SURGE, shock.weeks),
        key="plan_surge_weeks",
        on_change=_set_surge,
        args=(workshop,),
    )


def _season(workshop: Workshop, plan: Plan) -> None:
    show("plan_season", plan.season is not None)
    st.toggle(
        "A busy season each year",
        key="plan_season",
        help="A wave around the usual demand; the rota stays as it is. It befalls today's policy "
        "as well.",
        on_change=_set_season,
        args=(workshop,),
    )
    season = plan.season
    if season is None:
        return
    show("plan_season_swing", round(100 * season.swing))
    st.slider(
        "More matters than usual at its peak",
        1,
        max(MOST_SWING, round(100 * season.swing)),
        format="%d%%",
        key="plan_season_swing",
        on_change=_set_season,
        args=(workshop,),
    )
    show("plan_season_peak", min(LAST_WEEK, round(season.peak_week)))
    st.slider(
        "The peak comes after so many weeks",
        0,
        LAST_WEEK,
        key="plan_season_peak",
        on_change=_set_season,
        args=(workshop,),
    )


def _years(plan: Plan) -> int:
    return min(max(YEARS), max(1, round(plan.weeks / WEEKS_OF_YEAR)))


def _label(plan: Plan) -> str:
    usual = Plan(weeks=plan.weeks)
    return "When it comes" if plan == usual else "When it comes, changed"


def _set_years(workshop: Workshop) -> None:
    _change(workshop, weeks=round(st.session_state["plan_years"] * WEEKS_OF_YEAR))


def _set(workshop: Workshop, field: str) -> None:
    _change(workshop, **{field: st.session_state[f"plan_{field}"]})


def _set_surge(workshop: Workshop) -> None:
    if not st.session_state["plan_surge"]:
        _change(workshop, shock=None)
        return
    asked = {
        "size": st.session_state.get("plan_surge_size", 100 * USUAL_SURGE["size"]) / 100,
        "start_week": st.session_state.get("plan_surge_start", USUAL_SURGE["start_week"]),
        "weeks": st.session_state.get("plan_surge_weeks", USUAL_SURGE["weeks"]),
    }
    _change(workshop, shock=asked)


def _set_season(workshop: Workshop) -> None:
    if not st.session_state["plan_season"]:
        _change(workshop, season=None)
        return
    swing = st.session_state.get("plan_season_swing", 100 * USUAL_SEASON["swing"]) / 100
    peak = st.session_state.get("plan_season_peak", USUAL_SEASON["peak_week"])
    _change(workshop, season={"swing": swing, "peak_week": peak})


def _change(workshop: Workshop, **values: object) -> None:
    """Move parts of the plan; what cannot be is said on the page."""
    plan = working_scenario(workshop).plan
    change(workshop, plan=plan.model_dump(mode="json") | values)
