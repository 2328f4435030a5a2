"""Where customers win or suffer: each touchpoint by role, from the cards of a step."""

from collections.abc import Sequence

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.activities.touchpoint import HIGHEST, LOWEST
from workbench.voices.activities.wording import wording
from workbench.voices.estimates import Estimate, mean_interval, wilson
from workbench.voices.histograms import Histogram, Picks
from workbench.voices.journey_map import JourneyMap, Touchpoint
from workbench.voices.scores import NetScore, nps
from workbench.voices.step_findings import StepFinding
from workbench.workshop.roles import Role

SPREAD_FLOOR = 0.25
"""Levels: the smallest standard deviation that is believed, as for the 7S scores."""
MIDDLE = 3.0
"""Level: a touchpoint whose whole interval is below it suffers, above it wins."""


class Experience(Frozen):
    """What one role says of a touchpoint: levels 1 to 5 (high is good), net feeling, who minded.

    `moment` is the share for whom it was the moment that mattered.
    """

    satisfaction: Estimate | None
    ease: Estimate | None
    feeling: NetScore | None
    moment: Estimate | None


class TouchpointFinding(Frozen):
    """A touchpoint with what each shown role says of it."""

    touchpoint: Touchpoint
    roles: dict[Role, Experience]

    def leading(self) -> Experience | None:
        """The customers' view where there is one, else that of the first role."""
        return self.roles.get(Role.CUSTOMER) or next(iter(self.roles.values()), None)

    @property
    def verdict(self) -> str:
        """Whether customers suffer, win, or neither for sure."""
        told = self.leading()
        if told is None or told.satisfaction is None:
            return ""
        if told.satisfaction.high < MIDDLE:
            return "suffer"
        return "win" if told.satisfaction.low > MIDDLE else ""


def touchpoint_report(found: StepFinding, journey: JourneyMap) -> tuple[TouchpointFinding, ...]:
    """The touchpoints of which anything is shown, in the order of the journey."""
    report = []
    for touchpoint in journey.touchpoints:
        roles = {}
        for role in found.roles:
            own = _experience(found, touchpoint.id, role)
            if own.satisfaction or own.ease or own.feeling or own.moment:
                roles[role] = own
        if roles:
            report.append(TouchpointFinding(touchpoint=touchpoint, roles=roles))
    return tuple(report)


def moments_that_matter(report: Sequence[TouchpointFinding]) -> tuple[TouchpointFinding, ...]:
    """The touchpoints by the share for whom they mattered most, highest first."""
    told = [one for one in report if (own := one.leading()) and own.moment]
    return tuple(sorted(told, key=_minding, reverse=True))


def _minding(one: TouchpointFinding) -> float:
    own = one.leading()
    return own.moment.value if own and own.moment else 0.0


def _experience(found: StepFinding, card: str, role: Role) -> Experience:
    def numbers(kind: str) -> Histogram | None:
        return found.numbers(kind, [card], role).get(card)

    mattered = numbers(of.MOMENT)
    return Experience(
        satisfaction=_mean(numbers(of.SATISFACTION)),
        ease=_mean(numbers(of.EASE)),
        feeling=_net(found.picks(of.FEELING, card, role)),
        moment=wilson(mattered.people_from(1), mattered.people) if mattered else None,
    )


def _mean(told: Histogram | None) -> Estimate | None:
    if told is None or told.people < 2:
        return None
    return mean_interval(told.values, LOWEST, HIGHEST, SPREAD_FLOOR)


def _net(picks: Picks) -> NetScore | None:
    weights = {feeling.id: feeling.pleasant for feeling in wording().touchpoint.feelings}
    counts = dict.fromkeys((1, 0, -1), 0)
    for feeling, people in picks.counts.items():
        if feeling in weights:
            counts[weights[feeling]] += people
    return nps(counts[1], counts[0], counts[-1]) if sum(counts.values()) else None
