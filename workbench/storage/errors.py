"""The two things that can go wrong with a database, in words for the person in the room."""

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError, TimeoutError

BUSY = "another program is holding the database"
CROWDED = "too many people are using it at this moment"
FULL = "the disk is full"
READ_ONLY = "the database is read-only"
DAMAGED = "the database file is damaged"
UNREACHABLE = "the database does not answer"
UNOPENED = "the database file cannot be opened"
NOT_A_DATABASE = "the file is not a database"
UNSTORABLE = "it holds a character that cannot be stored"
OTHER = "the database refused"

SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written",
    sqlite3.SQLITE_CANTOPEN: UNOPENED,
    sqlite3.SQLITE_NOTADB: NOT_A_DATABASE,
}
POSTGRES_REASONS = {
    "55P03": BUSY,
    "40P01": BUSY,
    "57014": BUSY,
    "53100": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "57P01": UNREACHABLE,
    "57P02": UNREACHABLE,
    "57P03": UNREACHABLE,
    "22021": UNSTORABLE,
    "22P05": UNSTORABLE,
}
PRIMARY_CODE = 0xFF
# A new connection to an embedded file fails with the driver's own error.
FAILURES = (SQLAlchemyError, sqlite3.Error)


class DatabaseUnavailable(Exception):
    """The database cannot be used; the message says what is wrong, where it is and what to do."""


class NotSaved(Exception):
    """Nothing of this change was stored; the message says why and what to do.

    `is_away`: nobody got into the database at all, so that another change would fare no better.
    """

    def __init__(self, told: str, *, is_away: bool = False) -> None:
        super().__init__(told)
        self.is_away = is_away


def reason(error: SQLAlchemyError | sqlite3.Error) -> str:
    """Why the database failed, as the middle of a sentence."""
    if isinstance(error, TimeoutError):
        return CROWDED
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return SQLITE_REASONS.get(code & PRIMARY_CODE, OTHER)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return POSTGRES_REASONS.get(state, OTHER)
    told = str(cause)
    if "NUL" in told:
        return UNSTORABLE
    _before, refused, why = told.rpartition("FATAL:")
    return f"the database server says: {why.strip()}" if refused else UNREACHABLE


def not_saved(error: SQLAlchemyError | sqlite3.Error) -> NotSaved:
    """The error that a page shows when a change could not be stored."""
    why = reason(error)
    told = f"Not saved: {why}. Nothing was changed; please send it again."
    return NotSaved(told, is_away=why in (BUSY, CROWDED, UNREACHABLE))
