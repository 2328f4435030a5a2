"""What the engine answers to the published cases of `assets/validation/measurement.json`."""

from collections.abc import Mapping
from typing import Any

from workbench.evidence.validation import Answer, Answers, Check, answered
from workbench.readiness.agreement import krippendorff_alpha, one_way, rwg, rwg_j, variance_of
from workbench.voices.scores import nps

Given = Mapping[str, Any]
FIVE_LEVELS = 5
PERCENT_SQUARED = 1e4


def measurement_checks() -> dict[str, tuple[Check, ...]]:
    """Every published case of agreement and scores that the product works out, by id."""
    return answered("measurement", ANSWERS)


def _null_variances(given: Given) -> Answers:
    return {name: variance_of(shares) for name, shares in given["dists"].items()}


def _rwg(given: Given) -> Answers:
    return {"rwg": rwg(given["level_counts"])}


def _rwg_j(given: Given) -> Answers:
    return {"rwg_j": rwg_j(given["item_variances"], FIVE_LEVELS)}


def _icc(given: Given) -> Answers:
    one, many = one_way(given["MSB"], given["MSW"], given["N"] / given["k"])
    return {"icc1": one, "icc2": many}


def _alpha(given: Given) -> Answers:
    return {"alpha": krippendorff_alpha(given["units"], given["metric"])}


def _nps(given: Given) -> Answers:
    found = nps(given["promoters"], given["passives"], given["detractors"])
    variance = found.standard_error**2 * sum(given.values()) / PERCENT_SQUARED
    return {"nps": found.score, "se": found.standard_error, "var": variance}


ANSWERS: dict[str, Answer] = {
    "null_var_5pt": _null_variances,
    "rwg_bhr2000_g1": _rwg,
    "rwg_bhr2000_g4": _rwg,
    "rwgj_bhr2000_g1": _rwg_j,
    "icc_bhr2000_hrs": _icc,
    "kripp_C_nominal": _alpha,
    "kripp_C_ordinal": _alpha,
    "kripp_C_interval": _alpha,
    "kripp_C_ratio": _alpha,
    "kripp_wiki_3coder_int": _alpha,
    "nps_wald_cv": _nps,
}
