"""Checking what a form sent: answers that fit the instrument, or what is wrong with each."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping

from workbench.frozen import Frozen
from workbench.voices.answers import DONT_KNOW, MAX_TEXT, Answer, Value
from workbench.voices.instrument import Instrument
from workbench.voices.items import Kind, Option
from workbench.voices.questions import NOTE, STEP, THEME, Question
from workbench.workshop.roles import Role

NOTHING = "Nothing has been answered yet. Please answer at least one question."
KEPT = "\n\u200c\u200d"
"""Line breaks, and the joiners that scripts and emoji need."""
DROPPED = ("Cc", "Cf", "Cs", "Co")
NOT_CHARACTERS = "\ufffe\uffff"
UNKNOWN_FIELDS_NAMED = 10
SIZE_OF_A_NUMBER = 20
Raw = Mapping[str, object]


class Refusal(Frozen):
    """One thing that cannot be accepted. `field` is empty when it concerns the whole form."""

    field: str
    question: str
    what: str
    accepted: str = ""

    def __str__(self) -> str:
        said = f"{self.question} {self.what}" if self.question else self.what
        return f"{said} {self.accepted}".strip()


class Checked(Frozen):
    """The answers of a form, or the reasons why it is refused; never both."""

    answers: tuple[Answer, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def check(raw: Raw, form: str, role: Role, instrument: Instrument) -> Checked:
    """Check what a form sent, field by field (see `Question.fields` for their names).

    A number may come as a number or as digits, several picks as a list, "don't know" as `dk`;
    None, an empty text and an empty list are unanswered, which is always accepted. Control
    characters and invisible direction marks are taken out of texts; a text that is too long is
    refused, never cut. A theme or step picked beside an empty text is kept.
    """
    try:
        questionnaire = instrument.questionnaire(form, role)
    except ValueError as error:
        return Checked(refusals=(Refusal(field="", question="", what=_sentence(str(error))),))
    answers: list[Answer] = []
    unknown = sorted(set(map(str, raw)) - questionnaire.fields)[:UNKNOWN_FIELDS_NAMED]
    refusals = [_unknown(name) for name in unknown]
    for question in questionnaire.questions:
        reader = _Reader(question, raw, instrument)
        answers += reader.answers()
        refusals += reader.refusals
    if not answers and not refusals:
        refusals = [Refusal(field="", question="", what=NOTHING)]
    return Checked(refusals=tuple(refusals)) if refusals else Checked(answers=tuple(answers))


def clean(text: str) -> str:
    """A text without control characters, direction marks and surrounding blanks.

    Line breaks stay, written one way; accents are put together (Unicode form C).
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in lines if c in KEPT or not _dropped(c))
    return unicodedata.normalize("NFC", kept).strip()


def _dropped(character: str) -> bool:
    return unicodedata.category(character) in DROPPED or character in NOT_CHARACTERS


class _Reader:
    """Reads the fields of one question and gathers what is wrong with them."""

    def __init__(self, question: Question, raw: Raw, instrument: Instrument) -> None:
        self.question = question
        self.raw = raw
        self.instrument = instrument
        self.refusals: list[Refusal] = []

    def answers(self) -> list[Answer]:
        """The answers to this question; empty when it is unanswered or refused."""
        question = self.question
        found: list[Answer | None]
        match question.kind:
            case Kind.TEXT:
                found = [self._text()]
            case Kind.PICK_ONE | Kind.PICK_MANY | Kind.RANK:
                found = [self._picks()]
            case Kind.GRID:
                found = [self._level(field) for field in question.fields]
            case _:
                found = [self._level(question.field), self._note()]
        return [answer for answer in found if answer is not None]

    def _answer(self, item: str, value: Value, **tags: str | None) -> Answer:
        return Answer(item=item, value=value, about=self.question.about, **tags)

    def _refuse(self, field: str, what: str, accepted: str) -> None:
        refusal = Refusal(field=field, question=self.question.text, what=what, accepted=accepted)
        self.refusals.append(refusal)

    def _level(self, field: str) -> Answer | None:
        """A whole number within the bounds of the question, or "don't know"."""
        question, value = self.question, self.raw.get(field)
        if isinstance(value, str):
            value = value.strip()
        if value is None or value == "":
            return None
        item = question.item if field == question.field else field
        if value == DONT_KNOW and question.dont_know:
            return self._answer(item, DONT_KNOW)
        number = whole(value)
        lowest, highest = question.lowest or 0, question.highest or 0
        if number is None or not lowest <= number <= highest:
            accepted = f"Accepted: a whole number from {lowest} to {highest}"
            unit = f" ({question.unit})" if question.unit else ""
            self._refuse(field, f"{shown(value)} was sent.", f"{accepted}{unit}.")
            return None
        return self._answer(item, number)

    def _text(self) -> Answer | None:
        question = self.question
        text = self._written(question.field)
        theme = self._pick(question.field + THEME, self.instrument.themes)
        step = self._pick(question.field + STEP, self.instrument.steps)
        if not text and theme is None and step is None:
            return None
        return self._answer(question.item, text, theme=theme, step=step)

    def _note(self) -> Answer | None:
        if not self.question.follow_up:
            return None
        text = self._written(self.question.field + NOTE)
        return self._answer(self.question.item + NOTE, text) if text else None

    def _written(self, field: str) -> str:
        value = self.raw.get(field)
        accepted = f"Accepted: text of at most {MAX_TEXT:,} characters."
        if value is None:
            return ""
        if not isinstance(value, str):
            self._refuse(field, f"{shown(value)} was sent.", accepted)
            return ""
        # Cleaning is linear in the length, but nobody needs a megabyte cleaned to be refused.
        text = clean(value) if len(value) <= 4 * MAX_TEXT else value
        if len(text) > MAX_TEXT:
            self._refuse(field, f"The text has {len(text):,} characters.", accepted)
            return ""
        return text

    def _pick(self, field: str, options: Iterable[Option]) -> str | None:
        value = self.raw.get(field)
        if value is None or value == "":
            return None
        known = {option.id: option.label for option in options}
        if not isinstance(value, str) or value not in known:
            accepted = f"Accepted: one of “{'”, “'.join(known.values())}”, or nothing."
            self._refuse(field, f"{shown(value)} was picked.", accepted)
            return None
        return value

    def _picks(self) -> Answer | None:
        question = self.question
        value = self.raw.get(question.field)
        picked = _list(value)
        known = [option.id for option in question.options]
        most = 1 if question.kind is Kind.PICK_ONE else question.most
        names = "”, “".join(option.label for option in question.options)
        number = "one" if most == 1 else f"up to {most} different ones"
        accepted = f"Accepted: {number} of “{names}”."
        if picked is None:
            self._refuse(question.field, f"{shown(value)} was sent.", accepted)
            return None
        wrong = [pick for pick in picked if pick not in known]
        if wrong:
            self._refuse(question.field, f"{shown(wrong[0])} was picked.", accepted)
        elif len(picked) > most:
            self._refuse(question.field, f"{len(picked)} were picked.", accepted)
        elif len(set(picked)) < len(picked):
            self._refuse(question.field, "The same one was picked twice.", accepted)
        elif picked and question.kind is Kind.PICK_ONE:
            return self._answer(question.item, picked[0])
        elif picked:
            return self._answer(question.item, tuple(picked))
        return None


def _list(value: object) -> list[str] | None:
    """The picks that were sent; None when they are not texts."""
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        texts = [pick for pick in value if isinstance(pick, str)]
        return texts if len(texts) == len(value) else None
    return None


def whole(value: object) -> int | None:
    """A whole number, also when it was sent as digits or as 7.0; None when it is anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) else None
    if isinstance(value, str) and len(value) <= SIZE_OF_A_NUMBER:
        found = re.fullmatch(r"([+-]?[0-9]+)(?:[.,]0+)?", value)
        return int(found[1]) if found else None
    return None


def shown(value: object) -> str:
    """A value as it may be repeated to the person who sent it: short and on one line."""
    text = clean(value) if isinstance(value, str) and len(value) < MAX_TEXT else repr(value)
    line = " ".join(text.split())
    return f"“{line[:40]}{'…' if len(line) > 40 else ''}”"


def _unknown(name: str) -> Refusal:
    what = f"{shown(name)} is not a question of this form."
    return Refusal(
        field=clean(name[:100]), question="", what=what, accepted="Please reload the page."
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + "."
