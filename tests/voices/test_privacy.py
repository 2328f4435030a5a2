import json
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evidence.defaults import ASSETS
from workbench.voices.privacy import visible

CASES = json.loads(Path(ASSETS / "validation" / "measurement.json").read_text("utf-8"))["cases"]
GROUPS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40))


def test_published_case_hides_both_children() -> None:
    case = next(case for case in CASES if case["id"] == "anonymity_complement_1")
    assert case["expected"]["shown"] == ["parent"]
    assert visible(case["inputs"]["children"], case["inputs"]["t"]) == frozenset()


def test_published_case_shows_the_child_that_two_others_cover() -> None:
    # 13 = A 3 + B 6 + direct 4: A and the direct ones cover each other (Dialog, example 2).
    assert visible({"A": 3, "B": 6, "direct": 4}, 5) == {"B"}


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({}, set()),
        ({"a": 0, "b": 0}, set()),
        ({"a": 5}, {"a"}),
        ({"a": 4}, set()),
        ({"a": 5, "b": 0}, {"a"}),
        ({"a": 60, "b": 14, "c": 1}, {"a"}),
        ({"a": 60, "b": 5, "c": 5, "d": 1}, {"a", "c"}),
        ({"a": 60, "b": 3, "c": 2}, {"a"}),
        ({"a": 4, "b": 4, "c": 9}, {"c"}),
    ],
)
def test_by_hand(groups: dict[str, int], shown: set[str]) -> None:
    assert visible(groups, 5) == shown


@pytest.mark.parametrize("threshold", [2, 3, 4])
def test_no_hidden_group_can_be_derived_from_the_total(threshold: int) -> None:
    """Every way to fill four groups: total minus shown is nobody, or enough people."""
    for sizes in product(range(threshold + 3), repeat=4):
        groups = dict(zip("abcd", sizes, strict=True))
        shown = visible(groups, threshold)
        rest = sum(n for name, n in groups.items() if name not in shown)
        apart = [name for name, n in groups.items() if name not in shown and n]
        assert all(groups[name] >= threshold for name in shown)
        assert rest == 0 or rest >= threshold or not shown
        # One hidden group alone would be the difference itself.
        assert len(apart) != 1 or not shown


@pytest.mark.parametrize("threshold", [2, 3])
def test_no_more_is_hidden_than_has_to_be(threshold: int) -> None:
    """Showing the last group that was hidden as well would leave a rest that is too small."""
    for sizes in product(range(threshold + 3), repeat=3):
        groups = dict(zip("abc", sizes, strict=True))
        shown = visible(groups, threshold)
        large = {name for name, n in groups.items() if n >= threshold}
        for name in large - shown:
            more = shown | {n for n in large if groups[n] >= groups[name]}
            rest = sum(n for other, n in groups.items() if other not in more)
            assert 1 <= rest < threshold


def test_order_does_not_matter() -> None:
    groups = {"a": 3, "b": 6, "c": 6, "d": 20}
    results = {visible(dict(order), 5) for order in permutations(groups.items())}
    assert len(results) == 1


@given(GROUPS, st.integers(1, 12))
def test_empty_groups_do_not_count(groups: dict[str, int], threshold: int) -> None:
    assert visible(groups | {"nobody": 0}, threshold) == visible(groups, threshold)


@given(GROUPS, st.integers(1, 12))
def test_a_group_that_is_large_enough_for_both_reasons_is_shown(
    groups: dict[str, int], threshold: int
) -> None:
    if all(n == 0 or n >= threshold for n in groups.values()):
        assert visible(groups, threshold) == {name for name, n in groups.items() if n}


@pytest.mark.parametrize(
    ("groups", "threshold", "said"),
    [
        ({"a": -1}, 5, "a has -1 people; accepted: 0 or more"),
        ({"a": 9}, 0, "the threshold is 0; accepted: 1 or more people"),
    ],
)
def test_impossible_input(groups: dict[str, int], threshold: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        visible(groups, threshold)
