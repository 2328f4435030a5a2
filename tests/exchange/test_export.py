import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.export import RUNS, Row, csv_files, json_file

ROWS: list[Row] = [
    {"role": "Advisors", "item": f"ST{number}", "n": 12, "mean": 2.5, "comment": 'Slow, "very"'}
    for number in range(40)
]


def unzipped(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def test_every_table_is_a_file_with_its_rows() -> None:
    files = unzipped(csv_files({"scores": ROWS, "comments": []}))
    assert list(files) == ["scores.csv", "comments.csv"]
    assert sorted(row["item"] for row in files["scores.csv"]) == sorted(
        str(row["item"]) for row in ROWS
    )
    assert files["scores.csv"][0]["comment"] == 'Slow, "very"'
    assert files["comments.csv"] == []


def test_rows_do_not_keep_the_order_in_which_people_came() -> None:
    orders = {
        tuple(row["item"] for row in unzipped(csv_files({"scores": ROWS}))["scores.csv"])
        for _ in range(3)
    }
    assert len(orders) == 3
    orders = {
        tuple(row["item"] for row in json.loads(json_file({"scores": ROWS}))["scores"])
        for _ in range(3)
    }
    assert len(orders) == 3


def test_times_are_cut_to_the_day() -> None:
    moment = datetime(2026, 3, 2, 14, 31, 59, tzinfo=UTC)
    rows: list[Row] = [{"released": moment, "day": date(2026, 3, 1)}]
    assert json.loads(json_file({"t": rows})) == {
        "t": [{"released": "2026-03-02", "day": "2026-03-01"}]
    }
    data = csv_files({"t": rows})
    assert b"14:31" not in data
    assert unzipped(data)["t.csv"] == [{"released": "2026-03-02", "day": "2026-03-01"}]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {file.date_time[0] for file in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\u00a0=1", "＝1+1", "－1"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_put_behind_an_apostrophe(cell: str) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_files({"t": [{"comment": cell}]}))) as archive:
        text = archive.read("t.csv").decode("utf-8-sig")
    assert text.removeprefix("comment\r\n").lstrip('"').startswith("'")


@given(st.text(min_size=1))
@settings(deadline=None)
def test_no_text_starts_a_formula(cell: str) -> None:
    with zipfile.ZipFile(io.BytesIO(csv_files({"t": [{cell: cell}]}))) as archive:
        text = archive.read("t.csv").decode("utf-8-sig")
    for line in csv.reader(io.StringIO(text, newline="")):
        assert not any(each.lstrip().startswith(RUNS) for each in line)


def test_numbers_stay_numbers() -> None:
    rows: list[Row] = [{"gap": -1.25, "n": 12, "missing": None}]
    assert unzipped(csv_files({"t": rows}))["t.csv"] == [{"gap": "-1.25", "n": "12", "missing": ""}]
    assert json.loads(json_file({"t": rows}))["t"] == rows


def test_rows_with_different_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="the rows of t have different columns"):
        csv_files({"t": [{"a": 1}, {"b": 2}]})
