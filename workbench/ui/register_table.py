"""The register as a table: searched, filtered, and ready to be taken away."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from workbench.business_case.used_by import used_by
from workbench.charts.grades import figures_by_grade
from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade
from workbench.evidence.summary import Origin, by_grade, origin
from workbench.evidence.units import (
    digits,
    factor,
    figure_in_words,
    interval_in_words,
    unit_in_words,
)
from workbench.exchange.export import Row, csv_file
from workbench.ui.files_out import file_stem
from workbench.ui.pictures import picture
from workbench.ui.store import now
from workbench.workshop.workshop import Workshop

ROWS = 10
FIGURE, TABLE = "figure", "register_table"
GROUPS, GRADES, ORIGINS, CHANGED = "of_group", "of_grade", "of_origin", "only_changed"


def grades_picture(held: Register) -> None:
    """How much of the register rests on studies, at a glance."""
    counts = by_grade(held.values())
    tested = sum(figures for grade, figures in counts.items() if grade.tested)
    rows = [(f"{grade} {grade.meaning}", figures) for grade, figures in counts.items()]
    picture(
        "figures_by_grade",
        tuple(counts.items()),
        lambda look: figures_by_grade(counts, look),
        title=f"{tested} of {len(held)} figures are graded C or better",
        alt="Figures by grade of evidence: " + ", ".join(f"{name} {n}" for name, n in rows),
        table=pd.DataFrame(rows, columns=["Grade of evidence", "Figures"]),
    )


def register_table(workshop: Workshop, held: Register, changed: frozenset[str]) -> None:
    """The figures that the search and the filters leave, one of them to be chosen."""
    shown = _filtered(held, changed)
    st.caption(f"{len(shown)} of {len(held)} figures. Choose one to see where it comes from.")
    if not shown:
        st.info("No figure fits. Clear the search or a filter.", icon=":material/filter_alt_off:")
        return
    ids = tuple(assumption.id for assumption in shown)
    st.dataframe(
        _frame(shown, held, changed, workshop.currency),
        hide_index=True,
        height=38 + 35 * min(ROWS, len(shown)),
        column_config={
            "Figure": st.column_config.TextColumn(pinned=True, width=235),
            **{p: st.column_config.TextColumn(alignment="right") for p in ("P10", "P50", "P90")},
            "Unit": st.column_config.TextColumn(width=130),
            "Grade": st.column_config.TextColumn(width=215),
        },
        key=TABLE,
        on_select=partial(_choose, ids),
        selection_mode="single-row",
        alt="The register of figures",
    )


def csv_button(workshop: Workshop, held: Register, changed: frozenset[str]) -> None:
    """The whole register as a file, with exact values."""
    st.download_button(
        "Register as CSV",
        data=lambda: csv_file(register_rows(held, changed, workshop.currency)),
        file_name=f"{file_stem(workshop)}-assumptions-{now():%Y-%m-%d}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="register_csv",
    )


def register_rows(held: Register, changed: frozenset[str], currency: str) -> list[Row]:
    """Every figure with all that is known of it; values as they are stored, shares from 0 to 1."""
    uses = used_by()
    return [
        {
            "id": a.id,
            "figure": a.label,
            "group": a.group,
            "p10": a.p10,
            "p50": a.p50,
            "p90": a.p90,
            "unit": a.unit.replace("{currency}", currency),
            "lowest_accepted": a.lowest,
            "highest_accepted": a.highest,
            "comes_from": origin(a).value,
            "source_kind": a.source_kind.value,
            "source": a.source,
            "grade": a.grade.value,
            "grade_meaning": a.grade.meaning,
            "owner": a.owner,
            "as_of": a.as_of,
            "n": a.n,
            "low_95": a.interval[0] if a.interval else None,
            "high_95": a.interval[1] if a.interval else None,
            "replaced_p50": replaced[-1].p50 if (replaced := held.replaced(a.id)) else None,
            "changed_here": a.id in changed,
            "used_by": "; ".join(uses.get(a.id, ())),
            "explanation": a.explanation,
        }
        for a in held.values()
    ]


def _filtered(held: Register, changed: frozenset[str]) -> list[Assumption]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search",
            type="search",
            live=True,
            placeholder="Handle time, finance, Oliva",
            key="search_figures",
            persist_state="session",
        )
        with st.popover("Filter", icon=":material/filter_alt:"):
            groups = dict.fromkeys(a.group for a in held.values())
            group = _pills("Group", list(groups), GROUPS)
            where = _pills("Comes from", [o.value for o in Origin], ORIGINS)
            grades = {f"{g} {g.meaning}": g.value for g in Grade}
            grade = [grades[name] for name in _pills("Grade", list(grades), GRADES)]
            only = st.toggle("Changed here", key=CHANGED, persist_state="session")
    wanted = words.casefold().split() if words else []
    return [
        a
        for a in held.values()
        if (not group or a.group in group)
        and (not where or origin(a).value in where)
        and (not grade or a.grade.value in grade)
        and (not only or a.id in changed)
        and all(word in _text(a) for word in wanted)
    ]


def _pills(label: str, options: Sequence[str], key: str) -> list[str]:
    return st.pills(label, options, selection_mode="multi", key=key, persist_state="session")


def _text(a: Assumption) -> str:
    """What the search looks in."""
    return f"{a.label} {a.group} {a.source} {a.owner} {a.explanation} {a.unit} {a.id}".casefold()


def _frame(
    shown: Sequence[Assumption], held: Register, changed: frozenset[str], currency: str
) -> pd.DataFrame:
    uses = used_by()
    return pd.DataFrame([_line(a, held, a.id in changed, currency, uses) for a in shown])


def _line(
    a: Assumption,
    held: Register,
    is_changed: bool,
    currency: str,
    uses: Mapping[str, tuple[str, ...]],
) -> dict[str, str]:
    replaced = held.replaced(a.id)
    return {
        "Figure": a.label,
        "P10": digits(a.p10 * factor(a.unit)),
        "P50": digits(a.p50 * factor(a.unit)),
        "P90": digits(a.p90 * factor(a.unit)),
        "Unit": unit_in_words(a.unit, currency),
        "Grade": f"{a.grade} {a.grade.meaning}",
        "Comes from": origin(a).value,
        "Measured": interval_in_words(a, currency),
        "Source": a.source,
        "Owner": a.owner,
        "As of": a.as_of.isoformat(),
        "Was": figure_in_words(replaced[-1].p50, a.unit, currency) if replaced else "",
        "Changed here": "yes" if is_changed else "",
        "Group": a.group,
        "Used by": "; ".join(uses.get(a.id, ())),
    }


def _choose(ids: Sequence[str]) -> None:
    rows = st.session_state[TABLE].selection.rows
    if rows and rows[0] < len(ids):
        st.session_state[FIGURE] = ids[rows[0]]
