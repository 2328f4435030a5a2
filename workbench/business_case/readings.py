"""A number of per cent read in two ways: as a share of what there is today, or as points."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import yaml
from pydantic import TypeAdapter

from workbench.business_case.money import percent
from workbench.evidence.defaults import ASSETS
from workbench.frozen import Frozen

_DECIMALS = 12


class Meant(StrEnum):
    """How a number of per cent is meant."""

    RELATIVE = "relative"
    POINTS = "points"


class Reading(Frozen):
    """A figure that may be entered in two ways: what it changes, which way, and how it is kept.

    `of` is an assumption or a result of the simulator, `what` its name in a sentence.
    """

    figure: str
    of: str
    what: str
    falls: bool
    stored: Meant


class Read(NamedTuple):
    """One way to read a number: the value that is kept, and what today's value becomes (shares)."""

    meant: Meant
    value: float
    before: float
    after: float


@cache
def readings() -> Mapping[str, Reading]:
    """The figures that may be read in two ways, by their ids."""
    path = ASSETS / "business_case" / "readings.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {each.figure: each for each in TypeAdapter(list[Reading]).validate_python(content)}


def both(reading: Reading, share: float, before: float) -> tuple[Read, Read]:
    """The number (0.05 for "5%") read as a share of today's value, and as points.

    `before` is today's value of what the figure changes, as a share above 0.
    """
    if not 0 < before <= 1:
        raise ValueError(
            f"{reading.what} are {percent(before)} today, so points of it cannot be told from per "
            "cent; accepted: above 0% up to 100%"
        )
    relative = share * before
    return (
        _read(reading, Meant.RELATIVE, relative, before),
        _read(reading, Meant.POINTS, share, before),
    )


def kept(reading: Reading, meant: Meant, share: float, before: float) -> float:
    """The value that is kept for a number that is meant in one of the two ways."""
    return next(read.value for read in both(reading, share, before) if read.meant is meant)


def in_words(reading: Reading, read: Read) -> str:
    """What a reading would mean: "5% of it: customers who leave in a year fall from 20% to 19%"."""
    moved = abs(read.after - read.before)
    size = (
        f"{percent(moved / read.before)} of today's"
        if read.meant is Meant.RELATIVE
        else f"{percent(moved).removesuffix('%')} points"
    )
    verb = "fall" if reading.falls else "rise"
    return f"{size}: {reading.what} {verb} from {percent(read.before)} to {percent(read.after)}"


def _read(reading: Reading, meant: Meant, points: float, before: float) -> Read:
    after = before - points if reading.falls else before + points
    value = points if reading.stored is Meant.POINTS else points / before
    return Read(meant, round(value, _DECIMALS), before, after)
