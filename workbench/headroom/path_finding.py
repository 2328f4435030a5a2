"""What a weekly path comes to, in one sentence: worse before better is said first."""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.erlang import Floats
from workbench.headroom.journey import Journey
from workbench.headroom.plan import Plan

YEAR = 52
# Weeks whose mean is taken as where a path ends.
LAST_WEEKS = 4
# A path that goes beyond its end by more than this part of it is said to.
OVERSHOOT = 0.1


@dataclass(frozen=True, slots=True)
class PathMeasure:
    """A figure of a path: its field in `Journey`, its name, and how differences are told.

    A difference is multiplied by `times`, or is per cent of today where None. Less than `least` is
    nothing. `better` is +1 where more is better, -1 where less is, 0 where neither.
    """

    field: str
    name: str
    unit: str
    times: float | None
    decimals: int
    least: float
    better: int

    def difference(self, today: Journey, scenario: Journey) -> Floats:
        """The scenario less today in the unit of the words, by week and draw."""
        now, then = getattr(today, self.field), getattr(scenario, self.field)
        times = 100 / now if self.times is None else self.times
        difference: Floats = times * (then - now)
        return difference

    def written(self, size: float) -> str:
        """The size of a difference with its unit: "1.7 points", "4.2%"."""
        number = f"{abs(size):,.{self.decimals}f}"
        return f"{number}{self.unit}" if self.unit == "%" else f"{number} {self.unit}".rstrip()

    def beside(self, size: float) -> str:
        """A difference from today in words: "1.7 points lower"."""
        return f"{self.written(size)} {'higher' if size > 0 else 'lower'}"


MEASURES = (
    PathMeasure("satisfaction", "satisfaction", "points", 100.0, 1, 0.05, 1),
    PathMeasure("service_level", "service level", "points", 100.0, 1, 0.05, 1),
    PathMeasure("headroom_minutes", "headroom", "minutes an hour", 1.0, 1, 0.05, 1),
    PathMeasure("fcr", "resolution at first contact", "points", 100.0, 1, 0.05, 1),
    PathMeasure("cost", "cost", "%", None, 1, 0.05, -1),
    PathMeasure("advisors", "the number of advisors", "", 1.0, 0, 0.5, 0),
)


def path_finding(measure: PathMeasure, difference: Floats) -> str:
    """The path of a figure beside today's in one sentence; `difference` has one entry a week."""
    told = measure.written
    name, end = measure.name, float(difference[-LAST_WEEKS:].mean())
    low, high = int(difference.argmin()), int(difference.argmax())
    if abs(end) <= measure.least:
        furthest = low if -difference[low] >= difference[high] else high
        size = float(difference[furthest])
        if abs(size) <= measure.least:
            return _capital(f"{name} stays as it is today")
        return _capital(
            f"{name} {_moves(size)} {told(size)} {_at(furthest)} and ends where it is today"
        )
    against, along = (low, high) if end > 0 else (high, low)
    first, most = float(difference[against]), float(difference[along])
    ends = f"ends {measure.beside(end)}"
    if first * end < 0 and abs(first) > measure.least:
        passed = int(np.flatnonzero(np.sign(difference) != np.sign(end))[-1]) + 1
        said = f"{name} {_moves(first)} {told(first)} {_at(against)}"
        return _turn(measure, end) + f"{said}, passes today in week {passed + 1} and {ends}"
    if abs(most) > abs(end) * (1 + OVERSHOOT) and abs(most - end) > measure.least:
        return _capital(f"{name} {_moves(most)} {told(most)} {_at(along)} and {ends}")
    half = int(np.flatnonzero(np.abs(difference) >= abs(end) / 2)[0])
    return _capital(f"{name} {_moves(end)} {told(end)}, half of it by week {half + 1}")


def surge_finding(measure: PathMeasure, path: Floats, plan: Plan) -> str | None:
    """What a surge of demand does to a figure, and what is left of it a year after, or at the end.

    `path` has one entry a week. None where there is no surge within the weeks after the first.
    """
    shock = plan.shock
    if shock is None or not 0 < shock.start_week < len(path):
        return None
    before = float(path[shock.start_week - 1])
    moved = (100 / before if measure.times is None else measure.times) * (path - before)
    moved = moved[shock.start_week :]
    week = int((-measure.better * moved if measure.better else np.abs(moved)).argmax())
    worst = float(moved[week])
    if abs(worst) <= measure.least:
        return f"The surge hardly moves {measure.name}"
    after = shock.weeks + YEAR - 1
    when = "a year after it ends"
    if after >= len(moved):
        after, when = len(moved) - 1, f"in week {len(path)}"
    left = float(moved[after])
    said = (
        f"In the surge {measure.name} {_moves(worst)} {measure.written(worst)} by week "
        f"{shock.start_week + week + 1}"
    )
    if abs(left) <= measure.least:
        return f"{said}; nothing of it is left {when}"
    return f"{said}; it is still {measure.beside(left)} {when}"


def _turn(measure: PathMeasure, end: float) -> str:
    """What a path that crosses today's is called."""
    if measure.better == 0:
        return "First one way, then the other: "
    return "Worse before better: " if end * measure.better > 0 else "Better before worse: "


def _moves(size: float) -> str:
    return "rises" if size > 0 else "falls"


def _at(week: int) -> str:
    return f"in week {week + 1}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
