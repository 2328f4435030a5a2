"""Items that wait for their turn at the same moment are stored together: one flush for all.

A flush to the disk takes longer than the change itself. In a room where a hundred people press
"Send" in the same second, whoever has the turn takes along everybody who is waiting. Each item is
stored or refused for itself, and nobody is told "saved" before the flush that holds theirs.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from workbench.storage.database import Database
from workbench.storage.errors import NotSaved

MOST = 64
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
# What became of every item, in their order; a ValueError for one that the rules forbid.
StoreAll = Callable[[Connection, Sequence[Item]], Sequence[Outcome | ValueError]]


class _Waiting(Generic[Item, Outcome]):
    """An item that waits; `called` is set when it is done, or when it is to lead the others."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.called = Event()
        self.outcome: Outcome | BaseException | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was stored or refused."""
        return self.outcome is not None

    def end(self, outcome: Outcome | BaseException) -> None:
        """Let whoever waits for this go on."""
        self.outcome = outcome
        self.called.set()


class Together(Generic[Item, Outcome]):
    """The queue of items; safe to share between threads."""

    def __init__(self, database: Database, store_all: StoreAll[Item, Outcome]) -> None:
        self._database = database
        self._store_all = store_all
        self._waiting: deque[_Waiting[Item, Outcome]] = deque()
        self._guard = Lock()
        self._is_led = False

    def store(self, item: Item) -> Outcome:
        """Store an item and return what became of it once it is on the disk.

        Raises what the rules forbid, and NotSaved.
        """
        mine = _Waiting[Item, Outcome](item)
        with self._guard:
            self._waiting.append(mine)
            leads, self._is_led = not self._is_led, True
        if not leads:
            mine.called.wait()
        if not mine.is_done:
            self._lead()
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        assert mine.outcome is not None
        return mine.outcome

    def _lead(self) -> None:
        """Store those who wait, oneself the first of them, and hand the lead on."""
        with self._guard:
            these = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        failure: BaseException = RuntimeError("what became of it was not told")
        try:
            self._store_these(these)
        except BaseException as error:
            failure = error
        finally:
            for one in these:
                if not one.is_done:
                    one.end(failure)
            with self._guard:
                if self._waiting:
                    self._waiting[0].called.set()
                else:
                    self._is_led = False

    def _store_these(self, these: Sequence[_Waiting[Item, Outcome]]) -> None:
        """Store items in one transaction; each for itself when that fails, for it may be one."""
        try:
            with self._database.writing() as connection:
                outcomes = self._store_all(connection, [one.item for one in these])
        except Exception as error:
            if len(these) == 1 or _is_away(error):
                raise
        else:
            for one, outcome in zip(these, outcomes, strict=True):
                one.end(outcome)
            return
        for one in these:
            try:
                self._store_these([one])
            except Exception as error:
                one.end(error)
                if _is_away(error):
                    raise


def _is_away(error: Exception) -> bool:
    """Nobody gets into the database; each item alone would only wait as long again."""
    return isinstance(error, NotSaved) and error.is_away
