"""The lot and the protocol of a pilot: names, a seed, and a document to sign."""

import streamlit as st

from workbench.exchange.protocol_document import protocol_document
from workbench.headroom.pilot.assignment import assign, ways_to_assign
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.protocol import decision_rule, protocol, stop_rules
from workbench.ui.current import register
from workbench.ui.files_out import file_stem
from workbench.ui.moments import day_in_words
from workbench.ui.outcome import attempt, say
from workbench.ui.pilot_plan import fresh_seed, new_plan, save
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.ui.store import now
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "pilot lot"
NAMES, SEED = "pilot_names", "pilot_seed"


def lot_panel(workshop: Workshop, pilot: Pilot) -> None:
    """Draw the lot, or show that it is drawn."""
    say(PLACE)
    plan, lot = pilot.plan, pilot.assignment
    if lot is not None:
        st.markdown(
            f"Drawn with the seed **{lot.seed}**, one of {ways_to_assign(plan):,} ways in which it "
            "could have fallen. The plan is fixed now: that is what makes the result believable."
        )
        with st.popover("Start a new plan", icon=":material/restart_alt:"):
            st.write(
                "The plan becomes a draft again, without lot and results. What is stored stays "
                "until you save over it, and every version is kept."
            )
            st.button("Start a new plan", key="pilot_new", on_click=new_plan, args=(workshop,))
        return
    st.write(
        f"One name a line for the {plan.teams} {plan.unit}s. The lot is drawn once, from a seed "
        "that is stored with it; drawing until it looks right would undo it."
    )
    st.session_state.setdefault(SEED, fresh_seed())
    suggested = "\n".join(f"{plan.unit.capitalize()} {n}" for n in range(1, plan.teams + 1))
    # Another number of units has another suggestion, and with it another input.
    key = f"{NAMES}_{plan.unit}_{plan.teams}"
    st.text_area("Names", suggested, key=key, height=180)
    st.number_input("Seed", min_value=0, step=1, key=SEED, help="Any whole number; agreed before.")
    st.button(
        "Draw the lot and fix the plan",
        key="pilot_draw",
        type="primary",
        icon=":material/casino:",
        on_click=_draw,
        args=(workshop, pilot, key),
    )


def rules_panel(workshop: Workshop, pilot: Pilot) -> None:
    """When it stops and what follows, as the protocol says it."""
    decides, stops = st.columns(2, gap="large")
    with decides:
        st.markdown("**What we do with the result**")
        st.markdown(
            "\n".join(f"- {plain(told)}" for told in decision_rule(pilot.plan, workshop.currency))
        )
    with stops:
        st.markdown("**When we stop**")
        st.markdown("\n".join(f"- {plain(told)}" for told in stop_rules()))


def protocol_button(workshop: Workshop, pilot: Pilot) -> None:
    """The protocol as a file that opens anywhere, prints, and can be edited."""
    key = pilot.plan.assumption_id
    assumption = register(workshop)[key] if key else None
    agreed = protocol(pilot, workshop.organisation, workshop.currency, assumption)
    today = day_in_words(now())
    st.download_button(
        "Download the protocol",
        data=lambda: protocol_document(agreed, today),
        file_name=f"{file_stem(workshop)}-pilot-protocol-{now():%Y-%m-%d}.html",
        mime="text/html",
        icon=":material/description:",
        key="pilot_protocol",
        on_click="ignore",
        help="One HTML file: opens in any browser, prints, and word processors edit it.",
    )


def _draw(workshop: Workshop, pilot: Pilot, key: str) -> None:
    names = [line for line in st.session_state[key].splitlines() if line.strip()]
    seed = int(st.session_state[SEED])
    try:
        drawn = Pilot(plan=pilot.plan, assignment=assign(pilot.plan, names, seed))
    except ValueError as error:
        told = f"The lot was not drawn: {reason(error)}."
        attempt(PLACE, lambda: _refused(told))
        return
    if save(workshop, drawn, "The lot is drawn and stored with the plan.", PLACE):
        st.session_state.pop(SEED, None)


def _refused(told: str) -> str:
    raise Refused(told)
