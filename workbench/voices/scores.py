"""Customers' scores: recommendation, satisfaction, effort and emotion, with their intervals."""

import math

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices.aggregates import RoleRelease
from workbench.voices.estimates import Estimate, mean_interval, wilson, z_value
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import Instrument

PROMOTER = 9
DETRACTOR = 6
SATISFIED = 4
EASY = 5
EASE_LEVELS = 7
ADDED = 0.75
"""Added to each end category, and twice to the middle, by the adjusted Wald interval."""


class NetScore(Frozen):
    """A share minus another, times 100: -100 to 100.

    `score` is the plain figure; `low` and `high` are its 95% adjusted Wald interval;
    `standard_error` belongs to the plain figure. `n` counts the people.
    """

    score: float
    low: float
    high: float
    standard_error: float = Field(ge=0)
    n: int = Field(ge=1)


def nps(promoters: int, passives: int, detractors: int) -> NetScore:
    """The recommend score (NPS method): share of promoters minus share of detractors, times 100.

    The variance of one answer is p + d - (p - d)^2, with the covariance of the two shares in it.
    The interval adds three answers (0.75 promoters, 1.5 passives, 0.75 detractors), which keeps
    its coverage near 95% from 10 answers upwards (Rocks, "Interval estimation for the Net
    Promoter Score", The American Statistician 70, 2016). Net Promoter Score is a registered trade
    mark. Raises ValueError when a count is negative or not whole, or all are 0.
    """
    counts = {"promoters": promoters, "passives": passives, "detractors": detractors}
    for name, count in counts.items():
        if not count >= 0 or count != int(count):
            raise ValueError(f"{name} is {count}; accepted: a whole number from 0")
    n = int(promoters + passives + detractors)
    if n == 0:
        raise ValueError("there are no answers; accepted: at least 1")
    p, d = promoters / n, detractors / n
    added = n + 4 * ADDED
    pa, da = (promoters + ADDED) / added, (detractors + ADDED) / added
    half = z_value() * math.sqrt((pa + da - (pa - da) ** 2) / added)
    return NetScore(
        score=100 * (p - d),
        low=max(-100.0, 100 * (pa - da - half)),
        high=min(100.0, 100 * (pa - da + half)),
        standard_error=100 * math.sqrt(max(0.0, p + d - (p - d) ** 2) / n),
        n=n,
    )


def recommend(answers: Histogram) -> NetScore:
    """The recommend score of answers from 0 to 10: promoters from 9, detractors up to 6."""
    promoters = answers.people_from(PROMOTER)
    detractors = answers.people - answers.people_from(DETRACTOR + 1)
    return nps(promoters, answers.people - promoters - detractors, detractors)


def satisfied(answers: Histogram) -> Estimate:
    """The share in the two highest of five levels of satisfaction, with its Wilson interval."""
    return wilson(answers.people_from(SATISFIED), answers.people)


class Effort(Frozen):
    """Answers from 1 (hard) to 7 (easy): the share at 5 to 7, and the mean (levels).

    The direction is part of the figure: high is easy. `mean` is None with one answer.
    """

    easy: Estimate
    mean: Estimate | None


def effort(answers: Histogram, spread_floor: float) -> Effort:
    """How easy it was, on seven levels from hard to easy."""
    values = answers.values
    mean = mean_interval(values, 1, EASE_LEVELS, spread_floor) if len(values) > 1 else None
    return Effort(easy=wilson(answers.people_from(EASY), answers.people), mean=mean)


def net_emotion(net: Histogram) -> NetScore:
    """The share who ticked any pleasant feeling minus the share who ticked any unpleasant one.

    `net` holds +1, 0 or -1 a person: pleasant only, both or neither, unpleasant only. The
    difference of the two shares is the mean of these, so the interval is that of `nps`.
    """
    pleasant = net.people_from(1)
    unpleasant = net.people - net.people_from(0)
    return nps(pleasant, net.people - pleasant - unpleasant, unpleasant)


class CustomerScores(Frozen):
    """What customers say of one recent contact; None where too few have answered."""

    recommend: NetScore | None
    satisfied: Estimate | None
    effort: Effort | None
    emotion: NetScore | None


def customer_scores(release: RoleRelease, instrument: Instrument) -> CustomerScores:
    """The customers' scores from their release, found by the `metric` of the items."""
    floor = instrument.scoring.gate.spread_floor
    metrics = {item.metric: item.id for item in instrument.items.values() if item.metric}

    def answers(metric: str) -> Histogram | None:
        item = metrics.get(metric, "")
        found = release.items.get(item) or release.net_emotion.get(item)
        return found if found and found.counts else None

    likely, content, ease, net = map(answers, ("recommend", "csat", "effort", "net_emotion"))
    return CustomerScores(
        recommend=recommend(likely) if likely else None,
        satisfied=satisfied(content) if content else None,
        effort=effort(ease, floor) if ease else None,
        emotion=net_emotion(net) if net else None,
    )
