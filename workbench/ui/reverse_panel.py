"""Which staffing would it take: seats for a target, and the volume that the seats carry."""

import math

import streamlit as st

from workbench.business_case.money import money
from workbench.headroom.comparison import Comparison
from workbench.headroom.finding import signed
from workbench.headroom.outcome import Outcome
from workbench.headroom.policy import today_policy
from workbench.headroom.response import WEEKS
from workbench.headroom.reverse import ServiceLevel, Target, seats_for, volume_for
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.workshop.workshop import Workshop

SEATS, VOLUME = "Advisors for a target", "Volume at a target"
SERVICE, GIVE_UP, OCCUPANCY = "Service level", "Contacts that give up", "Occupancy"
USUAL = {SERVICE: 80.0, GIVE_UP: 3.0, OCCUPANCY: 82.0}
HARDEST = {SERVICE: 99.5, GIVE_UP: 50.0, OCCUPANCY: 98.0}
EASIEST = {SERVICE: 10.0, GIVE_UP: 0.1, OCCUPANCY: 30.0}


@st.fragment
def reverse_panel(workshop: Workshop, found: Comparison, name: str) -> None:
    """A closed section; in it the question, the target, and the answer."""
    section = st.expander(
        "Which staffing would it take?",
        icon=":material/swap_horiz:",
        key="which_staffing",
        on_change="rerun",
    )
    if not section.open:
        return
    with section:
        question, under = _question(name)
        target = _target(float(found.figures.centre.service_threshold))
        _answer(workshop, found, question, target, name if under else None)


def _question(name: str) -> tuple[str, bool]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        question = st.selectbox(
            "Question",
            (SEATS, VOLUME),
            key="reverse_question",
            persist_state="session",
            width=230,
        )
        under = st.selectbox(
            "Under",
            (False, True),
            format_func=lambda scenario: name if scenario else "Today's policy",
            key="reverse_under",
            persist_state="session",
            width=230,
        )
    return question, under


def _target(threshold: float) -> Target:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            "Target",
            (SERVICE, GIVE_UP, OCCUPANCY),
            key="reverse_target",
            persist_state="session",
            width=230,
        )
        value = st.number_input(
            f"{kind}, %",
            EASIEST[kind],
            HARDEST[kind],
            USUAL[kind],
            step=0.5,
            format="%.1f",
            key=f"reverse_{kind.lower()}",
            persist_state="session",
            width=160,
        )
        definition = ServiceLevel.OFFERED
        if kind == SERVICE:
            chosen = st.selectbox(
                f"answered within {threshold:.0f} s",
                tuple(ServiceLevel),
                format_func=lambda one: one.label,
                key="reverse_definition",
                persist_state="session",
                width=360,
            )
            definition = chosen or definition
    share = value / 100
    if kind == SERVICE:
        return Target(service_level=share, definition=definition)
    return Target(p_abandon=share) if kind == GIVE_UP else Target(occupancy=share)


def _answer(
    workshop: Workshop, found: Comparison, question: str, target: Target, scenario: str | None
) -> None:
    policy = (
        today_policy(found.figures, found.policy.evidence) if scenario is None else found.policy
    )
    beside = found.today if scenario is None else found.scenario
    ask = seats_for if question == SEATS else volume_for
    try:
        answer = ask(found.figures, target, policy)
    except ValueError as error:
        st.warning(plain(f"{reason(error)}.".capitalize()), icon=":material/block:")
        return
    who = plain(scenario or "today's policy")
    if question == SEATS:
        _seats(workshop, answer, beside, who)
    else:
        _volume(answer, beside, who)
    with st.grid(4, min_column_width=150):
        st.metric("Service level", f"{100 * float(answer.service_level):.1f}%")
        st.metric("Contacts that give up", f"{100 * float(answer.p_abandon):.1f}%")
        st.metric("Occupancy", f"{100 * float(answer.occupancy):.1f}%")
        st.metric("Headroom per hour", f"{float(answer.headroom_minutes):.1f} min")
    st.caption(
        "Service level here is of all offered contacts. Volume varies from day to day, contacts "
        "come back, and people respond as the switch of the evidence says; the standard of care is "
        "held at what leaders ask for. Rounded only here: the model counts parts of an advisor."
    )


def _seats(workshop: Workshop, answer: Outcome, beside: Outcome, who: str) -> None:
    seats, now = float(answer.seats), float(beside.seats)
    more = float(answer.cost_per_year) - float(beside.cost_per_year)
    cost = plain(f"{money(abs(more), workshop.currency)} a year {'more' if more > 0 else 'less'}")
    st.subheader(f"{math.ceil(seats - 1e-6):,} advisors on the rota at once", anchor=False)
    st.markdown(
        f"{seats:,.1f} by the model under {who}, {float(answer.heads):,.0f} full-time; "
        f"{plain(signed(seats - now))} beside the {now:,.1f} there are, {cost}."
    )


def _volume(answer: Outcome, beside: Outcome, who: str) -> None:
    week, now = (float(each.contacts_per_year) / WEEKS for each in (answer, beside))
    st.subheader(f"{math.floor(week):,} contacts a week", anchor=False)
    st.markdown(
        f"Repeats included, with the {float(answer.seats):,.1f} advisors on the rota under {who}: "
        f"{plain(signed(100 * (week / now - 1)))}% beside the {now:,.0f} there are."
    )
