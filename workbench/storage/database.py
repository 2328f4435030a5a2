"""The database under all tables: connections, transactions, and erasing for good."""

import json
import selectors
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import InvalidatePoolError, StatementError, TimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from workbench.storage.address import Address
from workbench.storage.errors import FAILURES, DatabaseUnavailable, NotSaved, not_saved, reason
from workbench.storage.tables import metadata

WRITING, ASKING = "headroom_writing", "headroom_asking"
SQLITE_CONNECTIONS_KEPT = 20
POSTGRES_CONNECTIONS_KEPT = 10
POSTGRES_CONNECTIONS_MORE = 20
SECONDS_UNTIL_PING = 1.0
USED = "headroom_used"
TRACES_REMAIN = (
    "The answers are gone from every page, but traces remain in the files of the database: "
    "{reason}. Close other programs that have the database open, then withdraw or delete again."
)

_compact_json = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Database:
    """An engine with three doors: `asking` for one question, `reading` for a consistent look at
    several things, `writing` for all or nothing.

    Safe to share between threads. `patience` is how many seconds a writer waits for its turn.
    """

    def __init__(self, address: Address, patience: float) -> None:
        self.address = address
        self.patience = patience
        self.engine = (
            _sqlite(address, patience) if address.is_sqlite else _postgres(address, patience)
        )
        self._looking = self.engine if address.is_sqlite else _one_moment(self.engine)
        self._asking = _no_transaction(self.engine, address)
        # SQLite takes one writer at a time and lets the others poll; queueing here is quicker.
        self._turn = Lock()

    def asking(self) -> AbstractContextManager[Connection]:
        """A connection whose every read is a moment of its own. Raises DatabaseUnavailable.

        A transaction would be three trips to the server beside the one for the question.
        """
        return self._reading(self._asking)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection whose reads belong together. Raises DatabaseUnavailable."""
        return self._reading(self._looking)

    @contextmanager
    def _reading(self, engine: Engine) -> Iterator[Connection]:
        try:
            with engine.connect() as connection:
                yield connection
        except FAILURES as error:
            raise DatabaseUnavailable(
                f"The workshop cannot be read: {reason(error)}. {self.address.told} "
                "Reload the page; what was saved is still there."
            ) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are stored together when the block ends, or not at all.

        Leaving the block without an error means: on the disk. Raises NotSaved.
        """
        with self._my_turn():
            try:
                with self.engine.execution_options(**{WRITING: True}).begin() as connection:
                    yield connection
            except FAILURES as error:
                if isinstance(error, StatementError) and isinstance(error.orig, ValueError):
                    # Not the database's doing: a value that cannot be stored says so itself.
                    raise error.orig from error
                raise not_saved(error) from error

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self.address.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=self.patience):
            raise not_saved(TimeoutError())
        try:
            yield
        finally:
            self._turn.release()

    def erase_traces(self) -> None:
        """Make deleted rows unreadable in the files as well, not only in answers to queries.

        SQLite overwrites what is deleted, but splitting a page leaves copies in its slack and the
        write-ahead log keeps old pages: so the file is rebuilt and the log cut to nothing. On a
        PostgreSQL server the tables are rebuilt; its own log and backups are its administrator's.
        Raises NotSaved when another program prevents it; erasing again finishes the job.
        """
        rebuild = self._rebuild_file if self.address.is_sqlite else self._rebuild_tables
        with self._my_turn():
            try:
                rebuild()
            except FAILURES as error:
                raise NotSaved(TRACES_REMAIN.format(reason=reason(error))) from error

    def _rebuild_file(self) -> None:
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = [outcome[0] for outcome in cursor.fetchall()] != [0]
            cursor.close()
        finally:
            connection.close()
        if busy:
            raise NotSaved(TRACES_REMAIN.format(reason="another program is reading it"))

    def _rebuild_tables(self) -> None:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"VACUUM FULL {', '.join(metadata.tables)}"))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _sqlite(address: Address, patience: float) -> Engine:
    engine = create_engine(
        address.url,
        connect_args={"timeout": patience},
        pool_size=SQLITE_CONNECTIONS_KEPT,
        max_overflow=-1,
        hide_parameters=True,
        json_serializer=_compact_json,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: `_begin` chooses the kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "secure_delete = ON",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(ASKING):
        # A writer that begins as a reader would fail half-way when another writer came first.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITING) else "BEGIN")


def _no_transaction(engine: Engine, address: Address) -> Engine:
    """The engine for single questions."""
    if address.is_sqlite:
        return engine.execution_options(**{ASKING: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _one_moment(engine: Engine) -> Engine:
    """The server as it was at the first look, as SQLite always shows itself."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _postgres(address: Address, patience: float) -> Engine:
    settings = f"-c lock_timeout={int(patience * 1000)} -c synchronous_commit=on -c timezone=UTC"
    engine = create_engine(
        address.url,
        connect_args={"connect_timeout": max(2, int(patience)), "options": settings},
        pool_size=POSTGRES_CONNECTIONS_KEPT,
        max_overflow=POSTGRES_CONNECTIONS_MORE,
        pool_timeout=patience,
        hide_parameters=True,
        json_serializer=_compact_json,
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_ping_if_idle, engine.dialect))
    return engine


def _note_use(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[USED] = time.monotonic()


def _has_news(connection: Any) -> bool:
    """Tell whether the server has said something that nobody asked for."""
    with selectors.DefaultSelector() as line:
        line.register(connection, selectors.EVENT_READ)
        return bool(line.select(0))


def _ping_if_idle(
    dialect: Dialect,
    connection: DBAPIConnection,
    entry: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    # The server may have gone meanwhile. Then it has said so on this connection; only a network
    # that went says nothing. In a busy room a trip to the server each time would cost too much.
    idle = time.monotonic() - entry.info.get(USED, time.monotonic())
    try:
        if idle > SECONDS_UNTIL_PING or _has_news(connection):
            dialect.do_ping(connection)
    except Exception as error:
        raise InvalidatePoolError from error
