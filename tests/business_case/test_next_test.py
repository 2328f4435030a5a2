"""Whether a pilot pays, and what is said of it, of gates and of chances."""

import pytest

from workbench.business_case.gates import GateOutcome, GatePath
from workbench.business_case.information import Learned, worth_of_a_normal
from workbench.business_case.next_test import pilot_worth
from workbench.business_case.risk_plan import RiskPlan
from workbench.business_case.risk_sentences import (
    best_way,
    chance_with_error,
    gates_title,
    next_test_title,
    settled_sentence,
    widened_sentence,
    with_error,
)
from workbench.business_case.spread import Estimate

FIGURE = Learned("x", 0.5, worth_of_a_normal(100, 150), 150.0, clear=True)


def test_a_sharper_pilot_brings_more_and_none_more_than_knowing() -> None:
    blunt, sharp, perfect = pilot_worth(FIGURE, 100, (2.0, 0.5, 0.0), 5, 0, 0.1)
    assert blunt.brings == pytest.approx(2.0, abs=0.05)
    assert sharp.brings == pytest.approx(17.7, abs=0.05)
    assert perfect.brings == pytest.approx(22.67, abs=0.005)
    assert perfect.net == pytest.approx(22.67 - 5, abs=0.005)


def test_blunter_pilots_bring_less_also_where_values_are_not_normal() -> None:
    """Of long-tailed values the worth of knowing is far from the normal one."""
    little = Learned("x", 0.1, 135.0, 5000.0, clear=True)
    found = pilot_worth(little, -7920, (0.0, 0.5, 1.0, 2.0, 8.0), 0, 0, 0.1)
    brings = [each.brings for each in found]
    assert brings[0] == pytest.approx(135)
    assert brings == sorted(brings, reverse=True)
    assert len(set(brings)) == len(brings)
    (nothing,) = pilot_worth(Learned("x", 0.1, 0.0, 0.0, clear=False), 5, (1.0,), 0, 0, 0.1)
    assert nothing.brings == 0


def test_waiting_costs_a_case_that_pays_and_nothing_one_that_loses() -> None:
    (paying,) = pilot_worth(FIGURE, 100, (0.0,), 0, 12, 0.1)
    assert paying.waiting == pytest.approx(100 * (1 - 1 / 1.1))
    assert paying.brings == pytest.approx(FIGURE.worth / 1.1)
    (losing,) = pilot_worth(FIGURE, -100, (0.0,), 0, 12, 0.1)
    assert losing.waiting == 0
    for cost, months, rate in ((-1, 0, 0.1), (0, -1, 0.1), (0, 0, -1.0)):
        with pytest.raises(ValueError, match="accepted"):
            pilot_worth(FIGURE, 100, (0.0,), cost, months, rate)


def test_what_to_do_next_is_said_in_one_line() -> None:
    labels = {"x": "Handle time"}
    assert next_test_title((FIGURE,), 45.34, labels, settled=False) == (
        "Test this one assumption next: “Handle time”, 50% of all there is to know"
    )
    assert next_test_title((FIGURE,), 45.0, labels, settled=True).startswith("Decide now")
    nothing = Learned("x", 0.1, 0.0, 0.0, clear=False)
    assert "No single figure" in next_test_title((nothing,), 45.0, labels, settled=False)
    assert "nearly no future" in settled_sentence(-5.0, 0.0, 1000.0, "EUR")


def path(gated: float, ungated: float, at_once: float) -> GatePath:
    gate = GateOutcome(name="Pilot", reached=1.0, stops=0.5, avoided=-10.0)
    return GatePath(gates=(gate,), gated=gated, ungated=ungated, at_once=at_once, goes_on=0.5)


def test_gates_are_told_by_what_they_are_worth() -> None:
    assert gates_title(path(20, -16, 4), "EUR") == "Being able to stop is worth EUR 36"
    assert "they stop futures that would have paid" in gates_title(path(3, 5, 6), "EUR")
    assert "stop nothing" in gates_title(path(5, 5, 6), "EUR")
    assert best_way(path(20, -16, 4), "EUR").endswith("Best: going through the gates.")
    assert best_way(path(20, 16, 40), "EUR").endswith("Best: doing it at once.")
    assert best_way(path(-20, -36, -4), "EUR").endswith("Best: leaving it.")


def test_figures_are_told_to_their_error() -> None:
    told = with_error(Estimate(value=-912_586.4, error=14_300.0), "EUR")
    assert told == "−EUR 910,000 ± EUR 10,000"
    assert chance_with_error(Estimate(value=0.36542, error=0.0123)) == "37% ± 1%"
    assert chance_with_error(Estimate(value=0.0, error=0.0)) == "0% ± 0.1%"
    assert "40 of the 59 ranges" in widened_sentence(RiskPlan(), 40, 59)
    assert "kind view" in widened_sentence(RiskPlan(widen=False), 40, 59)
