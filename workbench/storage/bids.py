"""Bids of all functions, and what there is to fund them with."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from workbench.business_case.bids import Bid, Funding, contradictions, needed_by
from workbench.storage.database import Database
from workbench.storage.tables import bids, funding, scenarios
from workbench.storage.workshop_row import lock, raise_revision
from workbench.workshop.refused import Refused


class Bids:
    """The bids of the workshops; a name is used once in a workshop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, workshop: UUID, *these: Bid, instead_of: str | None = None) -> None:
        """Save bids, each in the place of the one that has its name; all of them or none.

        `instead_of` names the bid that the only one given takes the place of under a new name.
        Raises Refused when a bid contradicts the others or has the name of a scenario.
        """
        with self._database.writing() as connection:
            lock(connection, workshop)
            there = {bid.name: bid for bid in saved_bids(connection, workshop)}
            changes = _named_scenarios(connection, workshop)
            if instead_of is not None:
                _check_renamed(there, these[0].name, instead_of)
                there.pop(instead_of, None)
            _check_together({**there, **{bid.name: bid for bid in these}}, these, changes)
            for bid in these:
                values = {"name": bid.name, "document": bid.model_dump(mode="json")}
                changed = connection.execute(
                    update(bids).where(_is(workshop, instead_of or bid.name)).values(values)
                )
                if not changed.rowcount:
                    connection.execute(insert(bids).values(values | {"workshop": workshop}))
            raise_revision(connection, workshop)

    def delete(self, workshop: UUID, name: str) -> Bid:
        """Delete a bid and return it. Raises Refused when it is gone or another one requires it."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            there = {bid.name: bid for bid in saved_bids(connection, workshop)}
            if name not in there:
                raise Refused(f"There is no bid called {name} any more.")
            own = there[name]
            if own.scenario is None and (by := needed_by(name, there.values())):
                raise Refused(f"{name} is required by {by[0]}. Change {by[0]} first.")
            connection.execute(delete(bids).where(_is(workshop, name)))
            raise_revision(connection, workshop)
        return own

    def all(self, workshop: UUID) -> tuple[Bid, ...]:
        """The bids of a workshop, in the order in which they were first saved."""
        with self._database.asking() as connection:
            return saved_bids(connection, workshop)

    def fund(self, workshop: UUID, there_is: Funding) -> None:
        """Say what there is to give."""
        with self._database.writing() as connection:
            lock(connection, workshop)
            connection.execute(delete(funding).where(funding.c.workshop == workshop))
            insert_funding(connection, workshop, there_is)
            raise_revision(connection, workshop)

    def funding(self, workshop: UUID) -> Funding | None:
        """What there is to give; None when nobody has said it."""
        with self._database.asking() as connection:
            return saved_funding(connection, workshop)


def saved_bids(connection: Connection, workshop: UUID) -> tuple[Bid, ...]:
    """The bids of a workshop, in the order in which they were first saved."""
    wanted = select(bids.c.document).where(bids.c.workshop == workshop).order_by(bids.c.id)
    return tuple(Bid.model_validate(document) for document in connection.scalars(wanted))


def saved_funding(connection: Connection, workshop: UUID) -> Funding | None:
    """What a workshop has to give; None when nobody has said it."""
    document = connection.scalar(select(funding.c.document).where(funding.c.workshop == workshop))
    return None if document is None else Funding.model_validate(document)


def insert_bids(connection: Connection, workshop: UUID, these: Sequence[Bid]) -> None:
    """Put bids into a workshop that has none."""
    if these:
        rows = [
            {"workshop": workshop, "name": bid.name, "document": bid.model_dump(mode="json")}
            for bid in these
        ]
        connection.execute(insert(bids), rows)


def insert_funding(connection: Connection, workshop: UUID, there_is: Funding | None) -> None:
    """Put what there is to give into a workshop that has nothing yet."""
    if there_is is not None:
        document = there_is.model_dump(mode="json")
        connection.execute(insert(funding).values(workshop=workshop, document=document))


def copy_bids(connection: Connection, source: UUID, copy: UUID) -> None:
    """Give a new workshop the bids and the funding of another one."""
    insert_bids(connection, copy, saved_bids(connection, source))
    insert_funding(connection, copy, saved_funding(connection, source))


def _named_scenarios(connection: Connection, workshop: UUID) -> set[str]:
    return set(connection.scalars(select(scenarios.c.name).where(scenarios.c.workshop == workshop)))


def _check_renamed(there: dict[str, Bid], name: str, instead_of: str) -> None:
    if instead_of not in there:
        raise Refused(f"There is no bid called {instead_of} any more.")
    if name == instead_of:
        return
    if name in there:
        raise Refused(f"There is a bid called {name} already.")
    if by := needed_by(instead_of, there.values()):
        raise Refused(f"{instead_of} is required by {by[0]}, so it keeps its name.")


def _check_together(all_there: dict[str, Bid], saved: Sequence[Bid], changes: set[str]) -> None:
    for bid in saved:
        if bid.scenario is None and bid.name in changes:
            raise Refused(f"A scenario of the simulator is called {bid.name}; use another name.")
        if bid.scenario is not None and bid.scenario not in changes:
            raise Refused(f"There is no saved scenario called {bid.scenario} any more.")
    told = contradictions(tuple(all_there.values()), changes)
    for bid in saved:
        if bid.name in told:
            raise Refused(f"{bid.name}: {told[bid.name]}.")


def _is(workshop: UUID, name: str) -> ColumnElement[bool]:
    return and_(bids.c.workshop == workshop, bids.c.name == name)
