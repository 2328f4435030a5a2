"""Somebody who joined: a random key and a role, nothing that names a person."""

from datetime import date
from uuid import UUID

from workbench.frozen import Frozen
from workbench.workshop.roles import Role


class Participant(Frozen):
    """One person in one workshop; the day is all that is kept of when they joined."""

    id: UUID
    workshop: UUID
    role: Role
    joined_on: date
