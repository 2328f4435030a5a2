"""The backup of a workshop: one file that holds everything and puts everything back.

A backup is the facilitator's alone: unlike an export it holds the answers of persons.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from workbench.exchange.record import WorkshopRecord

PRODUCT = "Headroom"
VERSION = 1
CONFIDENTIAL = (
    "Confidential. This file holds the answers of persons. It is for the facilitator alone; to "
    "share results, make an export instead."
)
LARGEST_BACKUP = 100 * 1024 * 1024
FIELDS = ("product", "version", "confidential", "taken_at", "sha256", "content")


class UnreadableBackup(ValueError):
    """A file that cannot be restored; the message says why and what can be."""


def write_backup(record: WorkshopRecord, taken_at: datetime) -> bytes:
    """The backup file of a workshop, in JSON; `read_backup` gives the same record back."""
    content = record.model_dump(mode="json")
    whole = {
        "product": PRODUCT,
        "version": VERSION,
        "confidential": CONFIDENTIAL,
        "taken_at": taken_at.isoformat(),
        "sha256": _fingerprint(content),
        "content": content,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1).encode()


def read_backup(data: bytes) -> WorkshopRecord:
    """The workshop in a backup file.

    Raises UnreadableBackup when the file is not a backup, is cut off, comes from another version,
    was changed after it was taken, or holds something unknown.
    """
    if len(data) > LARGEST_BACKUP:
        raise UnreadableBackup(
            f"The file has {len(data) / 1024**2:.0f} MB; accepted: up to "
            f"{LARGEST_BACKUP // 1024**2} MB."
        )
    whole = _parsed(data)
    if not isinstance(whole, dict) or whole.get("product") != PRODUCT:
        raise UnreadableBackup(
            "The file is not a backup of a Headroom workshop; accepted: a file that “Back up” made."
        )
    version = whole.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        advice = " Update Headroom, then restore it." if newer else ""
        raise UnreadableBackup(
            f"The backup has version {version!r}; accepted: version {VERSION}.{advice}"
        )
    _check_fields(whole)
    if whole["sha256"] != _fingerprint(whole["content"]):
        raise UnreadableBackup(
            "The backup was changed after it was taken, or was damaged on the way: its content "
            "does not match its fingerprint. Use an unchanged copy."
        )
    try:
        return WorkshopRecord.model_validate(whole["content"])
    except ValidationError as error:
        raise UnreadableBackup(_told(error)) from error


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError as error:
        raise UnreadableBackup(
            f"The file is not a backup: byte {error.start + 1} is not text; accepted: UTF-8."
        ) from error
    except RecursionError as error:
        raise UnreadableBackup("The file is not a backup: it is nested too deeply.") from error
    except json.JSONDecodeError as error:
        ending = error.pos >= len(error.doc.rstrip()) - 1 or error.msg.startswith("Unterminated")
        why = "it ends too early, so it was cut off" if ending else "it is not valid JSON"
        raise UnreadableBackup(
            f"The backup cannot be read: {why} (line {error.lineno}, {error.msg}). Copy the whole "
            "file again."
        ) from error
    except ValueError as error:
        raise UnreadableBackup(f"The backup cannot be read: {error}.") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field is there twice in one place; accepted: once")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


def _check_fields(whole: dict[str, Any]) -> None:
    unknown = sorted(set(whole) - set(FIELDS))
    missing = [field for field in FIELDS if field not in whole]
    if unknown:
        raise UnreadableBackup(
            f"The backup has unknown fields: {', '.join(unknown)}; accepted: {', '.join(FIELDS)}."
        )
    if missing:
        raise UnreadableBackup(f"The backup lacks {', '.join(missing)}. Copy the whole file again.")


def _fingerprint(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = " → ".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"The backup has an unknown field: {place}. Nothing was restored."
    message = first["msg"].removeprefix("Value error, ")
    return f"The backup cannot be restored: {place + ': ' if place else ''}{message}."
