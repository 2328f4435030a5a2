"""A server erases at its start what is due, says so in its log, and says nothing otherwise."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from bench.server_process import RunningServer
from workbench.storage import open_store
from workbench.workshop.creation import new_workshop


def test_a_workshop_whose_day_has_come_is_gone_after_a_start(
    start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'headroom.db'}"
    now = datetime.now(UTC)
    with open_store(url) as store:
        due = new_workshop("Due", "Orla", now - timedelta(days=30), erase_on=now.date())
        kept = new_workshop("Kept", "Orla", now, erase_on=now.date() + timedelta(days=2))
        for workshop in (due, kept):
            store.workshops.create(workshop)
        server = start_server(environment={"HEADROOM_DATABASE_URL": url})
        give_up = monotonic() + 30
        while store.workshops.find(due.id) is not None and monotonic() < give_up:
            sleep(0.05)
        assert [each.id for each in store.workshops.all()] == [kept.id]
        assert [each.name for each in store.retention.erased()] == ["Due"]
    while "Due" not in server.log and monotonic() < give_up:
        sleep(0.05)
    assert server.log.strip().endswith(f"Erased on its day, {now.date().isoformat()}: Due")
