"""A whole agenda played over real HTTP by every scenario, with the plug pulled in between."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bench.load_kills import is_whole, kill_and_restart
from bench.server_process import RunningServer, running_server
from workbench.rehearsal.__main__ import FAILED, OUTCOME, PROGRESS
from workbench.rehearsal.browser import Browser, NoAnswer
from workbench.rehearsal.play import Play, Progress
from workbench.rehearsal.runs import UNEXPECTED, from_elsewhere, standing
from workbench.rehearsal.scenarios import Part, Scenario, cast
from workbench.storage import Store, open_store
from workbench.workshop.agenda import Activity
from workbench.workshop.agenda_templates import templates
from workbench.workshop.creation import new_workshop
from workbench.workshop.refused import Refused
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Kind, Workshop

PEOPLE = 14
FEW = 5  # statements a person judges


@pytest.fixture(scope="module")
def stored(server: RunningServer) -> Iterator[Store]:
    with open_store(f"sqlite:///{server.folder / 'headroom.db'}") as opened:
        yield opened


def a_room(store: Store, template: str) -> Workshop:
    made = store.workshops.create(new_workshop("Rehearsed", "Orla", datetime.now(UTC)))
    agenda = templates()[template].agenda
    steps = tuple(
        step.model_copy(update={"budget": FEW}) if step.activity is Activity.STANCES else step
        for step in agenda.steps
    )
    store.rooms.prepare(made.id, agenda.model_copy(update={"steps": steps}))
    return made


@pytest.mark.parametrize("template", ["frontline", "boardroom"])
def test_every_scenario_plays_a_whole_agenda(
    server: RunningServer, stored: Store, template: str
) -> None:
    real = a_room(stored, template)
    before = stored.backups.take(real.id)
    play = Play(
        store=stored,
        workshop=stored.workshops.rehearse(real.id),
        server=server.url,
        cast=cast(PEOPLE),
        speed=1000.0,
        source=from_elsewhere(),
    )
    told: list[Progress] = []
    play.tell = told.append

    outcome = asyncio.run(play.run())

    assert [check.told for check in outcome.checks if not check.is_good] == []
    assert outcome.count.people == PEOPLE
    assert outcome.count.acknowledged > PEOPLE
    assert {progress.step for progress in told} == {
        step.title for step in templates()[template].steps
    }
    answered = {entry.step for entry in play.watch.ledger.entries}
    assert answered == {step.id for step in templates()[template].steps if step.asks}
    assert {"a forged link", "ten thousand letters"} <= set(play.watch.refused)
    assert stored.backups.take(real.id) == before  # nobody real is among them
    stored.workshops.end_rehearsal(play.workshop.id)
    assert stored.workshops.find(play.workshop.id) is None


def test_nobody_invented_takes_part_among_real_people(server: RunningServer, stored: Store) -> None:
    real = a_room(stored, "frontline")
    with pytest.raises(Refused, match="never among real people"):
        Play(store=stored, workshop=real, server=server.url, cast=cast(3))
    assert real.kind is Kind.WORKSHOP


def test_three_kills_lose_and_double_nothing() -> None:
    with running_server() as server:
        file = server.folder / "headroom.db"
        with open_store(f"sqlite:///{file}") as store:
            found = asyncio.run(
                kill_and_restart(server, store, 3, people=10, thinks=(0.05, 0.3), up=(0.4, 1.2))
            )
        assert len(found.outages) == 3
        assert found.acknowledged > 0
        assert (found.lost, found.doubled) == (0, 0)
        problems = [c.told for o in found.outcomes for c in o.checks if not c.is_good]
        assert problems == []
        assert is_whole(file)


def test_every_scenario_is_cast_and_a_role_stays_empty() -> None:
    parts = cast(len(Scenario))
    assert {part.scenario for part in parts} == set(Scenario)
    assert Role.MIDDLE not in {part.role for part in cast(300)}
    assert cast(40) == cast(40)
    assert [part.number for part in cast(3)] == [1, 2, 3]
    assert cast(1)[0] == Part(number=1, role=cast(1)[0].role, scenario=Scenario.ORDINARY)


def test_only_this_machine_is_spoken_to() -> None:
    with pytest.raises(ValueError, match="only this machine"):
        Browser("http://192.0.2.1:8501")
    with pytest.raises(NoAnswer):
        asyncio.run(Browser("http://127.0.0.1:9").get("/join"))


def test_what_a_rehearsal_says_is_read_line_by_line() -> None:
    progress = Progress(step="Pulse", number=1, of=3, joined=2, people=5, saved=1)
    said = json.dumps({PROGRESS: progress.model_dump()}) + "\n"
    now = standing(said + '{"progress": {"st', is_running=True)
    assert (now.progress, now.outcome, now.failed) == (progress, None, "")
    assert standing(said, is_running=False).failed == UNEXPECTED
    failed = standing(said + json.dumps({FAILED: {"told": "Stuck"}}) + "\n", is_running=False)
    assert failed.failed == "Stuck"
    assert OUTCOME not in said
