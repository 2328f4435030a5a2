"""How people respond: the formulas of the links in `assets/links.yaml`, on float arrays.

Shares are from 0 to 1 and times in minutes. S is the time that a contact needs, relative to its
mean: lognormal with mean 1 and a given spread (standard deviation over mean). An advisor who stops
at a cap c spends E[min(S, c)] on average and cuts P(S > c) of the contacts short.
"""

import numpy as np
import scipy

from workbench.headroom.erlang import SILENT, Floats

# Strain from occupancy is counted in steps of five points.
OCCUPANCY_STEP = 0.05
# Cuts of less than this part of the time are no cuts.
NOTHING = 1e-12
STEPS = 60
# The penalty is a parabola near full use and near idleness; it says nothing about a collapse.
LEAST_QUALITY = 0.1


def log_spread(spread: Floats) -> Floats:
    """The standard deviation of ln S."""
    return np.sqrt(np.log1p(spread * spread))


@SILENT
def time_spent(cut_short: Floats, spread: Floats) -> Floats:
    """E[min(S, c)] when the share P(S > c) of the contacts is cut short."""
    sigma = log_spread(spread)
    z = -scipy.special.ndtri(cut_short)
    tail = np.where(cut_short > 0, np.exp(sigma * z - sigma * sigma / 2) * cut_short, 0.0)
    return scipy.special.ndtr(z - sigma) + tail


@SILENT
def cut_short(spent: Floats, spread: Floats, near: Floats | None = None) -> Floats:
    """P(S > c), the share of contacts cut short when E[min(S, c)] is `spent` (from 0 to 1).

    The inverse of `time_spent`. Newton's method on the logarithm of E[max(S - c, 0)], which is
    concave in ln c, so that after one step it comes from one side. `near` are shares to start from.
    """
    sigma = log_spread(spread)
    answer = np.zeros_like(spent)
    active = np.flatnonzero(spent < 1 - NOTHING)
    wanted, sigma = np.log1p(-spent[active]), sigma[active]
    z = np.zeros_like(wanted)
    if near is not None:
        z = -scipy.special.ndtri(np.clip(near[active], NOTHING, 1 - NOTHING))
    answer[active] = scipy.special.ndtr(-z)
    for _ in range(STEPS):
        if not active.size:
            break
        above = scipy.special.ndtr(-z)
        weighted = np.exp(sigma * z - sigma * sigma / 2) * above
        missed = np.maximum(scipy.special.ndtr(sigma - z) - weighted, np.finfo(float).tiny)
        step = (np.log(missed) - wanted) * missed / (sigma * weighted)
        z = z + np.clip(step, -5.0, 5.0)
        answer[active] = scipy.special.ndtr(-z)
        more = np.abs(step) > 1e-8
        active, wanted, sigma, z = active[more], wanted[more], sigma[more], z[more]
    return answer


def log_pressure(load: Floats, free: Floats, elasticity: Floats) -> Floats:
    """The logarithm of the part of the needed time that work pressure leaves, at most 0.

    `load` is the work per agent if every contact had its full time, `free` the load without
    pressure; the time left is (load / free) ^ elasticity, never more than needed.
    """
    return np.minimum(0.0, elasticity * np.log(np.maximum(1.0, load / free)))


def quality(
    occupancy: Floats,
    overload_from: Floats,
    overload: Floats,
    idle_below: Floats,
    idle: Floats,
) -> Floats:
    """The factor on resolution: below 1 in overload and in idleness, at least 0.1."""
    above = np.maximum(0.0, occupancy - overload_from)
    below = np.maximum(0.0, idle_below - occupancy)
    return np.maximum(LEAST_QUALITY, 1 - overload * above * above - idle * below * below)


def strain_from_occupancy(occupancy: Floats, free: Floats, weight: Floats) -> Floats:
    """Strain from contact after contact, above the occupancy that causes none."""
    return weight * np.maximum(0.0, occupancy - free) / OCCUPANCY_STEP


def experienced_hazard(
    attrition: Floats, learning_weeks: Floats, newcomers_leave: Floats
) -> Floats:
    """Leavers per week of the experienced, where all leave at `attrition` a week on average.

    Newcomers leave `newcomers_leave` times as often and learn for `learning_weeks` on average. With
    z = hazard × weeks and as many hired as leave: ratio × z² + (1 - A) z - A = 0, A = attrition ×
    weeks.
    """
    whole = attrition * learning_weeks
    root = np.sqrt((1 - whole) ** 2 + 4 * newcomers_leave * whole)
    return 2 * attrition / (1 - whole + root)


def newcomers(hazard: Floats, learning_weeks: Floats) -> Floats:
    """The share of advisors who still learn, where as many are hired as leave: z / (1 + z)."""
    learning = hazard * learning_weeks
    return learning / (1 + learning)


@SILENT
def follow_up(time: Floats, unresolved: Floats, minutes: Floats, success: Floats) -> Floats:
    """The share of the unresolved matters that are settled after the contact.

    `time` is follow-up in minutes and `unresolved` contacts in the same hour, `minutes` what one
    matter takes: success × (1 - exp(-follow-ups / unresolved)), never more than there is time for.
    """
    matters = np.where(unresolved > 0, time / (minutes * unresolved), np.inf)
    return success * -np.expm1(-matters)
