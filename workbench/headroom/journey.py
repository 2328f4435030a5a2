"""The weekly path of a centre from today to where a policy leads: people, habits, queue and cost.

Every equation is a step of one week, with the same queue, links and calibration as the steady
state, so that a path under a constant policy ends in a steady state of that policy. Stocks carry
what takes time (Sterman, Business Dynamics, 2000; Oliva and Sterman, Management Science 47, 2001):

    training   Pi' = starts - Pi / training weeks                             advisors
    newcomers  R'  = Pi / training weeks - R / learning weeks - a_R R         advisors
    others     E'  = R / learning weeks - a_E E                               advisors
    standard   S'  = (given - S) / erosion weeks where less than S is given,  relative to today
                     else (asked - S) / recovery weeks, as far as S can be given
    strain     B'  = (strain of the work - B) / strain weeks                  relative to today
    pending    Q'  = unresolved who will be back - Q / recontact weeks        matters
    starts     leavers + (budget - R - E + leavers × training weeks - Pi) / hiring weeks

a_E = today's hazard × exp(response × B) per week, a_R a multiple of it. Q is taken at the end of
its week (implicit Euler), everything else at its start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.headroom.calibration import calibrate
from workbench.headroom.centre import Figures, flat
from workbench.headroom.erlang import SILENT, Floats
from workbench.headroom.links import switched_on
from workbench.headroom.living_centre import LivingCentre
from workbench.headroom.outcome import check_levers, evaluate, lever_values
from workbench.headroom.plan import Plan
from workbench.headroom.policy import Policy
from workbench.headroom.response import Levers, todays_levers
from workbench.headroom.scorecard import Number

WEEKS_BETWEEN_NEWS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Journey:
    """A path week by week: every array is weeks × the shape of what was swept.

    Contacts and matters are per week; every matter ends resolved or lost or is pending: primary =
    resolved + lost + the growth of pending. Stocks of advisors are those of the week's start, in
    full-time heads: advisors = experienced + newcomers, and the next week's training is this week's
    + starts - graduates, the next week's advisors this week's + graduates - leavers.

    week                   0, 1, 2, ...; the only array without the shape
    primary                new matters
    contacts               all contacts offered, first attempts and repeats
    answered, abandoned    of those
    resolved, lost         matters that end
    pending                unresolved matters whose customer will be back, at the week's end
    unresolved             contacts that end without resolution: answered or given up
    service_level          answered within the threshold, share of all offered contacts
    service_level_answered the same, share of the answered contacts
    service_level_patient  the same, share of all but those that give up within the threshold
    p_abandon              share of the offered contacts that give up
    mean_wait              seconds, all contacts, those that give up included
    p90_wait               seconds that one contact in ten waits longer than; None unless asked for
    occupancy              share of the time on the phone that contacts take
    headroom_minutes       minutes per hour on shift not taken by contacts
    handle_time            minutes per answered contact
    standard               standard of care, relative to today
    fcr                    share of answered contacts resolved at once
    repeat_share           share of the offered contacts that are repeats
    satisfaction           satisfied customers
    strain                 of advisors, beyond today's
    attrition              leavers per advisor, at a yearly rate
    advisors               heads on the rota: experienced and newcomers
    experienced, newcomers of those
    training               heads in training, not on the rota; paid by the cost of replacing
    starts, graduates      heads who begin their training, and who leave it for the rota
    leavers                heads who leave
    payroll, hiring_cost   advisors × yearly cost / 52; starts × cost of replacing one; currency
    cost                   the two together, currency
    notes                  what the calibration had to assume, in sentences
    """

    week: Floats
    primary: Floats
    contacts: Floats
    answered: Floats
    abandoned: Floats
    resolved: Floats
    lost: Floats
    pending: Floats
    unresolved: Floats
    service_level: Floats
    service_level_answered: Floats
    service_level_patient: Floats
    p_abandon: Floats
    mean_wait: Floats
    occupancy: Floats
    headroom_minutes: Floats
    handle_time: Floats
    standard: Floats
    fcr: Floats
    repeat_share: Floats
    satisfaction: Floats
    strain: Floats
    attrition: Floats
    advisors: Floats
    experienced: Floats
    newcomers: Floats
    training: Floats
    starts: Floats
    graduates: Floats
    leavers: Floats
    payroll: Floats
    hiring_cost: Floats
    cost: Floats
    notes: tuple[str, ...]
    p90_wait: Floats | None = None


@SILENT
def travel(
    figures: Figures,
    policy: Policy,
    plan: Plan | None = None,
    *,
    long_waits: bool = False,
    told: Callable[[float], None] | None = None,
) -> Journey:
    """The path from today to a policy, week by week.

    Every figure and lever may be an array; all broadcast to one shape. Where the policy has an
    occupancy, the budgeted heads are those with which its steady state has it. `long_waits` adds
    the 90th percentile of the wait. `told` is called now and then with the share that is done.
    Raises ValueError for a lever that is out of range.
    """
    plan = plan or Plan()
    calibrated = calibrate(figures)
    seats: Number | None = policy.seats
    if seats is None:
        seats = evaluate(figures, policy).seats
    parts = (*lever_values(figures, policy), seats)
    shape = np.broadcast_shapes(calibrated.shape, *(np.shape(part) for part in parts))
    today = calibrated.over(shape)
    *flattened, wanted_seats = (flat(part, shape) for part in parts)
    levers = Levers(*flattened)
    check_levers(today, levers)
    if not (wanted_seats > 0).all():
        raise ValueError(f"the number of seats is {wanted_seats.min():g}; accepted: above 0")
    centre = LivingCentre(today, switched_on(policy.evidence), plan)
    start, budgets = todays_levers(today), (centre.heads, wanted_seats * centre.heads_per_seat)
    for week, (share, demand) in enumerate(zip(plan.in_force(), plan.demand(), strict=True)):
        budget = budgets[0] + share * (budgets[1] - budgets[0])
        now = levers if share == 1 else start.towards(levers, float(share))
        centre.live(week, now, budget, float(demand))
        if told is not None and week % WEEKS_BETWEEN_NEWS == 0:
            told(week / plan.weeks)
    shaped: dict[str, Any] = {
        name: value.reshape(plan.weeks, *shape)
        for name, value in centre.written(long_waits).items()
    }
    return Journey(week=np.arange(float(plan.weeks)), **shaped, notes=calibrated.notes)
