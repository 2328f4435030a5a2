"""The people of the demo and what each of them sends."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import numpy as np
from numpy.typing import NDArray

from workbench.demo.description import NONE, Answering, Counts, Description, Notes, People, Voice
from workbench.voices.answers import DONT_KNOW, Answer, Submission
from workbench.voices.checking import check
from workbench.voices.instrument import Instrument
from workbench.voices.questions import NOTE, PREDICTED, STEP, THEME
from workbench.workshop.participant import Participant
from workbench.workshop.roles import Role

SATISFIED, FEELINGS, MOMENT, GIVEN_UP = "CU2", "CU4", "CU5", "LD4"
MOST_FEELINGS = 3
LEFT_OUT = (DONT_KNOW, NONE)
# Two in three comments come from the unhappier half, as far as it has people enough.
UNHAPPY_SHARE = (2, 3)

Ranks = NDArray[np.int64]
Fields = dict[str, object]
Sent = tuple[Participant, Submission]


def sent_by(
    role: Role,
    workshop: UUID,
    told: Description,
    instrument: Instrument,
    rng: np.random.Generator,
) -> Iterator[Sent]:
    """Everybody of a role with the pulse form they sent.

    Only whole-number draws, comparisons and sorting decide, so that the digits are the same on
    every machine. Raises ValueError when an answer does not fit the instrument.
    """
    people = told.people[role]
    moods = rng.permutation(people.count)
    filled = _fill(people, moods, rng)
    _write(filled, told.voices.get(role, ()), moods, told.untagged, rng)
    if people.feelings:
        _feel(filled, people, rng)
    if people.moments:
        _remember(filled, people, rng)
    if role is Role.EXECUTIVE:
        _note(filled, told.notes, instrument)
    form = instrument.form_for(role)
    times = _times(told.wave.answered[role], people.count, rng)
    for number, (fields, at) in enumerate(zip(filled, times, strict=True), start=1):
        person = uuid5(workshop, f"{role.value} {number}")
        yield (
            Participant(id=person, workshop=workshop, role=role, joined_on=at.date()),
            Submission(
                key=f"demo-{role.value}-{number:03}",
                workshop=workshop,
                participant=person,
                role=role,
                form=form,
                answers=_checked(fields, form, role, instrument),
                sent_at=at,
            ),
        )


def _fill(people: People, moods: Ranks, rng: np.random.Generator) -> list[Fields]:
    """The levels and numbers of everybody, by the counts of the description."""
    filled: list[Fields] = [{} for _ in range(people.count)]
    reticent = rng.permutation(people.count)[: people.reticent]
    asked = [(item, item, counts) for item, counts in people.answers.items()]
    asked += [(PREDICTED + item, item, counts) for item, counts in people.predicts.items()]
    for field, item, counts in asked:
        chance = rng.permutation(people.count)
        score = people.mood_parts * moods + chance
        if item in people.strain:
            score = -score
        silent = [value for value in LEFT_OUT for _ in range(counts.get(value, 0))]
        skips = dict(zip(rng.permutation(reticent).tolist(), silent, strict=False))
        ranked = [who for who in np.argsort(score, kind="stable").tolist() if who not in skips]
        for who, value in zip(ranked, _levels(counts), strict=True):
            filled[who][field] = value
        for who, value in skips.items():
            if value == DONT_KNOW:
                filled[who][field] = value
    return filled


def _levels(counts: Counts) -> list[int]:
    levels = sorted(level for level in counts if isinstance(level, int))
    return [level for level in levels for _ in range(counts[level])]


def _write(
    filled: list[Fields],
    voices: Sequence[Voice],
    moods: Ranks,
    untagged: int,
    rng: np.random.Generator,
) -> None:
    """Give each comment to somebody whose mood fits it; some people skip the theme or the step."""
    by_mood = np.argsort(moods, kind="stable")
    low, high = np.split(by_mood, [len(by_mood) // 2])
    part, whole = UNHAPPY_SHARE
    from_low = min(len(voices) * part // whole, len(low))
    chosen = {
        *rng.permutation(low)[:from_low].tolist(),
        *rng.permutation(high)[: len(voices) - from_low].tolist(),
    }
    writers = [who for who in by_mood.tolist() if who in chosen]
    shuffled = [voices[index] for index in rng.permutation(len(voices)).tolist()]
    for who, voice in zip(writers, sorted(shuffled, key=lambda voice: voice.mood), strict=True):
        for said in voice.says:
            tags = {THEME: said.theme, STEP: said.step}
            if rng.integers(100) < untagged:
                del tags[(THEME, STEP)[int(rng.integers(2))]]
            filled[who][said.item] = said.text
            filled[who] |= {said.item + end: pick for end, pick in tags.items()}


def _feel(filled: Sequence[Fields], people: People, rng: np.random.Generator) -> None:
    """One to three feelings for everybody who said how satisfied they were."""
    for fields in filled:
        level = fields.get(SATISFIED)
        if isinstance(level, int):
            shares = dict(people.feelings[level])
            picked: list[str] = []
            for _ in range(int(rng.integers(1, MOST_FEELINGS + 1))):
                picked.append(_draw(shares, rng))
                del shares[picked[-1]]
            fields[FEELINGS] = picked


def _remember(filled: Sequence[Fields], people: People, rng: np.random.Generator) -> None:
    """The moment that mattered most: the step a person wrote about, else by the shares."""
    for fields in filled:
        about = [step for field, step in fields.items() if field.endswith(STEP)]
        fields[MOMENT] = about[0] if about else _draw(people.moments, rng)


def _draw(shares: Mapping[str, int], rng: np.random.Generator) -> str:
    tickets = [name for name, share in shares.items() for _ in range(share)]
    return tickets[int(rng.integers(len(tickets)))]


def _note(filled: Sequence[Fields], notes: Notes, instrument: Instrument) -> None:
    """The lines beside ratings: each to somebody whose rating asks for it, shared out."""
    from_level = instrument.scoring.evidence.from_level
    for named in notes.given_up:
        _attach(filled, GIVEN_UP, range(named.level, named.level + 1), named.text)
    for item, text in notes.evidence.items():
        _attach(filled, item, range(from_level, instrument.scoring.highest + 1), text)


def _attach(filled: Sequence[Fields], item: str, levels: range, text: str) -> None:
    able = [fields for fields in filled if fields[item] in levels and item + NOTE not in fields]
    if not able:
        raise ValueError(f"nobody rates {item} at one of {[*levels]} and could write {text!r}")
    quietest = min(able, key=lambda fields: sum(field.endswith(NOTE) for field in fields))
    quietest[item + NOTE] = text


def _times(when: Answering, count: int, rng: np.random.Generator) -> list[datetime]:
    days = rng.integers(when.days, size=count).tolist()
    seconds = rng.integers(when.minutes * 60, size=count).tolist()
    pairs = zip(days, seconds, strict=True)
    return sorted(when.start + timedelta(days=day, seconds=second) for day, second in pairs)


def _checked(fields: Fields, form: str, role: Role, instrument: Instrument) -> tuple[Answer, ...]:
    checked = check(fields, form, role, instrument)
    if checked.refusals:
        raise ValueError(f"{role.value}: {checked.refusals[0]}")
    return checked.answers
