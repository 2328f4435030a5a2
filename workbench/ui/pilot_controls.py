"""What is decided about a pilot: outcome, unit, design and size, each input acting at once."""

from typing import Any

import streamlit as st

from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan, Unit
from workbench.headroom.pilot.schedules import Design
from workbench.headroom.rules import rules
from workbench.ui.pilot_plan import change, choose_outcome, choose_scenario
from workbench.ui.plain import plain
from workbench.ui.scenarios import scenarios, show
from workbench.workshop.workshop import Workshop

UNITS = {Unit.TEAM: "Teams", Unit.QUEUE: "Queues or sites"}
OUTCOMES = {
    PilotOutcome.RESOLUTION: "First-contact resolution",
    PilotOutcome.SATISFACTION: "Satisfied customers (CSAT)",
    PilotOutcome.BURNOUT: "Burnout scale",
    PilotOutcome.ATTRITION: "Advisors who leave",
}
ANSWERS = {
    PilotOutcome.RESOLUTION: "Contacts each has in a period",
    PilotOutcome.SATISFACTION: "Survey answers each gets in a period",
    PilotOutcome.BURNOUT: "Advisors in each who fill in the scale",
    PilotOutcome.ATTRITION: "Advisors in each",
}
NOTHING = "Nothing named"


def plan_controls(workshop: Workshop, plan: PilotPlan, *, fixed: bool) -> None:
    """The main decisions; all of them are still when the plan is `fixed` by the lot."""
    _choice(
        workshop, "outcome", "What decides", list(PilotOutcome), plan.outcome, OUTCOMES, fixed=fixed
    )
    _choice(workshop, "unit", "What is drawn by lot", list(Unit), plan.unit, UNITS, fixed=fixed)
    if plan.unit is Unit.TEAM:
        show("pilot_shared_queue", plan.shared_queue)
        st.toggle(
            "The teams share a queue",
            key="pilot_shared_queue",
            help="Then they interfere: what one team does changes the load of the others.",
            disabled=fixed,
            on_change=_set,
            args=(workshop, "shared_queue", "pilot_shared_queue"),
        )
    designs = [each for each in Design if _possible(plan, each)]
    names = {each: each.value.capitalize() for each in designs}
    _choice(workshop, "design", "Design", designs, plan.design, names, fixed=fixed)
    st.caption(plan.design.meaning)
    with st.container(horizontal=True):
        _whole(workshop, "teams", UNITS[plan.unit], plan, fixed=fixed)
        _number(workshop, "weeks_per_period", "Weeks a period", plan, step=1.0, fixed=fixed)
    with st.container(horizontal=True):
        if plan.design is Design.STEPPED_WEDGE:
            _whole(workshop, "waves", "Waves", plan, fixed=fixed)
        if plan.design is Design.PARALLEL:
            _whole(workshop, "periods_before", "Periods before", plan, fixed=fixed)
        if plan.design is not Design.STEPPED_WEDGE:
            label = "Periods" if plan.design is Design.SWITCHBACK else "Periods after"
            _whole(workshop, "periods_after", label, plan, fixed=fixed)
    _number(workshop, "answers", ANSWERS[plan.outcome], plan, step=10.0, fixed=fixed)


def fine_controls(workshop: Workshop, plan: PilotPlan, *, fixed: bool) -> None:
    """What the statistics need and the board pays; with where the starting values come from."""
    rule = rules("pilot")
    with st.grid(3, min_column_width=230):
        if plan.outcome.is_share:
            _number(
                workshop, "before", "Share before (%)", plan, step=1.0, times=100, fixed=fixed,
                note="From today's figures in the register, until you change it.",
            )  # fmt: skip
        else:
            _number(
                workshop, "spread", "Standard deviation of the scale", plan, step=0.1, fixed=fixed,
                note=rule["burnout_spread"].source,
            )  # fmt: skip
        _number(
            workshop, "smallest_effect", f"Improvement that would matter ({_unit(plan)})", plan,
            step=0.5 if plan.outcome.is_share else 0.05, times=_times(plan), fixed=fixed,
            note="What the board would act on. Empty when nobody has said.",
        )  # fmt: skip
        icc = rule["burnout_icc" if plan.outcome.is_slow else "icc"]
        _number(workshop, "icc", icc.label, plan, step=0.01, fixed=fixed, note=icc.source)
        _number(
            workshop, "cac", rule["cac"].label, plan, step=0.1, fixed=fixed,
            note=rule["cac"].source,
        )  # fmt: skip
        _number(
            workshop, "size_cv", f"{rule['size_cv'].label} (%)", plan, step=5.0, times=100,
            fixed=fixed, note=rule["size_cv"].source,
        )  # fmt: skip
        _number(
            workshop, "power", "Chance to notice it (%)", plan, step=5.0, times=100, fixed=fixed,
            note="Power. 80% is usual; 90% takes about a third more teams.",
        )  # fmt: skip
        _number(
            workshop, "alpha", "Chance of a false alarm (%)", plan, step=1.0, times=100,
            fixed=fixed, note="Two-sided. 5% is usual.",
        )  # fmt: skip


def worth_controls(workshop: Workshop, plan: PilotPlan, *, fixed: bool) -> None:
    """What an improvement is worth to the board, and what the new rules cost."""
    currency = workshop.currency
    with st.grid(3, min_column_width=230):
        _number(
            workshop, "value_per_unit", f"{currency} for one more {plan.outcome.gained}", plan,
            step=1.0, fixed=fixed, note="The board's own value.",
        )  # fmt: skip
        _number(
            workshop, "units_per_year", "How many there are a year", plan, step=1000.0, fixed=fixed,
            note="All contacts, customers or advisors that the new rules would reach.",
        )  # fmt: skip
        _number(
            workshop, "cost_per_year", f"{currency} a year for the new rules", plan, step=1000.0,
            fixed=fixed, note="Beyond today's cost: seats, time off the phone, coaching.",
        )  # fmt: skip
        show("pilot_owner", plan.owner)
        st.text_input(
            "Owner of the pilot", key="pilot_owner", max_chars=120, disabled=fixed,
            on_change=_set, args=(workshop, "owner", "pilot_owner"),
        )  # fmt: skip
        show("pilot_name", plan.name)
        st.text_input(
            "Name of the pilot", key="pilot_name", max_chars=120, disabled=fixed,
            on_change=_set, args=(workshop, "name", "pilot_name"),
        )  # fmt: skip


def scenario_control(workshop: Workshop, plan: PilotPlan, *, fixed: bool) -> None:
    """Which scenario the new rules are those of."""
    known = scenarios(workshop)
    now = plan.scenario.name if plan.scenario else NOTHING
    names = list(dict.fromkeys([NOTHING, now, *known]))
    show("pilot_scenario", now)
    st.selectbox(
        "The new rules are those of", names, key="pilot_scenario", disabled=fixed,
        on_change=_set_scenario, args=(workshop,),
        help="A scenario of the simulator. It is kept with the plan as it is now.",
    )  # fmt: skip


def _possible(plan: PilotPlan, design: Design) -> bool:
    if plan.outcome is PilotOutcome.ATTRITION:
        return design is Design.PARALLEL
    return not (plan.outcome.is_slow and design is Design.SWITCHBACK)


def _choice(
    workshop: Workshop,
    field: str,
    label: str,
    options: list[Any],
    now: Any,
    names: dict[Any, str],
    *,
    fixed: bool,
) -> None:
    key = f"pilot_{field}"
    show(key, now)
    st.selectbox(
        label,
        options,
        format_func=names.__getitem__,
        key=key,
        disabled=fixed,
        on_change=_set,
        args=(workshop, field, key),
    )


def _whole(workshop: Workshop, field: str, label: str, plan: PilotPlan, *, fixed: bool) -> None:
    key = f"pilot_{field}"
    show(key, getattr(plan, field))
    st.number_input(
        label, step=1, key=key, disabled=fixed, on_change=_set, args=(workshop, field, key)
    )


def _number(
    workshop: Workshop,
    field: str,
    label: str,
    plan: PilotPlan,
    *,
    step: float,
    fixed: bool,
    times: float = 1.0,
    note: str = "",
) -> None:
    key, now = f"pilot_{field}", getattr(plan, field)
    show(key, None if now is None else round(float(now * times), 6))
    st.number_input(
        label,
        value=None,
        step=step,
        format="%g",
        key=key,
        help=plain(note) or None,
        disabled=fixed,
        on_change=_set,
        args=(workshop, field, key, times),
    )


def _set(workshop: Workshop, field: str, key: str, times: float | None = None) -> None:
    value = st.session_state[key]
    if field == "outcome":
        choose_outcome(workshop, value)
        return
    if times is not None and value is not None:
        value = round(value / times, 12)
    change(workshop, **{field: value})


def _set_scenario(workshop: Workshop) -> None:
    name = st.session_state["pilot_scenario"]
    if name == NOTHING:
        choose_scenario(workshop, None)
    elif name in scenarios(workshop):
        choose_scenario(workshop, scenarios(workshop)[name])


def _times(plan: PilotPlan) -> float:
    return 100.0 if plan.outcome.is_share else 1.0


def _unit(plan: PilotPlan) -> str:
    return "points" if plan.outcome.is_share else "points of the scale"
