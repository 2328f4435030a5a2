"""Three words by which somebody is known again whose browser has forgotten them.

The words follow from the workshop's secret and the person's random key, so they are stored
nowhere. Three of the shipped 1,721 words are 32.2 bits: with 1,000 people in a workshop and 30
wrong tries in ten minutes, a guesser needs over two years for an even chance at any one of them.
"""

import hmac
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

WORDS_FILE = Path(__file__).parents[2] / "assets/recovery_words.txt"
PURPOSE = b"recovery\x00"
WORDS = 3

Words = tuple[str, str, str]


@cache
def word_list() -> tuple[str, ...]:
    """The words, in the order of the file; lines that begin with # say where they come from."""
    lines = WORDS_FILE.read_text(encoding="utf-8").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


def recovery_words(secret: str, participant: UUID) -> Words:
    """The three words of a person; `secret` is the workshop's, in hexadecimal."""
    words = word_list()
    mac = hmac.new(bytes.fromhex(secret), PURPOSE + participant.bytes, sha256).digest()
    # 64 bits for each word: the unevenness of the remainder is under one in 10 to the 16.
    first, second, third = (
        words[int.from_bytes(mac[at : at + 8]) % len(words)] for at in (0, 8, 16)
    )
    return first, second, third


def read_words(typed: str) -> str:
    """Three words as people type them: in capitals, with commas, dashes or several blanks."""
    letters = "".join(c if c.isalpha() else " " for c in typed[:200].casefold())
    return " ".join(letters.split())


def person_with(secret: str, people: Iterable[UUID], typed: str) -> UUID | None:
    """The person whose words these are, or None.

    Everybody's words are compared in constant time, whether one of them fits or not, so that the
    time of an answer tells nothing.
    """
    given = read_words(typed).encode()
    found: UUID | None = None
    for person in people:
        if hmac.compare_digest(" ".join(recovery_words(secret, person)).encode(), given):
            found = person
    return found
