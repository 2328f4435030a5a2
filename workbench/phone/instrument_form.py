"""A form of the instrument on a phone: the same questions as in a page of the framework."""

from collections.abc import Iterable
from itertools import count

from workbench.phone.filled import Filled, from_sent, from_stored
from workbench.phone.reading import Sent
from workbench.voices.answers import DONT_KNOW, About, Submission
from workbench.voices.checking import Checked, Refusal, check
from workbench.voices.controls import Asked, Control, Section, Shape, sections
from workbench.voices.instrument import instrument
from workbench.voices.sent_values import values_of
from workbench.workshop.roles import Role

BOTH = "There is a number, and “{dont_know}” is ticked as well."
NOT_ASKED = ("key", "base", "name")


class Part:
    """The questions of a form that one page asks: all of them, or only some.

    Executives' own views and what they predict are one form of the instrument. An agenda may ask
    them one after the other; whichever is sent carries the other along, so that neither is lost.
    """

    def __init__(self, form: str, role: Role, about: About | None = None) -> None:
        self.form = form
        self.role = role
        self.about = about

    @property
    def sections(self) -> tuple[Section, ...]:
        """The questions of this page, under their headings."""
        kept: list[Section] = []
        number = count(1)
        for section in sections(self.form, self.role):
            mine = tuple(
                _with_number(one, next(number)) for one in section.asked if self._is_mine(one)
            )
            if mine:
                kept.append(section._replace(asked=mine))
        return tuple(kept)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions of this page."""
        return tuple(one for section in self.sections for one in section.asked)

    @property
    def minutes(self) -> int:
        """How long the whole form takes."""
        return instrument().questionnaire(self.form, self.role).minutes

    def filled(self, stored: Submission | None) -> Filled:
        """The page as it was last sent."""
        if stored is None:
            return Filled()
        values = values_of(stored)
        there = {field for one in self.asked for field in one.question.fields}
        held = {field: value for field, value in values.items() if field in there}
        for one in self.asked:
            field = one.question.field
            if self._tick(one) and held.get(field) == DONT_KNOW:
                del held[field]
                held[self._tick(one)] = "on"
        return from_stored(held)

    def check(self, sent: Sent, stored: Submission | None) -> tuple[Checked, Filled]:
        """What was sent, checked, and the page as it was typed."""
        ticks = {tick: one for one in self.asked if (tick := self._tick(one))}
        names = {name for name in sent.fields if name not in NOT_ASKED and name not in ticks}
        raw = dict(sent.values(names))
        contradictions = []
        for tick, one in ticks.items():
            if not sent.one(tick):
                continue
            if sent.one(one.question.field).strip():
                contradictions.append(_both(one))
            raw[one.question.field] = DONT_KNOW
        mine = {field for one in self.asked for field in one.question.fields}
        others = {
            field: value
            for field, value in (values_of(stored) if stored else {}).items()
            if self._belongs(field) and field not in mine and field not in raw
        }
        checked = check(raw, self.form, self.role, instrument())
        if not checked.refusals and not contradictions and others:
            checked = check({**others, **raw}, self.form, self.role, instrument())
        refusals = (*checked.refusals, *contradictions)
        if refusals:
            checked = Checked(refusals=refusals)
        return checked, from_sent(sent, refusals)

    def _belongs(self, field: str) -> bool:
        return field in instrument().questionnaire(self.form, self.role).fields

    def _is_mine(self, one: Asked) -> bool:
        return self.about in (None, one.question.about)

    def _tick(self, one: Asked) -> str:
        return next((c.field for c in one.main if c.shape is Shape.TICK), "")


def numbered(refusals: Iterable[Refusal], questions: Iterable[Asked]) -> list[tuple[str, str]]:
    """What was refused, as links for the head of the page: the field and a sentence."""
    numbers = {name: one.number for one in questions for name in one.question.fields}
    return [
        (refusal.field, f"Question {numbers[refusal.field]}: {refusal.what}")
        if refusal.field in numbers
        else ("", str(refusal))
        for refusal in refusals
    ]


def _with_number(one: Asked, number: int) -> Asked:
    """A question under its number on this page."""
    if one.number == number:
        return one
    before, after = f"{one.number}. ", f"{number}. "

    def labelled(control: Control) -> Control:
        label = control.label
        if not label.startswith(before):
            return control
        return control._replace(label=after + label.removeprefix(before))

    return one._replace(
        number=number, main=tuple(map(labelled, one.main)), more=tuple(map(labelled, one.more))
    )


def _both(one: Asked) -> Refusal:
    return Refusal(
        field=one.question.field,
        question=one.question.text,
        what=BOTH.format(dont_know=one.question.dont_know),
        accepted="Please keep one of the two.",
    )
