"""New workshops: from nothing, as a copy of a set-up, or as the next wave of one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import uuid4

from pydantic import ValidationError

from workbench.workshop.codes import new_code
from workbench.workshop.refused import refused
from workbench.workshop.workshop import Kind, Privacy, Workshop

ELEMENTS = ("strategy", "structure", "systems", "shared_values", "style", "staff", "skills")
USUAL_STANDARD = 3.5
REHEARSAL_MARK = "Rehearsal: "
LONGEST_NAME = 120


def new_workshop(
    name: str,
    organisation: str,
    now: datetime,
    *,
    currency: str = "EUR",
    requisite: Mapping[str, float] | None = None,
    privacy: Privacy | None = None,
    kind: Kind = Kind.WORKSHOP,
    erase_on: date | None = None,
) -> Workshop:
    """A workshop with a random id and code; every element must reach 3.5 unless told otherwise.

    Raises Refused when a setting is not accepted.
    """
    try:
        return Workshop(
            id=uuid4(),
            code=new_code(),
            kind=kind,
            name=name,
            organisation=organisation,
            currency=currency,
            requisite=dict(requisite or dict.fromkeys(ELEMENTS, USUAL_STANDARD)),
            privacy=privacy or Privacy(),
            created_at=now,
            erase_on=erase_on,
        )
    except ValidationError as error:
        raise refused(error) from error


def copy_of(workshop: Workshop, name: str, now: datetime) -> Workshop:
    """A workshop with the same set-up and none of the answers, unlocked and unrevealed.

    It is kept for as many days as the first.
    """
    kept = workshop.erase_on and workshop.erase_on - workshop.created_at.date()
    return new_workshop(
        name,
        workshop.organisation,
        now,
        currency=workshop.currency,
        requisite=workshop.requisite,
        privacy=workshop.privacy,
        erase_on=now.date() + kept if kept else None,
    )


def rehearsal_of(workshop: Workshop, days: int, now: datetime) -> Workshop:
    """A marked copy of the set-up for invented participants, kept for a few days."""
    name = f"{REHEARSAL_MARK}{workshop.name}"[:LONGEST_NAME].strip()
    copy = copy_of(workshop, name, now)
    erase_on = now.date() + timedelta(days=days)
    return copy.model_copy(update={"kind": Kind.REHEARSAL, "erase_on": erase_on})


def next_wave(workshop: Workshop, wave: int, now: datetime) -> Workshop:
    """The same set-up once more, as wave number `wave` of the same first workshop."""
    again = copy_of(workshop, workshop.name, now)
    return again.model_copy(
        update={
            "kind": workshop.kind,
            "wave": wave,
            "first_wave": workshop.first_wave or workshop.id,
        }
    )
