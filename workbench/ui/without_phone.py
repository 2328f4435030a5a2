"""Entering for people without a phone: hands that were counted, and sheets of paper."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import uuid4

import streamlit as st
from pydantic import ValidationError

from workbench.ui.facilitator import change
from workbench.ui.outcome import say
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.voices.hands import HandsQuestion, hands_questions
from workbench.voices.instrument import instrument
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.proxy import MOST_HANDS, MOST_WORDS, ProxyEntry, ProxyKind
from workbench.workshop.refused import Refused, refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

PLACE = "without a phone"
ROLE, QUESTION, KIND, SHEET = "hands_role", "hands_question", "hands_kind", "sheet_words"


def show_without_phone(workshop: Workshop) -> None:
    """Choose a step, count hands or copy a sheet; what is entered can be taken back."""
    st.markdown(
        "What you enter here is marked as entered by you. It is shown beside what people sent and "
        "never counted with it: nobody knows how often one person is in it."
    )
    say(PLACE)
    room = store().rooms.find(workshop.id)
    steps = [step for step in room.open_to_all if step.asks] if room else []
    if room is None or not steps:
        st.info("There is nothing to enter before the first step that asks something.")
        return
    ids = [step.id for step in steps]
    left, right = st.columns(2)
    # It follows the room: another step is a list of its own.
    chosen = left.selectbox(
        "Step",
        ids,
        ids.index(room.current) if room.current in ids else len(ids) - 1,
        format_func=lambda one: next(step.title for step in steps if step.id == one),
        key=f"hands_step_{room.current}",
    )
    step = next(step for step in steps if step.id == chosen)
    if step.activity is Activity.STATEMENTS:
        _sheet(workshop, step)
        _entered(workshop, step)
        return
    with right:
        role: Role | None = st.selectbox(
            "Whose",
            [None, *[one for one in Role if one in step.roles]],
            format_func=lambda one: one.label if one else "A mixed room",
            key=ROLE,
        )
    _counts(workshop, step, role)
    _entered(workshop, step)


def _counts(workshop: Workshop, step: Step, role: Role | None) -> None:
    cards = {card.id: card.text for card in store().materials.of(workshop.id, step).cards}
    wording = role or next(one for one in Role if one in step.roles)
    questions = hands_questions(step, cards, instrument(), wording)
    if not questions:
        st.info(
            "Hands cannot show this. Hand a device round instead: open the join link on it, and "
            "let one person after the other take a turn."
        )
        return
    left, right = st.columns([3, 1])
    asked = {f"{one.form} {one.item}": one for one in questions}
    chosen = left.selectbox(
        "Question", [*asked], format_func=lambda one: asked[one].text, key=QUESTION
    )
    right.selectbox(
        "Counted from", list(ProxyKind), format_func=lambda one: one.value.capitalize(), key=KIND
    )
    question = asked[chosen]
    with st.form("hands", border=False, clear_on_submit=True):
        columns = st.columns(len(question.values))
        for column, (value, label) in zip(columns, question.values.items(), strict=True):
            column.number_input(
                label.capitalize(), 0, MOST_HANDS, 0, key=f"hands_{question.item}_{value}"
            )
        st.form_submit_button(
            "Enter this count",
            key="enter_hands",
            on_click=_add_hands,
            args=(workshop, step, role, question),
        )


def _sheet(workshop: Workshop, step: Step) -> None:
    asked = {prompt.id: prompt.text for prompt in step.inputs.prompts}
    with st.form("sheet", border=False, clear_on_submit=True):
        st.selectbox("Question", [*asked], format_func=asked.__getitem__, key="sheet_prompt")
        st.text_area("What the sheet says", key=SHEET, max_chars=MOST_WORDS)
        st.form_submit_button(
            "Enter this sheet", key="enter_sheet", on_click=_add_sheet, args=(workshop, step)
        )


def _entered(workshop: Workshop, step: Step) -> None:
    entries = store().proxies.all(workshop.id, step.id)
    for entry in reversed(entries):
        with st.container(horizontal=True, vertical_alignment="center"):
            counts = ", ".join(f"{n:,} × {value}" for value, n in entry.counts.items() if n)
            whom = f" ({entry.role.label.lower()})" if entry.role else ""
            told = f"{plain(entry.words)} {counts}{whom}".strip()
            st.markdown(f"{entry.kind.value.capitalize()}: {told}")
            st.button(
                "Take back",
                key=f"take_back_{entry.key}",
                type="tertiary",
                on_click=change,
                args=(PLACE, workshop, lambda key, this=entry: _taken_back(workshop, this, key)),
            )


def _add_hands(workshop: Workshop, step: Step, role: Role | None, question: HandsQuestion) -> None:
    counts = {
        value: int(st.session_state[f"hands_{question.item}_{value}"] or 0)
        for value in question.values
    }
    entry = {
        "kind": st.session_state[KIND],
        "form": question.form,
        "item": question.item,
        "counts": counts,
        "words": question.text[:MOST_WORDS],
    }
    if not any(counts.values()):
        change(PLACE, workshop, _nothing)
    else:
        _add(workshop, step, role, entry, "The count is entered.")


def _nothing(_key: str) -> str:
    raise Refused("Nothing is counted; accepted: at least one person.")


def _add_sheet(workshop: Workshop, step: Step) -> None:
    entry = {
        "kind": ProxyKind.PAPER,
        "form": step.form,
        "item": f"{st.session_state['sheet_prompt']}.1",
        "words": str(st.session_state[SHEET]).strip(),
    }
    _add(workshop, step, None, entry, "The sheet is entered; its words wait under Moderation.")


def _add(
    workshop: Workshop, step: Step, role: Role | None, entry: Mapping[str, object], news: str
) -> None:
    def made(key: str) -> str:
        told = {
            "key": uuid4().hex,
            "step": step.id,
            "role": role,
            "entered_at": datetime.now(UTC),
        }
        try:
            whole = ProxyEntry.model_validate({**told, **entry})
        except ValidationError as error:
            raise refused(error) from error
        store().proxies.add(workshop.id, whole, key)
        return news

    change(PLACE, workshop, made)


def _taken_back(workshop: Workshop, entry: ProxyEntry, key: str) -> str:
    store().proxies.remove(workshop.id, entry.key, key)
    return "It is taken back."
