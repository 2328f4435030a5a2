"""What somebody answered in a step, in words they can read again."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.voices.activities.material import Material
from workbench.voices.activities.pairs import LEFT, RIGHT, WINNER, pair_of
from workbench.voices.activities.stances import STANCE, STANCES
from workbench.voices.activities.wording import Rating, wording
from workbench.voices.answers import Answer
from workbench.workshop.agenda import Activity

GONE = "Something that is not shown any more"
TRUE_MINUS = "\N{MINUS SIGN}"


class Line(NamedTuple):
    """A question, or what was judged, and the answer to it."""

    about: str
    answer: str


def lines_of(
    answers: Iterable[Answer], material: Material, card: str, titles: Mapping[str, str]
) -> tuple[Line, ...]:
    """The answers of one sending, line by line; `titles` names changes that are shown no more."""
    given = {answer.item: answer.value for answer in answers}

    def text_of(name: str) -> str:
        found = material.card(name)
        return found.text if found else titles.get(name, GONE)

    match material.activity:
        case Activity.STATEMENTS:
            asked = {prompt.id: prompt.text for prompt in material.prompts}
            return tuple(
                Line(asked.get(item.partition(".")[0], GONE), str(value))
                for item, value in given.items()
            )
        case Activity.STANCES:
            words = {stance.id: stance.text for stance in STANCES}
            return (Line(text_of(card), words.get(str(given.get(STANCE)), "")),)
        case Activity.APPROVE:
            return tuple(Line(text_of(item), "Picked") for item in given)
        case Activity.QUADRATIC:
            return tuple(
                Line(text_of(item), _votes(value)) for item, value in given.items() if value
            )
        case Activity.PAIRWISE:
            left, right = (text_of(side) for side in pair_of(card))
            picked = {LEFT: left, RIGHT: right}.get(str(given.get(WINNER)), "Neither")
            return (Line(f"{left}, or: {right}", picked),)
        case Activity.EFFORT_IMPACT:
            asks = wording().effort_impact
            told = _rated(given, {"effort": asks.effort, "impact": asks.impact})
            return (Line(text_of(card), told),)
        case Activity.TOUCHPOINTS:
            return (Line(text_of(card), _touchpoint(given, material)),)
        case Activity.CLOSING:
            question = material.prompts[0].text if material.prompts else ""
            told = _level(given.get("worth"), wording().closing.worth)
            return (Line(question, _joined([told, str(given.get("words", ""))])),)
        case _:
            return ()


def _votes(value: object) -> str:
    number = value if isinstance(value, int) else 0
    signed = f"+{number}" if number > 0 else f"{TRUE_MINUS}{-number}"
    return f"{signed} {'vote' if abs(number) == 1 else 'votes'}"


def _rated(given: Mapping[str, object], asks: Mapping[str, Rating]) -> str:
    told = {item: _level(given.get(item), rating) for item, rating in asks.items()}
    return _joined(f"{asks[item].text} {level}" for item, level in told.items() if level)


def _level(value: object, rating: Rating) -> str:
    if isinstance(value, int) and 1 <= value <= len(rating.levels):
        return rating.levels[value - 1]
    return ""


def _touchpoint(given: Mapping[str, object], material: Material) -> str:
    asks = wording().touchpoint
    feelings = {one.id: one.text for one in material.emotions}
    told = _rated(given, {"satisfaction": asks.satisfaction, "effort": asks.effort})
    feeling = feelings.get(str(given.get("emotion")), "")
    mattered = asks.moment if given.get("moment") == 1 else ""
    return _joined([told, feeling, mattered, str(given.get("words", ""))])


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
