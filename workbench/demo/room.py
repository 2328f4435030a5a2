"""The invented room of the demo: its agenda, and what its people wrote, judged and voted for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Self
from uuid import UUID, uuid5

import numpy as np
import yaml
from pydantic import Field, model_validator

from workbench.demo.description import FOLDER
from workbench.frozen import Frozen
from workbench.strategy.changes import Change, Decision
from workbench.voices.activities.checks import check, form_of
from workbench.voices.activities.material import Choice, Material
from workbench.voices.activities.stances import AGREE, DISAGREE, PASS
from workbench.voices.activities.wording import wording
from workbench.voices.answers import Submission
from workbench.voices.codebook import shipped_codebook
from workbench.voices.instrument import instrument
from workbench.voices.journey_map import JourneyMap, journey_of
from workbench.voices.moderation_acts import Kept
from workbench.voices.statements import Standing, Statement
from workbench.workshop.agenda import Agenda, Step
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role
from workbench.workshop.room import Room

WRITE, STANCES, JOURNEY = "write", "stances", "journey"
FIRST, WORK, CLOSE = "first", "work", "close"
BETWEEN = timedelta(milliseconds=700)
Levels = tuple[int, int, int, int, int]
Rng = np.random.Generator


class WrittenDown(Frozen):
    """A statement: its words, its theme, who wrote it, and [agree, disagree, pass] by role."""

    text: str
    theme: str
    by: Role
    stances: dict[Role, tuple[int, int, int]]


class WantedChange(Frozen):
    """A change, how many of each role pick it, and the levels of effort and impact."""

    id: str
    title: str
    theme: str
    owner: str
    decision: Decision
    answer: str
    picks: dict[Role, int]
    work: Levels
    good: Levels


class Card(Frozen):
    """What a role says of a touchpoint, in shares of 100."""

    satisfaction: Levels
    ease: Levels
    pleasant: int
    unpleasant: int
    moment: int


class RoomDescription(Frozen):
    """All that is written down about the room."""

    opened: datetime
    closed: datetime
    agenda: Agenda
    statements: tuple[WrittenDown, ...]
    changes: tuple[WantedChange, ...]
    cards: dict[Role, int]
    owners: dict[str, str]
    touchpoints: dict[str, dict[Role, Card]]
    worth: dict[Role, Levels]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        themes = {theme.id for theme in shipped_codebook().themes}
        used = [one.theme for one in self.statements] + [one.theme for one in self.changes]
        for theme in used:
            if theme not in themes:
                raise ValueError(f"the theme {theme} is not in the codebook")
        return self


class DemoRoom(Frozen):
    """The room with everything that belongs to it; submissions are in the order of sending."""

    room: Room
    journey: JourneyMap
    statements: tuple[Kept, ...]
    changes: tuple[Change, ...]
    submissions: tuple[Submission, ...] = Field(default=())


@cache
def room_description() -> RoomDescription:
    """The description in `assets/demo/room.yaml`. Raises ValueError (pydantic's) if it is wrong."""
    text = (FOLDER / "room.yaml").read_text(encoding="utf-8")
    return RoomDescription.model_validate(yaml.safe_load(text))


def demo_room(told: RoomDescription, people: Sequence[Participant], seed: int) -> DemoRoom:
    """The room of these people; every step has a random stream of its own.

    Raises ValueError when the numbers of a statement are not those of everybody, or an answer does
    not fit its step.
    """
    by_role = {role: [one for one in people if one.role is role] for role in Role}
    statements = _statements(told, by_role)
    made = _Made(told, by_role, statements)
    streams = [
        np.random.Generator(np.random.PCG64(one)) for one in np.random.SeedSequence(seed).spawn(6)
    ]
    parts = (made.written, made.stances, made.cards, made.picks, made.work, made.worth)
    drawn = [sent for part, rng in zip(parts, streams, strict=True) for sent in part(rng)]
    steps = tuple(step.id for step in told.agenda.steps)
    return DemoRoom(
        room=Room(
            agenda=told.agenda,
            opened_at=told.opened,
            closed_at=told.closed,
            current=steps[-1],
            since=told.closed,
            reached=steps,
            revealed=dict.fromkeys(steps, told.closed),
        ),
        journey=journey_of(instrument()).owned(told.owners),
        statements=statements,
        changes=made.changes,
        submissions=tuple(drawn),
    )


def _statements(
    told: RoomDescription, by_role: Mapping[Role, Sequence[Participant]]
) -> tuple[Kept, ...]:
    """Each statement with its writer: the people of a role in turn."""
    taken = dict.fromkeys(Role, 0)
    kept = []
    for one in told.statements:
        writer = by_role[one.by][taken[one.by]]
        taken[one.by] += 1
        statement = Statement(
            id=f"t{uuid5(writer.id, one.text).hex[:8]}",
            step=WRITE,
            prompt="wrong",
            text=one.text,
            standing=Standing.SHOWN,
            theme=one.theme,
        )
        kept.append(
            Kept(
                statement=statement,
                participant=writer.id,
                form=form_of(WRITE),
                item="wrong.1",
            )
        )
    return tuple(kept)


class _Made:
    """Makes the submissions, step by step; times follow each other through the morning."""

    def __init__(
        self,
        told: RoomDescription,
        by_role: Mapping[Role, Sequence[Participant]],
        statements: tuple[Kept, ...],
    ) -> None:
        self.told = told
        self.by_role = by_role
        self.kept = statements
        self.at = told.opened
        self.changes = tuple(self._change(one) for one in told.changes)

    def written(self, _rng: Rng) -> Iterator[Submission]:
        """What was written: one statement by each writer."""
        people = {one.id: one for own in self.by_role.values() for one in own}
        for kept in self.kept:
            if kept.participant is not None:
                raw: dict[str, object] = {kept.item: kept.statement.text}
                yield self._sent(people[kept.participant], WRITE, raw)

    def stances(self, rng: Rng) -> Iterator[Submission]:
        """Everybody's stance on every statement, by the numbers of the description."""
        for one, kept in zip(self.told.statements, self.kept, strict=True):
            for role, counts in one.stances.items():
                sides = [
                    side
                    for side, count in zip((AGREE, DISAGREE, PASS), counts, strict=True)
                    for _ in range(count)
                ]
                for person, index in self._each(role, len(sides), rng, one.text):
                    raw: dict[str, object] = {"stance": sides[index]}
                    yield self._sent(person, STANCES, raw, kept.statement.id)

    def cards(self, rng: Rng) -> Iterator[Submission]:
        """The touchpoint cards: each person takes a few, drawn at random."""
        names = [*self.told.touchpoints]
        feelings = {
            pleasant: [one.id for one in wording().touchpoint.feelings if one.pleasant == pleasant]
            for pleasant in (1, 0, -1)
        }
        for role, number in self.told.cards.items():
            for person in self.by_role[role]:
                for index in rng.permutation(len(names))[:number].tolist():
                    card = self.told.touchpoints[names[index]][role]
                    ticket = int(rng.integers(100))
                    kind = 1 if ticket < card.pleasant else 0
                    kind = -1 if ticket >= 100 - card.unpleasant else kind
                    own = feelings[kind]
                    raw: dict[str, object] = {
                        "satisfaction": _level(card.satisfaction, rng),
                        "effort": _level(card.ease, rng),
                        "emotion": own[int(rng.integers(len(own)))],
                        "moment": int(int(rng.integers(100)) < card.moment),
                    }
                    yield self._sent(person, JOURNEY, raw, names[index])

    def picks(self, rng: Rng) -> Iterator[Submission]:
        """Up to five changes a person: those with most places left go to those with most room."""
        for role in self._roles(FIRST):
            picked: dict[UUID, list[str]] = {one.id: [] for one in self.by_role[role]}
            for change in sorted(self.told.changes, key=lambda one: -one.picks[role]):
                order = rng.permutation(len(picked)).tolist()
                people = [self.by_role[role][index] for index in order]
                people.sort(key=lambda one: len(picked[one.id]))
                for person in people[: change.picks[role]]:
                    picked[person.id].append(change.id)
            for person in self.by_role[role]:
                if picked[person.id]:
                    yield self._sent(person, FIRST, {"approve": picked[person.id]})

    def work(self, rng: Rng) -> Iterator[Submission]:
        """Effort and impact of each change, by the numbers of the description."""
        people = [one for role in self._roles(WORK) for one in self.by_role[role]]
        for change in self.told.changes:
            levels = []
            for counts in (change.work, change.good):
                spread = [at for at, count in enumerate(counts, 1) for _ in range(count)]
                if len(spread) != len(people):
                    raise ValueError(f"{change.id} has {len(spread)} of {len(people)} people")
                levels.append([spread[index] for index in rng.permutation(len(spread)).tolist()])
            for person, effort, impact in zip(people, *levels, strict=True):
                raw: dict[str, object] = {"effort": effort, "impact": impact}
                yield self._sent(person, WORK, raw, change.id)

    def worth(self, rng: Rng) -> Iterator[Submission]:
        """Whether it was worth their time."""
        for role, counts in self.told.worth.items():
            spread = [at for at, count in enumerate(counts, 1) for _ in range(count)]
            for person, index in self._each(role, len(spread), rng, CLOSE):
                yield self._sent(person, CLOSE, {"worth": spread[index]})

    def _each(
        self, role: Role, count: int, rng: Rng, what: str
    ) -> Iterator[tuple[Participant, int]]:
        people = self.by_role[role]
        if count != len(people):
            raise ValueError(f"{what}: {count} answers of {len(people)} {role.label.lower()}")
        return iter(zip(people, rng.permutation(count).tolist(), strict=True))

    def _roles(self, step: str) -> tuple[Role, ...]:
        found = self._step(step)
        return tuple(role for role in Role if role in found.roles)

    def _step(self, step: str) -> Step:
        found = self.told.agenda.step(step)
        if found is None:
            raise ValueError(f"the demo's agenda has no step {step}")
        return found

    def _sent(
        self, person: Participant, step: str, raw: dict[str, object], card: str = ""
    ) -> Submission:
        checked = check(raw, self._material(step), person.role, card)
        if checked.refusals:
            raise ValueError(f"{step}: {checked.refusals[0]}")
        self.at += BETWEEN
        form = form_of(step, card)
        return Submission(
            key=uuid5(person.id, form).hex,
            workshop=person.workshop,
            participant=person.id,
            role=person.role,
            form=form,
            answers=checked.answers,
            sent_at=self.at,
        )

    def _material(self, step: str) -> Material:
        found = self._step(step)
        cards = {
            STANCES: [(one.statement.id, one.statement.text) for one in self.kept],
            JOURNEY: [(name, name) for name in self.told.touchpoints],
            FIRST: [(one.id, one.title) for one in self.told.changes],
            WORK: [(one.id, one.title) for one in self.told.changes],
        }.get(step, [])
        return Material(
            step=step,
            activity=found.activity,
            prompts=tuple(Choice(id=one.id, text=one.text) for one in found.inputs.prompts),
            cards=tuple(Choice(id=name, text=text) for name, text in cards),
            emotions=wording().emotions,
            budget=found.budget or 1,
        )

    def _change(self, one: WantedChange) -> Change:
        theme = shipped_codebook().theme(one.theme)
        return Change(
            id=one.id,
            title=one.title,
            why=theme.meaning if theme else "",
            themes=(one.theme,),
            statements=tuple(
                sorted(k.statement.id for k in self.kept if k.statement.theme == one.theme)
            ),
            element=theme.element if theme else None,
            must_have=theme.must_have if theme else None,
            owner=one.owner,
            decision=one.decision,
            answer=one.answer,
            made_at=self.told.opened,
        )


def _level(shares: Levels, rng: Rng) -> int:
    tickets = [level for level, share in enumerate(shares, start=1) for _ in range(share)]
    return tickets[int(rng.integers(len(tickets)))]
