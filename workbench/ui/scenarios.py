"""The scenario that a visitor works on, with its steps back and forth, and those kept by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import streamlit as st
from pydantic import ValidationError

from workbench.headroom.comparison import Comparison
from workbench.headroom.scenario import Scenario, decode_link, read_scenario
from workbench.headroom.shipped import as_today, shipped_scenarios
from workbench.ui.current import register
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.simulation import compared
from workbench.ui.store import store
from workbench.workshop.refused import refused
from workbench.workshop.workshop import Workshop

LINK = "scenario"
TODAY = "Today"
MOST_STEPS = 100


class _Steps(NamedTuple):
    """Where the visitor is, what came before, and what was undone."""

    past: tuple[Scenario, ...]
    now: Scenario
    future: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The scenarios of a workshop by name: shipped ones, then saved ones in their place.

    `saved` names those that were saved, `unreadable` those whose document is not a scenario here.
    """

    scenarios: Mapping[str, Scenario]
    saved: tuple[str, ...]
    unreadable: tuple[str, ...]


def shelf(workshop: Workshop) -> Shelf:
    """What there is to choose from, and which of it was saved."""
    return _shelf(workshop.id, store().workshops.figures_revision(workshop.id), workshop)


def scenarios(workshop: Workshop) -> Mapping[str, Scenario]:
    """The shipped and the saved scenarios of a workshop by name; a saved one wins."""
    return shelf(workshop).scenarios


def working_scenario(workshop: Workshop) -> Scenario:
    """What this visitor works on; the first of the shelf until something else is chosen."""
    return _steps(workshop).now


def is_changed(workshop: Workshop) -> bool:
    """Whether the levers stand elsewhere than in the scenario whose name they have."""
    now = working_scenario(workshop)
    named = _named(workshop, now.name)
    return named is None or _levers_of(named) != _levers_of(now)


def shown_name(workshop: Workshop) -> str:
    """The name of the working scenario, and whether it was changed since."""
    changed = ", changed" if is_changed(workshop) else ""
    return f"{working_scenario(workshop).name}{changed}"


def try_scenario(workshop: Workshop, scenario: Scenario) -> None:
    """Work on this scenario from now on; undo leads back.

    Raises ValueError when the model does not accept it, and nothing changes.
    """
    compared(workshop, scenario)
    past, now, _ = _steps(workshop)
    if scenario != now:
        _keep(workshop, _Steps((*past, now)[-MOST_STEPS:], scenario, ()))


def change(workshop: Workshop, **values: Any) -> None:
    """Move levers of the working scenario, from a callback; what is refused is said on the page."""
    now = working_scenario(workshop)
    try:
        try_scenario(workshop, read_scenario(now.model_dump(mode="json") | values))
    except ValueError as error:
        _refuse(f"Not changed: {reason(error)}.")


def override(workshop: Workshop, assumption_id: str, value: float | None) -> None:
    """Try a figure without keeping it in the register; None puts the register's back."""
    overrides = dict(working_scenario(workshop).overrides)
    overrides.pop(assumption_id, None)
    if value is not None:
        overrides[assumption_id] = value
    change(workshop, overrides=overrides)


def start_from(workshop: Workshop, name: str) -> None:
    """Take over the levers of a named scenario, from a callback.

    The figures that are tried stay; the evidence stays too, unless the scenario was saved with its
    own.
    """
    now, named = working_scenario(workshop), _named(workshop, name)
    if named is None:
        _refuse(f"There is no scenario called {name} any more.")
        return
    own: dict[str, Any] = {"overrides": {**now.overrides, **named.overrides}}
    if name not in shelf(workshop).saved:
        own |= {"evidence": now.evidence}
    try:
        try_scenario(workshop, named.model_copy(update=own))
    except ValueError as error:
        _refuse(f"{name} cannot be opened with these figures: {reason(error)}.")


def reset(workshop: Workshop) -> None:
    """Back to today as the register has it, with nothing tried; undo leads back."""
    try:
        try_scenario(workshop, as_today(register(workshop)))
    except ValueError as error:
        _refuse(f"The model does not accept today's figures: {reason(error)}.")


def run_or_stop(workshop: Workshop) -> tuple[Scenario, Comparison]:
    """The working scenario beside today; the page ends with the reason when it cannot be run.

    That happens when a figure of the register was changed since.
    """
    try:
        scenario = working_scenario(workshop)
        return scenario, compared(workshop, scenario)
    except ValueError as error:
        st.error(
            plain(f"The model cannot run on these figures: {reason(error)}."),
            icon=":material/error:",
        )
        st.button("Back to today", key="reset", on_click=reset, args=(workshop,))
        st.page_link(page("assumptions"), label="Look at the figures")
        st.stop()


def can_undo(workshop: Workshop) -> bool:
    """Whether there is a step back."""
    return bool(_steps(workshop).past)


def can_redo(workshop: Workshop) -> bool:
    """Whether a step was undone."""
    return bool(_steps(workshop).future)


def undo(workshop: Workshop) -> None:
    """One step back."""
    past, now, future = _steps(workshop)
    if past:
        _keep(workshop, _Steps(past[:-1], past[-1], (now, *future)))


def redo(workshop: Workshop) -> None:
    """The step that was undone last, again."""
    past, now, future = _steps(workshop)
    if future:
        _keep(workshop, _Steps((*past, now), future[0], future[1:]))


def choose_scenario(
    workshop: Workshop, label: str = "Scenario", *, key: str = "start_from"
) -> Scenario:
    """A list of today and all scenarios, for any page; what is chosen is worked on everywhere."""
    now = working_scenario(workshop)
    names = list(dict.fromkeys([TODAY, *scenarios(workshop), now.name]))
    show(key, now.name)
    st.selectbox(label, names, key=key, on_change=_chosen, args=(workshop, key))
    return now


def take_link(workshop: Workshop) -> None:
    """Open the scenario in the page's address, once; drop it there when it no longer holds."""
    text = st.query_params.get(LINK)
    if not text:
        return
    taken = f"link taken in {workshop.id}"
    if st.session_state.get(taken) == text:
        if decode_link(text) != working_scenario(workshop):
            del st.query_params[LINK]
        return
    try:
        scenario = decode_link(text)
        try_scenario(workshop, scenario)
    except ValueError as error:
        del st.query_params[LINK]
        _refuse(f"The scenario of this link was not opened: {reason(error)}.")
        return
    st.session_state[taken] = text
    st.toast(f"Opened from the link: {plain(scenario.name)}", icon=":material/link:")


def say_refused() -> None:
    """Say what was refused since the page was last drawn."""
    told = st.session_state.pop("scenario refused", None)
    if told:
        st.error(plain(told), icon=":material/error:")


def show(key: str, value: Any) -> None:
    """Have the widget with this key show a value that may have changed elsewhere."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def reason(error: ValueError) -> str:
    """Why something was not accepted, as the end of a sentence."""
    told = str(refused(error)) if isinstance(error, ValidationError) else str(error)
    return told.rstrip(".")


def _named(workshop: Workshop, name: str) -> Scenario | None:
    return as_today(register(workshop)) if name == TODAY else scenarios(workshop).get(name)


def _levers_of(scenario: Scenario) -> Mapping[str, Any]:
    return scenario.model_dump(exclude={"overrides", "evidence"})


def _chosen(workshop: Workshop, key: str) -> None:
    start_from(workshop, st.session_state[key])


def _refuse(told: str) -> None:
    st.session_state["scenario refused"] = told


def _steps(workshop: Workshop) -> _Steps:
    """Where the visitor is; raises ValueError when there is no today to start from."""
    kept: _Steps | None = st.session_state.get(_key(workshop))
    return kept or _Steps((), next(iter(scenarios(workshop).values())), ())


def _keep(workshop: Workshop, steps: _Steps) -> None:
    st.session_state[_key(workshop)] = steps


def _key(workshop: Workshop) -> str:
    return f"scenario of {workshop.id}"


@st.cache_resource(max_entries=50, show_spinner=False)
def _shelf(
    workshop: UUID,
    revision: int,  # noqa: ARG001 - part of the key
    _workshop: Workshop,
) -> Shelf:
    found = {scenario.name: scenario for scenario in shipped_scenarios(register(_workshop))}
    saved, unreadable = [], []
    for kept in store().scenarios.all(workshop):
        try:
            found[kept.name] = read_scenario({**kept.document, "name": kept.name})
            saved.append(kept.name)
        except ValueError:
            unreadable.append(kept.name)
    return Shelf(found, tuple(saved), tuple(unreadable))
