import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings

from tests.exchange.records import NOON, records
from workbench.exchange.backup import CONFIDENTIAL, UnreadableBackup, read_backup, write_backup
from workbench.exchange.record import WorkshopRecord
from workbench.workshop.creation import new_workshop


def a_backup() -> bytes:
    record = WorkshopRecord(workshop=new_workshop("Frühling", "Orla Energy", NOON))
    return write_backup(record, NOON)


def changed(change: Callable[[dict[str, Any]], object], *, sealed: bool = False) -> bytes:
    """A backup that somebody has changed, with a fingerprint that fits when it is sealed."""
    whole = json.loads(a_backup())
    change(whole)
    if sealed:
        canonical = json.dumps(
            whole["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        whole["sha256"] = sha256(canonical.encode()).hexdigest()
    return json.dumps(whole).encode()


@given(records())
@settings(max_examples=60, deadline=None)
def test_a_backup_gives_back_exactly_what_went_in(record: WorkshopRecord) -> None:
    back = read_backup(write_backup(record, NOON))
    assert back == record
    # Equal is not enough: 1, 1.0 and true are equal and must not turn into each other.
    rest = {"workshop"}
    assert back.model_dump_json(exclude=rest) == record.model_dump_json(exclude=rest)


def test_it_says_that_it_is_confidential_and_when_it_was_taken() -> None:
    whole = json.loads(a_backup())
    assert whole["confidential"] == CONFIDENTIAL
    assert whole["taken_at"] == NOON.isoformat()
    assert whole["version"] == 1


def test_a_backup_from_a_newer_version() -> None:
    with pytest.raises(UnreadableBackup, match=r"version 2; accepted: version 1\. Update Headroom"):
        read_backup(changed(lambda whole: whole.update(version=2)))


@pytest.mark.parametrize("version", [0, "1", None, 1.5])
def test_a_backup_from_no_known_version(version: object) -> None:
    with pytest.raises(UnreadableBackup, match="accepted: version 1"):
        read_backup(changed(lambda whole: whole.update(version=version)))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_backup_that_was_cut_off(share: float) -> None:
    data = a_backup()
    with pytest.raises(UnreadableBackup, match="cut off"):
        read_backup(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cut off"),
        (b"PK\x03\x04\xff\xfe\x00", "is not text"),
        (b"name,score\nAna,4\n", "not valid JSON"),
        (b"[1, 2]", "not a backup of a Headroom workshop"),
        (b'{"product": "Other", "version": 1}', "not a backup of a Headroom workshop"),
        (b'{"product": "Headroom", "version": 1}', "lacks confidential, taken_at, sha256, content"),
        (b'{"product": "Headroom", "product": "Headroom"}', "there twice"),
        (b'{"product": NaN}', "NaN is not a number of JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"version": ' + b"9" * 5000 + b"}", "cannot be read"),
    ],
)
def test_another_file_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableBackup, match=said):
        read_backup(data)


def test_an_unknown_field_beside_the_content() -> None:
    with pytest.raises(UnreadableBackup, match="unknown fields: note; accepted: product"):
        read_backup(changed(lambda whole: whole.update(note="hello")))


def test_an_unknown_field_inside_the_content() -> None:
    data = changed(lambda whole: whole["content"]["workshop"].update(colour="red"), sealed=True)
    with pytest.raises(UnreadableBackup, match="unknown field: workshop → colour"):
        read_backup(data)


def test_content_that_was_changed() -> None:
    with pytest.raises(UnreadableBackup, match="changed after it was taken"):
        read_backup(changed(lambda whole: whole["content"]["workshop"].update(name="Winter")))


def test_content_that_is_not_possible() -> None:
    data = changed(lambda whole: whole["content"]["workshop"].update(currency="XXX"), sealed=True)
    with pytest.raises(UnreadableBackup, match="currency 'XXX' is not one of"):
        read_backup(data)


def test_answers_of_nobody_who_joined() -> None:
    stray = {
        "key": "k" * 32,
        "workshop": "",
        "participant": "5b0c0f5e-3f0a-4f0e-9a52-0d9b4f2f5c11",
        "role": "advisor",
        "form": "pulse",
        "answers": [],
        "sent_at": "2026-03-02T12:00:00Z",
    }

    def add(whole: dict[str, Any]) -> None:
        content = whole["content"]
        content["submissions"] = [stray | {"workshop": content["workshop"]["id"]}]

    with pytest.raises(UnreadableBackup, match="is from nobody who joined in that role"):
        read_backup(changed(add, sealed=True))
