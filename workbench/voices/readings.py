"""Readings: how the answers of one person become what they add to each figure.

A release takes a reading and knows nothing of forms: one reads the questionnaire, one reads a step
of the agenda.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from workbench.voices import contributions as of
from workbench.voices.activities.checks import card_of
from workbench.voices.activities.closing import WORTH
from workbench.voices.activities.effort_impact import EFFORT, IMPACT
from workbench.voices.activities.pairs import WINNER, duel
from workbench.voices.activities.stances import STANCE
from workbench.voices.activities.statements import written
from workbench.voices.activities.touchpoint import EMOTION, MOMENT, SATISFACTION, WORDS
from workbench.voices.answers import About, Answer, Submission
from workbench.voices.coding import Coding, mentioned
from workbench.voices.contributions import Contribution, contributions, figure, kind_and_name
from workbench.voices.instrument import Instrument
from workbench.voices.items import Kind
from workbench.voices.questions import NOTE
from workbench.workshop.agenda import Activity, Step, step_of_form

TAGS = "tags"
BEATS = ">"


class Reading(Protocol):
    """What a release needs to know of answers."""

    def contributions(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        """What one person adds to each figure; `submissions` count, the oldest first."""

    def block(self, figure: str) -> str:
        """The figures of one block add up to one another: they change together or not at all."""


class InstrumentReading:
    """Reads the questionnaire's forms. With a coding it counts what people write about as well.

    Themes that people picked and what their texts are about overlap, so they are one block.
    """

    def __init__(self, instrument: Instrument, coding: Coding | None = None) -> None:
        self.instrument = instrument
        self.coding = coding

    def contributions(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        """See `Reading`."""
        sent = [one for one in submissions if step_of_form(one.form) is None]
        found = contributions(sent, self.instrument)
        return found | self._about(sent) if self.coding else found

    def block(self, name: str) -> str:
        """See `Reading`."""
        kind, item = kind_and_name(name)
        if self.coding and kind in (of.THEMES, of.STEPS, of.ABOUT):
            return TAGS
        if kind in (of.ITEM, of.SUPPORTED):
            element = self.instrument.element_of.get(item, item)
            known = element in self.instrument.elements
            return figure(of.ELEMENT if known else kind, element)
        return figure(of.PICKS, item) if kind == of.NET_EMOTION else name

    def _about(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        latest = {
            answer.item: (sent, answer)
            for sent in submissions
            for answer in sent.answers
            if answer.about is About.SELF and self._is_open(answer)
        }
        return _coded([(sent, answer) for sent, answer in latest.values()], self.coding)

    def _is_open(self, answer: Answer) -> bool:
        item = self.instrument.items.get(answer.item)
        return item is not None and item.kind is Kind.TEXT and not answer.item.endswith(NOTE)


class StepReading:
    """Reads the answers to one step of the agenda."""

    def __init__(self, step: Step, coding: Coding) -> None:
        self.step = step
        self.coding = coding

    def contributions(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        """See `Reading`."""
        sent = [one for one in submissions if step_of_form(one.form) == self.step.id]
        match self.step.activity:
            case Activity.STATEMENTS:
                return self._statements(sent)
            case Activity.PAIRWISE:
                return self._duels(sent)
            case _:
                found: dict[str, Contribution] = {}
                for one in sent:
                    found |= self._of_form(one)
                return found

    def block(self, name: str) -> str:
        """See `Reading`. Themes and steps of the same texts are one block."""
        return TAGS if kind_and_name(name)[0] == of.ABOUT else name

    def _statements(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        texts = {one.item for sent in submissions for one in written(sent.answers)}
        pairs = [(sent, a) for sent in submissions for a in sent.answers if a.item in texts]
        return _coded(pairs, self.coding)

    def _duels(self, submissions: Sequence[Submission]) -> dict[str, Contribution]:
        votes = []
        for sent in submissions:
            for answer in sent.answers:
                vote = duel(card_of(sent.form), answer.value) if answer.item == WINNER else None
                if vote:
                    votes.append(f"{vote.winner}{BEATS}{vote.loser}")
        return {figure(of.DUELS, self.step.id): tuple(sorted(votes))} if votes else {}

    def _of_form(self, sent: Submission) -> dict[str, Contribution]:
        card, answers = card_of(sent.form), {a.item: a.value for a in sent.answers}
        match self.step.activity:
            case Activity.STANCES:
                stance = answers.get(STANCE)
                return {figure(of.STANCE, card): (str(stance),)} if stance else {}
            case Activity.APPROVE:
                return {figure(of.APPROVAL, self.step.id): tuple(sorted(answers))}
            case Activity.QUADRATIC:
                return _numbers({(of.CREDITS, change): vote for change, vote in answers.items()})
            case Activity.EFFORT_IMPACT:
                told = {(of.EFFORT, card): answers.get(EFFORT)}
                return _numbers(told | {(of.IMPACT, card): answers.get(IMPACT)})
            case Activity.TOUCHPOINTS:
                return self._touchpoint(card, answers)
            case Activity.CLOSING:
                rated = _numbers({(of.WORTH, self.step.id): answers.get(WORTH)})
                return rated | self._words(self.step.id, answers)
            case _:
                return {}

    def _touchpoint(self, card: str, answers: Mapping[str, object]) -> dict[str, Contribution]:
        found = _numbers(
            {
                (of.SATISFACTION, card): answers.get(SATISFACTION),
                (of.EASE, card): answers.get(EFFORT),
                (of.MOMENT, card): answers.get(MOMENT),
            }
        )
        if EMOTION in answers:
            found[figure(of.FEELING, card)] = (str(answers[EMOTION]),)
        return found | self._words(card, answers)

    def _words(self, name: str, answers: Mapping[str, object]) -> dict[str, Contribution]:
        text = str(answers.get(WORDS, "")).strip()
        if not text:
            return {}
        return {figure(of.WORDS, name): (text, self.coding.codebook.theme_of(text), None)}


def _coded(
    texts: Sequence[tuple[Submission, Answer]], coding: Coding | None
) -> dict[str, Contribution]:
    """What the texts of one person are about: themes, and steps of the journey."""
    if coding is None or not texts:
        return {}
    themes, steps = [], []
    for sent, answer in texts:
        text, place = str(answer.value).strip(), (sent.participant, sent.form, answer.item)
        if text or answer.theme or answer.step:
            themes.append(coding.theme(place, text, answer.theme))
            steps.append(coding.step(text, answer.step))
    if not themes:
        return {}
    return {
        figure(of.ABOUT, of.THEMES): mentioned(themes),
        figure(of.ABOUT, of.STEPS): mentioned(steps),
    }


def _numbers(values: Mapping[tuple[str, str], object]) -> dict[str, Contribution]:
    """The figures of the numbers among values by kind and name."""
    return {
        figure(kind, name): float(value)
        for (kind, name), value in values.items()
        if isinstance(value, int | float)
    }
