"""A whole workshop out of the database and back into it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, insert, or_, select

from workbench.exchange.record import (
    DeviceRecord,
    InvitedRecord,
    NameRecord,
    ParticipantRecord,
    RoomRecord,
    WorkshopRecord,
)
from workbench.frozen import Frozen
from workbench.storage import operations, submissions
from workbench.storage.bids import insert_bids, insert_funding, saved_bids, saved_funding
from workbench.storage.cases import (
    insert_file,
    insert_sign_offs,
    insert_versions,
    saved_file,
    saved_sign_offs,
    saved_versions,
)
from workbench.storage.changes import insert_changes, saved_changes
from workbench.storage.database import Database
from workbench.storage.edits import edits_made
from workbench.storage.facilitator_keys import keep_key, stored_key
from workbench.storage.log import log_of
from workbench.storage.operations import all_uploads
from workbench.storage.pilots import saved_pilots
from workbench.storage.proxies import entries_of, insert_entries
from workbench.storage.releases import states, to_row
from workbench.storage.room_row import insert_room, row_of
from workbench.storage.scenarios import saved_scenarios
from workbench.storage.statement_rows import (
    acts_of,
    insert_acts,
    insert_parts,
    insert_statements,
    kept_statements,
    parts_of,
)
from workbench.storage.step_releases import (
    analyses_of,
    insert_analyses,
    insert_step_states,
    step_states,
)
from workbench.storage.tables import (
    assumption_edits,
    known_devices,
    named_links,
    participant_names,
    participants,
    pilots,
    releases,
    scenarios,
    uploads,
    workshops,
)
from workbench.storage.tables import log as log_table
from workbench.storage.tables import submissions as submissions_table
from workbench.storage.workshop_row import insert_workshop, look, secret_of
from workbench.voices.answers import Submission
from workbench.workshop.codes import new_code
from workbench.workshop.refused import Refused
from workbench.workshop.workshop import Workshop

Row = TypeVar("Row", bound=Frozen)


class Backups:
    """Whole workshops."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, workshop: UUID) -> WorkshopRecord:
        """Everything of a workshop at one moment. Raises Refused when it is gone."""
        with self._database.reading() as connection:
            return WorkshopRecord(
                workshop=look(connection, workshop),
                secret=secret_of(connection, workshop),
                participants=_rows_of(connection, participants, ParticipantRecord, workshop),
                submissions=_submissions(connection, workshop),
                releases=tuple(states(connection, workshop).values()),
                edits=edits_made(connection, workshop),
                scenarios=saved_scenarios(connection, workshop),
                pilots=saved_pilots(connection, workshop),
                bids=saved_bids(connection, workshop),
                funding=saved_funding(connection, workshop),
                case_file=saved_file(connection, workshop),
                sign_offs=saved_sign_offs(connection, workshop),
                case_versions=saved_versions(connection, workshop),
                uploads=all_uploads(connection, workshop),
                devices=_rows_of(connection, known_devices, DeviceRecord, workshop),
                names=_rows_of(connection, participant_names, NameRecord, workshop),
                invited=_rows_of(connection, named_links, InvitedRecord, workshop),
                room=_room(connection, workshop),
                proxies=entries_of(connection, workshop),
                step_releases=step_states(connection, workshop),
                step_analyses=analyses_of(connection, workshop),
                statements=tuple(kept_statements(connection, workshop).values()),
                moderation=acts_of(connection, workshop),
                changes=saved_changes(connection, workshop),
                room_parts=parts_of(connection, workshop),
                log=log_of(connection, workshop),
                facilitator_key=stored_key(connection, workshop),
            )

    def restore(self, record: WorkshopRecord) -> Workshop:
        """Put a workshop back: as itself when it is gone, beside itself when it is there.

        In the second case, and when another workshop has its code by now, it gets a new id or
        code. Participants' links work in both. Raises Refused when its day of erasure has come,
        NotSaved.
        """
        day = record.workshop.erase_on
        if day is not None and day <= datetime.now(UTC).date():
            raise Refused(
                f"This workshop was to be kept until {day.isoformat()} and no longer, and people "
                "were told so. It is not restored."
            )
        with self._database.writing() as connection:
            restored = _free(connection, record.workshop)
            insert_workshop(connection, restored, record.secret)
            for table, rows in _rows(record):
                _insert(connection, table, restored.id, rows)
            insert_bids(connection, restored.id, record.bids)
            insert_funding(connection, restored.id, record.funding)
            insert_file(connection, restored.id, record.case_file)
            insert_sign_offs(connection, restored.id, record.sign_offs)
            insert_versions(connection, restored.id, record.case_versions)
            keep_key(connection, restored.id, record.facilitator_key)
            if record.room is not None:
                insert_room(connection, restored.id, record.room.room, record.room.edits)
            insert_entries(connection, restored.id, record.proxies)
            insert_step_states(connection, restored.id, record.step_releases)
            insert_analyses(connection, restored.id, record.step_analyses)
            insert_statements(connection, restored.id, record.statements)
            insert_acts(connection, restored.id, record.moderation)
            insert_changes(connection, restored.id, record.changes)
            insert_parts(connection, restored.id, record.room_parts)
        return restored


def _free(connection: Connection, wanted: Workshop) -> Workshop:
    taken = connection.execute(
        select(workshops.c.id, workshops.c.code).where(
            or_(workshops.c.id == wanted.id, workshops.c.code == wanted.code)
        )
    ).all()
    changes: dict[str, Any] = {}
    if any(row.id == wanted.id for row in taken):
        changes["id"] = uuid4()
    if any(row.code == wanted.code for row in taken):
        changes["code"] = new_code()
    return wanted.model_copy(update=changes)


def _rows(record: WorkshopRecord) -> list[tuple[Table, list[dict[str, Any]]]]:
    return [
        (participants, [person.model_dump() for person in record.participants]),
        (known_devices, [device.model_dump() for device in record.devices]),
        (participant_names, [name.model_dump() for name in record.names]),
        (named_links, [link.model_dump() for link in record.invited]),
        (submissions_table, [submissions.to_values(sent) for sent in record.submissions]),
        (releases, [to_row(state) for state in record.releases]),
        (assumption_edits, [edit.model_dump() for edit in record.edits]),
        (scenarios, [scenario.model_dump() for scenario in record.scenarios]),
        (pilots, [pilot.model_dump() for pilot in record.pilots]),
        (uploads, [operations.to_values(upload) for upload in record.uploads]),
        (log_table, [entry.model_dump() for entry in record.log]),
    ]


def _insert(
    connection: Connection, table: Table, workshop: UUID, rows: Sequence[Mapping[str, Any]]
) -> None:
    if rows:
        connection.execute(insert(table), [{**row, "workshop": workshop} for row in rows])


def _rows_of(
    connection: Connection, table: Table, model: type[Row], workshop: UUID
) -> tuple[Row, ...]:
    """The rows of a workshop as models whose fields are columns, in the order of the key."""
    columns = [table.c[name] for name in model.model_fields]
    wanted = select(*columns).where(table.c.workshop == workshop)
    rows = connection.execute(wanted.order_by(*table.primary_key.columns))
    return tuple(model(**row._mapping) for row in rows)


def _room(connection: Connection, workshop: UUID) -> RoomRecord | None:
    row = row_of(connection, workshop, None)
    return None if row is None else RoomRecord(room=row.room, edits=row.edits)


def _submissions(connection: Connection, workshop: UUID) -> tuple[Submission, ...]:
    wanted = select(submissions_table).where(submissions_table.c.workshop == workshop)
    rows = connection.execute(wanted.order_by(submissions_table.c.id))
    return tuple(submissions.from_row(row) for row in rows)
