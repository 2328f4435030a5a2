"""Moderation: words come in, are shown, reworded, merged and put under themes; all by selecting."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from workbench.ui.facilitator import change
from workbench.ui.outcome import say
from workbench.ui.plain import plain
from workbench.ui.room_findings import bring_up_to_date, codebook, statements
from workbench.ui.store import store
from workbench.voices.activities.rules import rules
from workbench.voices.activities.statements import LONGEST
from workbench.voices.codebook import Codebook
from workbench.voices.duplicates import near_duplicates
from workbench.voices.moderation_acts import theme_of
from workbench.voices.statements import ModerationEntry, Standing, Statement
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.workshop import Workshop

PLACE = "moderation"
FILTERS = ("Waiting", "Shown", "Held back", "Merged", "All")
STANDINGS = {
    "Waiting": Standing.WAITING,
    "Shown": Standing.SHOWN,
    "Held back": Standing.HELD,
    "Merged": Standing.MERGED,
}
PICKED = "moderation_picked"
LINE = 110


def show_moderation(workshop: Workshop, step: Step | None = None) -> None:
    """The queue of a step or of all: what waits, and what can be done with what is chosen."""
    bring_up_to_date(workshop)
    say(PLACE)
    _intake(workshop, step)
    there = [one for one in statements(workshop) if step is None or one.step == step.id]
    if not there:
        st.info(
            "No statements yet. They come from the steps in which people write, from released "
            "comments of the questionnaire, or from you.",
            icon=":material/forum:",
        )
        _add(workshop, step)
        return
    book = codebook(workshop)
    shown = _filtered(there, book)
    _hints(workshop, there)
    _work(workshop, there, shown, book)
    left, right = st.columns(2, gap="large")
    with left:
        _add(workshop, step)
    with right:
        _undo(workshop)


def _intake(workshop: Workshop, only: Step | None) -> None:
    """What has been written and not been read yet, and whether it may be."""
    room = store().rooms.find(workshop.id)
    steps = [s for s in room.agenda.steps if s.activity is Activity.STATEMENTS] if room else []
    steps = [step for step in steps if only is None or step.id == only.id]
    moderated = store().statements.moderated(workshop.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(
            "Read before the room does",
            value=moderated,
            key="moderation_on",
            help="Off: words are shown to the room by themselves, under the same privacy rule.",
            on_change=_switched,
            args=(workshop,),
        )
    for step in steps:
        waiting = store().statements.intake(workshop.id, step)
        if waiting.may_take:
            people = "1 person" if waiting.new_writers == 1 else f"{waiting.new_writers} people"
            st.button(
                f"Take in the words of {people}: {plain(step.title)}",
                key=f"take_in_{step.id}",
                type="primary",
                icon=":material/inbox:",
                on_click=_did,
                args=(workshop, lambda key, step=step: _taken(workshop, step, key)),
            )
        elif waiting.writers:
            st.caption(f"{plain(step.title)}: {waiting.why_not}")


def _filtered(there: Sequence[Statement], book: Codebook) -> list[Statement]:
    waiting = any(one.standing is Standing.WAITING for one in there)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            "Statements",
            FILTERS,
            default="Waiting" if waiting else "Shown",
            key="moderation_filter",
            persist_state="session",
        )
        names = {theme.id: theme.label for theme in book.themes} | {"": "Not coded"}
        theme = st.selectbox(
            "Theme",
            [*names],
            index=None,
            format_func=lambda name: names[name],
            placeholder="Any theme",
            key="moderation_theme",
            persist_state="session",
            width=260,
        )
        wanted = st.text_input(
            "With the words", key="moderation_words", persist_state="session", width=220
        )
    found = []
    for one in there:
        if kind in STANDINGS and one.standing is not STANDINGS[kind]:
            continue
        if theme is not None and (theme_of(one, book) or "") != theme:
            continue
        if wanted and wanted.casefold() not in one.shown_text.casefold():
            continue
        found.append(one)
    return found


def _hints(workshop: Workshop, there: Sequence[Statement]) -> None:
    """Pairs that may say the same: advice, and one press to choose both."""
    candidates = [one for one in there if one.standing in (Standing.WAITING, Standing.SHOWN)]
    pairs = near_duplicates([one.shown_text for one in candidates], rules().duplicates)
    if not pairs:
        return
    with st.expander(f"Perhaps the same: {len(pairs)}", icon=":material/join_inner:"):
        st.caption("By their words only. Nothing is merged unless you do it.")
        for pair in pairs:
            one, two = candidates[pair.first], candidates[pair.second]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"“{plain(one.shown_text)}” · “{plain(two.shown_text)}”")
                st.button(
                    "Choose both",
                    key=f"both_{one.id}_{two.id}",
                    on_click=_choose,
                    args=(workshop, one.id, two.id),
                )


def _work(
    workshop: Workshop,
    there: Sequence[Statement],
    shown: Sequence[Statement],
    book: Codebook,
) -> None:
    """Choose statements, then say what happens with them."""
    by_id = {one.id: one for one in there}
    kept = [name for name in st.session_state.get(PICKED, ()) if name in by_id]
    st.session_state[PICKED] = kept
    options = [*dict.fromkeys([*kept, *(one.id for one in shown)])]
    st.multiselect(
        f"Choose from {len(shown)}",
        options,
        format_func=lambda name: _line(by_id[name]),
        key=PICKED,
        placeholder="One statement, or several to merge or assign",
    )
    picked = [by_id[name] for name in st.session_state[PICKED]]
    with st.container(horizontal=True):
        _button(workshop, "Show", "visibility", picked, store().statements.show)
        _button(workshop, "Hold back", "visibility_off", picked, store().statements.hold)
        _button(workshop, "Take out of merger", "call_split", picked, store().statements.split)
        st.button(
            "Put to the vote",
            key="moderation_vote",
            icon=":material/how_to_vote:",
            disabled=not picked,
            on_click=_did,
            args=(workshop, lambda key: _voted(workshop, picked, True, key)),
        )
        st.button(
            "Off the vote",
            key="moderation_off_vote",
            disabled=not picked,
            on_click=_did,
            args=(workshop, lambda key: _voted(workshop, picked, False, key)),
        )
    left, middle, right = st.columns(3, gap="medium")
    with left:
        names = {theme.id: theme.label for theme in book.themes} | {"": "No theme of its own"}
        theme = st.selectbox(
            "Put under a theme",
            [*names],
            format_func=lambda name: names[name],
            key="moderation_assign",
            disabled=not picked,
        )
        st.button(
            "Assign",
            key="moderation_assign_now",
            disabled=not picked,
            on_click=_did,
            args=(workshop, lambda key: _assigned(workshop, picked, theme or None, key)),
        )
    with middle:
        into = st.selectbox(
            "Let one stand for the others",
            [one.id for one in picked],
            format_func=lambda name: _line(by_id[name]),
            # Another choice of statements is another question: its answer is not that of the last.
            key=f"moderation_into_{'_'.join(one.id for one in picked)}",
            disabled=len(picked) < 2,
            placeholder="Choose two or more above",
        )
        st.button(
            "Merge",
            key="moderation_merge",
            disabled=len(picked) < 2,
            on_click=_did,
            args=(workshop, lambda key: _merged(workshop, picked, str(into), key)),
        )
    with right:
        one = picked[0] if len(picked) == 1 else None
        st.text_area(
            "Reword (shown as edited)",
            value=one.shown_text if one else "",
            max_chars=LONGEST,
            key=f"moderation_edit_{one.id if one else 'none'}",
            disabled=one is None,
            placeholder="Choose one above",
            height=90,
        )
        st.button(
            "Repost",
            key="moderation_repost",
            disabled=one is None,
            on_click=_did,
            args=(workshop, lambda key: _reworded(workshop, one, key)),
        )
    _list(shown, book)


def _list(shown: Sequence[Statement], book: Codebook) -> None:
    labels = {theme.id: theme.label for theme in book.themes}
    if not shown:
        st.caption("None here.")
        return
    parts = []
    for one in shown:
        coded = labels.get(theme_of(one, book) or "", "Not coded")
        given = "" if one.theme else " (by its words)" if coded != "Not coded" else ""
        tags = [one.standing.value.capitalize(), coded + given, one.label]
        tags.append("" if one.voted else "Not on the vote")
        under = " · ".join(escape(tag) for tag in tags if tag)
        said = escape(one.shown_text)
        parts.append(f'<li style="{ITEM}">{said}<br><span style="{TAGS}">{under}</span></li>')
    with st.container(height=420, border=True):
        st.html(f'<ul style="list-style:none;margin:0;padding:0">{"".join(parts)}</ul>')


ITEM = "margin:0 0 .7rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid rgba(128,128,128,.45)"
TAGS = "font-size:.875rem;opacity:.75"


def _add(workshop: Workshop, step: Step | None) -> None:
    with st.expander("Add a statement in your own words", icon=":material/add:"):
        st.text_area(
            "What was said in the room",
            key="moderation_new",
            max_chars=LONGEST,
            height=90,
            help="It carries the label “Worded by the facilitator”.",
        )
        st.button(
            "Add it",
            key="moderation_add",
            on_click=_did,
            args=(workshop, lambda key: _added(workshop, step, key)),
        )


def _undo(workshop: Workshop) -> None:
    last = store().statements.undoable(workshop.id)
    if last is None:
        return
    count = len(last.statements)
    what = f"{last.what}, {count} statement{'s' if count != 1 else ''}"
    st.button(
        f"Undo: {what}",
        key="moderation_undo",
        icon=":material/undo:",
        on_click=_did,
        args=(workshop, lambda key: _undone(workshop, last, key)),
    )


def _button(
    workshop: Workshop,
    label: str,
    icon: str,
    picked: Sequence[Statement],
    act: Callable[..., None],
) -> None:
    ids = [one.id for one in picked]

    def made(key: str) -> str:
        act(workshop.id, ids, key)
        st.session_state[PICKED] = []
        return f"{label}: {len(ids)}."

    st.button(
        label,
        key=f"moderation_{icon}",
        icon=f":material/{icon}:",
        disabled=not ids,
        on_click=_did,
        args=(workshop, made),
    )


def _did(workshop: Workshop, made: Callable[[str], str]) -> None:
    change(PLACE, workshop, made)


def _choose(workshop: Workshop, *ids: str) -> None:  # noqa: ARG001 - as every callback here
    st.session_state[PICKED] = list(ids)


def _switched(workshop: Workshop) -> None:
    on = bool(st.session_state["moderation_on"])

    def made(key: str) -> str:
        store().statements.set_moderated(workshop.id, on, key)
        return "You read before the room does." if on else "Words are shown by themselves now."

    _did(workshop, made)


def _undone(workshop: Workshop, last: ModerationEntry, key: str) -> str:
    undone = store().statements.undo(workshop.id, key, seen=last)
    return f"Undone: {undone.what}." if undone else ""


def _taken(workshop: Workshop, step: Step, key: str) -> str:
    number = store().statements.take_in(workshop.id, step, key)
    if not number:
        return ""  # a second press: they are in already
    return f"{number} statement{'s' if number != 1 else ''} came in, in random order."


def _voted(workshop: Workshop, picked: Sequence[Statement], voted: bool, key: str) -> str:
    store().statements.put_to_vote(workshop.id, [one.id for one in picked], voted, key)
    st.session_state[PICKED] = []
    return f"{'On' if voted else 'Off'} the vote: {len(picked)}."


def _assigned(workshop: Workshop, picked: Sequence[Statement], theme: str | None, key: str) -> str:
    store().statements.assign(workshop.id, [one.id for one in picked], theme, key)
    st.session_state[PICKED] = []
    return f"Assigned: {len(picked)}."


def _merged(workshop: Workshop, picked: Sequence[Statement], into: str, key: str) -> str:
    store().statements.merge(workshop.id, [one.id for one in picked], into, key)
    st.session_state[PICKED] = []
    return f"One statement stands for {len(picked)} now."


def _reworded(workshop: Workshop, one: Statement | None, key: str) -> str:
    if one is None:
        return ""
    text = str(st.session_state.get(f"moderation_edit_{one.id}", ""))
    store().statements.edit(workshop.id, one.id, text, key)
    return "Reposted. The label says that you edited it."


def _added(workshop: Workshop, step: Step | None, key: str) -> str:
    text = str(st.session_state.get("moderation_new", ""))
    store().statements.add(workshop.id, step.id if step else "", text, key)
    st.session_state["moderation_new"] = ""
    return "Added, with the label “Worded by the facilitator”."


def _line(statement: Statement) -> str:
    text = " ".join(statement.shown_text.split())
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"
