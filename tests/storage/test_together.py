"""Answers that arrive in the same moment: stored together, each for itself, none lost."""

import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, event

from tests.storage.made import a_workshop, answers, join
from tests.storage.test_failing_databases import full_disk
from workbench.storage import NotSaved, Store, open_store
from workbench.storage.together import Together
from workbench.voices.answers import Answer, Submission
from workbench.workshop.refused import Refused

PEOPLE = 40


def outcome(store: Store, sent: Submission) -> str:
    try:
        return "stored" if store.submissions.submit(sent).stored else "again"
    except (Refused, NotSaved) as error:
        return type(error).__name__


def all_at_once(store: Store, sendings: list[Submission]) -> list[str]:
    with ThreadPoolExecutor(len(sendings)) as threads:
        return list(threads.map(lambda sent: outcome(store, sent), sendings))


def test_a_crowd_is_stored_with_few_flushes_and_one_refusal_stays_alone(store: Store) -> None:
    workshop = a_workshop(store)
    crowd = [join(store, workshop).participant for _ in range(PEOPLE)]
    gone = crowd[7].model_copy(update={"id": workshop.id})
    sendings = [answers(person) for person in [*crowd, gone]]
    commits: list[Connection] = []

    def slow(connection: Connection) -> None:
        commits.append(connection)
        time.sleep(0.02)  # a disk that takes its time

    event.listen(store._database.engine, "commit", slow)
    told = all_at_once(store, sendings + sendings[:5])
    event.remove(store._database.engine, "commit", slow)

    assert told[PEOPLE] == "Refused"
    assert (told.count("stored"), told.count("again")) == (PEOPLE, 5)
    assert len(commits) < PEOPLE / 2
    stored = {sent.key for sent in store.submissions.current(workshop.id)}
    assert stored == {sent.key for sent in sendings[:PEOPLE]}


def test_one_that_does_not_fit_on_the_disk_takes_no_other_along(sqlite_store: Store) -> None:
    workshop = a_workshop(sqlite_store)
    crowd = [join(sqlite_store, workshop).participant for _ in range(8)]
    words = tuple(Answer(item=f"item {number}", value="x" * 1000) for number in range(500))
    sendings = [answers(person) for person in crowd[1:]]

    with full_disk(sqlite_store):
        told = all_at_once(sqlite_store, [answers(crowd[0], *words), *sendings])

    assert told[0] == "NotSaved"
    stored = {sent.key for sent in sqlite_store.submissions.current(workshop.id)}
    assert stored == {s.key for s, t in zip(sendings, told[1:], strict=True) if t == "stored"}
    assert "stored" in told


def test_the_queue_goes_on_after_a_change_that_breaks(sqlite_store: Store) -> None:
    workshop = a_workshop(sqlite_store)
    person = join(sqlite_store, workshop).participant
    broken = answers(person).model_copy(update={"answers": None})

    with pytest.raises(TypeError):
        sqlite_store.submissions.submit(broken)

    assert sqlite_store.submissions.submit(answers(person)).stored


def test_a_database_that_lets_nobody_in_is_told_to_all_at_once(sqlite_url: str) -> None:
    patience = 0.5
    with open_store(sqlite_url, patience) as store:
        workshop = a_workshop(store)
        crowd = [join(store, workshop).participant for _ in range(8)]
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        since = time.monotonic()
        told = all_at_once(store, [answers(person) for person in crowd])
        waited = time.monotonic() - since
        other.execute("ROLLBACK")
        other.close()
        assert told == ["NotSaved"] * len(crowd)
        # The first leads alone, and the others wait behind it once more, together.
        assert waited < patience * len(crowd) / 2
        assert store.submissions.submit(answers(crowd[0])).stored


def test_a_leader_that_breaks_leaves_nobody_waiting(sqlite_store: Store) -> None:
    def one_too_few(_connection: Connection, items: Sequence[int]) -> list[int]:
        return list(items)[1:]

    together = Together(sqlite_store._database, one_too_few)
    with ThreadPoolExecutor(4) as threads:
        told = [threads.submit(together.store, number) for number in range(4)]
        ended = [each.exception(timeout=20) for each in told]
    assert any(ended)
    with pytest.raises(ValueError, match="shorter"):
        together.store(5)
