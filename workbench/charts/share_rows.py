"""Shares by role, with their intervals: who writes about what, and who agrees with what."""

from collections.abc import Iterable, Mapping, Sequence

from workbench.charts.interval_rows import Kind, Line, Row, Scale, interval_rows
from workbench.charts.look import ROLE_MARKS, Chart, Look
from workbench.voices.estimates import Estimate
from workbench.workshop.roles import Role

TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)


def share_row(
    name: str, shares: Mapping[Role, Estimate], word: str = "", tone: str = "plain"
) -> Row:
    """A row of shares (0 to 1), drawn in per cent, in the order of the roles."""
    lines = tuple(
        Line(
            role.label,
            100 * share.value,
            100 * share.low,
            100 * share.high,
            f"{100 * share.value:.0f}%",
            share_told(share),
        )
        for role in Role
        if (share := shares.get(role)) is not None
    )
    return Row(name, word, tone, None, lines)


def share_told(share: Estimate) -> str:
    """A share with its 95% interval, in per cent."""
    return f"{100 * share.value:.0f}% ({100 * share.low:.0f} to {100 * share.high:.0f})"


def shares_told(title: str, rows: Sequence[Row]) -> str:
    """The picture in words."""
    told = (
        f"{row.name}: {'; '.join(f'{line.kind} {line.told}' for line in row.lines)}."
        for row in rows
    )
    return " ".join((f"{title}.", *told))


def share_rows(rows: Sequence[Row], title: str, look: Look, size: float = 1.0) -> Chart:
    """The picture of rows from `share_row`. Raises ValueError when there are none."""
    highest = max((line.high for row in rows for line in row.lines), default=100.0)
    end = next(tick for tick in TICKS[1:] if highest <= tick + 1e-9)
    scale = Scale(0.0, end, title, tuple(tick for tick in TICKS if tick <= end))
    return interval_rows(rows, role_kinds(rows, look), scale, None, look, size)


def role_kinds(rows: Iterable[Row], look: Look) -> list[Kind]:
    """The roles of the rows for the legend."""
    there = {line.kind for row in rows for line in row.lines}
    return [
        Kind(role.label, look.role(role), ROLE_MARKS[role]) for role in Role if role.label in there
    ]
