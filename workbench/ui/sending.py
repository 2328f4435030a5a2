"""Sending a form and taking it back: stored or refused in words, counted once, nothing lost."""

from workbench.storage import DatabaseUnavailable, NotSaved
from workbench.ui.filling import contradictions, typed
from workbench.ui.participant import token
from workbench.ui.sheet import Doubt, Known, Sheet, forget, known, new_key
from workbench.ui.store import now, store
from workbench.voices.answers import Answer, Submission
from workbench.voices.checking import check
from workbench.voices.instrument import instrument
from workbench.workshop.participant import Participant
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role

STAFF = (Role.EXECUTIVE, Role.MIDDLE, Role.ADVISOR, Role.BACK_OFFICE)
PROMISE_CHANGED = (
    "The promise at the top of this page has changed since you opened it. Please read it again, "
    "and send if you agree with it."
)


def send(sheet: Sheet) -> None:
    """Send what is on the screen, or keep in the sheet why not."""
    sheet.forget_outcome()
    checked = check(typed(sheet.form, sheet.role), sheet.form, sheet.role, instrument())
    sheet.refusals = (*checked.refusals, *contradictions(sheet.form, sheet.role))
    if sheet.refusals:
        return
    privacy = sheet.visit.workshop.privacy
    if privacy != sheet.promised:
        sheet.promised, sheet.message = privacy, PROMISE_CHANGED
        return
    try:
        _store(sheet, checked.answers)
    except (Refused, NotSaved, DatabaseUnavailable) as problem:
        sheet.message = str(problem)


def settle(sheet: Sheet, *, take_back_other: bool = False) -> None:
    """Send after a doubt; with the answers in the other role taken back, if they were a mistake."""
    doubt = sheet.doubt
    if doubt is None:
        return
    try:
        other = _person(sheet, doubt.role) if take_back_other and doubt.role else None
        if other is not None:
            store().participants.withdraw(other)
            forget(other.role)
    except (NotSaved, DatabaseUnavailable) as problem:
        sheet.message = str(problem)
        return
    sheet.settled = (*sheet.settled, doubt)
    send(sheet)


def take_back(sheet: Sheet) -> bool:
    """Erase whoever is leaving, with all that they sent in this role; False when it failed."""
    if sheet.leaving is None:
        return False
    try:
        store().participants.withdraw(sheet.leaving)
    except (Refused, NotSaved, DatabaseUnavailable) as problem:
        sheet.message = str(problem)
        return False
    forget(sheet.role)
    return True


def _store(sheet: Sheet, answers: tuple[Answer, ...]) -> None:
    who = known(sheet.visit, sheet.role, sheet.form)
    doubt = _doubt(sheet, who)
    if doubt is not None and doubt not in sheet.settled:
        sheet.doubt = doubt
        return
    if who.sent is not None and who.sent.answers == answers:
        sheet.base = who.sent.key
    else:
        sheet.base = _submit(sheet, who.person or _join(sheet), answers)
    # Only here are the answers on the disk.
    sheet.is_sent, sheet.is_draft, sheet.settled, sheet.tried = True, False, (), None
    sheet.keys.append(new_key())


def _submit(sheet: Sheet, person: Participant, answers: tuple[Answer, ...]) -> str:
    """Store the answers under a key: the same for another try, a new one for other answers."""
    if sheet.tried is not None and sheet.tried != answers:
        sheet.keys.append(new_key())
    sheet.tried = answers
    submission = Submission(
        key=sheet.keys[-1],
        workshop=person.workshop,
        participant=person.id,
        role=person.role,
        form=sheet.form,
        answers=answers,
        sent_at=now(),
    )
    store().submissions.submit(submission)
    return submission.key


def _join(sheet: Sheet) -> Participant:
    workshop, role = sheet.visit.workshop, sheet.role
    return store().participants.join(workshop.id, role, token(workshop, role)).participant


def _doubt(sheet: Sheet, who: Known) -> Doubt | None:
    """What must be asked first: another window's answers, or the same person in another role."""
    if who.sent is not None and who.sent.key not in (sheet.base, *sheet.keys):
        return Doubt(key=who.sent.key)
    if who.person is not None or sheet.visit.takes_turns or sheet.role not in STAFF:
        return None
    others = (role for role in STAFF if role is not sheet.role)
    return next((Doubt(role) for role in others if _person(sheet, role)), None)


def _person(sheet: Sheet, role: Role) -> Participant | None:
    workshop = sheet.visit.workshop
    return store().participants.find(workshop.id, token(workshop, role))
