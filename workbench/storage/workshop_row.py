"""The row of a workshop: every change locks it first, and raises its revision last.

Two revisions are kept. `revision` rises with every change. `figures_revision` rises with every
change but those that no figure is worked out from: where the room is, who joined, and answers
that nothing released shows. So a hundred answers a second leave worked-out figures alone.
"""

import time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from workbench.exchange.record import new_secret
from workbench.storage.tables import workshops
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy, Workshop

# Asked with every answer that arrives, so written down once.
_ROW = select(workshops).where(workshops.c.id == bindparam("of_workshop"))
_LOCKED_ROW = _ROW.with_for_update()
_RAISED = (
    update(workshops)
    .where(workshops.c.id == bindparam("of_workshop"))
    .values(revision=workshops.c.revision + 1, figures_revision=workshops.c.figures_revision + 1)
)
_ROOM_RAISED = (
    update(workshops)
    .where(workshops.c.id == bindparam("of_workshop"))
    .values(revision=workshops.c.revision + 1)
)


def to_values(workshop: Workshop) -> dict[str, Any]:
    """A workshop as the columns of its row, without the revisions."""
    values = workshop.model_dump(exclude={"privacy", "open_roles"})
    return values | {
        "score_threshold": workshop.privacy.score_threshold,
        "comment_threshold": workshop.privacy.comment_threshold,
        "open_roles": [role.value for role in Role if role in workshop.open_roles],
    }


def from_row(row: Row[Any]) -> Workshop:
    """The workshop that a row holds."""
    values = dict(row._mapping)
    del values["revision"], values["figures_revision"], values["secret"]
    privacy = Privacy(
        score_threshold=values.pop("score_threshold"),
        comment_threshold=values.pop("comment_threshold"),
    )
    return Workshop(**values, privacy=privacy)


def insert_workshop(connection: Connection, workshop: Workshop, secret: str | None = None) -> None:
    """Add the row of a new or a restored workshop.

    Its revisions start at the clock, so that pages cached of a deleted workshop never come back
    when it is restored.
    """
    revision = time.time_ns() // 1_000_000
    revisions = {"revision": revision, "figures_revision": revision}
    values = to_values(workshop) | revisions | {"secret": secret or new_secret()}
    connection.execute(insert(workshops).values(values))


def secret_of(connection: Connection, workshop: UUID) -> str:
    """The secret that keys a workshop's fingerprints, in hexadecimal."""
    wanted = select(workshops.c.secret).where(workshops.c.id == workshop)
    return str(connection.scalars(wanted).one())


def lock(connection: Connection, workshop: UUID) -> Workshop:
    """The workshop as it is now, held until the change is stored. Raises Refused when gone."""
    return _found(connection, _LOCKED_ROW, workshop)


def look(connection: Connection, workshop: UUID) -> Workshop:
    """The workshop as it is now. Raises Refused when gone."""
    return _found(connection, _ROW, workshop)


def _found(connection: Connection, wanted: Select[Any], workshop: UUID) -> Workshop:
    row = connection.execute(wanted, {"of_workshop": workshop}).one_or_none()
    if row is None:
        raise Refused("This workshop does not exist any more; it may have been deleted.")
    return from_row(row)


def raise_revision(connection: Connection, workshop: UUID) -> None:
    """Tell pages that something of this workshop has changed."""
    connection.execute(_RAISED, {"of_workshop": workshop})


def raise_room_revision(connection: Connection, workshop: UUID) -> None:
    """Tell pages that the room moved, somebody joined or answered, and that no figure changed."""
    connection.execute(_ROOM_RAISED, {"of_workshop": workshop})
