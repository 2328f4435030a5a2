"""Values that are looked up once however many phones ask, and kept for a moment."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """A small store of values with an age; safe to share between threads.

    While one thread looks a value up again, the others go on with the one before. A look that
    fails, or that was begun before the key was forgotten, leaves nothing behind.
    """

    def __init__(self, seconds: float, most: int) -> None:
        self.seconds = seconds
        self.most = most
        self._found: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self._looking: set[Hashable] = set()
        self._forgotten = 0
        self._turn = Lock()

    def get(self, key: Hashable, look: Callable[[], Value | None]) -> Value | None:
        """The value of a key, by `look` when none is kept that is young enough.

        None is not kept, so that asking for what is not there fills nothing.
        """
        with self._turn:
            at, value = self._found.get(key, (0.0, None))
            is_young = time.monotonic() - at < self.seconds
            if value is not None and (is_young or key in self._looking):
                return value
            self._looking.add(key)
            forgotten = self._forgotten
        found = None
        try:
            found = look()
        finally:
            with self._turn:
                self._looking.discard(key)
                self._found.pop(key, None)
                if found is not None and self.seconds and forgotten == self._forgotten:
                    self._found[key] = (time.monotonic(), found)
                    while len(self._found) > self.most:
                        self._found.popitem(last=False)
        return found

    def young(self, key: Hashable) -> Value | None:
        """The value of a key if one is kept that is young enough; never looks it up."""
        with self._turn:
            at, value = self._found.get(key, (0.0, None))
        return value if time.monotonic() - at < self.seconds else None

    def forget(self, key: Hashable) -> None:
        """Look the value up anew the next time."""
        with self._turn:
            self._found.pop(key, None)
            self._forgotten += 1
