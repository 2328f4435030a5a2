"""The page of a form, shared by the three voices: arrive, read the promise, answer, send."""

from collections.abc import Sequence

import streamlit as st

from workbench.ui.been_here import ask_been_here
from workbench.ui.draft import drop_draft, keep_draft
from workbench.ui.filling import has_unsent
from workbench.ui.form import COUNT, draw_form
from workbench.ui.participant import Visit, arrive, token
from workbench.ui.plain import plain
from workbench.ui.promise import promise
from workbench.ui.sending import send, settle
from workbench.ui.sheet import LENGTH, Known, Sheet, empty, known, sheet_of, show_stored, was_drawn
from workbench.ui.store import store
from workbench.ui.thanks import closed, stored_before, thank_you
from workbench.voices.controls import asked
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.workshop.roles import Role

ROLE = "role"
USUAL_ROLE = "usual role"
NAMES = {
    Role.EXECUTIVE: "Executive",
    Role.ADVISOR: "Advisor",
    Role.MIDDLE: "Middle manager",
    Role.BACK_OFFICE: "Back office",
}


def voice_page(title: str, question: str, introduction: str, roles: Sequence[Role]) -> None:
    """One of the voices: a form for people of these roles, the first of them unless they say so."""
    visit = arrive(title, question)
    role = _role(visit, roles)
    length = Length.FULL if st.query_params.get(LENGTH) == Length.FULL else Length.PULSE
    form = instrument().form_for(role, length)
    who = known(visit, role, form)
    sheet = sheet_of(visit, role, form, who)
    is_open = role in visit.workshop.open_roles
    if sheet.is_sent and is_open:
        thank_you(sheet, who)
        _other_length(role, length)
        drop_draft(sheet)
    elif is_open or has_unsent(sheet.form, sheet.role, who.sent):
        _answer(sheet, who, introduction, length, is_open=is_open)
    else:
        closed(sheet, who)
        keep_draft(sheet, is_counted=False)


def _role(visit: Visit, roles: Sequence[Role]) -> Role:
    """The role somebody answers in: as they say, or as they answered on this device before."""
    if len(roles) == 1:
        return roles[0]
    chosen: Role = st.segmented_control(
        "I work here as",
        roles,
        default=_usual_role(visit, roles),
        required=True,
        format_func=lambda role: NAMES[role],
        key=ROLE,
        bind="query-params",
    )
    return chosen


def _usual_role(visit: Visit, roles: Sequence[Role]) -> Role:
    """Looked up once, so that what is chosen is not pulled back to it."""
    here = (visit.workshop.id, tuple(roles))
    held: tuple[object, Role] | None = st.session_state.get(USUAL_ROLE)
    if held is None or held[0] != here:
        workshop, find = visit.workshop, store().participants.find
        before = (role for role in roles if find(workshop.id, token(workshop, role)))
        held = (here, next(before, roles[0]))
        st.session_state[USUAL_ROLE] = held
    return held[1]


def _answer(sheet: Sheet, who: Known, introduction: str, length: Length, *, is_open: bool) -> None:
    questionnaire = instrument().questionnaire(sheet.form, sheet.role)
    promise(sheet.visit.workshop, sheet.role)
    if not is_open:
        st.warning(
            "The form has been closed. What you see below is not stored; copy what you want to "
            "keep, or ask the person who runs the workshop to open the form again.",
            icon=":material/lock_clock:",
        )
    minutes = "minute" if questionnaire.minutes == 1 else "minutes"
    st.markdown(
        f"{introduction} **{len(questionnaire.questions)} questions, about "
        f"{questionnaire.minutes} {minutes}.** Leave out whatever you like."
    )
    ask_been_here(sheet, who)
    stored_before(sheet, who, is_open=is_open)
    questions, told, count, foot = (
        st.container(),
        st.container(),
        st.container(key=COUNT),
        st.container(),
    )
    # The button comes first in time, not in place: what was typed is known without drawing the form
    # again. Only after a restart of the server must the widgets first take it from the browser.
    with foot:
        is_pressed = st.button("Send my answers", key="send", type="primary", width="stretch")
        if is_pressed and sheet.is_drawn:
            _send(sheet)
    with questions:
        draw_form(sheet.form, sheet.role, sheet.refusals)
        was_drawn(sheet, who)
    with told:
        _outcome(sheet, who, is_open=is_open)
    with count:
        keep_draft(sheet)
    with foot:
        if is_pressed:
            _send(sheet)
        _more(sheet, length)


def _send(sheet: Sheet) -> None:
    with st.spinner("Sending your answers"):
        send(sheet)
    st.rerun()


def _more(sheet: Sheet, length: Length) -> None:
    with st.container(horizontal=True):
        _other_length(sheet.role, length)
        with st.popover("Clear the form", type="tertiary", icon=":material/backspace:"):
            st.markdown("Empty every question on this screen? What you sent before stays stored.")
            st.button("Empty the form", key="empty", on_click=empty, args=(sheet,))


def _outcome(sheet: Sheet, who: Known, *, is_open: bool) -> None:
    """Why nothing was stored, beside the button that was pressed."""
    numbers = {
        name: one.number for one in asked(sheet.form, sheet.role) for name in one.question.fields
    }
    problems = [
        f"Question {numbers[refusal.field]}: {plain(refusal.what)}"
        if refusal.field in numbers
        else plain(str(refusal))
        for refusal in sheet.refusals
    ]
    problems += [plain(sheet.message)] if sheet.message else []
    if problems:
        told = problems[0] if len(problems) == 1 else "\n".join(f"- {one}" for one in problems)
        st.error(f"**Nothing is sent yet.**\n\n{told}", icon=":material/error:")
    if sheet.doubt is not None and is_open:
        _doubt(sheet, who, sheet.doubt.role)


def _doubt(sheet: Sheet, who: Known, other: Role | None) -> None:
    if other is None:
        st.warning(
            "**You sent answers from another window after you opened this one.** Which ones "
            "should count?"
        )
        st.button("Send those on this screen", key="replace", on_click=settle, args=(sheet,))
        st.button("Keep those I sent before", key="load", on_click=show_stored, args=(sheet, who))
        return
    st.warning(
        f"**On this device somebody answered as one of the {other.label.lower()} before.** Nobody "
        "should count twice: who was that?"
    )
    st.button(
        "It was me, by mistake: erase those answers and send these as one of the "
        f"{sheet.role.label.lower()}",
        key="was_me",
        on_click=settle,
        args=(sheet,),
        kwargs={"take_back_other": True},
    )
    st.button(
        "It was somebody else: send these as well",
        key="was_another",
        on_click=settle,
        args=(sheet,),
    )


def _other_length(role: Role, length: Length) -> None:
    """The way to the full form and back to the short one."""
    other = Length.PULSE if length is Length.FULL else Length.FULL
    form = instrument().questionnaire(instrument().form_for(role, other), role)
    name = "full" if other is Length.FULL else "short"
    st.button(
        f"Open the {name} form: {len(form.questions)} questions, about {form.minutes} min",
        key="other_length",
        type="tertiary",
        icon=":material/unfold_more:",
        on_click=_open_length,
        args=(other,),
    )


def _open_length(length: Length) -> None:
    if length is Length.FULL:
        st.query_params[LENGTH] = length
    else:
        st.query_params.pop(LENGTH, None)
