"""Where the benchmarks click: the widgets' keys, in one table."""

from typing import NamedTuple


class Control(NamedTuple):
    """A slider or number input: the page's path in the URL, the key, and the goals in ms.

    `goal` is for the whole page, `first` for its first figure.
    """

    page: str
    key: str
    goal: int
    first: int


EXPLORE_DEMO = "explore_demo"  # the button on Home
CONTROLS = {
    "Headroom simulator": Control("headroom", "off_phone_time", 120, 80),
    "Business case": Control("business-case", "discount_rate", 350, 80),
}
ADVISOR_VOICE = "advisor-voice"
SEND = "send"  # the button under a form
FIRST_QUESTION = "pulse_advisor-ST1"  # the first question of the advisors' short form
