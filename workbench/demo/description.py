"""The invented company as it is written down in `assets/demo`."""

from datetime import date, datetime
from functools import cache
from typing import Any, Self

import yaml
from pydantic import Field, model_validator

from workbench.evidence.defaults import ASSETS
from workbench.evidence.grades import Grade, SourceKind
from workbench.frozen import Frozen
from workbench.headroom.scorecard import Weights
from workbench.voices.answers import DONT_KNOW
from workbench.workshop.roles import Role

FOLDER = ASSETS / "demo"
NONE = "none"
Counts = dict[int | str, int]


class Company(Frozen):
    """Who the company is said to be, and the story that its figures tell."""

    name: str
    business: str
    story: tuple[str, ...]


class Answering(Frozen):
    """When a role answers: within `minutes` from `start`, on each of so many days."""

    start: datetime = Field(alias="from")
    minutes: int = Field(ge=1, le=1440)
    days: int = Field(default=1, ge=1)


class Wave(Frozen):
    """When the workshop was prepared, its standard locked, answered and revealed."""

    prepared: datetime
    locked: datetime
    revealed: datetime
    answered: dict[Role, Answering]


class Setting(Frozen):
    """The workshop's code, name, currency and the standard of every element (1 to 5)."""

    code: str
    name: str
    currency: str
    requisite: float


class People(Frozen):
    """The people of one role: how many there are and how many of them give each answer.

    `answers` and `predicts` map an item to answer → people. `feelings` (by level of CU2) and
    `moments` are shares of 100. Raises ValueError when the answers to an item are not the answers
    of everybody, or when more people leave one out than are `reticent`.
    """

    count: int = Field(ge=1)
    reticent: int = Field(default=0, ge=0)
    mood_parts: int = Field(default=1, ge=0)
    strain: frozenset[str] = frozenset()
    answers: dict[str, Counts]
    predicts: dict[str, Counts] = Field(default_factory=dict)
    feelings: dict[int, dict[str, int]] = Field(default_factory=dict)
    moments: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for item, counts in [*self.answers.items(), *self.predicts.items()]:
            if sum(counts.values()) != self.count:
                raise ValueError(
                    f"{item} has {sum(counts.values())} answers; accepted: one of each of the "
                    f"{self.count} people, {NONE!r} and {DONT_KNOW!r} included"
                )
            left_out = counts.get(NONE, 0) + counts.get(DONT_KNOW, 0)
            if left_out > self.reticent:
                raise ValueError(
                    f"{item} is left out by {left_out} people; accepted: up to {self.reticent}, "
                    "the reticent ones"
                )
        return self


class Said(Frozen):
    """One comment: the open question it answers, what it is about, and its words."""

    item: str
    theme: str
    step: str
    text: str = Field(min_length=3)


class Voice(Frozen):
    """One person's comments and the mood behind them, from 1 (worn out) to 5 (content)."""

    mood: int = Field(ge=1, le=5)
    says: tuple[Said, ...] = Field(min_length=1)


class Named(Frozen):
    """What somebody names who rated LD4 at this level."""

    level: int
    text: str


class Notes(Frozen):
    """What executives write beside their ratings: by level of LD4, and by item."""

    given_up: tuple[Named, ...]
    evidence: dict[str, str]


class Hours(Frozen):
    """Contacts of each open hour against the day's mean."""

    weekday: tuple[float, ...]
    saturday: tuple[float, ...]
    sunday: tuple[float, ...]


class Noisy(Frozen):
    """A figure that differs a little from day to day: mean and standard deviation."""

    mean: float
    noise: float = Field(ge=0)
    target: float | None = None


class ContactCentre(Frozen):
    """What the daily rows are made from; times in minutes, shares from 0 to 1."""

    first_day: date
    days: int = Field(ge=1)
    contacts_per_hour: float = Field(gt=0)
    weekdays: tuple[float, ...] = Field(min_length=7, max_length=7)
    months: dict[int, float]
    yearly_growth: float
    bank_holidays: frozenset[date]
    bank_holiday_contacts: float = Field(gt=0)
    day_after: float = Field(gt=0)
    hours: Hours
    planned_occupancy: float = Field(gt=0, lt=1)
    away: float = Field(ge=0, lt=1)
    rota_follows: float = Field(ge=0, le=1)
    day_noise: float = Field(ge=0)
    hour_noise: float = Field(ge=0)
    absence_noise: float = Field(ge=0)
    handle_time: Noisy
    patience: float = Field(gt=0)
    satisfied: float = Field(gt=0, lt=1)
    surveyed: float = Field(gt=0, le=1)
    resolved: Noisy


class OwnFigure(Frozen):
    """A figure of the company's own in the register: P10, P50, P90, and where it comes from."""

    id: str
    range: tuple[float, float, float]
    source_kind: SourceKind
    source: str
    owner: str
    grade: Grade


class TodaysScorecard(Frozen):
    """What advisors are managed by today, in points, and where that is written down."""

    weights: Weights
    source: str
    owner: str


class Description(Frozen):
    """All that is written down about the invented company; the seed fixes the rest."""

    company: Company
    seed: int
    wave: Wave
    workshop: Setting
    people: dict[Role, People]
    untagged: int = Field(ge=0, le=100)
    contact_centre: ContactCentre
    edited: datetime
    figures: tuple[OwnFigure, ...]
    scorecard: TodaysScorecard
    voices: dict[Role, tuple[Voice, ...]]
    notes: Notes


@cache
def description() -> Description:
    """The description in `assets/demo`.

    Raises ValueError (pydantic's) naming what is wrong when a file does not fit.
    """
    voices = {}
    for name in ("advisors", "back_office", "middle", "customers"):
        content = _read(f"comments_{name}.yaml")
        voices[content["role"]] = content["voices"]
    notes = _read("comments_executives.yaml")
    del notes["role"]
    return Description.model_validate(_read("company.yaml") | {"voices": voices, "notes": notes})


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content
