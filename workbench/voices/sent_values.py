"""What somebody sent, as the form had it and in words."""

from collections.abc import Iterator, Mapping

from workbench.voices.answers import DONT_KNOW, About, Submission
from workbench.voices.controls import Asked, Control, Shape
from workbench.voices.questions import PREDICTED, STEP, THEME, Question

Values = Mapping[str, object]
"""Values by field, as `workbench.voices.checking` reads them."""


def values_of(submission: Submission) -> dict[str, object]:
    """The values by field that were sent."""
    found: dict[str, object] = {}
    for answer in submission.answers:
        field = PREDICTED + answer.item if answer.about is About.PREDICTION else answer.item
        found |= {field: answer.value, field + THEME: answer.theme, field + STEP: answer.step}
    return found


def in_words(one: Asked, values: Values) -> Iterator[str]:
    """What somebody answered to a question, line by line; nothing when it is unanswered."""
    for control in one.controls:
        value = values.get(control.field)
        if value is None or value == "":
            continue
        picked = value if isinstance(value, tuple | list) else (value,)
        shown = ", ".join(_word(control, one.question, each) for each in picked)
        plain = control.field == one.question.field
        yield shown if plain else f"{_without_number(control.label)} {shown}"


def _word(control: Control, question: Question, value: object) -> str:
    if value == DONT_KNOW and question.dont_know:
        return question.dont_know
    if control.shape is Shape.TYPE_A_NUMBER or control.shape is Shape.CHOOSE_IN_A_ROW:
        return f"{value} {question.unit or ''}".strip()
    return control.offered.get(value, str(value))


def _without_number(label: str) -> str:
    return label.partition(". ")[2] if label.split(".")[0].isdecimal() else f"{label}:"
