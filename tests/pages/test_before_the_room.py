"""Before the room: the pre-flight and the rehearsal on Facilitate."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from streamlit.testing.v1 import AppTest

from workbench.rehearsal.ledger import Count
from workbench.rehearsal.play import Check, Outcome, Progress
from workbench.rehearsal.pre_flight import Finding
from workbench.rehearsal.runs import Standing
from workbench.storage import Store
from workbench.ui import pre_flight, rehearsal
from workbench.workshop.agenda_templates import templates
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Kind, Workshop

OpenPage = Callable[..., AppTest]
COUNT = Count(acknowledged=12, lost=1, doubled=0, people=3, strangers=0)
LOST = Check(name="Nothing was lost", is_good=False, told="12 answers; 1 is missing.")
OUTCOME = Outcome(checks=(LOST,), count=COUNT, seconds={"answer to stored": (0.01, 0.05)})


class MadeRun:
    """A rehearsal that only says what it is told to say."""

    started: ClassVar[list[tuple[str, str, int, float]]] = []
    now = Standing(is_running=True)

    def __init__(self, code: str, server: str, people: int, speed: float) -> None:
        self.started.append((code, server, people, speed))

    def look(self) -> Standing:
        return MadeRun.now

    def stop(self) -> None:
        MadeRun.now = Standing(is_running=False, failed="Stopped early.")


@pytest.fixture
def page(own_store: Store, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    MadeRun.started, MadeRun.now = [], Standing(is_running=True)
    monkeypatch.setattr(rehearsal, "Run", MadeRun)
    made = own_store.workshops.create(new_workshop("Spring", "Orla", datetime.now(UTC)))
    own_store.rooms.prepare(made.id, templates()["frontline"].agenda)
    page = open_page("facilitate", workshop=made.code)
    page.session_state["facilitate_part"] = "Before the room"
    return page.run()


def words(page: AppTest) -> str:
    kinds = [page.markdown, page.success, page.error, page.info, page.caption]
    return "\n".join(str(each.value) for kind in kinds for each in kind).replace("\\", "")


def test_what_is_red_says_what_to_do(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (
        Finding(name="Database", is_good=True, told="Writing took 2 ms."),
        Finding(name="Disk", is_good=False, told="It is full.", remedy="Free 3 GB."),
    )
    monkeypatch.setattr(pre_flight, "pre_flight", lambda *_about: found)
    page.button(key="pre_flight").click().run()
    assert not page.exception
    told = words(page)
    assert "1 of 2 need attention" in told
    assert "What to do:** Free 3 GB." in told

    monkeypatch.setattr(pre_flight, "pre_flight", lambda *_about: found[:1])
    page.button(key="pre_flight").click().run()
    assert "Ready: all 1 are green" in words(page)


def test_a_rehearsal_is_started_watched_read_and_removed(page: AppTest, own_store: Store) -> None:
    page.number_input(key="rehearsal_people").set_value(9999)
    page.button(key="rehearse").click().run()
    assert "accepted are 1 to 300" in words(page)
    assert MadeRun.started == []

    page.number_input(key="rehearsal_people").set_value(12)
    page.button(key="rehearse").click().run()
    (copy,) = [each for each in own_store.workshops.all() if each.kind is Kind.REHEARSAL]
    ((code, server, people, _speed),) = MadeRun.started
    assert (code, people) == (copy.code, 12)
    assert server.startswith("http://127.0.0.1:")
    assert "rehearse" not in {button.key for button in page.button}

    step = Progress(step="Pulse", number=2, of=9, joined=7, people=12, saved=31)
    MadeRun.now = Standing(is_running=True, progress=step)
    page.run()
    assert "7 of 12 are in, 31 answers saved" in page.get("progress")[0].proto.text

    MadeRun.now = Standing(is_running=False, progress=step, outcome=OUTCOME)
    page.run()
    told = words(page)
    assert "Something is red" in told
    assert "12 answers; 1 is missing." in told

    page.button(key=f"remove_{copy.id}").click().run()
    assert own_store.workshops.find(copy.id) is None
    assert "The rehearsal is removed" in words(page)
    assert not page.exception


@pytest.mark.usefixtures("page")
def test_a_rehearsal_says_on_its_own_pages_that_it_is_one(
    own_store: Store, open_page: OpenPage
) -> None:
    (real,) = own_store.workshops.all()
    copy: Workshop = own_store.workshops.rehearse(real.id)
    inside = open_page("facilitate", workshop=copy.code)
    inside.session_state["facilitate_part"] = "Before the room"
    assert "Rehearsal: participants and answers are invented" in words(inside.run())
    assert "rehearse" not in {button.key for button in inside.button}
