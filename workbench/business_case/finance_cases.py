"""What the engine answers to the published cases of `assets/validation/finance.json`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.business_case.distributions import metalog
from workbench.business_case.engine_cases import ENGINE_ANSWERS
from workbench.business_case.portfolio import best_portfolio
from workbench.business_case.risk_cases import RISK_ANSWERS
from workbench.business_case.valuation import (
    bcr,
    discounted_payback,
    irr,
    irr_roots,
    mirr,
    npv,
    payback,
    profitability_index,
    xnpv,
)
from workbench.evidence.validation import Answer, Answers, Check, answered

Given = Mapping[str, Any]


def finance_checks() -> dict[str, tuple[Check, ...]]:
    """Every published case of what the business case does, by id."""
    return answered("finance", ANSWERS)


def _npv(given: Given) -> Answers:
    return {"npv": npv(given["rate"], given["cashflows"])}


def _npv_a_period_later(given: Given) -> Answers:
    """A spreadsheet's NPV discounts its first flow by a period."""
    return {"npv": npv(given["rate"], [0.0, *given["cashflows"]])}


def _xnpv(given: Given) -> Answers:
    dates = [date.fromisoformat(day) for day in given["dates"]]
    return {"xnpv": xnpv(given["rate"], given["cashflows"], dates)}


def _irr(given: Given) -> Answers:
    return {"irr": irr(given["cashflows"])}


def _mirr(given: Given) -> Answers:
    return {"mirr": mirr(given["cashflows"], given["finance_rate"], given["reinvest_rate"])}


def _project(given: Given) -> Answers:
    rate, flows = given["rate"], given["cashflows"]
    return {
        "npv": npv(rate, flows),
        "irr": irr(flows),
        "mirr": mirr(flows, rate, rate),
        "pi": profitability_index(rate, flows),
        "payback": payback(flows),
        "discounted_payback": discounted_payback(rate, flows),
    }


def _all_roots(given: Given) -> Answers:
    flows = given["cashflows"]
    return {"irr_roots": irr_roots(flows), "payback": payback(flows)}


def _paybacks(given: Given) -> Answers:
    flows = given["cashflows"]
    return {"first": payback(flows), "sustained": payback(flows, "sustained")}


def _impact_study(given: Given) -> Answers:
    rate, costs, benefits = given["rate"], given["costs"], given["benefits"]
    ratio = bcr(rate, costs, benefits)
    return {
        "pv_costs": npv(rate, costs),
        "pv_benefits": npv(rate, benefits),
        "npv": npv(rate, _net(costs, benefits)),
        "roi": None if ratio is None else ratio - 1,
    }


def _support_case(given: Given) -> Answers:
    costs, benefits = given["costs"], given["benefits"]
    ratio, net = bcr(0.0, costs, benefits), _net(costs, benefits)
    return {
        "cost": sum(costs),
        "benefit": sum(benefits),
        "roi_undiscounted": None if ratio is None else ratio - 1,
        "npv": npv(given["rate"], net),
        "payback_years": payback(net),
    }


def _net(costs: list[float], benefits: list[float]) -> list[float]:
    return [gain - cost for gain, cost in zip(benefits, costs, strict=True)]


def _portfolio(given: Given) -> Answers:
    best = best_portfolio(given["values"], given["outlays"], given["budgets"])
    # The cases count projects from 1.
    return {"value": best.value, "selected": [place + 1 for place in best.selected]}


def _metalog(given: Given) -> Answers:
    spread = metalog(given["p10"], given["p50"], given["p90"])
    return {"q": [float(spread.quantile(share)) for share in given["u"]]}


ANSWERS: dict[str, Answer] = {
    "npv_t0": _npv,
    "npv_excel": _npv_a_period_later,
    "xnpv": _xnpv,
    "irr": _irr,
    "mirr": _mirr,
    "full_metrics": _project,
    "irr_all_roots": _all_roots,
    "payback": _paybacks,
    "tei": _impact_study,
    "business_case": _support_case,
    "knapsack": _portfolio,
    "METALOG-SPT": _metalog,
    **RISK_ANSWERS,
    **ENGINE_ANSWERS,
}
