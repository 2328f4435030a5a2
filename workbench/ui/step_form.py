"""The fields of one step of an agenda, and adding a step."""

from typing import Any

import streamlit as st

from workbench.storage.materials import OF_CHANGES
from workbench.ui.facilitator import change
from workbench.ui.plain import plain
from workbench.ui.room_findings import changes, journey_map
from workbench.ui.store import store
from workbench.workshop.agenda import (
    LONGEST_STEP,
    NEEDS_PROMPTS,
    Activity,
    Anonymity,
    Inputs,
    Prompt,
    RevealPolicy,
    Step,
    WhoAdvances,
)
from workbench.workshop.agenda_edits import add_step, change_step, free_id
from workbench.workshop.agenda_templates import activity_facts, budget_problem
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

REVEAL_WORDS = {
    RevealPolicy.FACILITATOR: "When I reveal them",
    RevealPolicy.BATCHES: "Live, in batches of at least the privacy threshold",
    RevealPolicy.NEVER: "Not in the room",
}
ADVANCE_WORDS = {
    WhoAdvances.FACILITATOR: "I do",
    WhoAdvances.TIMER: "The clock, when the time is up",
    WhoAdvances.EACH: "Each person for themselves",
}
ANONYMITY_WORDS = {
    Anonymity.ANONYMOUS: "Anonymous",
    Anonymity.NAMED: "Named, like every step after it",
}
LONGEST_QUESTION = 120
FIRST_QUESTION = {
    Activity.STATEMENTS: "What is wrong now?",
    Activity.CLOSING: "Was this worth your time?",
}


def show_step_form(workshop: Workshop, room: Room, step: Step, place: str, edited: str) -> None:
    """The fields of a step; what has begun keeps its activity and its promise of anonymity."""
    name = step.id
    has_begun = step in room.open_to_all
    with st.form(f"form_{name}", border=False):
        st.text_input("Title", step.title, key=f"title_{name}", max_chars=120)
        st.text_area(
            "What people read",
            step.instruction,
            key=f"instruction_{name}",
            max_chars=400,
            height=80,
        )
        if step.activity in NEEDS_PROMPTS:
            st.text_area(
                "Questions, one a line",
                "\n".join(prompt.text for prompt in step.inputs.prompts),
                key=f"prompts_{name}",
                height=100,
            )
        _choose_sources(workshop, room, step)
        st.multiselect(
            "For whom",
            list(Role),
            [role for role in Role if role in step.roles],
            format_func=lambda role: role.label,
            key=f"roles_{name}",
            disabled=step.activity is Activity.PREDICT,
        )
        left, middle, right = st.columns(3)
        left.number_input(
            "Minutes (0: no limit)", 0, LONGEST_STEP, step.minutes or 0, key=f"minutes_{name}"
        )
        rule = activity_facts()[step.activity].budget
        if rule is not None:
            middle.number_input(
                f"Budget, {rule.unit}",
                rule.lowest,
                rule.highest,
                step.budget or rule.usual,
                key=f"budget_{name}",
            )
        right.selectbox(
            "Who ends the step",
            list(WhoAdvances),
            list(WhoAdvances).index(step.who_advances),
            format_func=ADVANCE_WORDS.__getitem__,
            key=f"advances_{name}",
        )
        if step.asks:
            st.selectbox(
                "When results show",
                list(RevealPolicy),
                list(RevealPolicy).index(step.reveal),
                format_func=REVEAL_WORDS.__getitem__,
                key=f"reveals_{name}",
            )
        st.selectbox(
            "Who said what",
            list(Anonymity),
            list(Anonymity).index(step.anonymity),
            format_func=ANONYMITY_WORDS.__getitem__,
            key=f"anonymity_{name}",
            disabled=has_begun,
        )
        st.form_submit_button(
            "Save this step",
            type="primary",
            key=f"save_{name}",
            on_click=_saved,
            args=(workshop, step, place, edited),
        )


def _choose_sources(workshop: Workshop, room: Room, step: Step) -> None:
    """What the step is about: which statements, changes or touchpoints; none chosen means all."""
    what, there = _sources(workshop, room, step)
    if not there:
        return
    chosen = step.inputs.of_steps if step.activity is Activity.STANCES else step.inputs.items
    st.multiselect(
        f"{what} (none chosen: all)",
        [*there],
        [one for one in chosen if one in there],
        format_func=lambda one: there[one],
        key=f"sources_{step.id}",
    )


def _sources(workshop: Workshop, room: Room, step: Step) -> tuple[str, dict[str, str]]:
    """What a step can be about: its name, and the texts by id."""
    if step.activity is Activity.STANCES:
        earlier = room.agenda.steps[: room.agenda.index(step.id)]
        written = (one for one in earlier if one.activity is Activity.STATEMENTS)
        return "Statements written in", {one.id: one.title for one in written}
    if step.activity in OF_CHANGES:
        return "Changes", {one.id: one.title for one in changes(workshop)}
    if step.activity is Activity.TOUCHPOINTS:
        there = journey_map(workshop).touchpoints
        return "Touchpoints", {one.id: one.label for one in there}
    return "", {}


def show_add_step(workshop: Workshop, room: Room, place: str, *, is_mine: bool) -> None:
    """Add a step after the current one, or at the end before the room is open."""
    with st.popover("Add a step", icon=":material/add:", disabled=not is_mine):
        st.selectbox(
            "What people do",
            list(Activity),
            format_func=lambda one: activity_facts()[one].label,
            key="new_activity",
        )
        st.caption(activity_facts()[st.session_state["new_activity"]].doing)
        st.text_input("Title of the new step", key="new_title", max_chars=120)
        st.button(
            "Add it", key="add_step", type="primary", on_click=_added, args=(workshop, room, place)
        )


def _saved(workshop: Workshop, step: Step, place: str, edited: str) -> None:
    given, name = st.session_state, step.id

    def made(key: str) -> str:
        edited_to: dict[str, Any] = {
            "title": given[f"title_{name}"],
            "instruction": given[f"instruction_{name}"].strip(),
            "roles": frozenset(given[f"roles_{name}"]),
            "minutes": given[f"minutes_{name}"] or None,
            "who_advances": given[f"advances_{name}"],
            "anonymity": given[f"anonymity_{name}"],
            "reveal": given.get(f"reveals_{name}", step.reveal),
            "budget": given.get(f"budget_{name}", step.budget),
        }
        if f"prompts_{name}" in given:
            asked = _prompts(step.inputs, given[f"prompts_{name}"])
            edited_to["inputs"] = step.inputs.model_dump() | {"prompts": asked}
        if f"sources_{name}" in given:
            field = "of_steps" if step.activity is Activity.STANCES else "items"
            inputs = edited_to.get("inputs", step.inputs.model_dump())
            edited_to["inputs"] = inputs | {field: given[f"sources_{name}"]}
        if problem := budget_problem(step.activity, edited_to["budget"]):
            raise Refused(f"Budget: {problem}.")
        store().rooms.edit(workshop.id, lambda now: change_step(now, name, **edited_to), key)
        given[edited] = None
        return f"“{given[f'title_{name}'].strip()}” is saved."

    change(place, workshop, made)


def _prompts(before: Inputs, typed: str) -> list[dict[str, str]]:
    """The questions that were typed; each keeps the id of the one in its place."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    ids = [prompt.id for prompt in before.prompts]
    free = (f"q{number}" for number in range(1, 100) if f"q{number}" not in ids)
    ids.extend(next(free) for _ in lines[len(ids) :])
    if not lines:
        raise Refused("Questions: none is given; accepted: 1 to 8, one a line.")
    if long := [line for line in lines if len(line) > LONGEST_QUESTION]:
        raise Refused(
            f"Questions: “{long[0][:40]}…” has {len(long[0])} letters; accepted: up to "
            f"{LONGEST_QUESTION}."
        )
    return [{"id": name, "text": text} for name, text in zip(ids, lines, strict=False)]


def _added(workshop: Workshop, room: Room, place: str) -> None:
    activity: Activity = st.session_state["new_activity"]
    title = str(st.session_state["new_title"]).strip() or activity_facts()[activity].label

    def made(key: str) -> str:
        rule = activity_facts()[activity].budget
        at = None if room.current is None else room.agenda.index(room.current) + 1
        before = room.agenda.steps[(at or len(room.agenda.steps)) - 1]
        question = FIRST_QUESTION.get(activity)
        step = Step(
            id=free_id(room.agenda, title),
            title=title,
            activity=activity,
            inputs=Inputs(prompts=(Prompt(id="q1", text=question),) if question else ()),
            roles=frozenset({Role.EXECUTIVE}) if activity is Activity.PREDICT else frozenset(Role),
            anonymity=before.anonymity,
            budget=rule.usual if rule else None,
        )
        store().rooms.edit(workshop.id, lambda now: add_step(now, step, at), key)
        st.session_state["new_title"] = ""
        return f"“{plain(title)}” is on the agenda."

    change(place, workshop, made)
