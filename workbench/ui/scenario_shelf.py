"""Scenarios by name: saved, shared, compared side by side, renamed and deleted."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from workbench.charts.difference_dots import ROWS, difference_dots, difference_rows
from workbench.headroom.comparison import Comparison
from workbench.headroom.scenario import encode_link
from workbench.ui.current import PARAMETER
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.measures import Measure, measures
from workbench.ui.outcome import attempt, say
from workbench.ui.pictures import small_picture
from workbench.ui.plain import plain
from workbench.ui.scenarios import (
    LINK,
    TODAY,
    scenarios,
    shelf,
    start_from,
    working_scenario,
)
from workbench.ui.simulation import compared
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

SAVE, MANAGE = "save scenario", "manage scenarios"
NAME, CLASH, CHOSEN = "scenario_name", "scenario name taken", "compared_scenarios"
MOST_COMPARED = 5
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
PICTURED = {
    "satisfaction": ("Satisfied customers", "points", 100.0),
    "headroom_minutes": ("Headroom", "minutes an hour", 1.0),
    "cost_per_year": ("Cost a year", "% of today's", 0.0),
    "attrition": ("Advisors leaving a year", "points", 100.0),
}
COMPARED = (
    "satisfaction",
    "fcr",
    "unresolved_per_year",
    "service_level",
    "p_abandon",
    "mean_wait",
    "headroom_minutes",
    "occupancy",
    "attrition",
    "heads",
    "cost_per_year",
    "cost_per_resolved",
)


def save_and_share(workshop: Workshop, shown: str) -> None:
    """Keep the working scenario under a name, at first `shown`, or hand it on as a link."""
    with st.popover("Save", icon=":material/bookmark_add:"):
        _save_form(workshop, shown)
    with st.popover("Share link", icon=":material/link:"):
        _link(workshop)


def _save_form(workshop: Workshop, shown: str) -> None:
    say(SAVE)
    # Another scenario has another suggestion, and with it another input.
    key = f"{NAME} {shown}"
    st.text_input("Name of the scenario", shown, key=key, max_chars=120)
    taken = st.session_state.pop(CLASH, None)
    if taken:
        st.warning(
            f"There is a scenario called {plain(taken)} already. Replace it, or choose another "
            "name.",
            icon=":material/content_copy:",
        )
        st.button("Replace it", key="replace_scenario", on_click=_save, args=(workshop, key, True))
    st.button(
        "Save", key="save_scenario", type="primary", on_click=_save, args=(workshop, key, False)
    )


def _save(workshop: Workshop, key: str, replace: bool) -> None:
    name = st.session_state[key].strip()
    there = {one.casefold(): one for one in scenarios(workshop)}
    if name.casefold() in there and not replace:
        st.session_state[CLASH] = there[name.casefold()]
        return
    name = there.get(name.casefold(), name)

    def save() -> str:
        _check_name(name)
        scenario = working_scenario(workshop).model_copy(update={"name": name})
        store().scenarios.save(workshop.id, name, scenario.model_dump(mode="json"))
        start_from(workshop, name)
        return f"Saved as {name}."

    attempt(SAVE, save)


def _check_name(name: str) -> None:
    if not name:
        raise Refused("The scenario has no name yet; give it one.")
    if name.casefold() == TODAY.casefold():
        raise Refused(f"{TODAY} is the name of what is; choose another one.")


def _link(workshop: Workshop) -> None:
    try:
        text = encode_link(working_scenario(workshop))
    except ValueError as error:
        st.error(plain(f"There is no link: {error}."))
        return
    page = urlsplit(st.context.url or "")
    query = urlencode({PARAMETER: workshop.code, LINK: text})
    st.write("Whoever opens this link sees this workshop with this scenario:")
    st.code(page._replace(query=query, fragment="").geturl(), language=None, wrap_lines=True)
    if page.hostname in ON_THIS_MACHINE:
        st.caption("It opens on this machine only, because Headroom is not open to the network.")


def scenario_shelf(workshop: Workshop, shown: str) -> None:
    """Saved and shipped scenarios side by side, and what can be done with the saved ones.

    `shown` is what the working scenario is called; when it is not one of them, it stands with them.
    """
    kept = shelf(workshop)
    names = list(kept.scenarios)
    now = working_scenario(workshop)
    known = dict(kept.scenarios)
    if shown not in (TODAY, *names):
        known[shown] = now
        names.append(shown)
    chosen = st.multiselect(
        "Compare with today",
        names,
        default=names[:MOST_COMPARED],
        max_selections=MOST_COMPARED,
        key=CHOSEN,
        persist_state="session",
    )
    found: dict[str, Comparison] = {}
    for name in chosen:
        try:
            alike = {"overrides": now.overrides, "evidence": now.evidence}
            found[name] = compared(workshop, known[name].model_copy(update=alike))
        except ValueError as error:
            st.error(plain(f"{name} cannot be worked out with today's figures: {error}."))
    if found:
        _dots(found)
        _table(found, workshop.currency)
    _manage(workshop, kept.saved, kept.unreadable)


def _dots(found: Mapping[str, Comparison]) -> None:
    with st.grid(2, min_column_width=320):
        for field, (title, unit, times) in PICTURED.items():
            with st.container():
                st.markdown(f"**{title}**")
                today = next(iter(found.values())).today
                factor = times or 100.0 / float(getattr(today, field))
                rows = difference_rows(
                    {name: one.differences[field] for name, one in found.items()}, factor
                )
                small_picture(
                    "difference dots",
                    (unit, len(found)),
                    partial(difference_dots, unit=unit, rows=len(found)),
                    alt=f"{title}, difference from today in {unit}: "
                    + "; ".join(
                        f"{name} {base:+.1f}"
                        for name, base in zip(rows["scenario"], rows["base"], strict=True)
                    ),
                    data={ROWS: rows},
                )
    st.caption(
        "Diamond: expected difference from today. Line: P10 to P90. Rule at 0: today. All with the "
        "figures and the evidence chosen above."
    )


def _table(found: Mapping[str, Comparison], currency: str) -> None:
    one = next(iter(found.values()))
    by_field = {
        measure.field: measure for measure in measures(float(one.figures.centre.service_threshold))
    }
    rows = [_table_row(by_field[field], found, currency) for field in COMPARED]
    figure_table(
        ("Result", TODAY, *found), rows, caption="Scenarios side by side", words=frozenset()
    )


def _table_row(measure: Measure, found: Mapping[str, Comparison], currency: str) -> FigureRow:
    today = next(iter(found.values())).today
    values = (measure.of(today), *(measure.of(one.scenario) for one in found.values()))
    scale = measure.scale(*values)
    cells = tuple(measure.value(value, scale) for value in values)
    return FigureRow(measure.named(scale, currency), cells)


def _manage(workshop: Workshop, saved: tuple[str, ...], unreadable: tuple[str, ...]) -> None:
    say(MANAGE)
    for name in unreadable:
        st.warning(f"The saved scenario {plain(name)} cannot be read by this version.")
    if not saved:
        st.caption("None saved yet: the scenarios above ship with Headroom.")
        return
    with st.expander(f"Saved scenarios: {len(saved)}", icon=":material/bookmarks:"):
        for place, name in enumerate(saved):
            _saved_row(workshop, place, name)


def _saved_row(workshop: Workshop, place: int, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(name), width="stretch")
        st.button("Open", key=f"open_{place}", on_click=start_from, args=(workshop, name))
        with st.popover("Rename"):
            st.text_input("New name", name, key=f"rename_to_{place}", max_chars=120)
            st.button(
                "Rename", key=f"rename_{place}", on_click=_rename, args=(workshop, name, place)
            )
        with st.popover("Delete"):
            st.write(f"{plain(name)} will be gone for everybody in this workshop.")
            st.button("Delete it", key=f"delete_{place}", on_click=_delete, args=(workshop, name))


def _rename(workshop: Workshop, name: str, place: int) -> None:
    new = st.session_state[f"rename_to_{place}"].strip()

    def rename() -> str:
        _check_name(new)
        store().scenarios.rename(workshop.id, name, new)
        if working_scenario(workshop).name == name:
            start_from(workshop, new)
        return f"{name} is called {new} now."

    attempt(MANAGE, rename)


def _delete(workshop: Workshop, name: str) -> None:
    def delete() -> str:
        store().scenarios.delete(workshop.id, name)
        return f"{name} was deleted."

    attempt(MANAGE, delete)
