"""What a step of the agenda showed, by role and over the roles that may be shown."""

from collections.abc import Iterable, Mapping

from pydantic import Field

from workbench.frozen import Frozen
from workbench.voices import contributions as of
from workbench.voices.activities import approve, quadratic
from workbench.voices.activities.effort_impact import Placed, placed
from workbench.voices.activities.pairs import site_scores
from workbench.voices.activities.ranking import Ranked, ranked
from workbench.voices.activities.stances import Tally, tally
from workbench.voices.aggregates import Comment, RoleRelease
from workbench.voices.contributions import figure, kind_and_name
from workbench.voices.estimates import Estimate, wilson
from workbench.voices.histograms import Histogram, Picks
from workbench.voices.readings import BEATS
from workbench.voices.step_analysis import Analysis
from workbench.workshop.agenda import Anonymity, Step
from workbench.workshop.proxy import ProxyEntry
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy


class StepFinding(Frozen):
    """What may be shown of one step. Totals are sums over `roles` and nothing else.

    `hidden` says of the other roles that took part why they are not in it. `proxies` were entered
    for people without a phone; they are counted apart and in no total.
    """

    step: Step
    privacy: Privacy
    roles: dict[Role, RoleRelease] = Field(default_factory=dict)
    hidden: dict[Role, str] = Field(default_factory=dict)
    analysis: Analysis | None = None
    proxies: tuple[ProxyEntry, ...] = ()

    @property
    def people(self) -> int:
        """Everybody behind what is shown."""
        return sum(release.people for release in self.roles.values())

    @property
    def is_named(self) -> bool:
        """Whether people knew that their names stand beside their answers."""
        return self.step.anonymity is Anonymity.NAMED

    @property
    def stances(self) -> dict[Role, dict[str, Tally]]:
        """The tallies of statements, by role."""
        return {
            role: {
                kind_and_name(name)[1]: tally(picks.counts)
                for name, picks in release.votes.items()
                if kind_and_name(name)[0] == of.STANCE
            }
            for role, release in self.roles.items()
        }

    @property
    def whole_stances(self) -> dict[str, Tally]:
        """The tallies of statements over all shown roles."""
        found: dict[str, Tally] = {}
        for tallies in self.stances.values():
            for statement, own in tallies.items():
                found[statement] = found.get(statement, Tally()) + own
        return found

    def approvals(self, changes: Iterable[str], role: Role | None = None) -> tuple[Ranked, ...]:
        """The share who picked each change, of one role or of all that are shown."""
        picks = self._picks(figure(of.APPROVAL, self.step.id), role)
        return approve.tally(picks.counts, picks.people, tuple(changes))

    def credits(self, changes: Iterable[str], role: Role | None = None) -> tuple[Ranked, ...]:
        """The mean votes for each change, of one role or of all that are shown."""
        return quadratic.tally(self.numbers(of.CREDITS, changes, role))

    def pairs_so_far(self, changes: Iterable[str]) -> tuple[Ranked, ...]:
        """The changes by their site score (0 to 100) over all shown roles, highest first.

        The intervals are Wilson's for the share of duels won, as if every duel were somebody
        else's: they are for the time until whole persons can be drawn again, at the reveal.
        """
        names = tuple(changes)
        counts = self._picks(figure(of.DUELS, self.step.id), None).counts
        duels = {pair: votes for name, votes in counts.items() if (pair := _duel(name))}
        scores = site_scores(duels, names)
        return ranked({name: _site_estimate(name, scores[name], duels) for name in names})

    def placed(self, changes: Iterable[str]) -> tuple[Placed, ...]:
        """Effort and impact of each change over all shown roles."""
        names = tuple(changes)
        return placed(self.numbers(of.EFFORT, names), self.numbers(of.IMPACT, names))

    def numbers(
        self, kind: str, names: Iterable[str], role: Role | None = None
    ) -> dict[str, Histogram]:
        """The numbers of a kind by what they are about, where there are any."""
        found = {name: self._ratings(figure(kind, name), role) for name in names}
        return {name: histogram for name, histogram in found.items() if histogram.counts}

    def picks(self, kind: str, name: str, role: Role | None = None) -> Picks:
        """What was picked of options, of one role or of all that are shown."""
        return self._picks(figure(kind, name), role)

    def words(self, name: str) -> dict[Role, tuple[Comment, ...]]:
        """What was written beside a card or at the end, by role."""
        return {
            role: release.words[name]
            for role, release in self.roles.items()
            if name in release.words
        }

    def _ratings(self, name: str, role: Role | None) -> Histogram:
        counts: dict[float, int] = {}
        for release in self._of(role):
            histogram = release.ratings.get(name)
            for value, people in histogram.counts.items() if histogram else ():
                counts[value] = counts.get(value, 0) + people
        return Histogram(counts=dict(sorted(counts.items())))

    def _picks(self, name: str, role: Role | None) -> Picks:
        counts: dict[str, int] = {}
        everybody = 0
        for release in self._of(role):
            own = release.votes.get(name)
            everybody += own.people if own else 0
            for option, people in own.counts.items() if own else ():
                counts[option] = counts.get(option, 0) + people
        return Picks(counts=counts, people=everybody)

    def _of(self, role: Role | None) -> Iterable[RoleRelease]:
        if role is None:
            return self.roles.values()
        return (self.roles[role],) if role in self.roles else ()


def _duel(name: str) -> tuple[str, str] | None:
    winner, found, loser = name.partition(BEATS)
    return (winner, loser) if found else None


def _site_estimate(name: str, score: float, duels: Mapping[tuple[str, str], int]) -> Estimate:
    won = sum(votes for (winner, _), votes in duels.items() if winner == name)
    lost = sum(votes for (_, loser), votes in duels.items() if loser == name)
    if not won + lost:
        return Estimate(value=score, low=0, high=100, n=0)
    share = wilson(won, won + lost)
    low, high = min(score, 100 * share.low), max(score, 100 * share.high)
    return Estimate(value=score, low=low, high=high, n=won + lost)


def step_finding(
    step: Step,
    releases: Mapping[Role, RoleRelease],
    took_part: Iterable[Role],
    privacy: Privacy,
    analysis: Analysis | None,
    proxies: Iterable[ProxyEntry],
) -> StepFinding:
    """What may be shown of a step from its releases.

    `took_part` are the roles of which anybody has sent something.
    """
    named = step.anonymity is Anonymity.NAMED
    least = 1 if named else privacy.score_threshold
    shown = {role: releases[role] for role in Role if role in releases}
    shown = {role: release for role, release in shown.items() if release.people >= least}
    return StepFinding(
        step=step,
        privacy=privacy,
        roles=shown,
        hidden={
            role: f"{role.label} are shown as soon as {least} of them have taken part."
            for role in took_part
            if role not in shown
        },
        analysis=analysis,
        proxies=tuple(entry for entry in proxies if entry.step == step.id),
    )
