import pytest

from tests.business_case.bids_made import a_bid, funding, valued
from workbench.business_case.bids import Bid, Funding
from workbench.business_case.decision import Decision
from workbench.business_case.funding import decide
from workbench.business_case.portfolio_sentences import (
    decides,
    frontier_title,
    funding_line_title,
    headline,
    listed,
    nearest,
    other_basis,
    ranking,
    roadmap_title,
    why_not,
)
from workbench.business_case.project import Project

TRICK = [
    a_bid(f"Investment {number}", cost, cost + value)
    for number, (cost, value) in enumerate([(5, 8), (7, 11), (4, 6), (3, 4)], start=1)
]


def decided(bids: list[Bid], there_is: Funding) -> tuple[tuple[Project, ...], Decision]:
    projects = valued(bids, there_is)
    return projects.lines, decide(projects, there_is)


def test_the_headline_says_how_many_how_much_and_what_is_next() -> None:
    lines, decision = decided(TRICK, funding([14.0]))
    assert headline(lines, decision, "EUR") == (
        "Fund 3 of the 4 projects: together worth EUR 21. Next in line is Investment 1, EUR 2 "
        "short."
    )
    lines, decision = decided(TRICK, funding([100.0]))
    assert headline(lines, decision, "EUR") == "Fund all of the 4 projects: together worth EUR 29."
    lines, decision = decided([a_bid("A", 10, 5)], funding([100.0]))
    assert headline(lines, decision, "EUR").startswith("None of the one project is worth")
    lines, decision = decided([a_bid("A", 10, 15)], funding([100.0]))
    assert headline(lines, decision, "EUR") == "Fund the one project: together worth EUR 5."


def test_what_does_not_pay_is_never_next_in_line() -> None:
    lines, decision = decided([a_bid("A", 10, 40), a_bid("Loss", 10, 9)], funding([10.0]))
    assert nearest(lines, decision) is None


def test_the_limit_that_decides_is_named() -> None:
    assert "whatever pays is in" in decides(decided(TRICK, funding([None]))[1], "EUR")
    assert "No limit decides" in decides(decided(TRICK, funding([100.0]))[1], "EUR")
    scarce = [a_bid("A", 10, 40, people_months=(11,)), a_bid("B", 10, 30, people_months=(8,))]
    told = decides(decided(scarce, funding([100.0], [18.0]))[1], "EUR")
    assert told == "People-months of year 1 decide: a tenth more of them would add EUR 20."
    told = decides(decided(TRICK, funding([14.0]))[1], "EUR")
    assert told.startswith("The budget of year 1 decides: a tenth more of it would add")


def test_ranking_names_what_it_would_fund_instead() -> None:
    lines, decision = decided(TRICK, funding([14.0]))
    assert ranking(lines, decision, "EUR") == (
        "Ranking by value per spend would fund Investment 1 instead of Investment 3 and "
        "Investment 4 and lose EUR 2."
    )
    lines, decision = decided(TRICK, funding([100.0]))
    assert "the same value" in ranking(lines, decision, "EUR")


@pytest.mark.parametrize(
    ("bids", "money", "people", "said"),
    [
        (
            [a_bid("A", 10, 40), a_bid("Late", 10, 30)],
            15.0,
            None,
            "It needs EUR 5 more in year 1 than is left. It enters in the place of A once it is "
            "worth EUR 10 more.",
        ),
        (
            [a_bid("A", 1, 40, people_months=(3,)), a_bid("Late", 1, 30, people_months=(2.5,))],
            15.0,
            4.5,
            "It needs 1 more people-month in year 1 than is left.",
        ),
        (
            [a_bid("A", 10, 40), a_bid("Late", 10, 30, excludes=("A",))],
            100.0,
            None,
            "Only one of it and A can be funded. It enters in the place of A once",
        ),
        ([a_bid("A", 1, 2), a_bid("Late", 10, 4)], 100.0, None, "It costs more than it brings."),
        ([a_bid("A", 1, 2), a_bid("Late", 200, 400)], 100.0, None, "There is no way to fund it"),
        ([a_bid("A", 1, 2), a_bid("Late", requires=("X",))], 100.0, None, "requires X"),
        ([a_bid("A", 10, 40), a_bid("Late", 10, 40)], 10.0, None, "than is left."),
    ],
)
def test_why_a_project_is_not_in(
    bids: list[Bid], money: float, people: float | None, said: str
) -> None:
    lines, decision = decided(bids, funding([money], [people]))
    assert decision.selected == (0,)
    assert said in why_not(decision.missed[0], lines, decision.limits, "EUR")


def test_titles_say_what_the_pictures_show() -> None:
    lines, decision = decided(TRICK, funding([14.0]))
    limit = decision.limits[0]
    assert (
        funding_line_title(decision, limit, "EUR") == "3 projects take EUR 14 of EUR 14 in year 1"
    )
    assert funding_line_title(decision, None, "EUR") == "Without a budget all that pays is in"
    assert frontier_title(decision.frontier, decision, "EUR") == (
        "35.7% more budget would bring the value to EUR 29, and no more than that"
    )
    assert "would add nothing" in frontier_title((), decision, "EUR")
    assert roadmap_title(lines, decision) == "3 of 3 start at once"
    scarce = [a_bid("A", 10, 40, people_months=(11,))]
    _, decision = decided(scarce, funding([None], [18.0]))
    told = funding_line_title(decision, decision.limits[0], "EUR")
    assert told == "1 project takes 11 of 18 people-months in year 1"
    lines, decision = decided([a_bid("A", 10, 5)], funding([10.0]))
    assert funding_line_title(decision, None, "EUR") == "Nothing is funded"
    assert "nothing starts" in roadmap_title(lines, decision)


def test_the_roadmap_names_what_waits() -> None:
    bids = [a_bid("A"), a_bid("B", requires=("A",))]
    lines, decision = decided(bids, funding([1000.0]))
    assert roadmap_title(lines, decision) == (
        "1 of 2 start at once; B waits for what must work first"
    )


def test_another_basis_names_what_would_change() -> None:
    lines, decision = decided(TRICK, funding([14.0]))
    assert other_basis(lines, decision, decision.selected, "the mean") == (
        "On the mean the same projects would be funded."
    )
    assert other_basis(lines, decision, (0, 1), "the mean") == (
        "On the mean Investment 1 would be in, and Investment 3 and Investment 4 would be out."
    )


def test_names_are_listed_as_people_do() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A"]) == "A"
    assert listed([]) == ""
