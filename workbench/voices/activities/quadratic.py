"""Quadratic vote: strength costs its square, so that a few strong wishes weigh against many weak.

Votes on a change are whole and may be negative; v votes cost v^2 credits and a person's costs
together stay within the budget. The tally is the plain sum (Lalley and Weyl, "Quadratic voting:
how mechanism design can radicalize democracy", AEA Papers and Proceedings 108, 2018).
"""

from collections.abc import Iterable, Mapping

import numpy as np

from workbench.voices.activities.material import Material
from workbench.voices.activities.ranking import Ranked, ranked
from workbench.voices.activities.reading import Reading
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked, Raw
from workbench.voices.estimates import mean_interval
from workbench.voices.histograms import Histogram

VOTES = "votes."
SPREAD_FLOOR = 0.25
"""Votes: the smallest standard deviation that is believed, as for the 7S scores."""


def spent(votes: Iterable[int]) -> int:
    """The credits that votes cost together."""
    return sum(vote * vote for vote in votes)


def price_of_next(vote: int) -> int:
    """The credits that one more vote in the same direction costs: 2|v| + 1."""
    return 2 * abs(vote) + 1


def check(raw: Raw, material: Material) -> Checked:
    """One person's whole ballot; a change that is left empty gets 0 votes."""
    names = {VOTES + card.id: card for card in material.cards}
    reading = Reading(raw, list(names))
    most = int(np.sqrt(material.budget))
    ballot: dict[str, int] = {}
    answered = False
    for field, card in names.items():
        vote = reading.number(field, card.text, -most, most)
        answered = answered or vote is not None
        ballot[card.id] = vote or 0
    cost = spent(ballot.values())
    if cost > material.budget and not reading.refusals:
        reading.refuse(
            "",
            "Your votes:",
            f"They cost {cost} credits and you have {material.budget}.",
            "Take votes away until it fits: 1 vote costs 1 credit, 2 cost 4, 3 cost 9.",
        )
    answers = [Answer(item=change, value=vote) for change, vote in ballot.items()]
    return reading.checked(answers if answered else [])


def tally(votes: Mapping[str, Histogram]) -> tuple[Ranked, ...]:
    """The mean votes a person for each change, with its Student interval, highest first.

    The sum of the votes is the mean times the people. Changes with fewer than two ballots are
    left out, because their interval is unknown.
    """
    estimates = {}
    for change, histogram in votes.items():
        if histogram.people >= 2:
            lowest, highest = min(histogram.counts), max(histogram.counts)
            bound = max(abs(lowest), abs(highest), 5)
            estimates[change] = mean_interval(histogram.values, -bound, bound, SPREAD_FLOOR)
    return ranked(estimates)
