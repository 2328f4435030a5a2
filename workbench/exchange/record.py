"""A whole workshop as one value: what a backup holds, and what a restore puts back."""

import secrets
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from workbench.business_case.bids import Bid, Funding
from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import SignOff
from workbench.business_case.credibility.versions import CaseVersion
from workbench.evidence.assumptions import AssumptionEdit
from workbench.exchange.uploads import Upload
from workbench.frozen import Frozen
from workbench.strategy.changes import Change
from workbench.voices.answers import Submission
from workbench.voices.moderation_acts import Act, Kept
from workbench.voices.release import RoleState
from workbench.voices.step_analysis import Analysis
from workbench.workshop.agenda_edits import Edits
from workbench.workshop.facilitator_key import STORED
from workbench.workshop.log import LogEntry
from workbench.workshop.proxy import ProxyEntry
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.saved_pilot import SavedPilot
from workbench.workshop.saved_scenario import SavedScenario
from workbench.workshop.title import Title
from workbench.workshop.workshop import Workshop


def new_secret() -> str:
    """The secret of a workshop: 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


class ParticipantRecord(Frozen):
    """A participant with the fingerprint of their token, so that their link still works."""

    id: UUID
    role: Role
    token_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    joined_on: date


class DeviceRecord(Frozen):
    """A further browser of a participant, by the fingerprint of its token."""

    participant: UUID
    token_hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class NameRecord(Frozen):
    """The name that a participant gave for the named steps."""

    participant: UUID
    name: Title


class InvitedRecord(Frozen):
    """A named link; its signature follows from the label and the workshop's secret."""

    label: Title
    role: Role


class RoomRecord(Frozen):
    """A room and the changes of its agenda that can be undone; nobody is in control of a backup."""

    room: Room
    edits: Edits = Edits()


class WorkshopRecord(Frozen):
    """Everything that is known of a workshop.

    Submissions, edits, versions of the pilot, uploads and the log are in the order in which they
    came. `secret` keys the fingerprints in the releases: 32 random bytes in hexadecimal.
    `facilitator_key` is the slow hash of the facilitator's key, if there is one.
    """

    workshop: Workshop
    secret: str = Field(default_factory=new_secret, pattern=r"^[0-9a-f]{64}$")
    participants: tuple[ParticipantRecord, ...] = ()
    submissions: tuple[Submission, ...] = ()
    releases: tuple[RoleState, ...] = ()
    edits: tuple[AssumptionEdit, ...] = ()
    scenarios: tuple[SavedScenario, ...] = ()
    pilots: tuple[SavedPilot, ...] = ()
    bids: tuple[Bid, ...] = ()
    funding: Funding | None = None
    case_file: CaseFile = CaseFile()
    sign_offs: tuple[SignOff, ...] = ()
    case_versions: tuple[CaseVersion, ...] = ()
    uploads: tuple[Upload, ...] = ()
    devices: tuple[DeviceRecord, ...] = ()
    names: tuple[NameRecord, ...] = ()
    invited: tuple[InvitedRecord, ...] = ()
    room: RoomRecord | None = None
    proxies: tuple[ProxyEntry, ...] = ()
    step_releases: dict[str, tuple[RoleState, ...]] = Field(default_factory=dict)
    step_analyses: dict[str, Analysis] = Field(default_factory=dict)
    statements: tuple[Kept, ...] = ()
    moderation: tuple[Act, ...] = ()
    changes: tuple[Change, ...] = ()
    room_parts: dict[str, Any] = Field(default_factory=dict)
    log: tuple[LogEntry, ...] = ()
    facilitator_key: str | None = Field(default=None, pattern=STORED)

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        _once("participant", (str(person.id) for person in self.participants))
        tokens = [person.token_hash for person in self.participants]
        _once("token", tokens + [device.token_hash for device in self.devices])
        _once("name of", (str(one.participant) for one in self.names))
        _once("named link", (one.label for one in self.invited))
        _once("proxy entry", (entry.key for entry in self.proxies))
        _once("submission key", (sent.key for sent in self.submissions))
        _once("release of", (state.release.role.label for state in self.releases))
        _once("scenario", (scenario.name for scenario in self.scenarios))
        if [pilot.version for pilot in self.pilots] != list(range(1, 1 + len(self.pilots))):
            raise ValueError("the versions of the pilot are not counted from 1 without a gap")
        if [each.number for each in self.case_versions] != [*range(1, 1 + len(self.case_versions))]:
            raise ValueError("the versions of the case are not counted from 1 without a gap")
        for version in self.case_versions:
            if not version.intact:
                raise ValueError(f"version {version.number} of the case is not what its hash says")
        _once("bid", (bid.name for bid in self.bids))
        _once("statement", (kept.statement.id for kept in self.statements))
        _once("change", (change.id for change in self.changes))
        roles = {person.id: person.role for person in self.participants}
        of_people = [device.participant for device in self.devices]
        of_people += [name.participant for name in self.names]
        of_people += [kept.participant for kept in self.statements if kept.participant]
        for person in of_people:
            if person not in roles:
                raise ValueError(f"something belongs to {person}, who did not join")
        for sent in self.submissions:
            if sent.workshop != self.workshop.id:
                raise ValueError(f"submission {sent.key} belongs to another workshop")
            if roles.get(sent.participant) != sent.role:
                raise ValueError(f"submission {sent.key} is from nobody who joined in that role")
        return self


def _once(what: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise ValueError(f"{what} {name} is there {times} times; accepted: once")
