"""The gaps between executives and advisors: in how they rate, and in what was predicted."""

from collections.abc import Iterable, Sequence

from workbench.charts.interval_rows import Kind, Line, Row, difference_scale, interval_rows, signed
from workbench.charts.look import ROLE_MARKS, Chart, Look
from workbench.readiness.findings import ElementFinding
from workbench.readiness.gaps import Gap
from workbench.workshop.roles import Role

VIEW = "Executives' own view minus advisors'"
PREDICTION = "Executives' prediction minus advisors'"
HOLLOW_SQUARE = "M-.9,-.9h1.8v1.8h-1.8z M-.45,-.45v.9h.9v-.9z"


def gap_rows(elements: Iterable[ElementFinding]) -> tuple[Row, ...]:
    """A row for each element with a gap, the widest first."""
    found = [(element, element.gap) for element in elements if element.gap is not None]
    found.sort(key=lambda pair: -abs(pair[1].value))
    return tuple(_row(element, gap) for element, gap in found)


def gaps(rows: Sequence[Row], look: Look, size: float = 1.0) -> Chart:
    """The picture of rows from `gap_rows`. Raises ValueError when there are none."""
    kinds = [
        Kind(VIEW, look.role(Role.EXECUTIVE), ROLE_MARKS[Role.EXECUTIVE]),
        Kind(PREDICTION, look.quiet, HOLLOW_SQUARE),
    ]
    there = {line.kind for row in rows for line in row.lines}
    scale = difference_scale(rows, "Levels above (+) or below (−) what advisors said")
    return interval_rows(
        rows, [kind for kind in kinds if kind.name in there], scale, None, look, size
    )


def difference(kind: str, gap: Gap) -> Line:
    """A difference with its interval as a line of a row."""
    told = f"{signed(gap.value)} ({signed(gap.low)} to {signed(gap.high)})"
    return Line(kind, gap.value, gap.low, gap.high, signed(gap.value), told)


def _row(element: ElementFinding, gap: Gap) -> Row:
    lines = [difference(VIEW, gap)]
    if element.empathy is not None:
        lines.append(difference(PREDICTION, element.empathy))
    word, tone = ("clear gap", "plain") if gap.clear else ("no clear gap", "undecided")
    return Row(element.label, word, tone, None, tuple(lines))
