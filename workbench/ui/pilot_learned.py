"""The assumption that a pilot is run for: choosing it, updating it, and putting it back."""

from uuid import UUID

import streamlit as st

from workbench.business_case.accepted_edits import edited
from workbench.charts.prior_and_posterior import prior_and_posterior
from workbench.evidence.assumptions import Assumption, AssumptionEdit
from workbench.evidence.history import entered_again
from workbench.evidence.units import figure_in_words, range_in_words
from workbench.headroom.fitting.posterior import Update
from workbench.headroom.pilot.estimate import PilotEstimate
from workbench.headroom.pilot.learning import (
    as_edit,
    before_pilot,
    is_taken,
    learned,
    measurable,
)
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan
from workbench.ui.current import register
from workbench.ui.outcome import attempt, say
from workbench.ui.pictures import small_picture
from workbench.ui.pilot_plan import change
from workbench.ui.pilot_results import result_in_words
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason, show
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "pilot learned"
NONE = "none"


def assumption_control(workshop: Workshop, plan: PilotPlan, *, fixed: bool) -> None:
    """Which figure of the register the result is to update."""
    if plan.outcome is PilotOutcome.BURNOUT:
        st.caption("A burnout scale is no figure of the model: the result stands for itself.")
        return
    if plan.scenario is None:
        st.caption("Name the scenario that is tried to see which assumption the pilot can update.")
        return
    try:
        revision = store().workshops.figures_revision(workshop.id)
        found = _measurable(workshop.id, revision, plan.model_dump_json(), workshop)
    except ValueError as error:
        st.caption(plain(f"The model cannot run this scenario: {reason(error)}."))
        return
    if not found:
        st.caption(
            "The model expects no difference between teams from this scenario, whatever its "
            "assumptions. What comes from waits and load shows only when whole queues are assigned."
        )
        return
    held = register(workshop)
    options = list(
        dict.fromkeys([NONE, *found, *([plan.assumption_id] if plan.assumption_id else [])])
    )
    show("pilot_assumption", plan.assumption_id or NONE)
    st.selectbox(
        "The result updates",
        options,
        format_func=lambda key: "Nothing" if key == NONE else held[key].label,
        key="pilot_assumption",
        disabled=fixed,
        on_change=_choose,
        args=(workshop,),
        help="Only what can show in this outcome, the most telling first.",
    )
    key = plan.assumption_id
    if key in found:
        st.caption(
            f"Between its P10 and its P90 the expected effect differs by {100 * found[key]:.1f} "
            "points: what the pilot can tell apart."
        )


def learned_panel(workshop: Workshop, plan: PilotPlan, found: PilotEstimate) -> None:
    """The assumption before and after the result, and the way into the register and back."""
    say(PLACE)
    if plan.assumption_id is None:
        return
    st.markdown("### What it says about the assumption")
    held = register(workshop)
    before = before_pilot(held, plan)
    try:
        update = learned(before, plan, found)
    except ValueError as error:
        st.caption(plain(f"It cannot be updated: {reason(error)}."))
        return
    drawn, words = st.columns([3, 2], gap="large")
    with drawn:
        label = update.assumption.label
        small_picture(
            "pilot prior and posterior",
            (plan.assumption_id, found.effect, found.error, update.before, update.after),
            lambda look: prior_and_posterior(look, update),
            alt=f"{label}: before, what the pilot says alone, and after",
        )
    with words:
        _words(workshop, plan, found, update, before[plan.assumption_id])


def _words(
    workshop: Workshop,
    plan: PilotPlan,
    found: PilotEstimate,
    update: Update,
    before: Assumption,
) -> None:
    held = register(workshop)
    told = result_in_words(plan, found)
    edit = as_edit(plan, before, update, told, now())
    after = edited(held, edit)
    st.markdown(
        f"**{plain(before.label)}**  \nBefore: {plain(_told(before, workshop))}  \n"
        f"After: **{plain(_told(after, workshop))}**, grade {after.grade}"
    )
    if not update.speaks:
        st.caption("The result hardly moves it: the pilot does not speak to this.")
    if is_taken(held, plan):
        st.caption(":material/check: In the register. The business case and the simulator use it.")
        st.button(
            f"Put back {plain(_told(before, workshop))}",
            key="pilot_put_back",
            icon=":material/undo:",
            wrap=True,
            on_click=_enter,
            args=(workshop, entered_again(before, now())),
        )
        return
    st.button(
        "Take it into the register",
        key="pilot_take",
        type="primary",
        icon=":material/library_add_check:",
        on_click=_enter,
        args=(workshop, edit),
    )
    st.caption("Every page follows. The register keeps what it replaces.")


def _told(figure: Assumption, workshop: Workshop) -> str:
    value = figure_in_words(figure.p50, figure.unit, workshop.currency)
    return f"{value} ({range_in_words(figure, workshop.currency)})"


def _enter(workshop: Workshop, edit: AssumptionEdit) -> None:
    def enter() -> str:
        try:
            after = edited(register(workshop), edit)
        except ValueError as problem:
            raise Refused(f"Not taken: {problem}.") from problem
        store().edits.add(workshop.id, edit)
        return f"{after.label} is {_told(after, workshop)} now, on every page."

    attempt(PLACE, enter)


def _choose(workshop: Workshop) -> None:
    chosen = st.session_state["pilot_assumption"]
    change(workshop, assumption_id=None if chosen == NONE else chosen)


@st.cache_resource(max_entries=50, show_spinner=False)
def _measurable(
    workshop: UUID,  # noqa: ARG001 - part of the key
    revision: int,  # noqa: ARG001 - part of the key
    plan: str,
    _workshop: Workshop,
) -> dict[str, float]:
    asked = PilotPlan.model_validate_json(plan)
    if asked.scenario is None:
        return {}
    return dict(measurable(register(_workshop), asked, asked.scenario))
