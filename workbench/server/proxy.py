"""A reverse proxy in front of Headroom: trusted only when it is named.

Behind one, every request seems to come from the proxy, so nobody counts as sitting at this machine.
"""

import os

VARIABLE = "HEADROOM_PROXY"


def proxy_address() -> str:
    """The address of the proxy whose headers are believed; empty without one."""
    return os.environ.get(VARIABLE, "").strip()


def is_behind_proxy() -> bool:
    """Tell whether requests come through a proxy."""
    return bool(proxy_address())
