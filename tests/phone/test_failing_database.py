"""A locked database, a full disk and a lost one: said in words, and nothing typed is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from tests.phone.made import WORDS, counted, joined, opened, people
from tests.phone.phone import Page, Phone, phone_app
from tests.storage.test_failing_databases import full_disk
from workbench.storage import DatabaseUnavailable, Store, open_store
from workbench.workshop.creation import new_workshop

SUGGESTION = "Let advisors decide up to 50 euros, and tell us afterwards"


@pytest.fixture
def impatient(sqlite_url: str) -> Iterator[Store]:
    """A store that waits a tenth of a second for its turn."""
    with open_store(sqlite_url, patience=0.1) as opened_store:
        yield opened_store


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def is_not_saved(page: Page) -> bool:
    return page.status == 503 and page.headers["retry-after"] == "5" and "Not saved" in page.text


def test_what_cannot_be_stored_now_is_stored_at_the_next_press(
    impatient: Store, sqlite_url: str
) -> None:
    phone = Phone(phone_app(lambda: impatient))
    workshop = impatient.workshops.create(new_workshop("Spring", "Orla", datetime.now(UTC)))
    opened(impatient, workshop, WORDS)
    door = phone.get(f"/join/{workshop.code}")
    with locked(sqlite_url):
        refused = phone.send(door, workshop.code, role="advisor")
    assert is_not_saved(refused)
    assert phone.post(refused.forms[0].action, refused.forms[0].pairs).path.endswith("/welcome")
    home = joined(phone, workshop) if people(impatient, workshop) == 0 else ""
    home = home or phone.get(f"/r/{workshop.code}").path.split("/s/")[0]
    page = phone.get(home)

    with locked(sqlite_url):
        busy = phone.send(page, wrong__1=SUGGESTION)
        again = phone.post(busy.forms[0].action, busy.forms[0].pairs)
        assert phone.get(home).status == 200  # reading goes on
    with full_disk(impatient):
        long = {
            f"{prompt}.{n}": f"{n}" + "é" * 298 for prompt in ("wrong", "fix") for n in (2, 3, 4, 5)
        }
        form = page.form()
        full = phone.post(form.action, form.filled({"wrong.1": SUGGESTION, **long}))

    for failed, why in ((busy, "another program"), (again, "another program"), (full, "disk")):
        assert is_not_saved(failed)
        assert why in failed.text
        assert SUGGESTION in failed.text
    assert counted(impatient, workshop) == ()
    assert phone.post(busy.forms[0].action, busy.forms[0].pairs).is_saved
    assert phone.post(busy.forms[0].action, busy.forms[0].pairs).is_saved
    (sent,) = counted(impatient, workshop)
    assert sent.answers[0].value == SUGGESTION


def test_a_database_that_is_gone_is_told_and_what_was_typed_comes_back() -> None:
    def gone() -> Store:
        raise DatabaseUnavailable("The workshop cannot be read: the database does not answer.")

    phone = Phone(phone_app(gone))

    read = phone.get("/r/bado-kimu/AAAAAAAAAAAAAAAA")
    sent = phone.post("/r/bado-kimu/AAAAAAAAAAAAAAAA/s/words", {"wrong.1": SUGGESTION})

    assert (read.status, sent.status) == (503, 503)
    assert "does not answer" in read.text
    assert SUGGESTION in sent.text
    assert ("wrong.1", SUGGESTION) in sent.forms[0].pairs


def test_a_fault_of_the_program_is_a_sentence_with_a_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Store:
        raise KeyError("row 17 of the answers")

    page = Phone(phone_app(broken)).post(
        "/r/bado-kimu/AAAAAAAAAAAAAAAA/s/words", {"words": SUGGESTION}
    )

    assert page.status == 500
    assert "row 17" not in page.html
    assert SUGGESTION in page.text
    assert caplog.messages[0].split()[1].rstrip(":") in page.text
    assert "192.0.2.7" not in caplog.text
    assert "AAAAAAAA" not in caplog.text
