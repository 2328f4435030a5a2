"""The dot plot of role scores: each element with the roles' means, intervals, standard, verdict."""

from collections.abc import Iterable, Sequence

from workbench.charts.interval_rows import Kind, Line, Row, Scale, interval_rows
from workbench.charts.look import ROLE_MARKS, STANDARD_MARK, Chart, Look
from workbench.readiness.findings import ElementFinding
from workbench.voices.estimates import Estimate
from workbench.workshop.roles import Role

CUSTOMERS = "Customers, own question"
LEVELS = Scale(1, 5, "Score on levels 1 to 5", (1, 2, 3, 4, 5))


def score_rows(elements: Iterable[ElementFinding], roles: Sequence[Role]) -> tuple[Row, ...]:
    """A row an element in the order given, with these roles and the customers' answer beside."""
    return tuple(_row(element, roles) for element in elements)


def role_scores(rows: Sequence[Row], look: Look, size: float = 1.0) -> Chart:
    """The dot plot of rows from `score_rows`. Raises ValueError when there are none."""
    there = {line.kind for row in rows for line in row.lines}
    kinds = [
        Kind(name, look.role(role), ROLE_MARKS[role])
        for name, role in [
            *((role.label, role) for role in Role if role is not Role.CUSTOMER),
            (CUSTOMERS, Role.CUSTOMER),
        ]
        if name in there
    ]
    standard = Kind(standard_name(row.mark for row in rows), look.accent, STANDARD_MARK)
    return interval_rows(rows, kinds, LEVELS, standard, look, size)


def standard_name(standards: Iterable[float | None]) -> str:
    """What a legend calls the standard: with its level where it is the same for every element."""
    levels = {level for level in standards if level is not None}
    return f"Standard {levels.pop():g}" if len(levels) == 1 else "Standard"


def told(score: Estimate) -> str:
    """A score with its 95% interval."""
    return f"{score.value:.1f} ({score.low:.1f} to {score.high:.1f})"


def _row(element: ElementFinding, roles: Sequence[Role]) -> Row:
    scores = {role: finding.score for role, finding in element.roles.items()}
    lines = [_line(role.label, score) for role in roles if (score := scores.get(role))]
    if element.customers is not None:
        lines.append(_line(CUSTOMERS, element.customers))
    verdict = element.gate.verdict.value
    return Row(element.label, verdict, verdict, element.requisite, tuple(lines))


def _line(kind: str, score: Estimate) -> Line:
    return Line(kind, score.value, score.low, score.high, f"{score.value:.1f}", told(score))
