"""What one would have to believe of a contact that no longer ends unresolved."""

import streamlit as st

from workbench.business_case.case import VALUE_PER_UNRESOLVED as VALUE
from workbench.business_case.case import Case
from workbench.business_case.money import money
from workbench.business_case.picture_titles import belief_title
from workbench.business_case.sentences import break_even_sentence, verdict_sentence
from workbench.charts.belief import belief, belief_figures
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_edit
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import figure_in_words
from workbench.ui.current import register
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.pictures import picture
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.workshop import Workshop

PLACE = "belief"
FIELDS = {"p10": "Low", "p50": "Expected", "p90": "High"}
WHY = {
    "p10": "One in ten would be lower.",
    "p50": "As likely higher as lower.",
    "p90": "One in ten would be higher.",
}
SOURCE, OWNER, KIND, GRADE = "value source", "value owner", "value kind", "value grade"
# What a person may enter here; what the voices say is measured, not typed.
KINDS = (SourceKind.JUDGEMENT, SourceKind.UPLOADED, SourceKind.PUBLISHED)
KIND_LABELS = {
    SourceKind.JUDGEMENT: "Our judgement",
    SourceKind.UPLOADED: "Our own records",
    SourceKind.PUBLISHED: "Published evidence",
}


def what_to_believe(workshop: Workshop, case: Case, held: Register) -> None:
    """The break-even value beside the organisation's own, and the total with that value."""
    currency, put = workshop.currency, held[VALUE]
    title, sentence = belief_title(case, currency), break_even_sentence(case, currency)
    if case.break_even.value is None or case.break_even.value <= 0:
        st.subheader(title)
        st.markdown(plain(sentence))
    else:
        rows = 2 if case.counts_value else 1
        picture(
            "belief",
            (currency, rows),
            lambda look: belief(look, currency, rows),
            title=title,
            alt=f"{title}. {sentence}",
            data=belief_figures(case.break_even, put, currency),
        )
        st.caption(f"{plain(sentence)} {plain(put.explanation)}")
    if case.counts_value:
        valued = case.with_value
        low, high = (money(end, currency) for end in (valued.npv_range.low, valued.npv_range.high))
        ends = f" (range: {low} to {high})" if low != high else ""
        st.markdown(
            f"**With your value the net present value is {money(valued.npv, currency)}**{ends}. "
            f"{plain(verdict_sentence(valued))} It stands apart from the headline, because no "
            "budget line shows it yet."
        )
        st.caption(
            f"Your value comes from: {plain(put.source.rstrip('.'))}. Owner: {plain(put.owner)}. "
            f"Grade {put.grade}: {put.grade.meaning}."
        )
    say(PLACE)
    opened = st.expander(
        "Put in your own value", icon=":material/edit:", key="own_value", on_change="rerun"
    )
    if opened.open:
        with opened:
            _form(workshop, put)


def _form(workshop: Workshop, put: Assumption) -> None:
    problems = problems_at(PLACE)
    currency = workshop.currency
    if not problems:
        for field in FIELDS:
            st.session_state.setdefault(_key(field), getattr(put, field))
    with st.form("value_form", border=False):
        for place, (field, label) in zip(st.columns(3), FIELDS.items(), strict=True):
            with place:
                st.number_input(
                    f"{label} ({currency} per contact)",
                    value=None,
                    step=0.5,
                    format="%.2f",
                    key=_key(field),
                    persist_state="session",
                )
                under_field(field, WHY[field], problems)
        st.text_input("Where it comes from", key=SOURCE, persist_state="session")
        why = "Say how it was worked out, so that somebody else can check it."
        under_field("source", why, problems)
        left, middle, right = st.columns(3)
        with left:
            st.text_input("Whose figure it is", key=OWNER, persist_state="session")
            under_field("owner", "The person or function who answers for it.", problems)
        middle.selectbox(
            "Kind of source",
            KINDS,
            format_func=KIND_LABELS.__getitem__,
            key=KIND,
            persist_state="session",
        )
        right.selectbox(
            "Strength of evidence",
            list(Grade),
            index=len(Grade) - 1,
            format_func=lambda grade: f"{grade}: {grade.meaning}",
            key=GRADE,
            persist_state="session",
        )
        st.form_submit_button(
            "Put it in the register", type="primary", on_click=_put, args=(workshop,)
        )
    st.caption(
        f"Now in the register: {figure_in_words(put.p50, put.unit, currency)}. It moves every page "
        "and the board pack. Enter 0 three times to count nothing again."
    )


def _put(workshop: Workshop) -> None:
    before = register(workshop)[VALUE]
    values = {field: st.session_state[_key(field)] for field in FIELDS}
    source, owner = st.session_state[SOURCE].strip(), st.session_state[OWNER].strip()
    kind, grade = st.session_state[KIND], st.session_state[GRADE]
    problems = problems_of_edit(before, values, source, owner, workshop.currency)
    if problems:
        refuse(PLACE, problems)
        return

    def put() -> str:
        at = now()
        edit = AssumptionEdit(
            assumption_id=VALUE,
            source_kind=kind if kind in KINDS else SourceKind.JUDGEMENT,
            source=source,
            owner=owner,
            grade=Grade(grade),
            as_of=at.date(),
            edited_at=at,
            **values,
        )
        store().edits.add(workshop.id, edit)
        return "Your value is in the register. The case and the board pack count with it."

    attempt(PLACE, put)


def _key(field: str) -> str:
    return f"value_{field}"
