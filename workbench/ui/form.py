"""A form drawn from the instrument, and what somebody sent read back to them.

Picking an answer runs nothing on the server: the browser keeps it until the form is sent. Only a
level that asks for a line of evidence runs the page, because the line appears below it.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.ui.filling import is_noted
from workbench.ui.plain import plain
from workbench.voices.checking import Refusal
from workbench.voices.controls import Asked, Control, Section, Shape, asked, sections
from workbench.voices.items import Kind
from workbench.voices.questions import NOTE
from workbench.voices.sent_values import Values, in_words
from workbench.workshop.roles import Role

FORM, COUNT = "voice_form", "voice_progress"
# The theme has no setting for these: questions stand out from their answers, answers are large
# enough for a thumb, and "don't know" stands apart. The hint to press Enter would be wrong here.
STYLE = """<style>
.st-key-voice_form :is([class*="st-key-asked-"], [class*="st-key-apart-"])
  > [data-testid="stElementContainer"]:first-child [data-testid="stWidgetLabel"] p {
  font-size: 1rem; font-weight: 600; line-height: 1.4;
}
.st-key-voice_form h2 { font-size: 1.25rem; }
.st-key-voice_form [data-testid="stRadioGroup"] { gap: 0 1.25rem; }
.st-key-voice_form [data-testid="stRadioOption"] { padding-block: 0.4rem; }
.st-key-voice_form [data-testid="stRadioOption"] p { font-size: 1rem; }
.st-key-voice_form [class*="st-key-apart-"] [data-testid="stRadioGroup"] > :last-child {
  margin-top: 0.4rem; padding-top: 0.4rem; border-top: 1px solid #928b8160;
}
.st-key-voice_form [class*="st-key-apart-"] [role="radiogroup"] > button:last-child {
  margin-left: 0.5rem; padding-inline: 0.5rem; border-radius: 0.375rem;
}
.st-key-voice_form [data-testid="stButtonGroup"] button { min-height: 2.5rem; min-width: 2.5rem; }
.st-key-voice_form [data-testid="InputInstructions"] { display: none; }
[data-testid="stLayoutWrapper"]:has(> .st-key-voice_progress) {
  position: sticky; bottom: 0; z-index: 1;
}
[data-testid="stMain"] { scroll-padding-bottom: 5rem; }
</style>"""


def draw_form(form: str, role: Role, refusals: Sequence[Refusal]) -> None:
    """Draw every question, with what was refused in red under the question it concerns."""
    st.html(STYLE)
    wrong = {refusal.field: refusal for refusal in refusals}
    with st.container(key=FORM, gap="large"):
        for section in sections(form, role):
            _section(section, wrong)


def _section(section: Section, wrong: Mapping[str, Refusal]) -> None:
    # Predicting somebody else's answers is another task than giving one's own.
    box = st.container(border=bool(section.introduction), gap="medium")
    with box:
        if section.heading:
            st.header(section.heading, anchor=False)
        if section.introduction:
            st.markdown(section.introduction)
        for one in section.asked:
            _question(one)
            for field in one.question.fields:
                if field in wrong:
                    st.error(plain(f"{wrong[field].what} {wrong[field].accepted}"))


def _question(one: Asked) -> None:
    first = one.main[0]
    group = "asked"
    if one.question.kind is Kind.GRID:
        group = "rows"
        st.markdown(f"**{one.number}. {plain(one.question.text)}**")
    elif first.apart:
        group = "apart"
    with st.container(gap="small", key=f"{group}-{first.key}"):
        for control in one.controls:
            if not control.field.endswith(NOTE) or is_noted(one):
                _widget(control, one)


def _widget(control: Control, one: Asked) -> None:
    label, key, offered = control.label, control.key, list(control.offered)
    match control.shape:
        case Shape.CHOOSE:
            st.radio(
                label,
                offered,
                index=None,
                format_func=control.offered.__getitem__,
                captions=control.captions or None,
                horizontal=one.question.kind is Kind.GRID,
                key=key,
                on_change="rerun" if one.question.follow_up_from else "ignore",
                persist_state="session",
                width="stretch",
            )
        case Shape.CHOOSE_IN_A_ROW:
            st.segmented_control(
                label,
                offered,
                format_func=control.offered.__getitem__,
                key=key,
                on_change="ignore",
                persist_state="session",
                wrap=True,
            )
        case Shape.PICK:
            st.pills(
                label,
                offered,
                selection_mode="multi",
                format_func=control.offered.__getitem__,
                key=key,
                on_change="ignore",
                persist_state="session",
                wrap=True,
            )
        case Shape.WRITE:
            st.text_area(label, key=key, on_change="ignore", persist_state="session")
        case Shape.WRITE_A_LINE:
            st.text_input(label, key=key, on_change="ignore", persist_state="session")
        case Shape.TYPE_A_NUMBER:
            # No limits here: beyond one, the browser would quietly send nothing at all.
            st.number_input(
                label,
                value=None,
                step=one.step,
                placeholder="A number",
                key=key,
                on_change="ignore",
                persist_state="session",
            )
        case Shape.TICK:
            st.checkbox(label, key=key, on_change="ignore", persist_state="session")
        case Shape.LOOK_UP:
            st.selectbox(
                label,
                offered,
                index=None,
                format_func=control.offered.__getitem__,
                placeholder="Choose, or leave open",
                key=key,
                on_change="ignore",
                persist_state="session",
                filter_mode=None,
            )


def read_back(form: str, role: Role, values: Values) -> None:
    """What somebody sent, in words, for reading only."""
    for one in asked(form, role):
        lines = tuple(in_words(one, values))
        if lines:
            with st.container(gap="xsmall"):
                st.markdown(f"**{one.number}. {plain(one.question.text)}**")
                for line in lines:
                    st.markdown(plain(line))
