from uuid import uuid4

import pytest

from tests.business_case.credibility.made import FILE, NOON, WITHOUT, content, signed
from tests.business_case.made import register
from tests.storage.made import a_workshop
from tests.storage.test_erasing import traces
from workbench.business_case.credibility.case_file import CaseFile
from workbench.exchange.backup import UnreadableBackup, read_backup, write_backup
from workbench.storage import Store, open_store
from workbench.workshop.refused import Refused

SIGNED = signed(register(), "payroll_saved")


def test_a_part_is_replaced_and_the_others_stay(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    assert store.cases.file(workshop.id) == CaseFile()
    store.cases.put(workshop.id, counterfactual=WITHOUT)
    store.cases.put(workshop.id, causes=FILE.causes, reviews=FILE.reviews)
    assert store.cases.file(workshop.id) == FILE
    store.cases.put(workshop.id, counterfactual=None)
    assert store.cases.file(workshop.id) == FILE.model_copy(update={"counterfactual": None})
    assert store.cases.file(other.id) == CaseFile()


def test_what_does_not_hold_is_refused_and_nothing_is_stored(store: Store) -> None:
    workshop = a_workshop(store)
    store.cases.put(workshop.id, counterfactual=WITHOUT)
    twice = (FILE.causes[0], FILE.causes[0])
    with pytest.raises(Refused, match="is there 2 times; accepted: once"):
        store.cases.put(workshop.id, counterfactual=None, causes=twice)
    with pytest.raises(Refused, match="no such part"):
        store.cases.put(workshop.id, **{"no such part": 1})
    assert store.cases.file(workshop.id) == CaseFile(counterfactual=WITHOUT)
    with pytest.raises(Refused, match="does not exist any more"):
        store.cases.put(uuid4(), counterfactual=WITHOUT)


def test_signatures_and_versions_are_added_and_never_replaced(store: Store) -> None:
    workshop = a_workshop(store)
    later = SIGNED.model_copy(update={"comment": "Once more"})
    store.cases.sign(workshop.id, SIGNED)
    store.cases.sign(workshop.id, later)
    assert store.cases.sign_offs(workshop.id) == (SIGNED, later)
    first = store.cases.add_version(workshop.id, content(), "Board of November", "Finance")
    second = store.cases.add_version(workshop.id, content(wage=40_000), "Board of May", "Finance")
    assert [first.number, second.number] == [1, 2]
    assert store.cases.versions(workshop.id) == (first, second)
    assert first.intact
    assert first.sha256 != second.sha256
    with pytest.raises(Refused, match="A version was not saved: made by"):
        store.cases.add_version(workshop.id, content(), "Board", "")
    assert len(store.cases.versions(workshop.id)) == 2


def test_every_change_raises_the_revision(store: Store) -> None:
    workshop = a_workshop(store)
    seen = [store.workshops.revision(workshop.id)]
    for change in (
        lambda: store.cases.put(workshop.id, counterfactual=WITHOUT),
        lambda: store.cases.sign(workshop.id, SIGNED),
        lambda: store.cases.add_version(workshop.id, content(), "Board", "Finance"),
    ):
        change()
        seen.append(store.workshops.revision(workshop.id))
    assert seen == sorted(set(seen))


def test_a_backup_holds_them_and_a_restore_puts_them_back(store: Store) -> None:
    workshop = a_workshop(store)
    store.cases.put(workshop.id, **{key: getattr(FILE, key) for key in CaseFile.model_fields})
    store.cases.sign(workshop.id, SIGNED)
    store.cases.add_version(workshop.id, content(), "Board", "Finance")
    before = store.backups.take(workshop.id)
    file = write_backup(before, NOON)
    store.workshops.delete(workshop.id, workshop.name)
    restored = store.backups.restore(read_backup(file))
    assert store.backups.take(restored.id) == before
    assert store.cases.file(restored.id) == FILE


def test_a_version_that_was_changed_is_not_restored(sqlite_store: Store) -> None:
    workshop = a_workshop(sqlite_store)
    sqlite_store.cases.add_version(workshop.id, content(), "Board", "Finance")
    taken = sqlite_store.backups.take(workshop.id)
    kept = taken.case_versions[0]
    nicer = kept.content.results.model_copy(update={"present_costs": 1.0})
    forged = kept.model_copy(update={"content": kept.content.model_copy(update={"results": nicer})})
    file = write_backup(taken.model_copy(update={"case_versions": (forged,)}), NOON)
    with pytest.raises(UnreadableBackup, match="version 1 of the case is not what its hash says"):
        read_backup(file)


def test_a_copy_has_the_settings_and_neither_signatures_nor_versions(store: Store) -> None:
    workshop = a_workshop(store)
    store.cases.put(workshop.id, counterfactual=WITHOUT, causes=FILE.causes, reviews=FILE.reviews)
    store.cases.sign(workshop.id, SIGNED)
    store.cases.add_version(workshop.id, content(), "Board", "Finance")
    for copy in (
        store.workshops.duplicate(workshop.id, "Autumn"),
        store.workshops.new_wave(workshop.id),
    ):
        assert store.cases.file(copy.id) == FILE
        assert store.cases.sign_offs(copy.id) == ()
        assert store.cases.versions(copy.id) == ()


def test_a_deleted_workshop_leaves_no_trace_of_its_case(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store, "Quiet spring")
        zeppelins = WITHOUT.model_copy(update={"text": "Without it we buy zeppelins for everybody"})
        store.cases.put(workshop.id, counterfactual=zeppelins)
        store.cases.sign(workshop.id, SIGNED.model_copy(update={"comment": "Zeppelin signature"}))
        store.cases.add_version(workshop.id, content(), "The zeppelin board", "Finance")
        marks = ("buy zeppelins for everybody", "Zeppelin signature", "The zeppelin board")
        assert traces(sqlite_url, *marks) == [*marks]
        store.workshops.delete(workshop.id, "Quiet spring")
        assert traces(sqlite_url, *marks) == []
