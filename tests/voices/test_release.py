import json
from itertools import permutations

import pytest

from tests.voices.people import KEY, release_of, sent, state_of
from workbench.voices.answers import DONT_KNOW, Submission
from workbench.voices.histograms import Histogram
from workbench.voices.instrument import instrument
from workbench.voices.readings import InstrumentReading
from workbench.voices.release import RoleState, next_release, waiting
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Privacy

ADVISOR = Role.ADVISOR
SMALL = Privacy(score_threshold=3, comment_threshold=4)


def advisors(*levels: int, item: str = "SY1", first: int = 0) -> list[Submission]:
    """One advisor a level, numbered from `first`."""
    return [sent(ADVISOR, first + n, {item: level}) for n, level in enumerate(levels)]


def released(given: list[Submission], previous: RoleState | None = None) -> RoleState:
    state = state_of(given, previous)
    assert state is not None
    return state


def systems(state: RoleState) -> dict[float, int]:
    return state.release.items["SY1"].counts


def test_nothing_is_released_of_four() -> None:
    assert state_of(advisors(1, 2, 3, 4)) is None


def test_five_make_a_release() -> None:
    state = released(advisors(1, 2, 2, 4, 4))
    assert state.release.people == 5
    assert state.release.number == 1
    assert state.release.items == {"SY1": Histogram(counts={1: 1, 2: 2, 4: 2})}
    assert state.release.elements == {"systems": Histogram(counts={1: 1, 2: 2, 4: 2})}


def test_four_more_change_nothing_and_the_fifth_does() -> None:
    given = advisors(3, 3, 3, 3, 3)
    first = released(given)
    given += advisors(1, 1, 1, 1, first=10)
    assert released(given, first) is first
    assert waiting(ADVISOR, given, first, KEY, InstrumentReading(instrument())) == 4
    given += advisors(1, first=20)
    second = released(given, first)
    assert systems(second) == {1: 5, 3: 5}
    assert waiting(ADVISOR, given, second, KEY, InstrumentReading(instrument())) == 0


def test_one_person_changing_again_and_again_is_one_person() -> None:
    given = advisors(3, 3, 3, 3, 3)
    first = released(given)
    for level in (1, 2, 4, 5, 1, 2):
        given += advisors(level)
        assert released(given, first) is first


def test_the_same_answers_sent_again_are_no_change() -> None:
    given = advisors(3, 3, 3, 3, 3, 3)
    first = released(given)
    assert released(given + advisors(3, 3, 3, 3, 3, 3), first) is first


def test_withdrawals_count_like_changes() -> None:
    given = advisors(*[1] * 4, *[5] * 8)
    first = released(given)
    four_gone = released(given[4:], first)
    assert four_gone.release == first.release
    five_gone = released(given[5:], four_gone)
    assert systems(five_gone) == {5: 7}


def test_when_too_few_are_left_nothing_is_shown() -> None:
    given = advisors(1, 2, 3, 4, 5, 1, 2)
    first = released(given)
    left = released(given[:2], first)
    assert left.release.people == 2
    assert left.release.items == left.release.elements == {}


def test_going_back_to_an_earlier_state_gives_nobody_away() -> None:
    """Each step has five changes, but the last differs from the first by one person only."""
    given = advisors(*[2] * 10)
    first = released(given)
    given += advisors(*[4] * 5)
    second = released(given, first)
    assert systems(second) == {2: 5, 4: 5}
    given += [*advisors(2, 2, 2, 2), *advisors(5, first=9)]
    third = released(given, second)
    assert systems(third) == systems(second)


def test_coming_back_after_withdrawing_is_not_a_second_person() -> None:
    given = advisors(*[3] * 10)
    state = released(given)
    state = released(given[3:], state)
    # The three come back: two as they were, one with another answer.
    given = [*given[3:], *advisors(3, 3, 1)]
    state = released(given, state)
    assert systems(state) == {3: 10}
    assert waiting(ADVISOR, given, state, KEY, InstrumentReading(instrument())) == 0


def test_edited_words_do_not_cover_for_a_changed_score() -> None:
    given = [sent(ADVISOR, n, {"SY1": 3, "OT1": f"Thought {n}"}) for n in range(12)]
    first = released(given)
    given += [sent(ADVISOR, n, {"SY1": 3, "OT1": f"Thought {n}, corrected"}) for n in range(4)]
    given.append(sent(ADVISOR, 4, {"SY1": 1, "OT1": "Thought 4"}))
    second = released(given, first)
    assert second.release.number == 2
    assert systems(second) == {3: 12}


def test_figures_that_add_up_to_one_another_change_together() -> None:
    """Were four answers to one item released, the element's mean would give away the fifth."""

    def full(person: int, first: int, second: int) -> Submission:
        answers = {"SY1": first, "SY2": second, "SY3": 3}
        return sent(ADVISOR, person, answers, "full_advisor")

    given = [full(n, 3, 3) for n in range(10)]
    first = released(given)
    given += [full(n, 5, 3) for n in range(4)] + [full(4, 5, 1)]
    second = released(given, first)
    assert second.release.number == 2
    assert second.release.items == first.release.items
    assert second.release.elements == first.release.elements
    given += [full(n, 5, 1) for n in (0, 1, 2, 3, 5)]
    third = released(given, second)
    assert third.release.items["SY1"].counts == {3: 4, 5: 6}
    assert third.release.items["SY2"].counts == {1: 6, 3: 4}


def test_an_item_that_too_few_answered_is_hidden() -> None:
    given = [sent(ADVISOR, n, {"SY1": 3, **({"SF1": 2} if n < 4 else {})}) for n in range(9)]
    release = released(given).release
    assert set(release.items) == {"SY1"}
    assert set(release.elements) == {"systems"}


def test_few_numbers_among_many_who_do_not_know_are_hidden() -> None:
    given = [sent(ADVISOR, n, {"SY1": 3 if n < 4 else DONT_KNOW}) for n in range(10)]
    answers = released(given).release.items["SY1"]
    assert answers == Histogram(counts={}, dont_know=6)


def test_predictions_and_quantities_are_released_beside() -> None:
    given = [sent(Role.EXECUTIVE, n, {"SY1": 4, "predict.SY1": n % 2 + 1}) for n in range(6)]
    release = release_of(given, Role.EXECUTIVE)
    assert release.predictions["SY1"].counts == {1: 3, 2: 3}
    assert release.supported["SY1"].counts == {0: 6}
    quantities = [sent(ADVISOR, n, {"WQ1": 10 * n}) for n in range(5)]
    assert release_of(quantities).items["WQ1"].mean == 20


def test_words_need_ten_people() -> None:
    given = [sent(ADVISOR, n, {"SY1": 3, "OT1": f"Words of {n}"}) for n in range(9)]
    state = released(given)
    assert state.release.comments == {}
    assert "Words of" not in state.model_dump_json()
    given.append(sent(ADVISOR, 9, {"SY1": 3, "OT1": "Words of 9"}))
    assert len(released(given).release.comments["OT1"]) == 10


def test_new_words_wait_for_ten_new_writers() -> None:
    given = [sent(ADVISOR, n, {"OT1": f"Words of {n}"}) for n in range(12)]
    state = released(given)
    for n in range(12, 21):
        given.append(sent(ADVISOR, n, {"OT1": f"Words of {n}"}))
        state = released(given, state)
        assert len(state.release.comments["OT1"]) == 12
    given.append(sent(ADVISOR, 21, {"OT1": "Words of 21"}))
    # The tenth writer is there, but the release itself comes with five changes.
    for n in range(5):
        given.append(sent(ADVISOR, 30 + n, {"SY1": 3}))
        state = released(given, state)
    assert len(state.release.comments["OT1"]) == 22


def test_words_that_are_withdrawn_or_rewritten_leave_at_once() -> None:
    given = [sent(ADVISOR, n, {"OT1": f"Words of {n}"}) for n in range(12)]
    state = released(given)
    state = released(given[1:], state)
    assert "Words of 0" not in state.model_dump_json()
    assert len(state.release.comments["OT1"]) == 11
    given.append(sent(ADVISOR, 1, {"OT1": "Better words"}))
    state = released(given[1:], state)
    said = {comment.text for comment in state.release.comments["OT1"]}
    assert said == {f"Words of {n}" for n in range(2, 12)}
    state = released(given[1:2] + given[3:], state)
    assert state.release.comments == {}


def test_of_two_who_wrote_the_same_one_may_leave() -> None:
    given = [sent(ADVISOR, n, {"OT1": "Time!" if n < 2 else f"Words of {n}"}) for n in range(12)]
    state = released(given[1:], released(given))
    assert [c.text for c in state.release.comments["OT1"]].count("Time!") == 1


def test_somebody_who_withdrew_leaves_no_fingerprint_of_an_answer() -> None:
    given = advisors(*range(1, 6), *range(1, 6))
    state = released(given)
    gone = state.members[given[0].participant]
    state = released(given[1:], state)
    assert given[0].participant not in state.members
    kept = state.model_dump_json()
    assert gone.stamp not in kept
    assert not any(m in kept for trace in gone.traces.values() for m in trace.values())
    assert str(given[0].participant) not in kept


def test_order_of_arrival_does_not_matter() -> None:
    given = [sent(ADVISOR, n, {"SY1": n + 1, "OT1": f"Words of {n}"}) for n in range(5)]
    releases = [release_of(order, privacy=SMALL) for order in permutations(given)]
    assert len(releases[0].comments["OT1"]) == 5
    assert all(release == releases[0] for release in releases)


def test_other_roles_do_not_matter() -> None:
    given = advisors(1, 2, 3, 4)
    given += [sent(Role.MIDDLE, 50 + n, {"SY1": 3}) for n in range(9)]
    assert state_of(given) is None


def test_a_state_survives_storage() -> None:
    given = [sent(ADVISOR, n, {"SY1": n % 5 + 1, "OT1": f"Words of {n}"}) for n in range(12)]
    state = released(given[:11], released(given))
    assert RoleState.model_validate_json(state.model_dump_json()) == state
    assert RoleState.model_validate(json.loads(state.model_dump_json())) == state
    loaded = RoleState.model_validate_json(state.model_dump_json())
    assert released(given[:11], loaded) is loaded


def test_nobody_no_release() -> None:
    assert state_of([]) is None


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="the key has 8 bytes; accepted: 16 or more"):
        next_release(ADVISOR, [], None, Privacy(), b"12345678", instrument())


def test_another_key_gives_other_fingerprints() -> None:
    given = advisors(*range(1, 6))
    one = next_release(ADVISOR, given, None, Privacy(), b"k" * 32, instrument())
    other = next_release(ADVISOR, given, None, Privacy(), b"l" * 32, instrument())
    assert one is not None
    assert other is not None
    assert one.release == other.release
    assert not {m.stamp for m in one.members.values()} & {m.stamp for m in other.members.values()}
