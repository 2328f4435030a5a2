"""After sending: thanks and what happens next, one's own answers again, and taking them back."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from workbench.ui.been_here import show_words
from workbench.ui.filling import count_answered
from workbench.ui.form import read_back
from workbench.ui.participant import is_known_again, next_turn
from workbench.ui.plain import plain
from workbench.ui.sending import take_back
from workbench.ui.sheet import LENGTH, Known, Sheet, forget, show_stored
from workbench.voices.sent_values import values_of

ERASED = "answers were erased"


def thank_you(sheet: Sheet, who: Known) -> None:
    """Say that the answers are stored and what happens next."""
    answered, of = count_answered(sheet.form, sheet.role)
    people = sheet.role.label.lower()
    st.success("**Thank you. Your answers are stored.**", icon=":material/check_circle:")
    st.markdown(
        f"You answered {answered} of {of} questions. **What happens next:** once at least "
        f"{sheet.visit.workshop.privacy.score_threshold} {people} have answered, the person who "
        f"runs the workshop can show everybody what {people} say together. There is nothing else "
        "for you to do; you may close this page."
    )
    show_words(who.person)
    if not is_known_again():
        st.caption(
            "This browser accepts no cookies: once you close this page, only those words bring "
            "you back to your answers."
        )
    _choices(sheet, who)


def stored_before(sheet: Sheet, who: Known, *, is_open: bool) -> None:
    """Above a form that comes back filled: when it was sent, and what can be done about it."""
    if st.session_state.pop(ERASED, False):
        st.success("Your answers have been erased.", icon=":material/delete:")
    if who.sent is not None:
        may = " You can change your answers until the form is closed." if is_open else ""
        st.info(f"You answered on {day(who.sent.sent_at)}.{may}", icon=":material/history:")
        _choices(sheet, who)
    if sheet.is_carried_over:
        st.info("What you answered in the other form is filled in already.", icon=":material/info:")
    if sheet.is_draft:
        st.caption("What you had not sent yet is back. Nothing of it is stored until you send.")


def closed(sheet: Sheet, who: Known) -> None:
    """The form takes no more answers; what the person had sent is shown to them."""
    people = sheet.role.label.lower()
    if st.session_state.pop(ERASED, False):
        st.success("Your answers have been erased.", icon=":material/delete:")
    st.info(
        f"The form for {people} is closed and takes no more answers. The person who runs the "
        "workshop can open it again.",
        icon=":material/lock_clock:",
    )
    if who.sent is not None:
        st.header("What you sent", anchor=False)
        st.caption(f"On {day(who.sent.sent_at)}. Only you see this.")
        _choices(sheet, who)
        read_back(sheet.form, sheet.role, values_of(who.sent))


def day(at: datetime) -> str:
    """A day as this person's calendar has it: "21 November", with the year when it is another."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    there, today = at.astimezone(zone), datetime.now(zone)
    year = "" if there.year == today.year else f" {there.year}"
    return f"{there.day} {there:%B}{year}"


def _choices(sheet: Sheet, who: Known) -> None:
    """Change, take back, or let the next person answer."""
    if sheet.leaving is not None:
        _confirm(sheet)
        return
    with st.container(horizontal=True):
        if sheet.visit.takes_turns:
            st.button(
                "Next person on this device",
                key="next_person",
                type="primary" if sheet.is_sent else "secondary",
                icon=":material/person_add:",
                on_click=_next_person,
                args=(sheet,),
            )
        if sheet.is_sent:
            st.button(
                "Change my answers",
                key="change_answers",
                icon=":material/edit:",
                on_click=show_stored,
                args=(sheet, who),
            )
        if who.person is not None:
            st.button(
                "Take my answers back",
                key="take_back",
                icon=":material/undo:",
                on_click=_ask,
                args=(sheet, who),
            )


def _confirm(sheet: Sheet) -> None:
    with st.container(border=True):
        st.markdown(
            f"**Take your answers back?** Everything you sent as one of the "
            f"{sheet.role.label.lower()} is erased for good, and your words disappear at once. "
            "Totals that people have seen already stay as they are until enough other answers "
            "change, so that nobody can work yours out."
        )
        if sheet.message:
            st.error(plain(sheet.message), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(
                "Erase my answers", key="erase", type="primary", on_click=_erase, args=(sheet,)
            )
            st.button("Keep them", key="keep", on_click=_keep, args=(sheet,))


def _ask(sheet: Sheet, who: Known) -> None:
    sheet.forget_outcome()
    sheet.leaving = who.person


def _keep(sheet: Sheet) -> None:
    sheet.forget_outcome()
    sheet.leaving = None


def _erase(sheet: Sheet) -> None:
    if take_back(sheet):
        st.session_state[ERASED] = True


def _next_person(sheet: Sheet) -> None:
    next_turn(sheet.visit.workshop)
    forget()
    st.query_params.pop(LENGTH, None)
