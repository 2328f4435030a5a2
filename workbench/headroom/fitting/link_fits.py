"""What the days say about how people respond: each link's slope, its tests, and its update."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade
from workbench.evidence.units import figure_in_words
from workbench.headroom.day_estimates import CannotMeasure
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.link_questions import QUESTIONS, Asked, Question
from workbench.headroom.fitting.observations import Observations
from workbench.headroom.fitting.posterior import Update, likelihood_of, update
from workbench.headroom.fitting.slopes import (
    Instrumented,
    NothingVaries,
    Slope,
    instrumented_slope,
    left_over,
    slope,
    variance_inflation,
    varies,
)
from workbench.headroom.links import LinkId
from workbench.headroom.rules import rules

PILOT = "run the pilot"


class LinkVerdict(StrEnum):
    """What the days can say about a figure of a link."""

    LEARNT = "your data speaks to this"
    SILENT = f"your data does not speak to this; {PILOT}"
    DOUBTFUL = f"something else moves with it in your data; {PILOT}"
    CANNOT = f"your rows cannot tell; {PILOT}"


@dataclass(frozen=True, slots=True)
class Slopes:
    """Several ways of telling one slope, in units of outcome per unit of driver.

    `naive` has no controls; `controlled` has weekday, trend, season and volume and is what the
    update uses; `instrumented` moves the driver by absence alone, None where that cannot be done.
    `placebo` is the slope of yesterday's outcome on today's driver, which should be nothing.
    `inflation` is the variance inflation of the driver.
    """

    outcome: str
    driver: str
    naive: Slope
    controlled: Slope
    instrumented: Instrumented | None
    placebo: Slope | None
    inflation: float

    @property
    def instrument_is_strong(self) -> bool:
        """Whether absence moves the driver enough to be an instrument."""
        enough = rules("calibration")["strong_instrument"].value
        return self.instrumented is not None and self.instrumented.first_stage >= enough

    @property
    def instrument_agrees(self) -> bool:
        """Whether a strong instrument and the controls give slopes within each other's interval."""
        if self.instrumented is None or not self.instrument_is_strong:
            return False
        one, other = self.instrumented.slope, self.controlled
        return one.low <= other.value <= one.high and other.low <= one.value <= other.high

    @property
    def doubt(self) -> str:
        """Why the slope may be that of something else; empty when no test says so."""
        level = rules("calibration")["placebo_level"].value
        if self.placebo is not None and self.placebo.p_value < level:
            return f"{self.driver} also goes with {self.outcome} of the day before"
        if self.instrument_is_strong and not self.instrument_agrees:
            return "absence as an instrument gives another slope than the controls do"
        return ""


@dataclass(frozen=True, slots=True)
class LinkFit:
    """What the days say about one figure of a link, with everything that it rests on.

    `assumption` is the prior. `update` holds prior, data and posterior to be drawn together; None
    where the rows cannot tell, and `why_not` says why. `n` is what was counted, in days or leavers,
    and `how` in words.
    """

    link: LinkId
    assumption: Assumption
    verdict: LinkVerdict
    sentence: str
    update: Update | None = None
    slopes: Slopes | None = None
    n: int = 0
    how: str = ""
    cautions: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def grade(self) -> Grade:
        """How strong the evidence of the rows is: B where a strong instrument agrees."""
        agrees = self.slopes is not None and self.slopes.instrument_agrees
        return Grade.B if agrees else Grade.C


def fit_links(seen: Observations, register: Register) -> tuple[LinkFit, ...]:
    """Every figure of a link that days can be asked about, in the order of the links.

    Nothing here looks at the back-test of the queue; who asks must have passed it.
    """
    asked = Asked(seen, register)
    found = []
    for link, figure, ask in QUESTIONS:
        try:
            found.append(_answer(ask(asked), seen, register[figure]))
        except (CannotMeasure, NothingVaries) as error:
            found.append(cannot_tell(link, register[figure], str(error)))
    return tuple(found)


def cannot_tell(link: LinkId, assumption: Assumption, why: str) -> LinkFit:
    """A figure that the rows say nothing about, and why."""
    said = f"{assumption.label}: your rows cannot tell, because {why}; {PILOT}."
    return LinkFit(link, assumption, LinkVerdict.CANNOT, said, why_not=why)


def told(
    assumption: Assumption, found: Update, rows: str, doubt: str = ""
) -> tuple[LinkVerdict, str]:
    """The verdict on an update and its sentence; `rows` are what was counted: "200 days"."""
    moved = f"{100 * found.shift:.0f}% of its range"
    if not found.speaks:
        said = f"your data does not speak to this ({rows} move it by {moved}); {PILOT}."
        return LinkVerdict.SILENT, f"{assumption.label}: {said}"
    before, after = (
        figure_in_words(float(f"{value:.2g}"), assumption.unit, "")
        for value in (assumption.p50, found.after.p50)
    )
    change = f"from {before.split()[0]} to {after}"
    if before == after:
        change = f"little from {after}, and make its range another"
    if doubt:
        said = f"{rows} would move it {change}, but {doubt}; {PILOT}."
        return LinkVerdict.DOUBTFUL, f"{assumption.label}: {said}"
    return LinkVerdict.LEARNT, f"{assumption.label}: {rows} move it {change}."


def _answer(asked: Question, seen: Observations, assumption: Assumption) -> LinkFit:
    columns = [asked.outcomes, asked.drivers, *asked.more_controls]
    chosen: NDArray[np.bool_] = ~np.any(np.isnan(np.column_stack(columns)), axis=1)
    days = int(chosen.sum())
    if days < _fewest():
        raise CannotMeasure(f"{days} days hold what it needs, and {_fewest()} are needed")
    outcomes, drivers = asked.outcomes[chosen], asked.drivers[chosen]
    for name, values in ((asked.outcome, outcomes), (asked.driver, drivers)):
        if not varies(values):
            raise CannotMeasure(f"it is the same every day: {name}")
    controls = np.column_stack([seen.volume_controls, *asked.more_controls])[chosen]
    inflation = variance_inflation(drivers, controls)
    if np.isinf(inflation):
        raise CannotMeasure(f"{asked.driver} follows from weekday, season and volume alone")
    lags = int(rules("calibration")["lag_days"].value)
    when = seen.days.when[chosen]
    controlled = slope(outcomes, drivers, controls, when, lags)
    slopes = Slopes(
        outcome=asked.outcome,
        driver=asked.driver,
        naive=slope(outcomes, drivers, np.ones((days, 1)), when, lags),
        controlled=controlled,
        instrumented=_instrumented(asked, seen, lags) if asked.instrument else None,
        placebo=_placebo(asked, seen, lags),
        inflation=inflation,
    )
    error = float(np.hypot(asked.widen * controlled.error, asked.beside))
    implied = asked.implied(left_over(drivers, controls), chosen)
    likelihood = likelihood_of(controlled.value, error, implied, controlled.degrees)
    found = update(assumption, likelihood)
    verdict, said = told(assumption, found, f"{days} days", asked.doubt or slopes.doubt)
    agrees = ", which absence as an instrument confirms" if slopes.instrument_agrees else ""
    return LinkFit(
        link=asked.link,
        assumption=assumption,
        verdict=verdict,
        sentence=said,
        update=found,
        slopes=slopes,
        n=days,
        how=f"Updated by the slope of {asked.outcome} on {asked.driver}, controlled for calendar "
        f"and volume{agrees}.",
        cautions=tuple(_cautions(asked, slopes, error, implied(found.values))),
    )


def _fewest() -> int:
    return int(rules("calibration")["fewest_days_for_slopes"].value)


def _instrumented(asked: Question, seen: Observations, lags: int) -> Instrumented | None:
    """The slope by absence that neither the calendar nor the week before explains.

    Absence may follow from the load of the days before, so that load is a control; volume is not,
    as absence does its work whatever the volume.
    """
    absence = seen.days.absence
    columns = [asked.outcomes, asked.drivers, absence, seen.past_load, *asked.more_controls]
    chosen = ~np.isnan(np.column_stack(columns)).any(axis=1)
    if chosen.sum() < _fewest():
        return None
    controls = np.column_stack([seen.calendar, seen.past_load, *asked.more_controls])[chosen]
    try:
        return instrumented_slope(
            asked.outcomes[chosen],
            asked.drivers[chosen],
            absence[chosen],
            controls,
            seen.days.when[chosen],
            lags,
        )
    except NothingVaries:
        return None


def _placebo(asked: Question, seen: Observations, lags: int) -> Slope | None:
    """The slope of yesterday's outcome on today's driver, given yesterday's driver."""
    outcomes, before = seen.yesterday(asked.outcomes), seen.yesterday(asked.drivers)
    columns = [outcomes, asked.drivers, before, *asked.more_controls]
    chosen = ~np.isnan(np.column_stack(columns)).any(axis=1)
    if chosen.sum() < _fewest():
        return None
    controls = np.column_stack([seen.volume_controls, before, *asked.more_controls])[chosen]
    try:
        when = seen.days.when[chosen]
        return slope(outcomes[chosen], asked.drivers[chosen], controls, when, lags)
    except NothingVaries:
        return None


def _cautions(asked: Question, slopes: Slopes, error: float, possible: Floats) -> Iterator[str]:
    yield from asked.cautions
    found = slopes.controlled
    yield (
        f"{found.days} days that follow each other tell as much as {found.effective_days:.0f} "
        "independent ones."
    )
    if found.value + 2 * error < possible.min() or found.value - 2 * error > possible.max():
        yield "The slope in your rows lies outside all that the figure can stand for."
    if slopes.inflation >= rules("calibration")["crowded_slopes"].value:
        yield (
            f"What moves {asked.driver} is mostly what moves the controls: its variance is "
            f"inflated {slopes.inflation:.0f} times."
        )
    if not asked.instrument:
        return
    if slopes.instrumented is None:
        yield "There is no unplanned absence in the rows that would move the load by itself."
    elif not slopes.instrument_is_strong:
        yield (
            f"Absence moves the load too little to be an instrument (F "
            f"{slopes.instrumented.first_stage:.1f}; "
            f"{rules('calibration')['strong_instrument'].value:.0f} is needed)."
        )
