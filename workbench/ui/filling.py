"""What the widgets of a form hold: put in and taken out."""

import re
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from workbench.voices.answers import DONT_KNOW, Submission
from workbench.voices.checking import Refusal
from workbench.voices.controls import NOT_KNOWN, ONE_OF_THEM, Asked, Control, Shape, asked, controls
from workbench.voices.questions import NOTE
from workbench.voices.sent_values import Values, values_of
from workbench.workshop.roles import Role

BOTH = "There is a number, and “{dont_know}” is ticked as well."
LONGEST_DRAFT = 20_000
EMPTY: tuple[object, ...] = (None, "", [])


def fill(form: str, role: Role, values: Values) -> None:
    """Put values into every widget of a form before it is drawn; what is not given is emptied.

    A value that the widget does not offer is left out.
    """
    for control in controls(form, role):
        st.session_state[control.key] = _held(control, values)


def typed(form: str, role: Role) -> dict[str, object]:
    """The values that the widgets of a form hold, by field."""
    found: dict[str, object] = {}
    for one in asked(form, role):
        for control in one.controls:
            value = st.session_state.get(control.key)
            if control.shape is Shape.TICK:
                if value:
                    found[one.question.field] = DONT_KNOW
            elif not _is_hidden(control, one):
                found.setdefault(control.field, value)
    return found


def contradictions(form: str, role: Role) -> tuple[Refusal, ...]:
    """Numbers that were given although "don't know" is ticked beside them."""
    return tuple(
        Refusal(
            field=one.question.field,
            question=one.question.text,
            what=BOTH.format(dont_know=tick.label),
            accepted="Please keep one of the two.",
        )
        for one in asked(form, role)
        for tick in one.main
        if tick.shape is Shape.TICK
        and st.session_state.get(tick.key)
        and st.session_state.get(one.main[0].key) is not None
    )


def from_browser(form: str, role: Role, told: object) -> dict[str, object]:
    """The values by field of a draft that the browser kept; what makes no sense is left out.

    `told` maps the keys of widgets to the positions chosen, a text, or whether a box is ticked.
    """
    if not isinstance(told, Mapping):
        return {}
    found: dict[str, object] = {}
    for control in controls(form, role):
        value = _understood(control, told.get(control.key))
        if control.shape is Shape.TICK and value:
            found[control.field.removesuffix(NOT_KNOWN)] = DONT_KNOW
        elif control.shape is not Shape.TICK and value is not None:
            found[control.field] = value
    return found


def any_typed(form: str, role: Role) -> bool:
    """Tell whether the widgets hold anything at all."""
    return any(value not in EMPTY for value in typed(form, role).values())


def has_unsent(form: str, role: Role, sent: Submission | None) -> bool:
    """Tell whether the widgets hold anything else than what was sent."""
    held = {field: value for field, value in typed(form, role).items() if value not in EMPTY}
    stored = values_of(sent) if sent else {}
    return any(stored.get(field) != _as_stored(value) for field, value in held.items())


def count_answered(form: str, role: Role) -> tuple[int, int]:
    """How many questions are answered on the screen, and how many there are."""
    values = typed(form, role)
    questions = asked(form, role)
    answered = sum(
        any(values.get(field) not in EMPTY for field in _answering(one)) for one in questions
    )
    return answered, len(questions)


def _answering(one: Asked) -> Iterator[str]:
    return (control.field for control in one.main)


def _as_stored(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def is_noted(one: Asked) -> bool:
    """Tell whether the line that a high level asks for is to be shown."""
    if one.question.follow_up is None:
        return False
    level = st.session_state.get(one.main[0].key)
    needed = one.question.follow_up_from
    return needed is None or (isinstance(level, int) and level >= needed)


def _is_hidden(control: Control, one: Asked) -> bool:
    return control.field.endswith(NOTE) and not is_noted(one)


def _held(control: Control, values: Values) -> object:
    value = values.get(control.field)
    match control.shape:
        case Shape.TICK:
            return values.get(control.field.removesuffix(NOT_KNOWN)) == DONT_KNOW
        case Shape.WRITE | Shape.WRITE_A_LINE:
            return value if isinstance(value, str) else ""
        case Shape.PICK:
            picked = value if isinstance(value, tuple | list) else ()
            return [each for each in picked if each in control.offered]
        case Shape.TYPE_A_NUMBER:
            return value if isinstance(value, int) else None
        case _:
            return value if value in control.offered else None


def _understood(control: Control, told: object) -> object:
    offered = list(control.offered)
    if isinstance(told, str):
        return _from_text(control, told[:LONGEST_DRAFT])
    if isinstance(told, Sequence):
        chosen = [offered[at] for at in told if isinstance(at, int) and 0 <= at < len(offered)]
        if control.shape is Shape.PICK:
            return tuple(chosen)
        return chosen[0] if chosen and control.shape in ONE_OF_THEM else None
    return told is True if control.shape is Shape.TICK else None


def _from_text(control: Control, told: str) -> object:
    match control.shape:
        case Shape.LOOK_UP:
            return next((value for value, label in control.offered.items() if label == told), None)
        case Shape.TYPE_A_NUMBER:
            return int(told) if re.fullmatch(r"-?[0-9]{1,9}", told) else None
        case Shape.WRITE | Shape.WRITE_A_LINE:
            return told
        case _:
            return None
