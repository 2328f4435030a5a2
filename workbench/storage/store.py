"""The one door to what is stored."""

from pathlib import Path
from types import TracebackType
from typing import Self

from workbench.storage.backups import Backups
from workbench.storage.bids import Bids
from workbench.storage.cases import Cases
from workbench.storage.changes import Changes
from workbench.storage.database import Database
from workbench.storage.edits import Edits
from workbench.storage.facilitator_keys import FacilitatorKeys
from workbench.storage.health import Times, times, try_writing
from workbench.storage.materials import Materials
from workbench.storage.named_links import NamedLinks
from workbench.storage.operations import Operations
from workbench.storage.participants import Participants
from workbench.storage.pilots import Pilots
from workbench.storage.proxies import Proxies
from workbench.storage.releases import Releases
from workbench.storage.retention import Retention
from workbench.storage.room_parts import RoomParts
from workbench.storage.rooms import Rooms
from workbench.storage.scenarios import Scenarios
from workbench.storage.statements import Statements
from workbench.storage.step_releases import StepReleases
from workbench.storage.submissions import Submissions
from workbench.storage.workshops import Workshops


class Store:
    """Everything that is stored, by what it is about; `open_store` makes one.

    Share one store between all threads of a process. Looking raises DatabaseUnavailable when the
    database fails; changing raises NotSaved, or Refused when the rules forbid it. A change that
    returns is on the disk.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.workshops = Workshops(database)
        self.participants = Participants(database)
        self.named_links = NamedLinks(database)
        self.rooms = Rooms(database)
        self.proxies = Proxies(database)
        self.room_parts = RoomParts(database)
        self.materials = Materials(database)
        self.statements = Statements(database)
        self.findings = StepReleases(database)
        self.changes = Changes(database)
        self.submissions = Submissions(database)
        self.releases = Releases(database)
        self.scenarios = Scenarios(database)
        self.pilots = Pilots(database)
        self.bids = Bids(database)
        self.cases = Cases(database)
        self.edits = Edits(database)
        self.operations = Operations(database)
        self.backups = Backups(database)
        self.keys = FacilitatorKeys(database)
        self.retention = Retention(database)

    @property
    def place(self) -> str:
        """Where the database is, for a person; never with a password."""
        return self._database.address.told

    @property
    def file(self) -> Path | None:
        """The embedded file; None when the database is on a server."""
        return self._database.address.file

    def try_writing(self) -> None:
        """Write something that changes nothing, down to the disk. Raises NotSaved."""
        try_writing(self._database)

    def times(self) -> Times:
        """The database's clock, and the newest moment that is stored."""
        return times(self._database)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
