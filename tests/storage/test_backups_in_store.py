from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exchange.records import records
from tests.storage.made import NOON, a_workshop, answers, join
from workbench.exchange.backup import read_backup, write_backup
from workbench.exchange.record import WorkshopRecord
from workbench.storage import Store
from workbench.voices.answers import Answer
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role


@given(record=records())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_restored_workshop_is_the_workshop(store: Store, record: WorkshopRecord) -> None:
    restored = store.backups.restore(record)
    taken = store.backups.take(restored.id)
    same = taken.workshop.model_copy(update={"code": record.workshop.code})
    assert taken.model_copy(update={"workshop": same}) == record
    store.workshops.delete(restored.id, restored.name)


def test_deleted_and_restored_from_the_file_everything_is_as_before(store: Store) -> None:
    workshop = a_workshop(store)
    person, token = join(store, workshop)
    first = answers(person, Answer(item="ST1", value=2))
    store.submissions.submit(first)
    store.submissions.submit(answers(person, Answer(item="ST1", value=4)))
    for _ in range(5):
        store.submissions.submit(answers(join(store, workshop).participant))
    shown = store.releases.current(workshop.id)
    store.workshops.lock_standard(workshop.id)
    before = store.backups.take(workshop.id)
    file = write_backup(before, NOON)
    store.workshops.delete(workshop.id, workshop.name)

    restored = store.backups.restore(read_backup(file))
    assert restored.id == workshop.id
    assert store.backups.take(workshop.id) == before
    assert store.participants.find(workshop.id, token) == person
    assert not store.submissions.submit(first).stored
    assert store.releases.current(workshop.id) == shown


def test_restored_beside_itself_it_is_another_workshop(store: Store) -> None:
    workshop = a_workshop(store)
    person, token = join(store, workshop)
    store.submissions.submit(answers(person))
    copy = store.backups.restore(store.backups.take(workshop.id))
    assert copy.id != workshop.id
    assert copy.code != workshop.code
    theirs = store.participants.find(copy.id, token)
    assert theirs
    assert theirs.workshop == copy.id
    store.participants.withdraw(theirs)
    assert store.participants.turnout(workshop.id)[Role.ADVISOR] == (1, 1)


def test_there_is_no_backup_of_what_is_gone(store: Store) -> None:
    with pytest.raises(Refused, match="does not exist any more"):
        store.backups.take(uuid4())
