"""The tokens of a browser: what its random cookie makes of it in a workshop.

On a phone's pages a browser is one person in a workshop. On the framework's forms, which may be
handed round, it is one person in each role and turn; the first of them is the phone's person.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from workbench.workshop.roles import Role

BYTES_KEPT = 18


def browser_token(device: str, workshop: UUID) -> str:
    """The token of a browser in a workshop: 24 characters of base 64, and useless in any other."""
    mac = hmac.new(device.encode(), workshop.bytes, sha256).digest()
    return urlsafe_b64encode(mac[:BYTES_KEPT]).decode()


def device_token(device: str, role: Role, turn: str = "") -> str:
    """The token that a browser's cookie gives its holder in a role.

    `turn` tells people apart who use one device one after the other; empty for the first.
    """
    return f"{device}.{turn}.{role}"
