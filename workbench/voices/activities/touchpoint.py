"""The touchpoint card: satisfaction, effort, feeling, whether it mattered, and a few words."""

from workbench.voices.activities.material import Material
from workbench.voices.activities.reading import Reading, gone
from workbench.voices.activities.wording import wording
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw

SATISFACTION, EFFORT, EMOTION, MOMENT, WORDS = (
    "satisfaction",
    "effort",
    "emotion",
    "moment",
    "words",
)
LOWEST, HIGHEST = 1, 5


def check(raw: Raw, material: Material, card: str) -> Checked:
    """One card. "Mattered" is a tick; a card with any other answer stores 0 for no tick."""
    touchpoint = material.card(card)
    if touchpoint is None:
        return gone(card)
    asks = wording().touchpoint
    reading = Reading(raw, [SATISFACTION, EFFORT, EMOTION, MOMENT, WORDS])
    answers: list[Answer] = []
    for field, question in ((SATISFACTION, asks.satisfaction), (EFFORT, asks.effort)):
        level = reading.number(field, question.text, LOWEST, HIGHEST)
        if level is not None:
            answers.append(Answer(item=field, value=level))
    feeling = reading.one_of(EMOTION, asks.emotion, material.emotions)
    if feeling:
        answers.append(Answer(item=EMOTION, value=feeling))
    ticked = reading.number(MOMENT, asks.moment, 0, 1)
    words = reading.text(WORDS, asks.words)
    if words:
        answers.append(Answer(item=WORDS, value=words))
    if answers or ticked:
        answers.append(Answer(item=MOMENT, value=ticked or 0))
    return reading.checked(answers)
