"""After the money is spent: on which day who looks at which figure, and what was promised."""

from collections.abc import Iterable
from datetime import date

from workbench.business_case.bids import Day
from workbench.business_case.credibility.words import Name
from workbench.frozen import Frozen

MOST_REVIEWS = 30


class Review(Frozen):
    """A post-investment review: the figure that is measured again, and who brings it.

    `figure` is the id of an assumption, a driver's input or a line of the case.
    """

    day: Day
    figure: str
    brought_by: Name


def due(reviews: Iterable[Review], today: date) -> tuple[Review, ...]:
    """The reviews whose day has come, the oldest first."""
    return tuple(sorted((each for each in reviews if each.day <= today), key=lambda each: each.day))


def in_order(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """By day, then by who brings what."""
    return tuple(sorted(reviews, key=lambda each: (each.day, each.brought_by, each.figure)))
