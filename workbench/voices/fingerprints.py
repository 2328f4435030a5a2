"""Keyed fingerprints: whether somebody's answers are still the same, without keeping them."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from uuid import UUID

KEY_BYTES = 16
LONGEST_KEY = 64
SIZE = 8

Trace = Mapping[int, str]
"""What one person added to one figure: a fingerprint by the release from which on it held."""
ABSENT = ""


def fingerprint(key: bytes, *parts: object) -> str:
    """A keyed hash of some values (16 hexadecimal digits)."""
    text = repr(parts).encode("utf-8", "backslashreplace")
    return blake2b(text, key=key[:LONGEST_KEY], digest_size=SIZE).hexdigest()


def name_of(person: UUID, key: bytes) -> str:
    """A name for somebody that only the holder of the key and of their id can find again."""
    return fingerprint(key, "person", person.bytes)


def stamp_of(person: UUID, said: Mapping[str, object], key: bytes) -> str:
    """The fingerprint of everything that a person adds."""
    return fingerprint(key, "all", person.bytes, sorted(said.items()))


def held(trace: Trace, version: int) -> str:
    """The fingerprint that held at a version; empty when the person had no part in it."""
    begun = [number for number in trace if number <= version]
    return trace[max(begun)] if begun else ABSENT


def present(trace: Trace, versions: Sequence[int]) -> tuple[int, ...]:
    """The versions in which somebody had a part."""
    return tuple(version for version in versions if held(trace, version) != ABSENT)
