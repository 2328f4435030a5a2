"""The table of a case and the trace of its figures."""

import pytest

from tests.business_case.made import Centre, register, rows
from workbench.business_case.case import build_case
from workbench.business_case.rows import RowKind
from workbench.business_case.table import tei_table, trace


def test_the_table_adds_up() -> None:
    case = build_case(register(), Centre())
    table = tei_table(case)
    assert table.columns == ("Initial", "Year 1", "Year 2", "Year 3", "Total", "Present value")
    by_label = {row.label: row for row in table.rows}
    for section, label in (("Benefits", "Total benefits"), ("Costs", "Total costs")):
        parts = [row for row in table.rows if row.section == section and row.row_id]
        for year in range(4):
            assert by_label[label].yearly[year] == pytest.approx(sum(r.yearly[year] for r in parts))
        assert by_label[label].present_value == pytest.approx(sum(r.present_value for r in parts))
    net = by_label["Net benefit"]
    assert net.present_value == pytest.approx(case.headline.npv)
    assert net.total == pytest.approx(
        by_label["Total benefits"].total - by_label["Total costs"].total
    )


def test_lines_without_figures_are_left_out_but_not_the_missing_value() -> None:
    more = {row.row_id for row in tei_table(build_case(register(), Centre(extra=0.1))).rows}
    fewer = {row.row_id for row in tei_table(build_case(register(), Centre(extra=-0.1))).rows}
    assert "payroll_saved" not in more
    assert "extra_payroll" in more
    assert {"payroll_saved", "hours_not_cashed", "unresolved_value"} <= fewer
    assert "extra_payroll" not in fewer


def test_what_is_left_out_is_named() -> None:
    case = build_case(register(), Centre(extra=0.1))
    table = tei_table(case)
    labels = {line.row.id: line.row.label for line in case.lines}
    assert labels["payroll_saved"] in table.left_out
    assert not set(table.left_out) & {row.label for row in table.rows}
    of_kind = (*case.of_kind(RowKind.BENEFIT), *case.of_kind(RowKind.COST))
    shown = [row for row in table.rows if row.row_id]
    assert len(shown) + len(table.left_out) == len(of_kind)


def test_value_is_fenced_off_with_a_total_of_its_own() -> None:
    case = build_case(register(value_per_unresolved=20.0), Centre())
    outside = [row for row in tei_table(case).rows if row.section == "Outside the headline"]
    assert [row.row_id for row in outside] == ["unresolved_value", None]
    assert outside[-1].present_value == pytest.approx(case.with_value.npv)


def test_a_figure_is_traced_in_words_and_numbers() -> None:
    held = register()
    case = build_case(held, Centre(kept=0.5))
    found = trace(case, held, "leavers_avoided", 24)
    assert found.words == (
        "the larger of (0 and replacement of leavers without the change − replacement of leavers)"
    )
    before, after = (case.line("replacement").without[24], case.line("replacement").monthly[24])
    assert found.figures == (
        f"the larger of (0 and {before:,.0f} − {after:,.1f}) = {before - after:,.1f}"
    )
    second = trace(case, held, "customers", 2)
    assert "customers a month earlier × (1 − customers who leave in a month)" in second.words


def test_every_row_is_traced() -> None:
    held = register()
    case = build_case(held, Centre())
    for row in rows().rows:
        for month in (0, 1, 36):
            assert " = " in trace(case, held, row.id, month).figures


@pytest.mark.parametrize(("row", "month"), [("nothing", 1), ("tools", 37), ("tools", -1)])
def test_what_is_not_in_the_case_cannot_be_traced(row: str, month: int) -> None:
    held = register()
    with pytest.raises(ValueError, match="accepted: months 0 to 36"):
        trace(build_case(held, Centre()), held, row, month)
