"""Driver data in and out: per cents against points, and what is wrong told by row and column."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from tests.business_case.made import assumption
from workbench.evidence.assumptions import AssumptionEdit, Register
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.grades import Grade, SourceKind
from workbench.exchange.driver_columns import COLUMNS
from workbench.exchange.driver_data_in import DriverData, read_driver_data
from workbench.exchange.driver_data_out import driver_csv, driver_rows, driver_xlsx
from workbench.exchange.problems import UnreadableFile

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
DEFAULTS = {each.id: each for each in default_assumptions()}
CHURN = assumption("churn_reduction", 0, 0.04, 0.1).model_copy(
    update={"label": "Churn avoided", "lowest": 0.0, "highest": 1.0}
)
HELD = Register((DEFAULTS | {CHURN.id: CHURN}).values())
TODAY = {"yearly_churn": 0.2, "fcr_today": 0.7}
HEAD = ",".join(column.header for column in COLUMNS)
FROM = "Pilot of 2026,judgement,Head of sales,C,2026-11-01"


def read(data: bytes) -> DriverData:
    return read_driver_data(data, HELD, TODAY, "EUR", NOON)


def file(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *rows)).encode()


def one(row: str) -> AssumptionEdit:
    (edit,) = read(file(row)).edits
    return edit


def problems(data: bytes) -> list[str]:
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    return [str(problem) for problem in refused.value.problems]


def test_a_figure_comes_in_with_its_range_source_and_owner() -> None:
    assert one(f"Yearly cost of one full-time advisor,EUR a year,30000,35000.5,42000,{FROM}") == (
        AssumptionEdit(
            assumption_id="wage",
            p10=30_000,
            p50=35_000.5,
            p90=42_000,
            source_kind=SourceKind.JUDGEMENT,
            source="Pilot of 2026",
            owner="Head of sales",
            grade=Grade.C,
            as_of=date(2026, 11, 1),
            edited_at=NOON,
        )
    )


@pytest.mark.parametrize(
    ("unit", "base", "kept"),
    [("% of today", "5", 0.05), ("points", "5", 0.25), ("pp", "5%", 0.25), ("pp", "1", 0.05)],
)
def test_per_cent_and_points_are_told_apart(unit: str, base: str, kept: float) -> None:
    # 5 points of the 20% who leave are a quarter of them; 5% of them are one point.
    edit = one(f"Churn avoided,{unit},,{base},,{FROM}")
    assert (edit.p10, edit.p50, edit.p90) == (kept, kept, kept)


def test_a_bare_per_cent_is_asked_back_with_both_readings() -> None:
    (told,) = problems(file(f"Churn avoided,%,,5,,{FROM}"))
    assert told == (
        "Row 2, “Unit”: “%” can be read in two ways; accepted: “% of today” for 5% of today's: "
        "customers who leave in a year fall from 20% to 19%; or “points” for 5 points: customers "
        "who leave in a year fall from 20% to 15%."
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Nothing,%,1,2,3,{}", "Row 2, “Figure”: “Nothing” is no figure"),
        ("Discount rat,%,1,2,3,{}", "Is it “Discount rate”?"),
        ("Discount rate,points,8,8,8,{}", "Row 2, “Unit”: “points” is no unit of “Discount rate”"),
        ("Discount rate,,8,8,8,{}", "Row 2, “Unit”: the cell is empty, which is not the unit"),
        ("Discount rate,%,8,,8,{}", "Row 2, “Base”: the cell is empty"),
        ("Discount rate,%,9,8,10,{}", "Row 2, “Base”: it is 8%, below P10 (9%)"),
        ("Discount rate,%,,8,10,{}", "Row 2, “Low”: the cell is empty; accepted: low and high"),
        ("Discount rate,%,-60,8,10,{}", "Row 2, “Low”: it is −60%; accepted: −50% to 100%"),
        ("Absence from the rota,%,5,10,130,{}", "Row 2, “High”: it is 130%; accepted: 0% to"),
        ("Discount rate,%,8,eight,8,{}", "Row 2, “Base”: “eight” is not a number"),
        ("Discount rate,%,8,8,8,x,judgement,Finance,J,2026-11-01", "Row 2, “Source”: it has 1"),
        ("Discount rate,%,8,8,8,Me,hearsay,Finance,J,2026-11-01", "Row 2, “Kind of source”:"),
        ("Discount rate,%,8,8,8,Board,judgement,,J,2026-11-01", "Row 2, “Owner”: it is empty"),
        ("Discount rate,%,8,8,8,Board,judgement,CFO,Z,2026-11-01", "Row 2, “Evidence grade”: “Z”"),
        (
            "Discount rate,%,8,8,8,Board,judgement,CFO,J,soon",
            "Row 2, “As of”: “soon” is not a date",
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(row: str, told: str) -> None:
    assert any(told in problem for problem in problems(file(row.format(FROM))))


def test_a_figure_is_there_once_and_headers_are_those_of_the_template() -> None:
    row = f"Discount rate,%,8,8,8,{FROM}"
    assert problems(file(row, row)) == [
        "Row 3, “Figure”: the figure is in row 2 already; accepted: each figure once."
    ]
    told = problems(file(row, head=HEAD.replace("Owner", "Owned by")))
    assert told[0].startswith("Row 1, “Owned by”: there is no such column; accepted: Figure, Unit,")
    assert told[1].startswith("Row 1, “Owner”: the column is missing")


def test_decimal_commas_and_spreadsheets_are_read() -> None:
    head = HEAD.replace(",", ";")
    row = f"Discount rate,%,7|5,8|25,9|5,{FROM}".replace(",", ";").replace("|", ",")
    (edit,) = read(file(row, head=head)).edits
    assert edit.p50 == 0.0825
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Driver data"
    sheet.append([column.header for column in COLUMNS])
    cells = ["Discount rate", "%", 7.5, 8.25, 9.5, "Board", "judgement", "CFO", "J"]
    sheet.append([*cells, datetime(2026, 11, 1)])
    out = io.BytesIO()
    book.save(out)
    (edit,) = read(out.getvalue()).edits
    assert (edit.p50, edit.as_of) == (0.0825, date(2026, 11, 1))


def test_what_is_taken_out_comes_back_as_it_was() -> None:
    rows = driver_rows(HELD.values(), "EUR")
    for data in (driver_csv(rows), driver_xlsx(rows)):
        back = read(data)
        assert len(back.edits) == len(HELD)
        for edit in back.edits:
            there = HELD[edit.assumption_id]
            assert (edit.p10, edit.p50, edit.p90) == pytest.approx(
                (there.p10, there.p50, there.p90), rel=1e-9
            )
            assert (edit.owner, edit.grade, edit.as_of) == (there.owner, there.grade, there.as_of)


def test_text_that_begins_as_a_formula_stays_text() -> None:
    evil = CHURN.model_copy(update={"source": "=HYPERLINK(1)", "owner": "@SUM(1)"})
    rows = driver_rows([evil], "EUR")
    cells = next(csv.DictReader(io.StringIO(driver_csv(rows).decode("utf-8-sig"))))
    assert cells["Source"] == "'=HYPERLINK(1)"
    sheet = load_workbook(io.BytesIO(driver_xlsx(rows)))["Driver data"]
    assert sheet["F2"].data_type == "s"
    for data in (driver_csv(rows), driver_xlsx(rows)):
        (edit,) = read(data).edits
        assert (edit.source, edit.owner) == ("=HYPERLINK(1)", "@SUM(1)")


def test_a_figure_that_loses_its_range_is_noted() -> None:
    (note,) = read(file(f"Churn avoided,points,,1,,{FROM}")).notes
    assert note.startswith("No range is given for Churn avoided")
