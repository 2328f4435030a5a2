"""Workshops with answers in them, as the store keeps them, for the tests of pages."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from workbench.storage import Store, open_store
from workbench.voices.answers import Answer, Submission
from workbench.voices.checking import check
from workbench.voices.instrument import instrument
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

Levels = Mapping[str, Sequence[int]]
"""Levels by element, one a person."""


def store_of_tests(address: str | None = None) -> Store:
    """The database that the pages under test read; close it, or use it as a context."""
    return open_store(address or os.environ["HEADROOM_DATABASE_URL"])


def a_workshop(store: Store, answers: Mapping[Role, Levels] | None = None) -> Workshop:
    """A workshop in which these people have answered; elements that are not given got a 4."""
    workshop = store.workshops.create(new_workshop("Spring", "Orla Energy", datetime.now(UTC)))
    for role, levels in (answers or {}).items():
        answer(store, workshop, role, levels)
    return workshop


def answer(store: Store, workshop: Workshop, role: Role, levels: Levels) -> None:
    """Let one person of a role join and answer for each level."""
    for number in range(max(len(given) for given in levels.values())):
        fields = {
            item: levels[element][number] if element in levels else 4
            for element, item in instrument().core_items.items()
        }
        send(store, workshop, role, fields)


def send(store: Store, workshop: Workshop, role: Role, fields: Mapping[str, object]) -> None:
    """Let one person join and send the pulse form with these answers."""
    form = instrument().form_for(role)
    checked = check(fields, form, role, instrument())
    assert not checked.refusals, checked.refusals
    send_form(store, workshop, role, form, *checked.answers)


def send_form(store: Store, workshop: Workshop, role: Role, form: str, *answers: Answer) -> None:
    """Let one person join and send a form with these answers, unchecked."""
    person = store.participants.join(workshop.id, role).participant
    store.submissions.submit(
        Submission(
            key=uuid4().hex,
            workshop=workshop.id,
            participant=person.id,
            role=role,
            form=form,
            answers=answers,
            sent_at=datetime.now(UTC),
        )
    )


def revealed(store: Store, workshop: Workshop) -> Workshop:
    """The workshop once its standard is locked and its results are revealed."""
    store.workshops.lock_standard(workshop.id)
    return store.workshops.reveal(workshop.id)
