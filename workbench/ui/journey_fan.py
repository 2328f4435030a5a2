"""The weekly paths over many draws, worked out once for what they depend on and told as they come.

Kept by hand and not by the framework's cache, because a cached function must not move a progress
bar, and because a visitor who moves a lever meanwhile ends the work.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

import numpy as np
import streamlit as st

from workbench.charts.weekly_path import Path
from workbench.headroom.comparison import Comparison
from workbench.headroom.path_finding import MEASURES, PathMeasure
from workbench.headroom.plan import Plan
from workbench.headroom.scenario import Scenario
from workbench.headroom.uncertainty import WeeklyFan, band, weekly
from workbench.headroom.worth import Worth
from workbench.ui.current import register
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop

DRAWS = 200
MOST_KEPT = 300
Key = tuple[UUID, int, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the paths: today's policy, the scenario, and the difference of the two.

    The difference is in the unit of the words, its band that of the draws' own differences.
    `worse_once` and `worse_at_end` are the shares of the draws in which it is worse than today at
    some time and in the last week; for a figure that is neither better nor worse, lower.
    """

    today: Path
    scenario: Path
    difference: Path
    worse_once: float
    worse_at_end: float


@dataclass(frozen=True, slots=True)
class Fan:
    """What a page shows of the paths: figures by name, and what it is worth over all the weeks."""

    plan: Plan
    draws: int
    seed: int
    figures: Mapping[str, Measured]
    worth: Worth


def kept_fan(workshop: Workshop, scenario: Scenario) -> Fan | None:
    """The paths, if somebody has asked for these before."""
    with _LOCK:
        fans = _kept()
        found = fans.get(_key(workshop, scenario))
        if found is not None:
            fans.move_to_end(_key(workshop, scenario))
        return found


def worked_out(
    workshop: Workshop, scenario: Scenario, found: Comparison, told: Callable[[float], None]
) -> Fan:
    """The paths, worked out now; `told` hears the share that is done.

    Raises ValueError when a draw of an assumption is not accepted.
    """
    key = _key(workshop, scenario)
    paths = weekly(register(workshop), scenario, None, DRAWS, day=found.figures.day, told=told)
    fan = Fan(
        plan=paths.plan,
        draws=paths.draws.count,
        seed=paths.draws.seed,
        figures={measure.field: _measured(paths, measure) for measure in MEASURES},
        worth=paths.worth,
    )
    with _LOCK:
        fans = _kept()
        fans[key] = fan
        while len(fans) > MOST_KEPT:
            fans.popitem(last=False)
    return fan


def _measured(paths: WeeklyFan, measure: PathMeasure) -> Measured:
    difference = measure.difference(paths.today, paths.scenario)
    worse, found = (measure.better or 1) * difference < -measure.least, band(difference)
    return Measured(
        today=_path(paths.today, paths.middle_today, measure.field),
        scenario=_path(paths.scenario, paths.middle_scenario, measure.field),
        difference=Path(
            found.low, measure.difference(paths.middle_today, paths.middle_scenario), found.high
        ),
        worse_once=float(worse.any(axis=0).mean()),
        worse_at_end=float(worse[-1].mean()),
    )


def _path(draws: object, middle: object, field: str) -> Path:
    found = band(getattr(draws, field))
    return Path(found.low, np.asarray(getattr(middle, field)), found.high)


def _key(workshop: Workshop, scenario: Scenario) -> Key:
    """What the paths depend on; a scenario's name is not part of it."""
    revision = store().workshops.figures_revision(workshop.id)
    return workshop.id, revision, scenario.model_dump_json(exclude={"name"})


_LOCK = Lock()


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[Key, Fan]:
    return OrderedDict()
