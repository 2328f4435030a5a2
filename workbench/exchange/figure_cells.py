"""The figures in the cells of an operations file, in the units of the model, or what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from workbench.exchange.columns import FoundColumn, Holds
from workbench.exchange.csv_rows import Cells, cell_at
from workbench.exchange.number_style import NumberStyle, number_style
from workbench.exchange.problems import Problem, quoted

# A row that is this many times above or below the middle of its file is in another unit: no other
# mistake, and nothing that happens in a centre, comes near seconds taken for minutes.
ANOTHER_UNIT = 20.0
# Fewer contacts than this may well take very long or no time, by chance.
ENOUGH = 10
ENOUGH_ROWS = 5


class FigureReader(NamedTuple):
    """How to read the figures of one file."""

    columns: Sequence[FoundColumn]
    style: NumberStyle

    def figures_of(
        self, row: int, cells: Sequence[str], may_be_empty: frozenset[str] = frozenset()
    ) -> tuple[dict[str, Any], list[Problem]]:
        """The figures of a row by field, and what is wrong with them."""
        values: dict[str, Any] = {}
        problems = []
        for column in self.columns:
            try:
                values[column.kind.field] = self._figure(cells, column, may_be_empty)
            except ValueError as error:
                problems.append(Problem(sentence(error), row, column.header))
        return values, problems or [Problem(said, row) for said in contradictions(values)]

    def _figure(
        self, cells: Sequence[str], column: FoundColumn, may_be_empty: frozenset[str]
    ) -> float | None:
        kind, cell = column.kind, _figure_cell(cells, column)
        if not cell:
            if kind.required and kind.field not in may_be_empty:
                raise ValueError(f"the cell is empty; accepted: {kind.holds}")
            return None
        written = self.style.read(cell)
        if written < 0:
            raise ValueError(f"{quoted(cell)} is negative; accepted: {kind.holds} from 0")
        if kind.holds is Holds.PERCENTAGE:
            if written > 100:
                raise ValueError(f"{quoted(cell)} is over 100; accepted: {kind.holds}")
            if 0 < written < 1 and kind.field != "absence":
                raise ValueError(f"{quoted(cell)} is under 1%; accepted: 85 for a share of 0.85")
        if kind.holds is Holds.COUNT and not written.is_integer():
            raise ValueError(f"{quoted(cell)} is not a whole number; accepted: {kind.holds}")
        # 82% is 0.82, not 0.8200000000000001.
        value = round(written * column.factor, 12)
        if not kind.lowest <= value <= kind.highest:
            lowest, highest = kind.lowest / column.factor, kind.highest / column.factor
            ask = f". {kind.ask}" if value > kind.highest and kind.ask else ""
            raise ValueError(
                f"{quoted(cell)} is not possible; accepted: {lowest:g} to {highest:,.12g}{ask}"
            )
        return value


def figure_reader(lines: Sequence[Cells], columns: Sequence[FoundColumn]) -> FigureReader:
    """A reader for the columns of a file, in the number style that its rows prove."""
    cells = (_figure_cell(cells, column) for _row, cells in lines for column in columns)
    return FigureReader(columns, number_style(cells))


def stated_with(columns: Sequence[FoundColumn], values: dict[str, Any]) -> dict[str, Any]:
    """The figures with what the headers say about them: a threshold, a definition."""
    more: dict[str, Any] = {}
    for column in columns:
        if values.get(column.kind.field) is None or column.unit in (None, "%"):
            continue
        if column.kind.field == "fcr":
            more["fcr_definition"] = column.unit
        if column.kind.field == "in_time":
            more["threshold"] = float(str(column.unit).split()[0])
    return values | more


def contradictions(values: Mapping[str, Any]) -> Iterator[str]:
    """What cannot be true of one row."""
    if values["abandoned"] > values["contacts"]:
        yield (
            f"{values['abandoned']:.0f} contacts abandoned are more than the "
            f"{values['contacts']:.0f} offered; accepted: at most as many."
        )
    answered = values["contacts"] - values["abandoned"]
    if values.get("in_time") is not None and values["in_time"] > answered >= 0:
        yield (
            f"{values['in_time']:.0f} contacts answered in time are more than the {answered:.0f} "
            "answered; accepted: at most as many."
        )
    if values.get("csat") is not None and values.get("csat_answers") == 0:
        yield "a share of satisfied customers needs survey answers; accepted: both or neither."


def other_units(rows: Sequence[tuple[int, Mapping[str, Any]]]) -> list[Problem]:
    """Rows whose times cannot be in the same unit as those of the other rows.

    Handle times are compared with their middle; waits by way of the patience that they imply,
    waiting time over abandoned contacts, because a bad day is no other unit.
    """

    def handle_time(values: Mapping[str, Any]) -> float | None:
        return values["handle_time"] if values["contacts"] >= ENOUGH else None

    def patience(values: Mapping[str, Any]) -> float | None:
        if values.get("wait") is None or values["abandoned"] < ENOUGH:
            return None
        return float(values["wait"] * values["contacts"] / values["abandoned"])

    problems = []
    for name, measure in (("handle time", handle_time), ("mean wait", patience)):
        found = [(row, measure(values)) for row, values in rows]
        given = [(row, value) for row, value in found if value]
        if len(given) < ENOUGH_ROWS:
            continue
        middle = float(np.median([value for _row, value in given]))
        for row, value in given:
            times = max(value / middle, middle / value)
            if times > ANOTHER_UNIT:
                where = "above" if value > middle else "below"
                message = (
                    f"the {name} is {times:.0f} times {where} that of the other rows. Is this row "
                    "in another unit? Accepted: one unit in the whole column."
                )
                problems.append(Problem(message, row))
    away = [(row, values["absence"]) for row, values in rows if values.get("absence")]
    if len(away) >= ENOUGH_ROWS and all(share < 0.01 for _row, share in away):
        message = (
            "every unplanned absence is under 1%; accepted: 6 for a share of 0.06. "
            "Are these shares?"
        )
        problems.append(Problem(message, away[0][0]))
    return sorted(problems, key=lambda problem: problem.row or 0)


def sentence(error: ValueError) -> str:
    """What an error says, ended."""
    text = str(error)
    return text if text.endswith((".", "?")) else f"{text}."


def _figure_cell(cells: Sequence[str], column: FoundColumn) -> str:
    cell = cell_at(cells, column.at)
    return cell.removesuffix("%").rstrip() if column.kind.holds is Holds.PERCENTAGE else cell
