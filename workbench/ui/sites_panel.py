"""Several sites: a small table of queues, each for itself and all as one."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from workbench.business_case.money import money
from workbench.charts.amounts import scale_of
from workbench.evidence.assumptions import Register
from workbench.headroom.centre import figures
from workbench.headroom.comparison import Comparison
from workbench.headroom.finding import signed
from workbench.headroom.outcome import Outcome
from workbench.headroom.policy import policy, today_policy
from workbench.headroom.scenario import Scenario
from workbench.headroom.sites import Pooling, Site, Totals, pool
from workbench.ui.figure_table import FigureRow, Weight, figure_table
from workbench.ui.plain import plain
from workbench.ui.scenarios import reason
from workbench.workshop.workshop import Workshop

KEPT, EDITOR = "sites kept", "sites_editor"
NAME, VOLUME, TIME, SEATS = "Site or queue", "Contacts a week", "Handle time, minutes", "Advisors"
FIELDS = {VOLUME: "contacts_per_week", TIME: "handle_time", SEATS: "seats"}
MOST_SITES = 12


@st.fragment
def sites_panel(
    workshop: Workshop, scenario: Scenario, found: Comparison, held: Register, name: str
) -> None:
    """A closed section; in it the table of sites and what pooling them is worth."""
    section = st.expander(
        "Several sites", icon=":material/hub:", key="several_sites", on_change="rerun"
    )
    if not section.open:
        return
    with section:
        st.caption(
            "Each row is a queue of its own with its own advisors; everything else is as in "
            "today's figures. Two halves of today are there to start from."
        )
        rows = _table(workshop, found)
        under = st.selectbox(
            "Under",
            (False, True),
            format_func=lambda scenario: name if scenario else "Today's policy",
            key="sites_under",
            persist_state="session",
            width=260,
        )
        together = st.slider(
            "How far busy days coincide",
            0,
            100,
            50,
            step=10,
            format="%d%%",
            key="sites_correlation",
            persist_state="session",
            help="The correlation of the days' volumes between the sites. At 100% all are busy on "
            "the same days, and pooling gives least.",
            width=360,
        )
        try:
            sites = sites_of(rows, held, scenario if under else None, found)
            pooled = pool(sites, together / 100)
        except ValueError as error:
            st.warning(plain(_sentence(reason(error))), icon=":material/error:")
            return
        _say(pooled, sites, workshop.currency)


def sites_of(
    rows: pd.DataFrame, held: Register, scenario: Scenario | None, found: Comparison
) -> list[Site]:
    """The sites in the rows of a table; empty rows are left out.

    Raises ValueError naming the row and the column that is missing or not accepted.
    """
    sites: list[Site] = []
    for number, row in enumerate(rows.to_dict("records"), start=1):
        given = {column: row.get(column) for column in FIELDS}
        if all(_empty(value) for value in (row.get(NAME), *given.values())):
            continue
        name = f"row {number}" if _empty(row.get(NAME)) else str(row[NAME]).strip()
        sites.append(_site(name, given, held, scenario, found))
    if len(sites) < 2:
        raise ValueError(f"there are {len(sites)} sites; accepted: two or more")
    if len(sites) > MOST_SITES:
        raise ValueError(f"there are {len(sites)} sites; accepted: at most {MOST_SITES}")
    names = [site.name for site in sites]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice} is there twice; accepted: each name once")
    return sites


def _site(
    name: str,
    given: Mapping[str, Any],
    held: Register,
    scenario: Scenario | None,
    found: Comparison,
) -> Site:
    missing = next((column for column, value in given.items() if _empty(value)), None)
    if missing is not None:
        raise ValueError(f"{name} has no {missing.lower()}")
    try:
        own = figures(
            held,
            {FIELDS[column]: float(value) for column, value in given.items()},
            day=found.figures.day,
        )
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    levers = today_policy(own, found.policy.evidence) if scenario is None else policy(own, scenario)
    return Site(name, own, levers)


def _table(workshop: Workshop, found: Comparison) -> pd.DataFrame:
    """The rows as the visitor has them; the editor keeps only changes to what it was given."""
    kept: dict[str, pd.DataFrame] = st.session_state.setdefault(KEPT, {})
    key = str(workshop.id)
    if key not in kept or EDITOR not in st.session_state:
        kept[f"{key} given"] = kept.get(key, _halves(found))
    edited: pd.DataFrame = st.data_editor(
        kept[f"{key} given"],
        key=EDITOR,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        alt="Sites or queues: name, contacts a week, handle time, advisors",
        column_config={
            NAME: st.column_config.TextColumn(max_chars=40),
            VOLUME: st.column_config.NumberColumn(min_value=1, format="localized"),
            TIME: st.column_config.NumberColumn(min_value=0.1, format="%.2f"),
            SEATS: st.column_config.NumberColumn(
                min_value=1, format="%.1f", help="On the rota at once, absent ones included"
            ),
        },
    )
    kept[key] = edited
    return edited


def _halves(found: Comparison) -> pd.DataFrame:
    centre = found.figures.centre
    half = {
        VOLUME: round(float(centre.contacts_per_week) / 2),
        TIME: round(float(centre.handle_time), 2),
        SEATS: round(float(centre.seats) / 2, 1),
    }
    return pd.DataFrame([{NAME: name, **half} for name in ("North", "South")])


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value) or value == ""


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _say(pooled: Pooling, sites: list[Site], currency: str) -> None:
    saved, gained = pooled.seats_saved, 100 * pooled.service_gained
    st.subheader(plain(_finding(saved, gained, pooled, currency)), anchor=False)
    threshold = float(sites[0].figures.centre.service_threshold)
    cost = scale_of((float(pooled.separate.cost_per_year),))
    figure_table(
        (
            "Queue",
            "Advisors",
            "Service level",
            "Give up",
            "Mean wait",
            "Satisfied",
            f"Cost a year, {cost.unit(currency)}",
        ),
        [
            *(
                _row(site.name, outcome, cost.size)
                for site, outcome in zip(sites, pooled.sites, strict=True)
            ),
            _row("All, separate", pooled.separate, cost.size, Weight.TOTAL),
            _row("One queue, same advisors", pooled.same_seats, cost.size),
            _row("One queue, same service", pooled.same_service, cost.size),
        ],
        caption="The sites each for themselves, together, and as one queue",
    )
    st.caption(
        f"Service level: answered within {threshold:.0f} s, of all offered. One queue has one "
        f"handle time, the mean over all contacts, so where handle times differ much this is an "
        f"approximation. It takes for granted that everybody can answer everything."
    )


def _row(
    name: str, outcome: Outcome | Totals, size: float, weight: Weight = Weight.LINE
) -> FigureRow:
    cells = (
        f"{float(outcome.seats):,.1f}",
        f"{100 * float(outcome.service_level):.1f}%",
        f"{100 * float(outcome.p_abandon):.1f}%",
        f"{float(outcome.mean_wait):,.1f} s",
        f"{100 * float(outcome.satisfaction):.1f}%",
        f"{float(outcome.cost_per_year) / size:,.2f}",
    )
    return FigureRow(name, cells, weight)


def _finding(saved: float, gained: float, pooled: Pooling, currency: str) -> str:
    worth = money(abs(pooled.saved_per_year), currency)
    if saved > 0:
        return (
            f"As one queue the same service takes {_count(saved)} fewer advisors, {worth} a year "
            f"less; with all of them service level changes by {signed(gained)} points"
        )
    return (
        f"As one queue the same service takes {_count(-saved)} more advisors, {worth} a year more: "
        f"these sites are better apart"
    )


def _count(advisors: float) -> str:
    """Advisors, as fine as it matters: of few, tenths."""
    return f"{advisors:,.0f}" if advisors >= 10 else f"{advisors:.1f}"
