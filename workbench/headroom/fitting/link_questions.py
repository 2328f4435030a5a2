"""The behavioural links as questions that days of operations can answer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.evidence.assumptions import Assumption, Register
from workbench.headroom.behaviour import cut_short
from workbench.headroom.calibration import calibrate
from workbench.headroom.centre import figures
from workbench.headroom.day_estimates import CannotMeasure
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.observations import Observations
from workbench.headroom.fitting.slopes import varies
from workbench.headroom.links import LinkId
from workbench.headroom.operations import FcrDefinition
from workbench.headroom.rules import rules

# A step in ln of the time that is small beside any real one.
STEP = 0.01
# From P10 to P90 are so many standard deviations of a normal distribution.
DEVIATIONS = 2.5631

Values = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Question:
    """A figure of a link put to the days: does the driver move the outcome, and by how much?

    `implied` takes what the controls leave of the driver and which days those are, and makes of
    values of the figure the slopes that they imply. `more_controls` are held fixed beside calendar
    and volume. `instrument` says whether absence moves the outcome through the driver alone.
    `widen` multiplies the error of the slope and `beside` is what other figures add to it. `doubt`
    is what is known to move driver and outcome alike, whatever the tests say.
    """

    link: LinkId
    figure: str
    outcome: str
    driver: str
    outcomes: Floats
    drivers: Floats
    implied: Callable[[Floats, NDArray[np.bool_]], Values]
    more_controls: tuple[Floats, ...] = ()
    instrument: bool = True
    widen: float = 1.0
    beside: float = 0.0
    cautions: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What there is to ask: the days, and the figures in force."""

    seen: Observations
    register: Register


def _slope_itself(*_days: object) -> Values:
    """What a figure implies that is the slope itself."""
    return lambda values: values


def pressure_on_time(asked: Asked) -> Question:
    """Does handle time fall when the load rises above the load without pressure?"""
    seen = asked.seen
    if not (seen.crowding > 0).any():
        free = asked.register["pressure_free_occupancy"].p50
        raise CannotMeasure(f"the load was never above {100 * free:.0f}%, where pressure begins")
    return Question(
        LinkId.PRESSURE_TIME,
        "pressure_elasticity",
        "handle time, in per cent",
        "load per advisor above the one without pressure, in per cent",
        seen.log_time,
        seen.crowding,
        _slope_itself,
        cautions=("Days show how advisors respond at once, not what months of pressure do.",),
    )


def time_on_resolution(asked: Asked) -> Question:
    """Is more resolved on days with longer contacts, at the same occupancy?"""
    seen = asked.seen
    relative = seen.log_time - np.log(seen.today.centre.handle_time)

    def implied(*_days: object) -> Values:
        def of(values: Floats) -> Floats:
            today = calibrate(figures(asked.register, {"cut_short_resolved": values}))
            variation = today.behaviour.work_variation
            ends = [
                today.best
                * (
                    1
                    - (1 - today.resolved_anyway)
                    * cut_short(np.minimum(1.0, today.spent * np.exp(step)), variation)
                )
                for step in (STEP, -STEP)
            ]
            found: Floats = (ends[0] - ends[1]) / (2 * STEP)
            return found

        return of

    return Question(
        LinkId.TIME_RESOLUTION,
        "cut_short_resolved",
        "first-contact resolution",
        "handle time, in per cent",
        _resolution(seen),
        relative,
        implied,
        more_controls=(seen.occupancy,),
        instrument=False,
        widen=rules("calibration")["between_days"].value,
        doubt="hard contacts take longer and are resolved less often, which days do not tell apart",
    )


def load_on_resolution(asked: Asked) -> Question:
    """Is less resolved on days with a higher occupancy?"""
    seen, start = asked.seen, asked.register["overload_from"].p50
    if not (seen.occupancy > start).any():
        raise CannotMeasure(f"occupancy was never above {100 * start:.0f}%, where quality falls")

    def implied(moved: Floats, chosen: NDArray[np.bool_]) -> Values:
        def of(values: Floats) -> Floats:
            model = seen.resolution(seen.pressed(), values)[chosen]
            found: Floats = moved @ model / (moved @ moved)
            return found

        return of

    return Question(
        LinkId.LOAD_QUALITY,
        "overload_quality",
        "first-contact resolution",
        "occupancy",
        _resolution(seen),
        seen.occupancy,
        implied,
        cautions=(
            "Load also shortens contacts; what that does to resolution is taken as in force.",
        ),
    )


def resolution_on_satisfaction(asked: Asked) -> Question:
    """Are more customers satisfied on days on which more is resolved?"""
    seen = asked.seen
    return Question(
        LinkId.RESOLUTION_SATISFACTION,
        "resolution_satisfaction",
        "satisfied customers",
        "first-contact resolution",
        _csat(seen),
        _resolution(seen),
        _slope_itself,
        more_controls=(seen.abandoned,),
        instrument=False,
        widen=rules("calibration")["between_days"].value,
        cautions=("Days are compared, and customers are meant; the error is widened for it.",),
    )


def giving_up_on_satisfaction(asked: Asked) -> Question:
    """Are fewer customers satisfied on days on which more give up?"""
    patience = asked.register["patience"].p50
    other: Assumption = asked.register["wait_satisfaction"]
    return _waits(
        asked.seen,
        "abandon_satisfaction",
        lambda values: -(values + patience * other.p50),
        patience * (other.p90 - other.p10),
    )


def waiting_on_satisfaction(asked: Asked) -> Question:
    """Are fewer customers satisfied on days with longer waits?"""
    patience = asked.register["patience"].p50
    other: Assumption = asked.register["abandon_satisfaction"]
    return _waits(
        asked.seen,
        "wait_satisfaction",
        lambda values: -(other.p50 + patience * values),
        other.p90 - other.p10,
    )


def _waits(seen: Observations, figure: str, implied: Values, other_range: float) -> Question:
    """Waits and giving up rise together, so the days tell one slope of both."""
    fcr = seen.days.fcr
    same_measure = len(seen.days.definitions) == 1 and varies(fcr) and not np.isnan(fcr).any()
    return Question(
        LinkId.WAITS_SATISFACTION,
        figure,
        "satisfied customers",
        "contacts that gave up",
        _csat(seen),
        seen.abandoned,
        lambda *_days: implied,
        more_controls=(fcr,) if same_measure else (),
        instrument=False,
        widen=rules("calibration")["between_days"].value,
        beside=other_range / DEVIATIONS,
        cautions=(
            "Waiting and giving up go together; what one of the two does is taken as in force.",
            "Absence also changes how much is resolved, so it is no instrument here.",
        ),
    )


def _csat(seen: Observations) -> Floats:
    if np.isnan(seen.days.csat).all():
        raise CannotMeasure("the rows do not hold satisfied customers")
    return seen.days.csat


def _resolution(seen: Observations) -> Floats:
    definitions = seen.days.definitions
    if not definitions:
        raise CannotMeasure("the rows do not hold first-contact resolution")
    if None in definitions:
        accepted = ", ".join(FcrDefinition)
        raise CannotMeasure(
            f"the file does not say how first-contact resolution was measured; write it in the "
            f"header as one of {accepted}"
        )
    if len(definitions) > 1:
        both = " and ".join(sorted(str(definition) for definition in definitions))
        raise CannotMeasure(f"first-contact resolution was measured by {both}, never mixed")
    return seen.days.fcr


QUESTIONS: tuple[tuple[LinkId, str, Callable[[Asked], Question]], ...] = (
    (LinkId.PRESSURE_TIME, "pressure_elasticity", pressure_on_time),
    (LinkId.TIME_RESOLUTION, "cut_short_resolved", time_on_resolution),
    (LinkId.LOAD_QUALITY, "overload_quality", load_on_resolution),
    (LinkId.RESOLUTION_SATISFACTION, "resolution_satisfaction", resolution_on_satisfaction),
    (LinkId.WAITS_SATISFACTION, "abandon_satisfaction", giving_up_on_satisfaction),
    (LinkId.WAITS_SATISFACTION, "wait_satisfaction", waiting_on_satisfaction),
)
