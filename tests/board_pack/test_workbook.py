"""The workbook: it recalculates to what Python says, and takes no text for a formula."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from tests.board_pack.made import FINDINGS, named_cell, opened, pack, recalculated
from tests.business_case.made import Centre, Unchanged, Values, register
from workbench.board_pack.inputs import cell_names
from workbench.board_pack.pack import INVENTED, BoardPack, Findings
from workbench.board_pack.sheet import neutral
from workbench.board_pack.workbook import workbook
from workbench.business_case.arithmetic import Value
from workbench.business_case.case import build_case
from workbench.business_case.conventions import (
    Basis,
    Conventions,
    Pricing,
    Referral,
    RiskMode,
    Timing,
)
from workbench.business_case.rows import RowKind
from workbench.business_case.second_opinion import second_opinion

VALUED = {"value_per_unresolved": 30.0}


class EarlyGain(Centre):
    """Pays from the first year on: more than one change of sign is impossible, one is certain."""

    def __init__(self) -> None:
        super().__init__(extra=-0.06)


class LateHarm(Centre):
    """Saves advisors and leaves more contacts unresolved."""

    def __init__(self) -> None:
        super().__init__(extra=-0.06, unresolved_with=420_000.0)


ALL_DRIVERS = {
    "margin_per_customer": 50.0, "revenue_per_customer": 400.0, "cross_sell_gain": 0.02,
    "referral_gain": 0.01, "acquisition_cost": 90.0, "price_premium": 0.02,
    "deflected_share": 0.1, "cost_beside_pay": 0.5, "fcr_gain": 0.03, "handle_time_cut": 0.02,
    "conduct_events": 0.2, "conduct_severity": 5e5, "conduct_reduction": 0.3,
    "legacy_cost": 1e5, "legacy_end": 9.0, "go_live_months": 2.0, "backfill_months": 3.0,
    "decommission_cost": 1e4, "running_cost": 2e4, "price_growth": 0.02, "yearly_decay": 0.05,
    "complaints_per_year": 900.0, "complaint_cost": 120.0, "complaint_reduction": 0.1,
    "churn_reduction": 0.05,
}  # fmt: skip
EVERY_CONVENTION = Conventions(
    timing=Timing.MID_YEAR,
    basis=Basis.NOMINAL,
    taxed=True,
    referral=Referral.ACQUISITION,
    pricing=Pricing(mode=RiskMode.HAIRCUTS),
    attribution={"cross_sell": 0.5},
    counts_from={"legacy_avoided": 11},
)
HURDLE = Conventions(
    timing=Timing.MONTH_END, pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05)
)

CASES: dict[str, tuple[dict[str, float], type[Centre], Conventions | None]] = {
    "more advisors": ({}, Centre, None),
    "value entered": (VALUED, Centre, None),
    "fewer advisors": ({"value_per_unresolved": 3.0}, EarlyGain, HURDLE),
    "harm": ({"value_per_unresolved": 3.0, "price_growth": 0.02}, LateHarm, None),
    "nothing changes": (VALUED, Unchanged, None),
    "five years": ({**VALUED, "horizon_years": 5.0}, Centre, None),
    "one year, rate 0": ({**VALUED, "horizon_years": 1.0, "discount_rate": 0.0}, Centre, None),
    "every driver and convention": (ALL_DRIVERS, EarlyGain, EVERY_CONVENTION),
}
# A spreadsheet engine takes seconds for a year of months, so that few cases go through it.
RECALCULATED = {"every driver and convention": 1.0}


def formulas_of(book: openpyxl.Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, cell.value


def figure(book: openpyxl.Workbook, sheet: str, label: str, column: int) -> Any:
    for row in book[sheet].iter_rows():
        if row[0].value == label:
            return row[column].value
    raise AssertionError(f"no {label!r} on {sheet}")


@pytest.mark.parametrize("name", RECALCULATED)
def test_a_spreadsheet_engine_gets_what_python_gets(name: str, tmp_path: Path) -> None:
    tried, centre, agreed = CASES[name]
    held = register(**tried, horizon_years=RECALCULATED[name])
    content = workbook(pack(held, centre(), agreed))
    found, stored = recalculated(content, tmp_path), opened(content, values=True)
    assert len(found) > 1000
    for (sheet, cell), value in found.items():
        kept = stored[sheet][cell].value
        if isinstance(kept, int | float):
            assert float(value) == pytest.approx(kept, rel=1e-9, abs=1e-9), (sheet, cell)
        else:
            assert str(value) == kept, (sheet, cell)


@pytest.mark.parametrize("name", CASES)
def test_the_stored_measures_are_the_cases(name: str) -> None:
    tried, centre, agreed = CASES[name]
    made = pack(register(**tried), centre(), agreed)
    book = opened(workbook(made), values=True)
    for column, appraisal in ((1, made.case.headline), (2, made.case.with_value)):
        for label, value in (
            ("Net present value (NPV)", appraisal.npv),
            ("Modified rate of return (MIRR)", appraisal.mirr),
            ("Internal rate of return (IRR)", appraisal.irr),
            ("Payback, years", appraisal.payback),
            ("Discounted payback, years", appraisal.discounted_payback),
            ("Profitability index", appraisal.profitability_index),
            ("Benefit-cost ratio", appraisal.bcr),
        ):
            shown = figure(book, "Valuation", label, column)
            if value is None:
                assert isinstance(shown, str), label
            else:
                assert shown == pytest.approx(value, rel=1e-9), label
    lines = (*made.case.of_kind(RowKind.BENEFIT), *made.case.of_kind(RowKind.COST))
    for each in lines:
        row = next(r for r in book["Cash flow"].iter_rows() if r[0].value == each.row.label)
        assert [cell.value for cell in row[3 : 4 + made.case.horizon]] == pytest.approx(each.yearly)
    months: dict[str, list[list[float]]] = {}
    for label, _, _, *amounts in book["Monthly model"].iter_rows(min_row=5, values_only=True):
        months.setdefault(label, []).append(amounts)
    for each in made.case.lines:
        found = months[each.row.label]
        assert any(row == pytest.approx(each.monthly) for row in found), each.row.id
        if each.without:
            assert any(row == pytest.approx(each.without) for row in found), each.row.id


def test_the_audit_adds_up_and_asks_a_second_engine() -> None:
    """Every check is worked out again from the stored figures of the monthly sheet."""
    for name in ("every driver and convention", "fewer advisors", "more advisors"):
        tried, centre, agreed = CASES[name]
        case = pack(register(**tried), centre(), agreed).case
        for check in second_opinion(case, case.headline):
            assert check.agrees, (name, check)
        pools = {line.row.pool for line in case.of_kind(RowKind.BENEFIT)} - {""}
        for pool in pools:
            saved = sum(x.total for x in case.of_kind(RowKind.BENEFIT) if x.row.pool == pool)
            assert saved <= sum(case.line(pool).without) + 1e-6


def test_a_changed_assumption_moves_the_workbook_as_it_moves_python(tmp_path: Path) -> None:
    short = {**VALUED, "horizon_years": 1.0}
    content = workbook(pack(register(**short)))
    changes = {
        "wage": 45000.0, "leave_cost": 0.5, "discount_rate": 0.11, "ramp_months": 6.0,
        "contingency_share": 1.0, "value_per_unresolved": 55.0, "coaches_per_advisor": 0.0,
        "finance_rate": 0.02,
    }  # fmt: skip
    fixed = build_case(register(**short), Centre()).results

    def as_exported(_: Values) -> dict[str, Value]:
        return dict(fixed)

    expected = build_case(register(horizon_years=1.0, **changes), as_exported)
    found, book = recalculated(content, tmp_path, changes), opened(content)
    rows = {row[0].value: row for row in book["Valuation"].iter_rows() if row[0].value}

    def shown(label: str, column: int) -> Any:
        return found["Valuation", rows[label][column].coordinate]

    for column, appraisal in ((1, expected.headline), (2, expected.with_value)):
        npv = shown("Net present value (NPV)", column)
        assert npv == pytest.approx(appraisal.npv, rel=1e-9)
        assert shown("NPV is as when this file was made", column) == "changed since"
        assert shown("NPV is benefits less costs", column) == "OK"
        assert shown("NPV is the sum of the discounted flows", column) == "OK"
        assert shown("The value at the internal rate of return is zero", column) == "OK"
    value = expected.with_value
    assert shown("Modified rate of return (MIRR)", 2) == pytest.approx(value.mirr, rel=1e-9)
    assert shown("Internal rate of return (IRR)", 2) == pytest.approx(value.irr, rel=1e-9)
    assert shown("Payback, years", 2) == pytest.approx(value.payback, rel=1e-9)
    even = shown("Break-even value of an avoided unresolved contact", 1)
    assert even == pytest.approx(expected.break_even.value, rel=1e-9)
    (note,) = [v for (sheet, _), v in found.items() if sheet == "Summary" and "sentences" in str(v)]
    assert str(note).startswith("An assumption has been changed")


def test_no_figure_is_typed_into_a_formula() -> None:
    for sheet, cell, formula in formulas_of(opened(workbook(pack(register(**VALUED))))):
        for token in Tokenizer(formula).items:
            if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
                assert token.value in ("0", "1", "12"), (sheet, cell, formula)


def test_every_month_year_and_total_is_a_formula() -> None:
    made = pack()
    book = opened(workbook(made))
    for name in ("Cash flow", "Monthly model"):
        typed = [
            cell.coordinate
            for row in book[name].iter_rows(min_row=5)
            for cell in row[3:]
            if cell.value is not None and cell.data_type != "f"
        ]
        assert typed == []
    labels = [row[0].value for row in book["Monthly model"].iter_rows(min_row=5)]
    assert {each.row.label for each in made.case.lines} <= set(labels)


def test_every_assumption_and_result_is_a_named_cell() -> None:
    made = pack()
    book = opened(workbook(made))
    for each in made.assumptions:
        cell = named_cell(book, each.id)
        assert cell.value == each.p50
        row = [other.value for other in cell.parent[cell.row]]
        assert [row[3], row[4]] == [each.p10, each.p90]
        assert row[1] == each.label
        assert row[7:9] == [each.source_kind.value, each.grade.value]
        assert row[10:] == [each.owner, each.as_of.isoformat(), neutral(each.source)]
    for name, value in made.case.results.items():
        assert named_cell(book, name).value == value
    written = " ".join(formula for _, _, formula in formulas_of(book))
    for key in made.case.rows.assumptions:
        assert re.search(rf"\b{key}\b", written), key


def test_names_that_look_like_cells_are_made_safe() -> None:
    names = cell_names(["wage", "fcr1", "r", "c2", "r1c1", "abcd1", "a_1"])
    assert names == {
        "wage": "wage", "fcr1": "fcr1_", "r": "r_", "c2": "c2_", "r1c1": "r1c1_",
        "abcd1": "abcd1", "a_1": "a_1",
    }  # fmt: skip


def test_the_same_pack_gives_the_same_bytes() -> None:
    made = pack()
    assert workbook(made) == workbook(made)
    other = pack(as_of=date(2026, 11, 22))
    assert workbook(other) != workbook(made)


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\n=1")


def test_text_is_never_a_formula() -> None:
    rows = tuple((text, "https://example.org", 1, 2.0, "internal:Summary!A1") for text in HOSTILE)
    findings = Findings(title="=HYPERLINK(1)", columns=FINDINGS.columns, rows=rows, note="=A1")
    made = pack(
        organisation="=cmd()", workshop="@here", scenario="+1", model="-x", findings=(findings,),
        sources=HOSTILE,
    )  # fmt: skip
    content = workbook(made)
    book = opened(content)
    formulas = {formula for _, _, formula in formulas_of(book)}
    assert not any("cmd" in formula or "HYPERLINK" in formula for formula in formulas)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s":
                    assert not cell.value.lstrip().startswith(("=", "+", "-", "@")), cell.value
                assert cell.hyperlink is None
    texts = {c.value for row in book["Readiness and voices"].iter_rows() for c in row}
    assert "'=1+1" in texts


def test_text_of_any_length_and_with_control_characters_is_kept_readable() -> None:
    findings = Findings(title="Long", columns=("A",), rows=(("x" * 40_000,), ("a\x00b & <c>",)))
    sheet = opened(workbook(pack(findings=(findings,))))["Readiness and voices"]
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert max(len(str(value)) for value in values) == 32_000
    assert any("b & <c>" in str(value) for value in values)


def test_the_sheets_print_and_the_pictures_are_native() -> None:
    content = workbook(pack())
    book = opened(content)
    assert book.sheetnames == [
        "Summary", "Assumptions", "Simulator results", "Lines", "Monthly model",
        "Cash flow", "Valuation", "Audit", "Scenarios", "Tornado",
        "Readiness and voices", "Sources",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawn = " ".join(archive.read(name).decode() for name in charts)
    assert len(charts) == 3
    for kind in ("lineChart", "barChart"):
        assert kind in drawn
    assert "'Cash flow'!$D$" in drawn
    assert 'grouping val="stacked"' in drawn


def test_an_invented_case_says_so_on_its_first_sheet_and_on_every_page() -> None:
    for invented in (True, False):
        book = opened(workbook(pack(invented=invented)))
        assert (INVENTED in str(book["Summary"]["A2"].value)) == invented
        for sheet in book:
            assert (INVENTED in str(sheet.oddFooter.center.text)) == invented, sheet.title


def test_a_table_of_one_column_runs_across_the_sheet() -> None:
    words = Findings(title="In their own words", columns=("Comment",), rows=(("x" * 300,),))
    sheet = opened(workbook(pack(findings=(FINDINGS, words))))["Readiness and voices"]
    (place,) = [cell.coordinate for cell in sheet["A"] if cell.value == "x" * 300]
    (merged,) = [each for each in sheet.merged_cells.ranges if place in each]
    assert merged.max_col == len(FINDINGS.columns)
    assert sheet.column_dimensions["A"].width < 60


def test_no_findings_no_sheet() -> None:
    assert "Readiness and voices" not in opened(workbook(pack(findings=()))).sheetnames


@pytest.mark.parametrize(("currency", "sign"), [("GBP", "£"), ("SEK", "SEK")])
def test_money_is_in_the_workshops_currency(currency: str, sign: str) -> None:
    book = opened(workbook(pack(currency=currency)))
    assert sign in named_cell(book, "wage").number_format
    npv = next(r for r in book["Valuation"].iter_rows() if r[0].value == "Net present value (NPV)")
    assert sign in npv[1].number_format
    texts = " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    assert "{currency}" not in texts
    assert f"{currency} per contact" in texts


def test_several_changes_of_sign_are_told_instead_of_a_rate() -> None:
    """Lay out, gain in year 1, lose again: the sheet refuses to show one rate of several."""
    tried = register(
        horizon_years=2.0, yearly_decay=0.99, ramp_months=1.0, ramp_midpoint=1.0,
        value_per_unresolved=60.0, productivity_dip=0.0,
    )  # fmt: skip
    made = pack(tried)
    net = made.case.with_value.net
    assert net[0] < 0 < net[1]
    assert net[2] < 0
    content = workbook(made)
    shown = figure(opened(content, values=True), "Valuation", "Internal rate of return (IRR)", 2)
    assert "changes sign more than once" in shown


def test_a_pack_must_hold_what_its_case_was_built_on() -> None:
    made = pack()
    fields = {key: getattr(made, key) for key in BoardPack.model_fields}
    without = tuple(each for each in made.assumptions if each.id != "wage")
    with pytest.raises(ValueError, match="assumptions lack wage"):
        BoardPack(**(fields | {"assumptions": without}))
    other = tuple(register(wage=50_000.0, horizon_years=1.0).values())
    with pytest.raises(ValueError, match="wage differ from the case"):
        BoardPack(**(fields | {"assumptions": other}))
    with pytest.raises(ValueError, match="row 2 has 1 cells; accepted: 2"):
        Findings(title="Ragged", columns=("A", "B"), rows=(("a", 1), ("b",)))
