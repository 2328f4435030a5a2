from datetime import date

import numpy as np
import pytest

from tests.business_case.bids_made import NO_RATE, RATES, a_bid, about, certain, funding, valued
from tests.business_case.made import Centre, register
from workbench.business_case.bid_trials import Draws
from workbench.business_case.bids import Bid, Range
from workbench.business_case.case import build_case
from workbench.business_case.conventions import Conventions, Pricing, RiskMode, Timing
from workbench.business_case.portfolio_defaults import bid_of_scenario, portfolio_defaults
from workbench.business_case.project import (
    Project,
    ScenarioWorth,
    alternatives,
    on_the_mean,
    rates_of,
    value_projects,
    worth_of,
)
from workbench.evidence.grades import Grade

NONE = funding([None, None, None])
# Brigham and Ehrhardt, Financial Management: Theory and Practice, projects S and L at 10 %.
PROJECT_S, PROJECT_L = (500, 400, 300, 100), (100, 300, 400, 675)


def one(bid: Bid, money: tuple[float | None, ...] = (None, None, None)) -> Project:
    return valued([bid], funding(money), RATES).lines[0]


@pytest.mark.parametrize(
    ("gains", "npv", "mirr", "payback"),
    [(PROJECT_S, 78.82, 0.1211, 2.95), (PROJECT_L, 100.40, 0.1266, 3.78)],
)
def test_the_measures_are_those_of_a_published_example(
    gains: tuple[float, ...], npv: float, mirr: float, payback: float
) -> None:
    bid = a_bid("Project", 1000, benefits=tuple(certain(gain) for gain in gains))
    rates = RATES.model_copy(update={"horizon": 4})
    project = value_projects([bid], {}, {}, NONE, rates, Draws(20, 2, 1)).lines[0]
    assert project.npv == pytest.approx(npv, abs=0.05)
    assert project.mirr == pytest.approx(mirr, abs=1e-4)
    assert project.discounted_payback == pytest.approx(payback, abs=0.01)
    assert project.per_spend == pytest.approx(npv / 1000, abs=1e-4)
    assert project.grades == {Grade.C: 1.0}


def test_spend_and_people_fall_into_the_years_in_which_the_project_runs() -> None:
    bid = a_bid(
        "Late",
        costs=(certain(100), certain(40), certain(20)),
        starts=date(2027, 7, 1),
        gate=date(2027, 9, 1),
        people_months=(12, 4),
    )
    project = one(bid)
    assert project.spend == pytest.approx((120, 30, 10))
    assert project.people == pytest.approx((6, 8, 2))


def test_what_waits_is_worth_less_and_pays_back_later() -> None:
    bids = [a_bid("A", requires=("B",)), a_bid("B", months=12, benefits=(certain(0), certain(9)))]
    waiting, _ = valued(bids, NONE, RATES).lines
    at_once = one(a_bid("A"))
    assert waiting.npv == pytest.approx(at_once.npv / 1.1)
    assert waiting.discounted_payback == pytest.approx((at_once.discounted_payback or 0) + 1)
    assert waiting.spend == pytest.approx((0, 100, 0))


def test_only_the_years_with_a_budget_ration_the_spend() -> None:
    bid = a_bid("A", costs=(certain(100), certain(60), certain(40)), benefits=(certain(500),))
    assert one(bid).per_spend == pytest.approx(one(bid).npv / 200)
    assert one(bid, (1000, None, None)).per_spend == pytest.approx(one(bid).npv / 160)


def test_a_project_that_never_pays_back_or_spends_says_so_by_nothing() -> None:
    assert one(a_bid("Loss", 100, 50)).discounted_payback is None
    gift = one(a_bid("Gift", 0, 50))
    assert (gift.per_spend, gift.mirr) == (None, None)


@pytest.mark.parametrize(
    ("bid", "said"),
    [
        (a_bid("A", requires=("Nobody",)), "requires Nobody, which is not there"),
        (a_bid("A", starts=date(2030, 1, 1), gate=date(2030, 2, 1)), "starts in Q1 2030"),
    ],
)
def test_what_cannot_be_funded_now_says_why(bid: Bid, said: str) -> None:
    assert said in one(bid).problem


def scenario(name: str, **changes: object) -> Bid:
    return bid_of_scenario(name, date(2027, 1, 1)).model_copy(update=changes)


WORTHS = {
    "First": ScenarioWorth(
        costs=(100, 10),
        benefits=(0, 150),
        net=(-100, *(140 / 12,) * 12),
        grades={Grade.B: 0.25, Grade.J: 0.75},
    ),
    "Second": ScenarioWorth(
        costs=(160, 10), benefits=(0, 260), net=(-160, *(250 / 12,) * 12), grades={Grade.J: 1.0}
    ),
}
TRIALS = {"First": np.linspace(-10, 90, 20), "Second": np.linspace(0, 180, 20)}


def changes(bids: list[Bid]) -> dict[str, Project]:
    found = value_projects(bids, WORTHS, TRIALS, NONE, NO_RATE, Draws(20, 2, 1))
    return {line.name: line for line in found.lines}


def test_on_the_mean_a_project_is_worth_the_mean_of_its_trials() -> None:
    lopsided = Range(p10=0, p50=190, p90=220)
    base = valued([a_bid("A", 100, benefits=(lopsided,))], NONE, RATES)
    (line,) = on_the_mean(base).lines
    assert line.npv == line.chance.mean == pytest.approx(base.trials.mean())
    assert line.npv < base.lines[0].npv
    assert line.per_spend == pytest.approx(line.npv / 100)


def test_a_scenario_has_the_money_of_its_case_and_is_at_risk_until_its_gate() -> None:
    first = changes([scenario("First")])["First"]
    assert first.npv == pytest.approx(40)
    assert first.grades == {Grade.B: 0.25, Grade.J: 0.75}
    share = portfolio_defaults().cx_change.months_to_gate.value / 12
    assert first.at_risk == pytest.approx(100 + share * 10)
    assert first.chance.low == pytest.approx(np.quantile(TRIALS["First"], 0.1))


def test_a_change_that_builds_on_another_is_worth_what_it_adds() -> None:
    both = [scenario("First"), scenario("Second", requires=("First",))]
    found = changes(both)
    assert found["First"].npv + found["Second"].npv == pytest.approx(90)
    assert found["Second"].npv == pytest.approx(50)
    assert (found["First"].adds_to, found["Second"].adds_to) == ("", "First")
    assert found["Second"].slot.start == found["First"].slot.end
    assert alternatives(both) == ()


def test_two_states_of_one_centre_are_alternatives() -> None:
    apart = [scenario("First"), scenario("Second"), a_bid("Other")]
    assert alternatives(apart) == (("First", "Second"),)


def test_a_bid_of_a_scenario_that_is_gone_is_left_out() -> None:
    assert changes([scenario("Gone"), a_bid("A")]).keys() == {"A"}


def test_the_trials_stand_around_the_value() -> None:
    projects = valued([a_bid("A", costs=(about(100),), benefits=(about(200),))], NONE, RATES)
    assert projects.trials.shape == (200, 1)
    assert np.median(projects.trials) == pytest.approx(projects.lines[0].npv, rel=0.2)


AGREED = [
    Conventions(),
    Conventions(timing=Timing.MID_YEAR),
    Conventions(timing=Timing.MONTH_END, taxed=True),
    Conventions(pricing=Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05)),
    Conventions(pricing=Pricing(mode=RiskMode.HAIRCUTS)),
]


@pytest.mark.parametrize("agreed", AGREED)
def test_the_portfolio_and_the_case_have_the_same_figures_of_a_change(agreed: Conventions) -> None:
    held = register(
        value_per_unresolved=5.0, margin_per_customer=120.0, cross_sell_gain=0.2, tax_rate=0.25
    )
    case = build_case(held, Centre(extra=0.0), conventions=agreed)
    worths = {"First": worth_of(case.with_value, held)}
    rates = rates_of(held, agreed)
    found = value_projects([scenario("First")], worths, TRIALS, NONE, rates, Draws(20, 2, 1))
    assert case.with_value.npv > 0
    assert found.lines[0].npv == pytest.approx(case.with_value.npv)
    assert found.lines[0].mirr == pytest.approx(case.with_value.mirr)
    assert found.lines[0].discounted_payback == pytest.approx(case.with_value.discounted_payback)


def test_a_bid_of_another_function_is_taxed_and_timed_as_the_case_is() -> None:
    bid = a_bid("A", 100, benefits=(certain(200),))

    def worth(**changes: object) -> tuple[float, float]:
        rates = RATES.model_copy(update=changes)
        line = value_projects([bid], {}, {}, NONE, rates, Draws(20, 2, 1)).lines[0]
        return line.npv, line.chance.mean

    months = sum(200 / 12 * 1.1 ** (-month / 12) for month in range(1, 13))
    assert worth(timing=Timing.MID_YEAR) == pytest.approx([-100 + 200 * 1.1**-0.5] * 2)
    assert worth(timing=Timing.MONTH_END) == pytest.approx([-100 + months] * 2)
    assert worth(kept=0.75) == pytest.approx([0.75 * (-100 + 200 / 1.1)] * 2)
    # A premium prices the risk that the trials price by themselves.
    assert worth(premium=0.05) == pytest.approx((-100 + 200 / 1.15, -100 + 200 / 1.1))
