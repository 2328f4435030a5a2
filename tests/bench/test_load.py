import asyncio
import sys

import pytest

from bench import load, load_visitors
from bench.server_process import RunningServer


def test_a_room_opens_the_form_by_the_link_for_participants(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_visitors, "SESSIONS", 3)
    monkeypatch.setattr(load_visitors, "SECONDS", 0.1)

    seconds, wrong = asyncio.run(load_visitors.open_room(server.url))

    assert len(seconds) == 3
    assert wrong == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it in a file")
def test_the_memory_of_a_process_is_told_in_mebibytes(server: RunningServer) -> None:
    number, unit = load.memory(server.process.pid).split()

    assert 20 < int(number) < 20_000
    assert unit == "MiB"
