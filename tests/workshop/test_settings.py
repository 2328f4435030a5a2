import pytest

from workbench.workshop.settings import (
    problems_of_details,
    problems_of_privacy,
    problems_of_standard,
    threshold_limits,
)
from workbench.workshop.workshop import Privacy


def test_good_settings_have_no_problem() -> None:
    assert problems_of_details("Spring 😀 <b>", "Orla & Söhne", "EUR") == {}
    assert problems_of_standard(3.5) == {}
    assert problems_of_privacy(5, 10) == {}
    assert problems_of_privacy(5, 5) == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "It is empty"),
        ("   ", "It is empty"),
        ("x" * 10_000, "It has 10,000 letters"),
        ("two\nlines", "It holds a line break"),
    ],
)
def test_a_wrong_name_is_told_with_what_is_accepted(name: str, told: str) -> None:
    for field, found in (
        ("name", problems_of_details(name, "Orla", "EUR")),
        ("organisation", problems_of_details("Spring", name, "EUR")),
    ):
        assert list(found) == [field]
        assert found[field].startswith(told)
        assert "accepted: 1 to 120 letters in one line" in found[field]


def test_an_unknown_currency_is_told_with_those_known() -> None:
    assert "accepted: EUR, GBP" in problems_of_details("Spring", "Orla", "XXX")["currency"]


@pytest.mark.parametrize("standard", [None, 0.9, 5.1, 9.0])
def test_a_standard_lies_on_the_scale(standard: float | None) -> None:
    assert "accepted: 1 to 5" in problems_of_standard(standard)["requisite"]


@pytest.mark.parametrize(
    ("scores", "comments", "fields"),
    [
        (2, 10, {"score_threshold"}),
        (99, 100, {"score_threshold"}),
        (5, 101, {"comment_threshold"}),
        (None, None, {"score_threshold", "comment_threshold"}),
        (10, 5, {"comment_threshold"}),
    ],
)
def test_thresholds_keep_people_hidden(
    scores: int | None, comments: int | None, fields: set[str]
) -> None:
    assert set(problems_of_privacy(scores, comments)) == fields


def test_what_has_no_problem_is_what_the_model_accepts() -> None:
    for field in ("score_threshold", "comment_threshold"):
        lowest, highest = threshold_limits(field)
        least = max(lowest, Privacy().score_threshold) if field[0] == "c" else lowest
        for people in (least, highest):
            given = {"score_threshold": 5, "comment_threshold": 100, field: people}
            assert problems_of_privacy(given["score_threshold"], given["comment_threshold"]) == {}
            Privacy(**given)
