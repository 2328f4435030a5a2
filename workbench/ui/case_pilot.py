"""What a pilot has shown of a figure: before, measured and after, and the way into the register."""

import math

import streamlit as st

from workbench.business_case.pilot_update import Belief, as_range, belief_in, updated
from workbench.evidence.assumptions import Assumption, AssumptionEdit, Register
from workbench.evidence.grades import Grade, SourceKind
from workbench.evidence.units import factor, figure_in_words, range_in_words, unit_in_words
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "pilot update"
FIGURE, FOUND, ERROR, WHERE, WHO = (
    f"update_{field}" for field in ("figure", "found", "error", "where", "who")
)


def pilot_update(workshop: Workshop, held: Register) -> None:
    """The figures that pilots have moved already, and the form that takes a new result."""
    st.subheader("What pilots have shown", anchor=False)
    say(PLACE)
    taken = [
        (held.replaced(key)[-1], held[key])
        for key in held
        if held[key].source.startswith("Pilot “") and held.replaced(key)
    ]
    if taken:
        figure_table(
            ("Figure", "Believed before", "Believed now"),
            [
                FigureRow(
                    after.label,
                    (_told(before, workshop.currency), _told(after, workshop.currency)),
                    remark=f"grade {before.grade}, now {after.grade}",
                )
                for before, after in taken
            ],
            caption="Figures before and after a pilot",
            words=frozenset({1, 2}),
        )
        st.caption("Both stay in the register: the board sees the evidence move the figure.")
    else:
        st.markdown("No pilot has moved a figure yet.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(page("pilot"), label="Judge a pilot", icon=":material/science:")
    _form(workshop, held)


def _form(workshop: Workshop, held: Register) -> None:
    opened = st.expander(
        "Take a result from elsewhere", icon=":material/biotech:", key="update_form",
        on_change="rerun",
    )  # fmt: skip
    if not opened.open:
        return
    ids = [each.id for each in held.values() if each.p10 < each.p90]
    with opened:
        chosen = st.selectbox(
            "Figure", ids, index=None, format_func=lambda key: held[key].label, key=FIGURE,
            persist_state="session", placeholder="Type a word of its name",
        )  # fmt: skip
        if chosen is None:
            return
        figure = held[chosen]
        unit = unit_in_words(figure.unit, workshop.currency)
        left, right = st.columns(2)
        found = left.number_input(
            f"The pilot found ({unit})", value=None, key=FOUND, format="%.4g",
            persist_state="session",
        )  # fmt: skip
        error = right.number_input(
            f"Its standard error ({unit})", value=None, key=ERROR, format="%.4g",
            persist_state="session", help="Half the 95% interval, over 1.96.",
        )  # fmt: skip
        if found is None or error is None:
            st.caption("Both are needed; what is believed now comes from the register.")
            return
        try:
            after = _after(figure, found, error)
        except ValueError as problem:
            st.error(plain(f"{problem}."), icon=":material/error:")
            return
        _compared(figure, found, error, after, workshop.currency)
        st.text_input(
            "Where it was measured", key=WHERE, max_chars=300, persist_state="session",
            placeholder="Twelve teams, May to October, random lot",
        )  # fmt: skip
        st.text_input("Whose figure it is", key=WHO, max_chars=120, persist_state="session")
        st.button(
            "Take it into the register", type="primary", icon=":material/library_add_check:",
            key="update_take", on_click=_take, args=(workshop, figure, found, error),
        )  # fmt: skip


def _compared(
    figure: Assumption, found: float, error: float, after: Assumption, currency: str
) -> None:
    times = factor(figure.unit)
    before = belief_in(figure)
    now_believed = updated(before, found / times, error / times)
    rows = (
        ("Believed before", before, Weight.LINE),
        ("The pilot alone", Belief(mean=found / times, sd=error / times), Weight.LINE),
        ("Believed after", now_believed, Weight.TOTAL),
    )
    figure_table(
        (figure.label, "Expected", "Standard deviation"),
        [
            FigureRow(
                name,
                tuple(figure_in_words(v, figure.unit, currency) for v in (belief.mean, belief.sd)),
                weight,
            )
            for name, belief, weight in rows
        ],
        caption="Before and after the pilot",
    )
    st.caption(
        "Each weighs by the inverse of its variance (normal distributions). In the register: "
        f"{plain(_told(after, currency))}."
    )


def _after(figure: Assumption, found: float, error: float) -> Assumption:
    times = factor(figure.unit)
    return as_range(figure, updated(belief_in(figure), found / times, error / times))


def _take(workshop: Workshop, figure: Assumption, found: float, error: float) -> None:
    where, who = (st.session_state[key] or "" for key in (WHERE, WHO))
    unit = unit_in_words(figure.unit, workshop.currency)

    def take() -> str:
        if len(where.strip()) < 3 or len(who.strip()) < 2:
            raise Refused("Not taken: say where it was measured and whose figure it is.")
        after = _after(figure, found, error)
        if not all(map(math.isfinite, (after.p10, after.p50, after.p90))):
            raise Refused("Not taken: the result is not a finite number.")
        at = now()
        edit = AssumptionEdit(
            assumption_id=figure.id,
            p10=after.p10,
            p50=after.p50,
            p90=after.p90,
            source_kind=SourceKind.UPLOADED,
            source=f"Pilot “{where.strip()}”: {found:g} ± {error:g} ({unit})"[:500],
            owner=who.strip(),
            grade=Grade.A,
            as_of=at.date(),
            edited_at=at,
        )
        store().edits.add(workshop.id, edit)
        return f"{figure.label} is {_told(after, workshop.currency)} now, on every page."

    attempt(PLACE, take)


def _told(figure: Assumption, currency: str) -> str:
    value = figure_in_words(figure.p50, figure.unit, currency)
    return f"{value} ({range_in_words(figure, currency)})"
