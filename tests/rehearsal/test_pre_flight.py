"""The pre-flight: each finding turns red for its own reason, and says what to do."""

import socket
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.server_process import RunningServer
from tests.storage.made import a_workshop
from workbench.rehearsal import pre_flight as looked
from workbench.rehearsal.pre_flight import (
    clock,
    database,
    disk,
    latency,
    pre_flight,
    reachable,
)
from workbench.storage import Store, open_store
from workbench.storage.health import Times

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'headroom.db'}", patience=0.1) as opened:
        yield opened


def test_a_running_server_on_a_quiet_disk_is_green(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looked, "network_address", lambda: "127.0.0.1")
    port = int(server.url.rsplit(":", 1)[1])
    with open_store(f"sqlite:///{server.folder / 'headroom.db'}") as store:
        found = {each.name: each for each in pre_flight(store, port, "0.0.0.0")}
    assert set(found) == {"Database", "Clock", "Phones", "Disk", "Speed"}
    for name in ("Clock", "Phones", "Disk"):
        assert found[name].is_good, found[name].told
    assert f"127.0.0.1:{port}" in found["Phones"].told


def test_a_database_that_somebody_holds_is_red(file_store: Store) -> None:
    assert file_store.file is not None
    with closing(sqlite3.connect(file_store.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        finding = database(file_store)
    assert not finding.is_good
    assert "another program is holding the database" in finding.told
    assert "Close other programs" in finding.remedy
    assert "Writing to the disk took" in database(file_store).told


def test_a_clock_that_is_behind_what_is_stored_or_off_the_servers_is_red(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clock(file_store).is_good
    now = datetime.now(UTC)
    workshop = a_workshop(file_store)
    file_store.workshops.lock_standard(workshop.id)  # something with a time of its own
    assert clock(file_store).is_good
    for times, told in (
        (Times(now, now + timedelta(hours=1)), "yet to come"),
        (Times(now - timedelta(seconds=90), None), "differ by 9"),
    ):
        monkeypatch.setattr(file_store, "times", lambda times=times: times)
        finding = clock(file_store)
        assert not finding.is_good
        assert told in finding.told
        assert "Set the clock" in finding.remedy


def test_the_server_of_the_database_tells_its_own_time(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        assert store.times().newest is None
        assert abs(store.times().database - datetime.now(UTC)) < timedelta(seconds=5)


def test_phones_cannot_come_to_a_server_for_this_machine_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finding = reachable(8501, "127.0.0.1")
    assert not finding.is_good
    assert "make run HOST=0.0.0.0" in finding.remedy

    monkeypatch.setattr(looked, "network_address", lambda: None)
    assert "no network" in reachable(8501, "0.0.0.0").told

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setattr(looked, "network_address", lambda: "127.0.0.1")
    assert "Nobody answers" in reachable(port, "0.0.0.0").told


def test_a_full_disk_is_red_and_says_how_much_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _where: Usage(10**9, 10**9, 10**8))
    finding = disk(tmp_path / "not yet" / "headroom.db")
    assert not finding.is_good
    assert "0.1 GB are free" in finding.told
    assert "Free 0.4 GB" in finding.remedy
    assert disk(None).is_good


def test_nobody_at_the_port_is_red() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    finding = latency(port)
    assert not finding.is_good
    assert "cannot be opened" in finding.told
