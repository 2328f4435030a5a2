"""What the room does now: the step, the clock, who is ready, and what the facilitator can do.

It looks again by itself, on the facilitator's screen only.
"""

import time
from collections.abc import Callable
from functools import partial

import streamlit as st

from workbench.ui.facilitator import change, in_control, show_control
from workbench.ui.outcome import say
from workbench.ui.page import page
from workbench.ui.plain import plain
from workbench.ui.room_clock import show_clock
from workbench.ui.room_findings import bring_up_to_date
from workbench.ui.room_results import show_on_screen
from workbench.ui.store import store
from workbench.voices.turnout import Turnout
from workbench.workshop.agenda import Anonymity, RevealPolicy, Step
from workbench.workshop.agenda_edits import named_after
from workbench.workshop.agenda_templates import activity_facts
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.workshop import Workshop

SECONDS_TO_LOOK_AGAIN = 2
SECONDS_TO_TAKE_IN = 10
PLACE = "room"
DRAWN, TAKEN_IN = "room as drawn", "statements taken in at"
MORE_MINUTES = (1, 2, 5)


@st.fragment(run_every=SECONDS_TO_LOOK_AGAIN)
def watch_room(workshop: Workshop) -> None:
    """The current step and the controls; the whole page follows when the room has moved."""
    room = store().rooms.find(workshop.id)
    if room is None:
        st.rerun()
    moved = (room.model_dump_json(exclude={"deadline"}), in_control(workshop))
    if st.session_state.get(DRAWN, moved) != moved:
        st.session_state.pop(DRAWN)
        st.rerun()
    st.session_state[DRAWN] = moved
    is_mine = moved[1]
    if is_mine:
        _take_in(workshop)
    show_control(workshop)
    say(PLACE)
    if room.step is None:
        _not_begun(workshop, room, is_mine=is_mine)
        return
    step = room.step
    here = store().rooms.turnout(workshop.id, step)
    number = room.agenda.index(step.id) + 1
    with st.container(gap="xxsmall"):
        st.caption(
            f"Step {number} of {len(room.agenda.steps)} · {_whom(step)} · "
            f"{activity_facts()[step.activity].label} · {step.anonymity.value}"
        )
        st.header(plain(step.title), anchor=False)
        if step.instruction:
            st.markdown(plain(step.instruction))
        for prompt in step.inputs.prompts:
            if prompt.text != step.title:
                st.markdown(f"- {plain(prompt.text)}")
    if not room.is_open:
        st.info(
            "The workshop is closed: nothing more can be sent. What was revealed stays on screen.",
            icon=":material/lock_clock:",
        )
        _button("Open it again", "reopen_room", workshop, _reopened, is_mine=is_mine)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="large"):
            show_clock(room)
            _ready(step, here)
        _moves(workshop, room, step, is_mine=is_mine)
    _reveal(workshop, room, step, is_mine=is_mine)
    with st.container(key="on_screen"):
        show_on_screen(workshop, room, 1.0)


def _take_in(workshop: Workshop) -> None:
    """Every few seconds, let in what may come in by itself, such as words that nobody moderates."""
    now = time.monotonic()
    if now - st.session_state.get(TAKEN_IN, 0.0) >= SECONDS_TO_TAKE_IN:
        st.session_state[TAKEN_IN] = now
        bring_up_to_date(workshop)


def show_joined(workshop: Workshop) -> None:
    """Who has joined, as it may be told."""
    _joined(workshop)


@st.fragment(run_every=SECONDS_TO_LOOK_AGAIN * 2)
def _joined(workshop: Workshop) -> None:
    here = store().rooms.turnout(workshop.id)
    st.markdown(f"**{here.joined_told}.**")
    if here.by_role:
        st.markdown(
            "\n".join(f"- {role.label}: {people:,}" for role, people in here.by_role.items())
        )
    if here.others:
        whom = f"{here.others:,} others" if here.by_role else "How many of each role"
        st.caption(
            f"{whom}: not told by role, because fewer than {here.threshold} of one role are here."
        )
    small = store().rooms.too_small(workshop.id)
    if small:
        _warn_small(workshop, small)


def _warn_small(workshop: Workshop, small: tuple[Role, ...]) -> None:
    room = store().rooms.find(workshop.id)
    least = workshop.privacy.score_threshold
    names = " and ".join(role.label.lower() for role in small)
    st.warning(
        f"Fewer than {least} {names} are here. They are not anonymous to each other: their own "
        "results are not shown by role. Tell them so, or ask them to speak under their names.",
        icon=":material/visibility:",
    )
    if room is None or not in_control(workshop):
        return
    later = [step for step in room.agenda.steps if step not in room.open_to_all]
    if any(step.anonymity is Anonymity.ANONYMOUS for step in later):
        st.button(
            "From the next step on, use names",
            key="use_names",
            help="Everybody is asked for a name before they go on. Steps that have begun stay "
            "anonymous, as people were told.",
            on_click=change,
            args=(PLACE, workshop, lambda key: _named(workshop, key)),
        )


def _not_begun(workshop: Workshop, room: Room, *, is_mine: bool) -> None:
    st.header(plain(room.agenda.title), anchor=False)
    length = f"{room.agenda.days} days" if room.agenda.days else f"{room.agenda.minutes} minutes"
    st.markdown(
        f"{len(room.agenda.steps)} steps, {length}. Phones that join now wait for the first step. "
        "Privacy thresholds are frozen from the first person on: "
        f"{workshop.privacy.score_threshold} for scores, {workshop.privacy.comment_threshold} for "
        "comments."
    )
    with st.container(horizontal=True):
        _button("Open the room", "open_room", workshop, _opened, is_mine=is_mine, is_main=True)
        _button("Choose another agenda", "discard_agenda", workshop, _discarded, is_mine=is_mine)


def _ready(step: Step, here: Turnout) -> None:
    st.markdown(f"**{here.ready_told}**" if step.asks else "Nothing to send in this step.")


def _moves(workshop: Workshop, room: Room, step: Step, *, is_mine: bool) -> None:
    following = room.next_step
    with st.container(horizontal=True, vertical_alignment="center"):
        if room.previous_step is not None:
            back = partial(_back, step=step)
            _button("Back", "room_back", workshop, back, is_mine=is_mine)
        if following is not None:
            told = f"Next: {following.title}"
            st.button(
                plain(told),
                key="room_next",
                type="primary",
                icon=":material/arrow_forward:",
                disabled=not is_mine,
                on_click=change,
                args=(PLACE, workshop, lambda key: _next(workshop, step, key)),
            )
        for minutes in MORE_MINUTES:
            st.button(
                f"+{minutes} min",
                key=f"more_{minutes}",
                disabled=not is_mine,
                on_click=change,
                args=(PLACE, workshop, lambda key, more=minutes: _more(workshop, room, more, key)),
            )
        if step.asks and not step.is_instrument:
            closed = step.id in room.closed
            st.button(
                "Take answers again" if closed else "Close this step",
                key="close_step",
                help="Phones that are still typing can send until you close the step.",
                disabled=not is_mine,
                on_click=change,
                args=(PLACE, workshop, lambda key: _step_closed(workshop, step, closed, key)),
            )
        if following is None:
            _button(
                "Close the workshop", "close_room", workshop, _closed, is_mine=is_mine, is_main=True
            )


def _reveal(workshop: Workshop, room: Room, step: Step, *, is_mine: bool) -> None:
    """The steps whose results can be revealed now: this one, and those that were left hidden."""
    if step.reveal is RevealPolicy.NEVER:
        st.caption("The results of this step are not shown in the room.")
    hidden = [
        one
        for one in room.open_to_all
        if one.asks and one.reveal is not RevealPolicy.NEVER and not room.is_revealed(one.id)
    ]
    if not hidden:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for one in hidden:
            live = " (shown live already, in batches)" if one.reveal is RevealPolicy.BATCHES else ""
            st.button(
                plain(f"Reveal: {one.title}"),
                key=f"reveal_{one.id}",
                icon=":material/visibility:",
                help=f"Everybody sees the results within two seconds{live}. It cannot be undone.",
                disabled=not is_mine,
                on_click=change,
                args=(PLACE, workshop, lambda key, this=one: _revealed(workshop, this, key)),
            )
        if any(one.is_instrument for one in hidden) and workshop.requisite_locked_at is None:
            st.page_link(
                page("readiness"), label="Agree the standard first", icon=":material/lock_open:"
            )


def _whom(step: Step) -> str:
    if step.roles == frozenset(Role):
        return "everybody"
    return ", ".join(role.label.lower() for role in Role if role in step.roles)


def _button(
    label: str,
    name: str,
    workshop: Workshop,
    made: Callable[[Workshop, str], str],
    *,
    is_mine: bool,
    is_main: bool = False,
) -> None:
    st.button(
        label,
        key=name,
        type="primary" if is_main else "secondary",
        disabled=not is_mine,
        on_click=change,
        args=(PLACE, workshop, lambda key: made(workshop, key)),
    )


def _opened(workshop: Workshop, key: str) -> str:
    store().rooms.open(workshop.id, key)
    return ""


def _discarded(workshop: Workshop, key: str) -> str:
    store().rooms.discard(workshop.id, key)
    return ""


def _back(workshop: Workshop, key: str, *, step: Step) -> str:
    store().rooms.back(workshop.id, key, after=step.id)
    return ""


def _next(workshop: Workshop, step: Step, key: str) -> str:
    store().rooms.advance(workshop.id, key, after=step.id)
    return ""


def _more(workshop: Workshop, room: Room, minutes: int, key: str) -> str:
    store().rooms.extend(workshop.id, minutes, key, seen=room)
    return ""


def _step_closed(workshop: Workshop, step: Step, was_closed: bool, key: str) -> str:
    rooms = store().rooms
    (rooms.reopen_step if was_closed else rooms.close_step)(workshop.id, step.id, key)
    return ""


def _closed(workshop: Workshop, key: str) -> str:
    store().rooms.close(workshop.id, key)
    return ""


def _reopened(workshop: Workshop, key: str) -> str:
    store().rooms.reopen(workshop.id, key)
    return ""


def _revealed(workshop: Workshop, step: Step, key: str) -> str:
    if step.is_instrument:
        store().workshops.reveal(workshop.id)
    store().rooms.reveal_step(workshop.id, step.id, key)
    store().findings.analyse(workshop.id, step.id)
    return ""


def _named(workshop: Workshop, key: str) -> str:
    room = store().rooms.find(workshop.id)
    begun = room.open_to_all[-1].id if room and room.open_to_all else None
    store().rooms.edit(workshop.id, lambda agenda: named_after(agenda, begun), key)
    return "The steps that have not begun are named from here on."
