from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.workshop.rooms_made import a_step, agendas, an_agenda
from workbench.workshop.agenda import Activity, Agenda, Anonymity, Inputs, WhoAdvances, step_of_form
from workbench.workshop.agenda_edits import (
    Edits,
    add_step,
    change_step,
    free_id,
    move_step,
    remove_step,
)
from workbench.workshop.agenda_templates import (
    SHIPPED,
    activity_facts,
    budget_problem,
    load_agendas,
    room_limits,
    templates,
)
from workbench.workshop.refused import Refused


def edited(agenda: Agenda, kind: str, number: int) -> Agenda:
    """An agenda after one change of a kind; itself when the rules forbid the change."""
    step = agenda.steps[number % len(agenda.steps)]
    try:
        if kind == "add":
            return add_step(agenda, a_step(free_id(agenda, "Más ideas!"), anonymity="named"))
        if kind == "remove":
            return remove_step(agenda, step.id)
        if kind == "move":
            return move_step(agenda, step.id, number - 4)
        return change_step(agenda, step.id, title=f"Number {number}")
    except Refused:
        return agenda


EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "move", "change"]), st.integers(0, 9)), max_size=20
)


@given(agendas(), EDITS)
def test_undo_restores_every_agenda_and_redo_goes_forward_again(
    agenda: Agenda, changes: list[tuple[str, int]]
) -> None:
    seen, edits = [agenda], Edits()
    for kind, number in changes:
        after = edited(seen[-1], kind, number)
        edits = edits.after_change(seen[-1])
        seen.append(after)
    now = seen[-1]
    for before in reversed(seen[:-1]):
        now, edits = edits.undo(now)
        assert now == before
    with pytest.raises(Refused, match="nothing to undo"):
        edits.undo(now)
    for after in seen[1:]:
        now, edits = edits.redo(now)
        assert now == after
    with pytest.raises(Refused, match="nothing to do again"):
        edits.redo(now)


@given(agendas(), st.integers(0, 9), st.integers(-9, 9))
def test_moving_a_step_keeps_all_steps_and_the_order_of_the_others(
    agenda: Agenda, number: int, by: int
) -> None:
    step = agenda.steps[number % len(agenda.steps)]
    if len({one.anonymity for one in agenda.steps}) > 1:
        return  # which of these moves are refused is the next test's
    moved = move_step(agenda, step.id, by)
    others = [one for one in agenda.steps if one != step]
    assert [one for one in moved.steps if one != step] == others
    place = min(max(agenda.index(step.id) + by, 0), len(others))
    assert moved.index(step.id) == place


def test_once_named_always_named() -> None:
    named = an_agenda(a_step("one"), a_step("two", anonymity=Anonymity.NAMED))
    changes: list[Callable[[], Agenda]] = [
        lambda: move_step(named, "two", -1),
        lambda: add_step(named, a_step("three")),
        lambda: change_step(an_agenda(), "two", anonymity=Anonymity.NAMED),
    ]
    for change in changes:
        with pytest.raises(Refused, match="once names are shown, they stay"):
            change()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": "Two words"}, "String should match pattern"),
        ({"id": "x" * 25}, "String should match pattern"),
        ({"roles": frozenset()}, "at least 1 item"),
        ({"minutes": 0}, "greater than or equal to 1"),
        ({"minutes": 241}, "less than or equal to 240"),
        ({"who_advances": WhoAdvances.TIMER}, "needs a number of minutes"),
        ({"inputs": Inputs()}, "needs at least one question"),
        ({"activity": Activity.PREDICT}, "only executives predict"),
        ({"title": "two\nlines"}, "one line of text"),
    ],
)
def test_an_impossible_step_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        a_step("one", **changes)


def test_an_agenda_has_every_step_once_and_uses_only_what_was_said_before() -> None:
    with pytest.raises(ValidationError, match="the step one is there twice"):
        an_agenda(a_step("one"), a_step("one"))
    judged = a_step("two", activity=Activity.STANCES, inputs=Inputs(of_steps=("one",)))
    assert an_agenda(a_step("one"), judged).index("two") == 1
    with pytest.raises(Refused, match="“Two” uses what was said in the step one"):
        move_step(an_agenda(a_step("one"), judged), "two", -1)
    with pytest.raises(Refused, match="“Two” uses what was said in the step one"):
        remove_step(an_agenda(a_step("one"), judged), "one")
    with pytest.raises(Refused, match="at least one step"):
        remove_step(an_agenda(a_step("one")), "one")
    with pytest.raises(Refused, match="not on the agenda any more"):
        remove_step(an_agenda(), "gone")
    with pytest.raises(Refused, match="at most 40 steps"):
        add_step(an_agenda(*(a_step(f"s{number}") for number in range(40))), a_step("more"))
    with pytest.raises(Refused, match="minutes: Input should be less than or equal to 240"):
        change_step(an_agenda(), "one", minutes=999)


def test_a_form_says_which_step_it_belongs_to() -> None:
    assert step_of_form(a_step("vote").form) == "vote"
    assert step_of_form("step:stances/s-12") == "stances"
    assert step_of_form("pulse_advisor") is None


def test_the_shipped_agendas_last_about_as_long_as_they_say() -> None:
    shipped = {name: template.agenda for name, template in templates().items()}
    assert list(shipped) == ["boardroom", "frontline", "pulse_survey", "quick_vote"]
    assert 160 <= shipped["boardroom"].minutes <= 180
    assert 75 <= shipped["frontline"].minutes <= 90
    assert shipped["pulse_survey"].days == 7
    assert all(step.who_advances is WhoAdvances.EACH for step in shipped["pulse_survey"].steps)
    assert shipped["quick_vote"].minutes == 10
    used = {step.activity for agenda in shipped.values() for step in agenda.steps}
    assert used >= {Activity.PREDICT, Activity.TOUCHPOINTS, Activity.QUADRATIC, Activity.APPROVE}
    assert set(activity_facts()) == set(Activity)
    assert room_limits().patience.silent > room_limits().patience.answer


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: Why we are here", "title: ''", "templates, boardroom, steps, entry 1, title"),
        ("id: pulse\n        title: How ready", "id: P u\n        title: How ready", "entry 2, id"),
        ("activity: quadratic\n        budget: 25", "activity: quadratic", "a budget is needed"),
        ("budget: 25", "budget: 1000", "budget"),
        ("reveal: never", "reveal: perhaps", "reveal: Input should be"),
        ("  talk:\n    label: Talk", "  chat:\n    label: Talk", "Input should be 'pulse'"),
        ("inputs: {of_steps: [wrong]}", "inputs: {of_steps: [later]}", "does not come before it"),
        ("value: 5000", "value: many", "room, capacity, value: Input should be a valid integer"),
        ("version: 1", "version: [", "expected"),
        ("as_of: 2026-03-01", "as_of: 2026-03-01\nas_of: 2026-03-01", "as_of is here twice"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "agendas.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"agendas\.yaml line \d+: ") as problem:
        load_agendas(file)
    assert told in str(problem.value)
    line = int(str(problem.value).split(" line ")[1].split(":")[0])
    near = text[: text.index(old)].count("\n") + 1
    # Within the step or the entry that was spoilt.
    assert abs(line - near) <= 7


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        load_agendas(tmp_path / "none.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ValueError, match="is not UTF-8 text"):
        load_agendas(tmp_path / "binary.yaml")


def test_a_budget_is_held_against_its_activity() -> None:
    assert budget_problem(Activity.APPROVE, 5) is None
    assert budget_problem(Activity.TALK, None) is None
    assert budget_problem(Activity.APPROVE, 21) == "the budget is 21; accepted: 1 to 20 picks"
    assert budget_problem(Activity.TALK, 3) == "this activity has no budget"
