"""The erosion of the standard of care, as Oliva and Sterman published it, beside the weekly path.

Oliva and Sterman, "Cutting corners and working overtime: quality erosion in the service industry"
(Management Science 47, 2001). With S the time that advisors think a matter should have and x the
time it gets under work pressure p (work to be done over capacity, both at the full time):

    x = S (p S) ^ alpha       S' = (x - S) / weeks of erosion  where x < S

and hardly any way back: upwards they estimate 8.14 million weeks.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from workbench.evidence.assumptions import resolve
from workbench.evidence.defaults import default_assumptions
from workbench.headroom.centre import MINUTES, figures
from workbench.headroom.erlang import Floats
from workbench.headroom.journey import Journey, travel
from workbench.headroom.plan import Plan, Shock
from workbench.headroom.policy import today_policy

# Their estimates; Dogan (2007) re-estimates -0.60, 12.48 weeks and 85,600 weeks.
ELASTICITY, EROSION_WEEKS, RECOVERY_WEEKS = -0.64, 18.83, 8.14e6
# The recovery that leaders can bring about is a judgement of ours: a year.
LED_RECOVERY_WEEKS = 52.0
SHOCK, SHOCK_START, SHOCK_WEEKS, WEEKS = 0.25, 8, 12, 156
# What would move beside the standard: absence, planned time off the phone, contacts that come back,
# days that are not alike, people who leave, contacts cut short today and the clock.
STILL = (
    "absence",
    "off_phone_time",
    "recontact",
    "redial",
    "volume_cv",
    "attrition",
    "contacts_cut_short",
    "strictness",
)
# At full load without pressure, less what rounding could take for pressure.
JUST_ENOUGH = 1 - 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Erosion:
    """The standard of care by week, 1 at the start, under a shock of demand that passes.

    published    the equation, solved exactly
    journey      the product's weekly path with their parameters
    led          the same where leaders bring the old standard back
    resolved     resolution at first contact on the path with their parameters
    occupancy    time on the phone taken by contacts on that path
    """

    week: Floats
    published: Floats
    journey: Floats
    led: Floats
    resolved: Floats
    occupancy: Floats

    @property
    def apart(self) -> float:
        """The largest difference between the equation and the weekly path."""
        return float(np.abs(self.journey - self.published).max())


def eroded(pressure: float, weeks: Floats, elasticity: float, erosion_weeks: float) -> Floats:
    """The standard of care after so many weeks at a constant work pressure, from 1.

    With a = -elasticity and u = S ^ a the equation is linear, u' = a (p ^ -a - u) / erosion weeks,
    so that u = p ^ -a + (1 - p ^ -a) exp(-a weeks / erosion weeks). Pressure below 1 leaves the
    standard where it is.
    """
    a = -elasticity
    end = max(1.0, pressure) ** -a
    found: Floats = (end + (1 - end) * np.exp(-a * weeks / erosion_weeks)) ** (1 / a)
    return found


@cache
def erosion() -> Erosion:
    """A quarter more work for twelve weeks, in a centre that had just enough people.

    Nobody leaves or comes back in it, so that work pressure is what the shock makes it.
    """
    week = np.arange(float(WEEKS))
    struck = np.clip(week - SHOCK_START, 0, SHOCK_WEEKS)
    published = eroded(1 + SHOCK, struck, ELASTICITY, EROSION_WEEKS)
    never, led = _path(RECOVERY_WEEKS), _path(LED_RECOVERY_WEEKS)
    return Erosion(week, published, never.standard, led.standard, never.fcr, never.occupancy)


def _path(recovery_weeks: float) -> Journey:
    """The weekly path of the default centre with their parameters and nothing else that moves."""
    register = resolve(default_assumptions())
    free = register.value("pressure_free_occupancy")
    still = dict.fromkeys(STILL, 0.0)
    seats, minutes = register.value("seats"), register.value("open_hours_per_week") * MINUTES
    work = free * seats * minutes * JUST_ENOUGH
    centre = figures(
        register,
        {
            **still,
            "contacts_per_week": work / register.value("handle_time"),
            "pressure_elasticity": ELASTICITY,
            "erosion_weeks": EROSION_WEEKS,
            "recovery_weeks": recovery_weeks,
        },
    )
    plan = Plan(weeks=WEEKS, shock=Shock(size=SHOCK, start_week=SHOCK_START, weeks=SHOCK_WEEKS))
    return travel(centre, today_policy(centre), plan)
