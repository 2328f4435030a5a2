"""Named links: whom a facilitator invited by a link of their own."""

from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import and_, delete, insert, select

from workbench.storage.database import Database
from workbench.storage.tables import named_links
from workbench.storage.workshop_row import lock, look, raise_revision, secret_of
from workbench.workshop.named_links import NamedLink, is_signed, signature
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.title import Title

MOST_LINKS = 500
_TITLE: TypeAdapter[str] = TypeAdapter(Title)


class NamedLinks:
    """The named links of the workshops. A label is used once in a workshop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def invite(self, workshop: UUID, label: str, role: Role) -> NamedLink:
        """A link for one person. Inviting a label again gives the same link, in the new role.

        Raises Refused when the label is not one line of 1 to 120 letters.
        """
        try:
            told = _TITLE.validate_python(label)
        except ValidationError as error:
            raise Refused("A label is one line of 1 to 120 letters, such as “Anna”.") from error
        with self._database.writing() as connection:
            lock(connection, workshop)
            those = select(named_links.c.label).where(named_links.c.workshop == workshop)
            there = set(connection.scalars(those))
            if len(there - {told}) >= MOST_LINKS:
                raise Refused(f"A workshop has at most {MOST_LINKS} named links.")
            connection.execute(
                delete(named_links).where(
                    named_links.c.workshop == workshop, named_links.c.label == told
                )
            )
            connection.execute(insert(named_links).values(workshop=workshop, label=told, role=role))
            raise_revision(connection, workshop)
            return NamedLink(
                label=told, role=role, signature=signature(secret_of(connection, workshop), told)
            )

    def remove(self, workshop: UUID, label: str) -> None:
        """Let a link lead nowhere; whoever joined with it stays."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            connection.execute(
                delete(named_links).where(
                    named_links.c.workshop == workshop, named_links.c.label == label
                )
            )
            raise_revision(connection, workshop)

    def all(self, workshop: UUID) -> tuple[NamedLink, ...]:
        """The links of a workshop, by label."""
        wanted = select(named_links.c.label, named_links.c.role).where(
            named_links.c.workshop == workshop
        )
        with self._database.reading() as connection:
            look(connection, workshop)
            secret = secret_of(connection, workshop)
            rows = connection.execute(wanted.order_by(named_links.c.label)).all()
        return tuple(
            NamedLink(label=row.label, role=row.role, signature=signature(secret, row.label))
            for row in rows
        )

    def check(self, workshop: UUID, label: str, given: str) -> NamedLink | None:
        """The link with this label when its signature is right and it was not removed, or None."""
        wanted = select(named_links.c.role).where(
            and_(named_links.c.workshop == workshop, named_links.c.label == label)
        )
        with self._database.reading() as connection:
            look(connection, workshop)
            secret = secret_of(connection, workshop)
            role = connection.scalar(wanted)
        if not is_signed(secret, label, given) or role is None:
            return None
        return NamedLink(label=label, role=Role(role), signature=signature(secret, label))
