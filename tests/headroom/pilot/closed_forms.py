"""The published closed forms that the least squares of a pilot must agree with."""

from workbench.headroom.erlang import Floats


def hussey_hughes_variance(schedule: Floats, sampling: float, team: float) -> float:
    """The variance of the effect in closed form, when teams keep their level (CAC 1).

    I σ² (σ² + T τ²) / ((I U - W) σ² + (U² + I T U - T W - I V) τ²), with `sampling` σ² the variance
    of a mean of a team in a period and `team` τ² that of the teams; U is the sum of the schedule, W
    that of the squared column sums, V of the squared row sums (Hussey and Hughes, Contemporary
    Clinical Trials 28, 2007).
    """
    teams, periods = schedule.shape
    changed = float(schedule.sum())
    columns = float((schedule.sum(axis=0) ** 2).sum())
    rows = float((schedule.sum(axis=1) ** 2).sum())
    below = (teams * changed - columns) * sampling
    below += (
        changed * changed + teams * periods * changed - periods * columns - teams * rows
    ) * team
    return float(teams * sampling * (sampling + periods * team) / below)


def woertman_design_effect(
    waves: int, answers: float, icc: float, before: int = 1, between: int = 1
) -> float:
    """How many times more answers than an individual trial a stepped wedge needs, per period.

    (1 + ICC (k t n + b n - 1)) / (1 + ICC (k t n / 2 + b n - 1)) × 3 (1 - ICC) / (2 t (k - 1/k)),
    with k waves, b periods before, t periods after each wave and n answers of a team in a period
    (Woertman and others, Journal of Clinical Epidemiology 66, 2013). The total number of answers
    is (b + k t) times that of an individual trial times this.
    """
    steps = waves * between * answers
    first = 1 + icc * (steps + before * answers - 1)
    second = 1 + icc * (steps / 2 + before * answers - 1)
    return first / second * 3 * (1 - icc) / (2 * between * (waves - 1 / waves))
