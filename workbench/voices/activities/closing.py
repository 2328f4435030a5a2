"""The closing question: was it worth your time?"""

from workbench.voices.activities.material import Material
from workbench.voices.activities.reading import Reading
from workbench.voices.activities.wording import wording
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw

WORTH, WORDS = "worth", "words"
LOWEST, HIGHEST = 1, 5


def check(raw: Raw, material: Material) -> Checked:
    """The rating and, if there are any, the words beside it."""
    question = material.prompts[0].text if material.prompts else wording().closing.worth.text
    reading = Reading(raw, [WORTH, WORDS])
    level = reading.number(WORTH, question, LOWEST, HIGHEST)
    words = reading.text(WORDS, wording().closing.words)
    answers = [Answer(item=WORTH, value=level)] if level is not None else []
    return reading.checked([*answers, *([Answer(item=WORDS, value=words)] if words else [])])
