"""The one store of this process."""

import os
from datetime import UTC, datetime
from threading import Lock

from workbench.storage import Store, open_store
from workbench.storage.address import VARIABLE

# Asked for many times in every request, so kept here: the framework's cache takes longer to say
# what it holds than the store takes to answer.
_opened: dict[str, Store] = {}
_opening = Lock()


def store() -> Store:
    """What is stored; opened and brought up to date on first use.

    Raises DatabaseUnavailable, whose message is for the person at the screen.
    """
    address = os.environ.get(VARIABLE, "")
    if address not in _opened:
        with _opening:
            if address not in _opened:
                _opened[address] = open_store(address or None)
    return _opened[address]


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)
