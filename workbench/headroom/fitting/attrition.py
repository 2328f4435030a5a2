"""Do advisors leave after weeks of strain? Only with enough leavers can rows tell anything."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.evidence.assumptions import Register
from workbench.headroom.behaviour import strain_from_occupancy
from workbench.headroom.day_estimates import CannotMeasure
from workbench.headroom.erlang import Floats
from workbench.headroom.fitting.link_fits import LinkFit, cannot_tell, told
from workbench.headroom.fitting.observations import Observations, lagged
from workbench.headroom.fitting.posterior import LogLikelihood, update
from workbench.headroom.fitting.slopes import varies
from workbench.headroom.links import LinkId
from workbench.headroom.rules import rules

FIGURE = "strain_attrition"
# Four weeks: long enough for a few leavers, short enough for strain to differ.
PERIOD = 28
WEEK = 7
FEWEST_PERIODS = 4
# After so many time constants strain is forgotten.
CONSTANTS = 3


@dataclass(frozen=True, slots=True)
class _Periods:
    """Leavers, advisor-days and mean strain of every four weeks."""

    leavers: Floats
    exposure: Floats
    strain: Floats


def fit_attrition(seen: Observations, register: Register) -> LinkFit:
    """The response of attrition to strain from occupancy, from leavers in periods of four weeks.

    A discrete-time hazard: leavers are Poisson with mean a × advisor-days × exp(response × strain),
    and the level a, which says nothing about the response, is conditioned out (Cox and Oakes,
    Analysis of Survival Data, 1984). Strain follows from occupancy by the figures in force. The
    likelihood is flattened by the leavers' own spread where that is wider than chance.
    """
    link, figure = LinkId.STRAIN_ATTRITION, register[FIGURE]
    fewest = int(rules("calibration")["fewest_leavers"].value)
    known = ~np.isnan(seen.days.leavers) & ~np.isnan(seen.days.advisors)
    if not known.any():
        return cannot_tell(link, figure, "the rows do not hold leavers and advisors employed")
    total = int(seen.days.leavers[known].sum())
    if total < fewest:
        why = f"{total} leavers are counted and {fewest} are needed"
        return cannot_tell(link, figure, why)
    periods = _periods(seen, register, known)
    count = len(periods.leavers)
    if count < FEWEST_PERIODS:
        why = f"{count} whole periods of four weeks are fewer than {FEWEST_PERIODS}"
        return cannot_tell(link, figure, why)
    if not varies(periods.strain):
        return cannot_tell(link, figure, "strain from occupancy is the same in all periods")
    try:
        found = update(figure, _log_likelihood(periods, _dispersion(periods)))
    except CannotMeasure as error:
        return cannot_tell(link, figure, str(error))
    verdict, said = told(figure, found, f"{total} leavers in {count} periods of four weeks")
    return LinkFit(
        link=link,
        assumption=figure,
        verdict=verdict,
        sentence=said,
        update=found,
        n=total,
        how="Updated by the leavers in periods of four weeks.",
        cautions=(
            "A trend in attrition, such as the labour market's, is not told from strain.",
            "A burnout scale moves before people leave, and a pilot can measure it.",
        ),
    )


def _periods(seen: Observations, register: Register, known: NDArray[np.bool_]) -> _Periods:
    strain = _worn(seen, register)
    period = seen.days.when // PERIOD
    whole = [each for each in np.unique(period) if (each + 1) * PERIOD - 1 <= seen.days.when[-1]]
    rows = [row for each in whole if (row := known & (period == each)).any()]
    return _Periods(
        leavers=np.array([seen.days.leavers[row].sum() for row in rows]),
        exposure=np.array([seen.days.advisors[row].sum() for row in rows]),
        strain=np.array([strain[row].mean() for row in rows]),
    )


def _worn(seen: Observations, register: Register) -> Floats:
    """Strain from occupancy that builds up and wears off, from the days that there are."""
    daily = strain_from_occupancy(
        seen.occupancy,
        np.asarray(register["strain_free_occupancy"].p50),
        np.asarray(register["occupancy_strain"].p50),
    )
    constant = register["strain_weeks"].p50 * WEEK
    back = np.arange(int(CONSTANTS * constant) + 1)
    table = np.array([lagged(daily, seen.days.when, int(days)) for days in back])
    weights = np.where(np.isnan(table), 0.0, np.exp(-back / constant)[:, None])
    worn: Floats = (np.nan_to_num(table) * weights).sum(axis=0) / weights.sum(axis=0)
    return worn


def _dispersion(periods: _Periods) -> float:
    """Pearson's statistic over its degrees of freedom, at least 1."""
    expected = periods.exposure * periods.leavers.sum() / periods.exposure.sum()
    chi = float(((periods.leavers - expected) ** 2 / expected).sum())
    return max(1.0, chi / max(1, len(expected) - 2))


def _log_likelihood(periods: _Periods, dispersion: float) -> LogLikelihood:
    def log_likelihood(values: Floats) -> Floats:
        powers = values[:, None] * periods.strain
        level = np.log(np.exp(powers) @ periods.exposure)
        found: Floats = (powers @ periods.leavers - periods.leavers.sum() * level) / dispersion
        return found

    return log_likelihood
