"""The token of a browser in a role: one browser is one person in each role."""

from workbench.workshop.roles import Role


def device_token(device: str, role: Role, turn: str = "") -> str:
    """The token that a browser's cookie gives its holder in a role.

    `turn` tells people apart who use one device one after the other; empty for the first.
    """
    return f"{device}.{turn}.{role}"
