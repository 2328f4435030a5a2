"""Rehearsing a workshop with invented participants: start, watch, read what was found, remove."""

from uuid import UUID

import streamlit as st

from workbench.rehearsal.play import Outcome, Progress
from workbench.rehearsal.runs import Run, Standing
from workbench.rehearsal.scenarios import script
from workbench.ui.home_parts import enter
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.pre_flight import mark
from workbench.ui.served_at import port
from workbench.ui.store import store
from workbench.ui.visitor import open_to_visitor
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Kind, Workshop

PLACE = "rehearsal"
MOST_PEOPLE = 300
SPEEDS = {
    "Fastest": 1000.0,
    "10 × people": 10.0,
    "Like people": 1.0,
}


@st.cache_resource(show_spinner=False)
def _runs() -> dict[UUID, Run]:
    """The rehearsals of this server by the workshop that they rehearse."""
    return {}


def show_rehearsal(workshop: Workshop) -> None:
    """The button, the progress, the findings, and the rehearsals that are still there."""
    st.subheader("Rehearsal", anchor=False)
    say(PLACE)
    if workshop.kind is Kind.REHEARSAL:
        st.info(
            "This is a rehearsal: its answers are invented. Open the projector to see what the "
            "room would see.",
            icon=":material/theater_comedy:",
        )
        _remove_button(workshop)
        return
    st.caption(
        "Invented participants play the whole agenda over the same pages as people, in a marked "
        "copy of this workshop. Nobody real is ever among them, and it is removed with one click."
    )
    run = _runs().get(workshop.id)
    if run is not None and run.look().is_running:
        _watch(workshop)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            f"Participants (1 to {MOST_PEOPLE})", value=30, step=10, key="rehearsal_people"
        )
        st.selectbox("Speed", list(SPEEDS), key="rehearsal_speed")
        st.button(
            "Rehearse",
            key="rehearse",
            icon=":material/play_arrow:",
            on_click=_start,
            args=(workshop,),
        )
    with st.expander("Who takes part", icon=":material/groups:"):
        for behaviour in script().scenarios.values():
            st.markdown(f"- **{behaviour.label}.** {behaviour.plays}")
        st.markdown("- **An empty role.** Nobody joins as a middle manager.")
    if run is not None:
        _findings(run.look())
    for each in open_to_visitor(store().workshops.all()):
        if each.kind is Kind.REHEARSAL:
            _rehearsed(each)


@st.fragment(run_every=1)
def _watch(workshop: Workshop) -> None:
    run = _runs()[workshop.id]
    now = run.look()
    if not now.is_running:
        st.rerun()
    _progress(now.progress)
    st.button("Stop", key="stop_rehearsal", icon=":material/stop:", on_click=run.stop)


def _progress(at: Progress | None) -> None:
    if at is None:
        st.progress(0.0, text="The participants are on their way.")
        return
    share = (at.number - 1 + min(1.0, at.joined / at.people) * 0.5) / at.of
    st.progress(
        min(1.0, share),
        text=f"Step {at.number} of {at.of}, “{plain(at.step)}”: {at.joined} of {at.people} are in, "
        f"{at.saved:,} answers saved",
    )


def _findings(found: Standing) -> None:
    if found.failed:
        st.error(plain(found.failed), icon=":material/error:")
    if found.outcome is None:
        return
    _verdict(found.outcome)
    for check in found.outcome.checks:
        st.markdown(f"{mark(check.is_good)} **{check.name}.** {plain(check.told)}")
    for what, (middle, slow) in found.outcome.seconds.items():
        st.caption(
            f"{what.capitalize()}: half within {1000 * middle:,.0f} ms, 95 of 100 within "
            f"{1000 * slow:,.0f} ms, with participants and server on this one machine."
        )


def _verdict(outcome: Outcome) -> None:
    if outcome.is_good:
        st.success("**The rehearsal went through. All green.**", icon=":material/check_circle:")
    else:
        st.error("**Something is red. Look below before people come.**", icon=":material/error:")


def _rehearsed(rehearsal: Workshop) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f"**{plain(rehearsal.name)}** · {rehearsal.code}", width="stretch")
        if st.button("Open it", key=f"open_{rehearsal.id}"):
            enter(rehearsal)
            st.switch_page(page("facilitate"))
        _remove_button(rehearsal)


def _remove_button(rehearsal: Workshop) -> None:
    st.button(
        "Remove it",
        key=f"remove_{rehearsal.id}",
        icon=":material/delete:",
        on_click=_remove,
        args=(rehearsal,),
    )


def _start(workshop: Workshop) -> None:
    people = st.session_state["rehearsal_people"]
    speed = SPEEDS[st.session_state["rehearsal_speed"]]

    def start() -> str:
        if people is None or not 1 <= people <= MOST_PEOPLE:
            raise Refused(f"Participants: accepted are 1 to {MOST_PEOPLE}.")
        copy = store().workshops.rehearse(workshop.id)
        server = f"http://127.0.0.1:{port()}"
        _runs()[workshop.id] = Run(copy.code, server, people, speed)
        return ""

    attempt(PLACE, start)


def _remove(rehearsal: Workshop) -> None:
    def remove() -> str:
        store().workshops.end_rehearsal(rehearsal.id)
        return "The rehearsal is removed, with everything that was said in it."

    attempt(PLACE, remove)
