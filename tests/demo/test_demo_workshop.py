"""The demo is one valid workshop, the same digits every time, and cheap to make."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.demo.demo_workshop import DemoWorkshop, demo_workshop
from workbench.demo.description import description
from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import figures
from workbench.headroom.outcome import evaluate
from workbench.headroom.policy import policy
from workbench.headroom.queueing import erlang_a
from workbench.headroom.scenario import read_scenario
from workbench.headroom.shipped import shipped
from workbench.voices.checking import check
from workbench.voices.instrument import instrument
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Kind

ROOT = Path(__file__).parents[2]
DEMO = demo_workshop()
PRINT_DIGEST = (
    "from workbench.demo.demo_workshop import demo_workshop;"
    "from tests.demo.test_demo_workshop import digest;"
    "print(digest(demo_workshop()))"
)


def digest(demo: DemoWorkshop) -> str:
    """A hash of every figure and word; roles that are open are a set, which has no order."""
    roles = sorted(demo.workshop.open_roles)
    rest = demo.model_dump_json(exclude={"workshop": {"open_roles"}})
    return hashlib.sha256(f"{roles}{rest}".encode()).hexdigest()


def test_the_workshop_is_marked_as_invented_and_ready_to_show() -> None:
    workshop = DEMO.workshop
    assert workshop.kind is Kind.DEMO
    assert workshop.revealed_at is not None
    assert workshop.requisite_locked_at is not None
    assert workshop.requisite_locked_at < min(
        sent.sent_at for sent in DEMO.submissions if sent.role == "exec"
    )
    assert workshop.revealed_at > max(sent.sent_at for sent in DEMO.submissions)
    assert set(workshop.requisite) == set(instrument().elements)
    assert {sent.workshop for sent in DEMO.submissions} == {workshop.id}
    assert {person.workshop for person in DEMO.participants} == {workshop.id}
    assert len(DEMO.story) >= 3


def test_the_same_seed_gives_the_same_digits_in_every_process() -> None:
    digests = {digest(demo_workshop())}
    for seed in ("0", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(run.stdout.strip())
    assert digests == {digest(DEMO)}


def test_another_seed_gives_other_people_with_the_same_answers() -> None:
    other = demo_workshop(description().model_copy(update={"seed": 1}))
    assert digest(other) != digest(DEMO)
    assert other.workshop.id != DEMO.workshop.id

    def counts(demo: DemoWorkshop) -> Counter[tuple[str, object]]:
        described = {
            (role, item) for role, told in description().people.items() for item in told.answers
        }
        return Counter(
            (answer.item, answer.value)
            for sent in demo.submissions
            for answer in sent.answers
            if (sent.role, answer.item) in described
        )

    assert counts(other) == counts(DEMO)


def test_the_edits_are_accepted_by_the_register() -> None:
    register = resolve(default_assumptions(), edits=DEMO.edits)
    for edit in DEMO.edits:
        assert register.value(edit.assumption_id) == edit.p50
        assert "invented" in edit.source
    weights = [edit.p50 for edit in DEMO.edits if edit.assumption_id.startswith("weight_")]
    assert sum(weights) == 100
    assert len({edit.assumption_id for edit in DEMO.edits}) == len(DEMO.edits)


def test_the_shipped_scenarios_start_from_what_the_advisors_said() -> None:
    minutes = description().people[Role.ADVISOR].answers["WQ1"]
    given = {value: people for value, people in minutes.items() if isinstance(value, int)}
    mean = sum(value * people for value, people in given.items()) / sum(given.values())
    register = resolve(default_assumptions(), edits=DEMO.edits)
    today = figures(register)
    assert [saved.name for saved in DEMO.scenarios] == [entry.name for entry in shipped()]
    for saved, entry in zip(DEMO.scenarios, shipped(), strict=True):
        scenario = read_scenario(saved.document)
        assert scenario.name == saved.name
        assert scenario.off_phone_time == pytest.approx(mean + entry.more_off_phone)
        assert scenario.strictness == register.value("strictness")
        assert evaluate(today, policy(today, scenario)).cost_per_year > 0


def test_making_it_takes_one_sweep_of_the_queue_and_one_check_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: Counter[str] = Counter()

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: object, **named: object) -> Any:
            calls[name] += 1
            return real(*args, **named)

        return call

    monkeypatch.setattr("workbench.demo.daily_rows.erlang_a", counted("queue", erlang_a))
    monkeypatch.setattr("workbench.demo.people.check", counted("check", check))
    demo = demo_workshop()
    assert calls == {"queue": 1, "check": len(demo.participants)}
