"""How each question of the instrument is asked on a screen: which controls it takes.

Nothing here draws; `workbench.ui.form` and `workbench.phone.instrument_form` do. What a control
holds is named here once for drawing, filling, reading and for the draft that the browser keeps.
"""

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from itertools import groupby
from typing import NamedTuple

from workbench.voices.answers import DONT_KNOW, About
from workbench.voices.instrument import instrument
from workbench.voices.items import Kind, Option
from workbench.voices.questions import NOTE, STEP, THEME, Question
from workbench.workshop.roles import Role

NUMBERS_SIDE_BY_SIDE = 11
NOT_KNOWN = ".dk"
OWN_WORDS = "In your own words"
ABOUT = "What is it about? (optional)"
WHERE = "Where does it happen? (optional)"


class Shape(Enum):
    """What a widget lets somebody do."""

    CHOOSE = auto()
    CHOOSE_IN_A_ROW = auto()
    PICK = auto()
    WRITE = auto()
    WRITE_A_LINE = auto()
    TYPE_A_NUMBER = auto()
    TICK = auto()
    LOOK_UP = auto()


ONE_OF_THEM = (Shape.CHOOSE, Shape.CHOOSE_IN_A_ROW, Shape.LOOK_UP)
"""Shapes with one value out of those offered."""


class Control(NamedTuple):
    """One widget: its key, the field of the form it fills, and what it offers in which words.

    `apart` says that the last thing offered is "don't know".
    """

    key: str
    field: str
    shape: Shape
    label: str
    offered: Mapping[object, str] = {}
    captions: tuple[str, ...] = ()
    apart: bool = False


class Asked(NamedTuple):
    """A question of a form, its number in it, and its widgets; `main` of them answer it."""

    number: int
    question: Question
    main: tuple[Control, ...]
    more: tuple[Control, ...] = ()
    step: int = 1

    @property
    def controls(self) -> tuple[Control, ...]:
        """All of its widgets in the order of the screen."""
        return self.main + self.more


class Section(NamedTuple):
    """Questions under one heading; the first section of a form may have none.

    `introduction` stands above the questions about what another role will say.
    """

    heading: str
    asked: tuple[Asked, ...]
    introduction: str = ""


@cache
def sections(form: str, role: Role) -> tuple[Section, ...]:
    """A form as a role sees it on the screen. Raises ValueError for a form that is not theirs."""
    questionnaire = instrument().questionnaire(form, role)
    asked = [
        _asked(number, question, form)
        for number, question in enumerate(questionnaire.questions, start=1)
    ]
    elements = instrument().element_of
    items = {one.question.item for one in asked}
    is_in_depth = len(items & elements.keys()) > len(instrument().elements)

    def heading(one: Asked) -> tuple[About, str]:
        return one.question.about, _heading(one.question, form, is_in_depth)

    return tuple(
        Section(
            heading=title,
            asked=tuple(group),
            introduction=(questionnaire.prediction or "") if about is About.PREDICTION else "",
        )
        for (about, title), group in groupby(asked, key=heading)
    )


def asked(form: str, role: Role) -> tuple[Asked, ...]:
    """Every question of a form, in order."""
    return tuple(one for section in sections(form, role) for one in section.asked)


def controls(form: str, role: Role) -> tuple[Control, ...]:
    """Every widget of a form, in order."""
    return tuple(control for one in asked(form, role) for control in one.controls)


def _heading(question: Question, form: str, is_in_depth: bool) -> str:
    """What a question stands under: its element where a form asks several about each."""
    if question.about is About.PREDICTION:
        predicts = instrument().forms[form].predicts
        return f"What will {predicts.role.label.lower()} say?" if predicts else ""
    if question.kind is Kind.TEXT:
        return OWN_WORDS
    if question.kind is Kind.NUMBER:
        modules = instrument().modules.values()
        return next(m.label for m in modules if question.item in {item.id for item in m.items})
    element = instrument().element_of.get(question.item)
    return instrument().elements[element].label if is_in_depth and element else ""


def _asked(number: int, question: Question, form: str) -> Asked:
    label = f"{number}. {question.text}"
    key = f"{form}-{_as_key(question.field)}"
    more: list[Control] = []
    step = 1
    match question.kind:
        case Kind.GRID:
            main = tuple(
                Control(
                    f"{form}-{_as_key(field)}", field, Shape.CHOOSE, option.label, _levels(question)
                )
                for field, option in zip(question.fields, question.options, strict=True)
            )
        case Kind.TEXT:
            main = (Control(key, question.field, Shape.WRITE, label),)
            more = [
                _look_up(form, question.field + THEME, f"{number}. {ABOUT}", _themes()),
                _look_up(form, question.field + STEP, f"{number}. {WHERE}", _steps()),
            ]
        case Kind.PICK_MANY | Kind.RANK:
            main = (Control(key, question.field, Shape.PICK, label, _named(question.options)),)
        case Kind.PICK_ONE:
            captions = tuple(option.meaning for option in question.options)
            offered = _named(question.options)
            main = (Control(key, question.field, Shape.CHOOSE, label, offered, captions),)
        case Kind.NUMBER if len(_numbers(question)) > NUMBERS_SIDE_BY_SIDE:
            step = round(instrument().items[question.item].rounded_to or 1)
            main = (
                Control(key, question.field, Shape.TYPE_A_NUMBER, f"{label} ({question.unit})"),
                _tick(key, question),
            )
        case _:
            main = (_choice(key, question, label),)
    if question.follow_up is not None:
        field = question.field + NOTE
        line = f"{number}. {question.follow_up}"
        more.append(Control(f"{form}-{_as_key(field)}", field, Shape.WRITE_A_LINE, line))
    return Asked(number, question, main, tuple(more), step)


def _choice(key: str, question: Question, label: str) -> Control:
    """One level out of a few: sentences below one another, bare numbers in a row."""
    offered = _levels(question)
    if question.ends is not None:
        low, high = (end.lower() for end in question.ends)
        label = f"{label} ({question.lowest} is {low}, {question.highest} is {high})"
    if question.unit is not None:
        label = f"{label} ({question.unit})"
    shape = Shape.CHOOSE if question.labels else Shape.CHOOSE_IN_A_ROW
    return Control(key, question.field, shape, label, offered, apart=DONT_KNOW in offered)


def _levels(question: Question) -> dict[object, str]:
    offered: dict[object, str] = {
        number: question.label_of(number) or str(number) for number in _numbers(question)
    }
    if question.dont_know is not None:
        offered[DONT_KNOW] = question.dont_know
    return offered


def _numbers(question: Question) -> range:
    return range(question.lowest or 0, (question.highest or 0) + 1)


def _tick(key: str, question: Question) -> Control:
    return Control(
        f"{key}-dk", question.field + NOT_KNOWN, Shape.TICK, question.dont_know or "Don't know"
    )


def _look_up(form: str, field: str, label: str, offered: Mapping[object, str]) -> Control:
    return Control(f"{form}-{_as_key(field)}", field, Shape.LOOK_UP, label, offered)


def _named(options: tuple[Option, ...]) -> dict[object, str]:
    return {option.id: option.label for option in options}


def _themes() -> dict[object, str]:
    return _named(instrument().themes)


def _steps() -> dict[object, str]:
    return _named(instrument().steps)


def _as_key(field: str) -> str:
    """A field as part of a key: the browser finds widgets by it, and a dot would end the name."""
    return field.replace(".", "-")
