"""The pre-mortem on the page: why the case would have failed, and where it would show first."""

from collections.abc import Mapping

import streamlit as st

from workbench.business_case.credibility.pre_mortem import (
    MOST_CAUSES,
    Cause,
    suggested_causes,
)
from workbench.evidence.assumptions import Register
from workbench.evidence.units import figure_in_words
from workbench.ui.case_file import Said
from workbench.ui.case_settings import case_file
from workbench.ui.figure_table import FigureRow, figure_table
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

PLACE = "pre-mortem"
WHY, BREAKS, SIGN, WATCHED = "cause_why", "cause_breaks", "cause_sign", "cause_watched"
FEW_LETTERS = 3


def pre_mortem(workshop: Workshop, said: Said, held: Register) -> None:
    """The causes with the figure that each would break, and the form that adds one."""
    st.subheader("If it fails, why will it have failed", anchor=False)
    say(PLACE)
    causes, currency = said.file.causes, workshop.currency
    if causes:
        figure_table(
            ("It is two years later and it has failed", "It broke", "Early sign", "Watched by"),
            [
                FigureRow(
                    cause.why,
                    (_figure(cause, held, currency), cause.early_sign, cause.watched_by),
                )
                for cause in causes
            ],
            caption="The pre-mortem: causes of failure, the figure each breaks, its early sign",
            words=frozenset({1, 2, 3}),
        )
    else:
        st.markdown(
            "Imagine that it is two years later and the case has failed. Each cause that you can "
            "name breaks a figure, and can be watched for."
        )
    there = {cause.why for cause in causes}
    suggested = tuple(cause for cause in suggested_causes() if cause.why not in there)
    with st.container(horizontal=True, vertical_alignment="center"):
        if suggested and len(causes) < MOST_CAUSES:
            st.button(
                "Start from the suggested causes" if not causes else "Add the other suggestions",
                icon=":material/playlist_add:",
                key="suggest_causes",
                on_click=_add,
                args=(workshop, suggested),
            )
    _form(workshop, held)
    if causes:
        _remove(workshop, causes)


def _figure(cause: Cause, held: Register, currency: str) -> str:
    if cause.breaks not in held:
        return "a figure that is gone"
    broken = held[cause.breaks]
    return f"{broken.label}: {figure_in_words(broken.p50, broken.unit, currency)} today"


def _form(workshop: Workshop, held: Register) -> None:
    opened = st.expander("Add a cause", icon=":material/add:", key="cause_form", on_change="rerun")
    if not opened.open:
        return
    labels: Mapping[str, str] = {key: held[key].label for key in held}
    with opened, st.form("add_cause", border=False):
        st.text_input(
            "Why it failed", key=WHY, persist_state="session", max_chars=300,
            placeholder="Team leaders went on steering by the clock",
        )  # fmt: skip
        st.selectbox(
            "The figure that this breaks", list(labels), index=None,
            format_func=lambda key: labels.get(key, key), key=BREAKS, persist_state="session",
            placeholder="Type a word of its name",
        )  # fmt: skip
        st.text_input(
            "An early sign that somebody can look up", key=SIGN, persist_state="session",
            max_chars=300,
        )  # fmt: skip
        st.text_input("Who watches for it", key=WATCHED, persist_state="session", max_chars=120)
        st.form_submit_button("Add the cause", type="primary", on_click=_added, args=(workshop,))


def _added(workshop: Workshop) -> None:
    state = st.session_state
    typed = {key: (state[key] or "").strip() for key in (WHY, BREAKS, SIGN, WATCHED)}

    def add() -> str:
        for key, name in ((WHY, "why it failed"), (SIGN, "the early sign")):
            if len(typed[key]) < FEW_LETTERS:
                raise Refused(f"Not added: {name} is empty; accepted: 3 to 300 letters.")
        if not typed[BREAKS]:
            raise Refused("Not added: no figure is chosen that this breaks; accepted: one of them.")
        if len(typed[WATCHED]) < FEW_LETTERS - 1:
            raise Refused("Not added: nobody watches for it; accepted: 2 to 120 letters.")
        cause = Cause(
            why=typed[WHY],
            breaks=typed[BREAKS],
            early_sign=typed[SIGN],
            watched_by=typed[WATCHED],
        )
        _put(workshop, (*case_file(workshop).causes, cause))
        for key in (WHY, SIGN, WATCHED):
            state[key] = ""
        state[BREAKS] = None
        return "The cause is in the pre-mortem."

    attempt(PLACE, add)


def _add(workshop: Workshop, causes: tuple[Cause, ...]) -> None:
    def add() -> str:
        there = case_file(workshop).causes
        _put(workshop, (*there, *causes)[:MOST_CAUSES])
        return "The suggested causes are in. Replace them with those that your people name."

    attempt(PLACE, add)


def _remove(workshop: Workshop, causes: tuple[Cause, ...]) -> None:
    opened = st.expander(
        "Take a cause out", icon=":material/remove:", key="cause_out", on_change="rerun"
    )
    if opened.open:
        with opened:
            for place, cause in enumerate(causes):
                st.button(
                    plain(cause.why),
                    icon=":material/delete:",
                    key=f"cause_out_{place}",
                    wrap=True,
                    on_click=_removed,
                    args=(workshop, cause),
                )


def _removed(workshop: Workshop, cause: Cause) -> None:
    def remove() -> str:
        there = case_file(workshop).causes
        _put(workshop, tuple(each for each in there if each != cause))
        return "The cause is out."

    attempt(PLACE, remove)


def _put(workshop: Workshop, causes: tuple[Cause, ...]) -> None:
    store().cases.put(workshop.id, causes=causes)
