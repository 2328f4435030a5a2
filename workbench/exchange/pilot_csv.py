"""The results of a pilot from a CSV file, and the template that fits its plan."""

import re
from collections.abc import Sequence

from workbench.exchange.csv_rows import Table, cell_at, read_table
from workbench.exchange.export import csv_file
from workbench.exchange.figure_cells import sentence
from workbench.exchange.number_style import NumberStyle, number_style
from workbench.exchange.problems import Problem, UnreadableFile, quoted
from workbench.headroom.pilot.assignment import Assignment
from workbench.headroom.pilot.plan import PilotOutcome, PilotPlan
from workbench.headroom.pilot.results import TeamPeriod

TEAM, PERIOD, ANSWERS, RESULT = "team", "period", "answers", "result"
COLUMNS = (TEAM, PERIOD, ANSWERS, RESULT)
MOST_ANSWERS = 1e9
# No burnout scale has so many points.
HIGHEST_POINT = 1000.0
ONE_MARK = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]+")


def results_template(plan: PilotPlan, lot: Assignment) -> bytes:
    """A CSV file with a row for every team and period, to be filled in."""
    return csv_file(
        [
            {TEAM: team, PERIOD: period, ANSWERS: "", result_header(plan): ""}
            for team in lot.teams
            for period in range(1, plan.periods + 1)
        ]
    )


def result_header(plan: PilotPlan) -> str:
    """What the column of results is called, with its unit."""
    return f"{RESULT} (%)" if plan.outcome.is_share else f"{RESULT} (points)"


def read_results(
    data: bytes, plan: PilotPlan, lot: Assignment, fewest_answers: int
) -> tuple[TeamPeriod, ...]:
    """The results in a CSV file, in the order of its rows.

    A row without answers and result was not measured; nor was a team and period without a row. Of a
    burnout scale, fewer than `fewest_answers` advisors are refused: they were promised not to be
    told apart.
    Raises UnreadableFile with up to twenty problems, each with row and column, when anything is
    wrong; there is no half-read file.
    """
    table = read_table(data, _recognised, len(lot.teams) * plan.periods, "team and period")
    places = _places(table, plan)
    style = number_style(
        cell_at(cells, places[column]).removesuffix("%").strip()
        for _row, cells in table.lines
        for column in (PERIOD, ANSWERS, RESULT)
    )
    least = fewest_answers if plan.outcome is PilotOutcome.BURNOUT else 1
    reader = _Reader(plan, lot, places, style, least)
    problems: list[Problem] = []
    found: list[TeamPeriod] = []
    for row, cells in table.lines:
        read = reader.read(row, cells, problems)
        if read is not None:
            found.append(read)
    highest = max((cell.result for cell in found), default=0.0)
    if not problems and plan.outcome.is_share and 0 < highest <= 0.01:
        told = "every result is 1% or less; accepted: 70 for a share of 0.7. Are these shares?"
        problems.append(Problem(told, table.lines[0][0], result_header(plan)))
    if not problems and not found:
        problems.append(Problem("no row has a result; accepted: answers and result in some."))
    if problems:
        raise UnreadableFile(problems)
    return tuple(found)


def _name(header: str) -> str:
    return header.partition("(")[0].strip().casefold()


def _recognised(headers: Sequence[str]) -> int:
    return sum(_name(header) in COLUMNS for header in headers)


def _places(table: Table, plan: PilotPlan) -> dict[str, int]:
    problems: list[Problem] = []
    places: dict[str, int] = {}
    accepted = f"{TEAM}, {PERIOD}, {ANSWERS}, {result_header(plan)}"
    for place, header in enumerate(table.headers):
        name = _name(header)
        if not name:
            continue
        if name not in COLUMNS:
            told = f"this column is not known; accepted: {accepted}."
            problems.append(Problem(told, table.header_row, header.strip()))
        elif name in places:
            told = "the column is there twice; accepted: once."
            problems.append(Problem(told, table.header_row, header.strip()))
        elif name == RESULT and header.strip().casefold() not in (RESULT, result_header(plan)):
            told = f"the unit is not that of the plan; accepted: “{result_header(plan)}”."
            problems.append(Problem(told, table.header_row, header.strip()))
        places.setdefault(name, place)
    problems += [
        Problem(f"the column “{name}” is missing; accepted: {accepted}.", table.header_row)
        for name in COLUMNS
        if name not in places
    ]
    if problems:
        raise UnreadableFile(problems)
    return places


class _Reader:
    """Reads the rows of one file, and remembers what it has seen."""

    def __init__(
        self,
        plan: PilotPlan,
        lot: Assignment,
        places: dict[str, int],
        style: NumberStyle,
        least: int,
    ) -> None:
        self._plan, self._places, self._style, self._least = plan, places, style, least
        self._teams = {team.casefold(): team for team in lot.teams}
        self._seen: dict[tuple[str, int], int] = {}

    def read(self, row: int, cells: Sequence[str], problems: list[Problem]) -> TeamPeriod | None:
        """The result of a row, None where there is none; what is wrong is added to `problems`."""
        values = {}
        for column, reading in (
            (TEAM, self._team),
            (PERIOD, self._period),
            (ANSWERS, self._answers),
            (RESULT, self._result),
        ):
            try:
                values[column] = reading(cell_at(cells, self._places[column]))
            except ValueError as error:
                shown = result_header(self._plan) if column == RESULT else column
                problems.append(Problem(sentence(error), row, shown))
        if len(values) < len(COLUMNS):
            return None
        return self._cell(row, values, problems)

    def _cell(
        self, row: int, values: dict[str, str | float | None], problems: list[Problem]
    ) -> TeamPeriod | None:
        team, period = str(values[TEAM]), int(values[PERIOD] or 0)
        before = self._seen.setdefault((team, period), row)
        if before != row:
            told = f"{team} in period {period} is in row {before} already; accepted: once."
            problems.append(Problem(told, row, PERIOD))
            return None
        answers, result = values[ANSWERS], values[RESULT]
        if not answers and result is None:
            return None
        if not answers or result is None:
            told, column = "there are answers without a result", RESULT
            if result is not None:
                told, column = "there is a result without answers", ANSWERS
            problems.append(Problem(f"{told}; accepted: both, or neither.", row, column))
            return None
        return TeamPeriod(team=team, period=period, answers=float(answers), result=float(result))

    def _team(self, cell: str) -> str:
        # A spreadsheet's own mark before a name that looks like a formula.
        name = " ".join(cell.split())
        for each in (name, name.removeprefix("'")):
            if each.casefold() in self._teams:
                return self._teams[each.casefold()]
        some = ", ".join(list(self._teams.values())[:3])
        raise ValueError(f"{quoted(cell)} is not in the pilot; accepted: {some} and so on")

    def _period(self, cell: str) -> float:
        period = self._style.read(cell)
        if not period.is_integer() or not 1 <= period <= self._plan.periods:
            raise ValueError(f"{quoted(cell)} is not a period; accepted: 1 to {self._plan.periods}")
        return period

    def _answers(self, cell: str) -> float | None:
        if not cell:
            return None
        answers = self._style.read(cell)
        if not answers.is_integer() or not 0 <= answers <= MOST_ANSWERS:
            raise ValueError(f"{quoted(cell)} is not possible; accepted: a whole number from 0")
        if 0 < answers < self._least:
            raise ValueError(
                f"{answers:g} advisors could be told apart; accepted: {self._least} or more, or an "
                "empty row"
            )
        return answers

    def _result(self, cell: str) -> float | None:
        share = self._plan.outcome.is_share
        text = cell.removesuffix("%").strip() if share else cell
        if not text:
            return None
        # No result is so large that it has thousands, so that one mark is the decimal mark.
        one_mark = self._style.mark is None and ONE_MARK.fullmatch(text)
        result = float(text.replace(",", ".")) if one_mark else self._style.read(text)
        if share:
            if not 0 <= result <= 100:
                raise ValueError(f"{quoted(cell)} is not possible; accepted: 0 to 100 per cent")
            return round(result / 100, 12)
        if abs(result) > HIGHEST_POINT:
            raise ValueError(f"{quoted(cell)} is not possible; accepted: points of the scale")
        return result
