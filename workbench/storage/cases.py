"""What is said and decided about a workshop's case: settings, signatures, versions."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Connection, and_, delete, func, insert, select

from workbench.business_case.credibility.case_file import CaseFile
from workbench.business_case.credibility.sign_off import SignOff
from workbench.business_case.credibility.versions import CaseVersion, Content
from workbench.storage.database import Database
from workbench.storage.tables import case_parts, case_versions, sign_offs
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.refused import Refused

NOTHING_SAID = CaseFile()


class Cases:
    """The case files of the workshops, one each, with the signatures and the versions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(self, workshop: UUID) -> CaseFile:
        """The settings of a case; a part that nobody has saved is as the file has it by itself."""
        with self._database.asking() as connection:
            return saved_file(connection, workshop)

    def put(self, workshop: UUID, **parts: Any) -> CaseFile:
        """Replace these parts of the settings and return them all; the others stay.

        Raises Refused when a part does not hold, alone or with the others.
        """
        with self._database.writing() as connection:
            lock(connection, workshop)
            file = _with(saved_file(connection, workshop), parts)
            these = [key for key in parts if key in CaseFile.model_fields]
            _replace_parts(connection, workshop, file, these)
            raise_revision(connection, workshop)
        return file

    def sign(self, workshop: UUID, *signed: SignOff) -> None:
        """Add signatures; earlier ones are kept."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            insert_sign_offs(connection, workshop, signed)
            raise_revision(connection, workshop)

    def sign_offs(self, workshop: UUID) -> tuple[SignOff, ...]:
        """Every signature, oldest first."""
        with self._database.asking() as connection:
            return saved_sign_offs(connection, workshop)

    def add_version(
        self, workshop: UUID, content: Content, name: str, made_by: str, remark: str = ""
    ) -> CaseVersion:
        """Keep a content as the next version. Raises Refused when the words do not hold."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            latest = select(func.max(case_versions.c.number)).where(
                case_versions.c.workshop == workshop
            )
            try:
                version = CaseVersion(
                    number=(connection.scalar(latest) or 0) + 1,
                    name=name,
                    made_by=made_by,
                    remark=remark,
                    made_at=datetime.now(UTC),
                    content=content,
                    sha256=content.fingerprint,
                )
            except ValidationError as error:
                raise Refused(_told("A version", error)) from error
            insert_versions(connection, workshop, (version,))
            raise_revision(connection, workshop)
        return version

    def versions(self, workshop: UUID) -> tuple[CaseVersion, ...]:
        """Every version, oldest first."""
        with self._database.asking() as connection:
            return saved_versions(connection, workshop)


def saved_file(connection: Connection, workshop: UUID) -> CaseFile:
    """The settings of a workshop's case."""
    wanted = select(case_parts.c.part, case_parts.c.document).where(
        case_parts.c.workshop == workshop
    )
    return CaseFile.model_validate({row.part: row.document for row in connection.execute(wanted)})


def saved_sign_offs(connection: Connection, workshop: UUID) -> tuple[SignOff, ...]:
    """Every signature of a workshop, oldest first."""
    wanted = (
        select(sign_offs.c.document)
        .where(sign_offs.c.workshop == workshop)
        .order_by(sign_offs.c.id)
    )
    return tuple(SignOff.model_validate(document) for document in connection.scalars(wanted))


def saved_versions(connection: Connection, workshop: UUID) -> tuple[CaseVersion, ...]:
    """Every version of a workshop's case, oldest first."""
    wanted = (
        select(case_versions.c.document)
        .where(case_versions.c.workshop == workshop)
        .order_by(case_versions.c.number)
    )
    return tuple(CaseVersion.model_validate(document) for document in connection.scalars(wanted))


def insert_file(connection: Connection, workshop: UUID, file: CaseFile) -> None:
    """Put settings into a workshop that has none; what is as the file has it is left out."""
    said = [key for key in CaseFile.model_fields if getattr(file, key) != _unsaid(key)]
    _replace_parts(connection, workshop, file, said)


def insert_sign_offs(connection: Connection, workshop: UUID, signed: Sequence[SignOff]) -> None:
    """Add signatures to a workshop."""
    rows = [
        {
            "workshop": workshop,
            "document": each.model_dump(mode="json"),
            "signed_at": each.signed_at,
        }
        for each in signed
    ]
    if rows:
        connection.execute(insert(sign_offs), rows)


def insert_versions(
    connection: Connection, workshop: UUID, versions: Sequence[CaseVersion]
) -> None:
    """Add versions to a workshop that has none with their numbers."""
    rows = [
        {
            "workshop": workshop,
            "number": each.number,
            "document": each.model_dump(mode="json"),
            "made_at": each.made_at,
        }
        for each in versions
    ]
    if rows:
        connection.execute(insert(case_versions), rows)


def copy_file(connection: Connection, source: UUID, copy: UUID) -> None:
    """Give a new workshop the settings of another one's case, without signatures and versions."""
    insert_file(connection, copy, saved_file(connection, source))


def _with(file: CaseFile, parts: dict[str, Any]) -> CaseFile:
    try:
        return CaseFile.model_validate({**_shallow(file), **parts})
    except ValidationError as error:
        raise Refused(_told("The case", error)) from error


def _shallow(file: CaseFile) -> dict[str, Any]:
    return {key: getattr(file, key) for key in CaseFile.model_fields}


def _replace_parts(
    connection: Connection, workshop: UUID, file: CaseFile, parts: Sequence[str]
) -> None:
    whole = file.model_dump(mode="json")
    at = datetime.now(UTC)
    for part in parts:
        connection.execute(
            delete(case_parts).where(
                and_(case_parts.c.workshop == workshop, case_parts.c.part == part)
            )
        )
        connection.execute(
            insert(case_parts).values(
                workshop=workshop, part=part, document=whole[part], saved_at=at
            )
        )


def _unsaid(part: str) -> Any:
    return getattr(NOTHING_SAID, part)


def _told(what: str, error: ValidationError) -> str:
    first = error.errors()[0]
    place = " ".join(str(part).replace("_", " ") for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    return f"{what} was not saved: {place + ': ' if place else ''}{message}."
