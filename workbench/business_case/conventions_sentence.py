"""The conventions of a case in one sentence, for beside its figures."""

from workbench.business_case.case import Case
from workbench.business_case.conventions import TAX_RATE, RiskMode, monthly_rate
from workbench.business_case.money import percent, years
from workbench.evidence.units import MINUS

PRICED = {
    RiskMode.EXPECTED: "in the range of the futures and not in the rate",
    RiskMode.HAIRCUTS: "by taking benefits down and costs up, line by line",
    RiskMode.HURDLE: "by a premium inside the rate",
}


def conventions_sentence(case: Case) -> str:
    """When flows fall, how they are discounted, in which prices, how long, and where risk is."""
    agreed, rate = case.conventions, case.rate
    monthly = f"{monthly_rate(rate) * 100:.3f}%".replace("-", MINUS)
    tax = f"after tax at {percent(case.values[TAX_RATE])}" if agreed.taxed else "before tax"
    contract = (
        ""
        if agreed.contract_years is None
        else f", inside the contract of {years(agreed.contract_years)}"
    )
    return (
        f"Flows after today fall {agreed.timing} and are discounted at {percent(rate)} a year "
        f"({monthly} a month, effective), in {case.basis} terms, {tax}, over {years(case.horizon)}"
        f"{contract} with no terminal value; risk is priced once, {PRICED[agreed.pricing.mode]}."
    )
