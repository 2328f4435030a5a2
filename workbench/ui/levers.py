"""The levers of the simulator: where to start, the scorecard, staffing, time off the phone."""

import streamlit as st

from workbench.charts.scorecard_bars import ROWS, scorecard_bars, scorecard_rows
from workbench.evidence.assumptions import Register
from workbench.headroom.comparison import Comparison
from workbench.headroom.links import Evidence
from workbench.headroom.rebalance import family_share, rebalanced
from workbench.headroom.scenario import (
    HIGHEST_OCCUPANCY,
    LOWEST_OCCUPANCY,
    Scenario,
    Staffing,
)
from workbench.headroom.scorecard import Family, Weights, scorecard
from workbench.headroom.shipped import todays_weights
from workbench.ui.more_levers import more_levers
from workbench.ui.pictures import small_picture
from workbench.ui.plain import plain
from workbench.ui.scenarios import (
    can_redo,
    can_undo,
    change,
    choose_scenario,
    redo,
    reset,
    show,
    undo,
    working_scenario,
)
from workbench.ui.simulation import tried_register
from workbench.workshop.workshop import Workshop

STAFFING_LABELS = {
    Staffing.SAME_HEADS: "Same advisors",
    Staffing.OCCUPANCY_TARGET: "As many as it takes",
}
MOST_OFF_PHONE = 120
# Nobody plans for less or more, in per cent; where a scenario or today does, the slider goes there.
CALM, CROWDED = 55, 92


def levers(workshop: Workshop, scenario: Scenario, found: Comparison, held: Register) -> None:
    """Everything that a scenario decides, few at a time; each acts at once."""
    choose_scenario(workshop, "Start from")
    _steps(workshop)
    _evidence(workshop, scenario)
    _scorecard(workshop, scenario, found, held)
    _staffing(workshop, scenario, found)
    _off_phone(workshop, scenario, held)
    more_levers(workshop, scenario, held)


def _steps(workshop: Workshop) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "Undo",
            key="undo",
            icon=":material/undo:",
            disabled=not can_undo(workshop),
            on_click=undo,
            args=(workshop,),
        )
        st.button(
            "Redo",
            key="redo",
            icon=":material/redo:",
            disabled=not can_redo(workshop),
            on_click=redo,
            args=(workshop,),
        )
        st.button(
            "Reset",
            key="reset",
            help="Back to today",
            icon=":material/restart_alt:",
            on_click=reset,
            args=(workshop,),
        )


def _evidence(workshop: Workshop, scenario: Scenario) -> None:
    show("evidence", scenario.evidence)
    st.selectbox(
        "Evidence used",
        list(Evidence),
        format_func=lambda evidence: evidence.label,
        key="evidence",
        help=(
            "Waits and costs follow from the queue alone. How advisors and customers respond is "
            "taken from links of different evidence: A experiment, B longitudinal study, "
            "C cross-section, V vendor claim, J judgement. A link that is off stays as it is today."
        ),
        on_change=_set_evidence,
        args=(workshop,),
    )


def _scorecard(workshop: Workshop, scenario: Scenario, found: Comparison, held: Register) -> None:
    now = todays_weights(held)
    _bars(now, scenario.weights)
    shares = {family: round(100 * family_share(scenario.weights, family)) for family in Family}
    todays = {family: round(100 * family_share(now, family)) for family in Family}
    for family, label, key in (
        (Family.PACE, "Weight on pace: handle time, contacts per hour", "weight_on_pace"),
        (Family.MONITORING, "Weight on monitoring: occupancy, adherence", "weight_on_monitoring"),
    ):
        show(key, shares[family])
        st.slider(
            label,
            0,
            100,
            step=5,
            format="%d%%",
            key=key,
            help=f"Today {todays[family]}%. What is left goes to outcomes for customers.",
            on_change=_set_family,
            args=(workshop, family, key),
        )
    show("strictness", round(100 * scenario.strictness))
    st.slider(
        "How strictly the scorecard is applied",
        0,
        100,
        step=5,
        format="%d%%",
        key="strictness",
        help=(
            f"Today {100 * held.value('strictness'):.0f}%. 0% when nobody looks at the figures, "
            "100% when pay and warnings follow from them every week."
        ),
        on_change=_set_share,
        args=(workshop, "strictness", "strictness"),
    )
    _effect(found)


def _bars(now: Weights, proposed: Weights) -> None:
    st.markdown("**What advisors are measured by**")
    small_picture(
        "scorecard bars",
        None,
        scorecard_bars,
        # The weights below say the figures; a text that changes would draw it anew.
        alt="How the weight of the scorecard is shared between pace, monitoring and outcomes, "
        "today and proposed",
        data={ROWS: scorecard_rows(now, proposed)},
    )


def _effect(found: Comparison) -> None:
    """The two quantities through which the scorecard acts, and why only these."""
    policy, now = found.policy, found.figures
    effect = scorecard().effect
    why = (
        f"{plain(effect.enforcement)}\n\n{plain(effect.monitoring)}\n\n"
        f"**Grade {effect.grade} ({effect.grade.meaning}).** {plain(effect.reason)}\n\n"
        f"{plain(effect.source)}\n\n**Against it.** {plain(effect.contradicted_by)}"
    )
    st.markdown(
        f"How hard the clock is enforced: **{100 * now.enforcement:.0f}% → "
        f"{100 * policy.enforcement:.0f}%**  \n"
        f"Monitoring: **{100 * now.monitoring:.0f}% → {100 * policy.monitoring:.0f}%**",
        help=why,
    )


def _staffing(workshop: Workshop, scenario: Scenario, found: Comparison) -> None:
    show("staffing", scenario.staffing)
    st.segmented_control(
        "**Advisors**",
        list(Staffing),
        format_func=STAFFING_LABELS.__getitem__,
        key="staffing",
        required=True,
        width="stretch",
        on_change=_set_staffing,
        args=(workshop, found),
    )
    target_share = scenario.occupancy_target
    if target_share is None:
        return
    target, today = (round(100 * share) for share in (target_share, float(found.today.occupancy)))
    show("occupancy_target", target)
    st.slider(
        "Occupancy to staff to",
        min(CALM, target, today),
        max(CROWDED, target, today),
        step=1,
        format="%d%%",
        key="occupancy_target",
        help=(
            f"The share of their time on the phone that contacts take; today {today}%. The model "
            "finds the advisors that it needs."
        ),
        on_change=_set_share,
        args=(workshop, "occupancy_target", "occupancy_target"),
    )


def _off_phone(workshop: Workshop, scenario: Scenario, held: Register) -> None:
    show("off_phone_time", float(scenario.off_phone_time))
    st.slider(
        "Planned time off the phone, minutes per shift",
        0.0,
        max(float(MOST_OFF_PHONE), float(scenario.off_phone_time)),
        step=1.0,
        format="%.0f",
        key="off_phone_time",
        help=(
            f"Today {held.value('off_phone_time'):.0f} minutes in a shift of "
            f"{held.value('shift_hours'):g} hours. Time to follow a contact up or to learn."
        ),
        on_change=_set_off_phone,
        args=(workshop,),
    )


def _set_family(workshop: Workshop, family: Family, key: str) -> None:
    scenario = working_scenario(workshop)
    wanted = st.session_state[key] / 100
    shares = {one: family_share(scenario.weights, one) for one in Family} | {family: wanted}
    other = Family.MONITORING if family is Family.PACE else Family.PACE
    shares[other] = min(shares[other], 1 - wanted)
    usual = todays_weights(tried_register(workshop, scenario))
    weights = rebalanced(scenario.weights, shares[Family.PACE], shares[Family.MONITORING], usual)
    change(workshop, weights=weights.model_dump())


def _set_evidence(workshop: Workshop) -> None:
    change(workshop, evidence=st.session_state["evidence"])


def _set_share(workshop: Workshop, field: str, key: str) -> None:
    change(workshop, **{field: st.session_state[key] / 100})


def _set_off_phone(workshop: Workshop) -> None:
    change(workshop, off_phone_time=st.session_state["off_phone_time"])


def _set_staffing(workshop: Workshop, found: Comparison) -> None:
    staffing = st.session_state["staffing"]
    target = None
    if staffing is Staffing.OCCUPANCY_TARGET:
        wanted = round(float(found.today.occupancy), 2)
        target = min(HIGHEST_OCCUPANCY, max(LOWEST_OCCUPANCY, wanted))
    change(workshop, staffing=staffing, occupancy_target=target)
