"""Open statements: a few short texts to each question, every sending carries the whole list."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from workbench.voices.activities.material import Material
from workbench.voices.activities.reading import Reading
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw

MOST = 5
"""Texts to one question."""
LONGEST = 300
"""Characters of one text: others read it on a phone and vote on it."""
FIELD = re.compile(r"^(?P<prompt>[a-z0-9][a-z0-9-]{0,23})\.(?P<number>[1-9])$")


class Written(NamedTuple):
    """One text that somebody wrote: the question, its place in the list, and the words."""

    prompt: str
    item: str
    text: str


def check(raw: Raw, material: Material) -> Checked:
    """The texts that were sent. The same text twice to one question is taken once."""
    most = min(MOST, material.budget)
    names = {
        f"{prompt.id}.{number}": prompt.text
        for prompt in material.prompts
        for number in range(1, most + 1)
    }
    reading = Reading(raw, list(names))
    answers: list[Answer] = []
    there: set[tuple[str, str]] = set()
    for field, question in names.items():
        text = reading.text(field, question, LONGEST)
        same = field.partition(".")[0], text.casefold()
        if text and same not in there:
            there.add(same)
            answers.append(Answer(item=field, value=text))
    return reading.checked(answers)


def written(answers: Iterable[Answer]) -> tuple[Written, ...]:
    """The texts among the answers of a statements step."""
    found = []
    for answer in answers:
        field = FIELD.match(answer.item)
        if field and isinstance(answer.value, str) and answer.value.strip():
            found.append(Written(field["prompt"], answer.item, answer.value.strip()))
    return tuple(found)
