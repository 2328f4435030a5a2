"""New workshops: from nothing, as a copy of a set-up, or as the next wave of one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from pydantic import ValidationError

from workbench.workshop.codes import new_code
from workbench.workshop.refused import refused
from workbench.workshop.workshop import Kind, Privacy, Workshop

ELEMENTS = ("strategy", "structure", "systems", "shared_values", "style", "staff", "skills")
USUAL_STANDARD = 3.5


def new_workshop(
    name: str,
    organisation: str,
    now: datetime,
    *,
    currency: str = "EUR",
    requisite: Mapping[str, float] | None = None,
    privacy: Privacy | None = None,
    kind: Kind = Kind.WORKSHOP,
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
        )
    except ValidationError as error:
        raise refused(error) from error


def copy_of(workshop: Workshop, name: str, now: datetime) -> Workshop:
    """A workshop with the same set-up and none of the answers, unlocked and unrevealed."""
    return new_workshop(
        name,
        workshop.organisation,
        now,
        currency=workshop.currency,
        requisite=workshop.requisite,
        privacy=workshop.privacy,
    )


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
