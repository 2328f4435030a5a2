"""A figure of the case entered on the page: its range, how per cents are meant, what it does."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from workbench.business_case.accepted_edits import edited
from workbench.business_case.money import money
from workbench.business_case.readings import Meant, Reading, both, in_words, kept, readings
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.edit_problems import problems_of_edit
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.shape import shape_problem
from workbench.evidence.units import (
    decimals_to_type,
    factor,
    figure_in_words,
    typed_value,
    unit_in_words,
    value_and_range,
)
from workbench.headroom.scenario import Scenario
from workbench.ui.case import Built, Ground, built, refusal
from workbench.ui.current import register
from workbench.ui.outcome import attempt, problems_at, refuse, say, under_field
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE, FIGURE = "driver", "driver_figure"
FIELDS = {"p10": "Low", "p50": "Expected", "p90": "High"}
MEANT = "driver_meant"
SOURCE, OWNER, KIND, GRADE = "driver_source", "driver_owner", "driver_kind", "driver_grade"
NAMES = {Meant.RELATIVE: "Per cent of today's", Meant.POINTS: "Points"}
PERCENT = 100.0


class Typed(NamedTuple):
    """What stands in the fields, in the unit of the register; nothing where nothing stands."""

    p10: float | None
    p50: float | None
    p90: float | None


def driver_form(
    workshop: Workshop, on: Ground, shown: Built, choices: Mapping[str, str], why: str
) -> None:
    """Choose one of the figures (`choices`: label by id), type its range, see what it would do."""
    say(PLACE)
    if st.session_state.get(FIGURE) not in choices:
        st.session_state[FIGURE] = next(iter(choices))
    key = st.selectbox(
        "Figure", list(choices), format_func=choices.__getitem__, key=FIGURE,
        persist_state="session",
    )  # fmt: skip
    figure, reading = on.held[key], _reading(key, shown)
    st.caption(plain(figure.explanation or why))
    problems = problems_at(PLACE)
    name = _name(figure)
    _numbers(figure, name, workshop.currency, problems)
    if reading is not None:
        _ask_how_it_is_meant(reading, figure, name, on, shown, workshop.currency, problems)
    else:
        _what_it_does(figure, name, on, shown, workshop.currency)
    _who_says_so(name, figure, problems)
    st.button(
        "Put it in the register",
        type="primary",
        key="driver_save",
        on_click=_save,
        args=(workshop, shown, key, name),
    )
    st.caption(
        plain(
            "Now in the register: "
            f"{value_and_range(figure.p10, figure.p50, figure.p90, figure.unit, workshop.currency)}"
            f". Owner: {figure.owner}. Grade {figure.grade}, {figure.grade.meaning}."
        )
    )


def _reading(key: str, shown: Built) -> Reading | None:
    """How the figure may be read in two ways, where what it changes is known and not nothing."""
    found = readings().get(key)
    return found if found is not None and 0 < _today(found, shown) <= 1 else None


def _today(reading: Reading, shown: Built) -> float:
    if shown.case is None:
        return 0.0
    return (shown.case.values | shown.case.results).get(reading.of, 0.0)


def _name(figure: Assumption) -> str:
    """What the keys of the inputs end with: another value in the register has its own."""
    return f"{figure.id}_{figure.p10:g}_{figure.p50:g}_{figure.p90:g}"


def _numbers(figure: Assumption, name: str, currency: str, problems: Mapping[str, str]) -> None:
    unit = unit_in_words(figure.unit, currency)
    decimals = decimals_to_type(figure)
    for column, (field, label) in zip(st.columns(3), FIELDS.items(), strict=True):
        with column:
            st.number_input(
                f"{label} ({plain(unit)})",
                value=None,
                step=float(figure.step * factor(figure.unit)),
                format=f"%.{decimals}f",
                key=f"{field}_{name}",
                persist_state="session",
                placeholder="as expected" if field != "p50" else "0",
            )
            if field in problems:
                under_field(field, "", problems)
    st.caption(
        "Low: one in ten is lower (P10). Expected: as likely higher as lower (P50). High: one in "
        "ten is higher (P90). Low and high may be left empty for a figure without a range."
    )


def _typed(figure: Assumption, name: str) -> Typed:
    state = st.session_state
    p10, p50, p90 = (typed_value(state.get(f"{field}_{name}"), figure.unit) for field in FIELDS)
    return Typed(p50 if p10 is None else p10, p50, p50 if p90 is None else p90)


def _ask_how_it_is_meant(
    reading: Reading,
    figure: Assumption,
    name: str,
    on: Ground,
    shown: Built,
    currency: str,
    problems: Mapping[str, str],
) -> None:
    """Per cent or points: both readings with what each would mean and do."""
    typed, before = _typed(figure, name), _today(reading, shown)
    number = f"{(typed.p50 or 0.05) * PERCENT:g}"
    st.segmented_control(
        f"{number}% or {number} points?",
        (Meant.RELATIVE, Meant.POINTS),
        format_func=NAMES.__getitem__,
        key=f"{MEANT}_{name}",
        persist_state="session",
    )
    if "meant" in problems:
        under_field("meant", "", problems)
    example = "" if typed.p50 else "For example, "
    lines = []
    for read in both(reading, typed.p50 or 0.05, before):
        told = f"{example}{in_words(reading, read)}"
        if typed.p50:
            told += f". {_moves(figure.id, read.value, on, shown, currency)}"
        lines.append(f"- {plain(told)}")
    st.markdown("\n".join(lines))
    chosen = st.session_state.get(f"{MEANT}_{name}")
    if chosen is not None and typed.p50 is not None:
        _warn_of_shape(figure, _as_meant(reading, chosen, typed, before), currency)


def _what_it_does(figure: Assumption, name: str, on: Ground, shown: Built, currency: str) -> None:
    typed = _typed(figure, name)
    if typed.p50 is not None:
        st.markdown(plain(_moves(figure.id, typed.p50, on, shown, currency)))
        _warn_of_shape(figure, typed, currency)


def _moves(key: str, value: float, on: Ground, shown: Built, currency: str) -> str:
    """What the case would come to with this value instead of the register's."""
    figure = on.held[key]
    if not figure.lowest <= value <= figure.highest:
        given, low, high = (
            figure_in_words(end, figure.unit, currency)
            for end in (value, figure.lowest, figure.highest)
        )
        return f"{given} is not accepted here; accepted: {low} to {high}"
    overrides = {**shown.scenario.overrides, key: value}
    scenario: Scenario = shown.scenario.model_copy(update={"overrides": overrides})
    tried = built(on, scenario)
    if tried.case is None or shown.case is None:
        return tried.problem
    before, after = shown.case.headline.npv, tried.case.headline.npv
    return f"Net present value in cash: {money(after, currency)} (now {money(before, currency)})"


def _warn_of_shape(figure: Assumption, typed: Typed, currency: str) -> None:
    low, middle, high = typed
    if low is None or middle is None or high is None or not low <= middle <= high:
        return
    why = shape_problem(low, middle, high, figure.lowest, figure.highest, figure.unit, currency)
    if why:
        st.warning(plain(why), icon=":material/warning:")


def _who_says_so(name: str, figure: Assumption, problems: Mapping[str, str]) -> None:
    st.text_input(
        "Where it comes from", key=f"{SOURCE}_{name}", persist_state="session",
        placeholder="Who measured or said so, and when",
    )  # fmt: skip
    if "source" in problems:
        under_field("source", "", problems)
    left, middle, right = st.columns(3)
    with left:
        st.text_input(
            "Who answers for it", key=f"{OWNER}_{name}", persist_state="session",
            placeholder=figure.owner,
        )  # fmt: skip
        if "owner" in problems:
            under_field("owner", "", problems)
    kinds = list(SourceKind)
    middle.selectbox(
        "Kind of source", kinds, kinds.index(SourceKind.JUDGEMENT),
        format_func=lambda kind: kind.value.capitalize(), key=f"{KIND}_{name}",
        persist_state="session",
    )  # fmt: skip
    grades = list(Grade)
    right.selectbox(
        "Grade of evidence", grades, grades.index(Grade.J),
        format_func=lambda grade: f"{grade}, {grade.meaning}", key=f"{GRADE}_{name}",
        persist_state="session",
    )  # fmt: skip


def _as_meant(reading: Reading, meant: Meant, typed: Typed, before: float) -> Typed:
    return Typed(*(None if each is None else kept(reading, meant, each, before) for each in typed))


def _save(workshop: Workshop, shown: Built, key: str, name: str) -> None:
    state = st.session_state
    held = register(workshop)
    figure, reading = held[key], _reading(key, shown)
    typed = _typed(figure, name)
    source, owner = state[f"{SOURCE}_{name}"].strip(), state[f"{OWNER}_{name}"].strip()
    unclear = {}
    if reading is not None:
        meant = state.get(f"{MEANT}_{name}")
        if meant is None:
            unclear["meant"] = (
                "Say which of the two is meant; accepted: per cent of today's, or points."
            )
        else:
            typed = _as_meant(reading, meant, typed, _today(reading, shown))
    found = problems_of_edit(figure, typed._asdict(), source, owner, workshop.currency)
    if problems := found | unclear:
        refuse(PLACE, problems)
        return
    edit = AssumptionEdit(
        assumption_id=key,
        **{field: value for field, value in typed._asdict().items() if value is not None},
        source_kind=state[f"{KIND}_{name}"],
        source=source,
        owner=owner,
        grade=state[f"{GRADE}_{name}"],
        as_of=now().date(),
        edited_at=now(),
    )
    attempt(PLACE, lambda: _stored(workshop, shown, held, edit))


def _stored(workshop: Workshop, shown: Built, held: Register, edit: AssumptionEdit) -> str:
    try:
        after = edited(held, edit)
    except ValueError as problem:
        raise Refused(f"Not saved: {problem}.") from problem
    changed = Register(after if each.id == after.id else each for each in held.values())
    if why := refusal(shown, changed):
        raise Refused(f"Not saved, because there would be no case any more: {why}.")
    store().edits.add(workshop.id, edit)
    words = value_and_range(after.p10, after.p50, after.p90, after.unit, workshop.currency)
    return f"{after.label} is {words} now, on every page."
