"""How a phone is known again: by the token in its address, by the cookie where there is none.

The token is worked out from the browser's cookie and the workshop (see
`workbench.workshop.device_token`), so that one browser is one person in a workshop, however often
they press the button, and a link to one workshop opens no other.
"""

import binascii
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

COOKIE = "headroom_participant"
LONGEST_PART = 700
PLAIN = re.compile(r"[A-Za-z0-9_-]{8,200}")
WRAPPED = "~"
KEY = re.compile(r"[0-9a-f]{32}")


def to_part(token: str) -> str:
    """A token as a part of an address; one that holds other letters, such as a name, is wrapped."""
    if PLAIN.fullmatch(token):
        return token
    return WRAPPED + urlsafe_b64encode(token.encode()).decode().rstrip("=")


def from_part(part: str) -> str:
    """The token in a part of an address; empty when there cannot be one."""
    if PLAIN.fullmatch(part):
        return part
    if not part.startswith(WRAPPED) or len(part) > LONGEST_PART:
        return ""
    packed = part.removeprefix(WRAPPED)
    try:
        return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""


def new_key() -> str:
    """A key for one sending, or for one joining."""
    return secrets.token_hex(16)


def is_key(text: str) -> bool:
    """Tell whether a form sent back a key as it was given one."""
    return KEY.fullmatch(text) is not None


def key_of_content(key: str, *content: str) -> str:
    """The key under which this content of a form is stored: 58 characters.

    The same form sent twice has one key. Changed and sent again from the same screen it has
    another, which still tells the screen that it came from.
    """
    return f"{key}.{sha256(repr(content).encode()).hexdigest()[:25]}"


def came_from(stored: str, key: str) -> bool:
    """Tell whether a stored key belongs to a sending of the form that was given `key`."""
    return stored.partition(".")[0] == key
