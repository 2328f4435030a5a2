import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange import decoding
from workbench.exchange.operations_csv import (
    MOST_DAYS,
    OperationsFile,
    operations_template,
    read_operations,
)
from workbench.exchange.problems import UnreadableFile
from workbench.headroom.operations import OperationsDay

TODAY = date(2026, 3, 31)
HEADERS = (
    "date",
    "contacts offered",
    "contacts abandoned",
    "handle time (minutes)",
    "mean wait (seconds)",
    "seats",
    "open hours",
    "occupancy (%)",
    "satisfied (%)",
    "survey answers",
    "first-contact resolution (%)",
)
ROW = ("2026-03-02", "6240", "250", "6.4", "48", "90", "12", "84.5", "71", "310", "68")
DAY = OperationsDay(
    day=date(2026, 3, 2),
    contacts=6240,
    abandoned=250,
    handle_time=6.4,
    wait=48,
    seats=90,
    open_hours=12,
    occupancy=0.845,
    csat=0.71,
    csat_answers=310,
    fcr=0.68,
)


def a_row(**changes: str) -> list[str]:
    cells = dict(zip(HEADERS, ROW, strict=True))
    for name, cell in changes.items():
        (header,) = (each for each in HEADERS if each.startswith(name.replace("_", " ")))
        cells[header] = cell
    return list(cells.values())


def a_file(*rows: Sequence[str], headers: Sequence[str] = HEADERS, separator: str = ",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([headers, *rows])
    return out.getvalue().encode()


def read(data: bytes) -> OperationsFile:
    return read_operations(data, TODAY)


def problems_of(data: bytes) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    return [str(problem) for problem in caught.value.problems]


def problem_of(data: bytes) -> str:
    (problem,) = problems_of(data)
    return problem


def test_a_row_becomes_a_day_in_the_units_of_the_model() -> None:
    assert read(a_file(ROW)) == OperationsFile(days=(DAY,))


def test_the_template_has_every_header_with_its_unit_and_reads_as_an_example() -> None:
    header, *rows = operations_template().decode().splitlines()
    assert header.split(",") == list(HEADERS)
    assert len(rows) == 2
    found = read(operations_template())
    assert len(found.days) == 2
    assert found.notes == (
        "These are the two example days of the template, not figures of your own.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_usual_way_of_writing_a_file(encoding: str, separator: str, line_end: str) -> None:
    text = a_file(ROW, separator=separator).decode().replace("\r\n", line_end)
    assert read(text.encode(encoding)).days == (DAY,)


def test_windows_text_and_the_line_that_a_spreadsheet_puts_first() -> None:
    text = "sep=;\r\n" + a_file(a_row(contacts_offered="6\u00a0240"), separator=";").decode()
    assert read(text.encode("windows-1252")).days == (DAY,)
    assert problem_of(text.replace("250", "-3").encode()).startswith("Row 3, “contacts abandoned”")


def test_decimal_commas() -> None:
    row = a_row(handle_time="6,4", occupancy="84,5")
    assert read(a_file(row, separator=";")).days == (DAY,)
    assert read(a_file(row, separator=",")).days == (DAY,)


@pytest.mark.parametrize(
    ("contacts", "others"),
    [
        ("6 240", {}),
        ("6'240", {}),
        ("6\u202f240", {}),
        ("6,240", {}),
        ("6.240", {"handle_time": "6,4", "occupancy": "84,5"}),
    ],
)
def test_thousands_separators_that_the_file_settles(contacts: str, others: dict[str, str]) -> None:
    row = a_row(contacts_offered=contacts, **others)
    assert read(a_file(row, separator=";")).days == (DAY,)


def test_a_thousands_separator_that_nothing_settles() -> None:
    row = a_row(contacts_offered="6,240", handle_time="6", occupancy="84")
    assert problem_of(a_file(row)) == (
        "Row 2, “contacts offered”: “6,240” can be read in two ways, as 6240 or as 6.240; "
        "accepted: numbers without thousands separators."
    )


def test_two_decimal_marks_in_one_file() -> None:
    said = problem_of(a_file(ROW, a_row(date="2026-03-03", handle_time="6,5"), separator=";"))
    assert said == (
        "Row 3, “handle time (minutes)”: “6,5” has a decimal comma, but “6.4” elsewhere has a "
        "decimal point; accepted: one of the two in the whole file."
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026/03/02", "2026-03-3"),
        ("02/03/2026", "13/03/2026"),
        ("03/02/2026", "03/13/2026"),
        ("2.3.2026", "3.3.2026"),
        ("2026-03-02 00:00:00", "2026-03-03T00:00"),
        ("02-03-2026", "03/03/2026"),
    ],
)
def test_dates_that_the_file_settles(first: str, second: str) -> None:
    if first == "02-03-2026":
        rows = [a_row(date=first), a_row(date="25-03-2026")]
    else:
        rows = [a_row(date=first), a_row(date=second)]
    assert read(a_file(*rows)).days[0].day == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["02/03/2026"], "can be read in two ways, day or month first"),
        (["13/03/2026", "03/14/2026"], "month first, but “13/03/2026” elsewhere has the day first"),
        (["31/02/2026"], "“31/02/2026” is no day of the calendar"),
        (["2026-13-01"], "no day of the calendar"),
        (["13/13/2026"], "no day of the calendar"),
        (["46083"], "looks like a spreadsheet's day number"),
        (["2 March"], "“2 March” is not a date; accepted: 2026-03-31"),
        (["01/03/26"], "is not a date"),
        ([""], "is not a date"),
        (["2026-04-01"], "is in the future; accepted: up to today, 2026-03-31"),
        (["1999-12-31"], "too long ago; accepted: from 2000-01-01"),
        (["2026-03-02", "2026-03-02"], "2026-03-02 is in row 2 already; accepted: each day once"),
    ],
)
def test_dates_that_are_not_accepted(cells: list[str], said: str) -> None:
    problem = problem_of(a_file(*(a_row(date=cell) for cell in cells)))
    assert problem.startswith(f"Row {len(cells) + 1}, “date”: ")
    assert said in problem


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("contacts_offered", "-1", "“-1” is negative; accepted: a whole number from 0"),
        ("contacts_offered", "12.5", "“12.5” is not a whole number"),
        ("contacts_offered", "many", "“many” is not a number; accepted: a number such as 1234.5"),
        ("contacts_offered", "", "the cell is empty; accepted: a whole number"),
        ("contacts_offered", "1e3", "“1e3” is not a number"),
        ("contacts_offered", "=1+1", "“=1+1” is not a number"),
        ("contacts_offered", "99999999", "is not possible; accepted: 0 to 10,000,000"),
        ("handle_time", "380", "accepted: 0.2 to 60. Is it in seconds?"),
        ("handle_time", "0", "“0” is not possible; accepted: 0.2 to 60"),
        ("mean_wait", "45000", "Is it in milliseconds?"),
        ("seats", "0", "“0” is not possible; accepted: 0.1 to 100,000"),
        ("open_hours", "720", "A day has 24 hours. Is it in minutes?"),
        ("occupancy", "184", "“184” is over 100; accepted: a percentage from 0 to 100"),
        ("occupancy", "0.84", "“0.84” is under 1%; accepted: 85 for a share of 0.85"),
        ("satisfied", "nan", "“nan” is not a number"),
        ("first-contact", "-5%", "“-5” is negative"),
        ("survey", "3.5", "“3.5” is not a whole number"),
    ],
)
def test_figures_that_are_not_accepted(column: str, cell: str, said: str) -> None:
    (header,) = (each for each in HEADERS if each.startswith(column.replace("_", " ")))
    problem = problem_of(a_file(a_row(**{column: cell})))
    assert problem.startswith(f"Row 2, “{header}”: ")
    assert said in problem


def test_more_abandoned_than_offered() -> None:
    assert problem_of(a_file(a_row(contacts_abandoned="7000"))) == (
        "Row 2: 7000 contacts abandoned are more than the 6240 offered; accepted: at most as many."
    )


def test_a_share_of_nobody() -> None:
    assert "needs survey answers" in problem_of(a_file(a_row(survey="0")))


def test_columns_that_may_be_absent_or_empty_are_told() -> None:
    needed = [0, 1, 2, 3, 5, 6]
    found = read(a_file([ROW[at] for at in needed], headers=[HEADERS[at] for at in needed]))
    assert found.days[0].wait is None
    assert found.notes == (
        "Not in the file, so not measured: mean wait (seconds), occupancy (%), satisfied (%), "
        "survey answers, first-contact resolution (%).",
    )
    empty = read(a_file(a_row(mean_wait="", occupancy="", satisfied="", survey="")))
    assert empty.days[0].occupancy is None
    assert empty.notes == ()


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "handle time (minutes)",
            "handel time",
            [
                "Row 1, “handel time”: this column is not known. Do you mean "
                "“handle time (minutes)”?",
                "Row 1: the column “handle time (minutes)” is missing.",
            ],
        ),
        (
            "seats",
            "colour",
            [
                "Row 1, “colour”: this column is not known. Leave the column out.",
                "Row 1: the column “seats” is missing.",
            ],
        ),
        (
            "survey answers",
            "contacts",
            [
                "Row 1, “contacts”: the column is there twice, also as column 2; accepted: once.",
            ],
        ),
        (
            "mean wait (seconds)",
            "mean wait (hours)",
            [
                "Row 1, “mean wait (hours)”: the unit “hours” is not known; accepted: seconds or "
                "minutes."
            ],
        ),
    ],
)
def test_headers_that_are_not_accepted(old: str, new: str, problems: list[str]) -> None:
    headers = [new if header == old else header for header in HEADERS]
    *found, accepted = problems_of(a_file(ROW, headers=headers))
    assert found == problems
    assert accepted.startswith("Row 1: accepted headers: date, contacts offered, ")


def test_headers_in_other_spellings_and_units() -> None:
    headers = ["Date", " Contacts_Offered ", "abandoned", "AHT (seconds)", "Mean wait (Minutes)"]
    headers += ["SEATS", "open-hours", "Occupancy", "CSAT (%)", "csat answers", "FCR"]
    found = read(a_file(a_row(handle_time="384", mean_wait="0.8"), headers=headers))
    assert found.days == (DAY,)
    assert found.notes == (
        "“AHT (seconds)” was converted to minutes.",
        "“Mean wait (Minutes)” was converted to seconds.",
    )


def test_days_come_sorted_and_gaps_are_told() -> None:
    days = ["2026-03-06", "2026-03-02", "2026-03-03"]
    found = read(a_file(*(a_row(date=day) for day in days)))
    assert [day.day.day for day in found.days] == [2, 3, 6]
    assert found.notes == (
        "Between 2026-03-02 and 2026-03-06, 2 days have no figures: 2026-03-04, 2026-03-05. They "
        "are left out, not counted as days without contacts.",
    )


def test_days_without_contacts_are_left_out_and_told() -> None:
    closed = a_row(date="2026-03-03", contacts_offered="0", contacts_abandoned="0", handle_time="")
    found = read(a_file(ROW, closed, a_row(date="2026-03-04")))
    assert len(found.days) == 2
    assert found.notes == ("Left out: 1 day without contacts.",)
    assert problem_of(a_file(closed)).startswith("No day has contacts")


def test_blank_lines_and_empty_columns_do_not_matter_and_rows_keep_their_number() -> None:
    text = a_file(ROW, a_row(date="x")).decode().replace("\r\n", ",,\r\n")
    blank = "\r\n" + text.replace("2026-03-02", "\r\n,,,\r\n2026-03-02")
    assert problem_of(blank.encode()).startswith("Row 6, “date”: “x”")


def test_more_cells_than_headers() -> None:
    said = problem_of(a_file([*ROW, "5"]))
    assert said.startswith("Row 2: there are 12 cells under 11 headers")
    assert "A comma inside a number needs quotation marks" in said


def test_a_wrong_header_is_told_before_rows_that_do_not_fit_it() -> None:
    said = problems_of(b"date,calls of the day\r\n2026-03-02,100,5,6,40\r\n")
    assert said[0].startswith("Row 1, “calls of the day”")
    assert not any("cells under" in one for one in said)


def test_problems_are_collected_up_to_twenty_and_nothing_is_read() -> None:
    rows = [a_row(date="2026-03-02", seats="-1") for _ in range(30)]
    with pytest.raises(UnreadableFile) as caught:
        read(a_file(*rows))
    assert len(caught.value.problems) == 20
    assert str(caught.value).endswith("Only the first 20 problems are listed.")
    assert problems_of(a_file(rows[0], a_row(date="")))[1].startswith("Row 3, “date”")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \r\n", "The file is empty"),
        (a_file(), "only a header; accepted: one row for each day below it"),
        (b"PK\x03\x04 and so on", "a spreadsheet or an archive"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)) * 20, "not text"),
        (b"\xff\xfe\x00", "not text that can be read"),
        (b"\x81\x8d" * 50, "not text that can be read"),
        (a_file() + b'"never closed', "a quotation mark is opened"),
        (b"date," + b"x" * 200_000 + b"\n", "line 1 is longer than 10,000 letters"),
    ],
)
def test_files_that_are_no_table(data: bytes, said: str) -> None:
    assert said in problem_of(data)


def test_a_file_that_is_too_large_is_not_even_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LARGEST_FILE", 2 * 1024 * 1024)
    assert problem_of(b"\xff" * 3 * 1024 * 1024) == "The file has 3 MB; accepted: up to 2 MB."


def test_the_limit_of_size_holds_years_of_half_hours() -> None:
    assert decoding.LARGEST_FILE > 200_000 * 16 * 12


def test_a_file_with_too_many_days() -> None:
    def rows(count: int) -> list[list[str]]:
        return [a_row(date=str(TODAY - timedelta(days=number))) for number in range(count)]

    assert len(read(a_file(*rows(MOST_DAYS))).days) == MOST_DAYS
    assert "more than 5,000 days" in problem_of(a_file(*rows(MOST_DAYS + 1)))


def is_read_or_refused_with_a_sentence(data: bytes) -> bool:
    try:
        return bool(read(data).days)
    except UnreadableFile as refused:
        return all(problem.message for problem in refused.problems) and bool(str(refused))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    assert is_read_or_refused_with_a_sentence(data)


@given(st.lists(st.text(max_size=12), min_size=11, max_size=11))
@settings(deadline=None)
def test_any_cells_are_read_or_refused_with_a_sentence(cells: list[str]) -> None:
    assert is_read_or_refused_with_a_sentence(a_file(cells))


@given(
    contacts=st.integers(1, 10**7),
    minutes=st.floats(0.2, 60).map(lambda value: round(value, 3)),
    comma=st.booleans(),
)
@settings(deadline=None)
def test_numbers_are_read_as_they_were_written(contacts: int, minutes: float, comma: bool) -> None:
    written = f"{minutes:.4f}".replace(".", "," if comma else ".")
    row = a_row(
        contacts_offered=str(contacts),
        contacts_abandoned="0",
        handle_time=written,
        occupancy="84",
    )
    (day,) = read(a_file(row, separator=";")).days
    assert (day.contacts, day.handle_time) == (contacts, minutes)
