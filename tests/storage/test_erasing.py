import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.storage.made import a_workshop, answers, join
from workbench.storage import NotSaved, Store, open_store
from workbench.storage.participants import fingerprint
from workbench.voices.answers import Answer

WORDS = "They time my breaks with a stopwatch"


def traces(url: str, *wanted: str) -> list[str]:
    """Which of these texts can be found in the database's files."""
    file = Path(url.removeprefix("sqlite:///"))
    there = b"".join(path.read_bytes() for path in sorted(file.parent.iterdir()))
    return [text for text in wanted if text.encode() in there]


def test_a_withdrawal_leaves_no_trace_in_the_files(sqlite_url: str) -> None:
    chance = random.Random(7)
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store)
        # So many people, and texts of all lengths, that pages fill, overflow and split.
        people = [join(store, workshop) for _ in range(150)]
        for number, (person, _token) in enumerate(people):
            words = f"{WORDS} {number:03} " + "and so on " * chance.randrange(90)
            store.submissions.submit(answers(person, Answer(item="OT1", value=words)))
        store.releases.current(workshop.id)
        for number in chance.sample(range(150), 40):
            person, token = people[number]
            marks = (person.id.hex, fingerprint(token), f"{WORDS} {number:03}")
            assert traces(sqlite_url, *marks) == [*marks]
            store.participants.withdraw(person)
            assert traces(sqlite_url, *marks, str(person.id)) == []
        assert Path(f"{sqlite_url.removeprefix('sqlite:///')}-wal").stat().st_size == 0
        assert len(store.submissions.current(workshop.id)) == 110


def test_a_deleted_workshop_leaves_no_trace_in_the_files(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        workshop = a_workshop(store, "Quiet spring", organisation="Lindqvist Bank")
        person, _token = join(store, workshop)
        store.submissions.submit(answers(person, Answer(item="OT1", value=WORDS)))
        store.scenarios.save(workshop.id, "Half the pressure", {"strictness": 0.5})
        marks = ("Quiet spring", "Lindqvist Bank", WORDS, "Half the pressure", workshop.id.hex)
        assert traces(sqlite_url, *marks) == [*marks]
        store.workshops.delete(workshop.id, "Quiet spring")
        assert traces(sqlite_url, *marks) == []


def test_a_withdrawal_leaves_no_trace_in_the_tables_of_a_server(postgres_url: str) -> None:
    def found(text: str) -> bool:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            table = connection.execute(
                "SELECT pg_read_binary_file(pg_relation_filepath('submissions'))"
            ).fetchone()
        assert table
        return text.encode() in table[0]

    with open_store(postgres_url) as store:
        workshop = a_workshop(store)
        people = [join(store, workshop).participant for _ in range(5)]
        for number, person in enumerate(people):
            words = Answer(item="OT1", value=f"{WORDS}, number {number}")
            store.submissions.submit(answers(person, words))
        assert found(f"{WORDS}, number 2")
        store.participants.withdraw(people[2])
        assert not found(f"{WORDS}, number 2")
        assert found(f"{WORDS}, number 3")
        assert len(store.submissions.current(workshop.id)) == 4


def test_a_program_that_keeps_reading_is_reported_and_erasing_can_be_finished(
    sqlite_url: str,
) -> None:
    with open_store(sqlite_url, patience=0.2) as store:
        workshop = a_workshop(store)
        person, _token = join(store, workshop)
        store.submissions.submit(answers(person, Answer(item="OT1", value=WORDS)))
        reader = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM submissions").fetchone()
        with pytest.raises(NotSaved, match="traces remain"):
            store.participants.withdraw(person)
        assert store.submissions.current(workshop.id) == ()
        reader.close()
        store.participants.withdraw(person)
        assert traces(sqlite_url, WORDS) == []


def test_people_can_look_and_send_while_somebody_withdraws(store: Store) -> None:
    workshop = a_workshop(store)
    people = [join(store, workshop).participant for _ in range(24)]
    for person in people:
        store.submissions.submit(answers(person))

    def act(number: int) -> None:
        if number % 3 == 0:
            store.participants.withdraw(people[number])
        elif number % 3 == 1:
            store.submissions.submit(answers(people[number]))
        else:
            store.submissions.current(workshop.id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(24)))
    assert len(store.submissions.current(workshop.id)) == 16
