"""What the pack says of readiness and voices: only what was released, table by table."""

from collections import Counter
from collections.abc import Sequence

from workbench.board_pack.pack import Cell, Findings
from workbench.readiness.findings import ElementFinding, ReadinessReport
from workbench.readiness.gaps import Gap
from workbench.voices.instrument import Instrument
from workbench.voices.released import ReleasedVoices
from workbench.voices.scores import customer_scores
from workbench.workshop.roles import Role

MOST_WORDS = 12
"""So many comments of a role at most stand in the pack; the others are on the pages."""


def findings(
    report: ReadinessReport, voices: ReleasedVoices, instrument: Instrument
) -> tuple[Findings, ...]:
    """The tables of what was released; nothing at all while no role is shown."""
    if not voices.roles:
        return ()
    tables = (
        _gates(report),
        _role_scores(report),
        _people(voices),
        _customers(voices, instrument),
        _themes(voices, instrument),
        *(_words(voices, role) for role in voices.roles),
    )
    return tuple(table for table in tables if table.rows)


def _gates(report: ReadinessReport) -> Findings:
    def score(element: ElementFinding, role: Role) -> Cell:
        found = element.roles.get(role)
        return None if found is None or found.score is None else round(found.score.value, 2)

    return Findings(
        title="Readiness: seven elements against the agreed standard",
        columns=(
            "Element",
            "Standard",
            "Verdict",
            "Executives",
            "Advisors",
            "Gap",
            "Gap from",
            "Gap to",
            "Why",
        ),
        rows=tuple(
            (
                element.label,
                element.requisite,
                element.gate.verdict.value,
                score(element, Role.EXECUTIVE),
                score(element, Role.ADVISOR),
                *_gap(element.gap),
                element.gate.reason,
            )
            for element in report.elements
        ),
        note=f"{report.overall.rstrip('.')}. Levels from 1 to 5. Gap: executives less "
        "advisors, with its 95% interval. Readiness is seven gates that must each pass, never one "
        "average.",
    )


def _gap(gap: Gap | None) -> tuple[Cell, Cell, Cell]:
    if gap is None:
        return None, None, None
    return round(gap.value, 2), round(gap.low, 2), round(gap.high, 2)


def _role_scores(report: ReadinessReport) -> Findings:
    rows: list[tuple[Cell, ...]] = []
    for element in report.elements:
        for role, found in element.roles.items():
            if found.score is not None:
                score = found.score
                interval = round(score.low, 2), round(score.high, 2)
                rows.append((element.label, role.label, score.n, round(score.value, 2), *interval))
    return Findings(
        title="Scores by role",
        columns=("Element", "Role", "n", "Score", "From", "To"),
        rows=tuple(rows),
        note="Means of the people of a role, with their 95% intervals; roles are never pooled.",
    )


def _people(voices: ReleasedVoices) -> Findings:
    shown: list[tuple[Cell, ...]] = [
        (role.label, release.people, "shown") for role, release in voices.roles.items()
    ]
    hidden = [(role.label, None, why) for role, why in voices.hidden.items()]
    return Findings(
        title="Who is behind the figures",
        columns=("Role", "People", "Shown or why not"),
        rows=(*shown, *hidden),
        note=f"Scores are shown from {voices.privacy.score_threshold} people, words from "
        f"{voices.privacy.comment_threshold}.",
    )


def _customers(voices: ReleasedVoices, instrument: Instrument) -> Findings:
    rows: list[tuple[Cell, ...]] = []
    release = voices.roles.get(Role.CUSTOMER)
    scores = customer_scores(release, instrument) if release else None
    if scores and scores.recommend:
        found = scores.recommend
        figures = (round(figure) for figure in (found.score, found.low, found.high))
        rows.append(("Recommend score (−100 to 100)", found.n, *figures))
    shares = {
        "Satisfied with a recent contact (%)": scores.satisfied if scores else None,
        "Found it easy (%)": scores.effort.easy if scores and scores.effort else None,
    }
    for name, share in shares.items():
        if share:
            figures = (round(100 * figure) for figure in (share.value, share.low, share.high))
            rows.append((name, share.n, *figures))
    return Findings(
        title="What customers say",
        columns=("Measure", "n", "Figure", "From", "To"),
        rows=tuple(rows),
        note="With 95% intervals. The recommend score uses the Net Promoter Score method, a "
        "registered trade mark. No value in money is drawn from it.",
    )


def _themes(voices: ReleasedVoices, instrument: Instrument) -> Findings:
    names = {option.id: option.label for option in instrument.themes}
    rows: list[tuple[Cell, ...]] = []
    for role, release in voices.roles.items():
        comments = [comment for said in release.comments.values() for comment in said]
        themes = Counter(comment.theme for comment in comments if comment.theme)
        rows += [(role.label, names.get(theme, theme), n) for theme, n in themes.most_common()]
    return Findings(
        title="What people wrote about",
        columns=("Role", "Theme", "Comments"),
        rows=tuple(rows),
        note="A theme is named only where enough people share it.",
    )


def _words(voices: ReleasedVoices, role: Role) -> Findings:
    texts = [comment.text for comment in voices.comments((role,)).comments]
    shown: Sequence[str] = texts[:MOST_WORDS]
    return Findings(
        title=f"In their own words: {role.label.lower()}",
        columns=("Comment",),
        rows=tuple((text,) for text in shown),
        note=f"{len(shown)} of {len(texts)} comments, not chosen: the first in an order that tells "
        "nothing.",
    )
