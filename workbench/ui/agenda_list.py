"""The agenda on the facilitator's page: where the room stands on it, and changing it."""

import streamlit as st

from workbench.ui.facilitator import change, in_control
from workbench.ui.outcome import say
from workbench.ui.plain import plain
from workbench.ui.step_form import show_add_step, show_step_form
from workbench.ui.store import store
from workbench.workshop.agenda import Anonymity, RevealPolicy, Step, WhoAdvances
from workbench.workshop.agenda_edits import move_step, remove_step
from workbench.workshop.agenda_templates import activity_facts
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

PLACE = "agenda"
EDITED = "step being edited"
ADVANCES = {WhoAdvances.TIMER: "the clock moves on", WhoAdvances.EACH: "at their own pace"}
# What an icon does is its label, so that a screen reader says it; the eye gets the icon alone.
ICONS = """<style>
[class*="st-key-step_ways_"] button p:has(> [role="img"]) { font-size: 0; }
[class*="st-key-step_ways_"] button p > [role="img"] { font-size: 1rem; }
</style>"""
REVEALS = {RevealPolicy.BATCHES: "shown live in batches", RevealPolicy.NEVER: "not shown"}


def show_agenda(workshop: Workshop) -> None:
    """Every step in its place, with the ways to go there, move it, change it and undo."""
    room = store().rooms.find(workshop.id)
    if room is None:
        return
    is_mine = in_control(workshop)
    edits = store().rooms.edits(workshop.id)
    say(PLACE)
    st.html(ICONS)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Undo",
            key="undo_agenda",
            icon=":material/undo:",
            disabled=not (is_mine and edits.past),
            on_click=change,
            args=(PLACE, workshop, lambda key: _undone(workshop, key)),
        )
        st.button(
            "Redo",
            key="redo_agenda",
            icon=":material/redo:",
            disabled=not (is_mine and edits.undone),
            on_click=change,
            args=(PLACE, workshop, lambda key: _redone(workshop, key)),
        )
        show_add_step(workshop, room, PLACE, is_mine=is_mine)
    for number, step in enumerate(room.agenda.steps, 1):
        with st.container(border=True, key=f"step_row_{number}"):
            _row(workshop, room, step, number, is_mine=is_mine)
            if st.session_state.get(EDITED) == step.id and is_mine:
                show_step_form(workshop, room, step, PLACE, EDITED)


def _row(workshop: Workshop, room: Room, step: Step, number: int, *, is_mine: bool) -> None:
    words, buttons = st.columns([3, 2], vertical_alignment="center")
    with words, st.container(gap="xxsmall"):
        mark = " :material/play_arrow:" if step.id == room.current else ""
        st.markdown(f"**{number}. {plain(step.title)}**{mark}")
        st.caption(" · ".join(_facts(room, step)))
    last = len(room.agenda.steps)
    if not is_mine:
        return
    with (
        buttons,
        st.container(
            horizontal=True, horizontal_alignment="right", gap="xsmall", key=f"step_ways_{number}"
        ),
    ):
        if room.is_open and step.id != room.current:
            st.button(
                "Go here",
                key=f"go_{step.id}",
                type="tertiary",
                on_click=change,
                args=(PLACE, workshop, lambda key: _gone(workshop, step, key)),
            )
        _icons(workshop, room, step, number, last)


def _icons(workshop: Workshop, room: Room, step: Step, number: int, last: int) -> None:
    called = f"“{plain(step.title)}”"
    for by, icon, told in ((-1, "arrow_upward", "up"), (1, "arrow_downward", "down")):
        st.button(
            f":material/{icon}: Move {called} {told}",
            key=f"{told}_{step.id}",
            help=f"Move {called} {told}",
            disabled=not 1 <= number + by <= last,
            on_click=change,
            args=(PLACE, workshop, lambda key, by=by: _moved(workshop, step, by, key)),
        )
    st.button(
        f":material/edit: Change {called}",
        key=f"edit_{step.id}",
        help=f"Change {called}",
        on_click=_open_or_shut,
        args=(step,),
    )
    st.button(
        f":material/delete: Remove {called}",
        key=f"remove_{step.id}",
        help=f"Take {called} off the agenda. Undo brings it back.",
        disabled=step in room.open_to_all or last == 1,
        on_click=change,
        args=(PLACE, workshop, lambda key: _removed(workshop, step, key)),
    )


def _facts(room: Room, step: Step) -> list[str]:
    facts = [activity_facts()[step.activity].label]
    if step.minutes:
        facts.append(f"{step.minutes} min")
    rule = activity_facts()[step.activity].budget
    if rule and step.budget:
        facts.append(f"{step.budget} {rule.unit}")
    if step.roles != frozenset(Role):
        facts.append(", ".join(role.label.lower() for role in Role if role in step.roles))
    if step.anonymity is Anonymity.NAMED:
        facts.append("named")
    if step.who_advances in ADVANCES:
        facts.append(ADVANCES[step.who_advances])
    if step.asks and step.reveal in REVEALS:
        facts.append(REVEALS[step.reveal])
    if step.id == room.current:
        facts.append("now")
    if step.id in room.closed:
        facts.append("closed")
    if room.is_revealed(step.id):
        facts.append("revealed")
    return facts


def _open_or_shut(step: Step) -> None:
    opened = st.session_state.get(EDITED)
    st.session_state[EDITED] = None if opened == step.id else step.id


def _undone(workshop: Workshop, key: str) -> str:
    store().rooms.undo(workshop.id, key)
    return "The last change of the agenda is undone."


def _redone(workshop: Workshop, key: str) -> str:
    store().rooms.redo(workshop.id, key)
    return "The change is made again."


def _gone(workshop: Workshop, step: Step, key: str) -> str:
    store().rooms.go(workshop.id, step.id, key)
    return ""


def _moved(workshop: Workshop, step: Step, by: int, key: str) -> str:
    store().rooms.edit(workshop.id, lambda agenda: move_step(agenda, step.id, by), key)
    return ""


def _removed(workshop: Workshop, step: Step, key: str) -> str:
    store().rooms.edit(workshop.id, lambda agenda: remove_step(agenda, step.id), key)
    return f"“{step.title}” is off the agenda."
