from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tests.storage.made import a_workshop, answers, join
from tests.storage.test_erasing import traces
from workbench.storage import Store, open_store
from workbench.storage import participants as participants_module
from workbench.storage.tables import wrong_tries
from workbench.workshop.agenda_templates import room_limits
from workbench.workshop.named_links import read_named_token, signature
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role


def test_sixty_people_join_at_once_whatever_address_they_share(store: Store) -> None:
    workshop = a_workshop(store)
    with ThreadPoolExecutor(20) as many:
        joined = list(many.map(lambda _: join(store, workshop), range(60)))
    assert len({one.participant.id for one in joined}) == 60
    assert store.participants.turnout(workshop.id)[Role.ADVISOR].joined == 60


def test_a_full_workshop_takes_nobody_new_and_knows_everybody_again(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = room_limits()
    small = limits.model_copy(update={"capacity": limits.capacity.model_copy(update={"value": 2})})
    monkeypatch.setattr(participants_module, "room_limits", lambda: small)
    workshop = a_workshop(sqlite_store)
    first = join(sqlite_store, workshop)
    join(sqlite_store, workshop)
    with pytest.raises(Refused, match="full: 2 people have joined"):
        join(sqlite_store, workshop)
    again = sqlite_store.participants.join(workshop.id, Role.ADVISOR, first.token)
    assert again.participant == first.participant


def test_three_words_bring_somebody_back_on_another_device(store: Store) -> None:
    workshop = a_workshop(store)
    people = [join(store, workshop) for _ in range(5)]
    person = people[3].participant
    words = store.participants.recovery_words(person)
    assert len({store.participants.recovery_words(one.participant) for one in people}) == 5
    typed = f"  {words[0].upper()}, {words[1]} -  {words[2]}."
    back = store.participants.recover(workshop.id, typed, "the new phone")
    assert back.participant == person
    assert store.participants.find(workshop.id, "the new phone") == person
    assert store.participants.find(workshop.id, people[3].token) == person
    assert store.participants.join(workshop.id, Role.ADVISOR, "the new phone").participant == person
    assert store.participants.recover(workshop.id, typed, "the new phone").participant == person
    with pytest.raises(Refused, match="Nobody here has these three words"):
        store.participants.recover(workshop.id, " ".join(reversed(words)), "third")
    other = a_workshop(store)
    with pytest.raises(Refused, match="Nobody here"):
        store.participants.recover(other.id, typed, "third")


def test_who_joined_anew_by_mistake_is_not_counted_twice(store: Store) -> None:
    workshop = a_workshop(store)
    before, anew, busy = (join(store, workshop) for _ in range(3))
    words = " ".join(store.participants.recovery_words(before.participant))
    store.participants.recover(workshop.id, words, anew.token)
    assert store.participants.turnout(workshop.id)[Role.ADVISOR].joined == 2
    assert store.participants.find(workshop.id, anew.token) == before.participant
    store.submissions.submit(answers(busy.participant))
    with pytest.raises(Refused, match="sent answers as somebody else"):
        store.participants.recover(workshop.id, words, busy.token)
    assert store.participants.find(workshop.id, busy.token) == busy.participant


def test_guessing_words_is_stopped_for_a_while_and_for_this_workshop_only(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    person, there = join(store, workshop).participant, join(store, other).participant
    for _ in range(room_limits().wrong_recovery_tries.value):
        with pytest.raises(Refused, match="Nobody here"):
            store.participants.recover(workshop.id, "zoo zoo zoo", "guesser")
    words = " ".join(store.participants.recovery_words(person))
    with pytest.raises(Refused, match="Too many wrong words"):
        store.participants.recover(workshop.id, words, "guesser")
    elsewhere = " ".join(store.participants.recovery_words(there))
    assert store.participants.recover(other.id, elsewhere, "phone").participant == there
    with store._database.writing() as connection:
        earlier = datetime.now(UTC) - timedelta(minutes=11)
        connection.execute(update(wrong_tries).values(at=earlier))
    assert store.participants.recover(workshop.id, words, "phone").participant == person


def test_a_named_link_is_one_person_on_every_device_and_cannot_be_made_up(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    link = store.named_links.invite(workshop.id, " Anna Lind ", Role.EXECUTIVE)
    assert link.label == "Anna Lind"
    assert len(link.signature) * 5 >= 64
    assert store.named_links.invite(workshop.id, "Anna Lind", Role.EXECUTIVE) == link
    assert store.named_links.all(workshop.id) == (link,)
    assert read_named_token(link.token) == ("Anna Lind", link.signature)
    assert store.named_links.check(workshop.id, "Anna Lind", link.signature.upper()) == link
    phone = store.participants.join(workshop.id, link.role, link.token).participant
    laptop = store.participants.join(workshop.id, link.role, link.token).participant
    assert phone == laptop
    forged = [
        ("Anna Lind", "a" * 24),
        ("Anna", link.signature),
        ("Anna Lind", ""),
        ("Anna Lind", "ü" * 24),
        ("Anna Lind", signature("00" * 32, "Anna Lind")),
    ]
    for label, given in forged:
        assert store.named_links.check(workshop.id, label, given) is None
    assert store.named_links.check(other.id, "Anna Lind", link.signature) is None
    elsewhere = store.named_links.invite(other.id, "Anna Lind", Role.EXECUTIVE)
    assert elsewhere.signature != link.signature
    store.named_links.remove(workshop.id, "Anna Lind")
    assert store.named_links.check(workshop.id, "Anna Lind", link.signature) is None
    with pytest.raises(Refused, match="one line of 1 to 120 letters"):
        store.named_links.invite(workshop.id, "two\nlines", Role.EXECUTIVE)


def test_whoever_withdraws_leaves_no_device_and_no_name(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store)
        person = join(store, workshop).participant
        words = " ".join(store.participants.recovery_words(person))
        store.participants.recover(workshop.id, words, "second phone")
        assert store.participants.set_name(person, " Anna Lindqvist ") == "Anna Lindqvist"
        assert store.participants.names(workshop.id) == {person.id: "Anna Lindqvist"}
        marks = ("Anna Lindqvist", participants_module.fingerprint("second phone"))
        assert traces(sqlite_url, *marks, words) == [*marks]
        store.participants.withdraw(person)
        assert traces(sqlite_url, *marks) == []
        with pytest.raises(Refused, match="Nobody here has these three words"):
            store.participants.recover(workshop.id, words, "second phone")
        with pytest.raises(Refused, match="Nobody is known"):
            store.participants.set_name(person, "Anna")
        with pytest.raises(Refused, match="A name is one line"):
            store.participants.set_name(person, "")


def test_a_browser_with_two_tokens_is_one_person(store: Store) -> None:
    workshop = a_workshop(store)
    form = store.participants.join(workshop.id, Role.ADVISOR, "on a form").participant
    light = store.participants.join(workshop.id, Role.ADVISOR, "light", also="on a form")
    assert light.participant == form
    assert store.participants.find(workshop.id, "light") == form
    # In another role it is another person: the browser may be handed round.
    other = store.participants.join(workshop.id, Role.MIDDLE, "other", also="on a form")
    assert other.participant.id != form.id
    assert store.participants.turnout(workshop.id)[Role.ADVISOR].joined == 1
