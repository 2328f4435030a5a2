"""The parts of a room that are set once for all steps: its codebook and its journey."""

from uuid import UUID

from sqlalchemy import Connection

from workbench.storage.database import Database
from workbench.storage.statement_rows import (
    CODEBOOK,
    codebook_of,
    log_act,
    part_of,
    parts_of,
    put_part,
)
from workbench.storage.workshop_row import lock, raise_revision
from workbench.voices.codebook import Codebook
from workbench.voices.instrument import instrument
from workbench.voices.journey_map import JourneyMap, journey_of
from workbench.voices.statements import Moderation

JOURNEY = "journey"


class RoomParts:
    """The codebook and the journey of each workshop; the shipped ones until somebody changes them.

    Changing one raises NotSaved when it was not stored.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def codebook(self, workshop: UUID) -> Codebook:
        """The codebook in force."""
        with self._database.reading() as connection:
            return codebook_of(connection, workshop)

    def set_codebook(self, workshop: UUID, codebook: Codebook | None) -> None:
        """Use another codebook, or the shipped one again; the moderation log says so."""
        document = None if codebook is None else codebook.model_dump(mode="json")
        with self._database.writing() as connection:
            lock(connection, workshop)
            put_part(connection, workshop, CODEBOOK, document)
            log_act(connection, workshop, Moderation.CODEBOOK)
            raise_revision(connection, workshop)

    def journey(self, workshop: UUID) -> JourneyMap:
        """The touchpoints in force."""
        with self._database.reading() as connection:
            return journey_in_force(connection, workshop)

    def set_journey(self, workshop: UUID, journey: JourneyMap) -> None:
        """Use other touchpoints or owners."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            put_part(connection, workshop, JOURNEY, journey.model_dump(mode="json"))
            raise_revision(connection, workshop)


def journey_in_force(connection: Connection, workshop: UUID) -> JourneyMap:
    """The touchpoints of a workshop."""
    document = part_of(connection, workshop, JOURNEY)
    return journey_of(instrument()) if document is None else JourneyMap.model_validate(document)


def copy_parts(connection: Connection, source: UUID, copy: UUID) -> None:
    """Give a new workshop the codebook, the journey and the moderation of another one."""
    for part, document in parts_of(connection, source).items():
        put_part(connection, copy, part, document)
