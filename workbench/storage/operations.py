"""Operations figures: a new file replaces all of the one before, which stays in the history."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, insert, select

from workbench.exchange.uploads import Upload, UploadNote
from workbench.headroom.operations import OperationsDay
from workbench.storage.database import Database
from workbench.storage.log import add_to_log
from workbench.storage.tables import uploads
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused

DAYS = TypeAdapter(tuple[OperationsDay, ...])


class Operations:
    """The operations figures of the workshops."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(
        self, workshop: UUID, days: Iterable[OperationsDay], file_name: str, uploaded_by: str
    ) -> UploadNote:
        """Put these days in the place of all that were there. Raises Refused, NotSaved."""
        return self._add(workshop, _upload(days, file_name, uploaded_by), Event.FIGURES_REPLACED)

    def remove(self, workshop: UUID, removed_by: str) -> None:
        """Use no figures any more; the history keeps them."""
        self._add(workshop, _upload((), "removed", removed_by), Event.FIGURES_REMOVED)

    def days(self, workshop: UUID) -> tuple[OperationsDay, ...]:
        """The days in force, earliest first."""
        latest = (
            select(uploads.c.days)
            .where(uploads.c.workshop == workshop)
            .order_by(uploads.c.id.desc())
            .limit(1)
        )
        with self._database.asking() as connection:
            return DAYS.validate_python(connection.scalar(latest) or ())

    def history(self, workshop: UUID) -> tuple[UploadNote, ...]:
        """Every upload, oldest first; the last is in force."""
        columns = [uploads.c[name] for name in UploadNote.model_fields]
        wanted = select(*columns).where(uploads.c.workshop == workshop).order_by(uploads.c.id)
        with self._database.asking() as connection:
            return tuple(UploadNote(**row._mapping) for row in connection.execute(wanted))

    def _add(self, workshop: UUID, upload: Upload, what: Event) -> UploadNote:
        detail = f"{upload.file_name}, {len(upload.days)} days, by {upload.uploaded_by}"
        entry = LogEntry(what=what, at=upload.uploaded_at, detail=detail)
        with self._database.writing() as connection:
            lock(connection, workshop)
            connection.execute(insert(uploads).values(to_values(upload) | {"workshop": workshop}))
            add_to_log(connection, workshop, [entry])
            raise_revision(connection, workshop)
        return upload.note


def to_values(upload: Upload) -> dict[str, Any]:
    """An upload as the columns of its row."""
    return upload.note.model_dump() | {"days": upload.model_dump(mode="json")["days"]}


def all_uploads(connection: Connection, workshop: UUID) -> tuple[Upload, ...]:
    """Every upload with its days, oldest first."""
    columns = [uploads.c[name] for name in Upload.model_fields]
    wanted = select(*columns).where(uploads.c.workshop == workshop).order_by(uploads.c.id)
    return tuple(Upload(**row._mapping) for row in connection.execute(wanted))


def _upload(days: Iterable[OperationsDay], file_name: str, uploaded_by: str) -> Upload:
    try:
        return Upload(
            file_name=file_name,
            uploaded_by=uploaded_by,
            uploaded_at=datetime.now(UTC),
            days=tuple(sorted(days, key=lambda day: day.day)),
        )
    except ValidationError as error:
        raise Refused(
            "The figures need the name of a file and of the person who puts them in, each 1 to "
            "120 letters in one line."
        ) from error
