"""What the monthly engine and its conventions answer to the published cases of `finance.json`.

The figures come out of the product's own rows, or of rows in the same language, wherever a case can
be put so; a period is then whatever the case says it is.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from workbench.business_case.arithmetic import FloatArray, Value
from workbench.business_case.conventions import (
    Conventions,
    Pricing,
    RiskMode,
    monthly_rate,
    monthly_share,
)
from workbench.business_case.guards import combined
from workbench.business_case.model import Model
from workbench.business_case.monthly import YEAR, Runs, work_out
from workbench.business_case.rows import Row, RowKind, Rows, Tier, default_rows
from workbench.business_case.valuation import irr, npv, payback
from workbench.evidence.assumptions import Register, resolve
from workbench.evidence.defaults import default_assumptions
from workbench.evidence.validation import Answer, Answers

Given = Mapping[str, Any]

FOR_EVER = 600
"""Periods after which nothing is left of a cohort that one in ten leaves."""
SETTLED = {"ramp_months": 1.0, "ramp_midpoint": 0.0, "adoption_later": 1.0, "yearly_decay": 0.0}


def _ramp(given: Given) -> Answers:
    """The adoption of the product's rows, month by month."""
    tried = SETTLED | {"ramp_months": given["t10_90"], "ramp_midpoint": given["midpoint"]}
    runs = _product(tried, {}, months=max(given["t"]))
    return {"adoption": [float(runs.series("adoption")[month]) for month in given["t"]]}


def _fcr_saving(given: Given) -> Answers:
    """Fewer repeat contacts in the product's rows, once the ramp is behind."""
    tried = SETTLED | {
        "fcr_gain": given["fcr1"] - given["fcr0"],
        "cost_beside_pay": given["cost_per_contact"],
    }
    contacts = given["issues"] / given["fcr0"]
    results = {"fcr_with": given["fcr0"], "contacts_per_year_today": contacts}
    runs = _product(tried, results | {"contacts_per_year_with": contacts}, months=2 * YEAR)
    saved = runs.series("contact_costs_saved")[-1] * YEAR * given["cashable"]
    return {"volume_reduction": float(runs.series("repeats")[-1]), "saving": float(saved)}


def _retention(given: Given) -> Answers:
    """A cohort without and with fewer leavers, a period a year."""
    n, margin, r0, r1, i = (float(given[name]) for name in ("n", "margin", "r0", "r1", "i"))
    runs = _cohort(n, r0, r1)
    worth = (1 + i) ** -np.arange(FOR_EVER + 1.0)
    gained = runs.series("gained") * margin * worth
    # Customers kept in a period, with all their later margin at the retention of today, or of the
    # change: the second counts the later saving of the same customers twice.
    kept = np.concatenate([[0.0], runs.series("customers")[:-1]]) * (r1 - r0) * worth
    lifetime = {rate: margin * (1 + i) / (1 + i - rate) for rate in (r0, r1)}
    return {
        "cohort_infinite": float(gained.sum()),
        "cohort_5y": float(gained[: 5 + 1].sum()),
        "saved_times_clv_baseline": float(kept.sum() * lifetime[r0]),
        "saved_times_clv_improved": float(kept.sum() * lifetime[r1]),
    }


def _lifetime(given: Given) -> Answers:
    """The margins of one customer, the first after a period, over the margin of one period."""
    worth = (1 + given["i"]) ** -np.arange(FOR_EVER + 1.0)
    multiples = []
    for rate in given["r"]:
        stays = _cohort(1.0, rate, rate).series("customers")
        multiples.append(float((stays * worth)[1:].sum()))
    return {"multiple": multiples}


def _risk_twice(given: Given) -> Answers:
    """Haircuts alone, a hurdle alone, and what both together would take off."""
    shares = {"saving": given["haircut"]}
    premium = given["hurdle"] - given["rate"]
    plain, cut, hurdle = (
        _level_benefit(given, pricing)
        for pricing in (
            Pricing(),
            Pricing(mode=RiskMode.HAIRCUTS, haircuts=shares),
            Pricing(mode=RiskMode.HURDLE, hurdle_premium=premium),
        )
    )
    by_rate, by_haircut = hurdle / plain - 1, cut / plain - 1
    return {
        "rate_only": by_rate,
        "haircut_only": by_haircut,
        "combined_cut": (1 + by_rate) * (1 + by_haircut) - 1,
    }


def _conversion(given: Given) -> Answers:
    if "monthly" in given:
        return {
            "annual_from_monthly": 1 - (1 - given["monthly"]) ** YEAR,
            "monthly_from_annual": monthly_share(given["annual"]),
        }
    return {"monthly": monthly_rate(given["annual"])}


def _overlap(given: Given) -> Answers:
    return {"combined": combined(given["effects"]), "naive_sum": sum(given["effects"])}


def _calls(given: Given) -> Answers:
    return {"calls_per_resolution": [1 / rate for rate in given["fcr"]]}


def _study_headline(given: Given) -> Answers:
    gained, spent, initial = given["pv_benefits"], given["pv_costs"], given["initial"]
    a_year_late = spent - initial + initial / (1 + given["rate"])
    return {
        "npv": gained - spent,
        "roi": gained / spent - 1,
        "roi_if_initial_discounted_1y": gained / a_year_late - 1,
    }


def _study_haircut(given: Given) -> Answers:
    return {"risk_adjustment": given["share_moderate"] * given["risk_factor"]}


def _first_flow_discounted(given: Given) -> Answers:
    return {"npv": npv(given["rate"], [0.0, *given["net"]])}


def _churn_calculator(given: Given) -> Answers:
    """As published: points of churn, revenue instead of margin, one year, undiscounted."""
    cost, revenue = given["annual_cost"], given["annual_revenue_per_customer"]
    gains = [given["customers"] * points * revenue for points in given["churn_pp"]]
    return {
        "net_gain": [gain - cost for gain in gains],
        "roi": [gain / cost - 1 for gain in gains],
        "payback_months": [cost / gain * YEAR for gain in gains],
    }


def _published_error(given: Given) -> Answers:
    back = payback(given["cashflows"])
    return {
        "irr": irr(given["cashflows"]),
        "npv": npv(given["rate"], given["cashflows"]),
        "payback_months": None if back is None else back * YEAR,
    }


def _rows_of_flows(given: Given) -> Answers:
    return {"npv_rows": npv(given["rate"], np.array(given["cashflows_2d"], dtype=float)).tolist()}


def _residual(given: Given) -> Answers:
    loss = given["residual_loss"]
    return {
        name: given["benefit"] / (given["cost"] + change * loss) - 1
        for name, change in (("roi_half", -0.5), ("roi_x1_5", 0.5))
    }


def _product(tried: Mapping[str, float], results: Mapping[str, float], months: int) -> Runs:
    """The product's rows at its own P50s, with a centre that a scenario leaves as it is."""
    register = resolve(default_assumptions()).try_values(tried)
    rows = default_rows()
    values: dict[str, Value] = {key: register.value(key) for key in register}
    values |= dict.fromkeys(rows.result_names, 1.0)
    return work_out(rows, values | dict(results) | Conventions().values(months), months)


def _cohort(n: float, before: float, after: float) -> Runs:
    rows = (
        _row("kept", RowKind.DRIVER, "after - before"),
        _row("stay", RowKind.STATE, "before + kept"),
        _row("begin", RowKind.MEMO, "(1 - min(month, 1)) * n"),
        _row("customers", RowKind.STATE, "begin + prev(customers) * stay"),
        _row("gained", RowKind.MEMO, "gained(customers)"),
    )
    values: dict[str, Value] = {"n": n, "before": before, "after": after}
    return work_out(Rows(results=(), rows=rows), values, FOR_EVER)


def _level_benefit(given: Given, pricing: Pricing) -> float:
    """The value of one a year at the end of each year, under a way of pricing risk."""
    register = resolve(default_assumptions()).try_values({"discount_rate": given["rate"]})
    saving = _row("saving", RowKind.BENEFIT, "min(1, month) / 12", tier=Tier.CASH)
    built = Model(
        Register(register.values()),
        lambda _: {},
        Rows(results=(), rows=(saving,)),
        Conventions(pricing=pricing),
        given["years"],
    )
    found: FloatArray = built.trials({}).npv
    return float(found[0])


def _row(key: str, kind: RowKind, formula: str, tier: Tier | None = None) -> Row:
    said = {"owner": "Finance", "ledger": "Any", "source": "A published case"} if tier else {}
    unit = {} if tier else {"unit": "as published"}
    return Row(id=key, label=f"Row {key}", kind=kind, formula=formula, tier=tier, **said, **unit)


ENGINE_ANSWERS: dict[str, Answer] = {
    "s_curve": _ramp,
    "FCR-SAVING": _fcr_saving,
    "FCR-CALLS": _calls,
    "retention_no_double_count": _retention,
    "clv": _lifetime,
    "risk_adjustment": _risk_twice,
    "conversion": _conversion,
    "attribution": _overlap,
    "TEI-GENESYS-HEADLINE": _study_headline,
    "TEI-RISK-FACTOR": _study_haircut,
    "convention_error": _first_flow_discounted,
    "cx_calculator": _churn_calculator,
    "published_error": _published_error,
    "engine_trap": _rows_of_flows,
    "sensitivity": _residual,
}
