"""Facilitators' keys and the erasure of workshops whose day has come, in both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.storage.made import a_workshop, answers, join
from workbench.exchange.backup import read_backup, write_backup
from workbench.storage import Store
from workbench.workshop import facilitator_key
from workbench.workshop.creation import REHEARSAL_MARK, new_workshop
from workbench.workshop.log import Event
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Kind

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facilitator_key, "COST", 4)


def test_a_key_opens_its_own_workshop_until_another_is_made(store: Store) -> None:
    spring, other = a_workshop(store), a_workshop(store, "Autumn")
    key = store.keys.make(spring.id)
    assert store.keys.is_set(spring.id)
    assert not store.keys.is_set(other.id)

    session = store.keys.sign_in(spring.code.upper(), key.lower())
    assert store.keys.opened_by([session, "nonsense", ""]) == {spring.id}
    assert store.keys.opened_by([]) == frozenset()

    # A copy, a later wave and a rehearsal belong to the same facilitator.
    copies = {
        store.workshops.duplicate(spring.id, "Copy").id,
        store.workshops.new_wave(spring.id).id,
        store.workshops.rehearse(spring.id).id,
    }
    assert store.keys.opened_by([session]) == {spring.id} | copies

    store.keys.make(spring.id)
    assert store.keys.opened_by([session]) == copies
    store.keys.remove(spring.id)
    assert not store.keys.is_set(spring.id)
    made = [entry.what for entry in store.workshops.log(spring.id)]
    assert made == [Event.KEY_MADE, Event.KEY_MADE, Event.KEY_REMOVED]


def test_a_wrong_key_and_a_wrong_code_are_refused_alike(sqlite_store: Store) -> None:
    spring, keyless = a_workshop(sqlite_store), a_workshop(sqlite_store, "Autumn")
    key = sqlite_store.keys.make(spring.id)
    said = set()
    for code, typed in ((spring.code, "wrong"), ("zuzu-zazu", key), (keyless.code, key)):
        with pytest.raises(Refused) as caught:
            sqlite_store.keys.sign_in(code, typed)
        said.add(str(caught.value))
    assert len(said) == 1


def test_tries_are_limited_for_each_workshop(sqlite_store: Store) -> None:
    spring, autumn = a_workshop(sqlite_store), a_workshop(sqlite_store, "Autumn")
    key, other = sqlite_store.keys.make(spring.id), sqlite_store.keys.make(autumn.id)
    for _ in range(facilitator_key.MOST_WRONG):
        with pytest.raises(Refused, match="do not belong together"):
            sqlite_store.keys.sign_in(spring.code, "wrong")
    with pytest.raises(Refused, match="Try again in 10 minutes"):
        sqlite_store.keys.sign_in(spring.code, key)
    assert sqlite_store.keys.sign_in(autumn.code, other)
    assert sqlite_store.keys.sign_in(spring.code, sqlite_store.keys.make(spring.id))


def test_a_right_key_starts_the_count_anew(sqlite_store: Store) -> None:
    spring = a_workshop(sqlite_store)
    key = sqlite_store.keys.make(spring.id)
    for _ in range(3):
        for _ in range(facilitator_key.MOST_WRONG - 1):
            with pytest.raises(Refused, match="do not belong together"):
                sqlite_store.keys.sign_in(spring.code, "wrong")
        sqlite_store.keys.sign_in(spring.code, key)


def test_a_backup_keeps_the_key_and_the_day_of_erasure(sqlite_store: Store) -> None:
    made = new_workshop("Spring", "Orla Energy", NOON, erase_on=date(2027, 4, 1))
    spring = sqlite_store.workshops.create(made)
    facilitator_key.COST = 15  # a backup accepts the costs of today only
    session = sqlite_store.keys.sign_in(spring.code, sqlite_store.keys.make(spring.id))
    record = sqlite_store.backups.take(spring.id)
    again = read_backup(write_backup(record, NOON))
    assert again == record
    sqlite_store.workshops.delete(spring.id, "Spring")
    restored = sqlite_store.backups.restore(again)
    assert restored.erase_on == date(2027, 4, 1)
    assert sqlite_store.keys.opened_by([session]) == {restored.id}


def test_a_workshop_is_erased_on_its_day_and_not_before(store: Store) -> None:
    today = date(2026, 6, 1)
    kept = a_workshop(store, "Without an end")
    due = store.workshops.create(new_workshop("Due", "Orla Energy", NOON, erase_on=today))
    later = store.workshops.create(new_workshop("Later", "Orla", NOON, erase_on=today + DAY))
    person = join(store, due).participant
    store.submissions.submit(answers(person))

    assert store.retention.erase_expired(today - DAY) == ()
    (gone,) = store.retention.erase_expired(today)
    assert (gone.name, gone.planned) == ("Due", today)
    assert {each.id for each in store.workshops.all()} == {kept.id, later.id}
    assert store.submissions.current(due.id) == ()
    assert store.retention.erase_expired(today) == ()
    assert [each.name for each in store.retention.erased()] == ["Due"]

    store.retention.erase_expired(today + DAY)
    assert [each.name for each in store.retention.erased()] == ["Later", "Due"]


def test_the_day_that_people_were_told_comes_only_nearer(sqlite_store: Store) -> None:
    now = datetime.now(UTC)
    ahead = now.date() + 100 * DAY
    spring = sqlite_store.workshops.create(new_workshop("Spring", "Orla", now, erase_on=ahead))
    assert sqlite_store.workshops.set_erase_on(spring.id, ahead + DAY).erase_on == ahead + DAY
    join(sqlite_store, spring, Role.CUSTOMER)
    with pytest.raises(Refused, match="cannot be kept longer"):
        sqlite_store.workshops.set_erase_on(spring.id, ahead + 2 * DAY)
    with pytest.raises(Refused, match="must lie ahead"):
        sqlite_store.workshops.set_erase_on(spring.id, now.date())
    assert sqlite_store.workshops.set_erase_on(spring.id, ahead).erase_on == ahead
    assert sqlite_store.workshops.log(spring.id)[-1].what is Event.END_CHANGED

    copy = sqlite_store.workshops.duplicate(spring.id, "Copy")
    assert copy.erase_on == copy.created_at.date() + 100 * DAY


def test_a_rehearsal_is_marked_apart_and_removed_at_once(sqlite_store: Store) -> None:
    spring = a_workshop(sqlite_store)
    play = sqlite_store.workshops.rehearse(spring.id)
    assert (play.kind, play.name) == (Kind.REHEARSAL, f"{REHEARSAL_MARK}Spring")
    assert play.erase_on is not None
    join(sqlite_store, play)
    sqlite_store.workshops.end_rehearsal(play.id)
    assert sqlite_store.workshops.find(play.id) is None
    with pytest.raises(Refused, match="not a rehearsal"):
        sqlite_store.workshops.end_rehearsal(spring.id)
    assert sqlite_store.workshops.find(spring.id) == spring
