"""Contacts of a part of a day, and how many of them came by chance alone."""

import numpy as np
from numpy.typing import NDArray

from workbench.headroom.erlang import Floats


def without_chance(day: NDArray[np.int64], part: NDArray[np.int64], contacts: Floats) -> Floats:
    """What the contacts of each part of a day would have been without chance arrivals.

    The queue's formulas add the chance of single arrivals to a rate; the count of half an hour has
    it already, and taken as a rate it would count twice. `part` is the same for parts that share a
    weekday and a time. Expected is the day's total by the usual share of the part; the count moves
    it by as much as parts vary beyond chance (a linear empirical Bayes estimate; Bühlmann and
    Straub 1970). A part that occurs once keeps its count.
    """
    _, place = np.unique(part, return_inverse=True)
    total = np.bincount(day, contacts)[day]
    expected = total * (np.bincount(place, contacts) / np.bincount(place, total))[place]
    free = 1 - 1 / np.bincount(place)[place]
    beyond = float(((contacts - expected) ** 2 / expected - free).sum())
    room = float((expected * free).sum())
    spread = max(0.0, beyond / room) if room > 0 else 0.0
    weight = np.where(free > 0, spread * expected / (1 + spread * expected), 1.0)
    found: Floats = expected + weight * (contacts - expected)
    return found
