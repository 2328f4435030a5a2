from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.storage.made import NOON, a_workshop, answers, join
from workbench.storage import Store
from workbench.storage.participants import Turnout
from workbench.storage.submissions import current_submissions
from workbench.voices.answers import About, Answer
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role


def test_a_participant_is_known_again_by_the_token_and_only_in_that_workshop(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    person, token = join(store, workshop)
    assert store.participants.find(workshop.id, token) == person
    assert store.participants.find(other.id, token) is None
    assert store.participants.find(workshop.id, token + "x") is None


def test_joining_twice_with_one_token_is_one_person(store: Store) -> None:
    workshop = a_workshop(store)
    with ThreadPoolExecutor(8) as pool:
        joined = list(
            pool.map(
                lambda _: store.participants.join(workshop.id, Role.ADVISOR, "cookie-of-a-phone"),
                range(8),
            )
        )
    assert len({each.participant.id for each in joined}) == 1
    assert store.participants.turnout(workshop.id)[Role.ADVISOR] == Turnout(1, 0)


def test_sixty_people_join_at_once(store: Store) -> None:
    workshop = a_workshop(store)
    with ThreadPoolExecutor(20) as pool:
        joined = list(pool.map(lambda _: join(store, workshop), range(60)))
    assert len({each.participant.id for each in joined}) == 60
    assert len({each.token for each in joined}) == 60
    assert store.participants.turnout(workshop.id)[Role.ADVISOR].joined == 60


def test_the_role_may_change_until_something_is_sent(store: Store) -> None:
    workshop = a_workshop(store)
    person, token = join(store, workshop, Role.CUSTOMER)
    again = store.participants.join(workshop.id, Role.ADVISOR, token).participant
    assert (again.id, again.role) == (person.id, Role.ADVISOR)
    store.submissions.submit(answers(again))
    with pytest.raises(Refused, match="answered as one of the advisors already"):
        store.participants.join(workshop.id, Role.EXECUTIVE, token)


def test_answers_come_back_as_they_went_in(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop, Role.EXECUTIVE).participant
    sent = answers(
        person,
        Answer(item="ST1", value=4),
        Answer(item="ST1", value=2, about=About.PREDICTION),
        Answer(item="W1", value=3.0),
        Answer(item="W2", value=2.5),
        Answer(item="SY1", value="dk"),
        Answer(item="E", value=("calm", "heard")),
        Answer(item="C1", value="Zürich 🚂 \x00 \u2028 =1+1 <b>", theme="tools", step="call"),
    )
    store.submissions.submit(sent)
    (back,) = store.submissions.current(workshop.id)
    assert back == sent
    assert [type(answer.value) for answer in back.answers[:4]] == [int, int, float, float]
    assert store.submissions.of(workshop.id, person.id, "pulse") == sent
    assert store.submissions.of(workshop.id, person.id, "full") is None


def test_one_sending_counts_once_from_twenty_threads(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop).participant
    sent = answers(person)
    with ThreadPoolExecutor(20) as pool:
        receipts = list(pool.map(store.submissions.submit, [sent] * 20))
    assert sum(receipt.stored for receipt in receipts) == 1
    assert all(receipt.first and receipt.at == NOON for receipt in receipts)
    assert len(store.backups.take(workshop.id).submissions) == 1


def test_a_repetition_keeps_the_first_receipt_and_later_answers(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop).participant
    first = answers(person, Answer(item="ST1", value=1))
    changed = answers(person, Answer(item="ST1", value=5))
    assert store.submissions.submit(first) == (True, True, NOON)
    assert store.submissions.submit(changed) == (True, False, NOON)
    late = first.model_copy(update={"sent_at": NOON + timedelta(minutes=5)})
    assert store.submissions.submit(late) == (False, True, NOON)
    assert store.submissions.current(workshop.id) == (changed,)


def test_what_arrives_last_counts_whatever_the_clock_says(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop).participant
    store.submissions.submit(answers(person, Answer(item="ST1", value=1)))
    behind = answers(person, Answer(item="ST1", value=5))
    behind = behind.model_copy(update={"sent_at": NOON - timedelta(hours=1)})
    store.submissions.submit(behind)
    assert store.submissions.current(workshop.id) == (behind,)


def test_a_key_that_was_used_for_other_answers_is_not_swallowed(store: Store) -> None:
    workshop = a_workshop(store)
    person, stranger = join(store, workshop).participant, join(store, workshop).participant
    store.submissions.submit(answers(person, Answer(item="ST1", value=1), key="k" * 32))
    with pytest.raises(Refused, match="Load the form again"):
        store.submissions.submit(answers(person, Answer(item="ST1", value=2), key="k" * 32))
    with pytest.raises(Refused, match="Load the form again"):
        store.submissions.submit(answers(stranger, Answer(item="ST1", value=1), key="k" * 32))
    assert len(store.submissions.current(workshop.id)) == 1


def test_a_closed_form_takes_nothing_but_still_confirms_what_it_has(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop).participant
    sent = answers(person)
    store.submissions.submit(sent)
    store.workshops.close_forms(workshop.id, [Role.ADVISOR])
    assert not store.submissions.submit(sent).stored
    with pytest.raises(Refused, match="The form for advisors is closed"):
        store.submissions.submit(answers(person))
    with pytest.raises(Refused, match="The form for advisors is closed"):
        join(store, workshop)
    join(store, workshop, Role.CUSTOMER)
    store.workshops.open_forms(workshop.id, [Role.ADVISOR])
    assert store.submissions.submit(answers(person)).stored


def test_strangers_and_other_roles_are_refused(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    person = join(store, workshop).participant
    forged = person.model_copy(update={"id": uuid4()})
    with pytest.raises(Refused, match="Nobody is known under this link"):
        store.submissions.submit(answers(forged))
    with pytest.raises(Refused, match="Nobody is known under this link"):
        store.submissions.submit(answers(person.model_copy(update={"workshop": other.id})))
    with pytest.raises(Refused, match="you joined as one of the advisors"):
        store.submissions.submit(answers(person.model_copy(update={"role": Role.EXECUTIVE})))
    assert store.submissions.current(workshop.id) == ()


def test_current_holds_the_latest_of_each_person_and_form(store: Store) -> None:
    workshop = a_workshop(store)
    advisor = join(store, workshop).participant
    customer = join(store, workshop, Role.CUSTOMER).participant
    store.submissions.submit(answers(advisor))
    full = answers(advisor, form="full")
    pulse = answers(advisor, Answer(item="ST1", value=2))
    theirs = answers(customer)
    for sent in (full, pulse, theirs):
        store.submissions.submit(sent)
    assert store.submissions.current(workshop.id) == (full, pulse, theirs)
    assert store.submissions.current(workshop.id, Role.CUSTOMER) == (theirs,)
    turnout = store.participants.turnout(workshop.id)
    assert turnout[Role.ADVISOR] == Turnout(1, 1)
    assert turnout[Role.BACK_OFFICE] == Turnout(0, 0)


def test_a_time_without_a_zone_is_refused_by_its_name(store: Store) -> None:
    person = join(store, a_workshop(store)).participant
    unzoned = answers(person).model_copy(update={"sent_at": NOON.replace(tzinfo=None)})
    with pytest.raises(ValueError, match="has no time zone"):
        store.submissions.submit(unzoned)


def test_withdrawing_removes_the_person_and_may_be_done_twice(store: Store) -> None:
    workshop = a_workshop(store)
    person, token = join(store, workshop)
    other = join(store, workshop).participant
    for each in (person, other):
        store.submissions.submit(answers(each))
    store.submissions.submit(answers(person, Answer(item="ST1", value=1)))
    store.participants.withdraw(person)
    store.participants.withdraw(person)
    assert [sent.participant for sent in store.submissions.current(workshop.id)] == [other.id]
    assert store.participants.find(workshop.id, token) is None
    (line,) = store.workshops.log(workshop.id)
    assert line.what == "answers withdrawn"
    assert (line.detail, line.at.hour, line.at.minute) == ("", 0, 0)
    with pytest.raises(Refused, match="Nobody is known"):
        store.submissions.submit(answers(person))


def test_a_look_shows_one_moment_while_others_write(store: Store) -> None:
    workshop = a_workshop(store)
    person = join(store, workshop).participant
    with store._database.reading() as connection:
        assert current_submissions(connection, workshop.id) == ()
        store.submissions.submit(answers(person))
        assert current_submissions(connection, workshop.id) == ()
    assert len(store.submissions.current(workshop.id)) == 1


def test_a_person_s_own_answers_by_the_beginning_of_their_form(store: Store) -> None:
    workshop = a_workshop(store)
    person, other = (join(store, workshop).participant for _ in range(2))
    for form in ("pulse_full", "pulseXfull", "100%", "1000", "pulse_full"):
        store.submissions.submit(answers(person, form=form))
    store.submissions.submit(answers(other, form="pulse_full"))

    def forms(beginning: str) -> list[str]:
        found = store.submissions.of_person(workshop.id, person.id, beginning)
        assert all(sent.participant == person.id for sent in found)
        return sorted(sent.form for sent in found)

    assert forms("") == ["100%", "1000", "pulseXfull", "pulse_full"]
    assert forms("pulse_") == ["pulse_full"]
    assert forms("100%") == ["100%"]
    assert forms("\\") == []
