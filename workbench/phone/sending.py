"""Storing what a phone sent: once however often it arrives, and never over something newer."""

from workbench.phone.desk import Desk, Visit, now
from workbench.phone.identity import came_from, is_key, key_of_content
from workbench.phone.reading import Sent
from workbench.voices.answers import Answer, Submission
from workbench.workshop.refused import Refused

KEY, BASE = "key", "base"
OLD_PAGE = "This page was loaded in another way than it is sent. Check your answers and send again."


class Newer(Exception):
    """Another window sent answers after this page was loaded: which ones are to count?"""

    def __init__(self, stored: Submission) -> None:
        super().__init__()
        self.stored = stored


def stored_for(desk: Desk, visit: Visit, form: str) -> Submission | None:
    """What somebody sent last for a form."""
    return desk.store.submissions.of(visit.here.workshop.id, visit.person.id, form)


def store_answers(
    desk: Desk, visit: Visit, form: str, sent: Sent, answers: tuple[Answer, ...]
) -> None:
    """Store the answers of a page. When it returns, they are on the disk.

    The page's hidden `key` makes a repeated sending one; its hidden `base` is the sending that the
    page was filled from. Raises Newer when there is a later one of another page, Refused when the
    rules forbid it, NotSaved.
    """
    key, before = sent.one(KEY), stored_for(desk, visit, form)
    if not is_key(key):
        raise Refused(OLD_PAGE)
    if before is not None:
        if before.key != sent.one(BASE) and not came_from(before.key, key):
            raise Newer(before)
        if before.answers == answers:
            return
    submission = Submission(
        key=key_of_content(key, form, *(answer.model_dump_json() for answer in answers)),
        workshop=visit.here.workshop.id,
        participant=visit.person.id,
        role=visit.person.role,
        form=form,
        answers=answers,
        sent_at=now(),
    )
    if desk.store.submissions.submit(submission).stored:
        return
    # This very sending had been stored, and perhaps another one after it: then that one counts.
    latest = stored_for(desk, visit, form)
    if latest is not None and latest.key != submission.key:
        raise Newer(latest)
