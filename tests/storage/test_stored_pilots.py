"""The pilot of a workshop: versions, conflicts, copies, and its way through a backup."""

import pytest
from pydantic import JsonValue

from tests.headroom.pilot.made import a_lot, a_plan, cells
from tests.storage.made import NOON, a_workshop
from tests.storage.test_erasing import traces
from workbench.exchange.backup import read_backup, write_backup
from workbench.headroom.pilot.pilot import Pilot, read_pilot
from workbench.headroom.pilot.schedules import Design
from workbench.storage import Store, open_store
from workbench.workshop.refused import Refused

PLAN = a_plan(design=Design.PARALLEL, teams=2, periods_before=1, periods_after=1)
LOT = a_lot(PLAN)
RUN = Pilot(
    plan=PLAN,
    assignment=LOT,
    results=cells(LOT, PLAN.schedule * 0.1 + 0.7, 50),
    source="july.csv",
)


def document(pilot: Pilot) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = pilot.model_dump(mode="json")
    return found


def test_every_version_is_kept_and_reads_back(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    before = store.workshops.revision(workshop.id)
    planned = Pilot(plan=PLAN)
    store.pilots.save(workshop.id, document(planned), based_on=0)
    last = store.pilots.save(workshop.id, document(RUN), based_on=1)
    kept = store.pilots.all(workshop.id)
    assert [one.version for one in kept] == [1, 2]
    assert kept[-1] == last
    assert [read_pilot(one.document) for one in kept] == [planned, RUN]
    assert store.pilots.all(other.id) == ()
    assert store.workshops.revision(workshop.id) > before


def test_two_people_do_not_overwrite_each_other(store: Store) -> None:
    workshop = a_workshop(store)
    store.pilots.save(workshop.id, document(Pilot(plan=PLAN)), based_on=0)
    for stale in (0, 2):
        with pytest.raises(Refused, match="Somebody else has saved the pilot since"):
            store.pilots.save(workshop.id, document(RUN), based_on=stale)
    assert len(store.pilots.all(workshop.id)) == 1


def test_a_workshop_that_is_gone_takes_no_pilot(store: Store) -> None:
    workshop = a_workshop(store)
    store.workshops.delete(workshop.id, workshop.name)
    with pytest.raises(Refused, match="does not exist any more"):
        store.pilots.save(workshop.id, {}, based_on=0)


def test_a_figure_that_cannot_be_stored_is_refused(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.pilots.save(workshop.id, {"effect": float("nan")}, based_on=0)
    assert store.pilots.all(workshop.id) == ()


def test_a_copied_workshop_has_the_plan_and_neither_lot_nor_results(store: Store) -> None:
    workshop = a_workshop(store)
    store.pilots.save(workshop.id, document(Pilot(plan=a_plan())), based_on=0)
    store.pilots.save(workshop.id, document(RUN), based_on=1)
    copy = store.workshops.duplicate(workshop.id, "Autumn")
    (kept,) = store.pilots.all(copy.id)
    assert kept.version == 1
    assert read_pilot(kept.document) == Pilot(plan=PLAN)
    assert len(store.pilots.all(workshop.id)) == 2
    store.pilots.save(copy.id, document(RUN), based_on=1)
    assert store.pilots.all(store.workshops.duplicate(a_workshop(store).id, "None").id) == ()


def test_a_backup_puts_every_version_back(store: Store) -> None:
    workshop = a_workshop(store)
    store.pilots.save(workshop.id, document(Pilot(plan=PLAN)), based_on=0)
    store.pilots.save(workshop.id, document(RUN), based_on=1)
    before = store.pilots.all(workshop.id)
    file = write_backup(store.backups.take(workshop.id), NOON)
    store.workshops.delete(workshop.id, workshop.name)
    assert store.pilots.all(workshop.id) == ()
    store.backups.restore(read_backup(file))
    assert store.pilots.all(workshop.id) == before
    copy = store.backups.restore(read_backup(file))
    assert store.pilots.all(copy.id) == before


def test_a_backup_from_before_there_were_pilots_is_restored(store: Store) -> None:
    record = store.backups.take(a_workshop(store).id)
    older = record.model_dump(mode="json", exclude={"pilots"})
    restored = store.backups.restore(type(record).model_validate(older))
    assert store.pilots.all(restored.id) == ()


def test_a_deleted_pilot_leaves_no_trace_in_the_files(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store, "Quiet spring")
        lot = LOT.model_copy(update={"teams": ("Lindqvist crew", "Marwood crew")})
        pilot = Pilot(plan=PLAN, assignment=lot)
        store.pilots.save(workshop.id, document(pilot), based_on=0)
        assert traces(sqlite_url, "Lindqvist crew") == ["Lindqvist crew"]
        store.workshops.delete(workshop.id, "Quiet spring")
        assert traces(sqlite_url, "Lindqvist crew", "Marwood crew") == []
