"""Results of a pilot from a file: what went out comes back in, and errors say where they are."""

import pytest

from tests.headroom.pilot.made import a_lot, a_plan
from workbench.exchange.pilot_csv import read_results, result_header, results_template
from workbench.exchange.problems import UnreadableFile
from workbench.headroom.pilot.pilot import Pilot
from workbench.headroom.pilot.plan import PilotOutcome
from workbench.headroom.pilot.schedules import Design

PLAN = a_plan(design=Design.PARALLEL, teams=3, periods_before=1, periods_after=1)
LOT = a_lot(PLAN)
HEAD = "team,period,answers,result (%)\n"


def read(text: str) -> list[tuple[str, int, float, float]]:
    found = read_results(text.encode(), PLAN, LOT, 5)
    return [(cell.team, cell.period, cell.answers, cell.result) for cell in found]


def problems(text: str, outcome: PilotOutcome = PilotOutcome.SATISFACTION) -> str:
    plan = PLAN.model_copy(update={"outcome": outcome})
    with pytest.raises(UnreadableFile) as raised:
        read_results(text.encode(), plan, LOT, 5)
    return str(raised.value)


def test_the_template_filled_in_is_the_result() -> None:
    lines = results_template(PLAN, LOT).decode("utf-8-sig").split()
    assert lines[0:2] == ["team,period,answers,result", "(%)"]
    rows = results_template(PLAN, LOT).decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 3 * 2
    filled = "\r\n".join([rows[0], *(row.replace(",,", ",240,71.5") for row in rows[1:])])
    found = read_results(b"\xef\xbb\xbf" + filled.encode(), PLAN, LOT, 5)
    assert len(found) == 6
    assert {cell.result for cell in found} == {0.715}
    assert Pilot(plan=PLAN, assignment=LOT, results=found).results == found


def test_a_name_that_looks_like_a_formula_comes_back() -> None:
    lot = LOT.model_copy(update={"teams": ("=North", "South", "East")})
    text = results_template(PLAN, lot).decode().replace(",,", ",50,60")
    assert "'=North" in text
    assert read_results(text.encode(), PLAN, lot, 5)[0].team == "=North"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_commas_and_cases(separator: str) -> None:
    comma = "71,5" if separator == ";" else "71.5"
    rows = (
        HEAD.strip().split(","),
        ["TEAM 1", "2", "200", comma + " %"],
        ["team 2", "1", "150", "80"],
    )
    text = "\n".join(separator.join(row) for row in rows)
    assert read(text) == [("Team 1", 2, 200, 0.715), ("Team 2", 1, 150, 0.8)]


@pytest.mark.parametrize("result", ["71.015", '"71,015"'])
def test_three_decimals_are_no_thousands(result: str) -> None:
    assert read(HEAD + f"Team 1,1,200,{result}\n") == [("Team 1", 1, 200, 0.71015)]


def test_empty_cells_were_not_measured() -> None:
    assert read(HEAD + "Team 1,1,,\nTeam 1,2,0,\nTeam 2,1,9,50\n") == [("Team 2", 1, 9, 0.5)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Moon,1,9,50\n", "Row 2, “team”: “Moon” is not in the pilot; accepted: Team 1, Team 2"),
        ("Team 1,3,9,50\n", "Row 2, “period”: “3” is not a period; accepted: 1 to 2"),
        ("Team 1,1.5,9,50\n", "“1.5” is not a period"),
        ("Team 1,x,9,50\n", "Row 2, “period”: “x” is not a number"),
        ("Team 1,1,-3,50\n", "Row 2, “answers”: “-3” is not possible"),
        ("Team 1,1,9,101\n", "Row 2, “result (%)”: “101” is not possible; accepted: 0 to 100"),
        ("Team 1,1,9,-1\n", "“-1” is not possible"),
        ("Team 1,1,9,50\nTeam 1,1,9,50\n", "Row 3, “period”: Team 1 in period 1 is in row 2"),
        ("Team 1,1,9,\n", "there are answers without a result"),
        ("Team 1,1,,50\n", "there is a result without answers"),
        ("Team 1,1,9,0.7\nTeam 2,1,9,0.6\n", "Are these shares?"),
        ("Team 1,1,,\n", "no row has a result"),
        ("Team 1,1,9,50,7\n", "there are 5 cells under 4 headers"),
        ("", "There is only a header"),
        ("Team 1,1,9,50\n" * 7, "more than 6 rows"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(rows: str, words: str) -> None:
    assert words in problems(HEAD + rows)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("team,period,answers\n", "the column “result” is missing"),
        ("team,period,answers,result (%),mood\n", "Row 1, “mood”: this column is not known"),
        ("team,period,answers,result (%),result\n", "the column is there twice"),
        ("team,period,answers,result (points)\n", "the unit is not that of the plan"),
    ],
)
def test_a_wrong_header_is_told(head: str, words: str) -> None:
    assert words in problems(head + "Team 1,1,9\n")


def test_twenty_problems_are_enough() -> None:
    plan = a_plan(design=Design.PARALLEL, teams=30, periods_before=1, periods_after=1)
    text = HEAD + "".join(f"Team {n},1,9,500\n" for n in range(1, 31))
    with pytest.raises(UnreadableFile, match="Only the first 20 problems") as raised:
        read_results(text.encode(), plan, a_lot(plan), 5)
    assert len(raised.value.problems) == 20


def test_a_burnout_scale_keeps_small_teams_to_themselves() -> None:
    head = HEAD.replace("%", "points")
    words = problems(head + "Team 1,1,4,3.2\n", PilotOutcome.BURNOUT)
    assert "4 advisors could be told apart; accepted: 5 or more" in words
    plan = PLAN.model_copy(update={"outcome": PilotOutcome.BURNOUT})
    (cell,) = read_results((head + "Team 1,1,5,3.25\n").encode(), plan, LOT, 5)
    assert cell.result == 3.25
    assert result_header(plan) == "result (points)"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xff\xfe\x00", b'"open\n'])
def test_what_is_no_file_of_rows_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_results(data, PLAN, LOT, 5)
