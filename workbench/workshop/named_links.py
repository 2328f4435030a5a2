"""Links for invited people: a label that only this workshop can have signed.

Whoever opens a named link is the same person on every device, because the token they carry is the
label with its signature. The label says who was invited; it is never shown beside an answer unless
the step is named.
"""

import base64
import hmac
import re
from hashlib import sha256
from urllib.parse import urlencode

from pydantic import Field

from workbench.frozen import Frozen
from workbench.workshop.roles import Role
from workbench.workshop.title import Title

# 15 bytes are 120 bits, and come out as 24 letters and digits without padding.
SIGNATURE_BYTES = 15
PURPOSE = b"named link\x00"
LABEL, SIGNATURE = "who", "key"
SIGNED = re.compile(r"[a-z2-7]{24}")


class NamedLink(Frozen):
    """An invitation for one person, in a role; the signature proves that it was made here."""

    label: Title
    role: Role
    signature: str = Field(pattern=r"^[a-z2-7]{24}$")

    @property
    def token(self) -> str:
        """What its holder carries, on every device."""
        return named_token(self.label, self.signature)

    @property
    def query(self) -> str:
        """The part of an address that names the person."""
        return urlencode({LABEL: self.label, SIGNATURE: self.signature})


def signature(secret: str, label: str) -> str:
    """HMAC-SHA256 over the label with the workshop's key (hexadecimal), 120 bits in base 32."""
    mac = hmac.new(bytes.fromhex(secret), PURPOSE + label.encode(), sha256).digest()
    return base64.b32encode(mac[:SIGNATURE_BYTES]).decode().lower()


def is_signed(secret: str, label: str, given: str) -> bool:
    """Whether the signature belongs to the label, compared in constant time."""
    return hmac.compare_digest(signature(secret, label).encode(), given.strip().lower().encode())


def named_token(label: str, signed: str) -> str:
    """The token of whoever holds a named link."""
    return f"{label}.{signed}"


def read_named_token(token: str) -> tuple[str, str] | None:
    """The label and the signature in a token, signed or not; None for any other token."""
    label, dot, signed = token.rpartition(".")
    return (label, signed) if dot and SIGNED.fullmatch(signed) else None
