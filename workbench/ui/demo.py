"""The demo: loaded into the store the first time somebody opens it."""

import hashlib
from threading import Lock

from workbench.demo.demo_workshop import DemoWorkshop, demo_workshop
from workbench.exchange.record import ParticipantRecord, RoomRecord, WorkshopRecord
from workbench.exchange.uploads import Upload
from workbench.ui.store import store
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.workshop import Workshop

LOADING = Lock()


def open_demo() -> Workshop:
    """The demo workshop, made from its description unless it is there already. Raises NotSaved."""
    made = demo_workshop()
    # Two visitors who open it first at the same moment would find it missing twice.
    with LOADING:
        there = store().workshops.find(made.workshop.id)
        return there or store().backups.restore(_record(made))


def _record(made: DemoWorkshop) -> WorkshopRecord:
    rows = Upload(
        file_name="operations.csv",
        uploaded_by="Operations",
        uploaded_at=made.workshop.created_at,
        days=made.operations,
    )
    return WorkshopRecord(
        workshop=made.workshop,
        participants=tuple(
            ParticipantRecord(
                id=person.id,
                role=person.role,
                # Nobody holds a demo participant's token, so its fingerprint only has to differ.
                token_hash=hashlib.sha256(person.id.bytes).hexdigest(),
                joined_on=made.workshop.created_at.date(),
            )
            for person in made.participants
        ),
        submissions=(*made.submissions, *made.morning.submissions),
        room=RoomRecord(room=made.morning.room),
        statements=made.morning.statements,
        changes=made.morning.changes,
        room_parts={"journey": made.morning.journey.model_dump(mode="json")},
        edits=made.edits,
        scenarios=made.scenarios,
        bids=made.bids,
        funding=made.funding,
        case_file=made.case_file,
        sign_offs=made.sign_offs,
        case_versions=made.case_versions,
        uploads=(rows,),
        log=_log(made.workshop),
    )


def _log(workshop: Workshop) -> tuple[LogEntry, ...]:
    """What the description says happened, as the log of a real workshop would."""
    happened = (
        (Event.STANDARD_LOCKED, workshop.requisite_locked_at),
        (Event.REVEALED, workshop.revealed_at),
    )
    return tuple(LogEntry(what=what, at=at) for what, at in happened if at)
