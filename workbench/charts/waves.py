"""Two waves beside each other: by how much each element moved, role by role."""

from collections.abc import Mapping, Sequence

from workbench.charts.gaps import difference
from workbench.charts.interval_rows import Kind, Row, difference_scale, interval_rows
from workbench.charts.look import ROLE_MARKS, Chart, Look
from workbench.readiness.gaps import Gap
from workbench.workshop.roles import Role

Changes = Mapping[Role, Mapping[str, Gap]]


def change_rows(changes: Changes, labels: Mapping[str, str]) -> tuple[Row, ...]:
    """A row an element, in the order of `labels` (element to name), with every role that moved."""
    return tuple(
        Row(label, *_word(found), None, tuple(difference(role.label, g) for role, g in found))
        for element, label in labels.items()
        if (found := [(role, gaps[element]) for role, gaps in changes.items() if element in gaps])
    )


def changes(rows: Sequence[Row], look: Look, size: float = 1.0) -> Chart:
    """The picture of rows from `change_rows`. Raises ValueError when there are none."""
    there = {line.kind for row in rows for line in row.lines}
    kinds = [
        Kind(role.label, look.role(role), ROLE_MARKS[role]) for role in Role if role.label in there
    ]
    scale = difference_scale(rows, "Levels above (+) or below (−) the first wave")
    return interval_rows(rows, kinds, scale, None, look, size)


def _word(found: Sequence[tuple[Role, Gap]]) -> tuple[str, str]:
    """Which way an element clearly moved, if any role says so, and the tone of the word."""
    ways = {gap.value > 0 for _, gap in found if gap.clear}
    if not ways:
        return "no clear change", "undecided"
    if len(ways) == 2:
        return "up and down", "plain"
    return ("up", "pass") if ways.pop() else ("down", "fail")
