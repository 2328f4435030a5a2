from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.interval_rows import (
    Kind,
    Line,
    Row,
    Scale,
    difference_scale,
    interval_rows,
    signed,
)
from workbench.charts.look import Look

KINDS = [Kind("Executives", "#111111", "square"), Kind("Advisors", "#222222", "circle")]
SCALE = Scale(1, 5, "Score", (1, 2, 3, 4, 5))
STANDARD = Kind("Standard", "#333333", "circle")
DIFFERENCE = st.floats(-4, 4)


def row(*lines: Line, mark: float | None = 3.5) -> Row:
    return Row("Style", "fail", "fail", mark, lines)


def line(value: float, low: float, high: float, kind: str = "Advisors") -> Line:
    return Line(kind, value, low, high, f"{value:.1f}", f"{value:.1f} ({low:.1f} to {high:.1f})")


def drawing(*rows: Row, scale: Scale = SCALE) -> tuple[dict[str, Any], list[list[dict[str, Any]]]]:
    """The specification, and the rows of each of its layers."""
    drawn = interval_rows(rows, KINDS, scale, STANDARD, Look.LIGHT).to_dict()
    return drawn, [drawn["datasets"][layer["data"]["name"]] for layer in drawn["layer"]]


def heights(layers: list[list[dict[str, Any]]], *fields: str) -> list[float]:
    """Where the layer is whose rows have all these fields."""
    found = next(rows for rows in layers if rows and all(field in rows[0] for field in fields))
    return [row["y"] for row in found]


@pytest.mark.parametrize("counts", [[0], [3] * 7, [1, 5, 0, 2]])
@pytest.mark.parametrize("marks_differ", [False, True])
def test_nothing_lies_on_anything_else(counts: list[int], marks_differ: bool) -> None:
    rows = [
        row(*[line(3, 2, 4)] * count, mark=3.5 + 0.1 * number * marks_differ)
        for number, count in enumerate(counts)
    ]
    drawn, layers = drawing(*rows)
    lines = heights(layers, "told") if any(counts) else []
    taken = sorted([*heights(layers, "word"), *lines])
    assert all(after - before > 15 for before, after in pairwise(taken))
    assert taken[-1] < drawn["height"]


def test_the_standards_are_written_only_where_they_differ() -> None:
    same, _ = drawing(row(line(3, 2, 4)), row(line(3, 2, 4)))
    differing, layers = drawing(row(line(3, 2, 4)), row(line(3, 2, 4), mark=4.0))
    assert len(differing["layer"]) == len(same["layer"]) + 1
    figures = next(rows for rows in layers if rows and "figure" in rows[0])
    assert [one["figure"] for one in figures] == ["3.5", "4"]


def test_intervals_end_at_the_ends_of_the_axis() -> None:
    _, layers = drawing(row(line(1.2, 0.2, 5.9)))
    drawn = next(rows for rows in layers if rows and "told" in rows[0])[0]
    assert (drawn["low"], drawn["high"], drawn["x"]) == (1, 5, 1.2)
    assert drawn["told"] == "1.2 (0.2 to 5.9)"


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="there are no rows; accepted: at least 1"):
        interval_rows([], KINDS, SCALE, None, Look.LIGHT)
    stranger = row(line(3, 2, 4, kind="Suppliers"))
    with pytest.raises(ValueError, match="'Suppliers'; accepted: Advisors, Executives"):
        interval_rows([stranger], KINDS, SCALE, None, Look.LIGHT)


@given(st.lists(st.tuples(DIFFERENCE, DIFFERENCE, DIFFERENCE).map(sorted), max_size=8))
def test_an_axis_of_differences_holds_every_interval_and_nothing(
    intervals: list[list[float]],
) -> None:
    rows = [row(line(value, low, high), mark=None) for low, value, high in intervals]
    scale = difference_scale(rows, "Levels")
    assert all(scale.low <= low and high <= scale.high for low, _, high in intervals)
    assert scale.low < 0 < scale.high
    assert 0 in scale.ticks
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)
    assert 2 < len(scale.ticks) < 10


@pytest.mark.parametrize(
    ("value", "told"),
    [(1.25, "+1.2"), (-0.36, "−0.4"), (0.04, "0.0"), (-0.04, "0.0"), (0, "0.0"), (-3, "−3.0")],
)
def test_a_difference_has_its_sign(value: float, told: str) -> None:
    assert signed(value) == told
