import sqlite3
import stat
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect, text

from tests.business_case.bids_made import a_bid
from tests.storage.made import NOON, a_workshop
from workbench.exchange.record import new_secret
from workbench.storage import DatabaseUnavailable, open_store
from workbench.storage.address import DEFAULT_FILE, VARIABLE, read_address
from workbench.storage.health import VERSION_TABLE
from workbench.storage.opening import MIGRATIONS, NEWEST
from workbench.storage.tables import metadata
from workbench.storage.workshop_row import to_values
from workbench.workshop.creation import new_workshop

ROOT = Path(__file__).parents[2]


def test_first_use_creates_folder_and_tables_and_opening_again_finds_them(
    database_url: str,
) -> None:
    with open_store(database_url) as store:
        workshop = a_workshop(store)
    with open_store(database_url) as store:
        assert store.workshops.find(workshop.id) == workshop


def test_the_migrations_make_the_tables_that_the_code_expects(database_url: str) -> None:
    open_store(database_url).close()
    engine = create_engine(read_address(database_url).url)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_version_that_starts_quickly_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_a_database_of_the_first_version_keeps_what_it_has_and_takes_what_came_since(
    database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "a folder").mkdir(exist_ok=True)
    workshop = new_workshop("Spring", "Orla Energy", NOON).model_copy(update={"erase_on": None})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(read_address(database_url).url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        had = {column["name"] for column in inspect(connection).get_columns("workshops")}
        row = to_values(workshop) | {"revision": 1, "secret": new_secret()}
        kept = {name: value for name, value in row.items() if name in had}
        connection.execute(insert(metadata.tables["workshops"]).values(kept))
    engine.dispose()
    with open_store(database_url) as store:
        assert store.workshops.find(workshop.id) == workshop
        store.bids.save(workshop.id, a_bid("Routes"))
        assert [bid.name for bid in store.bids.all(workshop.id)] == ["Routes"]


def test_a_new_folder_is_nobody_elses(sqlite_url: str, tmp_path: Path) -> None:
    open_store(sqlite_url).close()
    assert stat.S_IMODE((tmp_path / "a folder").stat().st_mode) == 0o700


def test_an_embedded_database_is_set_up_so_that_an_acknowledged_answer_survives(
    sqlite_url: str,
) -> None:
    with open_store(sqlite_url) as store, store._database.reading() as connection:

        def pragma(name: str) -> object:
            return connection.scalar(text(f"PRAGMA {name}"))

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("foreign_keys") == 1
        assert pragma("secure_delete") == 1


def test_the_default_is_a_file_in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert read_address().file == DEFAULT_FILE == ROOT / "data" / "headroom.db"


def test_the_environment_names_another_database(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, sqlite_url)
    open_store().close()
    assert (tmp_path / "a folder" / "headroom.db").exists()


@pytest.mark.parametrize("start", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_postgres_address_uses_the_installed_driver(start: str) -> None:
    assert read_address(f"{start}://me:secret@host/db").url.drivername == "postgresql+psycopg"


def test_a_password_is_never_told() -> None:
    assert "secret" not in read_address("postgresql://me:secret@host/db").told


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/db", "starts with mysql"),
        ("not an address", "cannot be read"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_an_address_that_is_not_accepted_says_which_are(url: str, said: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=said) as caught:
        open_store(url)
    assert "accepted: sqlite:////" in str(caught.value)
    assert VARIABLE in str(caught.value)


def test_a_file_that_is_not_a_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear board, " * 500)
    with pytest.raises(DatabaseUnavailable, match="the file is not a database") as caught:
        open_store(f"sqlite:///{file}")
    assert str(file) in str(caught.value)
    assert file.read_text() == "Dear board, " * 500


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_folder_that_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseUnavailable, match="folder of the database cannot be created"):
        open_store(f"sqlite:///{tmp_path}/file/data/headroom.db")


def test_a_read_only_database(tmp_path: Path) -> None:
    file = tmp_path / "headroom.db"
    open_store(f"sqlite:///{file}").close()
    with pytest.raises(DatabaseUnavailable, match="the database is read-only"):
        open_store(f"sqlite:///file:{file}?mode=ro&uri=true")


def test_a_damaged_database(tmp_path: Path) -> None:
    file = tmp_path / "headroom.db"
    open_store(f"sqlite:///{file}").close()
    with file.open("r+b") as damaged:
        damaged.seek(100)
        damaged.write(b"\xff" * 3000)
    with pytest.raises(DatabaseUnavailable, match="damaged") as caught:
        open_store(f"sqlite:///{file}")
    assert "restore a backup" in str(caught.value)


def test_a_database_from_a_newer_version(database_url: str) -> None:
    open_store(database_url).close()
    engine = create_engine(read_address(database_url).url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match="newer version of Headroom"):
        open_store(database_url)
    with engine.begin() as connection:
        left = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    engine.dispose()
    assert left == "9999"


def test_the_database_of_another_program(database_url: str) -> None:
    open_store(database_url).close()
    engine = create_engine(read_address(database_url).url)
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {VERSION_TABLE}"))
    engine.dispose()
    with pytest.raises(DatabaseUnavailable, match="belongs to another program"):
        open_store(database_url)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        open_store(f"postgresql://postgres:secret@/db?host={tmp_path}")


def test_a_server_without_that_database(postgres_server: str) -> None:
    with pytest.raises(DatabaseUnavailable, match='database "nowhere" does not exist'):
        open_store(postgres_server.replace("/postgres?", "/nowhere?"))


def test_a_database_that_another_program_holds(sqlite_url: str, tmp_path: Path) -> None:
    open_store(sqlite_url).close()
    other = sqlite3.connect(tmp_path / "a folder" / "headroom.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnavailable, match="another program is holding"):
        open_store(sqlite_url, patience=0.1)
    other.close()


def test_processes_that_start_together_on_an_empty_database(database_url: str) -> None:
    start = "import sys; from workbench.storage import open_store; open_store(sys.argv[1]).close()"
    command = [sys.executable, "-c", start, database_url]
    with ExitStack() as stack:
        starting = [
            stack.enter_context(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE))
            for _ in range(3)
        ]
        errors = [process.communicate(timeout=60)[1].decode() for process in starting]
    assert errors == [""] * 3
    open_store(database_url).close()
