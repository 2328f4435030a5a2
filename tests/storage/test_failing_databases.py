import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from tests.storage.made import a_workshop, answers, join
from workbench.storage import DatabaseUnavailable, NotSaved, Store, open_store
from workbench.voices.answers import Answer, Submission
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from uuid import UUID
from tests.storage.made import answers
from workbench.storage import open_store

store = open_store(sys.argv[1])
person = store.participants.find(UUID(sys.argv[2]), sys.argv[3])
for number in range(100_000):
    sent = answers(person, form=f"form {number}")
    store.submissions.submit(sent)
    print(sent.key, flush=True)
"""


def test_a_locked_file_says_not_saved_and_loses_nothing(sqlite_url: str) -> None:
    with open_store(sqlite_url, patience=0.1) as store:
        workshop = a_workshop(store)
        person = join(store, workshop).participant
        sent = answers(person)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved, match="another program is holding the database"):
            store.submissions.submit(sent)
        assert store.submissions.current(workshop.id) == ()
        other.execute("ROLLBACK")
        other.close()
        assert store.submissions.submit(sent).stored


def test_a_locked_row_of_a_server_says_not_saved(postgres_url: str) -> None:
    with open_store(postgres_url, patience=0.1) as store:
        workshop = a_workshop(store)
        with psycopg.connect(postgres_url) as other:
            other.execute("SELECT * FROM workshops FOR UPDATE")
            with pytest.raises(NotSaved, match="another program is holding the database"):
                join(store, workshop)
        join(store, workshop)


def many_answers(person: Participant, words: str) -> Submission:
    """Answers of more than a hundred pages of the file."""
    text = (words * 100)[:1000]
    return answers(person, *(Answer(item=f"item {number}", value=text) for number in range(500)))


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """Let the file not grow any more, as on a full disk."""
    engine = store._database.engine
    engine.dispose()

    def no_growth(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(engine, "connect", no_growth)
    yield
    event.remove(engine, "connect", no_growth)
    engine.dispose()


def test_a_full_disk_says_not_saved_and_keeps_what_was_there(sqlite_store: Store) -> None:
    workshop = a_workshop(sqlite_store)
    person = join(sqlite_store, workshop).participant
    first = answers(person)
    sqlite_store.submissions.submit(first)
    long = many_answers(person, "A long story. ")
    with full_disk(sqlite_store):
        with pytest.raises(NotSaved, match="the disk is full") as caught:
            sqlite_store.submissions.submit(long)
        assert "please send it again" in str(caught.value)
        assert sqlite_store.submissions.current(workshop.id) == (first,)
    assert sqlite_store.submissions.submit(long).stored


def test_no_answer_is_in_the_error(sqlite_url: str) -> None:
    secret = "My team leader shouts"
    with open_store(sqlite_url, patience=0.1) as store:
        person = join(store, a_workshop(store)).participant
        with full_disk(store), pytest.raises(NotSaved) as caught:
            store.submissions.submit(many_answers(person, secret))
    error: BaseException | None = caught.value
    while error:
        assert secret not in f"{error} {error.args}"
        error = error.__cause__ or error.__context__


def test_a_server_that_goes_away_and_comes_back(postgres_url: str, postgres_server: str) -> None:
    with open_store(postgres_url) as store:
        workshop = a_workshop(store)
        with psycopg.connect(postgres_server, autocommit=True) as server:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [psycopg.conninfo.conninfo_to_dict(postgres_url)["dbname"]],
            )
        assert store.workshops.find(workshop.id) == workshop


def test_a_file_that_turns_to_rubbish_is_unavailable(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.close()
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"rubbish" * 1000)
    with store:
        with pytest.raises(DatabaseUnavailable, match="the file is not a database") as caught:
            store.workshops.all()
        assert "headroom.db" in str(caught.value)
        with pytest.raises(NotSaved, match="the file is not a database"):
            a_workshop(store)


@pytest.mark.parametrize("acknowledged", [3, 40])
def test_killing_the_writer_loses_nothing_that_was_acknowledged(
    store: Store, database_url: str, acknowledged: int
) -> None:
    workshop = a_workshop(store)
    person, token = store.participants.join(workshop.id, Role.ADVISOR)
    command = [sys.executable, "-c", WRITER, database_url, str(workshop.id), token]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        keys = [writer.stdout.readline().strip() for _ in range(acknowledged)]
        writer.kill()
        keys += writer.stdout.read().split()
    assert all(len(key) == 32 for key in keys[:acknowledged])
    with open_store(database_url) as again:
        stored = {sent.key for sent in again.submissions.current(workshop.id)}
        assert {key for key in keys if len(key) == 32} <= stored
        assert len(stored) <= len(keys) + 1
        assert again.submissions.submit(answers(person)).stored
