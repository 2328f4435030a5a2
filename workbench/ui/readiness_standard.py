"""The requisite standard: locked before results are seen, changed later only with a reason."""

from collections import Counter
from datetime import datetime
from typing import Any

import streamlit as st

from workbench.readiness.sentences import listed
from workbench.ui.outcome import attempt, say
from workbench.ui.plain import plain
from workbench.ui.readiness_reveal import PLACE as REVEAL
from workbench.ui.store import store
from workbench.voices.instrument import instrument
from workbench.voices.items import LEVELS
from workbench.workshop.log import Event
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

REASON = "standard_reason"
PLACE = "standard"
WHY = (
    "How good is good enough? Agree on it now, before anybody has seen a result. A standard that "
    "is set afterwards bends to the scores, and then the verdict says nothing."
)


def agree_standard(workshop: Workshop) -> dict[str, float]:
    """Agree the standard of each element and lock it; returns what is in the inputs by now."""
    st.subheader("First, agree the standard")
    st.write(WHY)
    say(PLACE)
    keys = {element: f"standard_{workshop.code}_{element}" for element in instrument().elements}
    for element, level in standards_of(workshop).items():
        st.session_state.setdefault(keys[element], level)
    agreed = {element: st.session_state[key] for element, key in keys.items()}
    everywhere = f"standard_{workshop.code}"
    st.session_state.setdefault(everywhere, Counter(agreed.values()).most_common(1)[0][0])
    _input(
        f"Standard for all seven (level, 1 to {LEVELS})",
        key=everywhere,
        on_change=_copy,
        args=(everywhere, (*keys.values(),)),
        persist_state="session",
        width=320,
    )
    st.caption(
        "The levels are those of the questionnaire: at 3 a thing works here and there, at 4 in "
        "most places. 3.5 is this product's own convention, not a published norm."
    )
    with (
        st.expander("Ask more or less of one of the seven", expanded=len({*agreed.values()}) > 1),
        st.grid(4, min_column_width=130),
    ):
        for element, key in keys.items():
            _input(instrument().elements[element].label, key=key, persist_state="session")
    st.button(
        "Lock the standard",
        key="lock_standard",
        type="primary",
        icon=":material/lock:",
        on_click=_lock,
        args=(workshop, keys),
    )
    st.caption(
        "After that it can still be changed, but only with a reason that everybody can read."
    )
    return agreed


def locked_standard(workshop: Workshop) -> None:
    """The locked standard, a form to change it with a reason, and what was changed."""
    standards = standards_of(workshop)
    locked = workshop.requisite_locked_at
    when = f"First locked on {_day(locked)}." if locked else ""
    st.markdown(f"**{told(workshop)}.** {when}")
    say(PLACE)
    with st.form("change_standard", border=False):
        with st.grid(4, min_column_width=130):
            for element, level in standards.items():
                _input(instrument().elements[element].label, value=level, key=_key(element, level))
        st.text_input(
            "Why does it change?",
            key=REASON,
            max_chars=1000,
            placeholder="For example: the board asks for more in Systems before the migration",
        )
        st.form_submit_button(
            "Change the standard", key="change_standard_now", on_click=_change, args=(workshop,)
        )
    _log(workshop)


def standards_of(workshop: Workshop) -> dict[str, float]:
    """The standard of every element of the instrument, in its order."""
    return instrument().requisite | {
        element: level
        for element, level in workshop.requisite.items()
        if element in instrument().elements
    }


def told(workshop: Workshop) -> str:
    """The standard in a phrase."""
    standards = standards_of(workshop)
    usual = Counter(standards.values()).most_common(1)[0][0]
    others = [
        f"{instrument().elements[element].label} ({level:g})"
        for element, level in standards.items()
        if level != usual
    ]
    return f"Standard {usual:g} for all" + (f" but {listed(others)}" if others else " seven")


def _input(label: str, **options: Any) -> None:
    st.number_input(
        label, min_value=1.0, max_value=float(LEVELS), step=0.1, format="%.1f", **options
    )


def _log(workshop: Workshop) -> None:
    entries = [
        entry
        for entry in store().workshops.log(workshop.id)
        if entry.what in (Event.STANDARD_CHANGED, Event.STANDARD_LOCKED)
    ]
    if not entries:
        st.caption("The standard has not been changed.")
        return
    st.markdown("**What happened to the standard**")
    st.markdown(
        "\n".join(
            f"- {_day(entry.at)}, {entry.at:%H:%M} UTC: {entry.what.value}"
            + (f", {plain(entry.detail)}" if entry.detail else "")
            + (f". Reason: {plain(entry.why)}" if entry.why else "")
            for entry in entries
        )
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _key(element: str, level: float) -> str:
    """A key that starts anew whenever the stored standard is another one."""
    return f"standard_{element}_from_{level:g}"


def _copy(source: str, targets: tuple[str, ...]) -> None:
    for target in targets:
        st.session_state[target] = st.session_state[source]


def _lock(workshop: Workshop, keys: dict[str, str]) -> None:
    agreed = {element: st.session_state[key] for element, key in keys.items()}

    def change() -> str:
        store().workshops.set_standard(workshop.id, agreed)
        store().workshops.lock_standard(workshop.id)
        return "The standard is locked."

    attempt(PLACE, change, then=REVEAL)


def _change(workshop: Workshop) -> None:
    now = standards_of(workshop)
    wanted = {element: st.session_state[_key(element, now[element])] for element in now}
    reason = st.session_state[REASON]

    def change() -> str:
        if wanted == now:
            raise Refused("Nothing was changed: every standard is what it was.")
        store().workshops.set_standard(workshop.id, wanted, reason)
        return "The standard is changed, and the reason is in the log."

    if attempt(PLACE, change):
        st.session_state[REASON] = ""
