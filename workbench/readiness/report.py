"""The readiness report: seven gates that must each pass, never one average.

That an element at the standard cannot make up for one that is not follows Dul, "Necessary condition
analysis (NCA)", Organizational Research Methods 19, 2016; that all seven are necessary is Jericho's
claim ("Customer Experience is a waste of time", part 3) and has not been tested here.
"""

from collections.abc import Collection, Mapping

import numpy as np

from workbench.readiness.agreement import ad_by_chance, ad_m
from workbench.readiness.findings import (
    Agreement,
    ElementFinding,
    Gate,
    ReadinessReport,
    RoleFinding,
)
from workbench.readiness.gaps import Gap, changes, gap
from workbench.readiness.gates import Verdict, people_to_decide, probability_at_standard, verdict
from workbench.readiness.scores import role_score
from workbench.readiness.sentences import gap_title, overall, percent, reason_of, title
from workbench.voices.aggregates import RoleRelease
from workbench.voices.estimates import Estimate
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import Instrument
from workbench.voices.items import LEVELS, Kind
from workbench.voices.released import ReleasedVoices
from workbench.workshop.roles import Role


def readiness_report(
    released: ReleasedVoices,
    requisite: Mapping[str, float],
    instrument: Instrument,
    *,
    everyone: Collection[Role] = (),
) -> ReadinessReport:
    """Everything that the page on readiness shows, from what may be shown of the voices.

    `requisite` is the agreed standard by element, 1 to 5; one that is missing has the
    instrument's default. `everyone` are roles of which all people answered: their means are facts
    in the gaps, without sampling error. Raises ValueError when a standard is outside 1 to 5.
    """
    report = _Report(released, instrument, frozenset(everyone))
    elements = tuple(
        report.element(name, requisite.get(name, instrument.scoring.gate.requisite))
        for name in instrument.elements
    )
    roles = instrument.scoring.gate.roles
    return ReadinessReport(
        elements=elements,
        title=title(elements, roles),
        gap_title=gap_title(elements, roles),
        overall=overall(elements),
        hidden=released.hidden,
        items=report.item_means(),
    )


def changes_by_role(
    before: ReleasedVoices, after: ReleasedVoices, instrument: Instrument
) -> dict[Role, dict[str, Gap]]:
    """By how much each element moved from one wave to the next, for roles shown in both.

    After minus before, with the interval of two separate groups (see `changes`).
    """
    floor = instrument.scoring.gate.spread_floor
    both = [role for role in Role if role in before.roles and role in after.roles]
    return {
        role: changes(before.roles[role].elements, after.roles[role].elements, floor)
        for role in both
    }


class _Report:
    """What the parts of a report have in common while it is put together."""

    def __init__(
        self, released: ReleasedVoices, instrument: Instrument, everyone: frozenset[Role]
    ) -> None:
        self.released = released
        self.instrument = instrument
        self.everyone = everyone
        self.rule = instrument.scoring.gate

    def element(self, name: str, requisite: float) -> ElementFinding:
        if not 1 <= requisite <= LEVELS:
            raise ValueError(f"the standard of {name} is {requisite:g}; accepted: 1 to {LEVELS}")
        element = self.instrument.elements[name]
        roles = {
            role: self._role(name, release)
            for role, release in self.released.roles.items()
            if name in release.elements
        }
        proxy = element.customer.id if element.customer else ""
        customers = self.released.roles.get(Role.CUSTOMER)
        beside = customers.items.get(proxy) if customers else None
        return ElementFinding(
            name=name,
            label=element.label,
            hard=element.hard,
            definition=element.definition,
            requisite=requisite,
            roles=roles,
            gate=self._gate(element.label, roles, requisite),
            gap=self._gap(roles),
            empathy=self._empathy(name),
            customers=role_score(beside, self.rule) if beside else None,
        )

    def item_means(self) -> dict[str, dict[Role, Estimate]]:
        means: dict[str, dict[Role, Estimate]] = {}
        for item in self.instrument.items.values():
            if item.kind is not Kind.ANCHORED:
                continue
            for role, release in self.released.roles.items():
                score = role_score(release.items.get(item.id, Histogram()), self.rule)
                if score is not None:
                    means.setdefault(item.id, {})[role] = score
        return means

    def _role(self, name: str, release: RoleRelease) -> RoleFinding:
        scores = release.elements[name]
        share = scores.dont_know_share
        return RoleFinding(
            scores=scores,
            score=role_score(scores, self.rule),
            dont_know_share=share,
            sees=share <= self.instrument.scoring.dont_know.highest_share,
            agreement=self._agreement(name, release),
        )

    def _agreement(self, name: str, release: RoleRelease) -> Agreement | None:
        least = self.instrument.scoring.people_for_agreement
        items = (release.items.get(i.id) for i in self.instrument.elements[name].items)
        enough = [answers for answers in items if answers and answers.people >= least]
        if not enough:
            return None
        n = min(answers.people for answers in enough)
        return Agreement(
            ad=float(np.mean([ad_m(_by_level(answers)) for answers in enough])),
            by_chance=ad_by_chance(n, len(enough), LEVELS),
            items=len(enough),
            n=n,
        )

    def _gate(self, label: str, roles: Mapping[Role, RoleFinding], requisite: float) -> Gate:
        missing = [r for r in self.rule.roles if r not in roles or roles[r].score is None]
        if missing:
            reasons = (self._too_few(role, label, roles.get(role)) for role in missing)
            return Gate(
                verdict=Verdict.UNDECIDED, reason=f"Undecided: too few. {' '.join(reasons)}"
            )
        scores = {role: roles[role].scores for role in self.rule.roles}
        means = {role: scores[role].mean for role in scores}
        chances = {
            role: probability_at_standard(answers.values, requisite, rule=self.rule)
            for role, answers in scores.items()
        }
        # Both roles have to be at the standard, so that the less probable one decides.
        decides = min(scores, key=lambda role: (chances[role], means[role]))
        found = verdict(chances[decides], self.rule)
        blind = [role for role in scores if not roles[role].sees]
        more = None
        if found is Verdict.UNDECIDED:
            more = people_to_decide(scores[decides].values, requisite, rule=self.rule)
        if more is not None:
            # Fewer would not be seen: a release changes only with so many people.
            more = max(more, self.released.privacy.score_threshold)
        reason = reason_of(found, label, decides, means[decides], requisite, chances[decides], more)
        if blind and found is not Verdict.FAIL:
            found, more = Verdict.UNDECIDED, None
            reason = " ".join(self._not_visible(role, label, roles[role]) for role in blind)
        lower = min(means, key=lambda role: means[role])
        return Gate(
            verdict=found,
            reason=reason,
            probability=chances[decides],
            score=means[lower],
            role=lower,
            decided_by=decides,
            more=more,
        )

    def _too_few(self, role: Role, label: str, finding: RoleFinding | None) -> str:
        if role in self.released.hidden:
            return self.released.hidden[role]
        if finding is not None and not finding.sees:
            return self._not_visible(role, label, finding)
        least = self.released.privacy.score_threshold
        return f"Fewer than {least} {role.label.lower()} have rated {label}."

    def _not_visible(self, role: Role, label: str, finding: RoleFinding) -> str:
        share = percent(finding.dont_know_share)
        return (
            f"{label} is not visible to {role.label.lower()}: {share} of them do not know, so it "
            "cannot pass."
        )

    def _gap(self, roles: Mapping[Role, RoleFinding]) -> Gap | None:
        first, second = self.rule.roles
        if first not in roles or second not in roles:
            return None
        return gap(
            roles[first].scores,
            roles[second].scores,
            self.rule.spread_floor,
            looked_at=len(self.instrument.elements),
            whole_first=first in self.everyone,
            whole_second=second in self.everyone,
        )

    def _empathy(self, name: str) -> Gap | None:
        """What the first gate role predicted minus what the role it predicted said."""
        predictor, predicted = self.rule.roles
        item = self.instrument.core_items[name]
        releases = self.released.roles
        if predictor not in releases or predicted not in releases:
            return None
        return gap(
            releases[predictor].predictions.get(item, Histogram()),
            releases[predicted].items.get(item, Histogram()),
            self.rule.spread_floor,
            looked_at=len(self.instrument.elements),
            whole_first=predictor in self.everyone,
            whole_second=predicted in self.everyone,
        )


def _by_level(answers: Histogram) -> list[int]:
    return [answers.counts.get(float(level), 0) for level in range(1, LEVELS + 1)]
