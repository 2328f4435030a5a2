"""When the words that people wrote in a step may be read by the moderator and the room.

Words give a person away, so nobody reads any until `comment_threshold` people of the whole room
have written in the step: that is the cut in which they are displayed, without roles, in random
order. Whoever writes later joins together with at least `score_threshold` others, so that the
words that appear never belong to somebody who was seen typing. A room that is too small can say
its points aloud: the facilitator words them as statements of their own, labelled as such. In a
named step everybody knows that their name stands beside their words, so the rule falls away.
"""

from workbench.frozen import Frozen
from workbench.workshop.workshop import Privacy


class Intake(Frozen):
    """How many people wrote in a step, how many of them have new words, and what may be taken in.

    `why_not` is a sentence while nothing may be taken in, and empty when something may.
    """

    writers: int
    new_writers: int
    why_not: str = ""

    @property
    def may_take(self) -> bool:
        """Whether the new words may be taken in."""
        return not self.why_not


def intake(writers: int, new_writers: int, taken_before: bool, privacy: Privacy) -> Intake:
    """Whether new words may be taken in; counts are of people, not of texts."""
    least, batch = privacy.comment_threshold, privacy.score_threshold
    if not new_writers:
        why = "Nobody has written anything new." if taken_before else "Nobody has written yet."
    elif writers < least:
        why = (
            f"{_people(writers, batch)} written so far. Words are read from {least} people on, so "
            "that nobody is given away. What is said aloud can be added in your own words."
        )
    elif taken_before and new_writers < batch:
        why = (
            f"{_people(new_writers, batch)} written since. Their words join when {batch} have, so "
            "that nobody can tell who wrote them."
        )
    else:
        why = ""
    return Intake(writers=writers, new_writers=new_writers, why_not=why)


def named_intake(writers: int, new_writers: int) -> Intake:
    """In a named step everything may be taken in at once."""
    why = "" if new_writers else "Nobody has written anything new."
    return Intake(writers=writers, new_writers=new_writers, why_not=why)


def _people(number: int, least: int) -> str:
    """A number of people in words; one under the threshold is not told, as everywhere."""
    return f"{number} people have" if number >= least else f"Fewer than {least} people have"
