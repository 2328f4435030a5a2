"""The parts that invented participants play: how many play which, and what they would say."""

import random
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from workbench.frozen import Frozen
from workbench.workshop.roles import Role

FILE = Path(__file__).parents[2] / "assets" / "rehearsal.yaml"
# A frontline workshop: mostly advisors, some customers, few leaders.
SHARES = {
    Role.EXECUTIVE: 2,
    Role.MIDDLE: 2,
    Role.ADVISOR: 10,
    Role.BACK_OFFICE: 3,
    Role.CUSTOMER: 5,
}


class Scenario(StrEnum):
    """How a participant behaves."""

    ORDINARY = "ordinary"
    AGREES = "agrees"
    STRAIGHT_LINER = "straight_liner"
    LATE_JOINER = "late_joiner"
    DUPLICATE_TAB = "duplicate_tab"
    SLEEPER = "sleeper"
    TROLL = "troll"


class Behaviour(Frozen):
    """What a scenario is called, what it does, and how often it is cast."""

    label: str
    plays: str
    share: int = Field(ge=1)


class Script(Frozen):
    """Everything that is invented about a rehearsal."""

    mark: str
    scenarios: dict[Scenario, Behaviour]
    words: tuple[str, ...]
    troll_words: tuple[str, ...]


class Part(Frozen):
    """One invented participant."""

    number: int
    role: Role
    scenario: Scenario


@cache
def script() -> Script:
    """The invented part of a rehearsal, read once."""
    return Script.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


def cast(
    people: int, seed: int = 1, empty: frozenset[Role] = frozenset({Role.MIDDLE})
) -> tuple[Part, ...]:
    """Who takes part: every scenario at least once where there are people enough.

    The roles in `empty` stay without anybody, as happens in real rooms.
    """
    chance = random.Random(seed)
    scenarios = list(Scenario)[:people]
    behaviours: Mapping[Scenario, Behaviour] = script().scenarios
    weights = [behaviours[scenario].share for scenario in Scenario]
    scenarios += chance.choices(list(Scenario), weights, k=people - len(scenarios))
    roles = [role for role in Role if role not in empty]
    of_everybody = [SHARES[role] for role in roles]
    return tuple(
        Part(number=number, role=role, scenario=scenario)
        for number, (scenario, role) in enumerate(
            zip(scenarios, chance.choices(roles, of_everybody, k=people), strict=True), start=1
        )
    )
