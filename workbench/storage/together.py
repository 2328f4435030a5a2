"""Changes that wait for their turn at the same moment are stored together: one flush for all.

A flush to the disk takes longer than the change itself. In a room where a hundred people press
"Send" in the same second, whoever has the turn takes along everybody who is waiting. Each change is
stored or refused for itself, and nobody is told "saved" before the flush that holds their change.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from workbench.storage.database import Database
from workbench.storage.errors import NotSaved

MOST = 64
Outcome = TypeVar("Outcome")


class _Waiting(Generic[Outcome]):
    """A change that waits; `called` is set when it is done, or when it is to lead the others."""

    def __init__(self, change: Callable[[Connection], Outcome]) -> None:
        self.change = change
        self.called = Event()
        self.is_done = False
        self.result: Outcome | None = None
        self.error: BaseException | None = None

    def make(self, connection: Connection) -> None:
        """Make the change; what the rules forbid (Refused, a ValueError) undoes it alone."""
        self.result, self.error = None, None
        try:
            with connection.begin_nested():
                self.result = self.change(connection)
        except ValueError as error:
            self.error = error

    def make_alone(self, database: Database) -> None:
        """Make the change in a transaction of its own. Raises NotSaved."""
        self.result, self.error = None, None
        try:
            with database.writing() as connection:
                self.result = self.change(connection)
        except ValueError as error:
            self.error = error

    def end(self, error: BaseException | None = None) -> None:
        """Let whoever waits for this go on."""
        self.error = error or self.error
        self.is_done = True
        self.called.set()


class Together(Generic[Outcome]):
    """The queue of changes; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Waiting[Outcome]] = deque()
        self._guard = Lock()
        self._is_led = False

    def store(self, change: Callable[[Connection], Outcome]) -> Outcome:
        """Make a change and return what it gives once it is on the disk.

        Raises what the change raises, and NotSaved.
        """
        mine = _Waiting(change)
        with self._guard:
            self._waiting.append(mine)
            leads, self._is_led = not self._is_led, True
        if not leads:
            mine.called.wait()
        if not mine.is_done:
            self._lead()
        if mine.error is not None:
            raise mine.error
        return mine.result  # type: ignore[return-value]  # it is what the change returned

    def _lead(self) -> None:
        """Store those who wait, oneself the first of them, and hand the lead on."""
        with self._guard:
            these = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        failure: BaseException | None = None
        try:
            self._store(these)
        except BaseException as error:
            failure = error
        for one in these:
            if not one.is_done:
                one.end(failure)
        with self._guard:
            if self._waiting:
                self._waiting[0].called.set()
            else:
                self._is_led = False

    def _store(self, these: Sequence[_Waiting[Outcome]]) -> None:
        if len(these) > 1:
            try:
                with self._database.writing() as connection:
                    for one in these:
                        one.make(connection)
                return
            except NotSaved:
                pass  # one of them may be what the disk has no room for: each is tried for itself
        for one in these:
            try:
                one.make_alone(self._database)
            except NotSaved as error:
                one.error = error
