"""From the calibration into the register: a figure as measured, logged, and the way back."""

from collections.abc import Mapping

import streamlit as st

from workbench.business_case.accepted_edits import edited
from workbench.evidence.assumptions import Assumption
from workbench.evidence.history import entered_again
from workbench.evidence.units import figure_in_words, range_in_words
from workbench.headroom.fitting.register_figures import SOURCE, before_calibration
from workbench.ui.current import register
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.store import now, store
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop


def take_or_put_back(workshop: Workshop, measured: Mapping[str, Assumption], key: str) -> None:
    """A button that takes a figure into the register, or the one that puts it back."""
    held, place = register(workshop)[key], f"calibrated {key}"
    say(place)
    if held.source.startswith(SOURCE):
        before = before_calibration(register(workshop))[key]
        st.caption(
            f":material/check: In the register since it was taken from here: "
            f"{plain(_told(held, workshop.currency))}."
        )
        st.button(
            f"Put back {plain(_told(before, workshop.currency))}",
            key=f"put_back_{key}",
            icon=":material/undo:",
            wrap=True,
            on_click=_enter,
            args=(workshop, before, place),
        )
    new = measured.get(key)
    if new is not None and not _stands(held, new):
        st.button(
            f"Take {plain(_told(new, workshop.currency))} into the register",
            key=f"take_{key}",
            icon=":material/library_add_check:",
            wrap=True,
            on_click=_enter,
            args=(workshop, new, place),
        )
        st.caption(
            f"Now in force: {plain(_told(held, workshop.currency))}, {held.source_kind}. Every "
            "page follows; the register keeps what it replaces, and you can put it back."
        )


def _stands(held: Assumption, new: Assumption) -> bool:
    return (held.p10, held.p50, held.p90, held.source) == (new.p10, new.p50, new.p90, new.source)


def _told(figure: Assumption, currency: str) -> str:
    value = figure_in_words(figure.p50, figure.unit, currency)
    return value if figure.p10 == figure.p90 else f"{value} ({range_in_words(figure, currency)})"


def _enter(workshop: Workshop, value: Assumption, place: str) -> None:
    def enter() -> str:
        edit = entered_again(value, now())
        try:
            after = edited(register(workshop), edit)
        except ValueError as problem:
            raise Refused(f"Not taken: {problem}.") from problem
        store().edits.add(workshop.id, edit)
        return f"{after.label} is {_told(after, workshop.currency)} now, on every page."

    attempt(place, enter)
