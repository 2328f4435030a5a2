"""What an export holds: released figures and words, and nothing of a hidden role."""

from datetime import UTC, datetime

from tests.voices.people import sent, voices_of
from workbench.exchange.export import csv_files, json_file
from workbench.exchange.released_tables import Tables, released_tables
from workbench.readiness.report import readiness_report
from workbench.voices.answers import Submission
from workbench.voices.instrument import instrument
from workbench.voices.released import ReleasedVoices
from workbench.workshop.creation import new_workshop
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def tables_of(voices: ReleasedVoices) -> Tables:
    workshop = new_workshop("Spring", "Orla Energy", NOON)
    report = readiness_report(voices, workshop.requisite, instrument())
    return released_tables(workshop, voices, report, instrument())


def advisors(count: int) -> list[Submission]:
    return [
        sent(Role.ADVISOR, person, {"ST1": 2 + person % 2, "OT1": f"Words of {person}"})
        for person in range(count)
    ]


def test_counts_scores_and_words_of_a_shown_role_are_there() -> None:
    found = tables_of(voices_of(advisors(12)))
    counts = {row["answer"]: row["people"] for row in found["answers"] if row["item"] == "ST1"}
    assert counts == {2: 6, 3: 6}
    assert {row["role"] for row in found["scores"]} == {"Advisors"}
    assert {row["comment"] for row in found["comments"]} == {f"Words of {n}" for n in range(12)}
    assert len(found["verdicts"]) == 7


def test_a_role_under_the_threshold_is_nowhere() -> None:
    few = [sent(Role.EXECUTIVE, 100 + n, {"ST1": 5}) for n in range(4)]
    found = tables_of(voices_of([*advisors(12), *few]))
    rows = [row for name, table in found.items() if name != "verdicts" for row in table]
    assert {row["role"] for row in rows if "role" in row} == {"Advisors"}
    hidden = next(row["value"] for row in found["about"] if row["what"] == "hidden")
    assert "Executives are shown as soon as 5" in str(hidden)


def test_words_of_too_few_are_nowhere() -> None:
    found = tables_of(voices_of(advisors(9)))
    assert found["answers"]
    assert found["comments"] == []


def test_a_comment_carries_one_tag_at_most() -> None:
    theme, step = instrument().themes[0].id, instrument().steps[0].id
    tagged = [
        sent(
            Role.ADVISOR,
            person,
            {"ST1": 2, "OT1": f"Words {person}", "OT1.theme": theme, "OT1.step": step},
        )
        for person in range(12)
    ]
    for row in tables_of(voices_of(tagged))["comments"]:
        assert set(row) == {"role", "question", "theme", "comment"}


def test_nothing_released_makes_an_export_that_says_so() -> None:
    found = tables_of(ReleasedVoices(privacy=Privacy()))
    assert [name for name, rows in found.items() if rows] == ["about", "verdicts"]
    assert {row["verdict"] for row in found["verdicts"]} == {"undecided"}
    assert json_file(found)
    assert csv_files(found)
