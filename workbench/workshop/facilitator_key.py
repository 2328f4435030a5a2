"""The facilitator's key of a workshop: shown once, kept as a slow hash, tried a few times only.

A browser that gave the right key carries a session for a day. A session is sealed with the stored
hash, so it opens every workshop that has this key (a copy, a later wave), and none once another key
has been made.
"""

import base64
import hashlib
import hmac
import math
import secrets
from datetime import datetime, timedelta

from workbench.frozen import Frozen

# Crockford's 32 letters: no I, L, O or U that could be taken for something else.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("OIL", "011")
GROUPS, LETTERS_A_GROUP = 4, 5  # 100 random bits
LONGEST_TYPED = 200

# scrypt (RFC 7914): 32 MiB and three passes a try, one of the settings that the OWASP Password
# Storage Cheat Sheet names as equally strong (N = 2^15, r = 8, p = 3).
COST, BLOCK_SIZE, PASSES = 15, 8, 3
MEMORY_LIMIT = 64 * 1024 * 1024
SALT_BYTES, HASH_BYTES = 16, 32
# What a stored hash looks like; a restored one may ask for no more work than a new one.
STORED = rf"^scrypt\${COST}\${BLOCK_SIZE}\${PASSES}\$[A-Za-z0-9+/]{{22}}==\$[A-Za-z0-9+/]{{43}}=$"

SESSION_LASTS = timedelta(hours=24)
MOST_WRONG = 10
WRONG_COUNTS_FOR = timedelta(minutes=10)


class Attempts(Frozen):
    """How many wrong keys were tried for a workshop in a row, and since when."""

    wrong: int = 0
    since: datetime | None = None

    def wait(self, now: datetime) -> int:
        """How many whole minutes from now no key is looked at; 0 when one may be tried."""
        if self.since is None or self.wrong < MOST_WRONG:
            return 0
        return max(0, math.ceil((self.since + WRONG_COUNTS_FOR - now).total_seconds() / 60))

    def after_one_more(self, now: datetime) -> "Attempts":
        """The count with one more try; it begins anew when the first was long ago."""
        if self.since is None or now - self.since >= WRONG_COUNTS_FOR:
            return Attempts(wrong=1, since=now)
        return Attempts(wrong=self.wrong + 1, since=self.since)


def new_key() -> str:
    """A random key such as `7HQ2M-0XKPD-9TRVB-3WJ5N`."""
    group = (secrets.choice(LETTERS) for _ in range(GROUPS * LETTERS_A_GROUP))
    letters = "".join(group)
    return "-".join(
        letters[at : at + LETTERS_A_GROUP] for at in range(0, len(letters), LETTERS_A_GROUP)
    )


def hashed(key: str) -> str:
    """What is stored of a key: the costs, a salt of its own, and the hash."""
    salt = secrets.token_bytes(SALT_BYTES)
    found = _scrypt(key, salt, COST, BLOCK_SIZE, PASSES)
    return f"scrypt${COST}${BLOCK_SIZE}${PASSES}${_text(salt)}${_text(found)}"


def matches(typed: str, stored: str) -> bool:
    """Tell whether this is the key behind a stored hash; takes the same time whatever is typed."""
    _name, cost, block_size, passes, salt, kept = stored.split("$")
    found = _scrypt(typed[:LONGEST_TYPED], _bytes(salt), int(cost), int(block_size), int(passes))
    return hmac.compare_digest(found, _bytes(kept))


def new_session(stored: str, now: datetime) -> str:
    """What a browser carries that gave the right key, until `SESSION_LASTS` is over."""
    until = int((now + SESSION_LASTS).timestamp())
    return f"{key_name(stored)}.{until}.{_seal(stored, until)}"


def opens(session: str, stored: str, now: datetime) -> bool:
    """Tell whether a session belongs to this key and is not over."""
    name, _, rest = session.partition(".")
    until, _, seal = rest.partition(".")
    if not (name.isascii() and seal.isascii() and until.isascii() and until.isdecimal()):
        return False
    if len(until) > 12 or int(until) <= now.timestamp():
        return False
    return hmac.compare_digest(name, key_name(stored)) and hmac.compare_digest(
        seal, _seal(stored, int(until))
    )


def key_name(stored: str) -> str:
    """A short name for a key, from which neither the key nor its hash can be told."""
    return hashlib.sha256(f"name of {stored}".encode()).hexdigest()[:16]


def _seal(stored: str, until: int) -> str:
    told = f"facilitator until {until}".encode()
    return hmac.new(stored.encode(), told, hashlib.sha256).hexdigest()


def _scrypt(key: str, salt: bytes, cost: int, block_size: int, passes: int) -> bytes:
    letters = key.upper().translate(READ_AS).replace("-", "")
    return hashlib.scrypt(
        "".join(letters.split()).encode("utf-8", "surrogatepass"),
        salt=salt,
        n=2**cost,
        r=block_size,
        p=passes,
        maxmem=MEMORY_LIMIT,
        dklen=HASH_BYTES,
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
