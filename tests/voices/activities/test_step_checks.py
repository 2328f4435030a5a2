"""Checking what a step's page sent: every activity takes what fits and says what does not."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.voices.activities.checks import check, fields_of, form_of
from workbench.voices.activities.material import Choice, Material, in_own_order
from workbench.voices.activities.quadratic import price_of_next, spent
from workbench.voices.activities.wording import wording
from workbench.voices.answers import Answer
from workbench.voices.checking import Checked
from workbench.workshop.agenda import Activity
from workbench.workshop.roles import Role

CARDS = tuple(Choice(id=f"c{n}", text=f"Change {n}") for n in range(1, 9))
PROMPTS = (
    Choice(id="wrong", text="What is wrong now?"),
    Choice(id="fix", text="What needs fixing?"),
)


def material(activity: Activity, budget: int = 5) -> Material:
    return Material(
        step="s1",
        activity=activity,
        prompts=PROMPTS,
        cards=CARDS,
        emotions=wording().emotions,
        budget=budget,
    )


def sent(activity: Activity, raw: dict[str, object], card: str = "", budget: int = 5) -> Checked:
    return check(raw, material(activity, budget), Role.ADVISOR, card)


def values(checked: Checked) -> dict[str, object]:
    assert not checked.refusals, checked.refusals
    return {answer.item: answer.value for answer in checked.answers}


def told(checked: Checked) -> str:
    assert checked.refusals
    assert not checked.answers
    return " ".join(map(str, checked.refusals))


def test_statements_carry_the_whole_list_and_each_text_once() -> None:
    raw: dict[str, object] = {
        "wrong.1": " Too many logins ",
        "wrong.2": "too many LOGINS",
        "fix.1": "One login\x00",
    }
    assert values(sent(Activity.STATEMENTS, raw)) == {
        "wrong.1": "Too many logins",
        "fix.1": "One login",
    }


@pytest.mark.parametrize(
    ("activity", "raw", "card", "says"),
    [
        (Activity.STATEMENTS, {"wrong.1": "x" * 301}, "", "The text has 301 characters"),
        (Activity.STATEMENTS, {"wrong.6": "one too many"}, "", "not a question of this step"),
        (Activity.STATEMENTS, {"wrong.1": "  "}, "", "Nothing has been answered"),
        (Activity.STATEMENTS, {"wrong.1": b"\xff"}, "", "at most 300 characters"),
        (Activity.STANCES, {"stance": "maybe"}, "c1", "Accepted: “Agree”, “Disagree”, “Pass”"),
        (Activity.STANCES, {"stance": "agree"}, "c99", "not here any more"),
        (Activity.APPROVE, {"approve": [c.id for c in CARDS[:6]]}, "", "6 were picked"),
        (Activity.APPROVE, {"approve": ["c1", "c1"]}, "", "picked twice"),
        (Activity.APPROVE, {"approve": ["<b>"]}, "", "“<b>” is not in the list"),
        (Activity.APPROVE, {"approve": 3}, "", "“3” was sent"),
        (Activity.PAIRWISE, {"winner": "a"}, "c1~c1", "not here any more"),
        (Activity.PAIRWISE, {"winner": "c1"}, "c1~c2", "was picked"),
        (Activity.EFFORT_IMPACT, {"effort": "6"}, "c1", "whole number from 1 to 5"),
        (Activity.TOUCHPOINTS, {"emotion": "grumpy"}, "c1", "was picked"),
        (Activity.TOUCHPOINTS, {"satisfaction": "2.5"}, "c1", "whole number from 1 to 5"),
        (Activity.TOUCHPOINTS, {}, "c1", "Nothing has been answered"),
        (Activity.CLOSING, {"worth": "0"}, "", "whole number from 1 to 5"),
        (Activity.TALK, {"anything": "1"}, "", "asks nothing"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_is_accepted(
    activity: Activity, raw: dict[str, object], card: str, says: str
) -> None:
    assert says in told(sent(activity, raw, card))


def test_a_ballot_costs_the_square_and_holds_every_change() -> None:
    raw: dict[str, object] = {"votes.c1": "4", "votes.c2": "\u22123", "votes.c3": ""}
    ballot = values(sent(Activity.QUADRATIC, raw, budget=25))
    assert ballot == {"c1": 4, "c2": -3, **{f"c{n}": 0 for n in range(3, 9)}}
    over = told(sent(Activity.QUADRATIC, raw | {"votes.c3": "1"}, budget=25))
    assert "They cost 26 credits and you have 25" in over


@given(st.lists(st.integers(-7, 7), min_size=8, max_size=8))
def test_a_ballot_is_accepted_exactly_within_its_budget(votes: list[int]) -> None:
    raw: dict[str, object] = {f"votes.c{n}": vote for n, vote in enumerate(votes, start=1)}
    accepted = not sent(Activity.QUADRATIC, raw, budget=25).refusals
    assert accepted == (sum(v * v for v in votes) <= 25)


@given(st.integers(-10, 10))
def test_the_next_vote_costs_the_difference_of_squares(vote: int) -> None:
    further = vote + 1 if vote >= 0 else vote - 1
    assert price_of_next(vote) == spent([further]) - spent([vote])


def test_a_touchpoint_without_a_tick_did_not_matter_and_an_empty_card_is_nothing() -> None:
    raw: dict[str, object] = {"satisfaction": "2", "emotion": "hurried", "words": "Cut off twice"}
    assert values(sent(Activity.TOUCHPOINTS, raw, "c1")) == {
        "satisfaction": 2,
        "emotion": "hurried",
        "words": "Cut off twice",
        "moment": 0,
    }
    assert values(sent(Activity.TOUCHPOINTS, {"moment": "1"}, "c1")) == {"moment": 1}


@pytest.mark.parametrize(
    ("activity", "raw", "card"),
    [
        (Activity.STATEMENTS, {"fix.2": "One login"}, ""),
        (Activity.STANCES, {"stance": "pass"}, "c2"),
        (Activity.APPROVE, {"approve": ["c2", "c5"]}, ""),
        (Activity.QUADRATIC, {f"votes.c{n}": n % 3 - 1 for n in range(1, 9)}, ""),
        (Activity.PAIRWISE, {"winner": "b"}, "c1~c2"),
        (Activity.EFFORT_IMPACT, {"effort": 2, "impact": 5}, "c2"),
        (Activity.CLOSING, {"worth": 4, "words": "Shorter next time"}, ""),
    ],
)
def test_a_page_can_be_filled_again_from_what_was_stored(
    activity: Activity, raw: dict[str, object], card: str
) -> None:
    stored = sent(activity, raw, card, budget=25)
    assert fields_of(stored.answers, activity) == raw
    assert (
        check(fields_of(stored.answers, activity), material(activity, 25), Role.ADVISOR, card)
        == stored
    )


def test_items_of_the_longest_ids_fit_an_answer() -> None:
    longest = "x" * 24
    assert Answer(item=f"{longest}.5", value="words").item
    assert form_of(longest, f"{longest}~{longest}") == f"step:{longest}/{longest}~{longest}"


def test_everybody_has_an_order_of_their_own_that_stays() -> None:
    orders = {in_own_order(CARDS, UUID(int=person), "s1") for person in range(20)}
    assert len(orders) > 15
    assert all(set(order) == set(CARDS) for order in orders)
    assert in_own_order(CARDS, UUID(int=3), "s1") == in_own_order(CARDS, UUID(int=3), "s1")
