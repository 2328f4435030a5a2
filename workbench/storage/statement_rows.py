"""The rows of statements, of the moderation log, and of the parts of a room."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, update

from workbench.storage.room_row import row_of
from workbench.storage.tables import moderation_log, room_parts, statements
from workbench.voices.answers import Submission
from workbench.voices.codebook import Codebook, shipped_codebook
from workbench.voices.coding import Coding
from workbench.voices.moderation_acts import Act, Kept, assigned_themes
from workbench.voices.statements import Moderation, ModerationEntry, Standing, Statement

CODEBOOK = "codebook"
SOMEBODY = "Facilitator"
BY_ITSELF = "By itself"
# Asked for with every batch of answers. Built once: building takes five times as long as asking.
_OF_FORM = select(statements).where(
    statements.c.workshop == bindparam("workshop"),
    statements.c.participant == bindparam("participant"),
    statements.c.form == bindparam("form"),
)

_WRITTEN = (
    select(statements.c.participant, statements.c.form)
    .where(
        statements.c.workshop == bindparam("workshop"),
        statements.c.participant.in_(bindparam("people", expanding=True)),
    )
    .distinct()
)


def kept_statements(connection: Connection, workshop: UUID) -> dict[str, Kept]:
    """Every statement of a workshop by id, in the order of the random ids.

    What was merged into a statement that has been withdrawn stands for itself again.
    """
    wanted = select(statements).where(statements.c.workshop == workshop)
    rows = [_kept(row) for row in connection.execute(wanted.order_by(statements.c.id))]
    there = {kept.statement.id for kept in rows}
    return {kept.statement.id: _alone(kept, there) for kept in rows}


def insert_statements(connection: Connection, workshop: UUID, these: Iterable[Kept]) -> None:
    """Add statements."""
    rows = [{"workshop": workshop, **_values(kept)} for kept in these]
    if rows:
        connection.execute(insert(statements), rows)


def store_statements(connection: Connection, workshop: UUID, these: Iterable[Kept]) -> None:
    """Store statements in the place of those with their ids."""
    for kept in these:
        one = and_(statements.c.workshop == workshop, statements.c.id == kept.statement.id)
        connection.execute(update(statements).where(one).values(document=_document(kept)))


def remove_statements(connection: Connection, workshop: UUID, ids: Iterable[str]) -> None:
    """Erase statements."""
    gone = set(ids)
    if not gone:
        return
    connection.execute(
        delete(statements).where(statements.c.workshop == workshop, statements.c.id.in_(gone))
    )


def follow_words(connection: Connection, workshop: UUID, sent: Sequence[Submission]) -> bool:
    """Erase the statements whose words their writers have just taken back; tells if any were.

    Words that only moved within the form stay the same statement.
    """
    whose = {"workshop": workshop, "people": list({each.participant for each in sent})}
    written = {(row.participant, row.form) for row in connection.execute(_WRITTEN, whose)}
    concerned = [each for each in sent if (each.participant, each.form) in written]
    return sum(_follow(connection, each) for each in concerned) > 0


def _follow(connection: Connection, sent: Submission) -> int:
    whose = {"workshop": sent.workshop, "participant": sent.participant, "form": sent.form}
    rows = [_kept(row) for row in connection.execute(_OF_FORM, whose)]
    now = {answer.item: str(answer.value).strip() for answer in sent.answers}
    free = {item: text for item, text in now.items() if text}
    moved, gone = [], []
    for kept in sorted(rows, key=lambda row: now.get(row.item) != row.statement.text):
        text = kept.statement.text
        there = kept.item if free.get(kept.item) == text else None
        item = there or next((name for name, own in free.items() if own == text), None)
        if item is None:
            gone.append(kept.statement.id)
            continue
        del free[item]
        if item != kept.item:
            moved.append((kept.statement.id, item))
    for statement, item in moved:
        one = and_(statements.c.workshop == sent.workshop, statements.c.id == statement)
        connection.execute(update(statements).where(one).values(item=item))
    remove_statements(connection, sent.workshop, gone)
    return len(gone)


def add_act(connection: Connection, workshop: UUID, act: Act) -> None:
    """Append a line to the moderation log."""
    connection.execute(insert(moderation_log).values(_act_values(act) | {"workshop": workshop}))


def log_act(
    connection: Connection,
    workshop: UUID,
    what: Moderation,
    ids: tuple[str, ...] = (),
    *,
    by: str | None = "",
    before: Mapping[str, dict[str, Any]] | None = None,
    detail: str = "",
) -> None:
    """Append what somebody did to the moderation log.

    `by` is the key of a facilitator, whose name goes into the log and never the key; None for what
    the program does by itself. `before` is how the statements stood, to undo it.
    """
    entry = ModerationEntry(
        at=datetime.now(UTC),
        by=BY_ITSELF if by is None else _name(connection, workshop, by),
        what=what,
        statements=ids,
        detail=detail,
    )
    add_act(connection, workshop, Act(entry=entry, before=dict(before or {})))


def _name(connection: Connection, workshop: UUID, by: str) -> str:
    row = row_of(connection, workshop, None)
    holder = row.control.holder if row is not None else None
    return holder.name if holder is not None and holder.key == by else SOMEBODY


def acts_of(connection: Connection, workshop: UUID) -> tuple[Act, ...]:
    """The moderation log, oldest first."""
    wanted = select(moderation_log).where(moderation_log.c.workshop == workshop)
    return tuple(_act(row) for row in connection.execute(wanted.order_by(moderation_log.c.id)))


def last_act(connection: Connection, workshop: UUID) -> tuple[int, Act] | None:
    """The latest act that can be undone, with the number of its row."""
    wanted = (
        select(moderation_log)
        .where(moderation_log.c.workshop == workshop, moderation_log.c.undone.is_(False))
        .order_by(moderation_log.c.id.desc())
    )
    for row in connection.execute(wanted):
        act = _act(row)
        if act.before:
            return row.id, act
    return None


def mark_undone(connection: Connection, number: int) -> None:
    """Note that an act was undone."""
    connection.execute(
        update(moderation_log).where(moderation_log.c.id == number).values(undone=True)
    )


def insert_acts(connection: Connection, workshop: UUID, acts: Iterable[Act]) -> None:
    """Put a moderation log into a workshop that has none."""
    rows = [_act_values(act) | {"workshop": workshop} for act in acts]
    if rows:
        connection.execute(insert(moderation_log), rows)


def part_of(connection: Connection, workshop: UUID, part: str) -> Any:
    """A part of a room as it was stored; None when nobody has set it."""
    return connection.scalar(
        select(room_parts.c.document).where(
            room_parts.c.workshop == workshop, room_parts.c.part == part
        )
    )


def parts_of(connection: Connection, workshop: UUID) -> dict[str, Any]:
    """Every part of a room by name."""
    wanted = select(room_parts.c.part, room_parts.c.document).where(
        room_parts.c.workshop == workshop
    )
    return {row.part: row.document for row in connection.execute(wanted.order_by("part"))}


def put_part(connection: Connection, workshop: UUID, part: str, document: Any) -> None:
    """Store a part of a room in the place of the one before; None takes it away."""
    one = and_(room_parts.c.workshop == workshop, room_parts.c.part == part)
    connection.execute(delete(room_parts).where(one))
    if document is not None:
        connection.execute(
            insert(room_parts).values(workshop=workshop, part=part, document=document)
        )


def insert_parts(connection: Connection, workshop: UUID, parts: Mapping[str, Any]) -> None:
    """Put parts into a room that has none."""
    for part, document in parts.items():
        put_part(connection, workshop, part, document)


def codebook_of(connection: Connection, workshop: UUID) -> Codebook:
    """The codebook of a workshop: the shipped one until somebody has changed it."""
    document = part_of(connection, workshop, CODEBOOK)
    return shipped_codebook() if document is None else Codebook.model_validate(document)


def coding_of(connection: Connection, workshop: UUID) -> Coding:
    """How the texts of a workshop are coded."""
    codebook = codebook_of(connection, workshop)
    assigned = assigned_themes(kept_statements(connection, workshop), codebook)
    return Coding(codebook=codebook, assigned=assigned)


def _kept(row: Row[Any]) -> Kept:
    document = dict(row.document)
    earlier = document.pop("earlier", ())
    return Kept(
        statement=Statement.model_validate(document | {"id": row.id}),
        participant=row.participant,
        form=row.form,
        item=row.item,
        earlier=tuple(earlier),
    )


def _alone(kept: Kept, there: set[str]) -> Kept:
    if kept.statement.into is None or kept.statement.into in there:
        return kept
    alone = kept.statement.model_copy(update={"standing": Standing.SHOWN, "into": None})
    return kept.model_copy(update={"statement": alone})


def _values(kept: Kept) -> dict[str, Any]:
    return {
        "id": kept.statement.id,
        "participant": kept.participant,
        "form": kept.form,
        "item": kept.item,
        "document": _document(kept),
    }


def _document(kept: Kept) -> dict[str, Any]:
    return kept.statement.model_dump(mode="json", exclude={"id"}) | {"earlier": list(kept.earlier)}


def _act(row: Row[Any]) -> Act:
    entry = ModerationEntry.model_validate(row.document)
    return Act(entry=entry, before=row.before, undone=row.undone)


def _act_values(act: Act) -> dict[str, Any]:
    return {
        "document": act.entry.model_dump(mode="json"),
        "before": act.model_dump(mode="json")["before"],
        "undone": act.undone,
    }
