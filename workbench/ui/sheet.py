"""One person's form on one screen: who fills it in, and what state it is in."""

import uuid
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple

import streamlit as st

from workbench.ui.filling import any_typed, fill, from_browser
from workbench.ui.participant import Visit, token
from workbench.ui.store import store
from workbench.voices.answers import Answer, Submission
from workbench.voices.checking import Refusal
from workbench.voices.controls import controls
from workbench.voices.instrument import instrument
from workbench.voices.scoring_rules import Length
from workbench.voices.sent_values import values_of
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

SHEET = "sheet "
LENGTH = "form"
"""The parameter of the address that asks for the full form."""


class Known(NamedTuple):
    """Who sits here, if they are known, and what they sent for this form."""

    person: Participant | None = None
    sent: Submission | None = None


class Doubt(NamedTuple):
    """Something to ask before answers are stored, so that nobody counts twice.

    `role` is another role in which somebody answered on this device; without it, the person
    answered this form in another window meanwhile, with the sending `key`.
    """

    role: Role | None = None
    key: str = ""


@dataclass
class Sheet:
    """The state of one person's form on one screen; it lives in the session.

    `scope` names the person and the form. `base` is the key of the sending that the form was
    filled from, empty when there is none; `keys` are those of this screen, the last one in use for
    `tried`. `leaving` is the person who is asked whether they mean to take their answers back.
    """

    visit: Visit
    role: Role
    form: str
    scope: str
    base: str
    promised: Privacy
    keys: list[str] = field(default_factory=lambda: [new_key()])
    tried: tuple[Answer, ...] | None = None
    refusals: tuple[Refusal, ...] = ()
    message: str = ""
    doubt: Doubt | None = None
    settled: tuple[Doubt, ...] = ()
    is_new: bool = True
    is_drawn: bool = False
    is_to_fill: bool = False
    is_carried_over: bool = False
    is_draft: bool = False
    is_sent: bool = False
    leaving: Participant | None = None

    @property
    def draft_scope(self) -> str:
        """What a draft is named after: the person, the form, and the sending it is based on."""
        return _digest(self.scope, self.base)

    def forget_outcome(self) -> None:
        """Begin anew: nothing was refused or asked yet."""
        self.refusals, self.message, self.doubt = (), "", None


def known(visit: Visit, role: Role, form: str) -> Known:
    """Look up the person at this screen and their answers to a form."""
    person = store().participants.find(visit.workshop.id, token(visit.workshop, role))
    if person is None:
        return Known()
    return Known(person, store().submissions.of(visit.workshop.id, person.id, form))


def sheet_of(visit: Visit, role: Role, form: str, who: Known) -> Sheet:
    """The sheet on this screen; a new one, filled from what is stored, for somebody new."""
    scope = _digest(str(visit.workshop.id), token(visit.workshop, role), form)
    held: Sheet | None = st.session_state.get(SHEET + form)
    sheet = held
    if sheet is None or sheet.scope != scope:
        base = who.sent.key if who.sent else ""
        sheet = Sheet(visit, role, form, scope, base, promised=visit.workshop.privacy)
        st.session_state[SHEET + form] = sheet
    sheet.visit = visit
    # A browser that was open while the server restarted still holds what was typed. The widgets of
    # a new session tell whether it does, so they are filled only after they were drawn once.
    if sheet.is_to_fill or (held is not None and held is not sheet):
        show_stored(sheet, who)
    return sheet


def was_drawn(sheet: Sheet, who: Known) -> None:
    """Once the widgets of a new session are there: fill them unless the browser had filled them."""
    sheet.is_drawn = True
    if sheet.is_new and who.person is not None:
        sheet.is_new = False
        sheet.is_to_fill = not any_typed(sheet.form, sheet.role)
        if sheet.is_to_fill:
            st.rerun()


def show_stored(sheet: Sheet, who: Known) -> None:
    """Fill the form from what is stored, whatever was on the screen."""
    sheet.forget_outcome()
    sheet.is_new = sheet.is_to_fill = sheet.is_draft = sheet.is_sent = False
    sheet.base = who.sent.key if who.sent else ""
    shown = who.sent or _sent_for_another_length(sheet, who)
    sheet.is_carried_over = shown is not None and who.sent is None
    fill(sheet.form, sheet.role, values_of(shown) if shown else {})


def _sent_for_another_length(sheet: Sheet, who: Known) -> Submission | None:
    """What the person sent for the short form, when this is the full one; or the other way round.

    Both ask some of the same questions, and nobody should have to answer one twice.
    """
    if who.person is None:
        return None
    others = (instrument().form_for(sheet.role, length) for length in (Length.PULSE, Length.FULL))
    (other,) = (form for form in others if form != sheet.form)
    return store().submissions.of(who.person.workshop, who.person.id, other)


def restore_draft(sheet: Sheet, told: object) -> None:
    """Put back what the browser kept of this form before a reload."""
    values = from_browser(sheet.form, sheet.role, told)
    if values:
        fill(sheet.form, sheet.role, values)
        sheet.is_draft = True


def empty(sheet: Sheet) -> None:
    """Clear every question on this screen; what is stored stays."""
    sheet.forget_outcome()
    fill(sheet.form, sheet.role, {})
    sheet.is_draft = True


def forget(role: Role | None = None) -> None:
    """Leave nothing on this screen of the forms of a role, or of any."""
    for form, found in instrument().forms.items():
        held: Sheet | None = st.session_state.get(SHEET + form)
        if held is not None and role in (None, held.role):
            # Not taken away: the next sheet must know that the browser may still hold answers.
            st.session_state[SHEET + form] = replace(held, scope="")
        for each in found.audience:
            if role in (None, each):
                for control in controls(form, each):
                    st.session_state.pop(control.key, None)


def new_key() -> str:
    """A key for one sending."""
    return uuid.uuid4().hex


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:20]
