"""What the pack says of readiness and voices: what was released, and nothing else."""

import pytest

from workbench.board_pack.released_findings import MOST_WORDS, findings
from workbench.demo.demo_workshop import NOBODYS_KEY, DemoWorkshop, demo_workshop
from workbench.readiness.report import readiness_report
from workbench.voices.instrument import instrument
from workbench.voices.release import next_release
from workbench.voices.released import ReleasedVoices, released_voices
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy


@pytest.fixture(scope="module")
def demo() -> DemoWorkshop:
    return demo_workshop()


def voices(demo: DemoWorkshop, privacy: Privacy | None = None) -> ReleasedVoices:
    privacy = privacy or demo.workshop.privacy
    releases, answered = {}, {}
    for role in Role:
        sent = [each for each in demo.submissions if each.role is role]
        state = next_release(role, sent, None, privacy, NOBODYS_KEY, instrument())
        answered[role] = len({each.participant for each in sent})
        if state:
            releases[role] = state.release
    return released_voices(releases, answered, privacy)


def tables(demo: DemoWorkshop, said: ReleasedVoices) -> dict[str, tuple[tuple[object, ...], ...]]:
    report = readiness_report(said, demo.workshop.requisite, instrument())
    return {table.title: table.rows for table in findings(report, said, instrument())}


def test_the_demo_has_a_table_for_each_finding(demo: DemoWorkshop) -> None:
    found = tables(demo, voices(demo))
    gates = found["Readiness: seven elements against the agreed standard"]
    assert [row[0] for row in gates] == [e.label for e in instrument().elements.values()]
    assert {row[2] for row in gates} <= {"pass", "undecided", "fail"}
    people = {row[0]: row[1] for row in found["Who is behind the figures"]}
    assert people == {
        "Executives": 9,
        "Middle managers": 14,
        "Advisors": 60,
        "Back office": 12,
        "Customers": 150,
    }
    assert len(found["What customers say"]) == 3


def test_words_are_few_not_chosen_and_only_where_enough_people_wrote(demo: DemoWorkshop) -> None:
    said = voices(demo)
    found = tables(demo, said)
    for role in said.roles:
        released = [comment.text for comment in said.comments((role,)).comments]
        shown = [row[0] for row in found.get(f"In their own words: {role.label.lower()}", ())]
        assert shown == released[:MOST_WORDS]
    # Nine executives are fewer than the ten people whose words may be shown.
    assert "In their own words: executives" not in found


def test_a_role_under_the_threshold_is_named_with_the_reason_and_has_no_figure(
    demo: DemoWorkshop,
) -> None:
    found = tables(demo, voices(demo, Privacy(score_threshold=13, comment_threshold=13)))
    hidden = {row[0]: row for row in found["Who is behind the figures"] if row[1] is None}
    assert set(hidden) == {"Executives", "Back office"}
    assert "as soon as 13 of them have answered" in str(hidden["Executives"][2])
    assert {row[1] for row in found["Scores by role"]} == {"Middle managers", "Advisors"}
    gates = found["Readiness: seven elements against the agreed standard"]
    assert {row[2] for row in gates} == {"undecided"}
    assert {row[3] for row in gates} == {None}


def test_nothing_released_means_no_table(demo: DemoWorkshop) -> None:
    assert tables(demo, ReleasedVoices(privacy=demo.workshop.privacy)) == {}
