from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from tests.storage.made import a_workshop, answers, join
from workbench.storage import Store, open_store
from workbench.voices.answers import Answer
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop


def some_answer(store: Store, workshop: Workshop, count: int, score: int = 4) -> list[Participant]:
    people = [join(store, workshop).participant for _ in range(count)]
    for person in people:
        store.submissions.submit(answers(person, Answer(item="ST1", value=score)))
    return people


def test_nothing_is_released_below_the_threshold(store: Store) -> None:
    workshop = a_workshop(store)
    some_answer(store, workshop, 4)
    assert store.releases.current(workshop.id) == {}
    assert store.releases.waiting(workshop.id)[Role.ADVISOR] == 4


def test_a_release_holds_until_enough_people_have_changed(store: Store) -> None:
    workshop = a_workshop(store)
    some_answer(store, workshop, 5)
    first = store.releases.current(workshop.id)
    assert first[Role.ADVISOR].people == 5
    some_answer(store, workshop, 4, score=1)
    assert store.releases.current(workshop.id) == first
    some_answer(store, workshop, 1, score=1)
    assert store.releases.current(workshop.id)[Role.ADVISOR].people == 10


def test_a_release_survives_reopening(store: Store, database_url: str) -> None:
    workshop = a_workshop(store)
    some_answer(store, workshop, 6)
    first = store.releases.current(workshop.id)
    some_answer(store, workshop, 2, score=1)
    with open_store(database_url) as again:
        assert again.releases.current(workshop.id) == first


def test_looking_from_many_threads_while_people_answer_shows_few_versions(store: Store) -> None:
    workshop = a_workshop(store)

    def answer_and_look(_: int) -> int:
        some_answer(store, workshop, 1)
        shown = store.releases.current(workshop.id)
        return shown[Role.ADVISOR].people if Role.ADVISOR in shown else 0

    with ThreadPoolExecutor(8) as pool:
        seen = sorted(set(pool.map(answer_and_look, range(24))))
    assert all(later - earlier >= 5 for earlier, later in pairwise(seen))


def test_withdrawn_words_leave_the_release_at_once(store: Store) -> None:
    workshop = a_workshop(store)
    item = "OT1"
    people = [join(store, workshop).participant for _ in range(12)]
    for number, person in enumerate(people):
        words = Answer(item=item, value=f"The tool is slow, number {number}")
        store.submissions.submit(answers(person, words))
    before = store.releases.current(workshop.id)[Role.ADVISOR].comments[item]
    assert len(before) == 12
    store.participants.withdraw(people[3])
    after = store.releases.current(workshop.id)[Role.ADVISOR].comments[item]
    assert {c.text for c in before} - {c.text for c in after} == {"The tool is slow, number 3"}
