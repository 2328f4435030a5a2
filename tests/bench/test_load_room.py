"""The load's own instruments see what they are to measure, in a room of a few."""

import asyncio
import subprocess
from pathlib import Path

import pytest

from bench.haproxy import MISSING, configuration, find_haproxy
from bench.load_room import ordinary, play_in_company, rehearsal
from bench.server_process import RunningServer
from workbench.rehearsal.play import Play
from workbench.storage import open_store

PEOPLE, STEPS = 12, 2


def test_the_wall_is_seen_to_show_what_phones_sent(server: RunningServer) -> None:
    with open_store(f"sqlite:///{server.folder / 'headroom.db'}") as store:
        play = Play(
            store,
            rehearsal(store, STEPS),
            server.url,
            ordinary(PEOPLE),
            speed=1.0,
            thinks=(0.0, 0.2),
            arrives=0.2,
            lingers=2.5,
            looks=0.2,
        )
        outcome, company = asyncio.run(play_in_company(play, tabs=1))
    assert outcome.is_good
    assert outcome.count.acknowledged == PEOPLE * STEPS
    assert len(company.on_the_wall) == PEOPLE * STEPS
    assert company.errors == []
    assert set(play.watch.seconds) == {"join to first question", "answer to stored"}


def test_haproxy_takes_the_configuration(tmp_path: Path) -> None:
    program = find_haproxy()
    if program is None:
        pytest.skip(MISSING)
    file = tmp_path / "haproxy.cfg"
    file.write_text(configuration(8600, ["http://localhost:8501", "http://localhost:8502"]))
    said = subprocess.run([program, "-c", "-f", file], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "cookie s2" in file.read_text()
