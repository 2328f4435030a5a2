"""How the case is reckoned, in one place: timing, prices, tax, contract, where risk is priced."""

from typing import Any

import streamlit as st
from pydantic import ValidationError

from workbench.business_case.case import Case
from workbench.business_case.conventions import (
    Basis,
    Conventions,
    Pricing,
    Referral,
    RiskMode,
    Timing,
)
from workbench.business_case.conventions_sentence import conventions_sentence
from workbench.business_case.rows import default_rows
from workbench.ui.case_settings import case_file
from workbench.ui.current import register
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "conventions"
TIMING, BASIS, TAXED, CONTRACT = "agreed_timing", "agreed_basis", "agreed_tax", "agreed_contract"
RISK, PREMIUM, REFERRAL = "agreed_risk", "agreed_premium", "agreed_referral"
SHOWN = "agreed shown"
PERCENT = 100.0
AS_REGISTERED = "as registered"
BASES: dict[str, str] = {
    AS_REGISTERED: "As the growth of prices in the register says",
    Basis.REAL: "Real: prices of today on both sides",
    Basis.NOMINAL: "Nominal: growing prices on both sides",
}
RISKS = {
    RiskMode.EXPECTED: (
        "In the range",
        "Expected cash flows at the discount rate; what may come otherwise is in the trials.",
    ),
    RiskMode.HAIRCUTS: (
        "In the lines",
        "Benefits are taken down and costs up, line by line, as Total Economic Impact studies do.",
    ),
    RiskMode.HURDLE: (
        "In the rate",
        "A premium on the discount rate, as many boards ask; the flows stay as expected.",
    ),
}
ONCE = (
    "One of the three. A haircut of 20% and a hurdle of 15% instead of 10% would take away 29% of "
    "a five-year benefit without saying so."
)


def say_conventions(case: Case) -> None:
    """How the figures are counted, beside them."""
    st.caption(plain(conventions_sentence(case)))


def conventions_form(workshop: Workshop, agreed: Conventions) -> None:
    """The conventions, changed together; what contradicts itself or the register is refused."""
    say(PLACE)
    opened = st.expander(
        "Conventions", icon=":material/rule_settings:", key="conventions", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        _start_from(agreed)
        left, right = st.columns(2, gap="large")
        with left:
            _reckoning()
        with right:
            _risk()
        st.button(
            "Use these conventions",
            type="primary",
            key="agree",
            on_click=_agree,
            args=(workshop,),
        )
        st.caption("They hold for every scenario and every visitor of the workshop.")


def _reckoning() -> None:
    st.selectbox(
        "Flows fall",
        list(Timing),
        key=TIMING,
        persist_state="session",
        format_func=lambda each: each.value,
    )
    st.selectbox(
        "Prices", list(BASES), key=BASIS, persist_state="session", format_func=BASES.__getitem__
    )
    st.checkbox("After tax, at the rate of the register", key=TAXED, persist_state="session")
    st.number_input(
        "Contract that the benefits rest on (years)",
        value=None,
        step=0.5,
        format="%g",
        key=CONTRACT,
        persist_state="session",
        placeholder="no contract",
        help="A horizon beyond the end of the contract is refused.",
    )
    st.radio(
        "Referred customers count by",
        list(Referral),
        key=REFERRAL,
        persist_state="session",
        format_func=lambda each: each.value,
        help="One or the other, never both.",
    )


def _risk() -> None:
    risk = st.radio(
        "Risk is priced",
        list(RISKS),
        key=RISK,
        persist_state="session",
        format_func=lambda each: RISKS[each][0],
        captions=[told for _, told in RISKS.values()],
        help=ONCE,
    )
    if risk is RiskMode.HURDLE:
        st.number_input(
            "Premium on the discount rate (points a year)",
            value=5.0,
            step=0.5,
            format="%.1f",
            key=PREMIUM,
            persist_state="session",
            help="Meier and Tarhan (2007) find hurdle rates about 5 points above the cost of "
            "capital.",
        )


def _start_from(agreed: Conventions) -> None:
    """Show what is agreed once it has changed; what is being typed stays until then."""
    state = st.session_state
    if state.get(SHOWN) == agreed and TIMING in state:
        return
    state[SHOWN] = agreed
    state[TIMING] = agreed.timing
    state[BASIS] = agreed.basis or AS_REGISTERED
    state[TAXED] = agreed.taxed
    state[CONTRACT] = agreed.contract_years
    state[REFERRAL] = agreed.referral
    state[RISK] = agreed.pricing.mode
    if agreed.pricing.hurdle_premium:
        state[PREMIUM] = agreed.pricing.hurdle_premium * PERCENT


def _agree(workshop: Workshop) -> None:
    state = st.session_state
    before = case_file(workshop).conventions
    premium = state.get(PREMIUM)
    hurdle = state[RISK] is RiskMode.HURDLE

    def agree() -> str:
        try:
            pricing = Pricing(
                mode=state[RISK],
                haircuts=before.pricing.haircuts if state[RISK] is RiskMode.HAIRCUTS else None,
                hurdle_premium=(premium or 0.0) / PERCENT if hurdle else 0.0,
            )
        except ValidationError as error:
            raise Refused(_reason(error)) from error
        agree_on(
            workshop,
            timing=state[TIMING],
            basis=None if state[BASIS] == AS_REGISTERED else state[BASIS],
            taxed=state[TAXED],
            contract_years=state[CONTRACT],
            referral=state[REFERRAL],
            pricing=pricing,
        )
        return "These conventions are in force, for every scenario and in the board pack."

    attempt(PLACE, agree)


def agree_on(workshop: Workshop, **changes: Any) -> None:
    """Store changed conventions. Raises Refused when they contradict themselves or the register."""
    before = case_file(workshop).conventions
    kept = {key: getattr(before, key) for key in Conventions.model_fields}
    try:
        agreed = Conventions.model_validate(kept | changes)
        agreed.check(register(workshop), default_rows())
    except ValidationError as error:
        raise Refused(_reason(error)) from error
    except ValueError as error:
        raise Refused(f"Not changed: {error}.") from error
    store().cases.put(workshop.id, conventions=agreed)


def _reason(error: ValidationError) -> str:
    return f"Not changed: {error.errors()[0]['msg'].removeprefix('Value error, ')}."
