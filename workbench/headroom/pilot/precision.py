"""How precisely a schedule measures an effect.

Outcomes are means of a team in a period. Team i in period j under schedule X:
y = period j + effect × X + team i + (team i in period j) + sampling error, with variances
τ² = CAC × ICC × σ², γ² = (1 - CAC) × ICC × σ², and (1 - ICC) × σ² / m for m answers. ICC is the
correlation of two answers of one team in one period; CAC, the cluster autocorrelation, how much of
it is left in another period (Hooper and others, Statistics in Medicine 35, 2016; 1 is the model of
Hussey and Hughes). The effect is estimated by generalised least squares with a free effect of every
period.
"""

from dataclasses import dataclass

import numpy as np

from workbench.headroom.erlang import Floats

# Less than this part of what teams would tell one by one is nothing but rounding.
NOTHING_LEFT = 1e-9


@dataclass(frozen=True, slots=True)
class Variances:
    """The variance of one answer `total`, and how answers of a team are alike.

    `icc` and `cac` from 0 to 1; `size_cv` is the variation of the number of answers between teams.
    Raises ValueError naming the one that is not possible.
    """

    total: float
    icc: float
    cac: float = 1.0
    size_cv: float = 0.0

    def __post_init__(self) -> None:
        for name, value, possible, accepted in (
            ("the variance of an answer", self.total, self.total > 0, "above 0"),
            ("the ICC", self.icc, 0 <= self.icc < 1, "from 0 to below 1"),
            ("the cluster autocorrelation", self.cac, 0 <= self.cac <= 1, "0 to 1"),
            ("the variation of team sizes", self.size_cv, 0 <= self.size_cv <= 3, "0 to 3"),
        ):
            if not possible:
                raise ValueError(f"{name} is {value:g}; accepted: {accepted}")

    @property
    def team(self) -> float:
        """The variance of teams that stays from period to period."""
        return self.total * self.icc * self.cac

    @property
    def team_period(self) -> float:
        """The variance of teams that is new in every period."""
        return self.total * self.icc * (1 - self.cac)

    def sampling(self, answers: float) -> float:
        """The variance of a mean of so many answers; teams of unequal size are worth less.

        The mean of 1/m over teams is about (1 + CV²) over the mean of m.
        """
        return self.total * (1 - self.icc) / answers * (1 + self.size_cv**2)


def of_a_share(share: float, icc: float, cac: float = 1.0, size_cv: float = 0.0) -> Variances:
    """The variances of an outcome that is true of this share of the answers."""
    if not 0 < share < 1:
        raise ValueError(f"the share before the pilot is {share:g}; accepted: above 0, below 1")
    return Variances(share * (1 - share), icc, cac, size_cv)


@dataclass(frozen=True, slots=True)
class Weighting:
    """How generalised least squares weighs the means of teams and periods.

    `inverse` holds the inverse covariance of each team's means, teams × periods × periods, with
    zeros where nothing was measured; `times` the columns that periods may differ by, periods ×
    columns.
    """

    inverse: Floats
    times: Floats

    def cleaned(self, values: Floats) -> Floats:
        """Weighted values, freed from what differs between periods; any number × teams × periods.

        The effect of a schedule X on outcomes y is then sum(X × cleaned(y)) / sum(X × cleaned(X)).
        """
        weighted = np.einsum("itu,...iu->...it", self.inverse, values)
        common = np.einsum("tp,...it->...p", self.times, weighted)
        telling = np.einsum("tp,itu,uq->pq", self.times, self.inverse, self.times)
        level = common @ np.linalg.pinv(telling, hermitian=True)
        spread = np.einsum("itu,uq->itq", self.inverse, self.times)
        rest: Floats = weighted - np.einsum("itq,...q->...it", spread, level)
        return rest

    def information(self, schedule: Floats) -> float:
        """What is known of the effect of a schedule: one over its variance.

        Raises ValueError when the schedule cannot tell the effect from the periods.
        """
        alone = float(np.einsum("it,itu,iu->", schedule, self.inverse, schedule))
        return _told(float((schedule * self.cleaned(schedule)).sum()), alone)


def weighting(variances: Variances, answers: Floats) -> Weighting:
    """The weighting for so many answers of each team in each period; 0 for none.

    Of a single team nothing can be compared with a period, so that a trend takes the place of the
    period effects.
    """
    teams, periods = answers.shape
    there = answers > 0
    sampling = np.divide(variances.sampling(1.0), answers, out=np.zeros_like(answers), where=there)
    inverse = np.zeros((teams, periods, periods))
    for team in range(teams):
        measured = np.flatnonzero(there[team])
        own = np.diag(variances.team_period + sampling[team, measured])
        inverse[team][np.ix_(measured, measured)] = np.linalg.inv(variances.team + own)
    return Weighting(inverse, _times(teams, periods))


def _times(teams: int, periods: int) -> Floats:
    if teams > 1:
        return np.eye(periods)
    return np.column_stack([np.ones(periods), np.linspace(-1, 1, periods)])


def effect_variance(schedule: Floats, variances: Variances, answers: float) -> float:
    """The variance of the estimated effect when every team gives so many answers a period.

    Raises ValueError when the schedule cannot tell the effect from the periods.
    """
    teams, periods = schedule.shape
    inverse = weighting(variances, np.full((1, periods), float(answers))).inverse[0]
    times = _times(teams, periods)
    weighted = schedule @ inverse
    alone = float((weighted * schedule).sum())
    common = times.T @ weighted.sum(axis=0)
    telling = teams * times.T @ inverse @ times
    return 1 / _told(alone - float(common @ np.linalg.solve(telling, common)), alone)


def _told(information: float, alone: float) -> float:
    """What is known of the effect, if it is more than rounding of what teams tell one by one."""
    if information <= NOTHING_LEFT * alone:
        raise ValueError(
            "in every period all teams work alike, so nothing can be compared; accepted: a "
            "schedule in which some teams change and others have not"
        )
    return information
