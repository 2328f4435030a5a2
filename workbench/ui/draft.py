"""What the browser keeps: the answers that are not sent yet, their count, and whose turn it is."""

from pathlib import Path

import streamlit as st

from workbench.ui.participant import turn, turn_cookie
from workbench.ui.sheet import Sheet, restore_draft
from workbench.voices.controls import asked, controls

KEY = "voice_draft"
HTML = """<label><progress value="0" max="1"></progress><p></p></label>"""

_component = st.components.v2.component(
    "headroom_draft",
    html=HTML,
    css=Path(__file__).with_suffix(".css").read_text(encoding="utf-8"),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def keep_draft(sheet: Sheet, *, is_counted: bool = True) -> None:
    """Show how many questions are answered, and keep what is typed in this tab until it is sent.

    After a reload the browser gives it back: into this form of this person only, and only while
    nothing newer was sent.
    """
    questions = asked(sheet.form, sheet.role) if is_counted else ()
    _component(
        key=KEY,
        data={
            "form": sheet.form,
            "sheet": sheet.keys[0],
            "scope": sheet.draft_scope,
            "turn": _turn(sheet),
            "is_draft": sheet.is_draft,
            "keys": [control.key for control in controls(sheet.form, sheet.role)],
            "questions": [[control.key for control in one.main] for one in questions],
        },
        on_draft_change=lambda: restore_draft(sheet, st.session_state[KEY].draft),
    )


def drop_draft(sheet: Sheet) -> None:
    """Have the browser forget what it kept of a form that was sent."""
    _component(
        key=KEY,
        data={"form": sheet.form, "turn": _turn(sheet), "keys": [], "questions": []},
        on_draft_change=lambda: None,
    )


def _turn(sheet: Sheet) -> dict[str, str]:
    workshop = sheet.visit.workshop
    return {"cookie": turn_cookie(workshop), "of": turn(workshop)}
