from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.storage.made import NOON, a_workshop, answers, join
from workbench.storage import Store
from workbench.workshop.creation import new_workshop
from workbench.workshop.log import Event
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Kind, Privacy


def test_a_workshop_comes_back_as_it_went_in(store: Store) -> None:
    workshop = new_workshop(
        "Herbst – 秋",
        "Größe & Söhne",
        NOON,
        currency="CHF",
        requisite={"style": 4.25},
        privacy=Privacy(score_threshold=3, comment_threshold=7),
        kind=Kind.DEMO,
    )
    store.workshops.create(workshop)
    assert store.workshops.find(workshop.id) == workshop
    assert store.workshops.all() == (workshop,)


def test_it_opens_by_its_code_however_typed(store: Store) -> None:
    workshop = a_workshop(store)
    for typed in (workshop.code, workshop.code.upper(), workshop.code.replace("-", " ")):
        assert store.workshops.find(typed) == workshop
    assert store.workshops.find("zzz") is None
    assert store.workshops.find(uuid4()) is None


def test_a_code_belongs_to_one_workshop(store: Store) -> None:
    taken = a_workshop(store)
    with pytest.raises(Refused, match=f"The code {taken.code} belongs to another"):
        store.workshops.create(taken.model_copy(update={"id": uuid4()}))
    assert store.workshops.all() == (taken,)


def test_every_change_raises_the_revision_and_a_look_does_not(store: Store) -> None:
    workshop = a_workshop(store)
    seen = [store.workshops.revision(workshop.id)]

    def risen() -> bool:
        seen.append(store.workshops.revision(workshop.id))
        return seen[-1] > seen[-2]

    store.workshops.rename(workshop.id, "Autumn")
    assert risen()
    store.workshops.set_standard(workshop.id, workshop.requisite | {"style": 4})
    assert risen()
    store.workshops.lock_standard(workshop.id)
    assert risen()
    person = join(store, workshop).participant
    assert risen()
    store.submissions.submit(answers(person))
    assert risen()
    store.scenarios.save(workshop.id, "Less pressure", {})
    assert risen()
    store.participants.withdraw(person)
    assert risen()

    store.workshops.all()
    store.submissions.current(workshop.id)
    store.releases.current(workshop.id)
    assert not risen()
    store.workshops.rename(workshop.id, "Autumn")
    store.workshops.lock_standard(workshop.id)
    assert not risen()


def test_a_workshop_that_is_gone_has_no_revision_and_refuses_changes(store: Store) -> None:
    assert store.workshops.revision(uuid4()) == 0
    with pytest.raises(Refused, match="does not exist any more"):
        store.workshops.rename(uuid4(), "Autumn")


def test_restoring_never_meets_what_was_cached_of_the_former_life(store: Store) -> None:
    workshop = a_workshop(store)
    for number in range(5):
        store.workshops.rename(workshop.id, f"Name {number}")
    before = store.workshops.revision(workshop.id)
    record = store.backups.take(workshop.id)
    store.workshops.delete(workshop.id, "Name 4")
    store.backups.restore(record)
    assert store.workshops.revision(workshop.id) > before


def test_thresholds_are_frozen_once_somebody_has_joined(store: Store) -> None:
    workshop = a_workshop(store)
    four = Privacy(score_threshold=4, comment_threshold=8)
    assert store.workshops.set_privacy(workshop.id, four).privacy == four
    join(store, workshop)
    with pytest.raises(Refused, match="cannot change any more"):
        store.workshops.set_privacy(workshop.id, Privacy(score_threshold=3))
    found = store.workshops.find(workshop.id)
    assert found
    assert found.privacy == four


def test_lock_reveal_and_the_reason_for_a_late_change_are_in_the_log(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(Refused, match="lock the requisite standard first"):
        store.workshops.reveal(workshop.id)
    store.workshops.lock_standard(workshop.id)
    assert store.workshops.reveal(workshop.id).revealed_at
    easier = workshop.requisite | {"style": 3.0}
    with pytest.raises(Refused, match="Say why"):
        store.workshops.set_standard(workshop.id, easier)
    store.workshops.set_standard(workshop.id, easier, "The board wants a first step")
    store.workshops.note(workshop.id, Event.PACK_TAKEN)
    log = store.workshops.log(workshop.id)
    assert [entry.what for entry in log] == [
        Event.STANDARD_LOCKED,
        Event.REVEALED,
        Event.STANDARD_CHANGED,
        Event.PACK_TAKEN,
    ]
    assert (log[2].detail, log[2].why) == ("style from 3.5 to 3", "The board wants a first step")


def test_two_facilitators_do_not_undo_each_other(store: Store) -> None:
    workshop = a_workshop(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda role: store.workshops.close_forms(workshop.id, [role]), Role))
    found = store.workshops.find(workshop.id)
    assert found
    assert found.open_roles == frozenset()
    assert len(store.workshops.log(workshop.id)) == len(Role)


def test_a_copy_has_the_set_up_and_not_the_answers(store: Store) -> None:
    workshop = a_workshop(store)
    store.workshops.set_standard(workshop.id, workshop.requisite | {"skills": 4.5})
    store.workshops.lock_standard(workshop.id)
    store.submissions.submit(answers(join(store, workshop).participant))
    copy = store.workshops.duplicate(workshop.id, "Another team")
    assert copy.name == "Another team"
    assert copy.requisite["skills"] == 4.5
    assert copy.requisite_locked_at is None
    assert copy.code != workshop.code
    assert store.submissions.current(copy.id) == ()
    assert store.workshops.log(copy.id) == ()
    assert len(store.submissions.current(workshop.id)) == 1


def test_waves_are_counted_from_the_first_whichever_is_repeated(store: Store) -> None:
    first = a_workshop(store)
    second = store.workshops.new_wave(first.id)
    third = store.workshops.new_wave(first.id)
    fourth = store.workshops.new_wave(second.id)
    assert [wave.wave for wave in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert {wave.first_wave for wave in (second, third, fourth)} == {first.id}
    assert second.name == first.name
    store.workshops.delete(first.id, first.name)
    assert store.workshops.new_wave(second.id).wave == 5


def test_deleting_takes_the_exact_name(store: Store) -> None:
    workshop = a_workshop(store, name="Spring")
    for typed in ("", "spring", "Sprin"):
        with pytest.raises(Refused, match="Type the name of the workshop to delete it: Spring"):
            store.workshops.delete(workshop.id, typed)
    other = a_workshop(store, name="Other")
    store.submissions.submit(answers(join(store, workshop).participant))
    store.workshops.delete(workshop.id, "Spring")
    assert store.workshops.all() == (other,)
    assert store.submissions.current(workshop.id) == ()
