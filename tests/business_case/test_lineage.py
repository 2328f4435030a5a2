"""A line of the case, followed down to the assumptions and the simulator's results."""

import pytest

from tests.business_case.made import Centre, register, rows
from workbench.business_case.case import build_case
from workbench.business_case.lineage import lineage
from workbench.business_case.rows import RowKind

CASE = build_case(register(), Centre())
LINES = [row.id for row in rows().rows if row.kind in (RowKind.BENEFIT, RowKind.COST)]


@pytest.mark.parametrize("key", LINES)
def test_every_line_leads_to_assumptions_and_leaves_none_out(key: str) -> None:
    found = lineage(CASE, register(), key, 1)
    by_id = {row.id: row for row in rows().rows}
    assert found.steps[0].label == by_id[key].label
    reached, open_rows = set[str](), [key]
    for name in open_rows:
        formula = by_id[name].parsed
        reached |= formula.names | formula.previous | formula.compared
        open_rows += [n for n in reached if n in by_id and n not in open_rows]
    assert {assumption.id for assumption in found.assumptions} == reached & set(register())
    assert {step.label for step in found.steps} == {by_id[name].label for name in open_rows}
    named = rows().result_names
    assert set(found.results) == {named[name] for name in reached & set(named)}


def test_the_figures_of_a_step_are_those_of_its_month() -> None:
    found = lineage(CASE, register(), "change_management", 0)
    line = next(line for line in CASE.lines if line.row.id == "change_management")
    assert found.steps[0].value == line.yearly[0] > 0
    assert found.steps[0].trace.figures.endswith(f"= {line.yearly[0]:,.0f}")


@pytest.mark.parametrize(
    ("key", "month"), [("no_such_line", 0), ("coaching", 37), ("coaching", -1)]
)
def test_a_line_or_a_month_that_is_not_there_is_named(key: str, month: int) -> None:
    with pytest.raises(
        ValueError, match=f"no row '{key}' in month {month}; accepted: months 0 to 36"
    ):
        lineage(CASE, register(), key, month)
