"""The rows of the role scores, the gaps and the waves, from real reports."""

import pytest

from tests.voices.people import sent, voices_of
from workbench.charts.gaps import PREDICTION, VIEW, gap_rows, gaps
from workbench.charts.look import Look
from workbench.charts.role_scores import CUSTOMERS, role_scores, score_rows
from workbench.charts.waves import change_rows, changes
from workbench.readiness.findings import ReadinessReport
from workbench.readiness.report import changes_by_role, readiness_report
from workbench.voices.answers import Submission
from workbench.voices.instrument import instrument
from workbench.voices.questions import PREDICTED
from workbench.workshop.roles import Role

CORE = instrument().core_items
STANDARD = dict.fromkeys(CORE, 3.5)


def people(role: Role, count: int, first: int, level: int, **others: int) -> list[Submission]:
    """People of a role who all answer this level, and others for the elements that are named."""
    fields: dict[str, object] = {item: others.get(name, level) for name, item in CORE.items()}
    if role is Role.EXECUTIVE:
        fields |= {PREDICTED + item: 3 for item in CORE.values()}
    return [sent(role, first + n, fields) for n in range(count)]


def customers(count: int) -> list[Submission]:
    return [sent(Role.CUSTOMER, 900 + n, {"SV_C": 2}) for n in range(count)]


@pytest.fixture(scope="module")
def report() -> ReadinessReport:
    """Executives say 4 and predict 3, advisors say 4 but for Systems, customers are there."""
    answers = people(Role.EXECUTIVE, 6, 0, 4) + people(Role.ADVISOR, 9, 100, 4, systems=2)
    return readiness_report(voices_of([*answers, *customers(8)]), STANDARD, instrument())


def test_scores_stand_in_the_order_asked_for_with_customers_beside(report: ReadinessReport) -> None:
    rows = score_rows(report.weakest_first, [Role.EXECUTIVE, Role.ADVISOR])
    assert (rows[0].name, rows[0].word, rows[0].mark) == ("Systems", "fail", 3.5)
    assert [(line.kind, line.value) for line in rows[0].lines] == [
        ("Executives", 4.0),
        ("Advisors", 2.0),
    ]
    values = next(row for row in rows if row.name == "Shared values")
    assert [line.kind for line in values.lines] == ["Executives", "Advisors", CUSTOMERS]
    assert values.word == "pass"


def test_only_the_roles_asked_for_are_in_the_picture(report: ReadinessReport) -> None:
    rows = score_rows(report.elements, [Role.ADVISOR])
    drawn = str(role_scores(rows, Look.DARK).to_dict())
    assert "Advisors" in drawn
    assert "Executives" not in drawn
    assert "Standard 3.5" in drawn


def test_gaps_come_widest_first_with_what_was_predicted(report: ReadinessReport) -> None:
    rows = gap_rows(report.elements)
    assert len(rows) == 7
    first = rows[0]
    assert (first.name, first.word) == ("Systems", "clear gap")
    assert [(line.kind, line.short) for line in first.lines] == [
        (VIEW, "+2.0"),
        (PREDICTION, "+1.0"),
    ]
    assert rows[1].word == "no clear gap"
    assert "Executives' prediction" in str(gaps(rows, Look.LIGHT).to_dict())


def test_without_one_of_the_roles_there_are_no_gaps() -> None:
    alone = readiness_report(voices_of(people(Role.ADVISOR, 9, 100, 4)), STANDARD, instrument())
    assert gap_rows(alone.elements) == ()


def test_what_moved_between_two_waves_is_said_with_its_direction() -> None:
    before = voices_of(people(Role.ADVISOR, 10, 100, 3) + people(Role.EXECUTIVE, 6, 0, 4))
    after = voices_of(people(Role.ADVISOR, 10, 300, 3, systems=5, style=1))
    labels = {name: element.label for name, element in instrument().elements.items()}
    rows = change_rows(changes_by_role(before, after, instrument()), labels)

    words = {row.name: row.word for row in rows}
    assert [row.name for row in rows] == list(labels.values())
    assert (words["Systems"], words["Style"], words["Skills"]) == ("up", "down", "no clear change")
    assert {line.kind for row in rows for line in row.lines} == {"Advisors"}
    assert "Executives" not in str(changes(rows, Look.LIGHT).to_dict())
