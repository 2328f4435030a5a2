"""Agendas to start from, what the activities are, and the limits of a room: data, read once."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from workbench.frozen import Frozen
from workbench.marked_yaml import read_marked_yaml
from workbench.workshop.agenda import MOST_DAYS, MOST_STEPS, Activity, Agenda, Step, order_problem
from workbench.workshop.control import Patience
from workbench.workshop.title import Title

SHIPPED = Path(__file__).parents[2] / "assets/agendas.yaml"


class Limit(Frozen):
    """One figure of the room's rules, with its unit and where it comes from."""

    value: int = Field(ge=1)
    unit: str = Field(min_length=3)
    source: str = Field(min_length=3)
    as_of: date


class RoomLimits(Frozen):
    """The rules of a room in figures."""

    capacity: Limit
    wrong_recovery_tries: Limit
    silent: Limit
    answer: Limit

    @property
    def patience(self) -> Patience:
        """How long control of the room is kept for somebody who is silent."""
        return Patience(silent=self.silent.value, answer=self.answer.value)


class Budget(Frozen):
    """What a person may spend in an activity: the unit, the usual amount, and what is accepted."""

    unit: str = Field(min_length=3)
    usual: int = Field(ge=1)
    lowest: int = Field(ge=1)
    highest: int = Field(ge=1)


class ActivityFacts(Frozen):
    """What an activity is called, what people do in it, and its budget if it has one."""

    label: Title
    doing: str = Field(min_length=3, max_length=400)
    budget: Budget | None = None


class Template(Frozen):
    """An agenda to start from."""

    title: Title
    sentence: str = Field(min_length=3)
    length: str = Field(min_length=3)
    days: int | None = Field(default=None, ge=1, le=MOST_DAYS)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=MOST_STEPS)

    @property
    def agenda(self) -> Agenda:
        """The agenda as a workshop takes it."""
        return Agenda(title=self.title, steps=self.steps, days=self.days)


class Agendas(Frozen):
    """The whole file."""

    version: int = Field(ge=1, le=1)
    as_of: date
    room: RoomLimits
    activities: dict[Activity, ActivityFacts]
    templates: dict[str, Template] = Field(min_length=1)


def load_agendas(path: Path) -> Agendas:
    """Read a file of agendas.

    Raises ValueError with one line for each mistake, such as "agendas.yaml line 43: templates,
    boardroom, steps, entry 2, minutes: Input should be greater than or equal to 1".
    """
    marked = read_marked_yaml(path)
    try:
        found = Agendas.model_validate(marked.content)
        problems = list(_content_problems(found))
    except ValidationError as error:
        problems = [(detail["loc"], detail["msg"]) for detail in error.errors()]
    if problems:
        told = sorted((marked.line(path), f"{_place(path)}{what}") for path, what in problems)
        raise ValueError("\n".join(f"{path.name} line {line}: {text}" for line, text in told))
    return found


@cache
def agendas() -> Agendas:
    """The shipped file."""
    return load_agendas(SHIPPED)


def templates() -> Mapping[str, Template]:
    """The agendas to start from, by name, in the order of the file."""
    return agendas().templates


def activity_facts() -> Mapping[Activity, ActivityFacts]:
    """What each activity is called and what people do in it."""
    return agendas().activities


def room_limits() -> RoomLimits:
    """The rules of a room in figures."""
    return agendas().room


def budget_problem(activity: Activity, budget: int | None) -> str | None:
    """What is wrong with a step's budget; None when it is well."""
    rule = activity_facts()[activity].budget
    return _budget_problem(rule, budget)


def _budget_problem(rule: Budget | None, budget: int | None) -> str | None:
    if rule is None:
        return None if budget is None else "this activity has no budget"
    if budget is None:
        return f"a budget is needed: {rule.lowest} to {rule.highest} {rule.unit}"
    if not rule.lowest <= budget <= rule.highest:
        return f"the budget is {budget}; accepted: {rule.lowest} to {rule.highest} {rule.unit}"
    return None


def _content_problems(found: Agendas) -> list[tuple[tuple[str | int, ...], str]]:
    problems: list[tuple[tuple[str | int, ...], str]] = [
        (("activities",), f"{activity} is missing")
        for activity in Activity
        if activity not in found.activities
    ]
    if problems:
        return problems
    for name, template in found.templates.items():
        for index, step in enumerate(template.steps):
            rule = found.activities[step.activity].budget
            if (what := _budget_problem(rule, step.budget)) is not None:
                problems.append((("templates", name, "steps", index, "budget"), what))
        if (order := order_problem(template.steps)) is not None:
            problems.append((("templates", name, "steps", order[0]), order[1]))
    return problems


def _place(path: tuple[Any, ...]) -> str:
    told = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in path]
    return f"{', '.join(told)}: " if told else ""
