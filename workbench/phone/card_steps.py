"""Steps that go card by card: which cards somebody has, which they answered, and which is next."""

from collections.abc import Mapping
from typing import NamedTuple

from workbench.phone.desk import Desk, Visit
from workbench.voices.activities.checks import card_of
from workbench.voices.activities.material import BETWEEN, Choice, Material, in_own_order
from workbench.voices.activities.pairs import pair_of
from workbench.voices.answers import Submission
from workbench.workshop.agenda import Activity, Step


class Card(NamedTuple):
    """One card: a statement, a change, a touchpoint, or a pair of changes."""

    id: str
    sides: tuple[Choice, ...]

    @property
    def text(self) -> str:
        """The words on it."""
        return " or ".join(side.text for side in self.sides)


class Deck(NamedTuple):
    """The cards of a step in one person's own order.

    `answered` holds what they sent, by card; `left` are the cards that wait, `of` is how many there
    are for them in all.
    """

    answered: Mapping[str, Submission]
    cards: tuple[Card, ...]
    left: tuple[Card, ...]
    of: int

    def card(self, wanted: str) -> Card | None:
        """The card that was asked for, else the next one that waits; None when all are answered."""
        found = next((card for card in self.cards if card.id == wanted), None)
        return found or (self.left[0] if self.left else None)

    def after(self, card: Card) -> Card | None:
        """The next card that waits after this one, so that one can be left for later."""
        others = [one for one in self.left if one.id != card.id]
        if card not in self.left:
            return others[0] if others else None
        at = self.left.index(card)
        return others[at % len(others)] if others else None

    @property
    def number(self) -> int:
        """How many are answered."""
        return len(self.answered)


def deck_of(desk: Desk, visit: Visit, step: Step, material: Material) -> Deck:
    """The cards of a step for somebody, with what they answered."""
    workshop, person = visit.here.workshop.id, visit.person.id
    sent = desk.store.submissions.of_person(workshop, person, f"{step.form}/")
    answers = {card_of(submission.form): submission for submission in sent}
    if step.activity is Activity.PAIRWISE:
        return _pairs(desk, visit, step, material, answers)
    there = [Card(one.id, (one,)) for one in in_own_order(material.cards, person, step.id)]
    answered = {card.id: answers[card.id] for card in there if card.id in answers}
    waiting = [card for card in there if card.id not in answered]
    if step.activity is Activity.STANCES:
        waiting = waiting[: max(0, material.budget - len(answered))]
    cards = tuple(card for card in there if card.id in answered or card in waiting)
    return Deck(answered, cards, tuple(waiting), len(cards))


def _pairs(
    desk: Desk, visit: Visit, step: Step, material: Material, answers: Mapping[str, Submission]
) -> Deck:
    cards = []
    for name in answers:
        sides = tuple(material.card(side) for side in pair_of(name))
        known = tuple(side for side in sides if side is not None)
        if len(known) == len(sides):
            cards.append(Card(name, known))
    answered = {card.id: answers[card.id] for card in cards}
    following = desk.store.materials.pair(visit.here.workshop.id, step, visit.person.id)
    left: tuple[Card, ...] = ()
    if following is not None:
        left = (Card(BETWEEN.join(side.id for side in following), following),)
    things = len(material.cards)
    most = min(material.budget, things * (things - 1) // 2)
    return Deck(answered, (*cards, *left), left, max(most, len(answered)))
