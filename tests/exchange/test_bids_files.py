"""Files of bids: the template, round trips, and everything that is refused cell by cell."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.business_case.bids_made import NEW_YEAR, a_bid, about, certain
from workbench.business_case.bids import Bid, BidProblem, Lane, Range
from workbench.evidence.grades import Grade
from workbench.exchange.bid_columns import COLUMNS
from workbench.exchange.bids_in import MOST_BIDS, read_bids, removals
from workbench.exchange.bids_out import EXAMPLE, bids_csv, bids_xlsx
from workbench.exchange.problems import UnreadableFile

Writes = Callable[..., bytes]
HEADERS = [column.header for column in COLUMNS]
BOTH = pytest.mark.parametrize("write", [bids_csv, bids_xlsx])


def row_of(**changes: object) -> dict[str, object]:
    """The cells of a bid by header, changed where told; the header's spaces are underscores."""
    first = next(csv.DictReader(io.StringIO(bids_csv().decode("utf-8-sig"))))
    return {**first, **{key.replace("_", " "): value for key, value in changes.items()}}


def as_csv(*rows: dict[str, object], headers: list[str] = HEADERS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(*rows: dict[str, object], headers: list[str] = HEADERS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headers)
    for row in rows:
        sheet.append([row.get(header) for header in headers])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problems(data: bytes, *there: Bid, scenarios: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read_bids(data, there, scenarios)
    return [str(problem) for problem in caught.value.problems]


@BOTH
def test_the_template_holds_one_example_that_can_be_read(write: Writes) -> None:
    read = read_bids(write())
    assert read.bids == (EXAMPLE,)
    assert read.notes == ()


TEXTS = st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=20)
AMOUNTS = st.integers(0, 10**9).map(lambda cents: cents / 100)
RANGES = st.lists(AMOUNTS, min_size=3, max_size=3).map(
    lambda ends: Range(**dict(zip(("p10", "p50", "p90"), sorted(ends), strict=True)))
)


@given(
    name=st.one_of(TEXTS, st.sampled_from(["=1+1", "+44", "-9", "@home", "A; B, C", 'Say "yes"'])),
    costs=st.lists(RANGES, min_size=1, max_size=6),
    benefits=st.lists(RANGES, min_size=1, max_size=5),
    people=st.lists(AMOUNTS.filter(bool), max_size=5),
    grade=st.sampled_from(Grade),
    lane=st.sampled_from(Lane),
    mandatory=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_any_bid_comes_back_from_both_kinds_of_file(
    name: str,
    costs: list[Range],
    benefits: list[Range],
    people: list[float],
    grade: Grade,
    lane: Lane,
    mandatory: bool,
) -> None:
    last = certain(1)
    bid = a_bid(
        name,
        costs=(*costs[:5], last),
        benefits=(*benefits[:4], last),
        people_months=tuple(people),
        grade=grade,
        lane=lane,
        mandatory=mandatory,
    )
    other = a_bid("Other", requires=() if ";" in name else (name,))
    bids = (bid, other.model_copy(update={"lane": Lane.MANAGEMENT}))
    for write in (bids_csv, bids_xlsx):
        assert read_bids(write(bids)).bids == bids


def test_headers_may_be_written_in_other_ways_and_order() -> None:
    headers = [header.upper().replace("BASE", "P50").replace("LOW", "p10") for header in HEADERS]
    rows = row_of()
    turned = {new: rows[old] for new, old in zip(headers, HEADERS, strict=True)}
    assert read_bids(as_csv(turned, headers=headers[::-1])).bids == (EXAMPLE,)


def test_decimal_commas_semicolons_and_other_dates_are_read() -> None:
    row = row_of(
        **{"People-months_year_1": "10,5", "Start": "31/01/2027", "First_gate": "1/4/2027"}
    )
    text = ";".join(HEADERS) + "\n" + ";".join(str(row[header]) for header in HEADERS)
    bid = read_bids(text.encode("cp1252")).bids[0]
    assert bid.people_months[0] == 10.5
    assert (bid.starts, bid.gate) == (date(2027, 1, 31), date(2027, 4, 1))


def test_cells_of_a_spreadsheet_keep_their_types() -> None:
    row = row_of(
        Start=datetime(2027, 2, 1),
        Cost_year_0_base=200_000.5,
        Mandatory=True,
        Evidence_grade="b longitudinal study",
        Name=2027,
    )
    bid = read_bids(as_xlsx(row)).bids[0]
    assert bid.starts == date(2027, 2, 1)
    assert bid.costs[0].p50 == 200_000.5
    assert bid.mandatory
    assert bid.grade is Grade.B
    assert bid.name == "2027"


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("Name", "", "the cell is empty; accepted: one line"),
        ("Name", "x" * 121, "accepted: one line of up to 120 letters"),
        ("Lane", "sideways", "accepted: transformation or management"),
        ("Start", "soon", "is not a date"),
        ("Start", "1999-01-01", "accepted: the earliest day"),
        ("Months until it works", "6.5", "is not whole; accepted: a whole number from 1 to 60"),
        ("Months until it works", "0", "accepted: a whole number from 1 to 60"),
        ("Evidence grade", "D", "accepted: A experiment"),
        ("First gate", "2026-12-31", "lies before the start"),
        ("Spend before the first gate", "", "accepted: an amount from 0"),
        ("Spend before the first gate", "-1", "accepted: an amount from 0"),
        ("Spend before the first gate", "9000000", "more than all costs"),
        ("Kill criterion", "", "accepted: one line of 3 to 300 letters"),
        ("Requires", "Nobody", "which is not there; accepted: Before, Example"),
        ("Excludes", "Example bid", "the bid itself"),
        ("Mandatory", "perhaps", "accepted: yes or no"),
        ("People-months year 1", "-3", "accepted: people-months from 0"),
        ("Cost year 0 base", "a lot", "is not a number"),
        ("Cost year 0 base", "", "accepted: the amount expected"),
        ("Cost year 0 base", "1000", "must not fall"),
        ("Cost year 1 low", "", "low and high, or neither"),
        ("Cost year 1 low", "-5", "costs from 0"),
        ("Cost year 0 high", "2e3", "is not a number"),
        ("Benefit year 1 high", "", "low and high, or neither"),
        ("Benefit year 1 base", "20", "must not fall"),
    ],
)
def test_each_wrong_cell_is_named_with_row_and_column(header: str, cell: str, said: str) -> None:
    row = row_of()
    row[header] = cell
    told = problems(as_csv(row_of(Name="Before"), row))
    assert len(told) == 1
    assert told[0].startswith(f"Row 3, “{header}”: ")
    assert said in told[0]


def test_a_benefit_before_it_works_is_refused_at_its_year() -> None:
    row = row_of()
    row["Months until it works"] = "12"
    assert problems(as_csv(row)) == [
        "Row 2, “Benefit year 1 base”: year 1 has a benefit, but the project works only after 12 "
        "months; accepted: no benefit in a year that ends before it works."
    ]


def test_all_problems_of_a_file_are_told_and_nothing_is_read() -> None:
    wrong = row_of(Lane="up", Start="soon", Name="")
    told = problems(as_csv(wrong, row_of(Owner="")))
    assert [line.split(":")[0] for line in told] == [
        "Row 2, “Name”",
        "Row 2, “Lane”",
        "Row 2, “Start”",
        "Row 3, “Owner”",
    ]


def test_no_more_than_twenty_problems_are_told() -> None:
    with pytest.raises(UnreadableFile, match="first 20") as caught:
        read_bids(as_csv(*[row_of(Name=f"B{n}", Lane="up") for n in range(30)]))
    assert len(caught.value.problems) == 20


def test_names_are_used_once_and_not_those_of_scenarios() -> None:
    twice = as_csv(row_of(), row_of())
    assert problems(twice) == [
        "Row 3, “Name”: “Example bid” is in row 2 already; accepted: each name once."
    ]
    assert (
        "a scenario of the simulator is called"
        in problems(as_csv(row_of()), scenarios=("Example bid",))[0]
    )


def test_bids_may_refer_to_what_is_there_and_to_scenarios() -> None:
    row = row_of(Requires="Release; Routes")
    read = read_bids(as_csv(row), (a_bid("Routes"),), ("Release",))
    assert read.bids[0].requires == ("Release", "Routes")
    assert (
        "leads back to it"
        in problems(as_csv(row_of(Requires="Routes")), a_bid("Routes", requires=("Example bid",)))[
            0
        ]
    )


def test_a_bid_without_ranges_is_read_and_remarked() -> None:
    bid = a_bid("Sure", costs=(certain(5),), benefits=(certain(7),))
    read = read_bids(bids_csv([bid]))
    assert read.bids == (bid,)
    assert "No range is given for Sure" in read.notes[0]
    assert read_bids(bids_csv([a_bid("A", costs=(about(5),))])).notes == ()


def test_base_alone_is_an_amount_without_a_range() -> None:
    row = row_of(Cost_year_0_low="", Cost_year_0_high="")
    assert read_bids(as_csv(row)).bids[0].costs[0] == certain(200_000)


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_unknown_missing_and_repeated_columns_are_told(write: Writes) -> None:
    headers = [*(header for header in HEADERS if header != "Owner"), "Ownr", "Lane"]
    told = problems(write(row_of(), headers=headers))
    assert told[0].startswith("Row 1, “Ownr”: there is no such column")
    assert "Is it “Owner”?" in told[0]
    assert "twice" in told[1]
    assert told[2].startswith("Row 1, “Owner”: the column is missing")


def test_a_formula_without_a_result_is_refused_instead_of_read_as_nothing() -> None:
    told = problems(as_xlsx(row_of(Cost_year_0_base="=1+1")))
    assert told[0].startswith("Row 2, “Cost year 0 base”: the formula has no stored result")


def test_a_formula_with_a_result_is_its_result() -> None:
    out = io.BytesIO()
    row = row_of()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Bids")
        for place, header in enumerate(HEADERS):
            sheet.write_string(0, place, header)
            sheet.write_string(1, place, str(row[header] or ""))
        sheet.write_formula(1, HEADERS.index("Cost year 0 base"), "=100000*2", value=200_000)
    assert read_bids(out.getvalue()).bids == (EXAMPLE,)


def test_an_error_in_a_cell_is_refused() -> None:
    told = problems(as_xlsx(row_of(Cost_year_0_base="#DIV/0!")))
    assert told[0].startswith("Row 2, “Cost year 0 base”: the cell holds the error #DIV/0!")


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "a PDF"),
        (bids_xlsx()[:800], "damaged or cut off"),
        (archive(note=b"hello"), "an archive, not a spreadsheet"),
        (archive(**{"xl__workbook.xml": b"<broken"}), "cannot be read as a spreadsheet"),
        (archive(**{"xl__workbook.xml": b" " * 101 * 1024**2}), "unpacks to 101 MB"),
        (b"PK\x03\x04" + b"0" * 11 * 1024**2, "accepted: up to 10 MB"),
        (as_csv(), "only a header"),
        (as_xlsx(), "only a header"),
        (as_xlsx(headers=[]), "The sheet is empty"),
        (as_csv(*[row_of(Name=f"B{n}") for n in range(MOST_BIDS + 1)]), "more than 200 rows"),
        (as_xlsx(*[row_of(Name=f"B{n}") for n in range(MOST_BIDS + 1)]), "more than 200 bids"),
    ],
)
def test_a_file_that_is_no_table_of_bids_is_refused(data: bytes, said: str) -> None:
    assert said in problems(data)[0]


def test_the_spreadsheet_offers_what_is_accepted_and_explains_the_columns() -> None:
    book = openpyxl.load_workbook(io.BytesIO(bids_xlsx()))
    sheet = book["Bids"]
    lists = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    assert '"transformation,management"' in lists.values()
    assert '"A,B,C,V,J"' in lists.values()
    told = [row[0] for row in book["How to fill it in"].iter_rows(values_only=True)]
    assert set(HEADERS) <= set(told)
    assert sheet["E2"].value == datetime.combine(NEW_YEAR, datetime.min.time())


def test_text_that_begins_as_a_formula_does_stays_text() -> None:
    row = next(csv.DictReader(io.StringIO(bids_csv([a_bid("=2+2")]).decode("utf-8-sig"))))
    assert row["Name"] == "'=2+2"
    sheet = openpyxl.load_workbook(io.BytesIO(bids_xlsx([a_bid("=2+2")])))["Bids"]
    assert sheet["A2"].data_type == "s"


def test_what_a_bid_removes_is_read_with_its_share_and_comes_back() -> None:
    claims = removals("repeat contacts 40%; complaints; late bills: 12,5 %")
    assert [(each.cause, each.share) for each in claims] == [
        ("repeat contacts", 0.4),
        ("complaints", 1.0),
        ("late bills", 0.125),
    ]
    bid = EXAMPLE.model_copy(update={"removes": claims})
    for data in (bids_csv([bid]), bids_xlsx([bid])):
        assert read_bids(data).bids == (bid,)
    for text in ("complaints 0%", "complaints 140%", "40%"):
        with pytest.raises(BidProblem, match="is not a cause with its share; accepted: causes"):
            removals(text)
    with pytest.raises(ValueError, match="removes names complaints twice"):
        Bid.model_validate(bid.model_dump() | {"removes": [{"cause": "Complaints"}] * 2})
