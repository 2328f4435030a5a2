"""Workshops, people and answers for the tests of storage."""

from datetime import UTC, datetime
from uuid import uuid4

from workbench.storage import Store
from workbench.storage.participants import Joined
from workbench.voices.answers import Answer, Submission
from workbench.workshop.creation import new_workshop
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def a_workshop(store: Store, name: str = "Spring", organisation: str = "Orla Energy") -> Workshop:
    return store.workshops.create(new_workshop(name, organisation, NOON))


def join(store: Store, workshop: Workshop, role: Role = Role.ADVISOR) -> Joined:
    return store.participants.join(workshop.id, role)


def answers(
    person: Participant, *given: Answer, key: str | None = None, form: str = "pulse"
) -> Submission:
    return Submission(
        key=key or uuid4().hex,
        workshop=person.workshop,
        participant=person.id,
        role=person.role,
        form=form,
        answers=given or (Answer(item="ST1", value=4),),
        sent_at=NOON,
    )
