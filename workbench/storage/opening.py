"""Opening the database: create it on first use, bring its tables up to date, or say why not."""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from workbench.storage import errors
from workbench.storage.address import VARIABLE, Address, read_address
from workbench.storage.database import WRITING, Database
from workbench.storage.errors import DatabaseUnavailable
from workbench.storage.health import VERSION_TABLE
from workbench.storage.store import Store
from workbench.storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
# The newest file in `migrations/versions`; known here so that a start without one is quick.
NEWEST = "0008"
PATIENCE = 10.0
POSTGRES_START_LOCK = 4_843_720_136
CHOOSE_ANOTHER = f"or choose another with the environment variable {VARIABLE}"
ADVICE = {
    errors.BUSY: "Close the other program, then start Headroom again.",
    errors.FULL: "Free some space, then start Headroom again.",
    errors.READ_ONLY: f"Allow writing to the file and its folder, {CHOOSE_ANOTHER}.",
    errors.DAMAGED: f"Move the file away and restore a backup, {CHOOSE_ANOTHER}.",
    errors.NOT_A_DATABASE: f"Move the file away, {CHOOSE_ANOTHER}.",
    errors.UNOPENED: f"Check that it is a file in a folder that allows writing, {CHOOSE_ANOTHER}.",
    errors.UNREACHABLE: f"Check that the server runs and the address is right, {CHOOSE_ANOTHER}.",
}
ADVICE_OTHERWISE = f"Check the address, {CHOOSE_ANOTHER}."


def open_store(url: str | None = None, patience: float = PATIENCE) -> Store:
    """The store at `url`, else at `HEADROOM_DATABASE_URL`, else in `data/headroom.db`.

    Creates the folder and the tables on first use and brings older tables up to date; several
    processes may do so at once. `patience` is how many seconds a change waits for its turn.
    Raises DatabaseUnavailable, whose message a facilitator can act on.
    """
    address = read_address(url)
    if address.file:
        _make_folder(address.file.parent, address)
    database = Database(address, patience)
    try:
        _bring_up_to_date(database)
    except errors.FAILURES as error:
        database.close()
        why = errors.reason(error)
        raise DatabaseUnavailable(
            f"The database cannot be opened: {why}. {address.told} "
            f"{ADVICE.get(why, ADVICE_OTHERWISE)}"
        ) from error
    except BaseException:
        database.close()
        raise
    return Store(database)


def _make_folder(folder: Path, address: Address) -> None:
    try:
        # What people said in confidence is no business of the machine's other users.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(
            f"The folder of the database cannot be created: {error.strerror}. {address.told} "
            f"Create the folder {folder} yourself, {CHOOSE_ANOTHER}."
        ) from error


def _bring_up_to_date(database: Database) -> None:
    if database.address.is_sqlite:
        _write_ahead(database.engine, database.patience)
    with database.engine.execution_options(**{WRITING: True}).begin() as connection:
        # One process upgrades, the others wait here: on SQLite its write lock has done it already.
        if not database.address.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_START_LOCK})"))
        if _version(connection, database.address) != NEWEST:
            _upgrade(connection, database.address)
        # A database that can only be read is better found out now than at the first answer.
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))


def _write_ahead(engine: Engine, patience: float) -> None:
    """Let readers and one writer work at once; the choice stays in the file.

    Switching needs the file alone and does not queue, so two processes that start together on a
    new file would refuse each other.
    """
    give_up = time.monotonic() + patience
    while True:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.close()
            return
        except sqlite3.OperationalError as error:
            if errors.reason(error) != errors.BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


def _version(connection: Connection, address: Address) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")).one_or_none()
    others = sorted(tables & set(metadata.tables))
    if others:
        raise DatabaseUnavailable(
            f"The database belongs to another program: it has a table {others[0]} that Headroom "
            f"did not make. {address.told} Choose another with the environment variable {VARIABLE}."
        )
    return None


def _upgrade(connection: Connection, address: Address) -> None:
    # Loading the migration tool takes as long as everything else here; it is rarely needed.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    # A percent sign in the path would be taken for a placeholder.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseUnavailable(
            f"The database was written by a newer version of Headroom. {address.told} "
            f"Start that version, {CHOOSE_ANOTHER}."
        ) from error
