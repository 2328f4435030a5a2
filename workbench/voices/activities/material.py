"""What a step puts before people: its questions, and the cards that they judge."""

import random
from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from workbench.frozen import Frozen
from workbench.workshop.agenda import Activity

CARD_ID = r"^[a-z0-9][a-z0-9_-]{0,23}$"
BETWEEN = "~"


class Choice(Frozen):
    """A card: a statement, a change, a touchpoint, a feeling or a question.

    `label` is shown beside the text, such as "Edited by the facilitator"; empty for none.
    """

    id: str = Field(pattern=CARD_ID)
    text: str = Field(min_length=1, max_length=1000)
    label: str = ""


class Material(Frozen):
    """What a step shows now.

    `cards` are the statements, changes or touchpoints that are judged. `budget` is how many
    credits, picks, pairs, cards or texts a question a person has. Only what may be shown is in
    here.
    """

    step: str
    activity: Activity
    prompts: tuple[Choice, ...] = ()
    cards: tuple[Choice, ...] = ()
    emotions: tuple[Choice, ...] = ()
    budget: int = Field(default=1, ge=1)

    def card(self, card_id: str) -> Choice | None:
        """The card with this id, or None."""
        return next((card for card in self.cards if card.id == card_id), None)


def in_own_order(cards: Sequence[Choice], participant: UUID, step: str) -> tuple[Choice, ...]:
    """The cards in a random order of this person's own, the same on every reload.

    Another order for each person spreads the advantage of standing first.
    """
    shuffled = list(cards)
    random.Random(f"{participant} {step}").shuffle(shuffled)
    return tuple(shuffled)
