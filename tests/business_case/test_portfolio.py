"""The best portfolio against published problems and against brute force."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from tests.business_case.public import Case, of_kind
from workbench.business_case import portfolio
from workbench.business_case.portfolio import Portfolio, best_portfolio


@pytest.mark.parametrize("case", of_kind("knapsack"))
def test_published_problems(case: Case) -> None:
    inputs, expected = dict(case["inputs"]), case["expected"]
    found = best_portfolio(**inputs)
    assert found.value == pytest.approx(expected["value"], abs=case["tolerance"])
    assert found.selected == tuple(position - 1 for position in expected["selected"])


def test_ranking_on_the_profitability_index_is_beaten() -> None:
    case = next(c.values[0] for c in of_kind("knapsack") if c.values[0]["id"] == "TRICK-4")
    values, (outlays,) = case["inputs"]["values"], case["inputs"]["outlays"]
    left, ranked = case["inputs"]["budgets"][0], 0
    for position in sorted(range(4), key=lambda p: -values[p] / outlays[p]):
        if outlays[position] <= left:
            left, ranked = left - outlays[position], ranked + values[position]
    assert ranked == 19
    assert best_portfolio(**case["inputs"]).value == 21


def brute_force(problem: dict[str, Any]) -> float:
    values, outlays, budgets = problem["values"], problem["outlays"], problem["budgets"]
    count, best = len(values), -np.inf
    most = count if problem["max_projects"] is None else problem["max_projects"]
    for size in range(most + 1):
        for chosen in combinations(range(count), size):
            fits = (
                all(row[list(chosen)].sum() <= b for row, b in zip(outlays, budgets, strict=True))
                and all(b in chosen for a, b in problem["requires"] if a in chosen)
                and not any(a in chosen and b in chosen for a, b in problem["excludes"])
            )
            if fits:
                best = max(best, float(values[list(chosen)].sum()))
    return best


def random_problem(draw: np.random.Generator) -> dict[str, Any]:
    count, budgets = int(draw.integers(1, 9)), int(draw.integers(1, 4))
    outlays = draw.integers(0, 20, size=(budgets, count))
    pairs = [tuple(int(p) for p in draw.integers(0, count, size=2)) for _ in range(4)]
    return {
        "values": draw.integers(-5, 30, size=count),
        "outlays": outlays,
        "budgets": np.floor(outlays.sum(axis=1) * draw.uniform(0.2, 0.9, size=budgets)),
        "requires": pairs[:2] if draw.random() < 0.6 else [],
        "excludes": [pair for pair in pairs[2:] if pair[0] != pair[1]],
        "max_projects": int(draw.integers(0, count + 1)) if draw.random() < 0.4 else None,
    }


@pytest.mark.parametrize("enumerated", [20, 0], ids=["enumeration", "branch and bound"])
def test_200_random_problems_by_brute_force(
    enumerated: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "ENUMERATED", enumerated)
    draw = np.random.default_rng(11)
    for _ in range(200):
        problem = random_problem(draw)
        found = best_portfolio(**problem)
        assert found.value == brute_force(problem)
        chosen = list(found.selected)
        assert problem["values"][chosen].sum() == found.value
        assert np.all(problem["outlays"][:, chosen].sum(axis=1) <= problem["budgets"])
        assert all(b in chosen for a, b in problem["requires"] if a in chosen)
        assert not any(a in chosen and b in chosen for a, b in problem["excludes"])


def test_both_methods_agree_on_money(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    draw = np.random.default_rng(5)
    values, outlays = draw.lognormal(12, 2, size=20), draw.lognormal(11, 1, size=(3, 20))
    problem = (values, outlays, outlays.sum(axis=1) * 0.4, [(0, 1), (2, 3)], [(4, 5)])
    enumerated = best_portfolio(*problem)
    monkeypatch.setattr(portfolio, "ENUMERATED", 0)
    assert best_portfolio(*problem) == enumerated
    assert capfd.readouterr().out == ""


def test_sixty_projects_beat_every_greedy_choice() -> None:
    draw = np.random.default_rng(8)
    values, outlays = draw.integers(1, 100, size=60), draw.integers(1, 50, size=(2, 60))
    budgets = outlays.sum(axis=1) // 3
    found = best_portfolio(values, outlays, budgets)
    assert np.all(outlays[:, list(found.selected)].sum(axis=1) <= budgets)
    assert found == best_portfolio(values, outlays, budgets)
    for order in (-values, -values / outlays.sum(axis=0), -values / outlays[0]):
        chosen: list[int] = []
        for position in np.argsort(order, kind="stable"):
            if np.all(outlays[:, [*chosen, position]].sum(axis=1) <= budgets):
                chosen.append(int(position))
        assert values[chosen].sum() <= found.value


def test_of_equal_selections_the_fewest_and_earliest_projects_win() -> None:
    assert best_portfolio([1, 1, 2, 2], [[1, 1, 2, 2]], [2]).selected == (2,)
    assert best_portfolio([1.0, 1.0, 1.0], [[1, 1, 1]], [2]).selected == (0, 1)
    assert best_portfolio([0.0, 0.0], [[0, 0]], [1]) == Portfolio(selected=(), value=0.0)


def test_a_budget_that_fits_to_the_cent_is_not_lost_to_rounding() -> None:
    assert best_portfolio([1, 1, 1], [[0.1, 0.2, 0.3]], [0.6]).selected == (0, 1, 2)
    assert best_portfolio([1, 1], [[0.1, 0.2]], [0.3]).selected == (0, 1)


def test_losses_are_taken_only_where_they_open_a_door() -> None:
    assert best_portfolio([-5, 20], [[1, 1]], [2]).selected == (1,)
    assert best_portfolio([-5, 20], [[1, 1]], [2], requires=[(1, 0)]).selected == (0, 1)
    assert best_portfolio([-5, 4], [[1, 1]], [2], requires=[(1, 0)]).selected == ()


bad: list[tuple[dict[str, Any], str]] = [
    ({"values": []}, "values is empty"),
    ({"values": [1, float("nan")]}, "values holds nan"),
    ({"values": ["a", 1]}, "values: could not convert"),
    ({"outlays": [[1, 2, 3]]}, "outlays is 1 x 3; accepted: budgets x projects, here 1 x 2"),
    ({"outlays": [1, 2]}, "outlays has 1 dimensions"),
    ({"outlays": [[1, float("inf")]]}, "outlays holds inf"),
    ({"budgets": [-1]}, "no selection of projects"),
    ({"budgets": [float("nan")]}, "budgets holds nan"),
    ({"requires": [(0, 2)]}, r"requires names \(0, 2\); accepted: positions 0 to 1"),
    ({"excludes": [(-1, 0)]}, "excludes names"),
    ({"excludes": [(1, 1)]}, "two different projects"),
    ({"max_projects": -1}, "max_projects is -1"),
    ({"max_projects": 1.5}, "max_projects is 1.5"),
]


@pytest.mark.parametrize(("change", "message"), bad)
def test_bad_input_is_named(change: dict[str, Any], message: str) -> None:
    problem: dict[str, Any] = {"values": [1, 2], "outlays": [[1, 2]], "budgets": [3]} | change
    with pytest.raises(ValueError, match=message):
        best_portfolio(**problem)


def test_no_selection_fits_either_method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "ENUMERATED", 0)
    with pytest.raises(ValueError, match="no selection of projects"):
        best_portfolio([1, 2], [[1, 2]], [-1])
