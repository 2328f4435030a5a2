"""What the risk side of the engine answers to the published cases of `finance.json`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from workbench.business_case.distributions import Pert
from workbench.business_case.gates import option_value
from workbench.business_case.information import worth_of_a_normal
from workbench.business_case.pilot_update import Belief, updated
from workbench.business_case.spread import quantile_error
from workbench.evidence.validation import Answer, Answers

Given = Mapping[str, Any]


def _pilot(given: Given) -> Answers:
    prior = Belief(mean=given["prior_mean"], sd=given["prior_sd"])
    after = updated(prior, given["pilot_mean"], given["pilot_se"])
    return {"mean": after.mean, "sd": after.sd}


def _gate(given: Given) -> Answers:
    chance = given["p_success"]
    payoffs = (given["payoff_success"], given["payoff_fail"])
    gated, ungated = option_value(given["pilot_cost"], (chance, 1 - chance), payoffs)
    return {"with_gate": gated, "without_gate": ungated, "option_value": gated - ungated}


def _information(given: Given) -> Answers:
    """The value is normal, so each worth is a normal loss integral."""
    mean, betas = given["mu"], given["betas"]
    return {
        "evpi": worth_of_a_normal(mean, float(np.hypot.reduce(betas))),
        "evppi": [worth_of_a_normal(mean, beta) for beta in betas],
    }


def _pert(given: Given) -> Answers:
    spread = Pert(given["a"], given["m"], given["b"])
    return {"mean": spread.mean, "var": spread.variance}


def _quantile_errors(given: Given) -> Answers:
    """Of a standard normal output, so that the error is over its standard deviation."""
    density = {0.1: 0.17549833193248685, 0.5: 0.3989422804014327}
    return {"se_over_sd": [quantile_error(p, given["n"], density[p]) for p in given["p"]]}


RISK_ANSWERS: dict[str, Answer] = {
    "bayes_update": _pilot,
    "real_option": _gate,
    "voi": _information,
    "PERT-MOMENTS": _pert,
    "monte_carlo": _quantile_errors,
}
