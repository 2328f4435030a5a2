"""What may be shared of a room, as tables: released tallies and statements, nothing of a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.exchange.export import Row
from workbench.strategy.changes import Change
from workbench.voices import contributions as of
from workbench.voices.activities.ranking import Ranked
from workbench.voices.codebook import Codebook
from workbench.voices.contributions import kind_and_name
from workbench.voices.estimates import Estimate
from workbench.voices.journey_map import JourneyMap
from workbench.voices.moderation_acts import theme_of
from workbench.voices.readings import BEATS
from workbench.voices.statements import ModerationEntry, Statement, on_screen
from workbench.voices.step_findings import StepFinding
from workbench.voices.theme_report import ThemeReport
from workbench.workshop.agenda import Activity
from workbench.workshop.roles import Role

Tables = dict[str, list[Row]]


def room_tables(
    findings: Mapping[str, StepFinding],
    statements: Sequence[Statement],
    changes: Sequence[Change],
    codebook: Codebook,
    journey: JourneyMap,
    report: ThemeReport,
    log: Iterable[ModerationEntry],
) -> Tables:
    """Tables of everything that the room shows; one that would be empty is left out.

    `findings` are those that the room shows by now; whatever is hidden there is not in here.
    """
    names = {one.id: one.shown_text for one in on_screen(statements)}
    names |= {change.id: change.title for change in changes}
    names |= {one.id: one.label for one in journey.touchpoints}
    steps = [_Told(found, names) for found in findings.values()]
    tables: Tables = {
        "room_steps": [row for step in steps for row in step.about()],
        "room_votes": [row for step in steps for row in step.votes()],
        "room_ratings": [row for step in steps for row in step.ratings()],
        "room_words": [row for step in steps for row in step.words()],
        "room_rankings": [row for step in steps for row in step.rankings(changes)],
        "room_by_proxy": [row for step in steps for row in step.proxies()],
        "room_statements": list(_statements(statements, codebook)),
        "room_changes": list(_changes(changes, codebook)),
        "room_themes": list(_themes(report)),
        "room_moderation": list(_moderation(log)),
    }
    return {name: rows for name, rows in tables.items() if rows}


class _Told:
    """The rows of one step."""

    def __init__(self, found: StepFinding, names: Mapping[str, str]) -> None:
        self.found = found
        self.names = names

    def about(self) -> Iterator[Row]:
        """Who is in the figures of the step, and who is not."""
        people = {role.label: release.people for role, release in self.found.roles.items()}
        yield {
            "step": self.found.step.title,
            "activity": self.found.step.activity.value.replace("_", " "),
            "shown": "; ".join(f"{role}: {number}" for role, number in people.items()),
            "hidden": " ".join(self.found.hidden.values()),
        }

    def votes(self) -> Iterator[Row]:
        """How many people of each role took each option."""
        for role, release in self.found.roles.items():
            for name, picks in release.votes.items():
                kind, about = kind_and_name(name)
                if kind == of.ABOUT:
                    continue
                for option, people in picks.counts.items():
                    yield {
                        "step": self.found.step.title,
                        "role": role.label,
                        "what": kind,
                        "about": self._name(about),
                        "option": BEATS.join(map(self._name, option.split(BEATS))),
                        "people": people,
                        "of_people": picks.people,
                    }

    def ratings(self) -> Iterator[Row]:
        """How many people of each role gave each number."""
        for role, release in self.found.roles.items():
            for name, histogram in release.ratings.items():
                kind, about = kind_and_name(name)
                for value, people in histogram.counts.items():
                    yield {
                        "step": self.found.step.title,
                        "role": role.label,
                        "what": kind,
                        "about": self._name(about),
                        "value": int(value),
                        "people": people,
                    }

    def words(self) -> Iterator[Row]:
        """What was written beside a card or at the end, where enough people wrote."""
        for role, release in self.found.roles.items():
            for about, comments in release.words.items():
                for comment in comments:
                    yield {
                        "step": self.found.step.title,
                        "role": role.label,
                        "about": self._name(about),
                        "words": comment.text,
                    }

    def rankings(self, changes: Sequence[Change]) -> Iterator[Row]:
        """Rankings over the shown roles, with the interval and the places that it leaves open."""
        ids = [change.id for change in changes]
        ranking: tuple[Ranked, ...] = ()
        match self.found.step.activity:
            case Activity.APPROVE:
                ranking = self.found.approvals(ids)
            case Activity.QUADRATIC:
                ranking = self.found.credits(ids)
            case Activity.PAIRWISE if self.found.analysis:
                ranking = self.found.analysis.ranking
        for one in ranking:
            yield {
                "step": self.found.step.title,
                "change": self._name(one.id),
                **_estimate(one.estimate),
                "first_place": one.first,
                "last_place": one.last,
            }

    def proxies(self) -> Iterator[Row]:
        """What was entered for people without a phone, counted apart."""
        for entry in self.found.proxies:
            for option, people in entry.counts.items():
                yield {
                    "step": self.found.step.title,
                    "kind": entry.kind.value,
                    "about": self._name(entry.form.partition("/")[2]) or entry.words,
                    "option": option,
                    "people": people,
                }

    def _name(self, known: str) -> str:
        return self.names.get(known, known)


def _statements(statements: Sequence[Statement], codebook: Codebook) -> Iterator[Row]:
    labels = {theme.id: theme.label for theme in codebook.themes}
    for one in on_screen(statements):
        yield {
            "statement": one.id,
            "words": one.shown_text,
            "label": one.label,
            "theme": labels.get(theme_of(one, codebook) or "", "not coded"),
            "stands_for": 1 + sum(other.into == one.id for other in statements),
        }


def _changes(changes: Sequence[Change], codebook: Codebook) -> Iterator[Row]:
    labels = {theme.id: theme.label for theme in codebook.themes}
    for one in changes:
        yield {
            "change": one.title,
            "why": one.why,
            "themes": ", ".join(labels.get(theme, theme) for theme in one.themes),
            "statements": ", ".join(one.statements),
            "element": (one.element or "").replace("_", " "),
            "must_have": codebook.must_haves.get(one.must_have or "", ""),
            "owner": one.owner,
            "decision": one.decision.value,
            "answer": one.answer,
        }


def _themes(report: ThemeReport) -> Iterator[Row]:
    for one in report.themes:
        for role, share in one.roles.items():
            yield {"theme": one.theme.label, "role": role.label, **_estimate(share)}
    for role, share in report.uncoded.items():
        yield {"theme": "not coded", "role": Role(role).label, **_estimate(share)}


def _moderation(log: Iterable[ModerationEntry]) -> Iterator[Row]:
    for entry in log:
        yield {
            "at": entry.at,
            "by": entry.by,
            "what": entry.what.value,
            "statements": ", ".join(entry.statements),
            "detail": entry.detail,
        }


def _estimate(own: Estimate) -> dict[str, float | int]:
    return {
        "value": round(own.value, 4),
        "low_95": round(own.low, 4),
        "high_95": round(own.high, 4),
        "n": own.n,
    }
