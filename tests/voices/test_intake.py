"""When words may be read: never from fewer people of the room than the threshold."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.voices.intake import intake, named_intake
from workbench.workshop.workshop import Privacy

PRIVACY = Privacy()


@given(st.integers(0, 40), st.data())
def test_words_come_from_enough_people_each_time(writers: int, data: st.DataObject) -> None:
    new = data.draw(st.integers(0, writers))
    before = data.draw(st.booleans())
    found = intake(writers, new, before, PRIVACY)
    if found.may_take:
        assert writers >= PRIVACY.comment_threshold
        assert new >= (PRIVACY.score_threshold if before else 1)
    else:
        assert found.why_not.endswith(".")


def test_no_count_under_the_threshold_is_told() -> None:
    for people in range(1, PRIVACY.score_threshold):
        told = intake(people, people, False, PRIVACY).why_not
        assert told.startswith("Fewer than 5 people have written so far. Words are read from 10")
        since = intake(20, people, True, PRIVACY).why_not
        assert since.startswith("Fewer than 5 people have written since.")
    assert intake(9, 9, False, PRIVACY).why_not.startswith("9 people have written so far")
    assert intake(0, 0, False, PRIVACY).why_not == "Nobody has written yet."


def test_a_named_step_waits_for_nobody() -> None:
    assert named_intake(1, 1).may_take
    assert not named_intake(1, 0).may_take
