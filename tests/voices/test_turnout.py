from hypothesis import given
from hypothesis import strategies as st

from workbench.voices.turnout import cannot_be_anonymous, turnout
from workbench.workshop.roles import Role

COUNTS = st.dictionaries(st.sampled_from(Role), st.integers(0, 12))
ALL = frozenset(Role)


@given(COUNTS, st.integers(3, 8))
def test_no_role_below_the_threshold_is_told_or_can_be_worked_out(
    joined: dict[Role, int], threshold: int
) -> None:
    told = turnout(joined, 0, ALL, threshold)
    assert all(people >= threshold for people in told.by_role.values())
    assert told.joined == sum(joined.values()) == told.others + sum(told.by_role.values())
    # What is left over is nobody, or enough people to hide among.
    assert told.others == 0 or told.others >= threshold or not told.by_role


@given(COUNTS, st.data(), st.integers(3, 8), st.frozensets(st.sampled_from(Role), min_size=1))
def test_few_who_are_ready_are_told_as_few(
    joined: dict[Role, int], data: st.DataObject, threshold: int, roles: frozenset[Role]
) -> None:
    expected = sum(joined.get(role, 0) for role in roles)
    ready = data.draw(st.integers(0, expected))
    told = turnout(joined, ready, roles, threshold)
    assert told.expected == expected
    assert told.ready == (ready if ready == 0 or ready >= threshold else None)
    if 0 < ready < threshold:
        # The sentence is the same for every number under the threshold.
        assert told.ready_told == turnout(joined, 1, roles, threshold).ready_told
    assert turnout(joined, ready, roles, threshold, is_named=True).ready == ready


@given(COUNTS, st.integers(3, 8))
def test_a_small_role_is_told_that_it_is_small(joined: dict[Role, int], threshold: int) -> None:
    small = cannot_be_anonymous(joined, threshold)
    assert set(small) == {role for role in Role if 0 < joined.get(role, 0) < threshold}


def test_counts_are_told_in_words() -> None:
    nobody = turnout({}, 0, ALL, 5)
    assert (nobody.joined_told, nobody.ready_told) == (
        "Nobody has joined yet",
        "Nobody is here for this step yet",
    )
    assert turnout({Role.ADVISOR: 1}, 0, ALL, 5).joined_told == "1 person has joined"
    assert turnout({Role.ADVISOR: 1200}, 1200, ALL, 5).ready_told == "All 1,200 ready"
    assert turnout({Role.ADVISOR: 4}, 2, ALL, 5).ready_told == "Fewer than 5 ready"
    assert turnout({Role.ADVISOR: 40}, 2, ALL, 5).ready_told == "Fewer than 5 of 40 ready"
