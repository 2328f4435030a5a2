import json
from collections.abc import Iterable, Mapping

import pytest

from tests.voices.people import sent, voices_of
from workbench.evidence.defaults import ASSETS
from workbench.readiness.findings import ElementFinding, ReadinessReport
from workbench.readiness.gates import Verdict, people_to_decide
from workbench.readiness.report import changes_by_role, readiness_report
from workbench.voices.answers import DONT_KNOW, Submission
from workbench.voices.instrument import instrument
from workbench.voices.released import ReleasedVoices
from workbench.workshop.roles import Role

CASES = json.loads((ASSETS / "validation" / "measurement.json").read_text("utf-8"))["cases"]
CORE = instrument().core_items
EXECUTIVE, ADVISOR, CUSTOMER = Role.EXECUTIVE, Role.ADVISOR, Role.CUSTOMER
FIRST = {role: 1000 * n for n, role in enumerate(Role)}
Levels = Mapping[str, Iterable[object]]


def people(role: Role, levels: Levels, rest: object = None, extra: str = "") -> list[Submission]:
    """Pulse answers, one person after another: levels by element, `rest` for the others."""
    given = {name: list(values) for name, values in levels.items()}
    count = max(len(values) for values in given.values())
    answers: list[dict[str, object]] = [
        {extra + item: given[name][n] if name in given else rest for name, item in CORE.items()}
        for n in range(count)
    ]
    return [sent(role, FIRST[role] + n, answer) for n, answer in enumerate(answers)]


def report(voices: ReleasedVoices, standard: float = 3.5) -> ReadinessReport:
    return readiness_report(voices, dict.fromkeys(CORE, standard), instrument())


def element(found: ReadinessReport, name: str) -> ElementFinding:
    return next(finding for finding in found.elements if finding.name == name)


@pytest.fixture(scope="module")
def voices() -> ReleasedVoices:
    """Executives content with everything; advisors too, but for Systems."""
    executives = people(EXECUTIVE, {"systems": [4, 4, 3, 4, 4, 3, 4]}, rest=4)
    advisors = people(ADVISOR, {"systems": [2, 2, 3, 2, 1, 2, 3, 2, 2, 2]}, rest=4)
    return voices_of([*executives, *advisors])


def test_the_weakest_element_is_named_with_both_scores(voices: ReleasedVoices) -> None:
    found = report(voices)
    assert (
        found.title == "Systems is furthest from the standard: advisors rate it 2.1, executives 3.7"
    )
    assert found.weakest is not None
    assert found.weakest.name == "systems"
    assert [e.name for e in found.elements] == list(instrument().elements)


def test_one_hole_fails_though_every_average_would_clear_the_bar(voices: ReleasedVoices) -> None:
    case = next(case for case in CASES if case["id"] == "geo_vs_min_vs_mean")
    assert case["expected"]["mean"] > case["expected"]["geo"] > 3.5 > case["expected"]["min"]
    found = report(voices)
    assert (found.count(Verdict.FAIL), found.count(Verdict.PASS)) == (1, 6)
    assert found.overall == "1 fail, 0 undecided, 6 pass: not ready; Systems is below the standard"
    assert "advisors" not in found.overall


def test_the_gate_is_the_lower_of_the_two_roles(voices: ReleasedVoices) -> None:
    gate = element(report(voices), "systems").gate
    assert gate.verdict is Verdict.FAIL
    assert (gate.role, gate.decided_by) == (ADVISOR, ADVISOR)
    assert gate.score == pytest.approx(2.1)
    assert gate.reason == (
        "Advisors rate Systems 2.1 against a standard of 3.5; the probability that they are at it "
        "is under 1%."
    )


def test_all_at_the_standard_is_ready() -> None:
    both = [
        *people(EXECUTIVE, {"style": [4] * 9}, rest=5),
        *people(ADVISOR, {"style": [4] * 20}, rest=5),
    ]
    found = report(voices_of(both))
    assert found.overall == "0 fail, 0 undecided, 7 pass: ready by the standard that was agreed"
    assert found.title == (
        "Style has least to spare above the standard: executives rate it 4.0, advisors 4.0"
    )
    assert element(found, "style").gate.reason.startswith("Both roles reach the standard of 3.5.")


def test_undecided_says_how_many_more_to_ask() -> None:
    executives = people(EXECUTIVE, {"systems": [5] * 9}, rest=5)
    advisors = people(ADVISOR, {"systems": [3, 4, 4, 3, 5, 3, 4, 3, 4, 3, 4, 3]}, rest=5)
    found = report(voices_of([*executives, *advisors]))
    gate = element(found, "systems").gate
    assert gate.verdict is Verdict.UNDECIDED
    assert gate.more is not None
    assert gate.more > 1
    assert found.overall == (
        "0 fail, 1 undecided, 6 pass: not yet shown ready; "
        f"ask {gate.more} more advisors about Systems"
    )
    assert f"About {gate.more} more advisors would settle it" in gate.reason


def test_nobody_is_told_to_ask_fewer_than_a_release_waits_for() -> None:
    executives = people(EXECUTIVE, {"systems": [5] * 9}, rest=5)
    # One further answer of the same kind would carry the probability over the bound.
    advisors = people(ADVISOR, {"systems": [4] * 12 + [3] * 7}, rest=5)
    gate = element(report(voices_of([*executives, *advisors])), "systems").gate
    assert gate.verdict is Verdict.UNDECIDED
    assert people_to_decide([4] * 12 + [3] * 7, 3.5) in range(1, 5)
    assert gate.more == 5


def test_on_the_line_more_answers_do_not_help() -> None:
    executives = people(EXECUTIVE, {"systems": [5] * 9}, rest=5)
    advisors = people(ADVISOR, {"systems": [3, 4] * 20}, rest=5)
    found = report(voices_of([*executives, *advisors]))
    assert element(found, "systems").gate.more is None
    assert found.overall.endswith("more answers of the same kind would hardly settle it")


def test_without_executives_everything_is_undecided() -> None:
    given = [
        *people(EXECUTIVE, {"systems": [1] * 4}, rest=1),
        *people(ADVISOR, {"systems": [5] * 20}, rest=5),
    ]
    found = report(voices_of(given))
    assert found.count(Verdict.UNDECIDED) == 7
    gate = element(found, "systems").gate
    assert gate.reason == (
        "Undecided: too few. Executives are shown as soon as 5 of them have answered."
    )
    assert (gate.probability, gate.score, gate.role, gate.more) == (None, None, None, None)
    assert found.title == "Nothing can be judged yet: too few answers from executives and advisors"
    assert found.gap_title == "No gap can be shown yet between executives and advisors"
    assert found.weakest is None
    assert EXECUTIVE in found.hidden
    assert EXECUTIVE not in element(found, "systems").roles


def test_an_element_that_too_few_rated_is_undecided() -> None:
    executives = people(EXECUTIVE, {"systems": [4] * 9}, rest=4)
    advisors = people(ADVISOR, {"systems": [4] * 4 + [None] * 8}, rest=4)
    gate = element(report(voices_of([*executives, *advisors])), "systems").gate
    assert gate.verdict is Verdict.UNDECIDED
    assert gate.reason == "Undecided: too few. Fewer than 5 advisors have rated Systems."


def test_what_a_role_cannot_see_cannot_pass() -> None:
    executives = people(EXECUTIVE, {"systems": [4] * 9}, rest=4)
    seen = people(ADVISOR, {"systems": [4] * 14 + [DONT_KNOW] * 6}, rest=4)
    unseen = people(ADVISOR, {"systems": [4] * 13 + [DONT_KNOW] * 7}, rest=4)
    assert element(report(voices_of([*executives, *seen])), "systems").gate.verdict is Verdict.PASS
    finding = element(report(voices_of([*executives, *unseen])), "systems")
    assert finding.gate.verdict is Verdict.UNDECIDED
    assert not finding.roles[ADVISOR].sees
    assert finding.gate.reason == (
        "Systems is not visible to advisors: 35% of them do not know, so it cannot pass."
    )


def test_what_a_role_cannot_see_can_still_fail() -> None:
    executives = people(EXECUTIVE, {"systems": [4] * 9}, rest=4)
    advisors = people(ADVISOR, {"systems": [1] * 13 + [DONT_KNOW] * 7}, rest=4)
    found = report(voices_of([*executives, *advisors]))
    assert element(found, "systems").gate.verdict is Verdict.FAIL


def test_executives_cannot_outvote_the_floor_nor_the_floor_the_executives() -> None:
    low, high = [2] * 9, [5] * 60
    one = report(
        voices_of([*people(EXECUTIVE, {"staff": low}, 5), *people(ADVISOR, {"staff": high}, 5)])
    )
    other = report(
        voices_of(
            [*people(EXECUTIVE, {"staff": [5] * 9}, 5), *people(ADVISOR, {"staff": [2] * 60}, 5)]
        )
    )
    assert element(one, "staff").gate.verdict is Verdict.FAIL
    assert element(one, "staff").gate.role is EXECUTIVE
    assert element(other, "staff").gate.verdict is Verdict.FAIL


def test_an_uncertain_role_stands_in_the_way_though_its_mean_is_the_higher() -> None:
    executives = people(EXECUTIVE, {"staff": [2, 5, 5, 2, 5]}, rest=5)
    advisors = people(ADVISOR, {"staff": [4] * 70 + [3] * 30}, rest=5)
    gate = element(report(voices_of([*executives, *advisors])), "staff").gate
    assert gate.role is ADVISOR
    assert gate.decided_by is EXECUTIVE
    assert gate.verdict is Verdict.UNDECIDED


def test_the_gap_and_its_title(voices: ReleasedVoices) -> None:
    found = report(voices)
    gap = element(found, "systems").gap
    assert gap is not None
    assert gap.value == pytest.approx(26 / 7 - 2.1)
    assert gap.clear
    assert gap.low < gap.value < gap.high
    assert found.gap_title == "Advisors rate Systems 1.6 below executives"
    still = element(found, "staff").gap
    assert still is not None
    assert not still.clear


def test_the_empathy_gap_is_predicted_minus_said() -> None:
    advisors = people(ADVISOR, {"systems": [2] * 10}, rest=4)
    executives = [
        sent(EXECUTIVE, n, {"SY1": 4, "ST1": 4, "predict.SY1": 3 + n % 2}) for n in range(6)
    ]
    finding = element(report(voices_of([*executives, *advisors])), "systems")
    assert finding.empathy is not None
    assert finding.empathy.value == pytest.approx(1.5)
    assert element(report(voices_of([*executives, *advisors])), "staff").empathy is None


def test_customers_stand_beside_and_change_nothing(voices: ReleasedVoices) -> None:
    customers = [sent(CUSTOMER, 9000 + n, {"SF_C": 1, "SV_C": 1}) for n in range(30)]
    executives = people(EXECUTIVE, {"systems": [4] * 7}, rest=4)
    advisors = people(ADVISOR, {"systems": [4] * 10}, rest=4)
    without = report(voices_of([*executives, *advisors]))
    beside = report(voices_of([*executives, *advisors, *customers]))
    for before, after in zip(without.elements, beside.elements, strict=True):
        assert before.gate == after.gate
    staff = element(beside, "staff").customers
    assert staff is not None
    assert (staff.value, staff.n) == (1, 30)
    assert element(beside, "style").customers is None
    assert element(report(voices), "staff").customers is None


def test_agreement_only_from_eight_people() -> None:
    executives = people(EXECUTIVE, {"systems": [4] * 7}, rest=4)
    advisors = people(ADVISOR, {"systems": [4, 4, 4, 4, 4, 4, 4, 3], "staff": [1, 5] * 4}, rest=4)
    found = report(voices_of([*executives, *advisors]))
    systems = element(found, "systems").roles
    assert systems[EXECUTIVE].agreement is None
    agreed, split = systems[ADVISOR].agreement, element(found, "staff").roles[ADVISOR].agreement
    assert agreed is not None
    assert split is not None
    assert agreed.ad == pytest.approx(7 / 32)
    assert agreed.beyond_chance
    assert agreed.words.startswith("They agree")
    assert split.ad == 2
    assert not split.beyond_chance
    assert "Look at the spread" in split.words


def test_items_of_other_topics_have_means_by_role() -> None:
    executives = [sent(EXECUTIVE, n, {"LD1": 2 + n % 2, "SY1": 3}) for n in range(6)]
    advisors = [sent(ADVISOR, 100 + n, {"SI4": 2, "SY1": 3}) for n in range(6)]
    items = report(voices_of([*executives, *advisors])).items
    assert items["LD1"][EXECUTIVE].value == 2.5
    assert set(items["SI4"]) == {ADVISOR}
    assert set(items["SY1"]) == {EXECUTIVE, ADVISOR}


def test_the_full_form_uses_all_five_items() -> None:
    full = {
        item: 6 - 4 if instrument().items[item].reverse else 4 for item in instrument().element_of
    }
    given = [
        sent(role, FIRST[role] + n, full, f"full_{role}")
        for role in (EXECUTIVE, ADVISOR)
        for n in range(9)
    ]
    found = report(voices_of(given))
    assert found.count(Verdict.PASS) == 7
    assert element(found, "skills").roles[ADVISOR].score is not None
    agreement = element(found, "skills").roles[ADVISOR].agreement
    assert agreement is not None
    assert agreement.items == 5


def test_each_element_has_its_own_standard(voices: ReleasedVoices) -> None:
    found = readiness_report(voices, {"systems": 1.5, "style": 4.6}, instrument())
    assert element(found, "systems").gate.verdict is Verdict.PASS
    assert element(found, "style").gate.verdict is Verdict.FAIL
    assert element(found, "staff").requisite == instrument().scoring.gate.requisite
    with pytest.raises(ValueError, match="the standard of style is 7; accepted: 1 to 5"):
        readiness_report(voices, {"style": 7}, instrument())


def test_when_everybody_answered_the_gap_is_less_uncertain(voices: ReleasedVoices) -> None:
    sample = element(report(voices), "systems").gap
    standard = dict.fromkeys(CORE, 3.5)
    everyone = readiness_report(voices, standard, instrument(), everyone=[EXECUTIVE])
    whole = element(everyone, "systems").gap
    assert sample is not None
    assert whole is not None
    assert whole.high - whole.low < sample.high - sample.low


def test_two_waves() -> None:
    before = voices_of(people(ADVISOR, {"systems": [2] * 10}, rest=3))
    after = voices_of(
        [
            *people(ADVISOR, {"systems": [3, 4] * 6}, rest=3),
            *people(EXECUTIVE, {"staff": [3] * 6}, rest=3),
        ]
    )
    found = changes_by_role(before, after, instrument())
    assert set(found) == {ADVISOR}
    assert found[ADVISOR]["systems"].value == pytest.approx(1.5)
    assert found[ADVISOR]["systems"].clear
    assert not found[ADVISOR]["staff"].clear


def test_an_empty_workshop_has_a_report() -> None:
    found = report(voices_of([]))
    assert found.count(Verdict.UNDECIDED) == 7
    assert found.overall == (
        "0 fail, 7 undecided, 0 pass: not yet shown ready; "
        "too few executives and advisors have answered"
    )
    assert found.items == {}
