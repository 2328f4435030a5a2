"""Questions: what a page draws for one form and one role, and how long it takes to answer."""

from collections.abc import Iterable

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.answers import About
from workbench.voices.items import Item, Kind, Option, Scale
from workbench.voices.scoring_rules import Timing

PREDICTED = "predict."
THEME = ".theme"
STEP = ".step"
NOTE = ".note"


class Question(Frozen):
    """One question as a role reads it.

    `field` names it in a form; an open text has two more fields, `field` + ".theme" and
    ".step", a question with a `follow_up` one more, `field` + ".note", and a grid has one
    field a row instead, `field` + "." + the option's id. `labels` stand for the values from
    `lowest` upwards when there is one for each; `ends` label the two ends of a longer scale.
    The follow-up line is asked from the level `follow_up_from` upwards.
    """

    field: str
    item: str
    kind: Kind
    about: About
    text: str
    labels: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    lowest: int | None = None
    highest: int | None = None
    unit: str | None = None
    options: tuple[Option, ...] = ()
    most: int = 1
    reverse: bool = False
    core: bool = False
    dont_know: str | None = None
    follow_up: str | None = None
    follow_up_from: int | None = None
    tagged: bool = False
    """Whether two optional picks follow: a theme and a step of the journey."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of this question in a form."""
        if self.kind is Kind.GRID:
            return tuple(f"{self.field}.{option.id}" for option in self.options)
        extra = (THEME, STEP) if self.tagged else ()
        note = (NOTE,) if self.follow_up else ()
        return (self.field, *(self.field + end for end in (*extra, *note)))

    def label_of(self, value: float) -> str | None:
        """The words for a value, when there are any: its anchor or its label on the scale."""
        index = value - (self.lowest or 0)
        if self.labels and index == int(index) and 0 <= index < len(self.labels):
            return self.labels[int(index)]
        return None


class Questionnaire(Frozen):
    """A form as one role sees it: its questions in order and the time they take.

    `prediction` introduces the questions about what another role will say.
    """

    form: str
    title: str
    questions: tuple[Question, ...]
    prediction: str | None = None
    seconds: float = Field(ge=0)

    @property
    def minutes(self) -> int:
        """The time in whole minutes, at least 1."""
        return max(1, round(self.seconds / 60))

    @property
    def fields(self) -> frozenset[str]:
        """Every field that the form may send."""
        return frozenset(field for question in self.questions for field in question.fields)


def draw(
    item: Item,
    text: str,
    bounds: tuple[int, int] | None,
    scale: Scale | None,
    options: tuple[Option, ...],
) -> Question:
    """The question for an item in the words of `text`, about the person's own view."""
    lowest, highest = bounds or (None, None)
    return Question(
        field=item.id,
        item=item.id,
        kind=item.kind,
        about=About.SELF,
        text=text,
        labels=scale.labels if scale else item.anchors,
        ends=scale.ends if scale else None,
        lowest=lowest,
        highest=highest,
        unit=item.unit,
        options=options,
        most=item.most or 1,
        reverse=item.reverse,
        core=item.core,
        tagged=item.kind is Kind.TEXT,
    )


def seconds(questions: Iterable[Question], timing: Timing) -> float:
    """The time to read and decide, in seconds; writing in one's own words comes on top.

    Every word of a question, its levels and its options is read once at `words_per_minute`, and
    each decision takes `decide_anchored` or `decide_short`. The anchors of a prediction were
    read a moment ago and are not counted again; the optional picks after a text are not counted.
    """
    return sum(_words(q) / timing.words_per_minute * 60 + _decide(q, timing) for q in questions)


def _words(question: Question) -> int:
    read = [question.text]
    if question.about is About.SELF:
        read += [*question.labels, *(question.ends or ()), *(o.label for o in question.options)]
    return sum(len(text.split()) for text in read)


def _decide(question: Question, timing: Timing) -> float:
    if question.kind is Kind.ANCHORED:
        return timing.decide_anchored
    rows = len(question.options) if question.kind is Kind.GRID else 1
    return timing.decide_short * rows
