"""When projects can start: not before their day, and not before what they require works."""

import math
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from workbench.business_case.bids import Bid
from workbench.business_case.portfolio_defaults import QUARTER, months_later
from workbench.frozen import Frozen

QUARTERS_A_YEAR = 4


class Slot(Frozen):
    """The quarters of a project, counted from the first of the plan, which is 0.

    It works from quarter `end` on. `gate` is where in the plan the first gate stands, in quarters
    and parts of one; `waits` is by how many quarters what it requires makes it later than it asked
    for.
    """

    start: int
    end: int
    gate: float
    waits: int = 0


def timetable(bids: Sequence[Bid], first_day: date) -> dict[str, Slot]:
    """The quarters of each bid by name, as early as possible.

    What has begun before the first day starts in quarter 0. A name that no bid has is waited for by
    nobody; bids that wait for each other in a circle are left out.
    """
    by_name = {bid.name: bid for bid in bids}
    slots: dict[str, Slot] = {}
    waiting = list(bids)
    while waiting:
        ready = [bid for bid in waiting if _needs(bid, by_name) <= slots.keys()]
        if not ready:
            break
        for bid in ready:
            slots[bid.name] = _slot(bid, first_day, [slots[n] for n in _needs(bid, by_name)])
        waiting = [bid for bid in waiting if bid.name not in slots]
    return slots


def quarter_name(first_day: date, quarter: int) -> str:
    """What a quarter of the plan is called: "Q1 2027" where the plan begins with a quarter.

    Otherwise the month it begins with: "from Feb 2027".
    """
    day = months_later(first_day, quarter * QUARTER)
    if (day.month - 1) % QUARTER == 0 and day.day == 1:
        return f"Q{(day.month - 1) // QUARTER + 1} {day.year}"
    return f"from {day:%b %Y}"


def quarters_from(first_day: date, day: date) -> float:
    """How many quarters a day lies after the first, a day counting by the length of its month."""
    return (_months(day) - _months(first_day)) / QUARTER


def day_of(first_day: date, quarters: float) -> date:
    """The day that lies so many quarters after the first: what `quarters_from` counts, back."""
    months = _months(first_day) + quarters * QUARTER + 1e-9
    whole = math.floor(months)
    begins = date(whole // 12, whole % 12 + 1, 1)
    return begins + timedelta(
        days=round((months - whole) * monthrange(begins.year, begins.month)[1])
    )


def _months(day: date) -> float:
    """Months since the year 0, the day as a part of its month."""
    length = monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month - 1 + (day.day - 1) / length


def _needs(bid: Bid, by_name: Mapping[str, Bid]) -> set[str]:
    return {name for name in bid.requires if name in by_name}


def _slot(bid: Bid, first_day: date, needed: Sequence[Slot]) -> Slot:
    asked = max(0, math.floor(quarters_from(first_day, bid.starts) + 1e-9))
    start = max([asked, *(slot.end for slot in needed)])
    # The gate keeps its distance from the start, and never stands before it.
    distance = max(0.0, quarters_from(bid.starts, bid.gate))
    length = math.ceil(bid.months / QUARTER)
    return Slot(start=start, end=start + length, gate=start + distance, waits=start - asked)
