"""Bids as files to fill in: the template as XLSX and CSV, and the bids that there are."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

from workbench.business_case.bids import NOTHING, Bid, Lane, Range
from workbench.business_case.money import percent
from workbench.evidence.grades import Grade
from workbench.exchange.bid_columns import COLUMNS, Column, Holds
from workbench.exchange.bids_in import FORMULA_STARTS, MOST_BIDS, SHEET

EXAMPLE = Bid(
    name="Example bid",
    function="Operations",
    owner="Head of operations",
    lane=Lane.MANAGEMENT,
    starts=date(2027, 1, 1),
    months=6,
    costs=(
        Range(p10=160_000, p50=200_000, p90=300_000),
        Range(p10=30_000, p50=40_000, p90=60_000),
        Range(p10=30_000, p50=40_000, p90=60_000),
    ),
    benefits=(
        Range(p10=40_000, p50=90_000, p90=150_000),
        Range(p10=90_000, p50=200_000, p90=310_000),
        Range(p10=90_000, p50=200_000, p90=310_000),
    ),
    grade=Grade.C,
    people_months=(10, 2),
    gate=date(2027, 4, 1),
    before_gate=80_000,
    kill_criterion="Fewer than 5% of visits saved in the pilot depot.",
)
GUIDE = (
    "One row for each bid. Amounts are in the currency of the workshop, without thousands "
    "separators. Low is P10 (one in ten comes out lower), base is P50 (as likely higher as lower), "
    "high is P90 (one in ten comes out higher). Year 0 is spent at the start; year 1 is the year "
    "from then on. An empty amount is nothing. Delete the example row."
)


def bids_csv(bids: Sequence[Bid] = (EXAMPLE,)) -> bytes:
    """Bids as CSV with the headers that `read_bids` knows; the template unless bids are given."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.header for column in COLUMNS)
    for bid in bids:
        writer.writerow([_shown(_value(bid, column)) for column in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def bids_xlsx(bids: Sequence[Bid] = (EXAMPLE,)) -> bytes:
    """The same as XLSX, with lists to choose from and a second sheet that explains the columns."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        money = book.add_format({"num_format": "#,##0.##"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 48)
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column.header, head)
            sheet.set_column(place, place, 28 if column.holds is Holds.TEXT else 13)
            if choices := _choices(column):
                rule = {"validate": "list", "source": choices}
                sheet.data_validation(1, place, MOST_BIDS, place, rule)
        for row, bid in enumerate(bids, start=1):
            for place, column in enumerate(COLUMNS):
                value = _value(bid, column)
                if isinstance(value, date):
                    sheet.write_datetime(row, place, value, day)
                elif isinstance(value, float | int):
                    sheet.write_number(row, place, value, money)
                elif value:
                    # Text stays text, also when it begins as a formula does.
                    sheet.write_string(row, place, value)
        guide = book.add_worksheet("How to fill it in")
        guide.set_column(0, 0, 30)
        guide.set_column(1, 1, 90)
        guide.merge_range(0, 0, 0, 1, GUIDE, wrapped)
        guide.set_row(0, 80)
        for row, column in enumerate(COLUMNS, start=2):
            guide.write_string(row, 0, column.header)
            needed = "" if column.is_needed else " (may be empty)"
            guide.write_string(row, 1, column.accepted + needed)
    return out.getvalue()


def _choices(column: Column) -> list[str]:
    match column.holds:
        case Holds.LANE:
            return [lane.value for lane in Lane]
        case Holds.GRADE:
            return [grade.value for grade in Grade]
        case Holds.YES_NO:
            return ["yes", "no"]
        case _:
            return []


def _value(bid: Bid, column: Column) -> str | float | date | None:
    field, *rest = column.field.split()
    if field == "people":
        people = bid.people_months
        return people[year - 1] if (year := int(rest[0])) <= len(people) else None
    if field in ("cost", "benefit"):
        given = bid.costs if field == "cost" else bid.benefits
        place = int(rest[0]) - (field == "benefit")
        amount = given[place] if place < len(given) else NOTHING
        if amount == NOTHING:
            return None
        return {"low": amount.p10, "base": amount.p50, "high": amount.p90}[rest[1]]
    value = getattr(bid, field)
    if column.holds is Holds.NAMES:
        return "; ".join(value)
    if column.holds is Holds.SHARES:
        return "; ".join(f"{each.cause} {percent(each.share)}" for each in value)
    if column.holds is Holds.YES_NO:
        return "yes" if value else "no"
    return value if value is None or isinstance(value, date | float | int) else str(value)


def _shown(value: str | float | date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    text = str(value)
    # A spreadsheet would run a text that begins as a formula does.
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
