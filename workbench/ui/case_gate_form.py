"""The form that sets a gate: when, by which figure, beyond what the board stops."""

import streamlit as st
from pydantic import ValidationError

from workbench.business_case.information import Learned
from workbench.business_case.risk_defaults import risk_defaults
from workbench.business_case.risk_plan import MOST_GATES, Gate, RiskPlan
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words, typed_value, unit_in_words
from workbench.ui.outcome import attempt, say
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "gate form"
NAME, MONTH, FIGURE, VALUE, SIDE, SPENT, PRECISION, WORDS = (
    f"gate_{field}"
    for field in ("name", "month", "figure", "value", "side", "spent", "precision", "words")
)
BELOW, ABOVE = "below", "above"


def gate_form(
    workshop: Workshop, plan: RiskPlan, held: Register, found: tuple[Learned, ...]
) -> None:
    """The form, the figures that are most worth knowing first."""
    say(PLACE)
    opened = st.expander("Set a gate", icon=":material/flag:", key="gate_form", on_change="rerun")
    if not opened.open:
        return
    usual = risk_defaults().pilot
    ids = [each.id for each in found]
    with opened:
        chosen = st.selectbox(
            "Decided by", ids, format_func=lambda key: held[key].label, key=FIGURE,
            persist_state="session", help="The figures that are most worth knowing come first.",
        )  # fmt: skip
        figure = held[chosen or ids[0]]
        st.caption(
            f"Today {figure_in_words(figure.p50, figure.unit, workshop.currency)}, in "
            f"{unit_in_words(figure.unit, workshop.currency)}."
        )
        with st.form("add_gate", border=False):
            st.text_input("Name", "Pilot", key=NAME, max_chars=60, persist_state="session")
            left, right = st.columns(2)
            left.radio(
                "The board stops", (BELOW, ABOVE), key=SIDE, horizontal=True,
                persist_state="session",
            )  # fmt: skip
            right.number_input(
                "this value", value=None, key=VALUE, format="%.4g", persist_state="session"
            )
            left, middle, right = st.columns(3)
            left.number_input(
                "In month", value=usual.months.value, step=1, key=MONTH, persist_state="session"
            )
            middle.number_input(
                f"Spent on the way ({workshop.currency})", value=0.0, step=1000.0, format="%.0f",
                key=SPENT, persist_state="session",
                help="What the pilot costs on top of the case.",
            )  # fmt: skip
            right.number_input(
                "Error over what is not known", value=usual.precision.value, step=0.05,
                key=PRECISION, persist_state="session",
                help="The pilot's standard error over the standard deviation of the figure today.",
            )  # fmt: skip
            st.text_input(
                "Kill criterion in words", key=WORDS, max_chars=300, persist_state="session",
                placeholder="If fewer than ... in the pilot teams by ..., we stop.",
            )  # fmt: skip
            st.form_submit_button(
                "Set the gate", type="primary", on_click=_set, args=(workshop, plan, held, ids)
            )


def _set(workshop: Workshop, plan: RiskPlan, held: Register, ids: list[str]) -> None:
    state = st.session_state
    figure = held[state[FIGURE] or ids[0]]
    beyond = typed_value(state[VALUE], figure.unit)

    def put() -> str:
        if beyond is None:
            raise Refused("Not set: there is no value to stop at; accepted: a number.")
        if not figure.lowest <= beyond <= figure.highest:
            given, least, most = (
                figure_in_words(value, figure.unit, workshop.currency)
                for value in (beyond, figure.lowest, figure.highest)
            )
            raise Refused(f"Not set: {figure.label} is {given}; accepted: {least} to {most}.")
        if len(plan.gates) >= MOST_GATES:
            raise Refused(f"Not set: there are {MOST_GATES} gates already; take one out first.")
        try:
            gate = Gate(
                name=(state[NAME] or "").strip(),
                month=_number(state[MONTH]),
                assumption_id=figure.id,
                stops_beyond=beyond,
                stops_above=state[SIDE] == ABOVE,
                spent=_number(state[SPENT]),
                precision=_number(state[PRECISION]),
                kill_criterion=(state[WORDS] or "").strip(),
            )
            gates = sorted((*plan.gates, gate), key=lambda each: each.month)
            changed = RiskPlan.model_validate(plan.model_dump() | {"gates": tuple(gates)})
        except ValidationError as error:
            raise Refused(_told(error)) from error
        store().cases.put(workshop.id, risk=changed)
        return "The gate is set. It goes into the board pack."

    attempt(PLACE, put)


def _number(typed: float | None) -> float:
    return float("nan") if typed is None else float(typed)


ACCEPTED = {
    "name": "the name needs 3 letters or more",
    "month": "the month is a number from 0 to 120",
    "spent": "what is spent is an amount from 0",
    "precision": "the error is a number from 0 to 10",
}


def _told(error: ValidationError) -> str:
    """The first thing that is wrong, as a person would say it."""
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    what = ACCEPTED.get(field, first["msg"].removeprefix("Value error, "))
    return f"Not set: {what}."
