"""One figure of the register: where it comes from, what uses it, and how to change it."""

from collections.abc import Sequence
from math import isclose

import pandas as pd
import streamlit as st

from workbench.business_case.accepted_edits import edited
from workbench.business_case.used_by import used_by
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_edit
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.history import Earlier, entered_again, history, to_go_back_to
from workbench.evidence.units import (
    figure_in_words,
    interval_in_words,
    range_in_words,
    unit_in_words,
)
from workbench.ui.current import register
from workbench.ui.given_numbers import AS_GIVEN, VALUES, ask_numbers, choose_given, typed_range
from workbench.ui.moments import moment_in_words
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "figure"


def figure_details(
    workshop: Workshop, held: Register, edits: Sequence[AssumptionEdit], key: str
) -> None:
    """Everything about one figure, with the form that changes it."""
    figure, past = held[key], history(held, edits, key)
    st.markdown(f"### {figure.label}")
    say(PLACE)
    known, form = st.columns([3, 2], gap="large")
    with known:
        _facts(figure, past, workshop.currency)
        if figure.explanation:
            st.caption(plain(figure.explanation))
        _back(workshop, past)
        if len(past) > 1:
            _history(past, workshop.currency)
    with form:
        _form(workshop, figure, len(past))


def _facts(figure: Assumption, past: Sequence[Earlier], currency: str) -> None:
    measured = interval_in_words(figure, currency)
    before = past[-2].assumption if len(past) > 1 else None
    facts = {
        "P50": f"**{plain(figure_in_words(figure.p50, figure.unit, currency))}**",
        "P10 to P90": plain(range_in_words(figure, currency)),
        "Measured": plain(measured),
        "Source": f"{plain(figure.source)} ({figure.source_kind})",
        "Grade": f"{figure.grade}, {figure.grade.meaning}",
        "Owner": f"{plain(figure.owner)}, {figure.as_of:%-d %B %Y}",
        "Was": plain(_value(before, currency)) if before else "",
        "Used by": plain("; ".join(used_by().get(figure.id, ()))),
    }
    st.table({name: told for name, told in facts.items() if told}, border="horizontal")


def _form(workshop: Workshop, figure: Assumption, version: int) -> None:
    problems = problems_at(PLACE)
    unit = unit_in_words(figure.unit, workshop.currency)
    # Every saved change gives the inputs new keys, so that they start from the figure in force.
    name = f"{figure.id}_{version}"
    with st.expander("Change this figure", icon=":material/edit:", expanded=bool(problems)):
        if figure.n is not None:
            measured = plain(interval_in_words(figure, workshop.currency))
            st.markdown(
                f":material/front_hand: **Measured** ({measured}). Your edit will stand above it: "
                "new answers or rows will not move the figure then."
            )
        given = choose_given(figure, name)
        with st.form(f"edit_{name}", border=False):
            ask_numbers(figure, name, given, unit, problems)
            st.text_area(
                "Where the new figure comes from",
                key=f"source_{name}",
                height=68,
                placeholder="Who measured or said so, and when",
            )
            if "source" in problems:
                under_field("source", "", problems)
            st.selectbox(
                "Kind of source",
                list(SourceKind),
                list(SourceKind).index(SourceKind.JUDGEMENT),
                format_func=lambda kind: kind.value.capitalize(),
                key=f"kind_{name}",
            )
            st.selectbox(
                "Grade of evidence",
                list(Grade),
                list(Grade).index(Grade.J),
                format_func=lambda grade: f"{grade}, {grade.meaning}",
                key=f"grade_{name}",
            )
            st.text_input("Owner", figure.owner, key=f"owner_{name}")
            if "owner" in problems:
                under_field("owner", "", problems)
            st.form_submit_button(
                "Save the figure", type="primary", on_click=_save, args=(workshop, figure, name)
            )


def _save(workshop: Workshop, figure: Assumption, name: str) -> None:
    given = st.session_state
    source, owner = given[f"source_{name}"], given[f"owner_{name}"]
    try:
        values, made_of = typed_range(figure, name)
    except ValueError as problem:
        refuse(PLACE, {AS_GIVEN: f"{problem}."})
        return
    typed = _along(figure, values)
    if made_of and source.strip():
        source = f"{source.strip()} ({made_of})"
    if problems := problems_of_edit(figure, typed, source, owner, workshop.currency):
        refuse(PLACE, problems)
        return
    edit = AssumptionEdit(
        assumption_id=figure.id,
        **{field: value for field, value in typed.items() if value is not None},
        source_kind=given[f"kind_{name}"],
        source=source.strip(),
        owner=owner.strip(),
        grade=given[f"grade_{name}"],
        as_of=now().date(),
        edited_at=now(),
    )
    attempt(PLACE, lambda: _stored(workshop, figure, edit))


def _along(figure: Assumption, typed: dict[str, float | None]) -> dict[str, float | None]:
    """What was typed; a figure without a range keeps none when P50 alone was changed."""
    ends = (typed["p10"], typed["p90"])
    has_no_range = figure.p10 == figure.p50 == figure.p90
    if has_no_range and all(end is not None and isclose(end, figure.p50) for end in ends):
        return dict.fromkeys(VALUES, typed["p50"])
    return typed


def _stored(workshop: Workshop, before: Assumption, edit: AssumptionEdit) -> str:
    try:
        after = edited(register(workshop), edit)
    except ValueError as problem:
        raise Refused(f"Not saved: {problem}.") from problem
    store().edits.add(workshop.id, edit)
    if (before.p10, before.p50, before.p90) == (after.p10, after.p50, after.p90):
        return f"{before.label} keeps its value; its source is the new one now."
    told = _value if before.p50 == after.p50 else _middle
    was, now_is = (told(each, workshop.currency) for each in (before, after))
    return f"{before.label} was {was} and is {now_is} now, on every page."


def _back(workshop: Workshop, past: Sequence[Earlier]) -> None:
    for name, value in to_go_back_to(past).items():
        st.button(
            f"Back to {name}: {plain(_middle(value, workshop.currency))}",
            key=f"back_{value.id}_{name}",
            icon=":material/undo:",
            wrap=True,
            on_click=_put_back,
            args=(workshop, past[-1].assumption, value),
        )


def _put_back(workshop: Workshop, before: Assumption, value: Assumption) -> None:
    attempt(PLACE, lambda: _stored(workshop, before, entered_again(value, now())))


def _history(past: Sequence[Earlier], currency: str) -> None:
    with st.expander("History", icon=":material/history:"):
        lines = [
            {
                "From": moment_in_words(e.entered_at) if e.entered_at else str(e.assumption.as_of),
                "P50": figure_in_words(e.assumption.p50, e.assumption.unit, currency),
                "P10 to P90": range_in_words(e.assumption, currency),
                "Source": e.assumption.source,
                "Grade": f"{e.assumption.grade} {e.assumption.grade.meaning}",
                "Owner": e.assumption.owner,
            }
            for e in reversed(past)
        ]
        st.dataframe(
            pd.DataFrame(lines), hide_index=True, alt="Earlier values of the figure, newest first"
        )


def _value(figure: Assumption, currency: str) -> str:
    """P50 with its range, in one line."""
    middle = _middle(figure, currency)
    if figure.p10 == figure.p90:
        return middle
    return f"{middle} ({range_in_words(figure, currency)})"


def _middle(figure: Assumption, currency: str) -> str:
    return figure_in_words(figure.p50, figure.unit, currency)
