"""The facilitator's key: what is kept of it, when it may be tried, what a session opens."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest

from workbench.workshop import facilitator_key
from workbench.workshop.facilitator_key import (
    LETTERS,
    MOST_WRONG,
    SESSION_LASTS,
    STORED,
    WRONG_COUNTS_FOR,
    Attempts,
    hashed,
    matches,
    new_key,
    new_session,
    opens,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_slow_hash_is_scrypt_of_its_publication() -> None:
    # RFC 7914, section 12, the third test vector.
    expected = (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )
    found = hashlib.scrypt(
        b"pleaseletmein", salt=b"SodiumChloride", n=16384, r=8, p=1, maxmem=2**26, dklen=64
    )
    assert found.hex() == expected


def test_a_key_has_a_hundred_random_bits_and_no_letter_that_is_misread() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 32
    assert not set("ILOU") & set(LETTERS)
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"([0-9A-Z]{5}-){3}[0-9A-Z]{5}", key) for key in keys)


def test_only_the_key_matches_however_it_is_typed() -> None:
    key = "7HQ2M-0XKPD-9TRVB-1WJ5N"
    kept = hashed(key)
    assert re.fullmatch(STORED, kept)
    assert key not in kept
    assert hashed(key) != kept  # a salt of its own
    for typed in (key, key.lower(), f" {key.replace('-', ' ')} ", "7hq2moxkpd9trvblwj5n"):
        assert matches(typed, kept)
    for typed in ("", key[:-1], key[:-1] + "M", key + "0", "😀" * 10_000, "\ud800", "\0"):
        assert not matches(typed, kept)


def test_ten_wrong_keys_close_the_door_for_a_while() -> None:
    attempts = Attempts()
    for _ in range(MOST_WRONG):
        assert attempts.wait(NOON) == 0
        attempts = attempts.after_one_more(NOON)
    assert attempts.wait(NOON) == 10
    assert attempts.wait(NOON + WRONG_COUNTS_FOR - SECOND) == 1
    assert attempts.wait(NOON + WRONG_COUNTS_FOR) == 0
    assert attempts.after_one_more(NOON + WRONG_COUNTS_FOR).wrong == 1


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facilitator_key, "COST", 4)


@pytest.mark.usefixtures("quick")
def test_a_session_opens_what_has_its_key_until_it_is_over() -> None:
    kept, other = hashed("A"), hashed("A")
    session = new_session(kept, NOON)
    assert opens(session, kept, NOON)
    assert opens(session, kept, NOON + SESSION_LASTS - SECOND)
    assert not opens(session, kept, NOON + SESSION_LASTS)
    assert not opens(session, other, NOON)  # the same key made anew ends the session


@pytest.mark.usefixtures("quick")
def test_a_forged_session_opens_nothing() -> None:
    kept = hashed("A")
    session = new_session(kept, NOON)
    name, until, seal = session.split(".")
    forged = [
        "",
        ".",
        "..",
        name,
        f"{name}.{until}",
        f"{name}.{until}.",
        f"{name}.{int(until) + 1}.{seal}",  # a longer life
        f"{name}.{until}.{'0' * len(seal)}",
        f"{'0' * len(name)}.{until}.{seal}",
        f"{name}.{'9' * 400}.{seal}",
        f"{name}.-1.{seal}",
        f"{name}.٣٤.{seal}",
        f"{name}.{until}.é",
        session.upper(),
        session + ".",
    ]
    assert [value for value in forged if opens(value, kept, NOON)] == []
