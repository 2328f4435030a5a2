"""Agendas and rooms for tests."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from workbench.workshop.agenda import (
    Activity,
    Agenda,
    Anonymity,
    Inputs,
    Prompt,
    RevealPolicy,
    Step,
    WhoAdvances,
)
from workbench.workshop.roles import Role
from workbench.workshop.room import Room
from workbench.workshop.room_moves import open_room

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EVERYBODY = frozenset(Role)


def a_step(name: str, **changes: object) -> Step:
    """A step in which everybody writes, unless told otherwise."""
    usual: dict[str, object] = {
        "id": name,
        "title": name.capitalize(),
        "activity": Activity.STATEMENTS,
        "inputs": Inputs(prompts=(Prompt(id="wrong", text="What is wrong now?"),)),
        "budget": 5,
    }
    return Step.model_validate(usual | changes)


def an_agenda(*steps: Step, days: int | None = None) -> Agenda:
    """An agenda of these steps, or of three in which everybody writes."""
    usual = tuple(a_step(name) for name in ("one", "two", "three"))
    return Agenda(title="Morning", steps=steps or usual, days=days)


def an_open_room(*steps: Step, days: int | None = None) -> Room:
    """A room in its first step since nine."""
    return open_room(Room(agenda=an_agenda(*steps, days=days)), NINE).room


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    """Agendas of every kind that is possible."""
    names = draw(
        st.lists(
            st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True),
            min_size=1,
            max_size=7,
            unique=True,
        )
    )
    named_from = draw(st.integers(0, len(names)))
    steps = [
        a_step(
            name,
            activity=draw(st.sampled_from([Activity.STATEMENTS, Activity.TALK, Activity.APPROVE])),
            roles=draw(st.frozensets(st.sampled_from(Role), min_size=1)),
            anonymity=Anonymity.NAMED if index >= named_from else Anonymity.ANONYMOUS,
            reveal=draw(st.sampled_from(RevealPolicy)),
            minutes=draw(st.integers(1, 240)),
            who_advances=draw(st.sampled_from(WhoAdvances)),
        )
        for index, name in enumerate(names)
    ]
    return an_agenda(*steps, days=draw(st.none() | st.integers(1, 60)))
