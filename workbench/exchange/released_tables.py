"""What may be shared of a workshop, as tables: released figures and words, nothing of a person."""

from collections.abc import Iterator

from workbench.exchange.export import Cell, Row
from workbench.readiness.findings import ReadinessReport
from workbench.voices.aggregates import RoleRelease
from workbench.voices.estimates import Estimate
from workbench.voices.histograms import Histogram, Picks
from workbench.voices.instrument import Instrument
from workbench.voices.questions import NOTE
from workbench.voices.released import ReleasedVoices
from workbench.voices.scores import customer_scores
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

Tables = dict[str, list[Row]]


def released_tables(
    workshop: Workshop, voices: ReleasedVoices, report: ReadinessReport, instrument: Instrument
) -> Tables:
    """Counts by answer, scores, verdicts and the comments that may be shown, table by table.

    A comment carries its theme and not its step, so that two tags together narrow nobody down.
    """
    roles = voices.roles.items()
    said = _Questions(instrument)
    return {
        "about": _about(workshop, voices),
        "answers": [row for role, release in roles for row in said.answers(role, release)],
        "predictions": [row for role, release in roles for row in said.predictions(role, release)],
        "picked": [row for role, release in roles for row in said.picked(role, release)],
        "themes_and_steps": [row for role, release in roles for row in said.tags(role, release)],
        "scores": [*_scores(report), *_customers(voices, instrument)],
        "verdicts": _verdicts(report),
        "comments": [row for role, release in roles for row in said.comments(role, release)],
    }


class _Questions:
    """The rows of a role's release, in the words of the instrument."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.themes = {theme.id: theme.label for theme in instrument.themes}
        self.steps = {step.id: step.label for step in instrument.steps}

    def answers(self, role: Role, release: RoleRelease) -> Iterator[Row]:
        """How many people gave each answer to each question."""
        for name, histogram in release.items.items():
            yield from self._counts(role, name, histogram)

    def predictions(self, role: Role, release: RoleRelease) -> Iterator[Row]:
        """How many people expect each answer from the role that they were asked about."""
        for name, histogram in release.predictions.items():
            yield from self._counts(role, name, histogram)

    def picked(self, role: Role, release: RoleRelease) -> Iterator[Row]:
        """How many people picked each option."""
        for name, picks in release.picks.items():
            item = self.instrument.items[name]
            labels = {option.id: option.label for option in self.instrument.options_of(item)}
            for option, people in picks.counts.items():
                yield {
                    "role": role.label,
                    "question": self._text(name, role),
                    "picked": labels.get(option, option),
                    "people": people,
                    "of_people": picks.people,
                }

    def tags(self, role: Role, release: RoleRelease) -> Iterator[Row]:
        """How many people wrote about each theme and each step of the journey."""
        for kind, tagged, labels in (
            ("theme", release.themes, self.themes),
            ("step", release.steps, self.steps),
        ):
            for name, picks in tagged.items():
                yield from self._tagged(role, name, kind, picks, labels)

    def comments(self, role: Role, release: RoleRelease) -> Iterator[Row]:
        """The words that may be shown."""
        for name, comments in release.comments.items():
            for comment in comments:
                yield {
                    "role": role.label,
                    "question": self._text(name, role),
                    "theme": self.themes.get(comment.theme or "", ""),
                    "comment": comment.text,
                }

    def _counts(self, role: Role, name: str, histogram: Histogram) -> Iterator[Row]:
        answers: list[tuple[float | str, int]] = [*histogram.counts.items()]
        if histogram.dont_know:
            answers.append(("don't know", histogram.dont_know))
        for answer, people in answers:
            yield {
                "role": role.label,
                "item": name,
                "question": self._text(name, role),
                "answer": int(answer)
                if isinstance(answer, float) and answer == int(answer)
                else answer,
                "people": people,
            }

    def _tagged(
        self, role: Role, name: str, kind: str, picks: Picks, labels: dict[str, str]
    ) -> Iterator[Row]:
        for tag, people in picks.counts.items():
            yield {
                "role": role.label,
                "question": self._text(name, role),
                "kind": kind,
                "tag": labels.get(tag, tag),
                "people": people,
            }

    def _text(self, name: str, role: Role) -> str:
        """A question as the role read it; what follows a dot is a row of a grid or a follow-up."""
        key, _, rest = name.partition(".")
        item = self.instrument.items[key]
        words = item.wording(role) or item.text or item.advisor or item.exec or key
        if f".{rest}" == NOTE:
            return item.follow_up or words
        options = {option.id: option.label for option in self.instrument.options_of(item)}
        return f"{words} {options.get(rest, rest)}" if rest else words


def _about(workshop: Workshop, voices: ReleasedVoices) -> list[Row]:
    privacy = workshop.privacy
    shown = [f"{role.label}: {release.people} people" for role, release in voices.roles.items()]
    facts: dict[str, Cell] = {
        "workshop": workshop.name,
        "organisation": workshop.organisation,
        "wave": workshop.wave,
        "revealed": workshop.revealed_at,
        "shown": "; ".join(shown) or "nothing",
        "hidden": " ".join(voices.hidden.values()) or "nothing",
        "rule": (
            f"Figures from {privacy.score_threshold} people of a role, words from "
            f"{privacy.comment_threshold}; rows are in random order."
        ),
        "note": "Answers to questions in the negative are turned round: high is good everywhere.",
    }
    return [{"what": what, "value": value} for what, value in facts.items()]


def _scores(report: ReadinessReport) -> Iterator[Row]:
    for element in report.elements:
        for role, finding in element.roles.items():
            if finding.score is not None:
                yield _score(role, element.label, "mean, 1 to 5", *_estimate(finding.score))


def _customers(voices: ReleasedVoices, instrument: Instrument) -> Iterator[Row]:
    release = voices.roles.get(Role.CUSTOMER)
    if release is None:
        return
    found = customer_scores(release, instrument)
    for what, net in (("Recommend score", found.recommend), ("Net emotion", found.emotion)):
        if net is not None:
            yield _score(Role.CUSTOMER, what, "-100 to 100", net.score, net.low, net.high, net.n)
    if found.satisfied:
        yield _score(Role.CUSTOMER, "Satisfied", "share", *_estimate(found.satisfied))
    if found.effort:
        yield _score(Role.CUSTOMER, "Found it easy", "share", *_estimate(found.effort.easy))


def _estimate(found: Estimate) -> tuple[float, float, float, int]:
    return found.value, found.low, found.high, found.n


def _score(role: Role, what: str, unit: str, value: float, low: float, high: float, n: int) -> Row:
    return {
        "role": role.label,
        "what": what,
        "unit": unit,
        "score": round(value, 4),
        "low_95": round(low, 4),
        "high_95": round(high, 4),
        "n": n,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _verdicts(report: ReadinessReport) -> list[Row]:
    return [
        {
            "element": element.label,
            "requisite": element.requisite,
            "verdict": str(element.gate.verdict),
            "probability": _rounded(element.gate.probability),
            "reason": element.gate.reason,
        }
        for element in report.elements
    ]
