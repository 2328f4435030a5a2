"""Terms tried on the business case: for this visitor, until they are kept in the register."""

import streamlit as st

from workbench.business_case.case import DISCOUNT_RATE, HORIZON
from workbench.business_case.terms import ADOPTION, LATER_IS_SLOWER, Pace, Terms
from workbench.evidence.assumptions import AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_edit
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import figure_in_words
from workbench.ui.current import register
from workbench.ui.outcome import REFUSED, attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.rests_on import provenance
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

PLACE, PACE = "terms", "pace"
PERCENT = 100.0
SOURCE, OWNER = "terms source", "terms owner"
PACES = tuple(Pace)


def terms_of(workshop: Workshop) -> Terms:
    """The terms that this visitor tries; the register's own where nothing is tried."""
    tried: Terms = st.session_state.get(_key(workshop), Terms())
    return tried


def term_controls(workshop: Workshop, held: Register, terms: Terms) -> None:
    """Horizon, discount rate and pace of adoption, for every scenario, and what is not kept.

    A field that is emptied shows the register's value again.
    """
    rate = terms.discount_rate if terms.discount_rate is not None else held.value(DISCOUNT_RATE)
    st.session_state[HORIZON] = int(terms.horizon_years or held.value(HORIZON))
    st.session_state[DISCOUNT_RATE] = round(rate * PERCENT, 2)
    st.session_state[PACE] = terms.pace
    st.number_input(
        "Horizon (years)",
        value=None,
        step=1,
        key=HORIZON,
        on_change=_try,
        args=(workshop, HORIZON),
        help=provenance(held[HORIZON], workshop.currency),
    )
    st.number_input(
        "Discount rate (% a year)",
        held[DISCOUNT_RATE].lowest * PERCENT,
        held[DISCOUNT_RATE].highest * PERCENT,
        None,
        step=held[DISCOUNT_RATE].step * PERCENT,
        format="%.1f",
        key=DISCOUNT_RATE,
        on_change=_try,
        args=(workshop, DISCOUNT_RATE),
        help=provenance(held[DISCOUNT_RATE], workshop.currency),
    )
    st.segmented_control(
        "How quickly it takes hold",
        PACES,
        key=PACE,
        on_change=_try,
        args=(workshop, PACE),
        required=True,
        help=_adoption(held, workshop.currency),
    )
    say(PLACE)
    _not_kept(workshop, held, terms)


def tried_in_words(tried: dict[str, float], held: Register, currency: str) -> str:
    """What is tried instead of what: "Discount rate 10% (register: 8%)"."""
    return "; ".join(
        f"{held[key].label} {figure_in_words(value, held[key].unit, currency)} "
        f"(register: {figure_in_words(held.value(key), held[key].unit, currency)})"
        for key, value in tried.items()
    )


def _not_kept(workshop: Workshop, held: Register, terms: Terms) -> None:
    tried = terms.overrides(held)
    if not tried:
        return
    words = tried_in_words(tried, held, workshop.currency)
    st.markdown(f"**Tried here, not in the register:** {plain(words)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Put all back",
            icon=":material/undo:",
            key="terms_back",
            on_click=_forget,
            args=(workshop,),
        )
        with st.popover("Keep in the register", icon=":material/save:"):
            problems = problems_at(PLACE)
            st.text_input("Why, or where it comes from", key=SOURCE, persist_state="session")
            under_field("source", "The register shows it beside the figure.", problems)
            st.text_input("Whose figure it is", key=OWNER, persist_state="session")
            under_field("owner", "The person or function who answers for it.", problems)
            st.button("Keep", type="primary", key="terms_keep", on_click=_keep, args=(workshop,))


def _try(workshop: Workshop, field: str) -> None:
    """Take what was typed; the register's own value is no trial, so it follows the register."""
    held, typed = register(workshop), st.session_state[field]
    value = _share(typed) if field == DISCOUNT_RATE else typed
    if field in held and value == held.value(field):
        value = None
    terms = terms_of(workshop).model_copy(update={field: value})
    try:
        terms.overrides(held)
    except ValueError as error:
        st.session_state[f"{REFUSED} {PLACE}"] = f"{error}."
        return
    st.session_state[_key(workshop)] = terms


def _share(percent: float | None) -> float | None:
    return None if percent is None else round(percent / PERCENT, 6)


def _forget(workshop: Workshop) -> None:
    st.session_state.pop(_key(workshop), None)


def _keep(workshop: Workshop) -> None:
    held, terms = register(workshop), terms_of(workshop)
    source, owner = st.session_state[SOURCE].strip(), st.session_state[OWNER].strip()
    problems = problems_of_edit(held[HORIZON], {}, source, owner, workshop.currency)
    if problems:
        refuse(PLACE, problems)
        return
    overrides = terms.overrides(held)
    tried = held.try_values(overrides)

    def keep() -> str:
        at = now()
        for key in overrides:
            moved = tried[key]
            edit = AssumptionEdit(
                assumption_id=key,
                p10=moved.p10,
                p50=moved.p50,
                p90=moved.p90,
                source_kind=SourceKind.JUDGEMENT,
                source=source,
                owner=owner,
                grade=Grade.J,
                as_of=at.date(),
                edited_at=at,
            )
            store().edits.add(workshop.id, edit)
        return "Kept in the register, with its source. Every page counts with it now."

    if attempt(PLACE, keep):
        _forget(workshop)


def _adoption(held: Register, currency: str) -> str:
    lines = []
    for key in ADOPTION:
        ends = (held[key].p10, held[key].p90)
        slow, quick = reversed(ends) if key in LATER_IS_SLOWER else ends
        said = (figure_in_words(f, held[key].unit, currency) for f in (slow, held[key].p50, quick))
        lines.append(f"{held[key].label}: {', '.join(said)}")
    source = provenance(held[ADOPTION[0]], currency)
    return f"Slow, expected or quick. {'; '.join(lines)}.\n\n{source}"


def _key(workshop: Workshop) -> str:
    return f"terms tried {workshop.id}"
