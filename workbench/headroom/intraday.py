"""A day has busy and quiet half hours: contacts and advisors over the open day, and backlog."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Self

import numpy as np
import yaml
from pydantic import Field, model_validator

from workbench.evidence.defaults import ASSETS
from workbench.evidence.grades import Grade, SourceKind
from workbench.frozen import Frozen
from workbench.headroom.erlang import Floats

MOST_INTERVALS = 400
# Intervals that differ by less than this part of the mean are alike.
ALIKE = 1e-12
# Backlogs that differ by less than this many contacts are the same.
CLOSE = 1e-9
ROUNDS = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """The open day in parts, each relative to the mean of the day.

    `volume` is the arrival rate and `staff` the number of advisors, both relative to their means;
    `weights` the share of the open time, so that weights × volume and weights × staff are 1 in sum.
    `minutes` is the length of an interval where they follow each other in time, so that a backlog
    is carried from one to the next; None where they only stand for the kinds of interval there are.
    """

    volume: Floats
    staff: Floats
    weights: Floats
    minutes: float | None = None


FLAT = Intervals(np.ones(1), np.ones(1), np.ones(1))


class DayProfile(Frozen):
    """Contacts and advisors in the intervals of an open day, in any unit; proportions count.

    `staff` is the rota; without one it follows the contacts. Raises ValueError naming the interval
    when there are contacts and nobody to answer them.
    """

    minutes: float = Field(default=30.0, ge=1, le=240)
    volume: tuple[float, ...] = Field(min_length=1, max_length=MOST_INTERVALS)
    staff: tuple[float, ...] | None = None
    source_kind: SourceKind = SourceKind.UPLOADED
    source: str = ""
    owner: str = "Operations"
    grade: Grade = Grade.C
    as_of: date | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        for name, values in (("volume", self.volume), ("staff", self.staff or ())):
            for place, value in enumerate(values, start=1):
                if not 0 <= value < np.inf:
                    raise ValueError(
                        f"{name} of interval {place} is {value:g}; accepted: a number of at least 0"
                    )
        if not sum(self.volume) > 0:
            raise ValueError("no interval has any contacts; accepted: at least one above 0")
        if self.staff is not None:
            if len(self.staff) != len(self.volume):
                raise ValueError(
                    f"{len(self.volume)} intervals have contacts and {len(self.staff)} a rota; "
                    f"accepted: as many of both"
                )
            for place, (contacts, people) in enumerate(
                zip(self.volume, self.staff, strict=True), start=1
            ):
                if contacts > 0 and people == 0:
                    raise ValueError(
                        f"interval {place} has {contacts:g} contacts and nobody on the rota; "
                        f"accepted: a rota above 0 where there are contacts"
                    )
        return self

    def intervals(self) -> Intervals:
        """The intervals in their order; intervals without advisors are closed and left out.

        A day whose intervals are all alike is the flat day, without any parts.
        """
        volume = np.array(self.volume)
        staff = volume if self.staff is None else np.array(self.staff)
        open_now = staff > 0
        volume, staff = volume[open_now], staff[open_now]
        volume, staff = volume / volume.mean(), staff / staff.mean()
        if max(np.ptp(volume), np.ptp(staff)) < ALIKE:
            return FLAT
        weights = np.full(volume.size, 1 / volume.size)
        return Intervals(volume, staff, weights, self.minutes)

    def representative(self, count: int = 5) -> Intervals:
        """A few kinds of interval with the same contacts and advisors in total, out of order.

        Intervals are put together by their contacts per advisor and then by their size, so that
        each kind has as many contacts as the others as nearly as may be. No backlog is carried.
        Raises ValueError when `count` is below 1.
        """
        if count < 1:
            raise ValueError(f"the number of kinds of interval is {count}; accepted: 1 or more")
        whole = self.intervals()
        if whole.volume.size <= 1:
            return whole
        crowding = np.round(whole.volume / whole.staff, 9)
        order = np.lexsort((whole.volume, crowding))
        shares = whole.volume[order] * whole.weights[order]
        kind = np.minimum(count - 1, ((np.cumsum(shares) - shares / 2) * count).astype(int))
        groups = [order[kind == each] for each in range(count) if (kind == each).any()]
        weights = np.array([whole.weights[group].sum() for group in groups])

        def means(values: Floats) -> Floats:
            sums = np.array([values[group] @ whole.weights[group] for group in groups])
            found: Floats = sums / weights
            return found

        return Intervals(means(whole.volume), means(whole.staff), weights)


@cache
def default_profile() -> DayProfile:
    """The profile that is taken where none is known, from `assets/day_profile.yaml`."""
    text = (ASSETS / "day_profile.yaml").read_text(encoding="utf-8")
    return DayProfile.model_validate(yaml.safe_load(text))


def carried(offered: Floats, capacity: Floats, patience: Floats, minutes: float) -> Floats:
    """What a backlog adds to the rate of each interval, less what it takes to the next.

    `offered` and `capacity` are contacts per minute, the intervals of the day on the last axis, of
    one shape; `patience` in minutes has that shape without the last axis. The backlog is a fluid:
    where more is offered than can be answered it grows at the difference, less those who give up;
    the day begins with what the day before left. The rates of the day are the same in sum, and
    without overload nothing is carried. The approach of Stolletz, "Approximation of the
    non-stationary M(t)/M(t)/c(t)-queue using stationary queueing models: the stationary
    backlog-carryover approach" (European Journal of Operational Research 190, 2008), with
    abandonment as in the fluid model of Garnett, Mandelbaum and Reiman (2002).
    """
    towards = (offered - capacity) * patience[..., None]
    if not (towards > 0).any():
        return np.zeros_like(offered)
    kept = np.exp(-minutes / patience)[..., None]
    gained = towards * (1 - kept)
    ends = np.maximum(0.0, gained)
    for _ in range(ROUNDS):
        # All intervals at once: each round brings the backlog of the interval before.
        before, ends = ends, np.maximum(0.0, gained + kept * _of_interval_before(ends))
        if np.abs(ends - before).max() < CLOSE:
            break
    moved: Floats = (_of_interval_before(ends) - ends) / minutes
    return moved


def _of_interval_before(values: Floats) -> Floats:
    """What each interval had before it: the first of a day the last of the day before."""
    return np.concatenate((values[..., -1:], values[..., :-1]), axis=-1)
