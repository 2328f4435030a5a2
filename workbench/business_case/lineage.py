"""Where a line of the case comes from: its formula, the rows behind it, and the assumptions."""

from workbench.business_case.case import Case
from workbench.business_case.formula import MONTH
from workbench.business_case.rows import Rows
from workbench.business_case.table import Trace, trace
from workbench.evidence.assumptions import Assumption, Register
from workbench.frozen import Frozen


class Step(Frozen):
    """A row, what one month's figure of it is in which unit, and how that comes about."""

    label: str
    unit: str
    value: float
    trace: Trace


class Lineage(Frozen):
    """A line and all that it is made of.

    `steps` begins with the line itself; each further row is used by one before it. `results` names
    what comes from the simulator, with the figure.
    """

    steps: tuple[Step, ...]
    assumptions: tuple[Assumption, ...]
    results: dict[str, float]


def lineage(case: Case, register: Register, row_id: str, month: int) -> Lineage:
    """How a row's figure of one month comes about, down to assumptions and the simulator's results.

    `register` is the one that the case was built on. Raises ValueError when there is no such row
    or month.
    """
    lines = {line.row.id: line for line in case.lines}
    if row_id not in lines or not 0 <= month <= case.months:
        raise ValueError(f"no row {row_id!r} in month {month}; accepted: months 0 to {case.months}")
    named = case.rows.result_names
    order = behind(case.rows, row_id)
    names = [key for key in order if key not in lines]
    return Lineage(
        steps=tuple(
            Step(
                label=lines[key].row.label,
                unit=lines[key].row.unit,
                value=lines[key].monthly[month],
                trace=trace(case, register, key, month),
            )
            for key in order
            if key in lines
        ),
        assumptions=tuple(register[key] for key in names if key in register),
        results={named[key]: case.results[key] for key in names if key in named},
    )


def behind(rows: Rows, row_id: str) -> tuple[str, ...]:
    """A row and every name that it is made of: rows, assumptions, results, each after its user."""
    by_id = {row.id: row for row in rows.rows}
    order = [row_id]
    for key in order:
        if key in by_id:
            formula = by_id[key].parsed
            used = sorted(
                formula.names | formula.previous | formula.compared, key=formula.text.find
            )
            order += [name for name in used if name not in order and name != MONTH]
    return tuple(order)
