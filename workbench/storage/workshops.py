"""Workshops: make, find, change, repeat and delete them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Connection, delete, func, or_, select, update

from workbench.storage.bids import copy_bids
from workbench.storage.cases import copy_file
from workbench.storage.changes import copy_changes
from workbench.storage.database import Database
from workbench.storage.facilitator_keys import copy_key
from workbench.storage.log import add_to_log, log_of
from workbench.storage.pilots import copy_plan
from workbench.storage.room_parts import copy_parts
from workbench.storage.room_row import copy_agenda
from workbench.storage.tables import participants, workshops
from workbench.storage.workshop_row import (
    from_row,
    insert_workshop,
    lock,
    raise_revision,
    raise_room_revision,
    to_values,
)
from workbench.workshop import transitions
from workbench.workshop.codes import read_code
from workbench.workshop.creation import copy_of, next_wave, rehearsal_of
from workbench.workshop.log import Event, LogEntry
from workbench.workshop.refused import Refused
from workbench.workshop.retention import REHEARSAL, retention
from workbench.workshop.roles import Role
from workbench.workshop.transitions import Change
from workbench.workshop.workshop import Kind, Privacy, Workshop


class Workshops:
    """The workshops in the database.

    Whatever changes one returns it as it is afterwards, and raises Refused when the rules of
    `workbench.workshop.transitions` do not allow the change, NotSaved when it was not stored.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, workshop: Workshop) -> Workshop:
        """Store a new workshop. Raises Refused when its id or code is taken."""
        with self._database.writing() as connection:
            taken = select(workshops.c.id).where(
                or_(workshops.c.id == workshop.id, workshops.c.code == workshop.code)
            )
            if connection.execute(taken).first():
                raise Refused(f"The code {workshop.code} belongs to another workshop already.")
            insert_workshop(connection, workshop)
        return workshop

    def all(self) -> tuple[Workshop, ...]:
        """Every workshop, newest first."""
        newest = select(workshops).order_by(workshops.c.created_at.desc(), workshops.c.id)
        with self._database.asking() as connection:
            return tuple(from_row(row) for row in connection.execute(newest))

    def find(self, which: UUID | str) -> Workshop | None:
        """The workshop with this id or code (capitals, spaces and dash do not matter), or None."""
        by_id = isinstance(which, UUID)
        wanted = workshops.c.id == which if by_id else workshops.c.code == read_code(str(which))
        with self._database.asking() as connection:
            row = connection.execute(select(workshops).where(wanted)).one_or_none()
        return None if row is None else from_row(row)

    def revision(self, workshop: UUID) -> int:
        """A number that rises with every change of anything in the workshop; 0 when it is gone."""
        wanted = select(workshops.c.revision).where(workshops.c.id == workshop)
        with self._database.asking() as connection:
            return connection.scalar(wanted) or 0

    def figures_revision(self, workshop: UUID) -> int:
        """A number that rises with every change that figures are worked out from; 0 when gone.

        That is every change but a move of the room, somebody's joining, and answers that nothing
        released shows.
        """
        wanted = select(workshops.c.figures_revision).where(workshops.c.id == workshop)
        with self._database.asking() as connection:
            return connection.scalar(wanted) or 0

    def rename(self, workshop: UUID, name: str) -> Workshop:
        """Give it another name."""
        return self._change(workshop, lambda now: transitions.set_details(now, name=name))

    def set_details(
        self, workshop: UUID, *, organisation: str | None = None, currency: str | None = None
    ) -> Workshop:
        """Change the organisation or the currency; what is not given stays."""
        return self._change(
            workshop,
            lambda now: transitions.set_details(now, organisation=organisation, currency=currency),
        )

    def set_privacy(self, workshop: UUID, privacy: Privacy) -> Workshop:
        """Change the privacy thresholds; refused once somebody has joined."""
        at = datetime.now(UTC)
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            joined = select(func.count()).where(participants.c.workshop == workshop)
            change = transitions.set_privacy(now, privacy, connection.scalar(joined) or 0, at)
            return _store(connection, now, change)

    def set_erase_on(self, workshop: UUID, day: date) -> Workshop:
        """Change the day of erasure; once somebody has joined it can only come nearer."""
        at = datetime.now(UTC)
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            joined = select(func.count()).where(participants.c.workshop == workshop)
            count = connection.scalar(joined) or 0
            return _store(connection, now, transitions.set_erase_on(now, day, count, at))

    def set_standard(
        self, workshop: UUID, requisite: Mapping[str, float], reason: str = ""
    ) -> Workshop:
        """Change the requisite standard; once locked it takes a reason, which is logged."""
        at = datetime.now(UTC)
        return self._change(
            workshop, lambda now: transitions.set_standard(now, requisite, at, reason)
        )

    def lock_standard(self, workshop: UUID) -> Workshop:
        """Lock the requisite standard."""
        at = datetime.now(UTC)
        return self._change(workshop, lambda now: transitions.lock_standard(now, at))

    def reveal(self, workshop: UUID) -> Workshop:
        """Reveal the results; refused while the standard is not locked."""
        at = datetime.now(UTC)
        return self._change(workshop, lambda now: transitions.reveal(now, at))

    def open_forms(self, workshop: UUID, roles: Iterable[Role]) -> Workshop:
        """Let these roles send and change answers."""
        at, these = datetime.now(UTC), frozenset(roles)
        return self._change(workshop, lambda now: transitions.open_forms(now, these, at))

    def close_forms(self, workshop: UUID, roles: Iterable[Role]) -> Workshop:
        """Take no more answers from these roles."""
        at, these = datetime.now(UTC), frozenset(roles)
        return self._change(workshop, lambda now: transitions.close_forms(now, these, at))

    def duplicate(self, workshop: UUID, name: str) -> Workshop:
        """A new workshop with the same set-up, agenda and plan of a pilot, and no answers."""
        with self._database.writing() as connection:
            copy = copy_of(lock(connection, workshop), name, datetime.now(UTC))
            insert_workshop(connection, copy)
            copy_plan(connection, workshop, copy.id)
            copy_bids(connection, workshop, copy.id)
            copy_file(connection, workshop, copy.id)
            copy_key(connection, workshop, copy.id)
            copy_agenda(connection, workshop, copy.id)
            copy_parts(connection, workshop, copy.id)
        return copy

    def rehearse(self, workshop: UUID) -> Workshop:
        """A marked copy of the set-up, in which only invented participants take part."""
        days = retention()[REHEARSAL].value
        with self._database.writing() as connection:
            copy = rehearsal_of(lock(connection, workshop), days, datetime.now(UTC))
            insert_workshop(connection, copy)
            copy_key(connection, workshop, copy.id)
            copy_agenda(connection, workshop, copy.id)
        return copy

    def end_rehearsal(self, workshop: UUID) -> None:
        """Erase a rehearsal with all that its invented participants said.

        Raises Refused for a workshop of real people, NotSaved when traces could not be erased.
        """
        with self._database.writing() as connection:
            if lock(connection, workshop).kind is not Kind.REHEARSAL:
                raise Refused("This is not a rehearsal; delete it on Home, by typing its name.")
            connection.execute(delete(workshops).where(workshops.c.id == workshop))
        self._database.erase_traces()

    def new_wave(self, workshop: UUID) -> Workshop:
        """The same set-up once more, beside the waves that there are."""
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            first = now.first_wave or now.id
            latest = select(func.max(workshops.c.wave)).where(
                or_(workshops.c.first_wave == first, workshops.c.id.in_((first, now.id)))
            )
            wave = (connection.scalar(latest) or 1) + 1
            again = next_wave(now, wave, datetime.now(UTC))
            insert_workshop(connection, again)
            copy_bids(connection, workshop, again.id)
            copy_file(connection, workshop, again.id)
            copy_key(connection, workshop, again.id)
            copy_agenda(connection, workshop, again.id)
            copy_parts(connection, workshop, again.id)
            copy_changes(connection, workshop, again.id)
        return again

    def delete(self, workshop: UUID, typed_name: str) -> None:
        """Erase a workshop and all that belongs to it, for good and without a trace in the files.

        Raises Refused unless the name is typed exactly, NotSaved when traces could not be erased.
        """
        with self._database.writing() as connection:
            name = lock(connection, workshop).name
            if typed_name.strip() != name:
                raise Refused(f"Type the name of the workshop to delete it: {name}")
            connection.execute(delete(workshops).where(workshops.c.id == workshop))
        self._database.erase_traces()

    def log(self, workshop: UUID) -> tuple[LogEntry, ...]:
        """What happened to a workshop, oldest first.

        By its time and not as it was written down: what is told to the day only stands at the start
        of its day, and not between two moments that would tell its time.
        """
        with self._database.reading() as connection:
            return tuple(sorted(log_of(connection, workshop), key=lambda entry: entry.at))

    def note(self, workshop: UUID, what: Event, detail: str = "") -> None:
        """Log something that changes nothing stored, such as a board pack that was taken."""
        entry = LogEntry(what=what, at=datetime.now(UTC), detail=detail)
        self._change(workshop, lambda now: Change(workshop=now, log=(entry,)))

    def _change(self, workshop: UUID, rule: Callable[[Workshop], Change]) -> Workshop:
        with self._database.writing() as connection:
            now = lock(connection, workshop)
            return _store(connection, now, rule(now))


def _store(connection: Connection, before: Workshop, change: Change) -> Workshop:
    after = change.workshop
    if after == before and not change.log:
        return before
    connection.execute(update(workshops).where(workshops.c.id == after.id).values(to_values(after)))
    add_to_log(connection, after.id, change.log)
    raised = raise_room_revision if after == before else raise_revision
    raised(connection, after.id)
    return after
