"""A scorecard by its three families: how much weight each has, and moving it between them."""

from workbench.headroom.scorecard import Family, Weights, scorecard

POINTS = 100.0


def family_share(weights: Weights, family: Family) -> float:
    """The share of all points that a family has, from 0 to 1."""
    points = weights.points()
    held = sum(points[metric] for metric in scorecard().family(family))
    return held / sum(points.values())


def rebalanced(weights: Weights, pace: float, monitoring: float, usual: Weights) -> Weights:
    """A scorecard of 100 points with these shares of pace and monitoring, the rest on outcomes.

    Within a family the proportions stay; a family without points takes those of `usual`, and
    shares equally when that has none either. Raises ValueError when the shares are negative or
    more than 1 together.
    """
    if min(pace, monitoring) < 0 or pace + monitoring > 1:
        raise ValueError(
            f"pace has {pace:g} and monitoring {monitoring:g} of the weight; accepted: 0 or more, "
            f"at most 1 together"
        )
    shares = {
        Family.PACE: pace,
        Family.MONITORING: monitoring,
        Family.OUTCOME: 1 - pace - monitoring,
    }
    held, common = weights.points(), usual.points()
    points: dict[str, float] = {}
    for family, share in shares.items():
        metrics = scorecard().family(family)
        given = next(
            (p for p in (held, common) if any(p[metric] for metric in metrics)),
            dict.fromkeys(metrics, 1.0),
        )
        total = sum(given[metric] for metric in metrics)
        for metric in metrics:
            points[metric.value] = POINTS * share * given[metric] / total
    return Weights.model_validate(points)
